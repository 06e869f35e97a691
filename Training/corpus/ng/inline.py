"""The text part: tags become spans in code points of the plain text."""
import os
import re

KIND = {"": "name", "~": "nominal", "^": "pronoun"}
CLOSE = {"[": "]", "{": "}", "<": ">"}
OPEN = {"[": re.compile(r"\[([A-Za-z_]\w*)([~^]?) "), "<": re.compile(r"<([A-Za-z]\w*)(!?) "),
        "{": re.compile(r"\{([A-Za-z]\w*)(?:(\*)|=([^\s{}\[\]<>]+))? ")}
EDTF = re.compile(r"^(\?|(\d{4}(-\d\d(-\d\d)?)?(T\d\d:\d\d)?[?~]?)|((\d{4}(-\d\d(-\d\d)?)?|\.\.)/(\d{4}(-\d\d(-\d\d)?)?|\.\.))|(\d{3}X|\d\dXX))$")


class Doc:
    def __init__(self, path):
        self.path, self.problems = path, []
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.meta, self.text, self.pos = {}, "", []
        self.mentions, self.triggers, self.times, self.contents, self.cues, self.ignored = {}, {}, {}, {}, {}, []
        self.nodes, self.events, self.relations, self.claims = {}, {}, [], {}
        self.order = []

    def say(self, level, line, col, message):
        self.problems.append((level, line, col, message))

    def error(self, line, col, message):
        self.say("error", line, col, message)

    def warn(self, offset, message):
        line, col = self.pos[offset] if offset is not None and offset < len(self.pos) else (0, 0)
        self.say("warning", line, col, message)


def parse_inline(doc, lines):
    """lines: [(line number, column of the first character, source)], one paragraph each."""
    out, pos = [], []
    for n, (lineno, col0, src) in enumerate(lines):
        if n:
            out += "\n\n"
            pos += [(lineno, 0)] * 2
        stack, i = [], 0
        while i < len(src):
            ch, at = src[i], (lineno, col0 + i)
            if ch == "\\":
                if i + 1 >= len(src) or src[i + 1] not in "[]{}<>\\":
                    doc.error(*at, "a backslash must precede one of [ ] { } < > \\")
                    i += 1
                    continue
                out.append(src[i + 1]); pos.append(at)
                i += 2
            elif ch in CLOSE:
                m = OPEN[ch].match(src, i)
                if not m:
                    doc.error(*at, f"{src[i:i+14]!r}: a tag is {ch}id text{CLOSE[ch]}; write \\{ch} for a plain bracket")
                    i += 1
                    continue
                stack.append((ch, m, len(out), at))
                i = m.end()
            elif ch in "]}>":
                if not stack:
                    doc.error(*at, f"{ch!r} closes nothing; write \\{ch} for a plain bracket")
                elif CLOSE[stack[-1][0]] != ch:
                    b, m, _, p = stack[-1]
                    doc.error(*at, f"{ch!r} meets open {m.group(0).strip()!r} of column {p[1]}: tags may nest but not cross")
                    want = next((k for k in range(len(stack) - 1, -1, -1) if CLOSE[stack[k][0]] == ch), None)
                    if want is not None:
                        del stack[want]
                else:
                    b, m, start, p = stack.pop()
                    add_tag(doc, b, m, start, len(out), "".join(out[start:]), p)
                i += 1
            else:
                out.append(ch); pos.append(at)
                i += 1
        for b, m, _, p in stack:
            doc.error(*p, f"{m.group(0).strip()!r} is not closed in its paragraph")
    doc.text, doc.pos = "".join(out), pos + [(lines[-1][0] if lines else 0, 0)]


def add_tag(doc, bracket, m, start, end, text, at):
    ident = m.group(1)
    if not text.strip():
        return doc.error(*at, f"empty tag {ident}")
    if text != text.strip():
        doc.error(*at, f"{ident}: white space at the edge of {text!r}")
    span = {"start": start, "end": end, "text": text}
    if bracket == "[":
        if ident == "_":
            doc.ignored.append(span)
            return
        span["kind"] = KIND[m.group(2)]
        doc.mentions.setdefault(ident, []).append((span, at))
    elif bracket == "<":
        store = doc.cues if m.group(2) else doc.contents
        if ident in store:
            doc.error(*at, f"claim {ident} has two {'cues' if m.group(2) else 'contents'}")
        store[ident] = (span, at)
    elif m.group(3) is not None:
        if ident in doc.times:
            doc.error(*at, f"time {ident} is tagged twice")
        value = m.group(3)
        if not EDTF.match(value):
            doc.error(*at, f"time {ident}: {value!r} is no date (2018, 2018-06, 2018-06-30, A/B, or ? for unknown)")
        span["value"] = None if value == "?" else value
        doc.times[ident] = (span, at)
    else:
        doc.triggers.setdefault(ident, []).append((span, at, bool(m.group(2))))
