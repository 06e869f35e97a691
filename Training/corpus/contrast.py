#!/usr/bin/env python3
"""Contrast sets: short minimal pairs, each with its gold graph. Files contrast/PHENOMENON.txt:

    # differ: what the pairs are about        (or "# same: ..." where both tell one graph)
    1a text in NG markup
       definitions, divided by ;
    1b ...

usage: contrast.py check            every item parses, every pair is a minimal pair and differs (or agrees) as the file says
       contrast.py convert -o DIR   DIR/texts/ID.txt and DIR/gold/ID.json, ID = PHENOMENON_1a
The publication date of all is 2024-03-14, a Thursday.
"""
import glob
import json
import os
import re
import sys

from checks import form
from ng.definitions import parse_definitions
from ng.inline import Doc, parse_inline
from ng.load import clean
from ng.resolve import resolve
from reader import HERE

PUBLISHED = "2024-03-14"


def read_items(root=HERE):
    """[(id, phenomenon, pair, kind, document, gold)] of all files; kind is differ or same."""
    out = []
    for path in sorted(glob.glob(os.path.join(root, "contrast", "*.txt"))):
        name = os.path.splitext(os.path.basename(path))[0]
        kind, items = None, []
        with open(path, encoding="utf-8") as f:
            for n, line in enumerate(f, 1):
                line = line.rstrip("\n")
                m = re.match(r"(\d+)([a-z]) (.+)$", line)
                if line.startswith("# "):
                    kind = line[2:].split(":")[0]
                elif m:
                    items.append((m.group(1), m.group(2), n, m.end(2) + 2, m.group(3), []))
                elif line.strip() and items:
                    items[-1][5].append((n, line))
        for pair, letter, n, col, text, definitions in items:
            doc = Doc(path)
            doc.name, doc.meta = f"{name}_{pair}{letter}", {"published": PUBLISHED}
            parse_inline(doc, [(n, col, text)])
            parse_definitions(doc, definitions)
            out.append((doc.name, name, pair, kind, doc, clean(resolve(doc))))
    return out


def graph(gold):
    """The graph without offsets and words: what two wordings of one thing share."""
    ids = {e["id"]: (e["type"], e["name"].casefold()) for e in gold["entities"]}
    ids.update({e["id"]: ("Event", e["type"]) for e in gold["events"]})
    name = lambda i: ids.get(i)
    return {"nodes": sorted(ids[e["id"]] for e in gold["entities"]),
            "events": sorted((e["type"], e["factuality"], str(name(e["source"])), (e["time"] or {}).get("value") or "", sorted((a["role"], name(a["entity"])) for a in e["arguments"]), sorted(map(str, e["attributes"].items())))
                             for e in gold["events"]),
            "relations": sorted((r["type"], name(r["subject"]), name(r["object"]), r["factuality"], sorted(map(str, r["attributes"].items()))) for r in gold["relations"]),
            "claims": sorted((name(c["source"]), c["stance"], sorted(map(str, (name(a) for a in c["about"])))) for c in gold["claims"])}


def words(text):
    return set(re.findall(r"\w+", text.casefold()))


def problems(items):
    out, pairs, seen = [], {}, set()
    for ident, name, pair, kind, doc, gold in items:
        out += [f"{doc.path}:{line}:{col}: {message}" for level, line, col, message in doc.problems if level == "error"]
        out += [f"{ident}: {p}" for p in form.problems(gold, doc.text)]
        if ident in seen:
            out.append(f"{ident} is there twice")
        seen.add(ident)
        if kind not in ("differ", "same"):
            out.append(f"{name}: the first line must be '# differ: ...' or '# same: ...'")
        pairs.setdefault((name, pair, kind), []).append((ident, doc, gold))
    for (name, pair, kind), members in pairs.items():
        if len(members) < 2:
            out.append(f"{name} {pair} has one member only")
            continue
        first = members[0]
        for ident, doc, gold in members[1:]:
            a, b = words(first[1].text), words(doc.text)
            if len(a & b) / min(len(a), len(b)) < 0.3:
                out.append(f"{ident} shares too few words with {first[0]}")
            if (graph(gold) == graph(first[2])) != (kind == "same"):
                out.append(f"{ident} and {first[0]} should tell {'the same graph' if kind == 'same' else 'different graphs'}")
    return out


def main(argv):
    if len(argv) < 2 or argv[1] not in ("check", "convert"):
        print(__doc__)
        return 2
    items = read_items()
    found = problems(items)
    for line in found:
        print(line)
    if argv[1] == "convert" and not found:
        out = argv[argv.index("-o") + 1] if "-o" in argv else "."
        for ident, _, _, _, doc, gold in items:
            for kind, end, content in (("texts", ".txt", doc.text), ("gold", ".json", json.dumps(gold, ensure_ascii=False, indent=1))):
                os.makedirs(os.path.join(out, kind), exist_ok=True)
                with open(os.path.join(out, kind, ident + end), "w", encoding="utf-8") as f:
                    f.write(content)
    print(f"{len(items)} items in {len({(n, p) for _, n, p, _, _, _ in items})} sets, {len({n for _, n, *_ in items})} phenomena, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
