"""Windows of at most 256 word pieces over documents, and their arrays.

A window may hold many sentences or begin and end inside one: where a window is cut depends on chance and size, so that
the boundary head can't learn that windows are sentences.
"""
import numpy as np

from .data import Document, Sentence
from .schema import EVERY, MAX_SPAN
from .tokenizer_reference import shape, window_pieces

MAX_PIECES = 256
UNKNOWN = -100


class Flat:
    """A document as one row of words."""

    def __init__(self, document):
        self.name, self.corpus = document.name, document.corpus
        self.words, self.upos, self.heads, self.rels, self.boundary, self.sentence = [], [], [], [], [], []
        self.spans, self.default, self.starts = [], [], []
        for n, s in enumerate(document.sentences):
            base, k = len(self.words), len(s.words)
            self.starts.append(base)
            self.words += s.words
            self.upos += s.upos or [None] * k
            # Heads as numbers of words in the document, -1 for the root.
            self.heads += [h - 1 + base if h else -1 for h in s.heads] if s.heads else [None] * k
            self.rels += s.rels or [None] * k
            self.boundary += s.boundary or [None] * k
            self.sentence += [n] * k
            self.default += [s.default if s.spans is not None else EVERY] * k
            self.spans += [(a + base, b + base, m) for (a, b), m in (s.spans or {}).items()]
        self.spans.sort()
        self.starts.append(len(self.words))


def merge(documents, rng, size=40):
    """Sentences that stand alone, shuffled and put together into longer documents."""
    order = list(documents)
    rng.shuffle(order)
    for i in range(0, len(order), size):
        part = order[i:i + size]
        yield Document(part[0].name, part[0].corpus, [s for d in part for s in d.sentences])


def cut(flat, lengths, rng=None, whole=0.7, smallest=48, limit=MAX_PIECES - 2):
    """[(first word, end)] of windows. With no `rng`: whole sentences, as many as fit."""
    out, start, total = [], 0, len(flat.words)
    ends = set(flat.starts)
    while start < total:
        size = limit
        if rng and rng.random() < 0.8:
            size = rng.randint(smallest, limit)
        pieces, i, last_whole = 0, start, None
        while i < total and pieces + lengths[i] <= size:
            pieces += lengths[i]
            i += 1
            if i in ends:
                last_whole = i
        i = max(i, start + 1)
        if i < total and last_whole and (rng is None or rng.random() < whole):
            i = last_whole
        elif i < total and rng is None:
            # A sentence longer than the window is cut.
            i = max(i, start + 1)
        out.append((start, i))
        start = i
    return out


class Labels:
    def __init__(self, labels):
        self.upos = {l: i for i, l in enumerate(labels["upos"])}
        self.rel = {l: i for i, l in enumerate(labels["rel"])}


def arrays(flat, first, end, wordpiece, labels, augment=None, rng=None):
    """One window as arrays; word positions count from 1, 0 is the root ([CLS])."""
    words = flat.words[first:end]
    spans = [(a - first, b - first, m) for a, b, m in flat.spans if a >= first and b < end]
    if augment:
        starts = {i - first for i in flat.starts if first <= i < end}
        words = augment(words, spans, starts, rng)
    pieces = [wordpiece.pieces(w) for w in words]
    ids, marks, firsts = window_pieces(pieces, [shape(w) for w in words])
    n = end - first
    heads, rels = np.full(n + 1, UNKNOWN), np.full(n + 1, UNKNOWN)
    upos, boundary = np.full(n + 1, UNKNOWN), np.full(n + 1, UNKNOWN)
    for i in range(n):
        k = first + i
        if flat.upos[k] is not None:
            upos[i + 1] = labels.upos.get(flat.upos[k], UNKNOWN)
        if flat.boundary[k] is not None:
            boundary[i + 1] = flat.boundary[k]
        h = flat.heads[k]
        if h is not None and (h == -1 or first <= h < end):
            heads[i + 1] = 0 if h == -1 else h - first + 1
            rels[i + 1] = labels.rel.get(flat.rels[k], UNKNOWN)
    # Spans cut by the window's edge leave no trace, but the words there are not negatives either.
    cutoff = [(a, b) for a, b, _ in flat.spans if (a < first <= b) or (a < end <= b)]
    default = np.array([EVERY] + flat.default[first:end], dtype=np.int64)
    for a, b in cutoff:
        default[max(a - first, 0) + 1:min(b, end - 1) - first + 2] = EVERY
    return {"ids": np.array(ids), "shapes": np.array(marks), "first": np.array([0] + firsts), "upos": upos, "boundary": boundary,
            "heads": heads, "rels": rels, "sentence": np.array([-1] + flat.sentence[first:end]), "default": default,
            "spans": [(a + 1, b - a, m) for a, b, m in spans if b - a < MAX_SPAN]}
