import os, sys, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import check, reader
from checks import accepted, coverage, form, likeness, people, stories
from ng.load import clean, load

HEAD = "title: T\npublished: 2024-03-14\ngenre: %s\n%s---\n%s\n---\n%s\n"


def article(name, body, defs, genre="wire", extra="", story=None):
    a = reader.read_article(name + ".ng", HEAD % (genre, extra, body, defs))
    a.name, a.story = name, story
    return a


class Form(unittest.TestCase):
    def setUp(self):
        doc, gold = load("x.ng", HEAD % ("t", "", "[p Bo] {e held} {t1=2024 in 2024} in [x Ux], <c1! said> [p^ he] <c1 x>", "p Person; x Place\ne Arrest @t1 patient=p place=x\nc1 p about=e"))
        self.text, self.gold = doc.text, clean(gold)

    def test_good(self):
        self.assertEqual(form.problems(self.gold, self.text), [])

    def test_each_break_is_found(self):
        def broken(change):
            doc, gold = load("x.ng", HEAD % ("t", "", "[p Bo] {e held} {t1=2024 in 2024} in [x Ux], <c1! said> [p^ he] <c1 x>", "p Person; x Place\ne Arrest @t1 patient=p place=x\nc1 p about=e"))
            gold = clean(gold)
            change(gold)
            return form.problems(gold, doc.text)
        for change in (lambda g: g["entities"][0]["mentions"][0].update(start=1), lambda g: g["events"][0]["trigger"].update(end=99), lambda g: g["events"][0].update(source="nobody"),
                       lambda g: g["events"][0]["arguments"].append({"role": "victim", "entity": "p"}), lambda g: g["events"][0].update(place="p"), lambda g: g["claims"][0].update(stance="shouts"),
                       lambda g: g["claims"].append(dict(g["claims"][0])), lambda g: g["entities"][0].update(type="Human"), lambda g: g.update(published="2024"), lambda g: g["claims"][0]["about"].append("c9"),
                       lambda g: g["events"][0]["time"].update(value="soon"), lambda g: g["claims"][0].update(source="e")):
            self.assertEqual(len(broken(change)), 1, broken(change))


class Likeness(unittest.TestCase):
    def test_copies_are_found(self):
        long = " ".join(f"word{i}" for i in range(60))
        a, b, c = (article(n, "[p Bo] " + t, "p Person") for n, t in (("a", long), ("b", long.replace("word7 ", "other ")), ("c", long[::-1])))
        self.assertEqual(len(likeness.too_alike([a, b, c])), 1)
        self.assertIn("a and b share", likeness.too_alike([a, b, c])[0])
        a.story = b.story = "s"
        self.assertIn("a and b share", likeness.too_alike([a, b])[0])

    def test_people_in_two_stories(self):
        a, b = article("a", "[p Bo Lee] [q Ann]", "p Person; q Person"), article("b", "[p Bo Lee] [q Ann]", "p Person; q Person")
        self.assertEqual(likeness.reused_people([a, b]), ["the person 'bo lee' is in a, b"])
        a.story = b.story = "s"
        self.assertEqual(likeness.reused_people([a, b]), [])


class People(unittest.TestCase):
    def test_match(self):
        known = {people.fold(n): n for n in ("Recep Tayyip Erdoğan", "Björk", "M. S. Dhoni")}
        found = lambda body, defs="p Person": people.problems(article("a", body, defs), known)
        self.assertEqual(found("[p Recep Tayyip Erdogan] ran"), ["a: Recep Tayyip Erdoğan is a real person"])
        self.assertEqual(found("[p Bo], said M.S. Dhoni."), ["a: M. S. Dhoni is a real person"])
        self.assertEqual(found("[p Anna Björk] met [p Björk]"), [])
        self.assertEqual(found("[p Björk] sang"), ["a: Björk is a real person's name"])

    def test_the_list_is_large(self):
        self.assertGreater(len(people.load_people()), 1500)


