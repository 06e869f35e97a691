"""What the corpus covers: counts by type, densities, registers and countries, and what is still missing."""
import collections
import os
import re

from ng.vocabulary import EVENT, FACT, NODE, REL, STANCE
from reader import HERE, PARTS

# densities of real news annotated by the same guidelines, per 100 words
NEWS = {"mentions": 15.0, "events": 2.9, "roles": 7.0, "relations": 4.5, "claims": 2.2}
EVENTS_WANTED, RELATIONS_WANTED, OTHER_SHARE, COUNTRIES_WANTED, REGISTERS_WANTED = 25, 40, 0.06, 25, 15
ARTICLES_WANTED, WORDS_WANTED, STORIES_WANTED = 600, 260_000, 60

# the header's genre to one register; a newspaper section's name is no register of its own
REGISTER = {"press release": "press-release", "live blog": "live", "court report": "court", "sports": "sport", "local tv": "broadcaster", "partisan daily": "advocacy",
            "advocacy news": "advocacy", "regional": "local", "column": "opinion", "editorial": "opinion", "statement": "press-release", "human-rights report summary": "advocacy",
            "brief round-up": "brief", "round-up": "brief", "newsletter": "newsletter", "factcheck": "fact-check", "fact check": "fact-check", "book review": "review",
            "public inquiry": "court", "lawsuit": "court", "arts": "review", "wikinews": "wire"}
SECTION = set("technology politics transport diplomacy religion protest environment entertainment election education disaster cyber society culture crime health".split())


def register(article):
    genre = article.meta.get("genre", "").strip().lower()
    return "broadsheet" if genre in SECTION else REGISTER.get(genre, genre)


def load_countries(root=HERE):
    out = []
    with open(os.path.join(root, "data", "countries.tsv"), encoding="utf-8") as f:
        for line in f:
            name, demonyms, places = (line.rstrip("\n") + "\t\t").split("\t")[:3]
            out.append((name, [w for w in [name, *demonyms.split(","), *places.split(",")] if w]))
    return out


def country(article, countries):
    """The header's country; without one, that whose name, demonyms and towns are named most often. None when nothing tells (an invented state)."""
    if article.meta.get("country"):
        return article.meta["country"]
    best = None
    for name, words in countries:
        n = 0
        for w in words:
            hits = len(re.findall(r"(?<!\w)" + re.escape(w) + r"(?!\w)", article.text)) if w in article.text else 0
            n += 2 * hits if w == name else hits
        if n and (best is None or n > best[0]):
            best = (n, name)
    return best[1] if best else None


def count(articles, countries):
    c = collections.defaultdict(collections.Counter)
    for a in articles:
        words = len(a.text.split())
        c["total"].update({"articles": 1, "words": words, "mentions": len(a.mentions), "nodes": len(a.nodes), "events": len(a.events),
                           "roles": sum(len(e.roles) for e in a.events), "relations": len(a.relations), "claims": len(a.claims)})
        c["part"][a.part or "unassigned"] += 1
        c["part words"][a.part or "unassigned"] += words
        c["kind"]["stories" if a.story else "single"] += 1
        if a.story:
            c["story"][a.story] += 1
        for m in a.mentions:
            c["mention"][m.type, m.kind] += 1
        for n in a.nodes:
            c["node"][n.type] += 1
        for e in a.events:
            c["event"][e.type] += 1
            c["factuality"][e.factuality] += 1
        for r in a.relations:
            c["relation"][r.type] += 1
            c["relation factuality"][r.factuality] += 1
        for x in a.claims:
            c["stance"][x.stance] += 1
            c["directness"]["direct" if x.direct else "indirect"] += 1
        c["register"][register(a)] += 1
        c["country"][country(a, countries) or "(invented or none)"] += 1
    return c


