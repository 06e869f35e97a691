import os, sys, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import reader, splits


class Splits(unittest.TestCase):
    def setUp(self):
        self.splits = splits.load_splits(os.path.join(reader.HERE, "splits.json"))

    def test_stories_and_topics_are_whole(self):
        self.assertEqual([p for p in splits.problems(self.splits, reader.paths()) if "no part" not in p], [])

    def test_versions_of_a_story_share_a_part(self):
        where, parts = reader.read_splits(), {}
        for path in reader.paths():
            name = os.path.splitext(os.path.basename(path))[0]
            if os.path.basename(os.path.dirname(path)) == "pairs" and name in where:
                parts.setdefault(splits.topic(path), set()).add(where[name])
        self.assertGreater(len(parts), 15)
        self.assertEqual([s for s, p in parts.items() if len(p) != 1], [])

    def test_divided_story_is_found(self):
        found = splits.problems({"train": ["s_x_a"], "development": [], "test": ["s_x_b"]}, ["/c/pairs/s_x_a.ng", "/c/pairs/s_x_b.ng"])
        self.assertEqual(len(found), 1)
        self.assertIn("story s_x is divided", found[0])

    def test_assigned_files_never_move(self):
        wrong = next(p for p in reader.PARTS if p != splits.rule("zebra"))
        new = splits.add({wrong: ["zebra_one"]}, ["/c/articles/zebra_one.ng", "/c/articles/yak_two.ng"])
        self.assertIn("zebra_one", new[wrong])
        self.assertIn("yak_two", new[splits.rule("yak")])
        self.assertEqual(sum(map(len, new.values())), 2)

    def test_seed_follows_the_rule(self):
        self.assertEqual(splits.rule("court"), splits.rule("court"))
        self.assertEqual({splits.rule(str(k)) for k in range(60)}, set(reader.PARTS))


if __name__ == "__main__":
    unittest.main()
