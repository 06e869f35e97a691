import json
import os

from newsgraph_training.readers import conllu, ewt, gum, iob, names, own
from newsgraph_training.schema import EVERY, NONE, mask

CORPUS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "corpus")


def row(n, form, upos, xpos, head, rel, misc="_", feats="_"):
    return "\t".join([str(n), form, form.lower(), upos, xpos, feats, str(head), rel, "_", misc])


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_conllu_skips_ranges_and_empty_nodes(tmp_path):
    write(tmp_path / "a.conllu", ["# sent_id = x-1", row("1-2", "don't", "_", "_", "_", "_"), row(1, "do", "AUX", "VBP", 2, "aux"), row(2, "n't", "PART", "RB", 0, "root"),
                                  row("2.1", "go", "VERB", "VB", 0, "root"), ""])
    [(comments, rows)] = conllu.read(tmp_path / "a.conllu")
    assert comments["sent_id"] == "x-1" and [r[1] for r in rows] == ["do", "n't"]


def test_iob_repairs_inner_starts():
    assert iob.spans(["I-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-ORG"]) == [(0, 1, "PER"), (3, 3, "LOC"), (4, 4, "LOC"), (5, 5, "ORG")]


def test_names_are_trimmed():
    assert names.trim("Mr. Karim Rostami".split(), 0, 2, person=True) == (1, 2)
    assert names.trim("the Danube Bank 's".split(), 0, 3) == (1, 2)
    assert names.trim(["President"], 0, 0, person=True) == (0, 0)


def test_ewt_aligns_names_by_sentence_id(tmp_path):
    write(tmp_path / "ud-ewt" / "en_ewt-ud-dev.conllu", ["# sent_id = d-1", row(1, "Mr.", "PROPN", "NNP", 0, "root"), row(2, "Lee", "PROPN", "NNP", 1, "flat"), "",
                                                         "# sent_id = d-2", row(1, "Hello", "INTJ", "UH", 0, "root"), ""])
    write(tmp_path / "uner-ewt" / "dev.iob2", ["# sent_id = d-2", "1\tHello\tO\t-\tx", "", "# sent_id = d-1", "1\tMr.\tB-PER\t-\tx", "2\tLee\tI-PER\t-\tx", ""])
    [document] = ewt.read(tmp_path, "dev")
    first, second = document.sentences
    assert first.spans == {(1, 1): mask("name", "Person")} and first.heads == [0, 1]
    assert second.spans == {} and second.default & NONE and not second.default & mask("name", "Person")


def test_gum_mentions_are_cut_to_our_kinds(tmp_path):
    rows = [row(1, "The", "DET", "DT", 2, "det", "Entity=(1-person-new-x-cf1-2-coref"), row(2, "mayor", "NOUN", "NN", 6, "nsubj", feats="Number=Sing"),
            row(3, "of", "ADP", "IN", 4, "case"), row(4, "Lima", "PROPN", "NNP", 2, "nmod", "Entity=(2-place-new-x-cf2-1-coref-Lima)1)", feats="Number=Sing"),
            row(5, "Ana", "PROPN", "NNP", 6, "obl", "Entity=(1-person-giv-x-cf1-1-coref)"), row(6, "said", "VERB", "VBD", 0, "root"),
            row(7, "she", "PRON", "PRP", 8, "nsubj", "Entity=(1-person-giv-x-cf1-1-ana)", feats="PronType=Prs"), row(8, "won", "VERB", "VBD", 6, "ccomp")]
    write(tmp_path / "gum" / "dev" / "GUM_news_x.conllu", ["# sent_id = GUM_news_x-1"] + rows + [""])
    [document] = gum.read(tmp_path, "dev")
    assert document.sentences[0].spans == {(0, 1): mask("nominal", "Person"), (3, 3): mask("name", "Place"), (4, 4): mask("name", "Person"),
                                           (6, 6): mask("pronoun", "Person")}


def test_own_article_offsets_become_words():
    text = "Clerk quits\n\nThe clerk, Ann Lee of the U.N., left. She wept."
    def mention(kind, part, start=0):
        s = text.index(part, start)
        return {"start": s, "end": s + len(part), "kind": kind}
    gold = {"entities": [{"type": "Person", "mentions": [mention("nominal", "The clerk"), mention("name", "Ann Lee"), mention("pronoun", "She")]},
                         {"type": "Agency", "mentions": [mention("name", "U.N.")]}], "events": []}
    document, lost = own.document("x", text, gold)
    assert lost == 0 and [len(s.words) for s in document.sentences] == [2, 11, 3]
    found = {" ".join(s.words[a:b + 1]): m for s in document.sentences for (a, b), m in s.spans.items()}
    assert found == {"The clerk": mask("nominal", "Person"), "Ann Lee": mask("name", "Person"), "U.N.": mask("name", "Agency"), "She": mask("pronoun", "Person")}
    assert document.sentences[0].boundary == [1, 0] and document.sentences[2].boundary[0] is None


def test_own_parts_do_not_meet_and_test_is_closed():
    with open(os.path.join(CORPUS, "splits.json"), encoding="utf-8") as f:
        splits = json.load(f)
    parts = [set(splits[k]) for k in ("train", "development", "test")]
    assert not parts[0] & parts[1] and not parts[0] & parts[2] and not parts[1] & parts[2]
    try:
        next(own.read(CORPUS, "test"))
    except ValueError:
        return
    raise AssertionError("the test part can be read")


def test_own_corpus_mentions_fit_words():
    module = own.markup(CORPUS)
    with open(os.path.join(CORPUS, "splits.json"), encoding="utf-8") as f:
        listed = json.load(f)["development"]
    lost = total = 0
    for name in listed:
        path = next(p for p in (os.path.join(CORPUS, d, name + ".ng") for d in ("articles", "pairs")) if os.path.exists(p))
        doc, gold = module.load(path)
        lost += own.document(name, doc.text, gold)[1]
        total += sum(len(e["mentions"]) for e in gold["entities"])
    assert lost < 0.005 * total
    assert EVERY & NONE
