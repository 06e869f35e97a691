"""Development figures of a checkpoint: `python -m newsgraph_training.evaluate CHECKPOINT --corpora DIR --corpus DIR`.

`--corpora` is the folder that holds `train` and `measure`. Parsing is scored on gold words, all words counted, relations
with subtypes; spans exactly, on our development split and, names only, on the newswire.
"""
import argparse
import json
import os
import random

import numpy as np
import torch

from . import corpora, metrics
from .model import Encoder, pretrained_folder
from .readers import newswire
from .schema import SPAN_LABELS
from .tokenizer_reference import WordPiece, load_vocabulary
from .windows import Flat, Labels, cut

NEWSWIRE = {"name Person": "Person", "name Organization": "Organization", "name Agency": "Organization", "name Place": "Place"}


def load(path):
    checkpoint = torch.load(path, weights_only=False, map_location="cpu")
    model = Encoder(checkpoint["config"]["model"], checkpoint["labels"])
    model.load_state_dict(checkpoint["state"])
    return model.eval(), checkpoint["labels"]


def outermost(spans):
    """Names that lie in no other predicted name: the newswire is flat."""
    names = [(a, k, l) for a, k, l in spans if SPAN_LABELS[l].startswith("name ")]
    return [(a, k, l) for a, k, l in names if not any((b, j) != (a, k) and b <= a and a + k <= b + j for b, j, _ in names)]


def newswire_names(model, documents, wordpiece, table, form, autocast):
    """{kind or all: F1}"""
    counts = {k: [0, 0, 0] for k in ("all", "Person", "Organization", "Place", "untyped")}
    for document in documents:
        flat, gold = Flat(document), set()
        for start, sentence in zip(flat.starts, document.sentences):
            gold |= {(a + start, b + start, k) for a, b, k in sentence.names}
        lengths = [len(wordpiece.pieces(w)) for w in flat.words]
        items = []
        for first, end in cut(flat, lengths):
            items.append(metrics.arrays(flat, first, end, wordpiece, table, metrics.dress(form)))
            items[-1]["offset"] = first
        # The articles come in blocks without sentence ends: the model's own sentences bound the spans, as in the product.
        for window, p in list(metrics.predict(model, items, autocast, parse=False)):
            window["sentence"][1:] = np.cumsum((p["boundary"][1:] == 1) | (np.diff(window["sentence"], prepend=-1)[1:] > 0))
        found = set()
        for window, p in metrics.predict(model, items, autocast, parse=False):
            for a, k, label in outermost(p["spans"]):
                kind = NEWSWIRE.get(SPAN_LABELS[label])
                if kind:
                    found.add((window["offset"] + a - 1, window["offset"] + a + k - 1, kind))
        for kind, c in counts.items():
            g = {x[:2] for x in gold} if kind == "untyped" else {x for x in gold if kind in ("all", x[2])}
            f = {x[:2] for x in found} if kind == "untyped" else {x for x in found if kind in ("all", x[2])}
            c[0] += len(g & f)
            c[1] += len(f)
            c[2] += len(g)
    out = {k: metrics.f1(*c) for k, c in counts.items()}
    hit, found, gold = counts["all"]
    out["precision"], out["recall"] = 100.0 * hit / max(found, 1), 100.0 * hit / max(gold, 1)
    return out


def rounded(scores):
    return {k: round(float(v), 2) for k, v in scores.items()}


def main(arguments=None):
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint")
    p.add_argument("--corpora", required=True)
    p.add_argument("--corpus", required=True)
    p.add_argument("--forms", default=",".join(metrics.FORMS))
    p.add_argument("--every", type=int, default=1, help="take each n-th newswire article; 0 leaves the newswire out")
    p.add_argument("--bf16", action="store_true", help="faster; figures differ by some hundredths")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--no-trees", action="store_true", help="leave the treebanks out")
    p.add_argument("--greedy", action="store_true", help="best head of each word in place of the best tree")
    a = p.parse_args(arguments)
    torch.set_num_threads(a.threads)
    model, labels = load(a.checkpoint)
    table, wordpiece = Labels(labels), WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    dev = corpora.development(os.path.join(a.corpora, "train"), a.corpus)
    forms = a.forms.split(",")
    for form in forms:
        for name in ("ewt", "gum", "own"):
            if name != "own" and a.no_trees:
                continue
            items = metrics.windows(dev[name], wordpiece, table, form)
            print(name, form, json.dumps(rounded(metrics.score(model, items, table, a.bf16, spans=name == "own", trees=not a.greedy))), flush=True)
    if not a.no_trees:
        for name in ("ewt", "gum"):
            print(name, "boundary", round(float(metrics.boundaries(model, dev[name], wordpiece, table, random.Random(7), a.bf16)), 2), flush=True)
    if a.every:
        documents = list(newswire.read(os.path.join(a.corpora, "measure"), a.every))
        normal = None
        for form in forms:
            got = newswire_names(model, documents, wordpiece, table, form, a.bf16)
            normal = normal or got["all"]
            print("newswire", form, json.dumps(rounded(got)), f"share of the first form {100 * got['all'] / max(normal, 1e-9):.1f} %", flush=True)


if __name__ == "__main__":
    main()
