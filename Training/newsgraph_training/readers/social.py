"""WNUT17 and the Broad Twitter Corpus: names in noisy posts, each post a document."""
import glob
import os

from . import iob, names
from ..data import Document, Sentence
from ..schema import BODY, EVERY, NOMINALS, NONE, PRONOUNS, mask

WNUT = {"person": mask("name", "Person"), "location": mask("name", "Place"), "corporation": mask("name", *BODY),
        "group": mask("name", *BODY, "Group"), "creative-work": mask("name", "Work"), "product": mask("name", "Product")}
WNUT_DEFAULT = NONE | NOMINALS | PRONOUNS | mask("name", "Event")
BTC = {"PER": mask("name", "Person"), "LOC": mask("name", "Place"), "ORG": mask("name", *BODY, "Group")}
BTC_DEFAULT = NONE | NOMINALS | PRONOUNS | mask("name", "Work", "Product", "Event", "Group")


def _read(corpus, paths, table, default):
    for path in paths:
        for n, (words, tags) in enumerate(iob.sentences(path)):
            spans = {}
            for first, last, kind in iob.spans(tags):
                handle = any(w.startswith(("@", "#")) for w in words[first:last + 1])
                first, last = names.trim(words, first, last, kind.lower() in ("per", "person"))
                # Handles and hashtags are names of accounts, not names in prose.
                spans[first, last] = EVERY if handle else table[kind]
            yield Document(f"{os.path.basename(path)}-{n}", corpus, [Sentence(words, spans=spans, default=default)])


def read_wnut(root, part="train"):
    base = os.path.join(root, "wnut17", "CONLL-format", "data")
    return _read("wnut17", sorted(glob.glob(base + "/*/*.conll") + glob.glob(base + "/*/*.annotated")), WNUT, WNUT_DEFAULT)


def read_btc(root, part="train"):
    return _read("btc", sorted(glob.glob(os.path.join(root, "btc", "CONLL-format", "data", "*.conll"))), BTC, BTC_DEFAULT)
