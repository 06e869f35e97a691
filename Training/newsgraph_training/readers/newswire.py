"""Worldwide newswire names: for measuring only, never for training."""
import glob
import os

from . import iob
from ..data import Document, Sentence
from ..schema import EVERY

KINDS = {"Person": "Person", "Organization": "Organization", "Location": "Place", "Facility": "Place"}


def read(measure, every=1):
    """Documents whose sentences carry `names`: {(first, last, kind)} with kind Person, Organization or Place."""
    for path in sorted(glob.glob(os.path.join(measure, "worldwide-newswire", "*.tsv")))[::every]:
        document = Document(os.path.basename(path), "newswire", [])
        for words, tags in iob.sentences(path, separator="\t"):
            pairs = [(w, t) for w, t in zip(words, tags) if w]
            if not pairs:
                continue
            words, tags = [p[0] for p in pairs], [p[1] for p in pairs]
            sentence = Sentence(words, spans={}, default=EVERY)
            sentence.names = {(a, b, KINDS[k]) for a, b, k in iob.spans(tags) if k in KINDS}
            document.sentences.append(sentence)
        if document.sentences:
            yield document
