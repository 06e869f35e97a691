import os, random, sys, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import augment, reader
from edit import SpanBroken, all_spans, apply_edits

SOURCE = """title: "[vol Voltera Energy] {cut cuts} jobs in [ham Aalborg]", [rost ROSTAMI] says
published: 2024-03-14
genre: test
country: Denmark
---
[rost Karim Rostami], [rost~ head] of [vol Voltera Energy] ([vol VE]), <c1! said> <c1 [rost^ he] would not "[_ go]" — not {t1=2024-03-14 on Thursday}>. [w~ [rost Rostami]'s wife], [w Leila Rostami], who runs [cl FC Aalborg], met [k K. Rostami] at [un the Ministry of Energy]'s office.
[vol VE] and [vol Voltera] {cut fired} [mar Ana van der Berg]; Ms [mar van der Berg], [mar~ a spokeswoman] in [ham Aalborg], <c2! said> "<c2 [mar^ I] left [fat~ [rost Karim]'s firm]>".
---
rost Person 2; k Person name="K. Rostami"; w Person; vol Organization 2; mar Person; ham Place *; cl Organization; un Agency; fat Organization
cut Departure @t1 agent=vol patient=mar place=ham
headOf rost vol; spouseOf w rost; headOf w cl; c1 rost about=cut; c2 mar about=fat
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.a = reader.read_article("x.ng", SOURCE)

    def sound(self, b):
        for s in all_spans(b):
            self.assertEqual(b.text[s.start:s.end], s.text)
        self.assertEqual([len(x) for x in (b.mentions, b.events, b.relations, b.claims, b.times)], [len(x) for x in (self.a.mentions, self.a.events, self.a.relations, self.a.claims, self.a.times)])

    def test_edit_moves_spans(self):
        a = self.a
        m = next(m for m in a.mentions if m.span.text == "Karim Rostami")
        b = apply_edits(a, [(m.span.start, m.span.start + 5, "Bartholomew"), (0, 1, "")])
        self.sound(b)
        self.assertIn("Bartholomew Rostami", [x.span.text for x in b.mentions])
        with self.assertRaises(SpanBroken):
            apply_edits(a, [(m.span.start - 1, m.span.start + 2, "x")])
        with self.assertRaises(SpanBroken):
            apply_edits(a, [(0, 3, "x"), (2, 4, "y")])

    def test_insertion_next_to_a_span_stays_outside(self):
        a = self.a
        m = a.mentions[3]
        b = apply_edits(a, [(m.span.end, m.span.end + 1, ";;;")])
        self.assertEqual(b.mentions[3].span.text, m.span.text)

    def test_rename_is_consistent(self):
        changed = 0
        for seed in range(40):
            b = augment.rename(self.a, random.Random(seed))
            self.sound(b)
            self.assertNotIn("Rostami", b.text)
            self.assertNotIn("ROSTAMI", b.text)
            by = {n.id: [m.span.text for m in b.mentions if m.node == n.id and m.kind == "name"] for n in b.nodes}
            head, full, family = by["rost"][0], by["rost"][1], by["rost"][2]
            self.assertEqual(head, family.upper())
            self.assertTrue(full.endswith(" " + family), by["rost"])
            self.assertEqual(by["rost"][3] + " " + family, full)
            self.assertTrue(by["w"][0].endswith(" " + family))  # one family, one new name
            self.assertTrue(by["mar"][0].endswith(by["mar"][1]) and "van der Berg" not in b.text)
            company, short, core = by["vol"][0], by["vol"][2], by["vol"][-1]
            self.assertEqual(company, core + " Energy")
            self.assertEqual(short, core[0] + "E")
            self.assertEqual(by["un"], ["the Ministry of Energy"])
            changed += company != "Voltera Energy"
        self.assertEqual(changed, 40)

    def test_gender_and_seed(self):
        one = augment.Renamer()
        self.assertGreater(*one.gender(self.a, next(n for n in self.a.nodes if n.id == "mar")))
        she, he = one.gender(self.a, next(n for n in self.a.nodes if n.id == "rost"))
        self.assertGreater(he, she)
        self.assertEqual(augment.rename(self.a, random.Random(7)).text, augment.rename(self.a, random.Random(7)).text)
        self.assertEqual(augment.variant(self.a, random.Random(7)), augment.variant(self.a, random.Random(7)))

    def test_a_name_left_elsewhere_keeps_the_person(self):
        a = reader.read_article("y.ng", "title: T\npublished: 2024-03-14\ngenre: t\n---\n[p Ann Birkett] left [b Birkett Sons]. The Birketts wept.\n---\np Person; b Organization wd=\"Birkett Sons\"\n")
        self.assertEqual(augment.rename(a, random.Random(1)).text, a.text)

    def test_family_name_first(self):
        a = reader.read_article("y.ng", "title: T\npublished: 2024-03-14\ngenre: t\ncountry: South Korea\n---\n[p Gil Dong-hyun] left. [p Gil] is away, [p^ he] said.\n---\np Person\n")
        b = augment.rename(a, random.Random(3))
        full, family = [m.span.text for m in b.mentions if m.kind == "name"]
        self.assertTrue(full.startswith(family + " "), (full, family))
        self.assertNotIn("Gil", b.text)

    def test_case(self):
        for how, title in (("upper", '"VOLTERA ENERGY CUTS JOBS IN AALBORG", ROSTAMI SAYS'), ("headline", '"Voltera Energy Cuts Jobs in Aalborg", ROSTAMI Says'), ("lower", '"voltera energy cuts jobs in aalborg", rostami says')):
            b = augment.change_case(self.a, how)
            self.sound(b)
            self.assertEqual(b.text.split("\n")[0], title)
        self.assertEqual(augment.change_case(self.a, "headline").text.split("\n", 1)[1], self.a.text.split("\n", 1)[1])
        self.assertEqual(augment.title_case("the maße of a don't – and so"), "The Maße of a Don't – and so")
        with self.assertRaises(ValueError):
            augment.change_case(self.a, "small")

    def test_letters_that_grow_keep_their_length(self):
        a = reader.read_article("y.ng", "title: T\npublished: 2024-03-14\ngenre: t\n---\n[p Anna Groß] ﬂew to [x İzmir].\n---\np Person; x Place\n")
        for how in ("upper", "lower"):
            b = augment.change_case(a, how)
            self.assertEqual(len(b.text), len(a.text))
        self.assertEqual(augment.change_case(a, "upper").mentions[0].span.text, "ANNA GROß")

    def test_punctuation(self):
        b = augment.change_punctuation(self.a, "curly")
        self.sound(b)
        self.assertTrue(b.text.startswith("“Voltera Energy cuts jobs in Aalborg”, "))
        self.assertIn("Rostami’s wife", b.text)
        self.assertEqual(augment.change_punctuation(b, "straight").text, self.a.text)
        c = augment.change_punctuation(self.a, "spaced-dashes")
        self.sound(c)
        self.assertIn('"go" - not', c.text)
        self.assertIn('"go"—not', augment.change_punctuation(c, "long-dashes").text)

    def test_whole_corpus_part(self):
        for a in reader.read_corpus("development"):
            for seed in (1, 2):
                b = augment.variant(a, random.Random(seed))
                for s in all_spans(b):
                    self.assertEqual(b.text[s.start:s.end], s.text, a.name)
                self.assertEqual((len(b.mentions), b.part, b.story), (len(a.mentions), a.part, a.story))


if __name__ == "__main__":
    unittest.main()
