"""Train the graph heads with the encoder: `python -m newsgraph_training.graph.train_graph --data PREFIX --checkpoint BASE.pt --out DIR`.

A batch holds whole documents; each document's windows go through the encoder together and its words come out as one row,
so that coreference, arguments and relations see all of it. The base model's own parses are learned along, so that the
parsing heads stay fit for the trunk. A checkpoint is written after every epoch; the same command goes on from the last.
"""
import argparse
import json
import os
import pickle
import random
import time

import torch

from ..batches import collate, losses as base_losses
from ..evaluate import load
from ..model import Encoder, pretrained_folder
from ..tokenizer_reference import WordPiece, load_vocabulary
from ..train import rate_at
from ..windows import Labels
from . import data
from .heads import DEFAULT, GraphHeads
from .losses import Arrays, Constraints, graph_losses
from .schema import Ontology

WEIGHTS = {"upos": 0.2, "boundary": 0.1, "arc": 0.3, "rel": 0.3, "span": 1.5, "trigger": 1.5, "coref": 0.7, "same event": 1.0, "role": 1.2, "relation": 1.2,
           "factuality": 1.0, "time": 0.7, "claim start": 1.5, "claim end": 0.7, "claim cue": 0.5, "claim source": 1.0, "stance": 0.7, "about": 0.5, "salience": 0.3}


class FrozenBottom:
    """Encoder whose embeddings and lowest layers give no gradients: a quarter of the time saved."""

    def __init__(self, model, layers):
        self.layers = layers
        for name, p in model.trunk_parameters():
            parts = name.split(".")
            if parts[0] != "layers" or int(parts[1]) < layers:
                p.requires_grad_(False)


def document_words(model, d_items, w):
    """One row of word vectors from the windows of a document."""
    return torch.cat([w[i, 1:len(x["first"])] for i, x in d_items])


def load_graph(path, ontology):
    state = torch.load(path, weights_only=False, map_location="cpu")
    model = Encoder(state["config"]["model"], state["labels"])
    model.load_state_dict(state["state"])
    heads = GraphHeads(state["graph_config"], ontology)
    heads.load_state_dict(state["graph_state"])
    return model, heads, state["labels"]


def groups(documents, budget, rng):
    """Documents of like length, at most `budget` pieces together, at least one."""
    order = sorted(documents, key=lambda d: sum(d.pieces) + rng.random() * 100)
    out, current, size = [], [], 0
    for d in order:
        n = sum(d.pieces)
        if current and size + n > budget:
            out.append(current)
            current, size = [], 0
        current.append(d)
        size += n
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def step_losses(model, heads, batch, wordpiece, table, c, cache, rng, autocast=True):
    windows, owner = [], []
    for k, d in enumerate(batch):
        for w in data.items(d, wordpiece, table, rng):
            owner.append(k)
            windows.append(w)
    b = collate(windows)
    kept = {}

    def words(x, first, original=model.words):
        kept["w"] = original(x, first)
        return kept["w"]
    model.words = words
    try:
        out = base_losses(model, b, autocast)
    finally:
        del model.words
    for k, d in enumerate(batch):
        w = document_words(model, [(i, x) for i, x in enumerate(windows) if owner[i] == k], kept["w"])
        key = (d.name, d.text)
        if key not in cache:
            cache[key] = Arrays(d, c)
        for name, value in graph_losses(heads, w, cache[key], c).items():
            out[name] = out.get(name, 0) + value / len(batch)
    return out


