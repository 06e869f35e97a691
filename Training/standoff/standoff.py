"""Annotations without their text: a record holds offsets and labels only, and the hash of the text they belong to.

Record: {"id", "corpus", "file" (below the corpora folder), "sha256", "length" (code points), "published",
  "nodes":     [{"id", "type", "salience", "name": [start, end], "mentions": [[start, end, kind], ...]}],
  "events":    [{"id", "type", "triggers": [[start, end], ...] (the main one first), "time": [start, end, value] or null, "factuality", "source",
                 "roles": [[role, id], ...], "attributes": {}}],
  "relations": [{"type", "subject", "object", "factuality", "source", "attributes", "title": [start, end] or null, "evidence": [start, end] or null}],
  "claims":    [{"id", "source", "cue": [start, end] or null, "content": [start, end], "direct", "stance", "about": [ids], "addressee"}]}
Offsets count Unicode code points, end exclusive. Ids are numbers with a letter (n1, e1, c1): they say nothing of the text.
"""
import hashlib


class StandoffError(ValueError):
    """A record and a text that do not belong together."""


def fingerprint(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def strip(gold, text, corpus, file):
    """The record of a gold graph. A relation's title becomes a place in the text, or is left out when the text has it nowhere."""
    names = {e["id"]: f"n{k}" for k, e in enumerate(gold["entities"], 1)}
    names.update({e["id"]: f"e{k}" for k, e in enumerate(gold["events"], 1)})
    ref = lambda i: names[i] if i is not None else None
    span = lambda s: [s["start"], s["end"]] if s else None

    def title(r):
        words = r["attributes"].get("title")
        if not words:
            return None
        at = r["evidence"] or {"start": 0}
        i = text.find(words, at["start"])
        i = i if i >= 0 else text.find(words)
        return [i, i + len(words)] if i >= 0 else None

    nodes = []
    for e in gold["entities"]:
        name = next((m for m in e["mentions"] if m["text"] == e["name"]), e["mentions"][0])
        nodes.append({"id": ref(e["id"]), "type": e["type"], "salience": e["salience"], "name": span(name), "mentions": [[m["start"], m["end"], m["kind"]] for m in e["mentions"]]})
    return {"id": gold["name"], "corpus": corpus, "file": file, "sha256": fingerprint(text), "length": len(text), "published": gold["published"], "nodes": nodes,
            "events": [{"id": ref(e["id"]), "type": e["type"], "triggers": [span(e["trigger"])] + [span(m) for m in e["mentions"]],
                        "time": [e["time"]["start"], e["time"]["end"], e["time"]["value"]] if e["time"] else None, "factuality": e["factuality"], "source": ref(e["source"]),
                        "roles": [[a["role"], ref(a["entity"])] for a in e["arguments"]], "attributes": e["attributes"]} for e in gold["events"]],
            "relations": [{"type": r["type"], "subject": ref(r["subject"]), "object": ref(r["object"]), "factuality": r["factuality"], "source": ref(r["source"]),
                           "attributes": {k: v for k, v in r["attributes"].items() if k != "title"}, "title": title(r), "evidence": span(r["evidence"])} for r in gold["relations"]],
            "claims": [{"id": f"c{k}", "source": ref(c["source"]), "cue": span(c["cue"]), "content": span(c["content"]), "direct": c["direct"], "stance": c["stance"],
                        "about": [ref(a) for a in c["about"]], "addressee": ref(c["addressee"])} for k, c in enumerate(gold["claims"], 1)]}


def restore(record, text):
    """The gold form of a record on its text. Raises StandoffError when it is another text."""
    if len(text) != record["length"] or fingerprint(text) != record["sha256"]:
        raise StandoffError(f"{record['id']}: the text has changed: {len(text)} code points, {record['length']} expected, or another hash")

    def span(s):
        return {"start": s[0], "end": s[1], "text": text[s[0]:s[1]]} if s else None

    entities = []
    for n in record["nodes"]:
        name, mentions = text[n["name"][0]:n["name"][1]], [{**span(m), "kind": m[2]} for m in n["mentions"]]
        forms = dict.fromkeys(m["text"] for m in mentions if m["kind"] == "name")
        entities.append({"id": n["id"], "type": n["type"], "name": name, "aliases": [f for f in forms if f != name], "wikidata_label": None, "salience": n["salience"], "mentions": mentions})
    events = []
    for e in record["events"]:
        trigger, *others = (span(t) for t in e["triggers"])
        events.append({"id": e["id"], "type": e["type"], "trigger": trigger, "mentions": others, "time": {**span(e["time"]), "value": e["time"][2]} if e["time"] else None,
                       "place": next((i for role, i in e["roles"] if role == "place"), None), "factuality": e["factuality"], "source": e["source"],
                       "arguments": [{"role": role, "entity": i} for role, i in e["roles"]], "attributes": e["attributes"]})
    relations = [{"type": r["type"], "subject": r["subject"], "object": r["object"], "attributes": {**({"title": text[r["title"][0]:r["title"][1]]} if r["title"] else {}), **r["attributes"]},
                  "factuality": r["factuality"], "source": r["source"], "evidence": span(r["evidence"])} for r in record["relations"]]
    claims = [{"id": c["id"], "source": c["source"], "cue": span(c["cue"]), "content": span(c["content"]), "direct": c["direct"], "stance": c["stance"], "about": c["about"],
               "addressee": c["addressee"]} for c in record["claims"]]
    return {"name": record["id"], "published": record["published"], "entities": entities, "events": events, "relations": relations, "claims": claims}
