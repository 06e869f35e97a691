"""Edits of an article's text that carry every span along. Offsets are Unicode code points."""
import bisect
from dataclasses import replace

from reader import Article, Span


class SpanBroken(ValueError):
    """A span begins or ends inside a replaced stretch."""


def all_spans(article):
    """Every span of the article, in no particular order; some may occur twice."""
    out = [m.span for m in article.mentions] + [t.span for t in article.times]
    for e in article.events:
        out += [e.trigger, *e.mentions] + ([e.time.span] if e.time else [])
    for r in article.relations:
        out += [r.evidence] if r.evidence else []
    for c in article.claims:
        out += [c.content] + ([c.cue] if c.cue else [])
    return out


def check_edits(article, edits):
    """Sorted edits [(start, end, new text)]; SpanBroken if two overlap or a span's edge lies inside one."""
    edits = sorted(edits)
    for (_, end, _), (start, _, _) in zip(edits, edits[1:]):
        if start < end:
            raise SpanBroken(f"edits overlap at {start}")
    starts = [s for s, _, _ in edits]
    for span in all_spans(article):
        for edge in (span.start, span.end):
            k = bisect.bisect_left(starts, edge) - 1
            if k >= 0 and edge < edits[k][1]:
                raise SpanBroken(f"{span.text!r} has an edge inside the edit at {starts[k]}")
    return edits


def apply_edits(article: Article, edits) -> Article:
    """A new article with the stretches replaced and all offsets moved. Raises SpanBroken."""
    edits = check_edits(article, edits)
    parts, at = [], 0
    ends, shifts, shift = [], [], 0
    for start, end, new in edits:
        parts += [article.text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        ends.append(end)
        shifts.append(shift)
    text = "".join(parts) + article.text[at:]

    def move(offset, is_end):
        """An offset is moved by all edits that end before it; an end at an edit's end includes it."""
        k = bisect.bisect_right(ends, offset) - 1
        return offset + (shifts[k] if k >= 0 else 0)

    return _with_spans(article, text, lambda s: Span(move(s.start, False), move(s.end, True), text[move(s.start, False):move(s.end, True)]))


def same_length(article: Article, text: str) -> Article:
    """The article with another text of the same length: only what the spans cover changes."""
    if len(text) != len(article.text):
        raise ValueError("the text has another length")
    return _with_spans(article, text, lambda s: Span(s.start, s.end, text[s.start:s.end]))


def _with_spans(article, text, moved):
    maybe = lambda s: moved(s) if s else None
    time = lambda t: replace(t, span=moved(t.span)) if t else None
    mentions = [replace(m, span=moved(m.span)) for m in article.mentions]
    forms = {}
    for old, new in zip(article.mentions, mentions):
        forms.setdefault(old.node, {})[old.span.text] = new.span.text
    nodes = [replace(n, name=forms.get(n.id, {}).get(n.name, n.name), aliases=tuple(dict.fromkeys(forms.get(n.id, {}).get(a, a) for a in n.aliases))) for n in article.nodes]
    return replace(article, text=text, nodes=nodes, mentions=mentions, times=[time(t) for t in article.times],
                   events=[replace(e, trigger=moved(e.trigger), mentions=tuple(moved(m) for m in e.mentions), time=time(e.time)) for e in article.events],
                   relations=[replace(r, evidence=maybe(r.evidence)) for r in article.relations],
                   claims=[replace(c, cue=maybe(c.cue), content=moved(c.content)) for c in article.claims])
