"""String and type features of pairs of mentions and of triggers, as one vector of zeros and ones a pair."""
import re

import numpy as np

from ..schema import KINDS, SPAN_LABELS, TYPES

STOP = set("the a an this that these those his her its their our my your of and in on at for to 's ’s".split())
HE, SHE, IT, THEY = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}, {"it", "its", "itself"}, {"they", "them", "their", "theirs", "themselves"}
FIRST = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
SECOND = {"you", "your", "yours", "yourself"}
PRONOUNS = (HE, SHE, IT, THEY, FIRST, SECOND)
SENTENCES = (0, 1, 2, 4, 8, 16)
ENTITY = 16 + 9 + len(SENTENCES) + 1 + 5 + 2 * (len(PRONOUNS) + 1) + 7 + 1
EVENT = 9 + len(SENTENCES) + 1


def content(words):
    return [w for w in (x.lower() for x in words) if w not in STOP and any(c.isalnum() for c in w)]


def initials(words):
    return "".join(w[0] for w in words if w[0].isupper()).lower()


def stem(word):
    w = word.lower()
    for suffix in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ies", "ied", "ed", "es", "s", "e", "y"):
        if w.endswith(suffix) and len(w) - len(suffix) >= 3:
            w = w[:-len(suffix)]
            break
    return w[:-1] if len(w) > 4 and w[-1] == w[-2] else w


def head(words):
    """The last word before a preposition."""
    for i, w in enumerate(words):
        if i and w.lower() in ("of", "in", "for", "at", "from", "on", "to", "with"):
            return words[i - 1].lower()
    return words[-1].lower() if words else ""


def pronoun_class(words):
    w = words[0].lower() if len(words) == 1 else ""
    return next((k for k, s in enumerate(PRONOUNS) if w in s), len(PRONOUNS))


def one_hot(values, sizes):
    return np.eye(sizes, dtype=np.float32)[values]


def steps(at):
    gap = np.abs(np.subtract.outer(at, at))
    return one_hot(np.searchsorted(np.array(SENTENCES[1:]), gap, side="left").clip(0, len(SENTENCES)), len(SENTENCES) + 1)


def equal(values, empty=""):
    a = np.array(values, dtype=object)
    return (np.equal.outer(a, a) & (a != empty)[:, None]).astype(bool)


def entity_table(spans, words, sentence):
    """spans: (first, last, label) in the order of the text -> [rows, columns, ENTITY]: column as antecedent of row."""
    n = len(spans)
    if not n:
        return np.zeros((0, 0, ENTITY), dtype=np.float32)
    parts = [words[a:b + 1] for a, b, _ in spans]
    bags = [content(p) for p in parts]
    joined = [" ".join(b) for b in bags]
    full = [" ".join(p).lower() for p in parts]
    heads, lasts, firsts = [head(p) for p in parts], [b[-1] if b else "" for b in bags], [b[0] if b else "" for b in bags]
    kinds = np.array([KINDS.index(SPAN_LABELS[l].split()[0]) for _, _, l in spans])
    types = np.array([(TYPES + ["Event"]).index(SPAN_LABELS[l].split()[1]) for _, _, l in spans])
    short = [p[0].replace(".", "").lower() if len(p) == 1 else "" for p in parts]
    long = [initials([w for w in p if w.lower() not in ("the",)]) if len(p) > 1 else "" for p in parts]
    long_all = ["".join(w[0] for w in p if w[0].isalnum()).lower() if len(p) > 1 else "" for p in parts]
    sets = [set(b) for b in bags]
    shared = np.zeros((n, n), dtype=bool)
    inside = np.zeros((n, n), dtype=bool)
    acronym = np.zeros((n, n), dtype=bool)
    prefix = np.zeros((n, n), dtype=bool)
    stems = np.zeros((n, n), dtype=bool)
    cut = [{stem(w) for w in b} for b in bags]
    by_stem = {}
    for i, c in enumerate(cut):
        for w in c:
            by_stem.setdefault(w, []).append(i)
    for group in by_stem.values():
        stems[np.ix_(group, group)] = True
    by_word = {}
    for i, s in enumerate(sets):
        for w in s:
            by_word.setdefault(w, []).append(i)
    for group in by_word.values():
        shared[np.ix_(group, group)] = True
    for i, j in zip(*np.nonzero(shared)):
        inside[i, j] = bool(sets[i]) and (sets[i] <= sets[j] or sets[j] <= sets[i])
    for i in range(n):
        s = short[i]
        if 2 <= len(s) <= 7 and parts[i][0][:1].isupper():
            for j in range(n):
                if s in (long[j], long_all[j]):
                    acronym[i, j] = acronym[j, i] = True
    for i, j in zip(*np.nonzero(equal(firsts))):
        prefix[i, j] = firsts[i] == firsts[j]
    first, last = np.array([a for a, _, _ in spans]), np.array([b for _, b, _ in spans])
    nested = (first[:, None] <= first[None]) & (last[None] <= last[:, None]) | (first[None] <= first[:, None]) & (last[:, None] <= last[None])
    near = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    classes = np.array([pronoun_class(p) for p in parts])
    both_names = (kinds[:, None] == 0) & (kinds[None] == 0)
    last_equal, joined_equal = equal(lasts), equal(joined)
    bracket = np.zeros((n, n), dtype=bool)
    for i in range(1, n):
        a = first[i]
        if a and words[a - 1] == "(":
            bracket[i] = (last == a - 2)
    apposed = (first[:, None] - last[None] == 2) & np.array([a > 0 and words[a - 1] == "," for a in first])[:, None]
    flags = [joined_equal, equal(full), equal(heads), last_equal, shared, inside, acronym, prefix, stems, bracket, apposed, nested,
             both_names & ~shared & ~acronym, both_names & last_equal & ~joined_equal, both_names & joined_equal, both_names & inside & ~joined_equal]
    out = [np.stack(flags, -1).astype(np.float32),
           one_hot(kinds[:, None] * 3 + kinds[None], 9), steps(sentence[first]),
           np.stack([near == 1, near == 2, (near > 2) & (near < 6), (near >= 6) & (near < 15), near >= 15], -1).astype(np.float32),
           np.broadcast_to(one_hot(classes, len(PRONOUNS) + 1)[:, None], (n, n, len(PRONOUNS) + 1)),
           np.broadcast_to(one_hot(classes, len(PRONOUNS) + 1)[None], (n, n, len(PRONOUNS) + 1)),
           ((types[:, None] == types[None])[..., None] & (types[:, None, None] == np.arange(7))).astype(np.float32),
           (types[:, None] == types[None])[..., None].astype(np.float32)]
    return np.concatenate(out, -1)


