"""The reference WordPiece tokenizer and word-shape function.

Words come from the word tokenizer; each word is split on its own. The Swift implementation must agree with this
file exactly. Everything is defined on single Unicode scalars and general categories, so that no locale, context rule
(final sigma) or library version changes the result.
"""
import functools
import unicodedata

UNK, CLS, SEP = 100, 101, 102
MAX_CHARACTERS = 100   # a chunk between punctuation marks that is longer than this becomes one [UNK]
MAX_PIECES = 12        # pieces kept per word; the word vector is the first piece's

# Shape classes, one per word; every piece of the word carries it.
SHAPE_SPECIAL = 0      # [CLS], [SEP], padding
SHAPE_NUMBER = 1       # digits, no letters
SHAPE_SYMBOL = 2       # neither letters nor digits
SHAPE_ALPHANUMERIC = 3  # letters and digits
SHAPE_LOWER = 4        # no upper-case letter (caseless scripts too)
SHAPE_SINGLE = 5       # one letter, upper case
SHAPE_UPPER = 6        # all letters upper case, two or more
SHAPE_CAPITALIZED = 7  # first letter upper case, the others not
SHAPE_MIXED_UPPER = 8  # first letter and some but not all others upper case
SHAPE_MIXED_LOWER = 9  # first letter not upper case, some other is
SHAPES = 10


def is_punctuation(c):
    """ASCII symbols count as punctuation, as in BERT; beyond ASCII the category P decides."""
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def is_ideograph(c):
    o = ord(c)
    return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2A6DF or 0x2A700 <= o <= 0x2CEAF
            or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)


def chunks(word):
    """Lower-cased, accent-free chunks; each punctuation mark and each ideograph is a chunk of its own.

    Steps, scalar by scalar: drop U+FFFD and the categories Cc and Cf; lower-case with the full one-scalar mapping;
    canonical decomposition of the whole; drop category Mn; split at white space, punctuation and ideographs.
    """
    lowered = "".join(c.lower() for c in word if c != "\ufffd" and unicodedata.category(c) not in ("Cc", "Cf"))
    out, current = [], ""
    for c in unicodedata.normalize("NFD", lowered):
        if unicodedata.category(c) == "Mn":
            continue
        if is_punctuation(c) or is_ideograph(c):
            if current:
                out.append(current)
                current = ""
            out.append(c)
        elif c.isspace():
            if current:
                out.append(current)
                current = ""
        else:
            current += c
    if current:
        out.append(current)
    return out


def load_vocabulary(path):
    with open(path, encoding="utf-8") as f:
        return {line.rstrip("\n"): i for i, line in enumerate(f)}


class WordPiece:
    """Greedy longest-match-first pieces of one word, as vocabulary numbers."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.pieces = functools.lru_cache(maxsize=400_000)(self._pieces)

    def _pieces(self, word):
        out = []
        for chunk in chunks(word):
            out += self._chunk(chunk)
            if len(out) >= MAX_PIECES:
                break
        return tuple(out[:MAX_PIECES]) or (UNK,)

    def _chunk(self, chunk):
        if len(chunk) > MAX_CHARACTERS:
            return [UNK]
        out, start = [], 0
        while start < len(chunk):
            end = len(chunk)
            while end > start:
                found = self.vocabulary.get(("##" if start else "") + chunk[start:end])
                if found is not None:
                    break
                end -= 1
            else:
                return [UNK]
            out.append(found)
            start = end
        return out


@functools.lru_cache(maxsize=400_000)
def shape(word):
    """Letters are the categories L*, upper case is Lu or Lt, digits are Nd; other scalars don't count."""
    categories = [unicodedata.category(c) for c in word]
    letters = [k in ("Lu", "Lt") for k in categories if k[0] == "L"]
    digits = "Nd" in categories
    if not letters:
        return SHAPE_NUMBER if digits else SHAPE_SYMBOL
    if digits:
        return SHAPE_ALPHANUMERIC
    upper = sum(letters)
    if upper == 0:
        return SHAPE_LOWER
    if upper == len(letters):
        return SHAPE_SINGLE if upper == 1 else SHAPE_UPPER
    if not letters[0]:
        return SHAPE_MIXED_LOWER
    return SHAPE_CAPITALIZED if upper == 1 else SHAPE_MIXED_UPPER


def window_pieces(pieces, shapes):
    """[CLS] pieces [SEP] of a window with the shape of every piece and the position of each word's first piece."""
    ids, marks, first = [CLS], [SHAPE_SPECIAL], []
    for p, s in zip(pieces, shapes):
        first.append(len(ids))
        ids += p
        marks += [s] * len(p)
    return ids + [SEP], marks + [SHAPE_SPECIAL], first
