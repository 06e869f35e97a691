#!/usr/bin/env python3
"""Scores word and sentence segmentation against CoNLL-U files.

The raw text is put together from the `# text` lines: sentences of a paragraph are joined by a space (or by nothing after
SpaceAfter=No), paragraphs (`# newpar`) and documents (`# newdoc`) by an empty line. The segmenter is any command that reads a text file
(its last argument) and prints one sentence a line, each word as START:END in code points of the text. Multiword tokens whose words
spell them out count as their words, others as one word.

    evaluate_segmentation.py dev.conllu --errors 40 -- ./segment ...
"""

import argparse
import collections
import subprocess
import sys
import tempfile


def read(paths):
    """Returns the text, the gold words and the gold sentences as lists of (start, end)."""
    text, words, sentences = [], [], []
    length = 0

    def append(piece):
        nonlocal length
        text.append(piece)
        length += len(piece)

    for path in paths:
        separator, rows, raw = "\n\n", [], ""
        with open(path, encoding="utf-8") as lines:
            for line in list(lines) + ["\n"]:
                line = line.rstrip("\n")
                if line.startswith(("# newdoc", "# newpar")):
                    separator = "\n\n"
                elif line.startswith("# text = "):
                    raw = line[len("# text = "):]
                elif line and not line.startswith("#"):
                    rows.append(line.split("\t"))
                elif not line and rows:
                    if length:
                        append(separator)
                    spans, space = align(raw, rows)
                    words += [(length + a, length + b) for a, b in spans]
                    sentences.append((length + spans[0][0], length + spans[-1][1]))
                    append(raw)
                    rows, separator = [], " " if space else ""
    return "".join(text), words, sentences


def align(raw, rows):
    """Finds the words of a sentence in its text."""
    spans, at, skip = [], 0, 0
    space = True
    for index, row in enumerate(rows):
        if "." in row[0]:
            continue
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [r[1] for r in rows[index + 1:] if "-" not in r[0] and "." not in r[0]][: last - first + 1]
            while raw[at:at + 1].isspace():
                at += 1
            if "".join(parts) == row[1]:
                for part in parts:
                    spans.append((at, at + len(part)))
                    at += len(part)
            else:
                spans.append((at, at + len(row[1])))
                at += len(row[1])
            skip, space = last, "SpaceAfter=No" not in row[9]
            continue
        if int(row[0]) <= skip:
            continue
        at = raw.index(row[1], at)
        spans.append((at, at + len(row[1])))
        at += len(row[1])
        space = "SpaceAfter=No" not in row[9]
    return spans, space


def f1(gold, system):
    both = len(set(gold) & set(system))
    precision, recall = both / max(1, len(system)), both / max(1, len(gold))
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conllu", nargs="+")
    parser.add_argument("--errors", type=int, default=0, help="print the N most frequent differences of words and of sentence ends")
    parser.add_argument("--text", help="keep the raw text in this file")
    split = sys.argv
    cut = split.index("--")
    options, command = parser.parse_args(split[1:cut]), split[cut + 1:]

    text, words, sentences = read(options.conllu)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        if options.text:
            with open(options.text, "w", encoding="utf-8", newline="") as kept:
                kept.write(text)
        output = subprocess.run([*command, file.name], check=True, capture_output=True, text=True).stdout
    found = [[tuple(map(int, word.split(":"))) for word in line.split()] for line in output.splitlines()]
    system_words = [word for sentence in found for word in sentence]
    system_sentences = [(sentence[0][0], sentence[-1][1]) for sentence in found]
    for name, gold, system in (("words", words, system_words), ("sentences", sentences, system_sentences)):
        print(f"{name:10} gold {len(gold):6} system {len(system):6}  P {f1(gold, system)[0]:.2f} R {f1(gold, system)[1]:.2f} F1 {f1(gold, system)[2]:.2f}")
    if options.errors:
        report(text, words, system_words, sentences, system_sentences, options.errors)


def report(text, words, system_words, sentences, system_sentences, count):
    def chunks(spans):
        result = collections.defaultdict(list)
        for a, b in spans:
            start = a
            while start and not text[start - 1].isspace():
                start -= 1
            result[start].append(text[a:b])
        return result

    gold, system = chunks(words), chunks(system_words)
    differences = collections.Counter(
        (" ".join(gold[k]), " ".join(system[k])) for k in gold.keys() | system.keys() if gold[k] != system[k])
    for (a, b), n in differences.most_common(count):
        print(f"word {n:4}  gold {a!r}  system {b!r}")
    gold_ends, system_ends = {b for _, b in sentences}, {b for _, b in system_sentences}
    for name, ends in (("missed", gold_ends - system_ends), ("extra", system_ends - gold_ends)):
        print(f"# {name} {len(ends)}")
        ordered = sorted(ends)
        for end in ordered[:: -(-len(ordered) // count) or 1]:
            print(f"{name}  {text[max(0, end - 40):end]!r} | {text[end:end + 30]!r}")


if __name__ == "__main__":
    main()
