import os

import pytest

from newsgraph_training import tokenizer_reference as t
from newsgraph_training import words


@pytest.fixture(scope="module")
def wordpiece():
    from newsgraph_training.model import pretrained_folder
    return t.WordPiece(t.load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))


def test_chunks_lowercase_accents_punctuation():
    assert t.chunks("Müller’s") == ["muller", "’", "s"]
    assert t.chunks("İstanbul") == ["istanbul"]
    assert t.chunks("ΣΑΣ") == ["σασ"]
    assert t.chunks("東京") == ["東", "京"]
    assert t.chunks("a\u200bb\u0000\ufffd") == ["ab"]
    assert t.chunks("\u200b") == []


def test_pieces(wordpiece):
    assert wordpiece.pieces("\u200b") == (t.UNK,)
    assert wordpiece.pieces("x" * 101) == (t.UNK,)
    assert len(wordpiece.pieces("." * 500)) == t.MAX_PIECES
    assert wordpiece.pieces("Unaffable") == wordpiece.pieces("unaffable")


def test_pieces_agree_with_bert(wordpiece):
    tokenizers = pytest.importorskip("tokenizers")
    bert = tokenizers.BertWordPieceTokenizer(vocab=wordpiece.vocabulary, lowercase=True)
    for text in ("Kyiv's", "co-operation", "€2.5bn", "naïve", "Dvořák", "U.N.", "“We’re", "3,000-strong", "Nguyễn", "O’Neill", "🙂", "العربية"):
        assert list(wordpiece.pieces(text)) == bert.encode(text, add_special_tokens=False).ids[:t.MAX_PIECES]


@pytest.mark.parametrize("word,expected", [
    ("1990s", t.SHAPE_ALPHANUMERIC), ("2,000", t.SHAPE_NUMBER), ("--", t.SHAPE_SYMBOL), ("the", t.SHAPE_LOWER), ("A", t.SHAPE_SINGLE),
    ("NATO", t.SHAPE_UPPER), ("U.S.", t.SHAPE_UPPER), ("Kyiv", t.SHAPE_CAPITALIZED), ("McDonald", t.SHAPE_MIXED_UPPER),
    ("iPhone", t.SHAPE_MIXED_LOWER), ("'s", t.SHAPE_LOWER), ("東京", t.SHAPE_LOWER), ("Élan", t.SHAPE_CAPITALIZED)])
def test_shape(word, expected):
    assert t.shape(word) == expected


def test_window_pieces():
    ids, marks, first = t.window_pieces([(7, 8), (9,)], [4, 6])
    assert ids == [t.CLS, 7, 8, 9, t.SEP] and marks == [0, 4, 4, 6, 0] and first == [1, 3]


def forms(text):
    return [text[a:b] for a, b in words.words(text)]


def test_words():
    assert forms("He didn't say \"no\".") == ["He", "did", "n't", "say", "\"", "no", "\"", "."]
    assert forms("the U.S. Senate’s well-known chair, Mr. Lee") == \
        ["the", "U.S.", "Senate", "’s", "well", "-", "known", "chair", ",", "Mr.", "Lee"]
    assert forms("We cannot pay $2,000.50 at 10:30") == ["We", "can", "not", "pay", "$", "2,000.50", "at", "10:30"]
    assert forms("O'Neill, J. K. Dufresne") == ["O'Neill", ",", "J.", "K.", "Dufresne"]
    assert forms("see www.example.org/a,b. Then") == ["see", "www.example.org/a,b", ".", "Then"]


def test_sentence_starts():
    text = "It rained. \"We left,\" Mr. Lee said. Then nothing."
    spans = words.words(text)
    tokens = [text[a:b] for a, b in spans]
    spaced = [i == 0 or spans[i - 1][1] < s for i, (s, _) in enumerate(spans)]
    assert [tokens[i] for i in words.sentence_starts(tokens, spaced)] == ["It", "\"", "Then"]
