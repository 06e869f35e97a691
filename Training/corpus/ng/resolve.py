"""From tags and definitions to the gold form; everything derived (aliases, evidence, directness) is made here."""
import re

from .definitions import fact, kind_of, refs, value
from .sentences import sentences
from .vocabulary import REL, ROLE, STANCE, SYM

QUOTES = '"“”'


def resolve(doc):
    gold = {"name": doc.name, "published": doc.meta.get("published", ""), "entities": [], "events": [], "relations": [], "claims": []}
    for ident, tags in doc.mentions.items():
        if ident not in doc.nodes:
            doc.error(*tags[0][1], f"mention of undefined node {ident!r}")
    for ident in set(doc.nodes) & set(doc.events):
        doc.error(doc.events[ident]["line"], 1, f"{ident} is both a node and an event")
    for ident, tags in doc.triggers.items():
        if ident not in doc.events:
            doc.error(*tags[0][1], f"trigger of undefined event {ident!r}")
    for ident, n in doc.nodes.items():
        tags = sorted((s for s, _ in doc.mentions.get(ident, [])), key=lambda s: (s["start"], -s["end"]))
        if not tags:
            doc.error(n["line"], 1, f"node {ident} has no mention in the text")
            continue
        seen = set()
        for s in tags:
            if (s["start"], s["end"]) in seen:
                doc.warn(s["start"], f"{ident}: {s['text']!r} tagged twice")
            seen.add((s["start"], s["end"]))
        names = [s["text"] for s in tags if s["kind"] == "name"]
        nominals = [s["text"] for s in tags if s["kind"] == "nominal"]
        if not names and not nominals and not n["name"]:
            doc.error(n["line"], 1, f"node {ident} has only pronouns: give name=")
        name = n["name"] or (max(names, key=len) if names else nominals[0] if nominals else "?")
        forms = list(dict.fromkeys(names or nominals))
        gold["entities"].append({"id": ident, "type": n["type"], "name": name, "aliases": [f for f in forms if f != name] if names else [],
                                 "wikidata_label": name if n["wd"] == "*" else n["wd"], "salience": n["salience"], "mentions": tags})
    used_times = set()
    for ident, ev in doc.events.items():
        ln, part = ev["line"], ev["part"]
        tags = doc.triggers.get(ident)
        if not tags:
            doc.error(ln, part[0][0], f"event {ident} has no trigger in the text")
            continue
        spans = sorted((s for s, _, _ in tags), key=lambda s: s["start"])
        main = [s for s, _, star in tags if star] or spans[:1]
        if len(main) > 1:
            doc.error(*tags[0][1], f"event {ident} has two main triggers (*)")
        e = {"id": ident, "type": part[1][1], "trigger": main[0], "mentions": [s for s in spans if s is not main[0]], "time": None,
             "place": None, "factuality": "asserted", "source": None, "arguments": [], "attributes": {}}
        for col, t in part[2:]:
            f = fact(doc, ln, col, t)
            if f:
                e["factuality"], e["source"] = f
            elif t.startswith("@"):
                if t[1:] not in doc.times:
                    doc.error(ln, col, f"event {ident}: no time {t[1:]!r} in the text")
                else:
                    used_times.add(t[1:])
                    s = doc.times[t[1:]][0]
                    e["time"] = {k: s[k] for k in ("text", "start", "end", "value")}
            elif "=" in t:
                k, v = t.split("=", 1)
                if k in ROLE:
                    for r in refs(doc, ln, col, v, ["node", "event"]):
                        if {"role": k, "entity": r} in e["arguments"]:
                            doc.error(ln, col, f"event {ident}: {k}={r} twice")
                        e["arguments"].append({"role": k, "entity": r})
                        if k == "place":
                            e["place"] = e["place"] or r
                elif re.fullmatch(r"[a-z][A-Za-z]*", k):
                    if v.split(",")[0] in doc.nodes:
                        doc.warn(main[0]["start"], f"event {ident}: attribute {k}={v} names a node; a role was meant?")
                    e["attributes"][k] = value(v)
                else:
                    doc.error(ln, col, f"event {ident}: {t!r}")
            else:
                doc.error(ln, col, f"event {ident}: unknown {t!r}")
        gold["events"].append(e)
    for ident, (s, at) in doc.times.items():
        if ident not in used_times:
            doc.warn(s["start"], f"time {ident} {s['text']!r} belongs to no event")
    where = {ident: [s for s, _ in tags] for ident, tags in doc.mentions.items()}
    where.update({ident: [s for s, _, _ in tags] for ident, tags in doc.triggers.items()})
    seen = set()
    for _, ln, part in doc.order:
        typ = part[0][1]
        if len(part) < 3:
            doc.error(ln, part[0][0], f"{typ} needs a subject and an object")
            continue
        r0 = {"attributes": {}, "factuality": "asserted", "source": None}
        quote = None
        for col, t in part[3:]:
            f = fact(doc, ln, col, t)
            if f:
                r0["factuality"], r0["source"] = f
            elif t.startswith("ev="):
                quote = t[3:].strip('"')
                if doc.text.find(quote) < 0:
                    doc.error(ln, col, f"evidence {quote!r} is not in the text")
                    quote = None
            elif t == "former":
                r0["attributes"]["former"] = True
            elif t.startswith('"'):
                r0["attributes"]["title"] = t.strip('"')
            elif "=" in t:
                k, v = t.split("=", 1)
                r0["attributes"][k] = value(v)
            else:
                doc.error(ln, col, f"{typ}: unknown {t!r}")
        for a in refs(doc, ln, part[1][0], part[1][1], ["node", "event"]):
            for b in refs(doc, ln, part[2][0], part[2][1], ["node", "event"]):
                if kind_of(doc, a) not in REL[typ][0]:
                    doc.error(ln, part[1][0], f"{typ} cannot start at {a} ({kind_of(doc, a)})")
                if kind_of(doc, b) not in REL[typ][1]:
                    doc.error(ln, part[2][0], f"{typ} cannot end at {b} ({kind_of(doc, b)})")
                if a == b:
                    doc.error(ln, part[1][0], f"{typ} {a} {a}")
                key = (typ, *sorted((a, b))) if typ in SYM else (typ, a, b)
                if key in seen:
                    doc.error(ln, part[0][0], f"{typ} {a} {b} stated twice")
                seen.add(key)
                ev = evidence(doc, where.get(a, []), where.get(b, []), quote)
                if ev is None:
                    doc.say("note", ln, 1, f"{typ} {a} {b}: never in one paragraph; give ev=\"..\" or reconsider")
                gold["relations"].append({"type": typ, "subject": a, "object": b, "attributes": dict(r0["attributes"]),
                                          "factuality": r0["factuality"], "source": r0["source"], "evidence": ev})
    for ident in list(doc.contents) + [c for c in doc.cues if c not in doc.contents]:
        if ident not in doc.claims:
            doc.error(*(doc.contents.get(ident) or doc.cues[ident])[1], f"claim {ident} is not defined")
    for ident, c in doc.claims.items():
        ln, part = c["line"], c["part"]
        if ident not in doc.contents:
            doc.error(ln, part[0][0], f"claim {ident} has no content in the text")
            continue
        content = doc.contents[ident][0]
        sources = refs(doc, ln, part[1][0], part[1][1], ["node"]) if len(part) > 1 else doc.error(ln, 1, f"claim {ident}: no source") or []
        o = {"cue": doc.cues[ident][0] if ident in doc.cues else None, "content": content, "direct": is_direct(doc.text, content),
             "stance": "asserts", "about": [], "addressee": None}
        for col, t in part[2:]:
            if t in STANCE:
                o["stance"] = t
            elif t in ("direct", "indirect"):
                o["direct"] = t == "direct"
            elif t == "nocue":
                c["nocue"] = True
            elif t.startswith("about="):
                o["about"] = refs(doc, ln, col, t[6:], ["node", "event"])
            elif t.startswith("to="):
                o["addressee"] = (refs(doc, ln, col, t[3:], ["node"]) or [None])[0]
            else:
                doc.error(ln, col, f"claim {ident}: unknown {t!r}")
        if not o["cue"] and not c.get("nocue"):
            doc.warn(content["start"], f"claim {ident} has no cue (say nocue if so)")
        for k, s in enumerate(sources):
            gold["claims"].append({"id": ident + ("" if not k else "abcdefgh"[k]), "source": s, **o})
    gold["claims"].sort(key=lambda c: (c["content"]["start"], -c["content"]["end"], c["id"]))
    return gold


def is_direct(text, s):
    before, after = text[:s["start"]], text[s["end"]:]
    return bool(before) and before[-1] in QUOTES + "‘" and re.match(r"[,.?!;:…]*([\"”’]|\n\n|\Z)|—[\"”]", after) is not None \
        and not re.search(r"[\"“”]", s["text"])


def evidence(doc, a, b, quote):
    if quote:
        i = doc.text.find(quote)
        return {"start": i, "end": i + len(quote), "text": quote}
    paras, p = [], 0
    for para in doc.text.split("\n\n"):
        paras.append((p, p + len(para)))
        p += len(para) + 2
    for units in (sentences(doc.text), paras):
        best = None
        for u, v in units:
            for x in a:
                for y in b:
                    s, e = min(x["start"], y["start"]), max(x["end"], y["end"])
                    if u <= s and e <= v and e - s <= 300 and x is not y:
                        pen = sum(m.get("kind") == "pronoun" for m in (x, y))
                        if best is None or (pen, e - s) < best[0]:
                            best = ((pen, e - s), s, e)
        if best:
            return {"start": best[1], "end": best[2], "text": doc.text[best[1]:best[2]]}
    return None
