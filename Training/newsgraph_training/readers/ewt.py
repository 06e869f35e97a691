"""UD English Web Treebank with the UNER names of the same sentences (aligned by sentence id: the order differs)."""
import os

from . import conllu, iob, names
from ..data import Document, Sentence, plain_boundary
from ..schema import BODY, NAMES, NOMINALS, NONE, PRONOUNS, mask

# UNER marks persons, places and bodies; it is silent on other names, and on nominals and pronouns.
DEFAULT = NONE | NOMINALS | PRONOUNS | mask("name", "Work", "Product", "Event", "Group")
ALLOWED = {"PER": mask("name", "Person"), "LOC": mask("name", "Place"), "ORG": mask("name", *BODY, "Group")}


def uner(path):
    """{sentence id: (words, tags)}"""
    out, key = {}, None
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                key = line.split("=", 1)[1].strip()
                out[key] = ([], [])
            elif line and line[0] != "#":
                fields = line.split("\t")
                if "-" not in fields[0] and "." not in fields[0]:
                    out[key][0].append(fields[1])
                    out[key][1].append(fields[2])
    return out


def spans(words, tags):
    out = {}
    for first, last, kind in iob.spans(tags):
        if kind == "O":
            continue
        if kind not in ALLOWED:
            continue
        first, last = names.trim(words, first, last, kind == "PER")
        out[first, last] = ALLOWED[kind]
    return out


def read(root, part):
    tagged = uner(os.path.join(root, "uner-ewt", f"{part}.iob2"))
    document = None
    for comments, rows in conllu.read(os.path.join(root, "ud-ewt", f"en_ewt-ud-{part}.conllu")):
        key = comments.get("sent_id", "")
        name = key.rpartition("-")[0]
        if document is None or document.name != name:
            if document is not None:
                yield document
            document = Document(name, "ewt", [])
        words = [r[1] for r in rows]
        found = tagged.get(key)
        known = found is not None and found[0] == words
        document.sentences.append(Sentence(
            words, [r[3] for r in rows], [int(r[6]) for r in rows], [r[7] for r in rows], plain_boundary(len(words)),
            spans(*found) if known else None, DEFAULT))
    if document is not None:
        yield document
