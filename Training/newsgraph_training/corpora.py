"""Which documents go into training and development."""
from .readers import crossner, ewt, gum, own, social
from .schema import SPAN_LABELS, UPOS
from .windows import Flat, merge

# Sentences of these stand alone; they are put together in a new order every epoch.
LOOSE = {"crossner", "wnut17", "btc"}


def training(corpora, corpus):
    """{name: documents}; `corpora` is the folder of the outside corpora, `corpus` that of our own."""
    return {"ewt": list(ewt.read(corpora, "train")), "gum": list(gum.read(corpora, "train")), "own": list(own.read(corpus, "train")),
            "crossner": list(crossner.read(corpora)), "wnut17": list(social.read_wnut(corpora)), "btc": list(social.read_btc(corpora))}


def development(corpora, corpus):
    return {"ewt": list(ewt.read(corpora, "dev")), "gum": list(gum.read(corpora, "dev")), "own": list(own.read(corpus, "development"))}


def labels(documents):
    rels = sorted({r for d in documents["ewt"] + documents["gum"] for s in d.sentences for r in s.rels or []})
    return {"upos": UPOS, "boundary": ["inside", "start"], "rel": rels, "span": SPAN_LABELS}


def epoch(documents, passes, rng):
    """The flat documents of one epoch: whole passes, and a sample for the fraction."""
    out = []
    for name in sorted(documents):
        part = documents[name]
        chosen = []
        whole, rest = divmod(passes.get(name, 0), 1)
        for _ in range(int(whole)):
            chosen.append(list(part))
        if rest:
            chosen.append(rng.sample(part, round(rest * len(part))))
        for documents_once in chosen:
            out += [Flat(d) for d in (merge(documents_once, rng) if name in LOOSE else documents_once)]
    return out