def event_table(spans, words, sentence):
    """spans: (first, last, event type number)"""
    n = len(spans)
    if not n:
        return np.zeros((0, 0, EVENT), dtype=np.float32)
    parts = [[w.lower() for w in words[a:b + 1]] for a, b, _ in spans]
    first = np.array([a for a, _, _ in spans])
    types = np.array([t for _, _, t in spans])
    same = types[:, None] == types[None]
    full, head_stem = equal([" ".join(p) for p in parts]), equal([stem(p[-1]) for p in parts])
    first_stem = equal([stem(p[0]) for p in parts])
    near = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    flags = [full, head_stem, first_stem, same, same & head_stem, near == 1, (near > 1) & (near < 5), near >= 5, same & (near == 1)]
    return np.concatenate([np.stack(flags, -1).astype(np.float32), steps(sentence[first])], -1)


# How two spans hang together in the trees: the relation counts by these classes, "other" last.
RELATIONS = ["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "appos", "conj", "acl", "advcl", "comp", "other"]
PATHS = 2 + 5 * len(RELATIONS) + 1


def relation_class(rel):
    rel = rel or ""
    if rel in RELATIONS:
        return RELATIONS.index(rel)
    rel = {"acl:relcl": "acl", "ccomp": "comp", "xcomp": "comp", "csubj": "comp", "flat": "compound"}.get(rel, rel.split(":")[0])
    return RELATIONS.index(rel) if rel in RELATIONS else len(RELATIONS) - 1


class Trees:
    """The trees of a document's sentences: heads as numbers of words in the document, -1 at a root."""

    def __init__(self, heads, rels, sentence):
        self.heads = np.array([-1 if h is None else h for h in heads])
        self.classes = np.array([relation_class(r) for r in rels])
        self.sentence = np.array(sentence)

    def top(self, first, last):
        """The last word of a span whose head lies outside."""
        for i in range(last, first - 1, -1):
            if not first <= self.heads[i] <= last:
                return i
        return last

    def tops(self, first, last):
        return np.array([self.top(int(a), int(b)) for a, b in zip(first, last)], dtype=np.int64)

    def paths(self, a, b):
        """[A, B] class of the way between words `a` and `b`."""
        n = len(RELATIONS)

        def up(x):
            return np.where(x >= 0, self.heads[x], -2)
        a, b = a[:, None], b[None]
        pa, pb = up(a), up(b)
        ppa, ppb = up(pa), up(pb)
        ra, rb = self.classes[a], self.classes[b]
        out = np.where(self.sentence[a] == self.sentence[b], 1, 0)
        # The weakest ties first: a stronger one overwrites.
        out = np.where((ppa == pb) & (pb >= 0), 2 + 4 * n + rb, out)
        out = np.where(ppa == b, 2 + 5 * n, out)
        out = np.where((pa == pb) & (pa >= 0), 2 + 3 * n + rb, out)
        out = np.where(ppb == a, 2 + 2 * n + self.classes[np.maximum(pb, 0)], out)
        out = np.where(pa == b, 2 + n + ra, out)
        return np.where(pb == a, 2 + rb, out)
