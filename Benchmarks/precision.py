"""What the int8 weights lose against the float ones: development scores of both through the Swift encoder.

    python Benchmarks/precision.py PROGRAM FLOAT_WEIGHTS INT8_WEIGHTS CORPORA CORPUS

PROGRAM is the built EncoderParity, CORPORA the folder with the treebanks, CORPUS our own annotated corpus. Words and
sentences are given.
"""
import json
import subprocess
import sys

from newsgraph_training import corpora
from newsgraph_training.schema import EVERY, SPAN_LABELS, UPOS
from newsgraph_training.windows import Flat


def run(program, weights, flats):
    lines = []
    for flat in flats:
        for a, b in zip(flat.starts, flat.starts[1:]):
            lines.append("\t".join(flat.words[a:b]))
        lines.append("")
    out = subprocess.run([program, "tags", weights], input=("\n".join(lines) + "\n").encode(), stdout=subprocess.PIPE, check=True)
    for block in out.stdout.decode().split("\n\n"):
        if block.strip():
            words, _, spans = block.partition("spans")
            yield [tuple(map(int, l.split())) for l in words.split("\n") if l], {tuple(map(int, l.split())) for l in spans.split("\n") if l}


def score(program, weights, documents, rels, spans):
    flats = [Flat(d) for d in documents if d.sentences]
    n = upos = uas = las = 0
    starts = [0, 0, 0]
    counts = {"names": [0, 0, 0], "nominals": [0, 0, 0], "pronouns": [0, 0, 0]}
    for flat, (words, predicted) in zip(flats, run(program, weights, flats), strict=True):
        assert len(words) == len(flat.words)
        first = set(flat.starts)
        for i, (tag, head, rel, start) in enumerate(words):
            if flat.upos[i] is not None and flat.heads[i] is not None:
                n += 1
                upos += UPOS[tag] == flat.upos[i]
                good = head == flat.heads[i]
                uas += good
                las += good and rels[rel] == flat.rels[i]
            if i:
                starts[0] += start == 1 and i in first
                starts[1] += start == 1
                starts[2] += i in first
        if spans:
            known = {(a, b + 1, m.bit_length() - 1) for a, b, m in flat.spans if m != EVERY and m & (m - 1) == 0 and m > 1}
            for what, c in counts.items():
                g = {s for s in known if SPAN_LABELS[s[2]].startswith(what[:-1])}
                f = {s for s in predicted if SPAN_LABELS[s[2]].startswith(what[:-1])}
                c[0] += len(g & f)
                c[1] += len(f)
                c[2] += len(g)
    out = {}
    if n:
        out.update(upos=100 * upos / n, uas=100 * uas / n, las=100 * las / n)
    out["boundary"] = 200 * starts[0] / max(1, starts[1] + starts[2])
    if spans:
        out.update({k: 200 * c[0] / max(1, c[1] + c[2]) for k, c in counts.items()})
    return out


def main():
    program, exact, shipped, folder, corpus = sys.argv[1:6]
    dev = corpora.development(folder, corpus)
    rels = None
    for line in open(exact, "rb").read(200_000).split(b'"kind":"relation","labels":')[1:2]:
        rels = json.JSONDecoder().raw_decode(line.decode("utf-8", "replace"))[0]
    for name, documents in dev.items():
        a, b = (score(program, w, documents, rels, name == "own") for w in (exact, shipped))
        for key in a:
            print(f"{name:5} {key:9} float {a[key]:6.2f}  int8 {b[key]:6.2f}  difference {b[key] - a[key]:+.2f}", flush=True)


if __name__ == "__main__":
    main()
