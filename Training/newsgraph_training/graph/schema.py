"""Labels of the graph heads and the type constraints of the ontology."""
import json
import os

from ..schema import SPAN_LABELS, TYPES

FACTUALITY = ["asserted", "alleged", "denied", "planned", "possible", "counterfactual"]
STANCES = ["asserts", "denies", "demands", "asks", "accuses", "praises", "promises", "warns"]
MAX_TRIGGER = 3
MAX_CONTENT = 120          # words of a claim's content that the end pointer can reach
MAX_CUE = 80               # words between a content's start and its cue
CUE_WORDS = 4
# "Event" stands for event nodes where a node type is asked for.
NODE_TYPES = TYPES + ["Event"]


def default_ontology():
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Schemas", "ontology")


class Ontology:
    """Names in the order of the files, and who may stand where."""

    def __init__(self, folder=None):
        folder = folder or default_ontology()
        with open(os.path.join(folder, "events.json"), encoding="utf-8") as f:
            events = json.load(f)["events"]
        with open(os.path.join(folder, "relations.json"), encoding="utf-8") as f:
            relations = json.load(f)["relations"]
        self.events = [e["id"] for e in events]
        self.roles = sorted({r for e in events for r in e["roles"]})
        self.relations = [r["id"] for r in relations]
        self.event_index = {e: i for i, e in enumerate(self.events)}
        self.role_index = {r: i for i, r in enumerate(self.roles)}
        self.relation_index = {r: i for i, r in enumerate(self.relations)}
        self.symmetric = {r["id"] for r in relations if r["symmetric"]}
        # role_mask[event][type][role], relation_mask[subject type][object type][relation]
        self.role_mask = [[[t in e["roles"].get(r, ()) for r in self.roles] for t in NODE_TYPES] for e in events]
        self.relation_mask = [[[s in r["source"] and o in r["target"] for r in relations] for o in NODE_TYPES] for s in NODE_TYPES]

    def labels(self):
        return {"event": self.events, "role": self.roles, "relation": self.relations, "factuality": FACTUALITY, "stance": STANCES, "span": SPAN_LABELS}
