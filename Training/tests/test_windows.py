import math
import random

import numpy as np
import torch

from newsgraph_training import augment, batches, metrics
from newsgraph_training.data import Document, Sentence, plain_boundary
from newsgraph_training.schema import EVERY, MAX_SPAN, NONE, SPAN_INDEX, SPAN_LABELS, mask
from newsgraph_training.windows import MAX_PIECES, UNKNOWN, Flat, Labels, arrays, cut


class OnePiece:
    def pieces(self, word):
        return (1000 + len(word),)


LABELS = Labels({"upos": ["NOUN", "VERB"], "rel": ["dep", "root"]})


def document(sizes):
    out = []
    for n in sizes:
        out.append(Sentence([f"w{i}" for i in range(n)], ["NOUN"] * n, [0] + [1] * (n - 1), ["root"] + ["dep"] * (n - 1), plain_boundary(n),
                            {(0, n - 1): mask("name", "Person")}, NONE))
    return Document("d", "own", out)


def test_windows_cover_every_word_once_and_keep_the_limit():
    rng = random.Random(3)
    flat = Flat(document([rng.randint(1, 60) for _ in range(40)] + [700, 5]))
    for chance in (None, rng):
        windows = cut(flat, [1] * len(flat.words), chance)
        assert [a for a, _ in windows] == [0] + [b for _, b in windows][:-1] and windows[-1][1] == len(flat.words)
        assert all(b - a <= MAX_PIECES - 2 for a, b in windows)


def test_training_windows_do_not_always_follow_sentences():
    flat = Flat(document([20] * 60))
    windows = cut(flat, [1] * len(flat.words), random.Random(1))
    aligned = [b % 20 == 0 for _, b in windows[:-1]]
    assert any(aligned) and not all(aligned)


def test_a_cut_sentence_loses_arcs_and_spans_but_gains_no_negatives():
    flat = Flat(document([6]))
    got = arrays(flat, 2, 6, OnePiece(), LABELS)
    assert list(got["heads"]) == [UNKNOWN] * 5 and got["spans"] == [] and set(got["default"]) == {EVERY}
    assert list(got["boundary"][1:]) == [0, 0, 0, 0]
    whole = arrays(flat, 0, 6, OnePiece(), LABELS)
    assert list(whole["heads"]) == [UNKNOWN, 0, 1, 1, 1, 1, 1] and whole["spans"] == [(1, 5, mask("name", "Person"))]


def test_partial_loss():
    torch.manual_seed(0)
    logits = torch.randn(4, len(SPAN_LABELS))
    one = SPAN_INDEX["name Person"]
    single = batches.partial_loss(logits, torch.tensor([1 << one] * 4))
    assert math.isclose(single.item(), torch.nn.functional.cross_entropy(logits, torch.full((4,), one), reduction="sum").item(), rel_tol=1e-5)
    assert abs(batches.partial_loss(logits, torch.tensor([EVERY] * 4)).item()) < 1e-5
    body = mask("name", "Organization", "Agency")
    p = torch.softmax(logits, -1)[:, [SPAN_INDEX["name Organization"], SPAN_INDEX["name Agency"]]].sum(-1)
    assert math.isclose(batches.partial_loss(logits, torch.tensor([body] * 4)).item(), -p.log().sum().item(), rel_tol=1e-5)


def test_partial_loss_gives_no_gradient_between_allowed_labels():
    logits = torch.zeros(1, len(SPAN_LABELS), requires_grad=True)
    batches.partial_loss(logits, torch.tensor([mask("name", "Organization", "Agency")])).backward()
    assert logits.grad[0, SPAN_INDEX["name Organization"]] == logits.grad[0, SPAN_INDEX["name Agency"]] < 0


def test_spans_stay_in_their_sentence():
    sentence = torch.tensor([[-1, 0, 0, 1, 1, -2]])
    valid = batches.span_mask(sentence)[0]
    assert valid.sum().item() == 3 + 3 and not valid[0].any() and not valid[5].any() and not valid[2, 1]
    arcs = batches.arc_mask(sentence)[0]
    assert arcs[1, 0] and arcs[1, 2] and not arcs[1, 3]


def test_decoding_keeps_nested_spans_and_drops_crossing_ones():
    scores = np.zeros((6, MAX_SPAN, len(SPAN_LABELS)))
    scores[..., 0] = 1
    scores[1, 3, 1] = 5      # words 1 to 4
    scores[2, 1, 2] = 4      # 2 to 3, nested
    scores[4, 1, 3] = 3      # 4 to 5, crosses the first
    assert metrics.decode(scores, np.ones((6, MAX_SPAN), bool)) == [(1, 3, 1), (2, 1, 2)]


def test_augmentation_keeps_the_number_of_words():
    lists = augment.NameLists()
    person = mask("name", "Person")
    names = [["Ann", "Lee"], ["Karim", "Rostami"]] + [[f"Fi{chr(97 + i)}", "Xu"] for i in range(25)]
    flat = Flat(Document("d", "own", [Sentence(n, spans={(0, 1): person}, default=NONE) for n in names]))
    lists.add(flat)
    lists.finish()
    rng = random.Random(5)
    text = "Karim Rostami did n't say \" no \" to Rostami".split()
    spans = [(0, 1, person), (9, 9, person)]
    swapped = lists.swap(text, spans, rng)
    assert len(swapped) == len(text) and swapped[0] != "Karim" and swapped[9] == swapped[1] and swapped[2:9] == text[2:9]
    settings = {"names": 0.5, "curly": 0.5, "case_window": 0.5, "case_sentence": 0.5}
    for _ in range(50):
        assert len(augment.Augment(lists, settings)(text, spans, {0}, rng)) == len(text)


def test_case_and_quotes():
    assert augment.change_case("the head of it".split(), "title", {0}) == "The Head of It".split()
    assert augment.change_case(["n't", "say"], "upper", {0}) == ["N'T", "SAY"]
    assert augment.curly(["\"", "I", "ca", "n't", "\""]) == ["“", "I", "ca", "n’t", "”"]
    assert augment.straight(["“", "n’t"]) == ["\"", "n't"]
