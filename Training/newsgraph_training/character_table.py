"""Tables of the characters' classes and mappings, made from the reference tokenizer so that Swift agrees with it.

One byte a scalar, in pages of 256:
  bits 0-1  after mapping: 0 part of a chunk, 1 white space, 2 a chunk of its own, 3 dropped (marks)
  bit 2     dropped before mapping (controls, formats, U+FFFD)
  bit 3     letter; bit 4 upper or title case; bit 5 digit
  bit 6     has an entry in the mapping (lower case, decomposed, marks dropped); Hangul syllables are decomposed by rule
"""
import sys
import unicodedata

import numpy as np

from .tokenizer_reference import is_ideograph, is_punctuation

PLAIN, SPACE, ALONE, MARK = 0, 1, 2, 3
DROPPED, LETTER, UPPER, DIGIT, MAPPED = 4, 8, 16, 32, 64
HANGUL = range(0xAC00, 0xAC00 + 11172)


def mapping(c):
    return "".join(d for d in unicodedata.normalize("NFD", c.lower()) if unicodedata.category(d) != "Mn")


def class_of(c):
    category = unicodedata.category(c)
    if category == "Mn":
        kind = MARK
    elif is_punctuation(c) or is_ideograph(c):
        kind = ALONE
    elif c.isspace():
        kind = SPACE
    else:
        kind = PLAIN
    if c == "\ufffd" or category in ("Cc", "Cf"):
        kind |= DROPPED
    if category[0] == "L":
        kind |= LETTER
    if category in ("Lu", "Lt"):
        kind |= UPPER
    if category == "Nd":
        kind |= DIGIT
    return kind


def tables(vocabulary):
    classes = np.zeros(sys.maxunicode + 1, np.uint8)
    keys, offsets, scalars = [], [0], []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        c = chr(code)
        classes[code] = class_of(c)
        if code in HANGUL:
            continue
        mapped = mapping(c)
        if mapped != c and not classes[code] & DROPPED and unicodedata.category(c) != "Mn":
            classes[code] |= MAPPED
            keys.append(code)
            scalars += [ord(d) for d in mapped]
            offsets.append(len(scalars))
    # Mapping scalar by scalar differs from normalising the whole word only in the order of reordered spacing marks.
    # Words with such marks are unknown either way, unless the vocabulary has one.
    reordered = {chr(i) for i in range(sys.maxunicode + 1)
                 if not 0xD800 <= i < 0xE000 and unicodedata.combining(chr(i)) and unicodedata.category(chr(i)) != "Mn"}
    if any(reordered & set(entry) for entry in vocabulary):
        raise ValueError("the vocabulary has spacing marks that canonical ordering moves")
    pages = classes.reshape(-1, 256)
    unique, index = np.unique(pages, axis=0, return_inverse=True)
    return {"pages": index.reshape(-1).astype(np.uint16), "classes": unique.astype(np.uint8),
            "keys": np.array(keys, np.uint32), "offsets": np.array(offsets, np.uint32),
            "scalars": np.array(scalars, np.uint32)}


def hash_of(entry):
    """FNV-1a, 32 bits."""
    h = 0x811C9DC5
    for b in entry:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def vocabulary_tables(vocabulary):
    """Entries in order, with an open-addressing hash table of index + 1 (0 is empty, steps of one)."""
    entries = [v.encode() for v in vocabulary]
    size = 1
    while size < 2 * len(entries):
        size *= 2
    table = np.zeros(size, np.uint32)
    for i, entry in enumerate(entries):
        slot = hash_of(entry) & (size - 1)
        while table[slot]:
            slot = (slot + 1) & (size - 1)
        table[slot] = i + 1
    offsets = np.cumsum([0] + [len(e) for e in entries]).astype(np.uint32)
    return {"bytes": np.frombuffer(b"".join(entries), np.uint8), "offsets": offsets, "table": table,
            "longest": max(map(len, entries))}