def main(arguments=None):
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True, help="prefix of the files that graph.data wrote")
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--warm-start", help="weights of an earlier run of this program; the schedule begins anew")
    p.add_argument("--out", required=True)
    p.add_argument("--ontology")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--minutes", type=float, default=25)
    p.add_argument("--pieces", type=int, default=1200)
    p.add_argument("--freeze", type=int, default=2)
    p.add_argument("--share", type=float, default=1.0, help="part of the articles, for learning curves")
    p.add_argument("--steps", type=int)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--trunk-rate", type=float, default=1e-4)
    p.add_argument("--base-rate", type=float, default=3e-4)
    p.add_argument("--head-rate", type=float, default=1.2e-3)
    a = p.parse_args(arguments)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    ontology = Ontology(a.ontology)
    c = Constraints(ontology)
    model, labels = load(a.checkpoint)
    base_config = torch.load(a.checkpoint, weights_only=False, map_location="cpu")["config"]
    heads = GraphHeads(DEFAULT, ontology)
    if a.warm_start:
        model, heads, labels = load_graph(a.warm_start, ontology)
    table, wordpiece = Labels(labels), WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    with open(f"{a.data}-train.pkl", "rb") as f:
        documents = pickle.load(f)
    versions = {}
    for d in documents:
        versions.setdefault(d.name, []).append(d)
    names = sorted(versions)
    random.Random(5).shuffle(names)
    names = names[:round(len(names) * a.share)]
    FrozenBottom(model, a.freeze)
    trunk = [q for _, q in model.trunk_parameters() if q.requires_grad]
    opt = torch.optim.AdamW([{"params": trunk, "lr": a.trunk_rate, "weight_decay": 0.01}, {"params": [q for _, q in model.head_parameters()], "lr": a.base_rate, "weight_decay": 0.0},
                             {"params": list(heads.parameters()), "lr": a.head_rate, "weight_decay": 0.01}], betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in opt.param_groups]
    setting = {"warm_up": 0.05, "floor": 0.02}
    done, used, state_path = 0, 0.0, os.path.join(a.out, "state.pt")
    if os.path.exists(state_path) and not a.steps:
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"])
        heads.load_state_dict(state["heads"])
        opt.load_state_dict(state["optimizer"])
        done, used = state["epoch"], state["seconds"]
        torch.manual_seed(a.seed + done)
    parameters = trunk + [q for _, q in model.head_parameters()] + list(heads.parameters())
    model.train()
    heads.train()
    begun, cache, step, stop = time.time() - used, {}, 0, False
    for epoch in range(done, a.epochs):
        rng = random.Random(a.seed * 1000 + epoch)
        chosen = [rng.choice(versions[n]) if epoch else versions[n][0] for n in names]
        batches = groups(chosen, a.pieces, rng)
        start, seen, sums = time.time(), 0, {}
        for k, batch in enumerate(batches):
            progress = max((epoch + k / len(batches)) / a.epochs, (time.time() - begun) / 60 / a.minutes)
            if progress >= 1:
                stop = True
                break
            for g, r in zip(opt.param_groups, rates):
                g["lr"] = r * rate_at(progress, setting)
            each = step_losses(model, heads, batch, wordpiece, table, c, cache, rng)
            loss = sum(WEIGHTS[n] * l for n, l in each.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 2.0)
            opt.step()
            step += 1
            seen += sum(len(d.flat.words) for d in batch)
            for n, l in each.items():
                v = float(l.detach())
                sums[n] = sums[n] * 0.98 + 0.02 * v if n in sums else v
            if step % (5 if a.steps else 50) == 0:
                print(f"{time.strftime('%H:%M:%S')} epoch {epoch + 1} step {k + 1}/{len(batches)} progress {progress:.3f}", " ".join(f"{n} {v:.3f}" for n, v in sums.items()),
                      f"{seen / (time.time() - start):.0f} words/s", flush=True)
            if a.steps and step >= a.steps:
                stop = True
                break
        path = os.path.join(a.out, f"epoch-{epoch + 1}.pt")
        torch.save({"config": base_config, "labels": labels, "state": model.state_dict(), "graph_config": DEFAULT, "graph_labels": ontology.labels(),
                    "graph_state": heads.state_dict(), "epoch": epoch + 1}, path + ".part")
        os.replace(path + ".part", path)
        if not a.steps:
            torch.save({"model": model.state_dict(), "heads": heads.state_dict(), "optimizer": opt.state_dict(), "epoch": epoch + 1, "seconds": time.time() - begun}, state_path + ".part")
            os.replace(state_path + ".part", state_path)
        print("after epoch", epoch + 1, f"{(time.time() - begun) / 60:.1f} min", flush=True)
        if stop:
            break


if __name__ == "__main__":
    main()
