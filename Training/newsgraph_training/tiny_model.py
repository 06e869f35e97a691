"""Makes the fixtures of the encoder's tests: a tiny random model as weights files, and what torch computes with it.

    python -m newsgraph_training.tiny_model Tests/Fixtures/encoder
"""
import json
import os
import sys

import torch

from .export import LONGEST_SPAN, reaches, weights
from .model import Encoder
from .tokenizer_reference import WordPiece, shape, window_pieces

CONFIG = {"vocabulary": 0, "positions": 64, "hidden": 32, "inner": 64, "attention_heads": 2, "layers": 2, "arc": 32, "rel": 16,
          "span": 16, "dropout": 0.0, "head_dropout": 0.0}
LABELS = {"upos": ["ADJ", "ADV", "NOUN", "PUNCT", "VERB"], "boundary": ["inside", "start"],
          "rel": [f"relation{i}" for i in range(20)], "span": ["NONE", "name One", "name Two", "nominal One", "nominal Two"]}

SENTENCES = [
    ["The", "minister", "visited", "Paris", "on", "Monday", "."],
    ["\u201cWhy\u201d", ",", "asked", "Zo\u00eb", "O\u2019Neill", ",", "42", ",", "\u201cnot", "?", "\u201d"],
    ["\u6771\u4eac", "\U0001f600", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "caf\u00e9", "NATO", "iPhone", "B-52"],
    ["one"],
]
WORDS = [
    "", "a", "A", "the", "Running", "unknownword", "co-operate", "don't", "U.S.", "3,000", "1st", "A1", "McDonald", "eBay", "\u00c9cole",
    "e\u0301cole", "\u0130stanbul", "STRASSE", "Stra\u00dfe", "\u03a3\u03b1\u03c2", "\ufb01ve", "\ud55c\uae00", "\u6771\u4eac", "x\u6771y",
    "a\u200bb", "a\u00a0b", "\ufffd", "\u0007", "\u00ad", "\U0001f600", "\u0661\u0662", "\u00b2", "\u2014", "\u2019", "$", "\u20ac", "\u01c5",
    "\u0928\u093f", "b" * 100, "b" * 101, "ab" * 60, "a,b,c,d,e,f,g,h,i,j", "\u0301", " ", "\U0001d400",
]


def vocabulary():
    entries = ["[PAD]"] + [f"[unused{i}]" for i in range(99)] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    entries += list("!\"#$%&'()*+,-./:;<=>?@") + ["\u2014", "\u2019", "\u201c", "\u201d", "\u20ac", "\u6771", "\u4eac"]
    entries += list(letters) + ["##" + c for c in letters]
    entries += ["\u1112", "##\u1161", "##\u11ab", "\u03c3", "##\u03b1", "##\u03c2", "##\u03c3", "\u05e9", "##\u05dc", "##\u05d5", "##\u05dd"]
    entries += ["the", "minister", "visit", "##ed", "paris", "run", "##ning", "##ing", "on", "monday", "one", "##one", "un", "##known",
                "##word", "cafe", "ecole", "nato", "five", "stra", "##sse"]
    return entries


def model(seed=7):
    torch.manual_seed(seed)
    entries = vocabulary()
    net = Encoder({**CONFIG, "vocabulary": len(entries)}, LABELS)
    with torch.no_grad():
        for name, p in net.named_parameters():
            if "embeddings" in name or name == "token_type":
                p.normal_(0, 0.6)
            elif name.endswith("_u") or name == "span_width":
                p.normal_(0, 0.3)
            elif "norm" in name:
                p.add_(torch.randn_like(p) * 0.1)
            elif p.dim() == 2:
                p.normal_(0, 0.25)
    return net.eval(), entries


def expected(net, entries, words):
    wordpiece = WordPiece({e: i for i, e in enumerate(entries)})
    pieces = [wordpiece.pieces(w) for w in words]
    ids, marks, first = window_pieces(pieces, [shape(w) for w in words])
    n = len(words)
    with torch.no_grad():
        x = net.encode(torch.tensor([ids]), torch.tensor([marks]), None)
        w = net.words(x, torch.tensor([[0, *first]]))
        arcs, spans = net.arcs(w)[0], net.spans(w)[0][1:]
        rels = net.rels(w, torch.zeros(1, n + 1, dtype=torch.long))[0, 1:]
        span = torch.cat([spans[i, :min(LONGEST_SPAN, n - i)] for i in range(n)])
        flat = lambda t: [round(float(v), 6) for v in t.reshape(-1)]
        return {"words": words, "ids": ids, "shapes": marks, "vectors": flat(w[0]), "upos": flat(net.upos(w)[0, 1:]),
                "boundary": flat(net.boundary(w)[0, 1:]), "arc": flat(torch.cat([arcs[1:, 1:], arcs[1:, :1]], 1)), "rel": flat(rels),
                "span": flat(span)}


def main(folder):
    os.makedirs(folder, exist_ok=True)
    net, entries = model()
    checkpoint = {"config": {"model": {**CONFIG, "vocabulary": len(entries)}}, "labels": LABELS, "state": net.state_dict()}
    wordpiece = WordPiece({e: i for i, e in enumerate(entries)})
    found = reaches(checkpoint, SENTENCES, wordpiece)
    for name, int8 in (("tiny", True), ("tiny-float", False)):
        with open(os.path.join(folder, name + ".ngw"), "wb") as f:
            f.write(weights(checkpoint, entries, int8, {"note": "random, for tests"}, found))
    data = {"sentences": [expected(net, entries, s) for s in SENTENCES],
            "pieces": [{"word": w, "shape": shape(w), "pieces": list(wordpiece.pieces(w))} for w in WORDS]}
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(data, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
