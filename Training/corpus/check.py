#!/usr/bin/env python3
"""All checks of the corpus: `make check-corpus`. Standard library only.

usage: check.py            every check; exit 1 when one finds something
       check.py --write    also writes the statistics table into README.md and drops reasons whose warning is gone
       check.py --holes    only what is below the targets of coverage
"""
import os
import sys

import contrast
from checks import accepted, coverage, form, likeness, people, stories
from ng.load import clean, load
from reader import HERE, from_gold, paths, read_splits, Span, Time
import splits as splitting

BEGIN, END = "<!-- statistics: written by check.py --write -->", "<!-- end of statistics -->"


def read_all(root=HERE):
    """(articles, {(article, warning): place}, problems of markup and form)."""
    articles, warnings, problems = [], {}, []
    parts = read_splits(root)
    for path in paths(root):
        doc, gold = load(path)
        place = os.path.relpath(path, root)
        errors = [f"{place}:{line}:{col}: {message}" for level, line, col, message in doc.problems if level == "error"]
        problems += errors
        for level, line, col, message in doc.problems:
            if level == "warning":
                warnings[doc.name, accepted.one_line(message)] = f"{place}:{line}:{col}"
        if errors:
            continue
        gold = clean(gold)
        problems += [f"{place}: {p}" for p in form.problems(gold, doc.text)]
        story = doc.name.rpartition("_")[0] if os.path.basename(os.path.dirname(path)) == "pairs" else None
        times = [Time(Span(s["start"], s["end"], s["text"]), s["value"]) for s, _ in doc.times.values()]
        articles.append(from_gold(gold, doc.text, times, meta={k: v for k, v in doc.meta.items() if k != "published"}, part=parts.get(doc.name), story=story))
    return articles, warnings, problems


def statistics_problem(table, readme, write=False):
    """The README's table must be the one counted now. With `write` it is put there."""
    with open(readme, encoding="utf-8") as f:
        text = f.read()
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    if not rest or END not in rest:
        return ["README.md lacks the marks of the statistics"]
    new = f"\n{table}\n"
    if old == new:
        return []
    if not write:
        return ["README.md: the statistics are out of date: run check.py --write"]
    with open(readme, "w", encoding="utf-8") as f:
        f.write(before + BEGIN + new + END + after)
    return []


# by the settled cases one thing may be taken as the body or as the place or product, by its main use in the article
BY_USE = ({"Organization", "Place"}, {"Organization", "Product"}, {"Organization", "Work"}, {"Product", "Work"})


def same_label_two_types(articles):
    seen = {}
    for a in articles:
        for n in a.nodes:
            if n.label:
                seen.setdefault(n.label, {}).setdefault(n.type, []).append(a.name)
    return [f"{label!r} is " + "; ".join(f"{t} in {', '.join(sorted(w)[:4])}" for t, w in sorted(kinds.items())) for label, kinds in sorted(seen.items()) if len(kinds) > 1 and set(kinds) not in BY_USE]


def main(argv):
    articles, warnings, problems = read_all()
    count = coverage.count(articles, coverage.load_countries())
    missing = coverage.holes(count)
    if "--holes" in argv:
        for group, name, have, want in missing:
            print(f"{group:12} {name:16} {have:>8} of {want}")
        return 0
    if "--write" in argv:
        accepted.prune(warnings)
    reasons, file_problems = accepted.load_accepted()
    new, stale = accepted.unexplained(warnings, reasons)
    known = people.load_people()
    groups = [("markup and form", problems),
              ("warnings without a reason", new),
              ("accepted warnings", file_problems + [f"no longer given: {s}" for s in stale]),
              ("splits", splitting.problems(splitting.load_splits(os.path.join(HERE, "splits.json")), paths())),
              ("stories", stories.problems(articles, os.path.join(HERE, "pairs"))),
              ("contrast sets", contrast.problems(contrast.read_items())),
              ("too alike", likeness.too_alike(articles)),
              ("people in two stories", likeness.reused_people(articles)),
              ("real people", [p for a in articles for p in people.problems(a, known)]),
              ("one thing, two types", same_label_two_types(articles)),
              ("statistics", statistics_problem(coverage.table(count), os.path.join(HERE, "README.md"), "--write" in argv))]
    bad = 0
    for name, found in groups:
        print(f"{name}: {len(found) or 'none'}")
        for line in found:
            print("  " + line)
        bad += len(found)
    print(f"below the targets of coverage: {len(missing) or 'none'}" + "".join(f"\n  {g} {n}: {h} of {w}" for g, n, h, w in missing))
    t = count["total"]
    print(f"{t['articles']} articles, {t['words']} words, {len(warnings)} warnings with a reason, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
