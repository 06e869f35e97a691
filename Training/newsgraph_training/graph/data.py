"""Annotated articles as numbers of words, for the graph heads.

`python -m newsgraph_training.graph.data --corpus DIR --checkpoint BASE.pt --out FILE [--variants N]` reads the training and
development parts, makes variants of the training articles (other names, case, punctuation) and lets the base model parse
them all: its trees keep the parsing heads alive while the graph heads train, and give each trigger its governing word.
"""
import argparse
import dataclasses
import json
import os
import pickle
import random
import sys

import torch

from .. import metrics
from ..model import pretrained_folder
from ..readers import own
from ..schema import KINDS, SPAN_INDEX, TYPES
from ..tokenizer_reference import WordPiece, load_vocabulary
from ..windows import Flat, Labels, arrays
from .. import words as tokenizer

LIMIT = 254


@dataclasses.dataclass
class Node:
    id: str
    type: str                  # node type, or the event type for events
    event: bool
    salience: int = 0
    factuality: str = "asserted"
    time: int = -1             # number of its time expression, -1 for none


@dataclasses.dataclass
class Claim:
    first: int                 # content, words, both ends included
    last: int
    cue: tuple                 # (first, last) or None
    source: int
    stance: str
    direct: bool
    about: tuple = ()          # nodes


@dataclasses.dataclass
class GraphDocument:
    name: str
    text: str
    published: str
    flat: Flat
    starts: list               # code points
    ends: list
    paragraph: list
    pieces: list               # word pieces of each word
    mentions: list = dataclasses.field(default_factory=list)   # (first, last, span label, node)
    triggers: list = dataclasses.field(default_factory=list)   # (first, last, event type, node)
    nodes: list = dataclasses.field(default_factory=list)
    roles: list = dataclasses.field(default_factory=list)      # (event node, role, node)
    relations: list = dataclasses.field(default_factory=list)  # (subject node, type, object node)
    claims: list = dataclasses.field(default_factory=list)
    times: list = dataclasses.field(default_factory=list)      # (first, last, value, start, end)
    lost: int = 0


class Locator:
    """Word spans of code-point spans; an edge inside a word takes the whole word."""

    def __init__(self, starts, ends):
        self.begin = {s: i for i, s in enumerate(starts)}
        self.end = {e: i for i, e in enumerate(ends)}
        self.starts, self.ends = starts, ends

    def find(self, span):
        first, last = self.begin.get(span.start), self.end.get(span.end)
        if first is None:
            first = next((i for i, e in enumerate(self.ends) if e > span.start), None)
        if last is None:
            last = next((i for i in range(len(self.starts) - 1, -1, -1) if self.starts[i] < span.end), None)
        if first is None or last is None or last < first:
            return None
        return first, last


def plain(name, text, published, wordpiece, gold=None):
    """A document without annotation, or with the mentions of `gold` for the span head."""
    flat = Flat(own.document(name, text, gold or {"entities": [], "events": []})[0])
    starts, ends, paragraph = [], [], []
    for n, (base, part) in enumerate(own.paragraphs(text)):
        for s, e in tokenizer.words(part):
            starts.append(base + s)
            ends.append(base + e)
            paragraph.append(n)
    assert [text[s:e] for s, e in zip(starts, ends)] == flat.words
    return GraphDocument(name, text, published, flat, starts, ends, paragraph, [len(wordpiece.pieces(w)) for w in flat.words])


def from_article(a, wordpiece):
    """An article of the corpus reader."""
    def span(s):
        return {"start": s.start, "end": s.end}
    gold = {"entities": [{"type": n.type, "mentions": [{**span(m.span), "kind": m.kind} for m in a.cluster(n.id)]} for n in a.nodes],
            "events": [{"trigger": span(e.trigger), "mentions": [span(m) for m in e.mentions]} for e in a.events]}
    d = plain(a.name, a.text, a.published, wordpiece, gold)
    where = Locator(d.starts, d.ends)
    for t in a.times:
        at = where.find(t.span)
        if at:
            d.times.append((*at, t.value, t.span.start, t.span.end))
    time_index = {(t[3], t[4]): i for i, t in enumerate(d.times)}
    number = {}
    for n in a.nodes:
        number[n.id] = len(d.nodes)
        d.nodes.append(Node(n.id, n.type, False, n.salience))
    for e in a.events:
        number[e.id] = len(d.nodes)
        time = time_index.get((e.time.span.start, e.time.span.end), -1) if e.time else -1
        d.nodes.append(Node(e.id, e.type, True, 0, e.factuality, time))
    for m in a.mentions:
        at = where.find(m.span)
        label = SPAN_INDEX.get(f"{m.kind} {m.type}")
        if at is None or label is None or at[1] - at[0] > 40:
            d.lost += 1
            continue
        d.mentions.append((*at, label, number[m.node]))
    for e in a.events:
        for t in e.triggers:
            at = where.find(t)
            if at is None:
                d.lost += 1
                continue
            # Longer triggers ("was sentenced to death") are told by their last words.
            d.triggers.append((max(at[0], at[1] - 2), at[1], e.type, number[e.id]))
        d.roles += [(number[e.id], r, number[x]) for r, x in e.roles if x in number]
    d.relations = [(number[r.subject], r.type, number[r.object]) for r in a.relations if r.subject in number and r.object in number]
    for c in a.claims:
        at, cue = where.find(c.content), where.find(c.cue) if c.cue else None
        if at and c.source in number:
            d.claims.append(Claim(*at, cue, number[c.source], c.stance, c.direct, tuple(number[x] for x in c.about if x in number)))
    d.mentions.sort()
    d.triggers.sort()
    return d


