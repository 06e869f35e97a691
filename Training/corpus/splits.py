#!/usr/bin/env python3
"""Which part an article belongs to: train, development or test.

usage: splits.py        check: every file has a part, every part's file exists, no story or topic is divided
       splits.py --add  give files without a part one by the rule; never moves an assigned one

The rule: the sha256 of the topic (the file name before its first `_`; for a story version the name of the story) as a number
modulo 100; below 14 test, below 24 development, else train. All versions of a story, and all single articles of a topic, stay together.
"""
import hashlib
import json
import os
import sys

from reader import HERE, PARTS, paths


def topic(path):
    name = os.path.splitext(os.path.basename(path))[0]
    return name.rpartition("_")[0] if os.path.basename(os.path.dirname(os.path.abspath(path))) == "pairs" else name.split("_")[0]


def rule(key):
    n = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100
    return "test" if n < 14 else "development" if n < 24 else "train"


def load_splits(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def add(splits, files):
    """The splits with new files added; assigned ones keep their part, also against the rule."""
    known = {name for names in splits.values() for name in names}
    out = {part: list(splits.get(part, [])) for part in PARTS}
    for path in files:
        name = os.path.splitext(os.path.basename(path))[0]
        if name not in known:
            out[rule(topic(path))].append(name)
    return {part: sorted(names) for part, names in out.items()}


def problems(splits, files):
    out, where = [], {}
    for part, names in splits.items():
        if part not in PARTS:
            out.append(f"unknown part {part}")
        for name in names:
            if name in where:
                out.append(f"{name} is in {where[name]} and {part}")
            where[name] = part
    groups = {}
    for path in files:
        name = os.path.splitext(os.path.basename(path))[0]
        if name not in where:
            out.append(f"{name} has no part: run splits.py --add")
        else:
            kind = "story" if os.path.basename(os.path.dirname(os.path.abspath(path))) == "pairs" else "topic"
            groups.setdefault((kind, topic(path)), {}).setdefault(where[name], []).append(name)
    here = {os.path.splitext(os.path.basename(p))[0] for p in files}
    out += [f"{name} has a part but no file" for name in sorted(set(where) - here)]
    out += [f"{kind} {key} is divided: " + "; ".join(f"{p}: {', '.join(n)}" for p, n in sorted(parts.items())) for (kind, key), parts in sorted(groups.items()) if len(parts) > 1]
    return out


def main(argv):
    target = os.path.join(HERE, "splits.json")
    splits = load_splits(target)
    if argv[1:] == ["--add"]:
        new = add(splits, paths())
        with open(target, "w", encoding="utf-8") as f:
            json.dump(new, f, indent=1)
            f.write("\n")
        print("added " + ", ".join(f"{part} {len(new[part]) - len(splits.get(part, []))}" for part in PARTS))
        splits = new
    elif argv[1:]:
        print(__doc__)
        return 2
    bad = problems(splits, paths())
    for line in bad:
        print("splits: " + line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
