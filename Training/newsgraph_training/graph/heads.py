"""The graph heads, on the word vectors of a whole document."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from ..model import dropout, with_one
from ..schema import KINDS, SPAN_LABELS, TYPES
from . import features
from .schema import FACTUALITY, MAX_TRIGGER, STANCES

DISTANCES = (0, 2, 5, 10, 20, 40, 80, 160)
BUCKETS = (len(DISTANCES)) * 7
# A bias of 3 takes thousands of steps at the heads' learning rate: tables of biases count this many times.
TABLE_SCALE = 8.0


def buckets(a_first, a_last, b_first, b_last, sentence):
    """[A, B] number of the bucket of distance (words between) and signed distance in sentences."""
    between = torch.maximum(b_first[None] - a_last[:, None], a_first[:, None] - b_last[None]).clamp(min=0)
    word = torch.bucketize(between, torch.tensor(DISTANCES[1:]), right=False)
    step = (sentence[b_first][None] - sentence[a_first][:, None]).clamp(-3, 3)
    same = (b_first[None] < a_first[:, None]) & (step == 0)
    # Within a sentence, before and after differ too: the sign of nearby sentences is kept in `step`, this one in the word bucket.
    return (step + 3) * len(DISTANCES) + torch.where(same, 7 - word.clamp(max=3), word.clamp(max=7))


def pool(scores, rows, row_count, columns, column_count):
    """log of the summed exponentials of [spans, spans, labels] over the spans of each pair of nodes."""
    top = scores.detach().amax((0, 1)) if scores.numel() else scores.new_zeros(scores.shape[-1])
    e = torch.exp((scores - top).clamp(min=-40))
    out = e.new_zeros(row_count, *e.shape[1:]).index_add_(0, rows, e)
    out = out.new_zeros(row_count, column_count, e.shape[-1]).index_add_(1, columns, out)
    return torch.log(out + 1e-15) + top


class Pair(nn.Module):
    """Biaffine scores of two sets of vectors for some labels, with a bias for the distance."""

    def __init__(self, left, right, width, labels, bias=0.0, paths=False, p=0.2):
        super().__init__()
        self.left, self.right, self.p = nn.Linear(left, width), nn.Linear(right, width), p
        self.u = nn.Parameter(torch.randn(labels, width + 1, width + 1) / width)
        self.distance = nn.Parameter(torch.zeros(BUCKETS, labels))
        if paths:
            self.path = nn.Parameter(torch.zeros(features.PATHS, labels))
        with torch.no_grad():
            self.u[:, -1, -1] = bias

    def forward(self, a, b, bucket=None, path=None):
        a = with_one(dropout(F.relu(self.left(a)), self.p, self.training))
        b = with_one(dropout(F.relu(self.right(b)), self.p, self.training))
        n, d = a.shape
        k = self.u.shape[0]
        left = (a @ self.u.permute(1, 0, 2).reshape(d, -1)).view(n * k, d)
        out = (left @ b.t()).view(n, k, len(b)).transpose(1, 2)
        if bucket is not None:
            out = out + TABLE_SCALE * self.distance[bucket]
        if path is not None:
            out = out + TABLE_SCALE * self.path[path]
        return out


class Antecedent(nn.Module):
    def __init__(self, span, width, count, p=0.2):
        super().__init__()
        self.left, self.right, self.p = nn.Linear(span, width), nn.Linear(span, width), p
        self.scale = 1 / math.sqrt(width)
        self.features, self.out = nn.Linear(count, 48), nn.Linear(48, 1)
        self.direct = nn.Linear(count, 1)
        self.new = nn.Linear(span, 1)

    def forward(self, g, table):
        """[spans, spans] score of column as antecedent of row, and the score of a new node for each row."""
        a, b = dropout(F.relu(self.left(g)), self.p, self.training), dropout(F.relu(self.right(g)), self.p, self.training)
        f = self.out(F.relu(self.features(table))) + self.direct(table)
        return (a @ b.t()) * self.scale + f.squeeze(-1), self.new(g).squeeze(-1)


class GraphHeads(nn.Module):
    def __init__(self, config, ontology):
        super().__init__()
        h, s = config["hidden"], config["span_vector"]
        events, roles, relations = len(ontology.events), len(ontology.roles), len(ontology.relations)
        self.config, self.p = config, config["dropout"]
        t = config["trigger"]
        self.trigger_start, self.trigger_end = nn.Linear(h, t), nn.Linear(h, t)
        self.trigger_width = nn.Parameter(torch.zeros(MAX_TRIGGER, t))
        self.trigger_out = nn.Linear(t, events + 1)
        self.vector_start, self.vector_end, self.vector_inside = nn.Linear(h, s), nn.Linear(h, s, bias=False), nn.Linear(h, s, bias=False)
        # Labels of mentions first, then event types.
        self.label = nn.Parameter(torch.randn(len(SPAN_LABELS) + events, s) * 0.1)
        self.argument = Pair(s, s, config["argument"], roles, -4.0, True)
        self.relation = Pair(s, s, config["relation"], relations, -6.0, True)
        self.entity_coref = Antecedent(s, config["coref"], features.ENTITY)
        self.event_coref = Antecedent(s, config["coref"], features.EVENT)
        c = config["claim"]
        self.claim_start_hidden, self.claim_start_out = nn.Linear(h, c), nn.Linear(c, 1)
        self.claim_end = Pair(h, h, c, 1)
        self.claim_cue = Pair(h, h, c, 1)
        self.claim_no_cue = nn.Linear(h, 1)
        self.claim_null = nn.Parameter(torch.zeros(h))
        self.claim_source = Pair(2 * h, s, c, 1, paths=True)
        self.claim_about = Pair(2 * h, s, c, 1, -3.0)
        self.stance_hidden, self.stance_out = nn.Linear(2 * h, c), nn.Linear(c, len(STANCES))
        self.fact_hidden, self.fact_out = nn.Linear(s + 2 * h, c), nn.Linear(c, len(FACTUALITY))
        self.time = Pair(s, h, c, 1, -2.0, True)
        self.salience_hidden, self.salience_out = nn.Linear(2 * s + 3, c // 2), nn.Linear(c // 2, 3)
        with torch.no_grad():
            self.trigger_out.bias[0] = 7
            self.claim_start_out.bias.fill_(-4)

    def drop(self, x):
        return dropout(x, self.p, self.training)

    def triggers(self, w):
        """[words, widths, 1 + event types]"""
        n = len(w)
        a, b = self.trigger_start(w), F.pad(self.trigger_end(w), (0, 0, 0, MAX_TRIGGER - 1))
        rows = [self.drop(F.relu(a + b[k:k + n] + self.trigger_width[k])) for k in range(MAX_TRIGGER)]
        return self.trigger_out(torch.stack(rows, 1))

    def vectors(self, w, first, last, label, keep=None):
        """A vector for each span; `label` counts mention labels first, then event types."""
        sums = F.pad(w.float().cumsum(0), (0, 0, 1, 0))
        mean = (sums[last + 1] - sums[first]) / (last - first + 1)[:, None]
        told = self.label[label]
        if keep is not None:
            told = told * keep[:, None]
        return self.drop(F.relu(self.vector_start(w[first]) + self.vector_end(w[last]) + self.vector_inside(mean) + told))

    def factuality(self, g, w, governor, second):
        return self.fact_out(self.drop(F.relu(self.fact_hidden(torch.cat([g, w[governor], w[second]], -1)))))

    def claim_starts(self, w):
        return self.claim_start_out(self.drop(F.relu(self.claim_start_hidden(w)))).squeeze(-1)

    def claim_vector(self, w, start, cue):
        """`cue` -1: none."""
        vector = torch.where((cue >= 0)[:, None], w[cue.clamp(min=0)], self.claim_null)
        return torch.cat([w[start], vector], -1)

    def stance(self, v):
        return self.stance_out(self.drop(F.relu(self.stance_hidden(v))))

    def salience(self, g, node, count, first, title):
        mean = g.new_zeros(count, g.shape[1]).index_add_(0, node, g)
        size = g.new_zeros(count).index_add_(0, node, torch.ones(len(g)))
        top = g.new_full((count, g.shape[1]), 0.0).scatter_reduce(0, node[:, None].expand_as(g), g, "amax")
        extra = torch.stack([torch.log1p(size), torch.log1p(first), title], -1)
        return self.salience_out(self.drop(F.relu(self.salience_hidden(torch.cat([mean / size.clamp(min=1)[:, None], top, extra], -1)))))


def kind_of(label):
    name = SPAN_LABELS[label]
    return KINDS.index(name.split()[0])


def type_of(label):
    return SPAN_LABELS[label].split()[1]


DEFAULT = {"hidden": 384, "span_vector": 256, "trigger": 256, "argument": 96, "relation": 80, "coref": 160, "claim": 128, "dropout": 0.2}
