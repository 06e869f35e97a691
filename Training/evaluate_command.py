#!/usr/bin/env python3
"""Scores the built command's `annotate` on corpora that are not part of the project. Standard library only.

    evaluate_command.py NEWSGRAPH CORPORA [--quick]

Parsing is scored on gold words (all words, relations with subtypes) of UD-EWT dev and GUM dev; words and sentences on their raw text; names
(exact span; persons, bodies, places) on the newswire under CORPORA/measure, which nothing was trained on but
which is not blind (see the model card), as it is and in other letters.
"""

import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from evaluate_segmentation import read as read_treebank  # noqa: E402

KINDS = {"Person": "Person", "Organization": "Body", "Location": "Place", "Facility": "Place"}
OURS = {"Person": "Person", "Organization": "Body", "Agency": "Body", "Place": "Place"}


def f1(hit, found, gold):
    return 200.0 * hit / max(found + gold, 1)


def rows(path):
    """Columns of the words of a CoNLL-U file, without ranges and words that aren't there."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                yield columns


def parsing(newsgraph, name, paths, folder):
    total = tags = heads = relations = 0
    for path in paths:
        out = os.path.join(folder, "predicted.conllu")
        subprocess.run([newsgraph, "annotate", path, "--input-format", "conllu", "-o", out], check=True)
        for gold, ours in zip(rows(path), rows(out), strict=True):
            total += 1
            tags += gold[3] == ours[3]
            heads += gold[6] == ours[6]
            relations += gold[6:8] == ours[6:8]
    print(f"{name}  gold words  UPOS {100 * tags / total:.2f}  UAS {100 * heads / total:.2f}  LAS {100 * relations / total:.2f}  ({total} words)")


def annotate(newsgraph, text, folder):
    path = os.path.join(folder, "text.txt")
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    out = subprocess.run([newsgraph, "annotate", path, "--input-format", "text", "--format", "json"], check=True, capture_output=True)
    return json.loads(out.stdout)


def segmentation(newsgraph, name, paths, folder):
    text, words, sentences = read_treebank(paths)
    got = annotate(newsgraph, text, folder)["sentences"]
    found_words = [(w["start"], w["end"]) for s in got for w in s["words"]]
    found_sentences = [(s["words"][0]["start"], s["words"][-1]["end"]) for s in got if s["words"]]
    scores = [f1(len(set(a) & set(b)), len(a), len(b)) for a, b in ((words, found_words), (sentences, found_sentences))]
    print(f"{name}  raw text    words {scores[0]:.2f}  sentences {scores[1]:.2f}")


def newswire(path):
    """Text (words joined by blanks, blocks by empty lines) and names as {(start, end, kind)} of one article."""
    text, names, open_name = "", set(), None

    def close():
        nonlocal open_name
        if open_name:
            names.add(tuple(open_name))
        open_name = None

    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["\n"]:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 2 or not columns[0].strip():
                close()
                if text and not text.endswith("\n\n"):
                    text += "\n\n"
                continue
            word, tag = columns[0].strip(), columns[-1].strip()
            if text and not text.endswith("\n\n"):
                text += " "
            start = len(text)
            text += word
            prefix, _, kind = tag.partition("-")
            # Some names start with I-: a new one where nothing of the kind is open.
            if prefix == "I" and open_name and open_name[2] == KINDS.get(kind):
                open_name[1] = len(text)
                continue
            close()
            if prefix in ("B", "I") and kind in KINDS:
                open_name = [start, len(text), KINDS[kind]]
    return text, names


def recased(text, form):
    """The same number of code points in other letters."""
    if form == "normal":
        return text
    out = []
    for i, c in enumerate(text):
        other = c.lower() if form == "lower" else c.upper() if form == "upper" or i == 0 or not text[i - 1].isalnum() else c
        out.append(other if len(other) == 1 else c)
    return "".join(out)


def names(newsgraph, corpora, every, folder):
    articles = [newswire(p) for p in sorted(glob.glob(os.path.join(corpora, "measure", "worldwide-newswire", "*.tsv")))[::every]]
    normal = None
    for form in ("normal", "title", "upper", "lower"):
        hit = found = total = 0
        for text, gold in articles:
            mentions = [m for m in annotate(newsgraph, recased(text, form), folder)["mentions"] if m["kind"] == "name"]
            # The corpus is flat: names inside names don't count.
            outer = [m for m in mentions if not any(n is not m and n["start"] <= m["start"] and m["end"] <= n["end"] for n in mentions)]
            ours = {(m["start"], m["end"], OURS[m["type"]]) for m in outer if m["type"] in OURS}
            hit, found, total = hit + len(ours & gold), found + len(ours), total + len(gold)
        score = f1(hit, found, total)
        normal = normal or score
        print(f"newswire  names {form:6}  F1 {score:.2f}  P {100 * hit / max(found, 1):.2f}  R {100 * hit / max(total, 1):.2f}"
              f"  {100 * score / normal:.1f} % of the normal score  ({len(articles)} articles)", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("newsgraph")
    p.add_argument("corpora")
    p.add_argument("--quick", action="store_true", help="every tenth newswire article")
    a = p.parse_args()
    ewt = os.path.join(a.corpora, "train", "ud-ewt", "en_ewt-ud-dev.conllu")
    gum = sorted(glob.glob(os.path.join(a.corpora, "train", "gum", "dev", "*.conllu")))
    if not os.path.exists(ewt):
        print(f"evaluate_command: no corpora in {a.corpora}: {ewt} is missing", file=sys.stderr)
        return 66
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in (("UD-EWT dev", [ewt]), ("GUM dev   ", gum)):
            parsing(a.newsgraph, name, paths, folder)
            segmentation(a.newsgraph, name, paths, folder)
        names(a.newsgraph, a.corpora, 10 if a.quick else 1, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
