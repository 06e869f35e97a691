#!/usr/bin/env python3
"""The annotated corpus as plain data, for trainers and scorers. Standard library only.

    from reader import read_corpus
    for article in read_corpus("train"):
        article.text, article.mentions, article.events, article.relations, article.claims

Every offset counts Unicode code points of `article.text`, end exclusive. Order is that of the file names, then of the text: never by hash.
"""
import glob
import json
import os
import sys
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))
if HERE not in sys.path:
    sys.path.insert(0, HERE)
from ng.load import clean, load  # noqa: E402

PARTS = ("train", "development", "test")


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mention:
    """One mention of a node. `kind` is name, nominal or pronoun; `type` is the node's type."""
    span: Span
    kind: str
    type: str
    node: str


@dataclass(frozen=True)
class Time:
    span: Span
    value: Optional[str]  # EDTF, None when the text does not say


@dataclass(frozen=True)
class Node:
    id: str
    type: str
    name: str
    aliases: Tuple[str, ...]
    label: Optional[str]  # title of the English Wikipedia page, where the thing is real
    salience: int


@dataclass(frozen=True)
class Event:
    id: str
    type: str
    trigger: Span
    mentions: Tuple[Span, ...]  # further triggers of the same event
    time: Optional[Time]
    factuality: str
    source: Optional[str]
    roles: Tuple[Tuple[str, str], ...]  # (role, id of a node or event)
    attributes: Dict[str, object]

    @property
    def triggers(self) -> Tuple[Span, ...]:
        """All triggers in the order of the text."""
        return tuple(sorted((self.trigger, *self.mentions), key=lambda s: (s.start, s.end)))


@dataclass(frozen=True)
class Relation:
    type: str
    subject: str
    object: str
    factuality: str
    source: Optional[str]
    attributes: Dict[str, object]
    evidence: Optional[Span]


@dataclass(frozen=True)
class Claim:
    id: str
    source: str
    cue: Optional[Span]
    content: Span
    direct: bool
    stance: str
    about: Tuple[str, ...]
    addressee: Optional[str]


@dataclass
class Article:
    name: str
    text: str
    published: str
    meta: Dict[str, str] = field(default_factory=dict)  # title, genre, outlet, country, byline, note
    part: Optional[str] = None  # train, development, test; None = not assigned yet
    story: Optional[str] = None  # shared by the versions of one story
    nodes: List[Node] = field(default_factory=list)
    mentions: List[Mention] = field(default_factory=list)
    events: List[Event] = field(default_factory=list)
    relations: List[Relation] = field(default_factory=list)
    claims: List[Claim] = field(default_factory=list)
    times: List[Time] = field(default_factory=list)  # also those that belong to no event

    def cluster(self, node: str) -> List[Mention]:
        """The coreference chain of one node, in the order of the text."""
        return [m for m in self.mentions if m.node == node]


def _span(s) -> Optional[Span]:
    return Span(s["start"], s["end"], s["text"]) if s else None


def _time(s) -> Optional[Time]:
    return Time(_span(s), s["value"]) if s else None


def from_gold(gold: dict, text: str, times=(), **about) -> Article:
    """An article from the gold JSON form (also for files that were not written in the markup)."""
    a = Article(name=gold["name"], text=text, published=gold.get("published", ""), **about)
    for e in gold["entities"]:
        a.nodes.append(Node(e["id"], e["type"], e["name"], tuple(e["aliases"]), e["wikidata_label"], e["salience"]))
        a.mentions += [Mention(_span(m), m["kind"], e["type"], e["id"]) for m in e["mentions"]]
    a.mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.node))
    for e in gold["events"]:
        a.events.append(Event(e["id"], e["type"], _span(e["trigger"]), tuple(_span(m) for m in e["mentions"]), _time(e["time"]), e["factuality"],
                              e["source"], tuple((x["role"], x["entity"]) for x in e["arguments"]), dict(e["attributes"])))
    for r in gold["relations"]:
        a.relations.append(Relation(r["type"], r["subject"], r["object"], r["factuality"], r["source"], dict(r["attributes"]), _span(r["evidence"])))
    for c in gold["claims"]:
        a.claims.append(Claim(c["id"], c["source"], _span(c["cue"]), _span(c["content"]), c["direct"], c["stance"], tuple(c["about"]), c["addressee"]))
    a.times = sorted({t for t in times} | {e.time for e in a.events if e.time}, key=lambda t: (t.span.start, t.span.end))
    return a


def read_article(path: str, source: Optional[str] = None) -> Article:
    """One .ng file. Raises ValueError with every error of the markup in it."""
    doc, gold = load(path, source)
    errors = [f"{path}:{line}:{col}: {message}" for level, line, col, message in doc.problems if level == "error"]
    if errors:
        raise ValueError("\n".join(errors))
    story = doc.name.rpartition("_")[0] if os.path.basename(os.path.dirname(os.path.abspath(path))) == "pairs" else None
    times = [Time(Span(s["start"], s["end"], s["text"]), s["value"]) for s, _ in doc.times.values()]
    return from_gold(clean(gold), doc.text, times, meta={k: v for k, v in doc.meta.items() if k != "published"}, story=story)


def paths(root: str = HERE) -> List[str]:
    """Every article and every story version, sorted."""
    return sorted(glob.glob(os.path.join(root, "articles", "*.ng"))) + sorted(glob.glob(os.path.join(root, "pairs", "*.ng")))


def read_splits(root: str = HERE) -> Dict[str, str]:
    """File name without extension -> part."""
    with open(os.path.join(root, "splits.json"), encoding="utf-8") as f:
        return {name: part for part, names in json.load(f).items() for name in names}


def read_corpus(part: Optional[str] = None, root: str = HERE) -> Iterator[Article]:
    """All articles, or those of one part (train, development, test)."""
    if part is not None and part not in PARTS:
        raise ValueError(f"{part!r} is none of {', '.join(PARTS)}")
    splits = read_splits(root)
    for path in paths(root):
        where = splits.get(os.path.splitext(os.path.basename(path))[0])
        if part is None or where == part:
            article = read_article(path)
            article.part = where
            yield article
