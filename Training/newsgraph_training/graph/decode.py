"""From word vectors to a graph file (for measuring: the product decodes in Swift)."""
import dataclasses

import numpy as np
import torch

from .. import metrics
from ..batches import arc_mask, collate, span_mask
from ..schema import KINDS, SPAN_INDEX, SPAN_LABELS, TYPES
from . import data, features
from .heads import buckets, pool
from .losses import about_scores, cue_scores, end_scores, governors, source_scores
from .schema import FACTUALITY, STANCES

QUOTES = set("\"“”„«»'‘’``''")


@dataclasses.dataclass
class Settings:
    """Added to a score before it is compared with none: above 0 more is found."""
    mention: float = 0.0
    trigger: float = 0.0
    coref: float = 0.0
    event: float = 0.0
    role: float = 0.0
    relation: float = 0.0
    claim: float = 0.0
    time: float = 0.0
    singleton: float = 0.0     # least probability of a nominal or pronoun that stands alone


@dataclasses.dataclass
class Encoded:
    words: torch.Tensor
    spans: list                # (first, last, log-probabilities over labels)
    governor: torch.Tensor
    second: torch.Tensor
    trees: features.Trees


def answer(d):
    """The annotation itself as a graph: what the reading as words and the scorer leave of it is the bound of every score."""
    def span(a, b, **more):
        return {"start": d.starts[a], "end": d.ends[b], "text": d.text[d.starts[a]:d.ends[b]], **more}
    nodes = []
    for k, n in enumerate(d.nodes):
        if n.event:
            x = d.times[n.time] if n.time >= 0 else None
            nodes.append({"id": str(k), "type": "Event", "eventType": n.type, "factuality": n.factuality, "time": x and {"value": x[2]},
                          "mentions": [span(a, b, kind="trigger") for a, b, _, m in d.triggers if m == k]})
        else:
            nodes.append({"id": str(k), "type": n.type, "mentions": [span(a, b, kind=SPAN_LABELS[l].split()[0]) for a, b, l, m in d.mentions if m == k]})
    edges = [{"type": r, "source": str(a), "target": str(b)} for a, r, b in [*d.roles, *d.relations]]
    for k, x in enumerate(d.claims):
        nodes.append({"id": f"c{k}", "type": "Claim", "content": span(x.first, x.last), "mentions": []})
        edges.append({"type": "claimedBy", "source": f"c{k}", "target": str(x.source)})
    return {"nodes": nodes, "edges": edges}


def encode(model, d, wordpiece, table, names, autocast=True):
    """The encoder's part, once a document; `names` are those of the relations in trees."""
    model.eval()
    found = data.items(d, wordpiece, table)
    b = collate(found)
    with torch.no_grad():
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            x = model.encode(b["ids"], b["shapes"], b["mask"])
        w = model.words(x.float(), b["first"])
        arc = model.arcs(w).masked_fill(~arc_mask(b["sentence"]), -1e9)
        arc.diagonal(dim1=1, dim2=2).fill_(-1e9)
        parent = arc.argmax(-1)
        relation = model.rels(w, parent).argmax(-1)
        scores, valid = model.spans(w), span_mask(b["sentence"])
        spans, rows, heads, rels = [], [], [], []
        for i, window in enumerate(found):
            n, o = len(window["first"]), window["offset"]
            rows.append(w[i, 1:n])
            heads += [o + int(h) - 1 if h else -1 for h in parent[i, 1:n]]
            rels += [names[int(r)] for r in relation[i, 1:n]]
            s = torch.log_softmax(scores[i, :n], -1)
            # Every span with some chance: the thresholds are set later.
            for a, k in zip(*torch.nonzero((s[..., 0] < -0.05) & valid[i, :n], as_tuple=True)):
                spans.append((o + int(a) - 1, o + int(a) - 1 + int(k), s[a, k].numpy()))
    return Encoded(torch.cat(rows), spans, *governors(heads), features.Trees(heads, rels, d.flat.sentence))