def windows(d, rng=None):
    """[(first word, end)]: whole sentences, cut into pieces of about equal length so that no window is left with little context."""
    total = sum(d.pieces)
    count = -(-total // (LIMIT - 20))
    target = total / max(count, 1)
    if rng:
        target *= rng.uniform(0.7, 1.1)
    out, start, sentence_starts = [], 0, d.flat.starts
    size, i = 0, 0
    for k in range(len(sentence_starts) - 1):
        a, b = sentence_starts[k], sentence_starts[k + 1]
        n = sum(d.pieces[a:b])
        if size and (size + n > LIMIT or size + n / 2 > target):
            out.append((start, a))
            start, size = a, 0
        if n > LIMIT:
            i = a
            for j in range(a, b):
                if size + d.pieces[j] > LIMIT:
                    out.append((start, j))
                    start, size = j, 0
                size += d.pieces[j]
        else:
            size += n
    out.append((start, len(d.flat.words)))
    return [w for w in out if w[1] > w[0]]


def items(d, wordpiece, table, rng=None):
    out = []
    for first, end in windows(d, rng):
        w = arrays(d.flat, first, end, wordpiece, table)
        w["offset"] = first
        out.append(w)
    return out


def parse(model, labels, documents, wordpiece, table):
    """Writes the model's tags, trees and sentence starts into the documents."""
    for d in documents:
        f = d.flat
        for window, p in metrics.predict(model, items(d, wordpiece, table), True):
            o = window["offset"]
            for i in range(1, len(window["first"])):
                f.upos[o + i - 1] = labels["upos"][p["upos"][i]]
                h = int(p["heads"][i])
                f.heads[o + i - 1] = -1 if h == 0 else o + h - 1
                f.rels[o + i - 1] = labels["rel"][p["rels"][i]]


def reader(corpus):
    sys.path.insert(0, os.path.abspath(corpus))
    import reader as module
    return module


def read(corpus, part, wordpiece, variants=0, seed=0):
    if part not in ("train", "development"):
        raise ValueError("the test part of our corpus is not read for training or tuning")
    out = []
    articles = list(reader(corpus).read_corpus(part))
    if variants:
        import augment
    for a in articles:
        out.append(from_article(a, wordpiece))
    for k in range(variants):
        for a in articles:
            changed = augment.variant(a, random.Random(f"{seed} {k} {a.name}"))
            out.append(from_article(changed, wordpiece))
    return out


def read_gold(corpus, folder, wordpiece):
    """Articles in the gold JSON form: `folder`/gold and `folder`/texts."""
    module = reader(corpus)
    for file in sorted(os.listdir(os.path.join(folder, "gold"))):
        with open(os.path.join(folder, "gold", file), encoding="utf-8") as f:
            gold = json.load(f)
        with open(os.path.join(folder, "texts", file[:-5] + ".txt"), encoding="utf-8", newline="") as f:
            yield from_article(module.from_gold({**gold, "name": file[:-5]}, f.read()), wordpiece)


def main(arguments=None):
    from ..evaluate import load
    p = argparse.ArgumentParser()
    p.add_argument("--corpus", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--variants", type=int, default=2)
    p.add_argument("--part", default="train,development")
    p.add_argument("--gold", help="a folder in the gold form in place of the corpus, to measure on")
    a = p.parse_args(arguments)
    torch.set_num_threads(1)
    model, labels = load(a.checkpoint)
    table, wordpiece = Labels(labels), WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    for part in ["gold"] if a.gold else a.part.split(","):
        documents = list(read_gold(a.corpus, a.gold, wordpiece)) if a.gold else read(a.corpus, part, wordpiece, a.variants if part == "train" else 0)
        parse(model, labels, documents, wordpiece, table)
        with open(f"{a.out}-{part}.pkl", "wb") as f:
            pickle.dump(documents, f)
        print(part, len(documents), "documents", sum(len(d.flat.words) for d in documents), "words", sum(d.lost for d in documents), "spans lost",
              sum(len(windows(d)) for d in documents), "windows", flush=True)


if __name__ == "__main__":
    # Through the module's own name, or the pickles would name their classes after __main__.
    from newsgraph_training.graph import data
    data.main()
