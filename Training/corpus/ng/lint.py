"""Warnings: what an annotator may have overlooked. A warning is a question, not an error."""
import datetime
import re

from .sentences import sentences
from .vocabulary import DAYS, MONTHS
from .wordlists import AMOUNT, DEFINITE, DEMONYM, EVENTWORD, PLAIN, PRON, SPEECH

DET = r"(the|an?|his|her|its|their|our|my|this|that|one|some|two|three|[\w’'. ]+['’]s?) "
def lint(doc, gold):
    t = doc.text
    covered = bytearray(len(t))
    for tags in doc.mentions.values():
        for s, _ in tags:
            covered[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    names = bytearray(len(t))
    for tags in doc.mentions.values():
        for s, _ in tags:
            if s["kind"] != "nominal":
                names[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    for s in doc.ignored:
        covered[s["start"]:s["end"]] = names[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    form = {}
    for e in gold["entities"]:
        for m in e["mentions"]:
            if m["kind"] == "name":
                form[m["text"]] = e["id"]
                if m["text"].lower().startswith(("the ", "a ")) and e["type"] != "Work" and not m["text"].title().startswith(DEFINITE):
                    doc.warn(m["start"], f"name mention {m['text']!r} begins with an article")
                if re.match(r"(Mr|Mrs|Ms|Dr|Sir|Judge|Justice|President|Prof(essor)?|Cllr|Captain|Gen|General|Col|Colonel|Sgt|Sergeant|Inspector|Minister|Mayor|Councillor)\.? [A-Z]", m["text"]) and e["type"] == "Person":
                    doc.warn(m["start"], f"name mention {m['text']!r} begins with a title")
                if not any(c.isupper() or c.isdigit() for c in m["text"]):
                    doc.warn(m["start"], f"name mention {m['text']!r} has no capital; nominal?")
            elif m["kind"] == "pronoun" and m["text"].lower() not in PRON | {"mine", "ours", "theirs", "one another", "each other", "us", "ourselves", "myself", "you", "your", "yours", "this", "that", "those", "these", "both", "all", "some", "many", "none", "others", "everyone", "one", "another", "yourself", "neither", "either", "each", "herself"}:
                doc.warn(m["start"], f"pronoun mention {m['text']!r}?")
            elif m["kind"] == "nominal":
                if m["text"].lower() in ("the", "a", "an", "this", "that", "some"):
                    doc.warn(m["start"], f"nominal mention {m['text']!r} is only a determiner")
                elif not re.match(DET, m["text"], re.I) and any(n["kind"] == "name" and n["start"] == m["end"] + 1 for n in e["mentions"]) and t[m["end"]] == " ":
                    doc.warn(m["start"], f"bare title {m['text']!r} before the name is no mention")
                if m["text"].lower() in PRON:
                    doc.warn(m["start"], f"nominal mention {m['text']!r} is a pronoun")
                if re.search(r"\b(who|which|whose)\b|, ", m["text"]):
                    doc.warn(m["start"], f"nominal mention {m['text']!r} goes beyond its head?")
                if re.search(r" (of|in|for|from|at|with|by|on) ", m["text"]) and not re.search(r"\b(group|number|some|most|many|all|one|two|dozens|hundreds|thousands|members?|majority|team|pair|crowd|bundle|none|both|tens|half|several|any|each|couple|handful|per cent|percent|\d[\d,]*|three|four|five|six|seven|eight|nine|ten|residents|cent) (of|in)\b", m["text"], re.I):
                    doc.warn(m["start"], f"nominal mention {m['text']!r} goes beyond its head?")
    spans = {(m["start"], m["end"]) for e in gold["entities"] for m in e["mentions"]} | {(s["start"], s["end"]) for s in doc.ignored}
    for e in gold["entities"]:
        for m in e["mentions"]:
            p = re.match(r"[\w’' .-]*?\w(?=['’]s |s['’] )s?", m["text"]) if m["kind"] == "nominal" else None
            if p and not any(a <= m["start"] and b == m["start"] + p.end() for a, b in spans - {(m["start"], m["end"])}) and not any(m["start"] <= a and b == m["start"] + p.end() for a, b in spans):
                doc.say("note", *doc.pos[m["start"]], f"possessor {p.group(0)!r} in {m['text']!r} is no mention")
    for f, ident in form.items():
        for m in re.finditer(r"(?<!\w)" + re.escape(f) + r"(?!\w)", t):
            if not any(names[m.start():m.end()]):
                doc.warn(m.start(), f"{f!r} is not tagged here (name of {ident})")
    for m in re.finditer(r"(?<![\w’'])(?:I|[A-Za-z]+)(?![\w])", t):
        w = m.group(0)
        if w.lower() in PRON - {"who", "whose"} and not covered_by_pron(doc, m.start()) and not any(s["start"] <= m.start() < s["end"] for s in doc.ignored) and not (w == "US"):
            doc.warn(m.start(), f"pronoun {w!r} is not tagged: …{t[max(0, m.start()-30):m.end()+20]!r} ([_ {w}] if it stands for nothing)")
    for tags in doc.triggers.values():
        for s, _, _ in tags:
            covered[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    for s, _ in doc.times.values():
        covered[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    starts = {s for s, _ in sentences(t)} | {m.end() for m in re.finditer(r"[\"“‘(]|\n\n|: |[.?!] |[—–|-] |\d[ap]m |\n\n[-•*] ?", t)}
    for m in re.finditer(r"(?<![\w’'])[A-Z][\w’'-]*(?:\.[A-Z]\.?)*(?:(?: (?:of|for|and|the|de|van|al) | )[A-Z0-9][\w’'-]*)*", t):
        if any(covered[m.start():m.end()]):
            continue
        ws = m.group(0).split()
        if m.start() in starts and len(ws) == 1:
            continue
        if m.start() in starts:
            ws = ws[1:]
        line = t[t.rfind("\n", 0, m.start()) + 1:(t.find("\n", m.start()) + 1 or len(t) + 1) - 1]
        if line.isupper() or AMOUNT.match(t, m.start()) or t[m.end():m.end() + 1] in ("$", "¢", "£", "€"):
            continue
        ws = [w.rstrip(".,'’s") if not w.endswith("is") else w for w in ws]
        if all(w in DAYS + MONTHS or w.rstrip(".") in DAYS + MONTHS or DEMONYM.match(w) or DEMONYM.match(w.split("-")[0]) or w in PLAIN or w.islower() or w.isdigit() for w in ws):
            continue
        doc.warn(m.start(), f"capitalised {m.group(0)!r} is not tagged")
    cue = bytearray(len(t))
    for s, _ in doc.cues.values():
        cue[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    trig = bytearray(len(t))
    for tags in doc.triggers.values():
        for s, _, _ in tags:
            trig[s["start"]:s["end"]] = b"\1" * (s["end"] - s["start"])
    for m in re.finditer(r"(?<![\w-])[a-z]+(?![\w-]|[’']t\b)", t):
        i, w = m.start(), m.group(0)
        if other_sense(t, i, w):
            continue
        if any(s["start"] <= i < s["end"] for s in doc.ignored):
            continue
        if w in SPEECH and not cue[i] and not trig[i]:
            doc.warn(i, f"{w!r} is no claim's cue: …{t[max(0, i-30):i+40]!r}")
        elif w in EVENTWORD and not trig[i] and not cue[i] and not covered[i]:
            doc.warn(i, f"{w!r} is no event's trigger: …{t[max(0, i-30):i+40]!r}")
    taking = set()
    for e in gold["events"]:
        taking |= {a["entity"] for a in e["arguments"]} | {e["source"]}
        if not e["arguments"] and e["type"] not in ("Other", "Disaster"):
            doc.warn(e["trigger"]["start"], f"event {e['id']} has no argument")
        for s in [e["trigger"]] + e["mentions"]:
            if len(s["text"].split()) > 3:
                doc.warn(s["start"], f"trigger {s['text']!r} has more than three words")
            if re.match(r"(the|a|an|his|her|its|their) ", s["text"], re.I):
                doc.warn(s["start"], f"trigger {s['text']!r} begins with a determiner")
        if e["factuality"] == "alleged" and not e["source"]:
            doc.warn(e["trigger"]["start"], f"event {e['id']} is alleged by nobody (right for a bare \"allegedly\")") if "alleged" not in t[max(0, e["trigger"]["start"] - 80):e["trigger"]["end"] + 60] else None
    for r in gold["relations"]:
        taking |= {r["subject"], r["object"], r["source"]}
    for c in gold["claims"]:
        taking |= {c["source"], c["addressee"], *c["about"]}
        s = c["content"]
        if re.match(r"that (?!(?:is|was|would|will|has|had|could|may|might|means|meant|makes|made|one|kind|sort|day|night|year|person|man|woman)\b)", s["text"]) and not c["direct"]:
            doc.warn(s["start"], f"claim {c['id']}: content begins with \"that\"")
        if s["text"][-1] in ",.;:":
            doc.warn(s["start"], f"claim {c['id']}: content ends with {s['text'][-1]!r}")
        q = s["text"]
        if q.count("“") != q.count("”") or q.count('"') % 2:
            doc.warn(s["start"], f"claim {c['id']}: quotation mark without its partner in the content")
        if not c["about"]:
            doc.warn(s["start"], f"claim {c['id']} is about nothing")
        if c["cue"] and s["start"] <= c["cue"]["start"] < s["end"]:
            doc.warn(s["start"], f"claim {c['id']}: cue lies in its own content")
    for e in gold["entities"]:
        if e["id"] not in taking and not any(m["kind"] == "name" for m in e["mentions"]):
            doc.warn(e["mentions"][0]["start"], f"node {e['id']} is neither named nor takes part in anything")
    pub = doc.meta.get("published", "")
    for ident, (s, at) in doc.times.items():
        v = s["value"]
        if not v or not re.fullmatch(r"\d{4}-\d\d-\d\d", v):
            if v:
                for k, name in enumerate(MONTHS):
                    if re.search(rf"\b{name}\b", s["text"]) and f"-{k+1:02d}" not in v and not (name in ("May", "March") and "-" not in v):
                        doc.warn(s["start"], f"time {ident}: {s['text']!r} but {v}")
            if not v and re.search(r"\b(\d{4}|" + "|".join(DAYS + MONTHS) + r"|yesterday|today|tomorrow)\b", s["text"]):
                doc.warn(s["start"], f"time {ident}: {s['text']!r} could be resolved")
            continue
        try:
            d = datetime.date.fromisoformat(v)
        except ValueError as x:
            doc.error(*at, f"time {ident}: {v}: {x}")
            continue
        for k, name in enumerate(DAYS):
            if re.search(rf"\b{name}\b", s["text"]) and d.weekday() != k:
                doc.error(*at, f"time {ident}: {s['text']!r} but {v} is a {DAYS[d.weekday()]}")
        mm = re.search(r"\b(" + "|".join(MONTHS) + r")\b", s["text"])
        if mm and MONTHS.index(mm.group(1)) + 1 != d.month:
            doc.error(*at, f"time {ident}: {s['text']!r} but {v}")
        if pub:
            gap = (d - datetime.date.fromisoformat(pub)).days
            for w, n in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
                if re.search(rf"\b{w}\b", s["text"]) and gap != n:
                    doc.error(*at, f"time {ident}: {s['text']!r} but {v} (published {pub})")
            if re.search("|".join(DAYS), s["text"]) and not mm and not -13 <= gap <= 13:
                doc.warn(s["start"], f"time {ident}: {s['text']!r} is {gap} days from publication")
    for m in re.finditer(r"\b(?:(?:" + "|".join(DAYS) + r")(?! (?:school|Times|Mail|newspaper|supplement))|yesterday|tomorrow|last (?:week|month|year|night)|next (?:week|month|year)|(?:19|20)\d\d)\b", t):
        if DATELINE.match(t[t.rfind("\n", 0, m.start()) + 1:m.start()]):
            continue
        if not any(s["start"] <= m.start() < s["end"] for s, _ in doc.times.values()) and not names[m.start()] and not any(s["start"] <= m.start() < s["end"] for s in doc.ignored) \
                and not any(-40 < s["start"] - m.start() < 40 for s, _ in doc.cues.values()):
            doc.warn(m.start(), f"time {m.group(0)!r} is not tagged")


DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’ .-]{2,}[,.]? ?(?:[A-Z][\w .]+, )?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2},? )?$|(?:Leipzig, )?\d{1,2} [A-Z][a-z]+ $")
NO_AGENT = re.compile(r"\b(?:is|are|was|were|be|been|being) $")
NOT_SAYING = re.compile(r"(?:\b(?:not|to|cannot|can|could|would|will|nobody will|without)|n[’']t) $", re.I)
DETERMINED = re.compile(r"\b(?:a|an|the|its|their|his|her|my|our|of|now|both) $", re.I)


def other_sense(t, i, w):
    """Words that only look like an event or a cue, plain from their neighbours: "a retired teacher", "an estimated 40", "ten million won"."""
    before, after = t[max(0, i - 24):i], t[i + len(w):i + len(w) + 24]
    if w in ("retired", "estimated", "alleged", "accused", "sanctioned", "banned", "injured", "charged", "dead", "final", "flood", "storm", "award", "launch", "election", "trial", "strike") \
            and DETERMINED.search(before) and re.match(r" [\w$€£]", after) and not re.match(r" (?:in|at|on|of|by|against|for|to|and|that|which|who|was|is|were|are|will|has|had|with|as|after|before|between|over|from|near|because) ", after):
        return True
    if w in ("dead", "accused") and re.search(r"\b(?:the|their|its|his|her|our|co-) ?(?:first |second )?$", before, re.I):
        return True
    if w == "won" and re.search(r"(?:illion|\d) $", before):
        return True
    if w in ("said", "believed", "estimated", "reported", "alleged", "claimed", "told", "asked") and NO_AGENT.search(before) and re.match(r" (?:to|not to|that|by) ", after):
        return True
    if w == "accused" and re.match(r" (?:of|by)\b", after) or w == "alleged" and re.search(r"\b(?:over|of|in|for|on|about|against|with) $", before):
        return True
    if w in ("said", "say", "says", "saying") and re.match(r" (?:yes|no|so|nothing|grace|goodbye|hello|sorry|it all|for certain|for sure|who|when|where|why|how|whether|which|what)\b", after) and re.search(NOT_SAYING, before):
        return True
    if w in ("said", "say", "says", "saying") and re.match(r" (?:yes|no|so|nothing|grace|goodbye|hello|sorry)\b", after) or w == "asked" and re.match(r" (?:not to be|for (?:his|her|their|its|leave|help|time)|to be (?:called|named))\b", after):
        return True
    if w == "married" and re.search(r"\b(?:is|was|are|were|been) $", before) or w == "vote" and re.search(r"\b(?:of the|to a|confidence|popular|per cent of|share of the) $|^$", before):
        return True
    if w == "states" and not re.match(r" (?:that|in|on|at|clearly|plainly)\b|:", after) or w == "claims" and not re.match(r" (?:that|to|he|she|it|they|the|a|an|his|her|its|in|responsibility|only|[A-Z])\b", after):
        return True
    return w in ("states", "claims") and re.search(r"\b(?:member|two|three|several|other|further|between|rival|legal|insurance|of|for) $", before) is not None


def covered_by_pron(doc, i):
    return any(s["start"] <= i < s["end"] and (s["kind"] == "pronoun" or s["kind"] == "name") for tags in doc.mentions.values() for s, _ in tags)