def mentions(e, settings):
    """[(first, last, label, log-probabilities)]: the best label of each span; of crossing spans the surer one."""
    found = []
    for a, b, p in e.spans:
        rest = p[1:SPAN_INDEX["name Event"]]
        best = int(rest.argmax()) + 1
        event = p[SPAN_INDEX["name Event"]]
        margin = p[best] - p[0] + settings.mention
        if margin > 0 and p[best] >= event:
            found.append((-margin, a, b, best, p))
    kept = []
    for _, a, b, label, p in sorted(found, key=lambda x: x[:4]):
        if all(d < a or c > b or (a <= c and d <= b) or (c <= a and b <= d) for c, d, *_ in kept):
            kept.append((a, b, label, p))
    return sorted(kept, key=lambda x: x[:3])


def triggers(heads, e, sentence, settings):
    """[(first, last, log-probabilities)] without overlap."""
    p = torch.log_softmax(heads.triggers(e.words), -1).numpy()
    best = p[..., 1:].max(-1)
    margin = best - p[..., 0] + settings.trigger
    # All types together against none: which type it is gets settled over the whole event.
    some = np.logaddexp.reduce(p[..., 1:], -1) - p[..., 0] + settings.trigger
    found = [(-some[i, k], i, k) for i, k in zip(*np.nonzero(some > 0)) if i + k < len(sentence) and sentence[i] == sentence[i + k]]
    kept = []
    for _, i, k in sorted(found):
        if all(j > i + k or j + m < i for j, m in kept):
            kept.append((int(i), int(k)))
    return [(i, i + k, p[i, k]) for i, k in sorted(kept)]


def persons_differ(a, b):
    """Two names of which neither can stand for the other."""
    x, y = features.content(a), features.content(b)
    if not x or not y or set(x) <= set(y) or set(y) <= set(x):
        return False
    if len(x) > 1 and len(y) > 1 and x[-1] == y[-1]:
        return not (x[0][0] == y[0][0] and (len(x[0].strip(".")) == 1 or len(y[0].strip(".")) == 1))
    return True


def link(scores, new, bias, blocked):
    """Node number of each mention: the best antecedent above `new`, left to right; `blocked(i, members)` forbids."""
    node, members = [], []
    for i in range(len(new)):
        at = None
        for j in sorted(range(i), key=lambda j: (-scores[i, j], -j)):
            if scores[i, j] + bias <= new[i]:
                break
            if not blocked(i, members[node[j]]):
                at = node[j]
                break
        if at is None:
            at = len(members)
            members.append([])
        node.append(at)
        members[at].append(i)
    return node, members


def clusters(heads, e, found, d, settings):
    words, n = d.flat.words, len(found)
    if not n:
        return [], []
    spans = [(a, b, l) for a, b, l, _ in found]
    first, last, label = (torch.tensor([s[k] for s in spans]) for k in range(3))
    g = heads.vectors(e.words, first, last, label)
    table = torch.from_numpy(features.entity_table(spans, words, np.array(d.flat.sentence)))
    scores, new = heads.entity_coref(g, table)
    scores, new = scores.numpy(), new.numpy()

    def blocked(i, members):
        a, b, l = spans[i]
        name = SPAN_LABELS[l].startswith("name")
        for j in members:
            c, f, k = spans[j]
            if (a <= c and f <= b) or (c <= a and b <= f):
                return True
            if name and SPAN_LABELS[l] == SPAN_LABELS[k] == "name Person" and persons_differ(words[a:b + 1], words[c:f + 1]):
                return True
        return False
    return link(scores, new, settings.coref, blocked)


def cluster_type(found, members):
    """The type by all mentions together, names double."""
    total = np.zeros(len(TYPES))
    for i in members:
        _, _, label, p = found[i]
        kind = SPAN_LABELS[label].split()[0]
        by_type = np.array([np.logaddexp.reduce([p[SPAN_INDEX[f"{k} {t}"]] for k in KINDS]) for t in TYPES])
        total += np.maximum(by_type - np.logaddexp.reduce(by_type), -6) * (2 if kind == "name" else 1 if kind == "nominal" else 0.5)
    return TYPES[int(total.argmax())]


