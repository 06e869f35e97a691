import os, sys, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import contrast


class Contrast(unittest.TestCase):
    def setUp(self):
        self.items = contrast.read_items()

    def test_the_sets_are_sound_and_large(self):
        self.assertEqual(contrast.problems(self.items), [])
        self.assertGreaterEqual(len(self.items), 300)
        self.assertEqual(len({name for _, name, *_ in self.items}), 14)

    def test_a_pair_that_does_not_differ_is_found(self):
        twin = [(i + "x", n, p, k, d, g) for i, n, p, k, d, g in self.items if n == "negation" and p == "1"]
        same = [twin[0], (twin[0][0] + "y", *twin[0][1:])]
        self.assertTrue(any("different graphs" in p for p in contrast.problems(same)))

    def test_same_graph_ignores_words_and_order(self):
        a, b = [g for i, n, p, _, _, g in self.items if n == "passive" and p == "1"]
        self.assertEqual(contrast.graph(a), contrast.graph(b))
        self.assertNotEqual(a["events"][0]["trigger"]["start"], b["events"][0]["trigger"]["start"])


if __name__ == "__main__":
    unittest.main()
