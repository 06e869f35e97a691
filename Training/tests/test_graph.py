"""The graph heads: reading, shapes, pooling, linking; a tiny model, no weights."""
import random

import numpy as np
import pytest
import torch

from newsgraph_training.graph import data, features
from newsgraph_training.graph.decode import answer, link, persons_differ
from newsgraph_training.graph.heads import BUCKETS, DEFAULT, GraphHeads, buckets, pool
from newsgraph_training.graph.losses import Arrays, Constraints, graph_losses
from newsgraph_training.graph.schema import NODE_TYPES, Ontology
from newsgraph_training.schema import SPAN_INDEX

TEXT = "Mira Okoye runs Tarn Power.\n\nPolice arrested Okoye on Monday. She denied fraud, the firm said."


class Pieces:
    """One word piece a word."""

    def pieces(self, word):
        return [1]



@pytest.fixture
def document():
    d = data.plain("a", TEXT, "2020-01-02", Pieces())
    at = {w: i for i, w in reversed(list(enumerate(d.flat.words)))}
    d.nodes = [data.Node("p", "Person", False, 2), data.Node("o", "Organization", False, 1), data.Node("x", "Agency", False), data.Node("e", "Arrest", True, 0, "asserted", 0)]
    name, body = SPAN_INDEX["name Person"], SPAN_INDEX["name Organization"]
    second = [i for i, w in enumerate(d.flat.words) if w == "Okoye"][1]
    d.mentions = sorted([(0, 1, name, 0), (at["Tarn"], at["Power"], body, 1), (at["Police"], at["Police"], SPAN_INDEX["nominal Agency"], 2), (second, second, name, 0),
                         (at["She"], at["She"], SPAN_INDEX["pronoun Person"], 0), (at["the"], at["firm"], SPAN_INDEX["nominal Organization"], 1)])
    d.triggers = [(at["arrested"], at["arrested"], "Arrest", 3)]
    d.roles, d.relations = [(3, "agent", 2), (3, "patient", 0)], [(0, "headOf", 1)]
    d.times = [(at["Monday"], at["Monday"], "2019-12-30", d.starts[at["Monday"]], d.ends[at["Monday"]])]
    d.claims = [data.Claim(at["She"], at["fraud"], (at["said"], at["said"]), 1, "asserts", False, (0,))]
    return d


def test_words_cover_the_text(document):
    assert [document.text[s:e] for s, e in zip(document.starts, document.ends)] == document.flat.words
    assert document.paragraph[0] == 0 and document.paragraph[-1] == 1


def test_windows_hold_every_word_once(document):
    for text in (TEXT, " ".join(f"Word {i} stands here." for i in range(400)), "word " * 900):
        d = data.plain("a", text, "", Pieces())
        for rng in (None, random.Random(3)):
            w = data.windows(d, rng)
            assert [i for a, b in w for i in range(a, b)] == list(range(len(d.flat.words)))
            assert all(sum(d.pieces[a:b]) <= data.LIMIT for a, b in w)


def test_losses_have_gradients_for_every_head(document):
    torch.manual_seed(1)
    c = Constraints(Ontology())
    heads = GraphHeads(DEFAULT, c.ontology)
    w = torch.randn(len(document.flat.words), DEFAULT["hidden"], requires_grad=True)
    out = graph_losses(heads, w, Arrays(document, c), c)
    assert all(np.isfinite(float(v.detach())) and float(v.detach()) >= 0 for v in out.values())
    assert sum(float(v.detach()) == 0 for v in out.values()) == 1, 'one trigger has no antecedent to choose'
    sum(out.values()).backward()
    unused = {n for n, p in heads.named_parameters() if p.grad is None}
    assert {n.split(".")[0] for n in unused} <= {"event_coref"}


def test_pool_is_a_log_sum():
    torch.manual_seed(2)
    s = torch.randn(4, 5, 3)
    rows, columns = torch.tensor([0, 0, 1, 1]), torch.tensor([0, 1, 1, 2, 0])
    out = pool(s, rows, 2, columns, 3)
    expected = torch.logsumexp(s[2:4][:, [1, 2]].reshape(-1, 3), 0)
    assert torch.allclose(out[1, 1], expected, atol=1e-4)


def test_buckets_stay_in_the_table():
    first = torch.arange(0, 400, 7)
    b = buckets(first, first + 1, first, first + 1, torch.arange(420) // 20)
    assert int(b.min()) >= 0 and int(b.max()) < BUCKETS


def test_feature_widths():
    words = "the Tarn Power Company ( TPC ) said it".split()
    spans = [(0, 3, SPAN_INDEX["name Organization"]), (5, 5, SPAN_INDEX["name Organization"]), (8, 8, SPAN_INDEX["pronoun Organization"])]
    t = features.entity_table(spans, words, np.zeros(9, dtype=int))
    assert t.shape == (3, 3, features.ENTITY)
    assert t[1, 0, 6] == 1, "an acronym"
    assert t[2, 0, 6] == 0
    assert features.event_table([(0, 0, 1), (2, 2, 1)], words, np.zeros(9, dtype=int)).shape == (2, 2, features.EVENT)
    assert features.stem("arrested") == features.stem("arrests") == features.stem("arrest")


def test_people_of_one_family_stay_apart():
    assert persons_differ(["Ana", "Reis"], ["Tomas", "Reis"])
    assert not persons_differ(["Ana", "Reis"], ["Reis"])
    assert not persons_differ(["A.", "Reis"], ["Ana", "Reis"])


def test_link_goes_past_a_forbidden_antecedent():
    scores = np.array([[0, 0, 0], [-9, 0, 0], [2, 3, 0.0]])
    node, members = link(scores, np.zeros(3), 0.0, lambda i, m: i == 2 and 1 in m)
    assert node == [0, 1, 0] and members == [[0, 2], [1]]


def test_constraints_follow_the_ontology():
    o = Ontology()
    c = Constraints(o)
    head = o.relation_index["headOf"]
    assert c.relations[NODE_TYPES.index("Person"), NODE_TYPES.index("Organization"), head]
    assert not c.relations[NODE_TYPES.index("Place"), NODE_TYPES.index("Person"), head]


def test_answer_repeats_the_annotation(document):
    g = answer(document)
    assert {"type": "patient", "source": "3", "target": "0"} in g["edges"]
    assert [n["content"]["text"] for n in g["nodes"] if n["type"] == "Claim"] == ["She denied fraud"]


def test_test_part_is_refused():
    with pytest.raises(ValueError):
        data.read("corpus", "test", None)
