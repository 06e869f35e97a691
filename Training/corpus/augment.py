#!/usr/bin/env python3
"""Variants of an article for training: other names, other case, other punctuation. Offsets follow; nothing else changes.

    rename(article, rng)                  people, private bodies and towns get other names of the same type and origin
    change_case(article, how)             how: upper, lower, title (every word), headline (title line only, Title Case)
    change_punctuation(article, how, rng) how: curly, straight, spaced-dashes, long-dashes
    variant(article, rng)                 a random mix

All take an article of reader.py and give a new one. `rng` is a random.Random: the same seed gives the same variant.
usage: augment.py FILE.ng [SEED]          prints a renamed article, to look at
"""
import os
import random
import re
import sys
from collections import Counter
from dataclasses import replace

from checks.coverage import country, load_countries
from edit import SpanBroken, apply_edits, check_edits, same_length
from reader import HERE, read_article

PARTICLES = set("de da do dos das del della di du la le las los van von der den ter ten al el bin ibn bint ben abu ould mac ní nic ó st".split())
SMALL = set("a an and as at but by for from in into nor of off on or over per so than the to up via vs with".split())
# words of a body's name that say what it is; the first other word is what makes it this one
KIND_WORDS = set("""the of and for in & national international federal state royal central united general public free people's association agency alliance academy airlines airways apparel
assembly authority bank board brothers bureau business campaign capital care cement center centre chamber charity chronicle church city club coalition coast college commission committee community
company confederation congress construction consulting cooperative corporation council courier daily democratic development diocese district east eastern economic education electric electronics energy engineering
enterprises evening express farm farmers federation festival fc film fishermen's fisheries food foods football forum foundation front fund gallery gas gazette global green group guild health herald high historical
holding holdings hospital hotel house housing human rights independent industrial industries initiative institute insurance journal justice labour labor land law league liberation library lines live local logistics ltd
mail market marine maritime media medical memorial mercury mine mines mining mission morning motors movement museum music mutual network new news north northern observatory observer oil orchestra organisation
organization party patriotic petroleum pharma pharmaceuticals police port post press primary progressive project property radio rail railway record records regional relief report republican research resources
review river rovers rural safety savings school science secondary security sentinel service services shipping shipyard social society solar solidarity south southern space sports standard star steel student students
supermarkets supporters systems team technologies technology telecom telegraph television textile theatre times tourism town trade transport tribune trust union unions university utilities valley village voice
water watch welfare west western wind women women's workers world yard youth""".split())
PLACE_WORDS = set("""airport avenue bay beach bridge building camp castle cathedral centre center church coast college county court creek dam delta desert district east estate factory farm field forest garden
gulf hall harbour harbor hill hills hospital hotel house island islands junction lake market mine mosque mount mountain mountains museum national north ocean palace park peak peninsula plain plant port prison province
region reserve river road school sea south square stadium state station strait street temple terminal tower university valley village west yard zoo""".split())


SHE = re.compile(r"\b(?:\w*woman|widow|wife|mother|daughter|sister|aunt|niece|grandmother|girl|girlfriend|actress|nun|queen|princess|Mrs|Ms|Miss|Sister|Lady|Dame|Madam|Mme)$", re.I)
HE = re.compile(r"\b(?:man|\w+sman|\w*[a-z]man|widower|husband|father|son|brother|uncle|nephew|grandfather|boy|boyfriend|actor|monk|king|prince|Mr|Sir|Lord|Father|Fr)$", re.I)


