"""A rough sentence splitter, good enough for evidence spans and for the lint."""
import re

ABBR = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Gen|Col|Sgt|Lt|Capt|Prof|Rev|Gov|Sen|Rep|Jr|Sr|No|vs|Inc|Ltd|Co|Corp|[A-Z]|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$")


def sentences(text):
    out, start = [], 0
    for m in re.finditer(r"\n\n|[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])", text):
        if m.group(0) != "\n\n" and ABBR.search(text[start:m.start() + 1]):
            continue
        out.append((start, m.end()))
        start = m.end()
    return out + [(start, len(text))]
