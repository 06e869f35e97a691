"""Batches of windows and the losses on them."""
import numpy as np
import torch
import torch.nn.functional as F

from .schema import EVERY, MAX_SPAN
from .windows import UNKNOWN


def group(windows, budget, rng=None):
    """Lists of windows of like length, at most `budget` pieces each with padding."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]["ids"]) + (rng.random() * 8 if rng else 0))
    out, current, longest = [], [], 0
    for i in order:
        n = len(windows[i]["ids"])
        if current and max(longest, n) * (len(current) + 1) > budget:
            out.append(current)
            current, longest = [], 0
        current.append(windows[i])
        longest = max(longest, n)
    if current:
        out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(batch):
    t, w, b = max(len(x["ids"]) for x in batch), max(len(x["first"]) for x in batch), len(batch)

    def fill(key, width, value):
        out = np.full((b, width), value, dtype=np.int64)
        for i, x in enumerate(batch):
            out[i, :len(x[key])] = x[key]
        return torch.from_numpy(out)

    allowed = np.full((b, w, MAX_SPAN), EVERY, dtype=np.int64)
    for i, x in enumerate(batch):
        allowed[i, :len(x["default"])] = x["default"][:, None]
        for first, width, m in x["spans"]:
            allowed[i, first, width] = m
    out = {k: fill(k, w, UNKNOWN) for k in ("upos", "boundary", "heads", "rels")}
    out.update(ids=fill("ids", t, 0), shapes=fill("shapes", t, 0), first=fill("first", w, 0), sentence=fill("sentence", w, -2),
               allowed=torch.from_numpy(allowed))
    length = torch.tensor([len(x["ids"]) for x in batch])
    out["mask"] = (torch.arange(t)[None] < length[:, None])[:, None, None, :]
    return out


def arc_mask(sentence):
    """[windows, dependents, heads]: heads are the words of the same sentence, and the root at 0."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same[:, :, 0] = True
    return same


def span_mask(sentence):
    """[windows, words, width]: spans that stay in one sentence."""
    padded = F.pad(sentence, (0, MAX_SPAN - 1), value=-3)
    return (padded.unfold(1, MAX_SPAN, 1) == sentence[..., None]) & (sentence >= 0)[..., None]


def partial_loss(logits, allowed):
    """Sum of -log P(one of the allowed labels); `allowed` holds one bit a label. All bits: no loss."""
    bits = (allowed[:, None] >> torch.arange(logits.shape[-1])) & 1
    inside = torch.logsumexp(logits.masked_fill(bits == 0, -1e9), -1)
    return (torch.logsumexp(logits, -1) - inside).sum()


def _mean(logits, target, floor):
    known = target != UNKNOWN
    n = int(known.sum())
    if not n:
        return logits.sum() * 0
    return F.cross_entropy(logits[known], target[known], reduction="sum") / max(n, floor)


def losses(model, batch, autocast):
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        x = model.encode(batch["ids"], batch["shapes"], batch["mask"])
    w = model.words(x.float(), batch["first"])
    words = int((batch["sentence"] >= 0).sum())
    floor = words // 4
    out = {"upos": _mean(model.upos(w), batch["upos"], floor), "boundary": _mean(model.boundary(w), batch["boundary"], floor)}
    # Trees are known in a part of the windows only.
    rows = (batch["heads"] != UNKNOWN).any(1)
    heads, rels, tree = batch["heads"][rows], batch["rels"][rows], w[rows]
    if len(tree):
        arc = model.arcs(tree).masked_fill(~arc_mask(batch["sentence"][rows]), -1e4)
        out["arc"] = _mean(arc, heads, floor)
        row, word = (rels != UNKNOWN).nonzero(as_tuple=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            scores = model.pair_rels(tree[row, word], tree[row, heads[row, word]]).float()
        out["rel"] = F.cross_entropy(scores, rels[row, word], reduction="sum") / max(len(row), floor)
    else:
        out["arc"] = out["rel"] = w.sum() * 0
    allowed = batch["allowed"]
    use = span_mask(batch["sentence"]) & (allowed != EVERY)
    told = max(int(use.any(-1).sum()), floor)
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        scores = model.spans(w)
    out["span"] = partial_loss(scores[use].float(), allowed[use]) / max(told, 1)
    return out
