"""Documents as all readers give them."""
import dataclasses


@dataclasses.dataclass
class Sentence:
    words: list
    upos: list = None          # UD names, or None where the corpus has none
    heads: list = None         # 0 = root, else 1 + number of the head word in the sentence
    rels: list = None
    boundary: list = None      # per word: 1 starts a sentence, 0 does not, None unknown
    spans: dict = None         # (first, last) -> mask of allowed labels; None: nothing is known of spans
    default: int = 0           # mask of the spans not listed


@dataclasses.dataclass
class Document:
    name: str
    corpus: str
    sentences: list


def plain_boundary(n):
    return [1] + [0] * (n - 1)
