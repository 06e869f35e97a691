"""Score a checkpoint's graphs: `python -m newsgraph_training.graph.evaluate_graph CHECKPOINT --data FILE --gold DIR --scorer score.py`.

`--gold` holds gold/NAME.json and texts/NAME.txt, as `corpus/markup.py convert` writes them. `--tune` sets the thresholds on
this very set, one after the other, and prints them: for the development split only.
"""
import argparse
import dataclasses
import importlib.util
import json
import os
import pickle
import time

import torch

from ..model import pretrained_folder
from ..tokenizer_reference import WordPiece, load_vocabulary
from ..windows import Labels
from .decode import Settings, decode, encode
from .losses import Constraints
from .schema import Ontology
from .train_graph import load_graph

LAYERS = ("names", "entities", "entities-any", "salient", "events", "events-any", "times", "factuality", "roles", "roles-any", "relations", "relations-any",
          "claims", "claims-any")
PARTS = ("entities", "events", "roles", "relations", "claims")
GRID = {"trigger": ("events", (0.5, 1, 1.5, 2)), "event": ("events", (-1, 1)), "role": ("roles", (0.5, 1, 1.5, 2)), "relation": ("relations", (0.5, 1, 1.5, 2, 2.5)),
        "claim": ("claims", (-0.5, 0.5, 1)), "mention": ("entities", (-0.5, 0.5)), "singleton": ("entities", (0.6, 0.75, 0.85)), "coref": ("entities", (-1, 1)),
        "time": ("times", (-1, 1))}


def scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(folder, names):
    out = {}
    for n in names:
        with open(os.path.join(folder, "gold", n + ".json"), encoding="utf-8") as f:
            out[n] = json.load(f)
        with open(os.path.join(folder, "texts", n + ".txt"), encoding="utf-8", newline="") as f:
            out[n]["text"] = f.read()
    return out


def measure(module, golden, graphs):
    layers = (*LAYERS, "names-span", "attributes")
    counts, corefs, by_article = {l: module.Count() for l in layers}, [[0.0] * 4 for _ in range(3)], []
    for name in sorted(graphs):
        own = {l: module.Count() for l in layers}
        module.score_article(golden[name], graphs[name], own, corefs, [])
        for l, x in own.items():
            counts[l].add(x.tp, x.gold, x.system)
        present = [own[x].f for x in PARTS if own[x].gold or own[x].system]
        by_article.append(sum(present) / max(len(present), 1))
    f1 = []
    for pn, pd, rn, rd in corefs:
        a, b = pn / pd if pd else 0, rn / rd if rd else 0
        f1.append(2 * a * b / (a + b) if a + b else 0)
    out = {l: 100 * counts[l].f for l in layers}
    out["coref"], out["graph"] = 100 * sum(f1) / 3, sum(out[x] for x in PARTS) / 5
    out["by article"] = 100 * sum(by_article) / max(len(by_article), 1)
    return out, {l: (100 * counts[l].p, 100 * counts[l].r) for l in layers}


def main(arguments=None):
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint")
    p.add_argument("--data", required=True)
    p.add_argument("--gold", required=True)
    p.add_argument("--scorer", required=True)
    p.add_argument("--ontology")
    p.add_argument("--tune", action="store_true")
    p.add_argument("--settings", default="{}", help="JSON, or a file that --save wrote")
    p.add_argument("--save", help="where to write the settings")
    p.add_argument("--write", help="folder for the graphs")
    p.add_argument("--limit", type=int)
    a = p.parse_args(arguments)
    torch.set_num_threads(1)
    ontology = Ontology(a.ontology)
    c = Constraints(ontology)
    model, heads, labels = load_graph(a.checkpoint, ontology)
    table, wordpiece = Labels(labels), WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    with open(a.data, "rb") as f:
        documents = pickle.load(f)[:a.limit]
    module, golden = scorer(a.scorer), gold(a.gold, [d.name for d in documents])
    begun = time.time()
    encoded = [encode(model, d, wordpiece, table, labels["rel"]) for d in documents]
    middle = time.time()
    if os.path.exists(a.settings):
        with open(a.settings, encoding="utf-8") as f:
            settings = Settings(**json.load(f))
    else:
        settings = Settings(**json.loads(a.settings))

    def run(s):
        return measure(module, golden, {d.name: decode(heads, e, d, c, s) for d, e in zip(documents, encoded)})
    got, detail = run(settings)
    print(f"encoded in {middle - begun:.1f} s, decoded and scored in {time.time() - middle:.1f} s", flush=True)
    if a.tune:
        for name, (layer, values) in GRID.items():
            best = (got[layer] + got["graph"], getattr(settings, name))
            for v in values:
                trial, _ = run(dataclasses.replace(settings, **{name: v}))
                best = max(best, (trial[layer] + trial["graph"], v))
            settings = dataclasses.replace(settings, **{name: best[1]})
            got, detail = run(settings)
            print(name, best[1], f"{layer} {got[layer]:.1f} graph {got['graph']:.1f}", flush=True)
        print("settings", json.dumps(dataclasses.asdict(settings)))
    if a.save:
        with open(a.save, "w", encoding="utf-8") as f:
            json.dump(dataclasses.asdict(settings), f)
    for layer in (*LAYERS, "names-span"):
        print(f"{layer:14} P {detail[layer][0]:5.1f} R {detail[layer][1]:5.1f} F {got[layer]:5.1f}")
    print(f"coref {got['coref']:.1f} graph {got['graph']:.1f} by article {got['by article']:.1f}")
    if a.write:
        os.makedirs(a.write, exist_ok=True)
        for d, e in zip(documents, encoded):
            with open(os.path.join(a.write, d.name + ".json"), "w", encoding="utf-8") as f:
                json.dump(decode(heads, e, d, c, settings), f)


if __name__ == "__main__":
    main()
