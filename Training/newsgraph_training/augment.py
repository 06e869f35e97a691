"""Copies of training windows in the dress of real news: headline case, all capitals, lower case, typographic quotation
marks, other names. Nothing changes the number of words, so trees and spans stay valid."""
from collections import defaultdict

from .schema import mask

SMALL = set("a an the and but or nor for of in on at to by with from as vs via per".split())
PERSON, PLACE, ORGANIZATION = mask("name", "Person"), mask("name", "Place"), mask("name", "Organization")
NAMES = mask("name")


def capitalize(word):
    return word[:1].upper() + word[1:] if word[:1].isalpha() else word


def title_case(words, starts, small_lower):
    return [w if w[:1] in "'’" or w.lower() in ("n't", "n’t") else
            w.lower() if small_lower and w.lower() in SMALL and i not in starts else capitalize(w) for i, w in enumerate(words)]


def change_case(words, mode, starts, rng=None):
    if mode == "title":
        return title_case(words, starts, rng is None or rng.random() < 0.6)
    if mode == "upper":
        return [w.upper() for w in words]
    if mode == "lower":
        return [w.lower() for w in words]
    return words


def curly(words):
    out, inside = [], False
    for w in words:
        if w in ("\"", "``", "''"):
            inside = not inside if w == "\"" else w == "``"
            out.append("“" if inside else "”")
        elif "'" in w:
            out.append(w.replace("'", "’"))
        elif w == "`":
            out.append("‘")
        else:
            out.append(w)
    return out


def straight(words):
    table = str.maketrans({"“": "\"", "”": "\"", "‘": "'", "’": "'"})
    return [w.translate(table) for w in words]


class NameLists:
    """Names of the training data by type and number of words."""

    def __init__(self):
        self.names = {PERSON: defaultdict(list), PLACE: defaultdict(list), ORGANIZATION: defaultdict(list)}

    def add(self, flat):
        for a, b, m in flat.spans:
            if m in self.names:
                name = tuple(flat.words[a:b + 1])
                if all(w[:1].isupper() and w.isalpha() for w in name):
                    self.names[m][len(name)].append(name)

    def finish(self):
        for lists in self.names.values():
            for n in lists:
                lists[n] = sorted(set(lists[n]))
        return self

    def swap(self, words, spans, rng):
        words, known = list(words), {}
        chosen = [(a, b, m) for a, b, m in spans if m in self.names]
        for a, b, m in sorted(chosen, key=lambda x: x[0] - x[1]):
            old = tuple(words[a:b + 1])
            if m == PERSON:
                if not all(w.isalpha() and w[:1].isupper() for w in old):
                    known.update({w: w for w in old})
                    continue
                if any(w in known for w in old):
                    continue
                if len(old) == 1:
                    pool = self.names[m][2] or self.names[m][1]
                    new = (rng.choice(pool)[-1],) if pool else old
                else:
                    pool = self.names[m][len(old)]
                    new = rng.choice(pool) if len(pool) > 20 else old
                known.update(zip(old, new))
            elif old not in known:
                pool = self.names[m][len(old)]
                known[old] = rng.choice(pool) if len(pool) > 20 and rng.random() < 0.6 else old
        taken = set()
        for a, b, m in chosen:
            if any(i in taken for i in range(a, b + 1)):
                continue
            taken.update(range(a, b + 1))
            old = words[a:b + 1]
            words[a:b + 1] = [known.get(w, w) for w in old] if m == PERSON else known.get(tuple(old), tuple(old))
        return words


class Augment:
    def __init__(self, names, settings):
        self.names, self.p = names, settings

    def __call__(self, words, spans, starts, rng):
        p = self.p
        if spans and rng.random() < p["names"]:
            words = self.names.swap(words, spans, rng)
        curled = any("“" in w or "’" in w for w in words)
        if rng.random() < p["curly"]:
            words = straight(words) if curled else curly(words)
            if rng.random() < 0.5:
                words = ["—" if w == "--" else w for w in words]
        r = rng.random()
        modes = ("title", "upper", "lower")
        if r < p["case_window"]:
            return change_case(words, rng.choice(modes), starts, rng)
        if p["case_sentence"]:
            edges = sorted(starts | {0, len(words)})
            out = []
            for a, b in zip(edges, edges[1:]):
                part = words[a:b]
                if rng.random() < p["case_sentence"]:
                    part = change_case(part, rng.choice(modes), {0}, rng)
                out += part
            return out
        return words
