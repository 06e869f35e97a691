#!/usr/bin/env python3
"""Puts the standoff annotations on their texts, when the corpora are there. Standard library only.

usage: apply.py --corpora DIR [-o OUT]   DIR holds the corpora (gum: DIR/train/gum); writes OUT/texts/ID.txt and OUT/gold/ID.json
Without -o it only checks. Exit 1 when a text is missing, has changed, or an annotation breaks the form.
"""
import argparse
import glob
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "corpus"))
sys.path.insert(0, HERE)
from checks import form  # noqa: E402
from standoff import StandoffError, restore  # noqa: E402
from texts import READERS  # noqa: E402


def records(folder=os.path.join(HERE, "annotations")):
    """All records, in the order of the files and of their lines."""
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        with open(path, encoding="utf-8") as f:
            for line in f:
                if line.strip():
                    yield json.loads(line)


def restored(corpora, folder=os.path.join(HERE, "annotations")):
    """(gold form, text) of every record. Raises StandoffError, FileNotFoundError."""
    for record in records(folder):
        with open(os.path.join(corpora, record["file"]), encoding="utf-8") as f:
            text = READERS[record["corpus"]](f.read())
        gold = restore(record, text)
        broken = form.problems(gold, text)
        if broken:
            raise StandoffError(f"{record['id']}: " + "; ".join(broken))
        yield gold, text


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", required=True, metavar="DIR", help="the folder that holds train/gum")
    parser.add_argument("-o", metavar="OUT", help="where to write texts/ and gold/")
    options = parser.parse_args(argv)
    total = dict(documents=0, words=0, mentions=0, events=0, roles=0, relations=0, claims=0)
    try:
        for gold, text in restored(options.corpora):
            for name, amount in (("documents", 1), ("words", len(text.split())), ("mentions", sum(len(e["mentions"]) for e in gold["entities"])), ("events", len(gold["events"])),
                                 ("roles", sum(len(e["arguments"]) for e in gold["events"])), ("relations", len(gold["relations"])), ("claims", len(gold["claims"]))):
                total[name] += amount
            if options.o:
                for kind, end, content in (("texts", ".txt", text), ("gold", ".json", json.dumps(gold, ensure_ascii=False, indent=1))):
                    os.makedirs(os.path.join(options.o, kind), exist_ok=True)
                    with open(os.path.join(options.o, kind, gold["name"] + end), "w", encoding="utf-8") as f:
                        f.write(content)
    except (StandoffError, FileNotFoundError) as problem:
        print(f"standoff: {problem}", file=sys.stderr)
        return 1
    print(", ".join(f"{v} {k}" for k, v in total.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