def load_origins(root=HERE):
    """{origin: {countries, first, women, men, families, towns}}; `first`: the family name comes first."""
    out = {}
    with open(os.path.join(root, "data", "names.tsv"), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                origin, *cells = line.rstrip("\n").split("\t")
                split = [c.split(",") for c in cells]
                out[origin] = dict(countries=split[0], first=cells[1] == "1", women=split[2], men=split[3], families=split[4], towns=split[5])
    return out


def load_brands(root=HERE):
    with open(os.path.join(root, "data", "brands.txt"), encoding="utf-8") as f:
        return f.read().split()


def words(text):
    """(start, end) of the words of a name: what stands between blanks."""
    return [m.span() for m in re.finditer(r"\S+", text)]


def like(new, old):
    """`new` in the capitals of `old`."""
    return new.upper() if old.isupper() and len(old) > 1 else new


class Renamer:
    def __init__(self, root=HERE):
        self.origins, self.brands, self.countries = load_origins(root), load_brands(root), load_countries(root)
        self.cities = {name: [w for w in ws if w != name] for name, ws in self.countries}
        self.fixed = {w.casefold() for _, ws in self.countries for w in ws}

    def origin_of(self, article):
        where = country(article, self.countries)
        return next((o for o, d in self.origins.items() if where in d["countries"]), None)

    def rename(self, article, rng):
        """The renamed article. A node whose forms can't all be followed keeps its name."""
        home = self.origin_of(article)
        edits, changed, families, given = [], set(), {}, set()
        for node in article.nodes:
            forms = [m for m in article.cluster(node.id) if m.kind == "name"]
            if not forms:
                continue
            if node.type == "Person":
                new = self.person(article, node, forms, home, families, given, rng)
            elif node.type == "Organization" and not node.label:
                new = self.body(article, node, forms, rng)
            elif node.type == "Place":
                new = self.place(article, node, forms, home, rng)
            else:
                new = None
            if not new:
                continue
            merged = sorted(set(edits) | set(new))
            try:
                check_edits(article, merged)
            except SpanBroken:
                continue
            edits = merged
            changed.add(node.id)
        out = apply_edits(article, edits)
        return replace(out, nodes=[replace(n, label=None) if n.id in changed else n for n in out.nodes])

    def outside(self, article, token, spans):
        """Whether the word occurs in the text outside the spans: then a change would leave a trace of the old name."""
        for m in re.finditer(r"(?<!\w)" + re.escape(token) + r"(?:s|es)?(?!\w)", article.text, re.I):
            if not any(a <= m.start() and m.end() <= b for a, b in spans) and (m.group(0)[0].isupper() or not token[0].isupper()):
                return True
        return False

    def person(self, article, node, forms, home, families, used, rng):
        full = max((m.span.text for m in forms), key=lambda t: (len(t.split()), len(t)))
        toks = full.split()
        tail = []
        while len(toks) > 1 and toks[-1].rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv"):
            tail.insert(0, toks.pop())
        if len(toks) < 2 or any(not t[0].isalpha() for t in toks):
            return None
        texts = Counter(m.span.text.casefold() for m in forms)
        first = len(toks) in (2, 3) and texts[toks[0].casefold()] and not texts[toks[-1].casefold()] and home is not None and self.origins[home]["first"]
        if first:
            cut, family = 1, (0, 1)
        else:
            cut = next((k for k in range(1, len(toks)) if toks[k].lower().rstrip("'’") in PARTICLES), len(toks) - 1)
            inner = [k for k in range(1, cut) if texts[" ".join(toks[k:]).casefold()] or texts[toks[k].casefold()]]
            cut = min(inner) if inner else cut
            family = (cut, len(toks))
        old_family = " ".join(toks[family[0]:family[1]])
        if old_family.casefold() not in families:
            own = [m.span for n in article.nodes if n.type == "Person" for m in article.cluster(n.id) if m.kind == "name"]
            spans = [(s.start, s.end) for s in own]
            families[old_family.casefold()] = None if any(self.outside(article, t, spans) for t in old_family.split() if t.lower() not in PARTICLES) else ""
        if families[old_family.casefold()] is None:
            return None
        mine = [(m.span.start, m.span.end) for m in forms]
        given = toks[1:] if first else toks[:cut]
        if any(self.outside(article, t, mine) for t in given if len(t) > 2):
            return None
        kin = [o for o, d in self.origins.items() if d["first"] == bool(first)]
        origin = home if home in kin and rng.random() < 0.7 else rng.choice(kin)
        pool = self.origins[origin]
        she, he = self.gender(article, node)
        names = pool["women"] if she > he else pool["men"] if he > she else pool["women"] + pool["men"]
        names = [n for n in names if n not in used] or names
        new_given = rng.choice(names)
        used.add(new_given)
        new_family = families[old_family.casefold()]
        if not new_family:
            taken = set(filter(None, families.values()))
            new_family = rng.choice([f for f in pool["families"] if f not in taken] or pool["families"])
        edits = []
        folded = [t.casefold() for t in toks]
        for m in forms:
            spots, text = words(m.span.text), m.span.text
            parts = [text[a:b] for a, b in spots]
            keep = len(parts)
            while keep and parts[keep - 1].casefold() in [t.casefold() for t in tail]:
                keep -= 1
            seq = [p.casefold() for p in parts[:keep]]
            at = next((k for k in range(len(folded)) if folded[k:k + len(seq)] == seq), None) if seq else None
            if at is None:
                # an initial with the family name ("K. Rostami")
                if not first and len(seq) >= 2 and folded[cut:] == seq[-(len(toks) - cut):] and all(re.fullmatch(r"[^\W\d_]\.?-?", p) for p in seq[:-(len(toks) - cut)]):
                    lead = len(seq) - (len(toks) - cut)
                    edits.append((m.span.start + spots[0][0], m.span.start + spots[lead - 1][1], new_given[0] + "."))
                    edits.append((m.span.start + spots[lead][0], m.span.start + spots[keep - 1][1], like(new_family, text)))
                    continue
                if set(seq) & set(folded):
                    return None
                continue  # a nickname that shares nothing with the name stays
            regions = {}
            for k in range(at, at + len(seq)):
                regions.setdefault(family[0] <= k < family[1], []).append(k - at)
            for is_family, ks in sorted(regions.items()):
                edits.append((m.span.start + spots[ks[0]][0], m.span.start + spots[ks[-1]][1], like(new_family if is_family else new_given, text)))
        if edits:
            families[old_family.casefold()] = new_family
        return edits

    def gender(self, article, node):
        """How much speaks for a woman, how much for a man: pronouns, nominals ("a spokeswoman"), the title before a name."""
        cluster = article.cluster(node.id)
        says = Counter(m.span.text.lower() for m in cluster if m.kind == "pronoun")
        she, he = sum(says[w] for w in ("she", "her", "hers", "herself")), sum(says[w] for w in ("he", "him", "his", "himself"))
        for m in cluster:
            word = m.span.text if m.kind == "nominal" else article.text[max(0, m.span.start - 12):m.span.start].rstrip(" .") if m.kind == "name" else ""
            woman = SHE.search(word) is not None
            she, he = she + woman, he + (not woman and HE.search(word) is not None)
        return she, he

    def body(self, article, node, forms, rng):
        full = max((m.span.text for m in forms), key=len)
        if full.isupper() and len(full.split()) == 1:
            return None
        place_words = {w.casefold() for n in article.nodes if n.type in ("Place", "Person") for m in article.cluster(n.id) if m.kind == "name" for w in m.span.text.split()}
        core = next((w for w in full.split() if len(w) > 3 and w[0].isupper() and w.isalpha() and w.casefold() not in KIND_WORDS and w.casefold() not in self.fixed and w.casefold() not in place_words), None)
        if core is None:
            return None
        spans = [(m.span.start, m.span.end) for n in article.nodes if n.type != "Person" for m in article.cluster(n.id) if m.kind == "name"]
        if self.outside(article, core, spans):
            return None
        new = rng.choice([b for b in self.brands if b not in article.text])
        capitals = [w for w in full.split() if w[0].isupper()]
        initials = "".join(w[0] for w in capitals)
        edits = []
        for a, b in spans:
            for m in re.finditer(r"(?<!\w)" + re.escape(core) + r"(?!\w)", article.text[a:b], re.I):
                edits.append((a + m.start(), a + m.end(), like(new, m.group(0))))
        for m in forms:
            text = m.span.text
            if core.casefold() in text.casefold().split():
                continue
            if text.isupper() and text == initials:
                k = capitals.index(core)
                edits.append((m.span.start + k, m.span.start + k + 1, new[0]))
            elif core[:3].casefold() in text.casefold():
                return None  # a contraction that the new name would not have
            elif text.isupper() and core[0] in text:
                return None
        return sorted(set(edits))

    def place(self, article, node, forms, home, rng):
        texts = {m.span.text.casefold() for m in forms}
        name = forms[0].span.text
        if len(texts) != 1 or any(w.casefold().strip(".,") in PLACE_WORDS or w[0].islower() for w in name.split()) or re.search(r"[\d.’']", name):
            return None
        known = name.casefold() in self.fixed
        where = country(article, self.countries)
        if known and (name in dict(self.countries) or name not in self.cities.get(where, ())):
            return None
        if node.label and not known:
            return None
        if any(self.outside(article, w, [(m.span.start, m.span.end) for m in forms]) for w in name.split()):
            return None
        pool = [w for w in (self.cities.get(where, []) if known else []) + (self.origins[home]["towns"] if home else []) if w not in article.text and not w.isupper()]
        if not pool:
            return None
        new = rng.choice(pool)
        return [(m.span.start, m.span.end, like(new, m.span.text)) for m in forms]


_shared = []


def rename(article, rng):
    """People, private bodies and towns under other names of their type and origin; see Renamer."""
    if not _shared:
        _shared.append(Renamer())
    return _shared[0].rename(article, rng)


def _keep_length(text, change):
    """Letter by letter, where the change keeps one code point."""
    return "".join(d if len(d := change(c)) == 1 else c for c in text)


def title_case(text):
    """Headline capitals: every word but small ones between others."""
    def one(m):
        w = m.group(0)
        inner = m.start() > 0 and text[m.start() - 1] == " " and text[max(0, m.start() - 2):m.start() - 1] not in ".:?!\"“"
        return w if w.lower() in SMALL and inner or not w[0].islower() else _keep_length(w[0], str.upper) + w[1:]
    return re.sub(r"(?<![\w’'])[^\W\d_]\w*", one, text)


def change_case(article, how):
    text = article.text
    if how == "upper":
        new = _keep_length(text, str.upper)
    elif how == "lower":
        new = _keep_length(text, str.lower)
    elif how == "title":
        new = title_case(text)
    elif how == "headline":
        end = text.find("\n\n")
        new = title_case(text[:end]) + text[end:] if end > 0 else title_case(text)
    else:
        raise ValueError(f"{how!r}: upper, lower, title or headline")
    return same_length(article, new)


def change_punctuation(article, how):
    text = article.text
    if how == "straight":
        return same_length(article, text.translate(str.maketrans("“”„‘’", "\"\"\"''")))
    if how == "curly":
        out = []
        for k, c in enumerate(text):
            opens = k == 0 or text[k - 1] in " \n\t([—–-“‘\""
            out.append(("“" if opens else "”") if c == '"' else ("‘" if opens and text[k + 1:k + 2].isalpha() else "’") if c == "'" else c)
        return same_length(article, "".join(out))
    if how in ("spaced-dashes", "long-dashes"):
        new, pattern = (" - ", r" ?[—–] ?") if how == "spaced-dashes" else ("—", r" [–-] | ?— ?")
        edits = [(m.start(), m.end(), new) for m in re.finditer(pattern, text) if m.group(0) != new and not (text[m.start() - 1:m.start()].isdigit() and text[m.end():m.end() + 1].isdigit())
                 and "\n" not in text[max(0, m.start() - 1):m.end() + 1] and m.start() > 0]
        kept = []
        for e in edits:
            try:
                check_edits(article, [e])
                kept.append(e)
            except SpanBroken:
                pass
        return apply_edits(article, kept)
    raise ValueError(f"{how!r}: curly, straight, spaced-dashes or long-dashes")


def variant(article, rng):
    """A random variant: names changed mostly, quotation marks and dashes often, case sometimes."""
    if rng.random() < 0.7:
        article = rename(article, rng)
    if rng.random() < 0.5:
        article = change_punctuation(article, rng.choice(["curly", "straight", "spaced-dashes", "long-dashes"]))
    x = rng.random()
    if x < 0.24:
        article = change_case(article, "headline" if x < 0.12 else "title" if x < 0.17 else "upper" if x < 0.21 else "lower")
    return article


def main(argv):
    if len(argv) not in (2, 3):
        print(__doc__)
        return 2
    print(rename(read_article(argv[1]), random.Random(int(argv[2]) if len(argv) == 3 else 0)).text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
