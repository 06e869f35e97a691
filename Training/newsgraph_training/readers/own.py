"""Our annotated news corpus: nested mentions exactly as we want them.

Sentences are guessed; a guess only limits spans, and the boundary head learns from these texts just what is certain:
paragraphs begin sentences, and a word after no closing mark does not.
"""
import importlib.util
import json
import os

from .. import words as tokenizer
from ..data import Document, Sentence
from ..schema import NONE, mask


def markup(corpus):
    spec = importlib.util.spec_from_file_location("newsgraph_markup", os.path.join(corpus, "markup.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paragraphs(text):
    position = 0
    for part in text.split("\n\n"):
        yield position, part
        position += len(part) + 2


def _proper(words):
    content = [w for w in words if w[0].isalpha() and w.lower() not in ("of", "the", "for", "and", "in", "on", "at")]
    return len(content) >= 2 and all(w[0].isupper() for w in content)


def document(name, text, gold, headline_known=True):
    """(Document, number of mentions that no word span fits)"""
    mentions = [(m["start"], m["end"], mask(m["kind"], e["type"])) for e in gold["entities"] for m in e["mentions"]]
    triggers = [(t["start"], t["end"]) for e in gold["events"] for t in [e["trigger"]] + e["mentions"]]
    out, lost = Document(name, "own", []), 0
    for base, part in paragraphs(text):
        spans = tokenizer.words(part)
        if not spans:
            continue
        forms = [part[s:e] for s, e in spans]
        spaced = [i == 0 or spans[i - 1][1] < s for i, (s, _) in enumerate(spans)]
        begin = {base + s: i for i, (s, _) in enumerate(spans)}
        end = {base + e: i for i, (_, e) in enumerate(spans)}
        marked = {}
        for s, e, allowed in mentions:
            if not base <= s < base + len(part):
                continue
            first, last = begin.get(s), end.get(e)
            if first is None or last is None:
                # "Inc." at a sentence's end, "non-Iranian": take the word that holds the edge.
                first = first if first is not None else next((i for i, (a, b) in enumerate(spans) if base + a <= s < base + b), None)
                last = last if last is not None else next((i for i, (a, b) in enumerate(spans) if base + a < e <= base + b), None)
                lost += 1
                if first is None or last is None or last - first > 2:
                    continue
            marked[first, last] = marked.get((first, last), 0) | allowed
        title = sum(w[0].isupper() for w in forms if w[0].isalpha()) > 0.6 * len(forms)
        for s, e in triggers:
            first, last = begin.get(s), end.get(e)
            if first is not None and last is not None and not title and _proper(forms[first:last + 1]):
                marked.setdefault((first, last), mask("name", "Event"))
        starts = tokenizer.sentence_starts(forms, spaced)
        # A mention proves that no sentence ends inside it.
        starts = [i for i in starts if not any(a < i <= b for a, b in marked)]
        for k, first in enumerate(starts):
            stop = starts[k + 1] if k + 1 < len(starts) else len(forms)
            sure = [0 if spaced[i] is False or (forms[i - 1][-1:].isalnum() or forms[i - 1] == ",") else None for i in range(first, stop)]
            sure[0] = 1 if first == 0 else None
            out.sentences.append(Sentence(
                forms[first:stop], boundary=sure, default=NONE,
                spans={(a - first, b - first): v for (a, b), v in marked.items() if first <= a and b < stop}))
    return out, lost


def read(corpus, part):
    """part: train or development; the test part stays unread here."""
    if part not in ("train", "development"):
        raise ValueError("the test part of our corpus is not read for training or tuning")
    module = markup(corpus)
    with open(os.path.join(corpus, "splits.json"), encoding="utf-8") as f:
        listed = json.load(f)[part]
    for name in sorted(listed):
        path = next(p for p in (os.path.join(corpus, d, name + ".ng") for d in ("articles", "pairs")) if os.path.exists(p))
        doc, gold = module.load(path)
        yield document(name, doc.text, gold)[0]
