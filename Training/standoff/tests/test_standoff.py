import copy, json, os, sys, tempfile, unittest
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
sys.path.insert(0, os.path.join(HERE, "..", "..", "corpus"))
import apply, standoff, texts
from checks import form
from ng.load import clean, load

SOURCE = """title: [p Bo Lee], [p~ chief] of [b Acme]
published: 2024-03-14
genre: t
---
😀 [p Lee] {arr* held} in [x Übach] {t1=2024 in 2024}, <c1! said> <c1 [p^ he] after {arr detention}>.
---
p Person 2; b Organization; x Place
arr Arrest alleged:p @t1 patient=p place=x arrested=1
headOf p b "chief"; c1 p about=arr to=b
"""


class Standoff(unittest.TestCase):
    def setUp(self):
        doc, gold = load("x.ng", SOURCE)
        self.text, self.gold = doc.text, clean(gold)
        self.record = standoff.strip(self.gold, self.text, "gum", "f")

    def test_there_and_back(self):
        back = standoff.restore(json.loads(json.dumps(self.record)), self.text)
        self.assertEqual(form.problems(back, self.text), [])
        again = standoff.strip(back, self.text, "gum", "f")
        self.assertEqual(again, self.record)
        self.assertEqual(back["relations"][0]["attributes"], {"title": "chief"})
        self.assertEqual([len(back[k]) for k in ("entities", "events", "relations", "claims")], [3, 1, 1, 1])
        self.assertEqual((back["entities"][0]["name"], back["entities"][0]["aliases"]), ("Bo Lee", ["Lee"]))
        self.assertEqual([m["text"] for m in [back["events"][0]["trigger"]] + back["events"][0]["mentions"]], ["held", "detention"])

    def test_no_text_in_a_record(self):
        words = json.dumps(self.record, ensure_ascii=False)
        for w in ("Lee", "Acme", "Übach", "held", "chief", "said"):
            self.assertNotIn(w, words)

    def test_another_text_is_refused(self):
        for other in (self.text + "x", self.text.replace("held", "hold"), ""):
            with self.assertRaises(standoff.StandoffError):
                standoff.restore(self.record, other)

    def test_gum_text(self):
        conllu = "# newdoc id = x\n# newpar\n# newpar_block = p (2 s)\n# text = One two.\n1\tOne\n\n# text = Three.\n1\tThree\n\n# newpar\n# text = Four\n1\tFour\n"
        self.assertEqual(texts.gum_text(conllu), "One two. Three.\n\nFour")

    def test_command(self):
        with tempfile.TemporaryDirectory() as d:
            self.assertEqual(apply.main(["--corpora", d]), 1 if list(apply.records()) else 0)


class Records(unittest.TestCase):
    """What can be checked of the committed records without the corpora."""

    def test_form(self):
        from ng.vocabulary import EVENT, FACT, NODE, REL, ROLE, STANCE
        seen = set()
        for r in apply.records():
            self.assertNotIn(r["id"], seen)
            seen.add(r["id"])
            ids = {n["id"] for n in r["nodes"]} | {e["id"] for e in r["events"]}
            spans = [m[:2] for n in r["nodes"] for m in n["mentions"]] + [t for e in r["events"] for t in e["triggers"]] + [c["content"] for c in r["claims"]]
            self.assertTrue(all(0 <= a < b <= r["length"] for a, b in spans), r["id"])
            self.assertTrue(all(n["type"] in NODE for n in r["nodes"]) and all(e["type"] in EVENT and e["factuality"] in FACT for e in r["events"]), r["id"])
            self.assertTrue(all(x["type"] in REL and {x["subject"], x["object"]} <= ids for x in r["relations"]), r["id"])
            self.assertTrue(all(role in ROLE and i in ids for e in r["events"] for role, i in e["roles"]), r["id"])
            self.assertTrue(all(c["stance"] in STANCE and c["source"] in ids and set(c["about"]) <= ids for c in r["claims"]), r["id"])

    def test_no_measured_document(self):
        measured = {"GUM_news_" + n for n in ("asylum", "clock", "crane", "defector", "election", "stampede", "taxes")}
        self.assertEqual(measured & {r["id"] for r in apply.records()}, set())


if __name__ == "__main__":
    unittest.main()
