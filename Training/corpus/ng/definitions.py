"""The definitions part: nodes, events, relations and claims as token lists."""
import re

from .vocabulary import EVENT, FACT, NODE, REL


def tokens(line):
    """[(column, token)] of a definition; double quotes protect blanks and ;"""
    return [(m.start() + 1, m.group(0)) for m in re.finditer(r'(?:[^\s";]|"[^"]*")+|;', line)]


def value(s):
    s = s.replace('"', "")
    if s in ("true", "false"):
        return s == "true"
    return int(s) if re.fullmatch(r"-?\d+", s) else float(s) if re.fullmatch(r"-?\d+\.\d+", s) else s


def parse_definitions(doc, lines):
    pending = []
    for lineno, src in lines:
        if src.lstrip().startswith("#"):
            continue
        if src.count('"') % 2:
            doc.error(lineno, src.index('"') + 1, "odd number of double quotes")
            continue
        part = []
        for t in tokens(src) + [(0, ";")]:
            if t[1] == ";":
                if part:
                    pending.append((lineno, part))
                part = []
            else:
                part.append(t)
    for lineno, part in pending:
        first = part[0][1]
        second = part[1][1] if len(part) > 1 else ""
        if first in REL:
            doc.order.append(("rel", lineno, part))
        elif second in NODE:
            define_node(doc, lineno, part)
        elif second in EVENT:
            if first in doc.events:
                doc.error(lineno, part[0][0], f"event {first} defined twice")
            doc.events[first] = {"line": lineno, "part": part}
        elif first in doc.contents or first in doc.cues:
            if first in doc.claims:
                doc.error(lineno, part[0][0], f"claim {first} defined twice")
            doc.claims[first] = {"line": lineno, "part": part}
        else:
            doc.error(lineno, part[0][0], f"{first!r} {second!r}: neither node, event, relation nor a claim tagged in the text")


def define_node(doc, lineno, part):
    ident, n = part[0][1], {"type": part[1][1], "salience": 0, "line": lineno, "wd": None, "name": None}
    if ident in doc.nodes:
        doc.error(lineno, part[0][0], f"node {ident} defined twice")
    for col, t in part[2:]:
        if t in "012":
            n["salience"] = int(t)
        elif t == "*":
            n["wd"] = "*"
        elif t.startswith("name="):
            n["name"] = t[5:].strip('"')
        elif t.startswith("wd="):
            n["wd"] = t[3:].strip('"')
        else:
            doc.error(lineno, col, f"node {ident}: unknown {t!r} (salience 0-2, *, wd=\"..\", name=\"..\")")
    doc.nodes[ident] = n


def refs(doc, lineno, col, s, allow):
    out = []
    for r in s.split(","):
        if (r in doc.nodes and "node" in allow) or (r in doc.events and "event" in allow):
            out.append(r)
        else:
            doc.error(lineno, col, f"{r!r} is no " + " or ".join(allow))
    return out


def fact(doc, lineno, col, t):
    f, _, src = t.partition(":")
    if f not in FACT:
        return None
    return f, (refs(doc, lineno, col, src, ["node"]) or [None])[0] if src else None


def kind_of(doc, ident):
    return doc.nodes[ident]["type"] if ident in doc.nodes else "Event"
