import json, os, sys, unittest
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from ng import vocabulary as v

SCHEMAS = os.path.join(HERE, "..", "..", "..", "Schemas", "ontology")


def read(name):
    with open(os.path.join(SCHEMAS, name + ".json"), encoding="utf-8") as f:
        return json.load(f)


class Ontology(unittest.TestCase):
    """The corpus and the product speak of the same types."""

    def test_types(self):
        self.assertEqual({e["id"] for e in read("events")["events"]}, v.EVENT)
        self.assertEqual({r["id"] for r in read("roles")["roles"]}, v.ROLE)
        self.assertLessEqual(v.NODE, {n["id"] for n in read("nodes")["nodes"]})
        words = read("vocabulary")
        self.assertEqual({x["id"] for x in words["factuality"]}, v.FACT)
        self.assertEqual({x["id"] for x in words["stances"]}, v.STANCE)

    def test_relations(self):
        relations = {r["id"]: r for r in read("relations")["relations"]}
        self.assertEqual(set(relations), set(v.REL))
        for name, (subjects, objects) in v.REL.items():
            self.assertLessEqual(subjects, set(relations[name]["source"]), name)
            self.assertLessEqual(objects, set(relations[name]["target"]), name)
        self.assertEqual({name for name, r in relations.items() if r["symmetric"]} & v.SYM, v.SYM)


if __name__ == "__main__":
    unittest.main()
