"""Compares the Swift encoder with torch and with the reference tokenizer.

    python Benchmarks/parity.py pieces PROGRAM WEIGHTS TEXT...           differences in word pieces and shapes
    python Benchmarks/parity.py scores PROGRAM WEIGHTS CHECKPOINT TEXT...   largest differences of all logits

PROGRAM is the built EncoderParity; TEXT are CoNLL-U or plain files. Needs torch (Training/requirements.txt) and Training
on PYTHONPATH.
"""
import os
import random
import struct
import subprocess
import sys

import numpy as np

from newsgraph_training.tokenizer_reference import WordPiece, load_vocabulary, shape, window_pieces


def sentences(paths):
    """Words of CoNLL-U sentences; of other files, lines split at white space."""
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as f:
            if not path.endswith(".conllu"):
                yield from (line.split() for line in f if line.strip())
                continue
            words = []
            for line in f:
                cells = line.rstrip("\n").split("\t")
                if len(cells) == 10 and cells[0].isdigit():
                    words.append(cells[1].replace("\t", " "))
                elif not line.strip() and words:
                    yield words
                    words = []


def vary(words, chance):
    """The words as they are, or cased, accented, glued and mixed with other scripts, to try what corpora rarely have."""
    out = []
    for word in words:
        kind = chance.random()
        if kind < 0.06:
            word = word.upper()
        elif kind < 0.1:
            word = word.title()
        elif kind < 0.16:
            place = chance.randrange(len(word) + 1)
            word = word[:place] + chr(chance.choice([chance.randrange(0x20, 0x300), chance.randrange(0x300, 0x3000),
                                                     chance.randrange(0x3000, 0xD800), chance.randrange(0xE000, 0x110000)])) + word[place:]
        elif kind < 0.18:
            word = word + chance.choice(words)
        elif kind < 0.185:
            word = word * chance.randrange(2, 60)
        out.append(word.replace("\n", " ").replace("\t", " ") or "?")
    return out


def vocabulary():
    from newsgraph_training.model import pretrained_folder
    return load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt"))


def compare_pieces(program, weights, paths):
    chance = random.Random(1)
    chosen = list(sentences(paths))
    chance.shuffle(chosen)
    chosen = [vary(s, chance) for s in chosen[:10_000]]
    words = [w for s in chosen for w in s] + [chr(c) for c in range(0x20, 0x110000) if not 0xD800 <= c < 0xE000]
    words = [w for w in words if "\n" not in w]
    reference = WordPiece(vocabulary())
    output = subprocess.run([program, "pieces", weights], input="".join(w + "\n" for w in words).encode(), stdout=subprocess.PIPE, check=True)
    lines = output.stdout.decode().splitlines()
    expected = [" ".join(map(str, [shape(w), *reference.pieces(w)])) for w in words]
    wrong = [(w, e, g) for w, e, g in zip(words, expected, lines) if e != g]
    print(f"{len(chosen)} sentences, {len(words)} words: {len(wrong) + abs(len(lines) - len(words))} differences")
    for w, e, g in wrong[:10]:
        print(repr(w), "expected", e, "got", g)
    return not wrong and len(lines) == len(words)


def compare_scores(program, weights, checkpoint, paths):
    import torch
    from newsgraph_training.model import Encoder
    torch.set_num_threads(1)
    c = torch.load(checkpoint, map_location="cpu", weights_only=True)
    config = c["config"].get("model", c["config"])
    model = Encoder(config, c["labels"])
    model.load_state_dict({k: v.float() for k, v in c["state"].items()})
    model.eval()
    reference = WordPiece(vocabulary())
    chosen = [s for s in sentences(paths) if sum(len(reference.pieces(w)) for w in s) <= 254]
    random.Random(2).shuffle(chosen)
    chosen = chosen[:500]
    data = subprocess.run([program, "scores", weights], input="".join("\t".join(s) + "\n" for s in chosen).encode(),
                          stdout=subprocess.PIPE, check=True).stdout
    at = 0

    def take():
        nonlocal at
        n = struct.unpack_from("<i", data, at)[0]
        at += 4 + 4 * n
        return np.frombuffer(data, "<f4", n, at - 4 * n)

    names = ["vectors", "upos", "boundary", "arc", "rel", "span"]
    worst, total, count, agree = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0), dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for s in chosen:
        ids, marks, first = window_pieces([reference.pieces(w) for w in s], [shape(w) for w in s])
        n = len(s)
        with torch.no_grad():
            x = model.encode(torch.tensor([ids]), torch.tensor([marks]), None)
            w = model.words(x, torch.tensor([[0, *first]]))
            arcs = model.arcs(w)[0]
            spans = model.spans(w)[0][1:]
            expected = [w[0], model.upos(w)[0, 1:], model.boundary(w)[0, 1:], torch.cat([arcs[1:, 1:], arcs[1:, :1]], 1),
                        model.rels(w, torch.zeros(1, n + 1, dtype=torch.long))[0, 1:],
                        torch.cat([spans[i, :min(spans.shape[1], n - i)] for i in range(n)])]
        for name, e in zip(names, expected):
            e, g = e.numpy(), take().reshape(e.shape)
            difference = np.abs(e - g)
            worst[name] = max(worst[name], float(difference.max()))
            total[name] += float(difference.sum())
            count[name] += difference.size
    for name in names:
        print(f"{name:9} largest difference {worst[name]:.3e}  mean {total[name] / count[name]:.3e}  over {count[name]} numbers")
    return max(worst.values()) < 1e-3


if __name__ == "__main__":
    kind, arguments = sys.argv[1], sys.argv[2:]
    good = compare_pieces(arguments[0], arguments[1], arguments[2:]) if kind == "pieces" else compare_scores(*arguments[:3], arguments[3:])
    sys.exit(0 if good else 1)
