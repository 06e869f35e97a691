"""Labels of the heads, and what a corpus may say about a span.

A span's answer is a bit mask over the span labels: the labels that the corpus allows. One bit is a plain label, several
bits a partial one (the loss sums their probabilities), all bits say nothing.
"""
TYPES = ["Person", "Agency", "Organization", "Group", "Place", "Work", "Product"]
KINDS = ["name", "nominal", "pronoun"]
SPAN_LABELS = ["NONE"] + [f"{k} {t}" for k in KINDS for t in TYPES] + ["name Event"]
SPAN_INDEX = {l: i for i, l in enumerate(SPAN_LABELS)}
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
MAX_SPAN = 24

NONE = 1
EVERY = (1 << len(SPAN_LABELS)) - 1


def mask(kind, *types):
    """The bits of a kind with these types; kind `any` takes all kinds."""
    out = 0
    for k in KINDS if kind == "any" else [kind]:
        for t in types or TYPES + (["Event"] if k == "name" else []):
            i = SPAN_INDEX.get(f"{k} {t}")
            if i is not None:
                out |= 1 << i
    return out


NAMES, NOMINALS, PRONOUNS = mask("name"), mask("nominal"), mask("pronoun")
BODY = ("Organization", "Agency")
