"""CrossNER: Wikipedia sentences of five domains with fine name types. Sentences stand alone."""
import os

from . import iob, names
from ..data import Document, Sentence, plain_boundary
from ..schema import BODY, EVERY, NAMES, NOMINALS, NONE, PRONOUNS, mask

PERSON, PLACE, BODIES = mask("name", "Person"), mask("name", "Place"), mask("name", *BODY)
EVENT, WORK, PRODUCT = mask("name", "Event"), mask("name", "Work"), mask("name", "Product")
ORGANIZATION = mask("name", "Organization")
ALLOWED = {
    **dict.fromkeys("person researcher writer musicalartist politician scientist".split(), PERSON),
    **dict.fromkeys("location country astronomicalobject".split(), PLACE),
    "organisation": BODIES | mask("name", "Group"), "university": ORGANIZATION, "band": ORGANIZATION, "politicalparty": ORGANIZATION,
    **dict.fromkeys("event election conference".split(), EVENT),
    **dict.fromkeys("book poem song album".split(), WORK),
    **dict.fromkeys("magazine academicjournal".split(), WORK | ORGANIZATION),
    "product": PRODUCT, "programlang": PRODUCT | NONE,
    # Ideas, fields and substances are no nodes; capitalised ones such as awards may be: nothing is said of those.
    **dict.fromkeys("field task algorithm metrics literarygenre musicgenre chemicalcompound chemicalelement protein enzyme discipline theory".split(), NONE),
    "musicalinstrument": NONE, "award": EVERY, "misc": EVERY,
}
DEFAULT = NONE | NOMINALS | PRONOUNS


def read(root, part="train"):
    for domain in ("ai", "literature", "music", "politics", "science"):
        for piece in ("train", "dev", "test"):
            path = os.path.join(root, "crossner", domain, f"{piece}.txt")
            if not os.path.exists(path):
                continue
            for n, (words, tags) in enumerate(iob.sentences(path, separator="\t")):
                spans = {}
                for first, last, kind in iob.spans(tags):
                    allowed = ALLOWED[kind]
                    first, last = names.trim(words, first, last, allowed == PERSON)
                    spans[first, last] = allowed
                yield Document(f"{domain}-{piece}-{n}", "crossner",
                               [Sentence(words, boundary=plain_boundary(len(words)), spans=spans, default=DEFAULT)])
