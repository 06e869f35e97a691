"""Losses of the graph heads on one document, in nats a word, so that their weights compare."""
import numpy as np
import torch
import torch.nn.functional as F

from ..schema import SPAN_LABELS
from . import features
from .heads import buckets, pool
from .schema import MAX_CONTENT, MAX_CUE, MAX_TRIGGER, NODE_TYPES, STANCES, FACTUALITY

FACT_INDEX = {f: i for i, f in enumerate(FACTUALITY)}
STANCE_INDEX = {s: i for i, s in enumerate(STANCES)}


class Constraints:
    """The ontology's masks as tensors."""

    def __init__(self, ontology):
        self.ontology = ontology
        self.roles, self.relations = torch.tensor(ontology.role_mask), torch.tensor(ontology.relation_mask)
        self.type_index = {t: i for i, t in enumerate(NODE_TYPES)}


class Arrays:
    """What the heads need of a document that does not change while training."""

    def __init__(self, d, c):
        o, words = c.ontology, d.flat.words
        self.words = len(words)
        self.sentence = torch.tensor(d.flat.sentence)
        self.governor, self.second = governors(d.flat.heads)
        self.trees = features.Trees(d.flat.heads, d.flat.rels, d.flat.sentence)
        mentions = [(a, b, l) for a, b, l, _ in d.mentions]
        triggers = [(a, b, o.event_index[t]) for a, b, t, _ in d.triggers]
        base = len(SPAN_LABELS)
        both = mentions + [(a, b, base + t) for a, b, t in triggers]
        self.first, self.last, self.label = (torch.tensor([x[k] for x in both], dtype=torch.long) for k in range(3))
        self.node = torch.tensor([n for *_, n in d.mentions] + [n for *_, n in d.triggers], dtype=torch.long)
        self.m, self.t = len(mentions), len(triggers)
        sentence = np.array(d.flat.sentence)
        self.entity_table = torch.from_numpy(features.entity_table(mentions, words, sentence).astype(np.uint8))
        self.event_table = torch.from_numpy(features.event_table(triggers, words, sentence).astype(np.uint8))
        self.trigger_target = torch.zeros(len(words), MAX_TRIGGER, dtype=torch.long)
        for a, b, t in triggers:
            self.trigger_target[a, b - a] = t + 1
        self.trigger_valid = torch.stack([torch.tensor([i + k < len(words) and d.flat.sentence[i + k] == d.flat.sentence[i] for i in range(len(words))])
                                          for k in range(MAX_TRIGGER)], 1)
        tops = self.trees.tops(self.first, self.last)
        self.path = torch.from_numpy(self.trees.paths(tops, tops))
        self.tops = tops
        nodes = d.nodes
        self.nodes = len(nodes)
        self.event_node = [i for i, n in enumerate(nodes) if n.event]
        row = {n: i for i, n in enumerate(self.event_node)}
        self.event_row = torch.tensor([row[n] for *_, n in d.triggers], dtype=torch.long)
        self.node_type = torch.tensor([c.type_index["Event" if n.event else n.type] for n in nodes])
        self.event_type = torch.tensor([o.event_index[nodes[i].type] for i in self.event_node], dtype=torch.long)
        self.role_target = torch.zeros(len(self.event_node), self.nodes, dtype=torch.long)
        for e, r, n in d.roles:
            self.role_target[row[e], n] = o.role_index[r] + 1
        self.relation_target = torch.zeros(self.nodes, self.nodes, dtype=torch.long)
        for s, r, n in d.relations:
            self.relation_target[s, n] = o.relation_index[r] + 1
            if r in o.symmetric:
                self.relation_target[n, s] = o.relation_index[r] + 1
        self.fact = torch.tensor([FACT_INDEX[nodes[i].factuality] for i in self.event_node], dtype=torch.long)
        self.time = torch.tensor([nodes[i].time for i in self.event_node], dtype=torch.long)
        self.time_first, self.time_last = (torch.tensor([t[k] for t in d.times], dtype=torch.long) for k in (0, 1))
        self.time_path = torch.from_numpy(self.trees.paths(tops[self.m:], self.trees.tops(self.time_first, self.time_last)))
        self.salience = torch.tensor([n.salience for n in nodes if not n.event], dtype=torch.long)
        self.paragraph = torch.tensor(d.paragraph)
        claims = {}
        for x in d.claims:
            claims.setdefault(x.first, x)
        claims = [claims[k] for k in sorted(claims)]
        self.claims = len(claims)
        self.claim_first = torch.tensor([x.first for x in claims], dtype=torch.long)
        self.claim_last = torch.tensor([x.last for x in claims], dtype=torch.long)
        self.claim_cue = torch.tensor([x.cue[0] if x.cue else -1 for x in claims], dtype=torch.long)
        self.claim_source = torch.tensor([x.source for x in claims], dtype=torch.long)
        self.claim_stance = torch.tensor([STANCE_INDEX[x.stance] for x in claims], dtype=torch.long)
        self.claim_about = torch.zeros(len(claims), self.nodes)
        for i, x in enumerate(claims):
            self.claim_about[i, list(x.about)] = 1
        self.start_target = torch.zeros(len(words))
        self.start_target[self.claim_first] = 1