def holes(c):
    """What is below the targets: (group, name, have, want)."""
    out = [("event", t, c["event"][t], EVENTS_WANTED) for t in sorted(EVENT - {"Other"}) if c["event"][t] < EVENTS_WANTED]
    out += [("relation", t, c["relation"][t], RELATIONS_WANTED) for t in sorted(REL) if c["relation"][t] < RELATIONS_WANTED]
    out += [("factuality", t, c["factuality"][t], 100) for t in sorted(FACT) if c["factuality"][t] < 100]
    out += [("stance", t, c["stance"][t], 60) for t in sorted(STANCE) if c["stance"][t] < 60]
    share = c["event"]["Other"] / max(1, c["total"]["events"])
    if share >= OTHER_SHARE:
        out.append(("event", "Other at most", f"{share:.1%}", f"{OTHER_SHARE:.0%}"))
    if len([k for k in c["country"] if not k.startswith("(")]) < COUNTRIES_WANTED:
        out.append(("corpus", "countries", len(c["country"]), COUNTRIES_WANTED))
    if len(c["register"]) < REGISTERS_WANTED:
        out.append(("corpus", "registers", len(c["register"]), REGISTERS_WANTED))
    for name, have, want in (("articles", c["total"]["articles"], ARTICLES_WANTED), ("words", c["total"]["words"], WORDS_WANTED), ("stories", len(c["story"]), STORIES_WANTED)):
        if have < want:
            out.append(("corpus", name, have, want))
    return out


def _columns(counter, names, per=6):
    rows = [[f"{n} {counter[n]:,}" for n in names[i:i + per]] for i in range(0, len(names), per)]
    return ["| " + " | ".join([""] * per) + " |", "|" + "---|" * per] + ["| " + " | ".join(r + [""] * (per - len(r))) + " |" for r in rows]


def by_count(counter):
    return sorted(counter, key=lambda k: (-counter[k], k))


def table(c):
    """The statistics as Markdown, for README.md."""
    t = c["total"]
    out = [f"{t['articles']:,} articles ({c['kind']['single']:,} single, {c['kind']['stories']:,} versions of {len(c['story'])} stories), {t['words']:,} words. "
           + ", ".join(f"{p} {c['part'][p]:,} articles / {c['part words'][p]:,} words" for p in [*PARTS, "unassigned"] if c["part"][p]) + ".", "",
           "| | count | per 100 words | real news |", "|---|---:|---:|---:|"]
    out += [f"| {k} | {t[k]:,} | {100 * t[k] / t['words']:.1f} | {NEWS.get(k, '')} |" for k in ("mentions", "nodes", "events", "roles", "relations", "claims")]
    out += ["", "| mentions | name | nominal | pronoun | nodes |", "|---|---:|---:|---:|---:|"]
    out += [f"| {n} | {c['mention'][n, 'name']:,} | {c['mention'][n, 'nominal']:,} | {c['mention'][n, 'pronoun']:,} | {c['node'][n]:,} |" for n in by_count(c["node"])]
    out += ["", f"Events (`Other` is {c['event']['Other'] / t['events']:.1%}):", ""] + _columns(c["event"], by_count({k: c["event"][k] for k in EVENT}))
    out += ["", "Relations:", ""] + _columns(c["relation"], by_count({k: c["relation"][k] for k in REL}))
    out += ["", "Factuality of events: " + ", ".join(f"{k} {c['factuality'][k]:,}" for k in by_count(c["factuality"])) + ". "
            "Stances: " + ", ".join(f"{k} {c['stance'][k]:,}" for k in by_count(c["stance"])) + f"; {c['directness']['direct']:,} claims are direct quotations.", "",
            f"Registers ({len(c['register'])}): " + ", ".join(f"{k} {c['register'][k]}" for k in by_count(c["register"])) + ".", "",
            f"Countries ({len([k for k in c['country'] if not k.startswith('(')])}): " + ", ".join(f"{k} {c['country'][k]}" for k in by_count(c["country"])) + "."]
    return "\n".join(out)