def decode(heads, e, d, c, settings):
    """The graph of one document."""
    heads.eval()
    with torch.no_grad():
        return _decode(heads, e, d, c, settings)


def _decode(heads, e, d, c, settings):
    o, words, w = c.ontology, d.flat.words, e.words
    sentence = torch.tensor(d.flat.sentence)

    def span(a, b, **more):
        return {"start": d.starts[a], "end": d.ends[b], "text": d.text[d.starts[a]:d.ends[b]], **more}
    found = mentions(e, settings)
    node, members = clusters(heads, e, found, d, settings)
    if settings.singleton > 0:
        keep = [len(m) > 1 or SPAN_LABELS[found[m[0]][2]].startswith("name") or 1 - np.exp(found[m[0]][3][0]) >= settings.singleton for m in members]
        found = [f for f, n in zip(found, node) if keep[n]]
        number = np.cumsum(keep) - 1
        node = [int(number[n]) for n in node if keep[n]]
        members = [[] for _ in range(sum(keep))]
        for i, n in enumerate(node):
            members[n].append(i)
    types = [cluster_type(found, m) for m in members]
    hits = triggers(heads, e, d.flat.sentence, settings)
    nodes, edges = [], []
    for k, m in enumerate(members):
        names = [found[i] for i in m if SPAN_LABELS[found[i][2]].startswith("name")] or [found[i] for i in m]
        best = max(names, key=lambda f: (f[1] - f[0], -f[0]))
        nodes.append({"id": f"n{k}", "type": types[k], "label": d.text[d.starts[best[0]]:d.ends[best[1]]],
                      "mentions": [span(found[i][0], found[i][1], kind=SPAN_LABELS[found[i][2]].split()[0]) for i in m]})
    base, count = len(SPAN_LABELS), len(members)
    kinds = [SPAN_LABELS[l].split()[0] for _, _, l, _ in found]
    spans = [(a, b, SPAN_INDEX[f"{kinds[i]} {types[node[i]]}"]) for i, (a, b, _, _) in enumerate(found)]
    event_members, event_node = [], []
    if hits:
        guess = [int(p[1:].argmax()) for *_, p in hits]
        first, last, label = torch.tensor([h[0] for h in hits]), torch.tensor([h[1] for h in hits]), torch.tensor([base + t for t in guess])
        gt = heads.vectors(w, first, last, label)
        table = torch.from_numpy(features.event_table([(a, b, t) for (a, b, _), t in zip(hits, guess)], words, np.array(d.flat.sentence)))
        scores, new = heads.event_coref(gt, table)
        event_node, event_members = link(scores.numpy(), new.numpy(), settings.event, lambda i, m: False)
    event_types = []
    for m in event_members:
        total = sum(np.maximum(hits[i][2][1:] - np.logaddexp.reduce(hits[i][2][1:]), -6) for i in m)
        event_types.append(int(total.argmax()))
    spans += [(a, b, base + event_types[n]) for (a, b, _), n in zip(hits, event_node)]
    if not spans:
        return {"nodes": nodes, "edges": edges}
    first, last, label = (torch.tensor([s[k] for s in spans]) for k in range(3))
    g = heads.vectors(w, first, last, label)
    m, t = len(found), len(hits)
    owner = torch.tensor(node + [count + n for n in event_node], dtype=torch.long)
    total = count + len(event_members)
    type_index = torch.tensor([c.type_index[x] for x in types] + [c.type_index["Event"]] * len(event_members))
    bucket = buckets(first, last, first, last, sentence)
    tops = e.trees.tops(first, last)
    path = torch.from_numpy(e.trees.paths(tops, tops))
    if t:
        gt, rows, at = g[m:], torch.tensor(event_node), last[m:]
        fact = heads.factuality(gt, w, e.governor[at], e.second[at])
        size = torch.zeros(len(event_members)).index_add_(0, rows, torch.ones(t))
        fact = (torch.zeros(len(event_members), fact.shape[1]).index_add_(0, rows, fact) / size[:, None]).argmax(-1)
        times = torch.zeros(len(event_members), dtype=torch.long)
        if d.times:
            tf, tl = (torch.tensor([x[k] for x in d.times]) for k in (0, 1))
            time_path = torch.from_numpy(e.trees.paths(tops[m:], e.trees.tops(tf, tl)))
            s = pool(heads.time(gt, w[tf] + w[tl], buckets(first[m:], last[m:], tf, tl, sentence), time_path), rows, len(event_members), torch.arange(len(tf)), len(tf)).squeeze(-1)
            times = torch.cat([torch.full((len(event_members), 1), -settings.time), s], 1).argmax(-1)
        for k, mm in enumerate(event_members):
            first_hit = hits[mm[0]]
            x = d.times[int(times[k]) - 1] if times[k] else None
            nodes.append({"id": f"v{k}", "type": "Event", "eventType": o.events[event_types[k]], "label": d.text[d.starts[first_hit[0]]:d.ends[first_hit[1]]],
                          "factuality": FACTUALITY[int(fact[k])], "time": x and {"value": x[2], "start": x[3], "end": x[4], "text": d.text[x[3]:x[4]]},
                          "mentions": [span(hits[i][0], hits[i][1], kind="trigger") for i in mm]})
        pairs = pool(heads.argument(gt, g, bucket[m:], path[m:]), rows, len(event_members), owner, total)
        pairs = pairs.masked_fill(~c.roles[torch.tensor(event_types)[:, None], type_index[None]], -1e4)
        for k in range(len(event_members)):
            for j in range(total):
                if j != count + k:
                    r = int(pairs[k, j].argmax())
                    if pairs[k, j, r] + settings.role > 0:
                        edges.append({"type": o.roles[r], "source": f"v{k}", "target": nodes[j]["id"]})
    pairs = pool(heads.relation(g, g, bucket, path), owner, total, owner, total)
    pairs = pairs.masked_fill(~c.relations[type_index[:, None], type_index[None]], -1e4)
    both = torch.tensor([r in o.symmetric for r in o.relations])
    pairs = torch.where(both, torch.maximum(pairs, pairs.transpose(0, 1)), pairs)
    best = pairs.max(-1)
    for i, j in zip(*torch.nonzero(best.values + settings.relation > 0, as_tuple=True)):
        i, j, r = int(i), int(j), o.relations[int(best.indices[i, j])]
        if i != j and not (r in o.symmetric and j < i):
            edges.append({"type": r, "source": nodes[i]["id"], "target": nodes[j]["id"], "attributes": {}})
    claims(heads, e, d, settings, g, first, last, owner, node, sentence, tops, nodes, edges, span)
    return {"nodes": nodes, "edges": edges}


