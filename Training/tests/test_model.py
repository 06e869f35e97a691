import torch

from newsgraph_training import model as m
from newsgraph_training.schema import MAX_SPAN


def tiny():
    torch.manual_seed(0)
    config = dict(vocabulary=50, positions=300, hidden=24, inner=32, attention_heads=2, layers=1, arc=8, rel=6, span=5, dropout=0.0, head_dropout=0.0)
    return m.Encoder(config, {"upos": ["A"] * 3, "rel": ["r"] * 4, "span": ["s"] * 6}).eval()


def test_span_scores_are_ends_inside_and_width():
    model = tiny()
    torch.nn.init.normal_(model.span_inside.weight)
    torch.nn.init.normal_(model.span_width)
    w = torch.randn(2, 30, 24)
    got = model.spans(w)
    assert got.shape == (2, 30, MAX_SPAN, 6)
    start, end, inside = m.with_one(torch.relu(model.span_start(w))), m.with_one(torch.relu(model.span_end(w))), model.span_inside(w)
    for i, k in ((0, 0), (3, 1), (5, 23), (29, 0)):
        wanted = torch.einsum("d,lde,e->l", start[1, i], model.span_u, end[1, i + k]) + inside[1, i:i + k + 1].mean(0) + model.span_width[:, k]
        assert torch.allclose(got[1, i, k], wanted, atol=1e-4)


def test_arc_and_relation_scores():
    model = tiny()
    w = torch.randn(1, 5, 24)
    dep, head = m.with_one(torch.relu(model.arc_dep(w))), torch.relu(model.arc_head(w))
    assert torch.allclose(model.arcs(w)[0, 2, 4], dep[0, 2] @ model.arc_u @ head[0, 4] / 16, atol=1e-5)
    heads = torch.tensor([[0, 2, 0, 1, 3]])
    dep, head = m.with_one(torch.relu(model.rel_dep(w))), m.with_one(torch.relu(model.rel_head(w)))
    assert torch.allclose(model.rels(w, heads)[0, 4], torch.einsum("d,rde,e->r", dep[0, 4], model.rel_u, head[0, 3]), atol=1e-5)


def test_padding_changes_nothing():
    model = tiny()
    ids, shapes = torch.randint(1, 50, (1, 9)), torch.randint(0, 10, (1, 9))
    alone = model.encode(ids, shapes, torch.ones(1, 1, 1, 9, dtype=torch.bool))
    padded = model.encode(torch.nn.functional.pad(ids, (0, 5)), torch.nn.functional.pad(shapes, (0, 5)), torch.arange(14)[None, None, None, :] < 9)
    assert torch.allclose(alone, padded[:, :9], atol=1e-5)


def test_training_attention_is_the_same_as_the_fused_one():
    model = tiny()
    ids, shapes, mask = torch.randint(1, 50, (2, 9)), torch.zeros(2, 9, dtype=torch.long), torch.arange(9)[None, None, None, :] < torch.tensor([9, 6])[:, None, None, None]
    fused = model.encode(ids, shapes, mask)
    model.train()
    assert torch.allclose(model.encode(ids, shapes, mask)[1, :6], fused[1, :6], atol=1e-5)


def test_dropout_keeps_the_mean():
    x = torch.ones(100_000)
    y = m.dropout(x, 0.1, True)
    assert abs(y.mean().item() - 1) < 0.01 and abs((y == 0).float().mean().item() - 26 / 256) < 0.01
    assert m.dropout(x, 0.1, False) is x
