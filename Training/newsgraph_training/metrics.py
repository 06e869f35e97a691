"""Predictions on gold words and their scores."""
import numpy as np
import torch

from .augment import change_case, curly
from .batches import arc_mask, collate, group, span_mask
from .trees import best_tree
from .schema import EVERY, MAX_SPAN, SPAN_LABELS
from .windows import UNKNOWN, Flat, arrays, cut

FORMS = ("normal", "title", "upper", "lower", "curly")


def dress(form):
    if form == "normal":
        return None
    if form == "curly":
        return lambda words, spans, starts, rng: curly(words)
    return lambda words, spans, starts, rng: change_case(words, form, starts)


def windows(documents, wordpiece, labels, form="normal"):
    out = []
    for document in documents:
        flat = Flat(document)
        lengths = [len(wordpiece.pieces(w)) for w in flat.words]
        for first, end in cut(flat, lengths):
            window = arrays(flat, first, end, wordpiece, labels, dress(form))
            window["words"] = flat.words[first:end]
            out.append(window)
    return out


def decode(scores, valid):
    """[(first, width, label)] of one window: best label of each span, crossing spans resolved by margin over none."""
    best = scores.argmax(-1)
    margin = scores.max(-1) - scores[..., 0]
    found = [(-margin[a, k], a, k, best[a, k]) for a, k in zip(*np.nonzero((best > 0) & valid))]
    kept = []
    for _, a, k, label in sorted(found):
        if all(b > a + k or b + j < a or (a <= b and b + j <= a + k) or (b <= a and a + k <= b + j) for b, j, _ in kept):
            kept.append((int(a), int(k), int(label)))
    return sorted(kept)


def grow(arc, sentence, heads):
    """One tree a sentence, in place of the best head of each word."""
    heads = heads.copy()
    for i in range(len(arc)):
        for n in np.unique(sentence[i][sentence[i] >= 0]):
            at = np.concatenate([[0], np.nonzero(sentence[i] == n)[0]])
            heads[i, at[1:]] = at[best_tree(arc[i][np.ix_(at, at)])[1:]]
    return heads


def predict(model, items, autocast=False, budget=4096, parse=True, trees=False):
    """Yields (window, prediction) with upos, heads, rels, boundary and spans."""
    model.eval()
    for batch in group(items, budget):
        b = collate(batch)
        with torch.no_grad():
            with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
                x = model.encode(b["ids"], b["shapes"], b["mask"])
            w = model.words(x.float(), b["first"])
            upos, boundary = model.upos(w).argmax(-1), model.boundary(w).argmax(-1)
            heads = rels = None
            if parse:
                arc = model.arcs(w).masked_fill(~arc_mask(b["sentence"]), -1e9)
                arc.diagonal(dim1=1, dim2=2).fill_(-1e9)
                heads = arc.argmax(-1)
                if trees:
                    heads = torch.from_numpy(grow(arc.numpy(), b["sentence"].numpy(), heads.numpy()))
                rels = model.rels(w, heads).argmax(-1)
            scores, valid = model.spans(w), span_mask(b["sentence"])
        for i, window in enumerate(batch):
            n = len(window["first"])
            yield window, {"upos": upos[i, :n].numpy(), "boundary": boundary[i, :n].numpy(),
                           "heads": heads[i, :n].numpy() if parse else None, "rels": rels[i, :n].numpy() if parse else None,
                           "spans": decode(scores[i, :n].numpy(), valid[i, :n].numpy())}


def f1(hit, found, gold):
    return 200.0 * hit / max(1, found + gold)


def score(model, items, labels, autocast=False, spans=False, trees=False):
    """UPOS, UAS, LAS (all words, subtypes count) and, where gold spans are complete, exact span F1."""
    n = right = heads_known = uas = las = 0
    counts = {}
    for window, p in predict(model, items, autocast, trees=trees):
        known = window["upos"] != UNKNOWN
        n += known.sum()
        right += (known & (p["upos"] == window["upos"])).sum()
        known = window["heads"] != UNKNOWN
        heads_known += known.sum()
        good = known & (p["heads"] == window["heads"])
        uas += good.sum()
        las += (good & (p["rels"] == window["rels"])).sum()
        if spans:
            gold = {(a, k, m.bit_length() - 1) for a, k, m in window["spans"] if m != EVERY and m & (m - 1) == 0 and m > 1}
            found = set(p["spans"])
            for what, pick in (("names", "name "), ("nominals", "nominal "), ("pronouns", "pronoun "), *((l, l) for l in SPAN_LABELS[1:])):
                g = {x for x in gold if SPAN_LABELS[x[2]].startswith(pick)}
                f = {x for x in found if SPAN_LABELS[x[2]].startswith(pick)}
                c = counts.setdefault(what, [0, 0, 0])
                c[0] += len(g & f)
                c[1] += len(f)
                c[2] += len(g)
                if what.endswith("s"):
                    c = counts.setdefault(what + " untyped", [0, 0, 0])
                    g, f = {x[:2] for x in g}, {x[:2] for x in f}
                    c[0] += len(g & f)
                    c[1] += len(f)
                    c[2] += len(g)
    out = {}
    if n:
        out["upos"] = 100.0 * right / n
    if heads_known:
        out["uas"], out["las"] = 100.0 * uas / heads_known, 100.0 * las / heads_known
    for what, c in counts.items():
        if c[2]:
            out[what] = f1(*c)
    return out


def boundaries(model, documents, wordpiece, labels, rng, autocast=False):
    """F1 of sentence starts on windows cut without regard to sentences."""
    items = []
    for document in documents:
        flat = Flat(document)
        lengths = [len(wordpiece.pieces(w)) for w in flat.words]
        items += [arrays(flat, a, b, wordpiece, labels) for a, b in cut(flat, lengths, rng, whole=0.0)]
    hit = found = gold = 0
    for window, p in predict(model, items, autocast, parse=False):
        known = window["boundary"] != UNKNOWN
        g, f = known & (window["boundary"] == 1), known & (p["boundary"] == 1)
        hit, found, gold = hit + (g & f).sum(), found + f.sum(), gold + g.sum()
    return f1(hit, found, gold)