def claims(heads, e, d, settings, g, first, last, owner, node, sentence, tops, nodes, edges, span):
    w = e.words
    start = torch.nonzero(heads.claim_starts(w) + settings.claim > 0).squeeze(-1)
    m = len(node)
    if not len(start) or not m:
        return
    total = len(nodes)
    end = end_scores(heads, w, start, torch.tensor(d.paragraph)).argmax(-1)
    cue = cue_scores(heads, w, start, sentence).argmax(-1) - 1
    v = heads.claim_vector(w, start, cue)
    who = torch.softmax(source_scores(heads, v, g[:m], start, cue, first[:m], last[:m], sentence, e.trees, tops[:m]), -1)
    who = torch.zeros(len(start), max(node) + 1).index_add_(1, torch.tensor(node), who).argmax(-1)
    stance = heads.stance(v).argmax(-1)
    about = about_scores(heads, v, g, start, first, last, sentence, owner, total)
    for k in range(len(start)):
        a, b, q = int(start[k]), int(end[k]), int(cue[k])
        nodes.append({"id": f"c{k}", "type": "Claim", "label": "", "stance": STANCES[int(stance[k])], "direct": a > 0 and d.flat.words[a - 1] in QUOTES,
                      "cue": span(q, q) if q >= 0 else None, "content": span(a, b), "mentions": []})
        edges.append({"type": "claimedBy", "source": f"c{k}", "target": f"n{int(who[k])}"})
        edges += [{"type": "about", "source": f"c{k}", "target": nodes[j]["id"]} for j in range(total) if about[k, j] > 0]
