"""Cutting what other corpora call a name down to the name itself."""
import json
import os

with open(os.path.join(os.path.dirname(__file__), "titles.json"), encoding="utf-8") as f:
    TITLES = set(json.load(f))
DETERMINERS = {"the", "a", "an"}


def trim(words, first, last, person=False):
    """(first, last) without determiner, possessive ending, surrounding quotes and, for persons, titles."""
    while first < last and (words[first].lower() in DETERMINERS or words[first] in ("\"", "'", "“", "‘", "(", "``")):
        first += 1
    while last > first and words[last] in ("'s", "’s", "'", "’", "\"", "”", ",", ")", "''", ":"):
        last -= 1
    if person:
        while first < last and words[first].lower().rstrip(".") in TITLES:
            if words[first + 1] in (".",):
                first += 1
                if first == last:
                    break
            first += 1
    return first, last


def demonym(words, first, last, upos=None):
    return upos is not None and all(upos[i] == "ADJ" for i in range(first, last + 1))
