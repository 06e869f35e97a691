import os, sys, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import reader

SOURCE = """title: [p Bo Lee] {arr held} in [x Übach]
published: 2024-03-14
genre: test
country: Germany
---
😀 [pol Police] {arr arrested} [p^ him] {t1=2024-03-13 on Wednesday}, <c1! said> <c1 [pol^ they] had "no [_ choice]">. {t2=? Once} it rained.
---
p Person 2; pol Agency; x Place *
arr Arrest @t1 agent=pol patient=p place=x arrested=1
governs pol x former; c1 pol about=arr,p
"""


class Reader(unittest.TestCase):
    def setUp(self):
        self.a = reader.read_article("x.ng", SOURCE)

    def test_offsets_are_code_points(self):
        a = self.a
        spans = [m.span for m in a.mentions] + [s for e in a.events for s in e.triggers] + [t.span for t in a.times] + [c.content for c in a.claims] + [c.cue for c in a.claims]
        for s in spans:
            self.assertEqual(a.text[s.start:s.end], s.text)
        self.assertEqual(a.text[:6], "Bo Lee")

    def test_layers(self):
        a = self.a
        self.assertEqual([(m.span.text, m.kind, m.type, m.node) for m in a.mentions],
                         [("Bo Lee", "name", "Person", "p"), ("Übach", "name", "Place", "x"), ("Police", "name", "Agency", "pol"), ("him", "pronoun", "Person", "p"), ("they", "pronoun", "Agency", "pol")])
        e = a.events[0]
        self.assertEqual((e.type, [s.text for s in e.triggers], e.roles, e.time.value, e.attributes),
                         ("Arrest", ["held", "arrested"], (("agent", "pol"), ("patient", "p"), ("place", "x")), "2024-03-13", {"arrested": 1}))
        self.assertEqual([(t.span.text, t.value) for t in a.times], [("on Wednesday", "2024-03-13"), ("Once", None)])
        self.assertEqual(a.relations[0].attributes, {"former": True})
        self.assertEqual((a.claims[0].about, a.claims[0].stance, a.claims[0].direct), (("arr", "p"), "asserts", False))
        self.assertEqual([m.span.text for m in a.cluster("p")], ["Bo Lee", "him"])
        self.assertEqual(a.meta["country"], "Germany")

    def test_errors_are_raised(self):
        with self.assertRaises(ValueError):
            reader.read_article("x.ng", SOURCE.replace("agent=pol", "agent=nobody"))

    def test_parts(self):
        with self.assertRaises(ValueError):
            next(reader.read_corpus("dev"))
        splits = reader.read_splits()
        self.assertEqual(set(splits.values()), set(reader.PARTS))
        first = next(reader.read_corpus("development"))
        self.assertEqual(splits[first.name], "development")


if __name__ == "__main__":
    unittest.main()
