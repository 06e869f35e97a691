"""The gold form: every offset, id, type and reference of a converted article."""
import datetime
import re

from ng.inline import EDTF
from ng.vocabulary import EVENT, FACT, NODE, REL, ROLE, STANCE

KINDS = ("name", "nominal", "pronoun")


def problems(gold, text):
    """Everything that breaks the form, in words. `gold` is the JSON form, offsets in code points of `text`."""
    out, ids = [], {}

    def span(s, what, may_lack=False):
        if s is None:
            if not may_lack:
                out.append(f"{what} has no span")
        elif not (0 <= s["start"] < s["end"] <= len(text)) or text[s["start"]:s["end"]] != s["text"]:
            out.append(f"{what}: {s['start']}-{s['end']} is {text[s['start']:s['end']]!r}, not {s['text']!r}")

    def known(ident, what, kinds=("node", "event"), may_lack=False):
        if ident is None:
            if not may_lack:
                out.append(f"{what} is missing")
        elif ids.get(ident) not in kinds:
            out.append(f"{what}: {ident!r} is no {' or '.join(kinds)}")

    for kind, items in (("node", gold["entities"]), ("event", gold["events"]), ("claim", gold["claims"])):
        for x in items:
            if x["id"] in ids:
                out.append(f"id {x['id']} is used twice")
            ids[x["id"]] = kind
    for e in gold["entities"]:
        if e["type"] not in NODE:
            out.append(f"{e['id']}: type {e['type']}")
        if e["salience"] not in (0, 1, 2):
            out.append(f"{e['id']}: salience {e['salience']}")
        if not e["mentions"]:
            out.append(f"{e['id']} has no mention")
        if not e["name"] or e["name"] in e["aliases"]:
            out.append(f"{e['id']}: name {e['name']!r}, aliases {e['aliases']}")
        for m in e["mentions"]:
            span(m, e["id"])
            if m["kind"] not in KINDS:
                out.append(f"{e['id']}: kind {m['kind']}")
    for e in gold["events"]:
        if e["type"] not in EVENT:
            out.append(f"{e['id']}: type {e['type']}")
        if e["factuality"] not in FACT:
            out.append(f"{e['id']}: factuality {e['factuality']}")
        span(e["trigger"], e["id"])
        for m in e["mentions"]:
            span(m, e["id"])
        if e["time"]:
            span(e["time"], e["id"] + " time")
            value = e["time"]["value"]
            if value is not None and not EDTF.match(value):
                out.append(f"{e['id']}: time value {value!r}")
        known(e["place"], e["id"] + " place", ("node", "event"), True)
        known(e["source"], e["id"] + " source", ("node",), True)
        for a in e["arguments"]:
            if a["role"] not in ROLE:
                out.append(f"{e['id']}: role {a['role']}")
            known(a["entity"], f"{e['id']} {a['role']}")
            if a["entity"] == e["id"]:
                out.append(f"{e['id']} is its own {a['role']}")
        if e["place"] and {"role": "place", "entity": e["place"]} not in e["arguments"]:
            out.append(f"{e['id']}: place {e['place']} is no argument")
    for r in gold["relations"]:
        what = f"{r['type']} {r['subject']} {r['object']}"
        if r["type"] not in REL:
            out.append(f"{what}: unknown type")
        known(r["subject"], what)
        known(r["object"], what)
        known(r["source"], what + " source", ("node",), True)
        span(r["evidence"], what, True)
        if r["factuality"] not in FACT:
            out.append(f"{what}: factuality {r['factuality']}")
    for c in gold["claims"]:
        known(c["source"], c["id"] + " source", ("node",))
        known(c["addressee"], c["id"] + " addressee", ("node",), True)
        span(c["cue"], c["id"] + " cue", True)
        span(c["content"], c["id"] + " content")
        if c["stance"] not in STANCE:
            out.append(f"{c['id']}: stance {c['stance']}")
        if not isinstance(c["direct"], bool):
            out.append(f"{c['id']}: direct {c['direct']!r}")
        for a in c["about"]:
            known(a, c["id"] + " about")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", gold["published"]):
        out.append(f"published {gold['published']!r}")
    elif not 1990 <= datetime.date.fromisoformat(gold["published"]).year <= 2030:
        out.append(f"published {gold['published']}: an unlikely year")
    return out
