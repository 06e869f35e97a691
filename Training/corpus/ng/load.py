"""One .ng file to (document, gold)."""
import datetime
import re

from .definitions import parse_definitions
from .inline import Doc, parse_inline
from .lint import lint
from .resolve import resolve


def load(path, source=None):
    doc = Doc(path)
    if source is None:
        with open(path, encoding="utf-8") as f:
            source = f.read()
    head, body, defs, part = [], [], [], 0
    for n, line in enumerate(source.split("\n"), 1):
        line = line.rstrip("\r")
        if line.strip() == "---":
            part += 1
            continue
        if not line.strip():
            continue
        (head, body, defs, defs)[min(part, 3)].append((n, line))
    if part != 2:
        doc.error(1, 1, f"want header --- text --- definitions: found {part} lines of ---")
    text = []
    for n, line in head:
        m = re.match(r"(title|published|genre|outlet|country|byline|note): ?", line)
        if not m:
            doc.error(n, 1, f"header line {line[:30]!r}: want title|published|genre|outlet|country|byline|note: ...")
            continue
        k, rest = m.group(1), line[m.end():]
        doc.meta[k] = rest.strip()
        if k in ("title", "byline"):
            text.append((n, m.end() + 1, rest.rstrip()))
    for k in ("title", "published", "genre"):
        if k not in doc.meta:
            doc.error(1, 1, f"header lacks {k}:")
    try:
        datetime.date.fromisoformat(doc.meta.get("published", ""))
    except ValueError:
        doc.error(1, 1, "published: must be YYYY-MM-DD")
        doc.meta["published"] = ""
    text += [(n, len(l) - len(l.lstrip()) + 1, l.strip()) for n, l in body]
    parse_inline(doc, text)
    parse_definitions(doc, defs)
    gold = resolve(doc)
    for k in ("title", "byline"):
        if k in doc.meta:
            doc.meta[k] = re.sub(r"\[\w+[~^]? |\{\w+\*? |\{\w+=\S+ |<\w+!? |(?<!\\)[\]}>]", "", doc.meta[k])
    lint(doc, gold)
    return doc, gold


def clean(gold):
    """Drop internal keys so that the JSON has exactly the gold form."""
    span = lambda s: s and {k: s[k] for k in ("start", "end", "text")}
    for e in gold["events"]:
        e["trigger"], e["mentions"] = span(e["trigger"]), [span(m) for m in e["mentions"]]
    for c in gold["claims"]:
        c["cue"], c["content"] = span(c["cue"]), span(c["content"])
    return gold