def governors(heads):
    """The head of each word and the head's head (itself at the root)."""
    first = [h if h is not None and h >= 0 else i for i, h in enumerate(heads)]
    return torch.tensor(first), torch.tensor([first[h] for h in first])


def antecedent_loss(head, g, table, node):
    """-log of the probability of all right antecedents together (or of a new node)."""
    scores, new = head(g, table.float())
    n = len(g)
    below = torch.ones(n, n, dtype=torch.bool).tril(-1)
    scores = torch.cat([new[:, None], scores.masked_fill(~below, -1e9)], 1)
    right = (node[:, None] == node[None]) & below
    right = torch.cat([~right.any(1, keepdim=True), right], 1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e9), 1)).sum()


def labelled(scores, target, mask):
    """Cross-entropy of pooled pair scores; 0 is none, with a score of 0. The right answer is never masked."""
    keep = mask | F.one_hot(target, scores.shape[-1] + 1)[..., 1:].bool()
    scores = scores.masked_fill(~keep, -1e4)
    scores = torch.cat([torch.zeros_like(scores[..., :1]), scores], -1)
    return F.cross_entropy(scores.flatten(0, -2), target.flatten(), reduction="sum")


def end_scores(heads, w, start, paragraph):
    """[claims, words] scores of the last word of a content."""
    at = torch.arange(len(w))
    gap = at[None] - start[:, None]
    ok = (gap >= 0) & (gap < MAX_CONTENT) & (paragraph[None] == paragraph[start][:, None])
    bucket = torch.bucketize(gap.clamp(min=0), torch.tensor([1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 60]))
    return heads.claim_end(w[start], w, bucket).squeeze(-1).masked_fill(~ok, -1e4)


def cue_scores(heads, w, start, sentence):
    """[claims, 1 + words]: no cue, or the first word of it."""
    at = torch.arange(len(w))
    gap = at[None] - start[:, None]
    size = torch.bucketize(gap.abs(), torch.tensor([1, 2, 3, 5, 8, 12, 20, 30, 50]))
    bucket = torch.where(gap < 0, size, size + 12) + 24 * (sentence[None] == sentence[start][:, None]).long()
    out = heads.claim_cue(w[start], w, bucket.clamp(max=55)).squeeze(-1).masked_fill(gap.abs() > MAX_CUE, -1e4)
    return torch.cat([heads.claim_no_cue(w[start]), out], 1)


def source_scores(heads, v, g, start, cue, first, last, sentence, trees, tops):
    """[claims, mentions], distance and path taken from the cue where there is one."""
    anchor = torch.where(cue >= 0, cue, start)
    path = torch.from_numpy(trees.paths(anchor.numpy(), tops))
    return heads.claim_source(v, g, buckets(anchor, anchor, first, last, sentence), path).squeeze(-1)


def about_scores(heads, v, g, start, first, last, sentence, node, nodes):
    """[claims, nodes]: is the claim about the node; no other answer excludes it."""
    scores = heads.claim_about(v, g, buckets(start, start, first, last, sentence))
    return pool(scores, torch.arange(len(start)), len(start), node, nodes).squeeze(-1)


