"""GUM: trees and nested mentions, cut to our kinds.

GUM's mentions are maximal noun phrases of every noun. Ours are names without title and determiner, noun phrases up to
their head, and pronouns, of entities that matter. So a span that GUM marks is taught fully when it is a name or belongs
to an entity mentioned again with a name; otherwise our label is one of (the fitting nominal types, none).
"""
import glob
import os
import re
from collections import defaultdict

from . import conllu, names
from ..data import Document, Sentence, plain_boundary
from ..schema import BODY, EVERY, NONE, mask

BRACKET = re.compile(r"\((\d+)((?:\[\d+/\d+\])?)-([a-z]+)-([^()]*)|(\d+)(?:\[\d+/\d+\])?\)|\)")
SKIP_DEPENDENTS = {"acl", "appos", "parataxis", "conj", "dep", "orphan"}
SINGULAR = set("i me my mine myself he him his himself she her hers herself".split())
PLURAL = set("we us our ours ourselves they them their theirs themselves".split())
NEUTER = set("it its itself".split())
PERSONAL = SINGULAR | PLURAL | NEUTER | set("you your yours yourself yourselves".split())
THINGS = mask("nominal", "Product", "Work", "Place")


def mentions(rows):
    """[(first, last, entity, type)] of a sentence"""
    out, stack = [], []
    for i, row in enumerate(rows):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if not m:
            continue
        for b in BRACKET.finditer(m.group(1)):
            if b.group(1):
                stack.append((b.group(1), b.group(3), i, bool(b.group(2))))
            elif b.group(5):
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == b.group(5):
                        entity, kind, first, broken = stack.pop(k)
                        if not broken:
                            out.append((first, i, entity, kind))
                        break
            elif stack:
                entity, kind, first, broken = stack.pop()
                if not broken:
                    out.append((first, i, entity, kind))
    return out


def head_of(rows, first, last):
    outside = [i for i in range(first, last + 1)
               if not first <= int(rows[i][6]) - 1 <= last and rows[i][3] != "PUNCT"]
    return outside[0] if len(outside) == 1 else None


def has_conjunct(rows, first, last, head):
    return any(int(rows[i][6]) - 1 == head and rows[i][7].split(":")[0] == "conj" for i in range(first, last + 1))


def name_span(rows, first, last, head, person):
    """The capitalised stretch round the head, over `of` and `for` where proper nouns go on."""
    def proper(i):
        return rows[i][3] == "PROPN" or rows[i][4] in ("NNP", "NNPS") or (rows[i][3] in ("NUM", "X") and i > head)

    def joins(i):
        return rows[i][3] in ("ADJ", "NOUN", "ADV", "VERB") and rows[i][1][:1].isupper() or rows[i][1] in ("-", "&", "'", "’", ".", "/", "–")

    s = e = head
    while s > first and (proper(s - 1) or joins(s - 1)):
        s -= 1
    while s < head and rows[s][3] == "PUNCT":
        s += 1
    while e < last:
        n = e + 1
        if proper(n) or (joins(n) and rows[n][3] != "PUNCT") or rows[n][7] == "flat":
            e = n
        elif n + 1 <= last and rows[n][1] in ("-", "&", ".", "/", "–", "'s", "’s") and proper(n + 1):
            e = n + 1
        elif n + 1 <= last and not person and rows[n][1].lower() in ("of", "for", "de", "and") and proper(n + 1) and rows[n + 1][1][:1].isupper() \
                and (rows[n][1].lower() != "and" or not has_conjunct(rows, first, last, head)):
            e = n + 1
        elif n + 2 <= last and not person and rows[n][1].lower() in ("of", "for") and rows[n + 1][1].lower() == "the" and proper(n + 2):
            e = n + 2
        else:
            break
    return s, e


def label(rows, first, last, kind, named, chain):
    """((first, last), mask) of a GUM mention, or None to leave it out."""
    head = head_of(rows, first, last)
    if head is None:
        return (first, last), EVERY
    words = [r[1] for r in rows]
    form, upos, xpos = words[head].lower(), rows[head][3], rows[head][4]
    if kind == "time":
        return None
    if upos == "PRON" or xpos == "PRP$":
        if first != last or "PronType=Rel" in rows[head][5] or "PronType=Int" in rows[head][5] or form in ("there", "what"):
            return None
        if kind == "person" and form in SINGULAR:
            return (first, last), mask("pronoun", "Person") | (0 if named or chain > 2 else NONE)
        allowed = {"person": mask("pronoun", "Person", "Group", *(BODY if form in PLURAL else ())), "place": mask("pronoun", "Place"),
                   "organization": mask("pronoun", *BODY, "Group"), "object": mask("pronoun", "Product", "Work")}.get(kind)
        if allowed is None:
            return None
        sure = named and form in PERSONAL and kind != "object"
        return (first, last), allowed | (0 if sure else NONE)
    if upos == "PROPN":
        s, e = name_span(rows, first, last, head, kind == "person")
        s, e = names.trim(words, s, e, kind == "person")
        plural = xpos == "NNPS"
        allowed = {"person": mask("name", "Group", *BODY) | (mask("name", "Person") if not plural else NONE) if plural else mask("name", "Person"),
                   "place": mask("name", "Place"), "organization": mask("name", *BODY) | (mask("name", "Group") if plural else 0),
                   "event": mask("name", "Event") | (NONE if s == e else 0), "object": mask("name", "Product", "Work", "Place"),
                   "abstract": NONE | mask("name")}.get(kind, EVERY)
        return (s, e), allowed
    if upos in ("NOUN", "NUM", "ADJ"):
        if has_conjunct(rows, first, last, head):
            return (first, last), EVERY
        plural = "Number=Plur" in rows[head][5] or upos != "NOUN"
        allowed = {"person": mask("nominal", "Group") if plural else mask("nominal", "Person", *(() if named else ("Group",))), "place": mask("nominal", "Place"),
                   "organization": mask("nominal", "Group", *BODY) if plural else mask("nominal", *BODY), "object": THINGS}.get(kind)
        if allowed is None:
            return None
        determined = rows[first][3] in ("DET", "PRON")
        return (first, head), allowed | (0 if named and determined and kind != "object" and upos == "NOUN" else NONE)
    return (first, last), EVERY


def read(root, part):
    for path in sorted(glob.glob(os.path.join(root, "gum", part, "*.conllu"))):
        sentences = list(conllu.read(path))
        found = [mentions(rows) for _, rows in sentences]
        named, chain = defaultdict(bool), defaultdict(int)
        for (_, rows), spans in zip(sentences, found):
            for first, last, entity, _ in spans:
                head = head_of(rows, first, last)
                named[entity] |= head is not None and rows[head][3] == "PROPN"
                chain[entity] += 1
        document = Document(os.path.basename(path)[:-7], "gum", [])
        for (_, rows), spans in zip(sentences, found):
            marked = {}
            for first, last, entity, kind in spans:
                got = label(rows, first, last, kind, named[entity], chain[entity])
                if got:
                    marked[got[0]] = marked.get(got[0], 0) | got[1]
            words = [r[1] for r in rows]
            document.sentences.append(Sentence(
                words, [r[3] for r in rows], [int(r[6]) for r in rows], [r[7] for r in rows], plain_boundary(len(words)), marked, NONE))
        yield document