class Coverage(unittest.TestCase):
    def test_country_and_register(self):
        countries = coverage.load_countries()
        self.assertEqual(coverage.country(article("a", "[x Kumasi] and [x Accra], Ghanaian towns. A French visitor.", "x Place"), countries), "Ghana")
        self.assertEqual(coverage.country(article("a", "[x Kumasi]", "x Place", extra="country: Togo\n"), countries), "Togo")
        self.assertIsNone(coverage.country(article("a", "[x Zzyx]", "x Place"), countries))
        self.assertEqual(coverage.register(article("a", "[x X]", "x Place", genre="Live blog")), "live")
        self.assertGreater(len(countries), 170)

    def test_holes_close(self):
        c = coverage.count([article("a", "[p Bo] {e held}", "p Person\ne Arrest patient=p")], [])
        self.assertIn(("event", "Arrest", 1, 25), coverage.holes(c))
        c["event"]["Arrest"] = 25
        self.assertNotIn("Arrest", [n for _, n, _, _ in coverage.holes(c)])
        self.assertIn("| mentions | 1 |", coverage.table(c))


class Warnings(unittest.TestCase):
    def test_unexplained_and_stale(self):
        new, stale = accepted.unexplained({("a", "w1"): "a.ng:1:1", ("a", "w2"): "a.ng:2:1"}, {("a", "w1"): "sense", ("b", "w3"): "idle"})
        self.assertEqual((new, stale), (["a.ng:2:1: w2"], ["b: w3"]))

    def test_prune(self):
        import tempfile
        with tempfile.TemporaryDirectory() as d:
            path = os.path.join(d, "accepted_warnings.tsv")
            with open(path, "w") as f:
                f.write("# head\nb\tidle\tw3\na\tsense\tw1\n")
            accepted.prune({("a", "w1"): "a.ng:1:1"}, d)
            with open(path) as f:
                self.assertEqual(f.read(), "# head\na\tsense\tw1\n")

    def test_the_file_reads(self):
        reasons, problems = accepted.load_accepted()
        self.assertEqual(problems, [])
        self.assertTrue(reasons)


class Stories(unittest.TestCase):
    def test_versions(self):
        import json, tempfile
        a = article("s_a", "[p Bo] {e held}", "p Person\ne Arrest patient=p", story="s")
        b = article("s_b", "[p Bo] {e held}. [q Al] {f left}.", "p Organization; q Person\ne Charge patient=p\nf Movement agent=q", story="s")
        with tempfile.TemporaryDirectory() as d:
            self.assertTrue(any("s.changes.json is missing" in p for p in stories.problems([a, b], d)))
            with open(os.path.join(d, "s.changes.json"), "w") as f:
                json.dump([dict(kind=k, what=w, before="", after="", note="") for k, w in (("added", "f"), ("removed", "p"), ("added", "zz"), ("grown", "p"))], f)
            found = stories.problems([a, b], d)
            self.assertEqual([sum(x in p for p in found) for x in ("p is Person in a, Organization in b", "e is Arrest in a, Charge in b", "removed p: disagrees", "zz: in neither", "grown p: unknown kind", "added f")], [1, 1, 1, 1, 1, 0])


class Statistics(unittest.TestCase):
    def test_table_is_kept_up_to_date(self):
        import tempfile
        with tempfile.TemporaryDirectory() as d:
            path = os.path.join(d, "README.md")
            with open(path, "w") as f:
                f.write(f"x\n{check.BEGIN}\nold\n{check.END}\ny\n")
            self.assertEqual(len(check.statistics_problem("new", path)), 1)
            self.assertEqual(check.statistics_problem("new", path, write=True), [])
            self.assertEqual(check.statistics_problem("new", path), [])
            with open(path) as f:
                self.assertEqual(f.read(), f"x\n{check.BEGIN}\nnew\n{check.END}\ny\n")


if __name__ == "__main__":
    unittest.main()