def graph_losses(heads, w, x, c, keep_label=0.8):
    """{name: loss} for the word vectors of one document."""
    out, n = {}, x.words
    scores = heads.triggers(w)
    each = F.cross_entropy(scores.flatten(0, 1), x.trigger_target.flatten(), reduction="none").view(n, -1)
    # Triggers are one span in fifty: missing one costs more than finding one too many.
    weight = torch.where(x.trigger_target > 0, 1.5, 1.0) * x.trigger_valid
    out["trigger"] = (each * weight).sum()
    keep = (torch.rand(len(x.first)) < keep_label).float() if heads.training else None
    g = heads.vectors(w, x.first, x.last, x.label, keep)
    gm, gt = g[:x.m], g[x.m:]
    if x.m:
        out["coref"] = antecedent_loss(heads.entity_coref, gm, x.entity_table, x.node[:x.m])
        entities = len(x.salience)
        first = torch.full((entities,), float(n)).scatter_reduce(0, x.node[:x.m], x.first[:x.m].float(), "amin")
        title = (x.paragraph[first.long().clamp(max=n - 1)] == 0).float()
        out["salience"] = F.cross_entropy(heads.salience(gm, x.node[:x.m], entities, first, title), x.salience, reduction="sum")
    if x.m + x.t:
        bucket = buckets(x.first, x.last, x.first, x.last, x.sentence)
        pairs = pool(heads.relation(g, g, bucket, x.path), x.node, x.nodes, x.node, x.nodes)
        mask = c.relations[x.node_type[:, None], x.node_type[None]]
        out["relation"] = labelled(pairs, x.relation_target, mask)
    if x.t:
        out["same event"] = antecedent_loss(heads.event_coref, gt, x.event_table, x.node[x.m:])
        events = len(x.event_node)
        pairs = pool(heads.argument(gt, g, bucket[x.m:], x.path[x.m:]), x.event_row, events, x.node, x.nodes)
        mask = c.roles[x.event_type[:, None], x.node_type[None]]
        out["role"] = labelled(pairs, x.role_target, mask)
        at = x.last[x.m:]
        fact = heads.factuality(gt, w, x.governor[at], x.second[at])
        size = torch.zeros(events).index_add_(0, x.event_row, torch.ones(x.t))
        fact = fact.new_zeros(events, fact.shape[1]).index_add_(0, x.event_row, fact) / size[:, None]
        rare = torch.where(x.fact == 0, 1.0, 1.6)
        out["factuality"] = (F.cross_entropy(fact, x.fact, reduction="none") * rare).sum()
        if len(x.time_first):
            k = len(x.time_first)
            b = buckets(x.first[x.m:], x.last[x.m:], x.time_first, x.time_last, x.sentence)
            times = heads.time(gt, w[x.time_first] + w[x.time_last], b, x.time_path)
            times = pool(times, x.event_row, events, torch.arange(k), k).squeeze(-1)
            out["time"] = F.cross_entropy(torch.cat([torch.zeros(events, 1), times], 1), x.time + 1, reduction="sum")
    out["claim start"] = F.binary_cross_entropy_with_logits(heads.claim_starts(w), x.start_target, pos_weight=torch.tensor(1.5), reduction="sum")
    if x.claims and x.m:
        ends = end_scores(heads, w, x.claim_first, x.paragraph)
        ok = (x.claim_last - x.claim_first < MAX_CONTENT) & (x.paragraph[x.claim_last] == x.paragraph[x.claim_first])
        out["claim end"] = F.cross_entropy(ends[ok], x.claim_last[ok], reduction="sum") if ok.any() else w.sum() * 0
        near = (x.claim_cue - x.claim_first).abs() <= MAX_CUE
        ok = (x.claim_cue < 0) | near
        out["claim cue"] = F.cross_entropy(cue_scores(heads, w, x.claim_first, x.sentence)[ok], x.claim_cue[ok] + 1, reduction="sum")
        cue = torch.where(near, x.claim_cue, -1)
        v = heads.claim_vector(w, x.claim_first, cue)
        source = source_scores(heads, v, gm, x.claim_first, cue, x.first[:x.m], x.last[:x.m], x.sentence, x.trees, x.tops[:x.m])
        right = x.claim_source[:, None] == x.node[None, :x.m]
        known = right.any(1)
        if known.any():
            source, right = source[known], right[known]
            out["claim source"] = (torch.logsumexp(source, 1) - torch.logsumexp(source.masked_fill(~right, -1e9), 1)).sum()
        pairs = about_scores(heads, v, g, x.claim_first, x.first, x.last, x.sentence, x.node, x.nodes)
        out["about"] = F.binary_cross_entropy_with_logits(pairs, x.claim_about, reduction="sum")
        out["stance"] = F.cross_entropy(heads.stance(v), x.claim_stance, reduction="sum")
    return {k: v / n for k, v in out.items()}
