"""Train the encoder: `python -m newsgraph_training.train --config FILE --corpora DIR --corpus DIR --out DIR`.

A checkpoint is written after every epoch; the same command goes on from the last one.
"""
import argparse
import json
import os
import random
import time

import torch

from . import corpora, metrics
from .augment import Augment, NameLists
from .batches import collate, group, losses
from .model import Encoder, pretrained_folder
from .tokenizer_reference import WordPiece, load_vocabulary
from .windows import Flat, Labels, arrays, cut


def epoch_windows(documents, config, wordpiece, labels, augment, seed):
    rng = random.Random(seed)
    out = []
    for flat in corpora.epoch(documents, config["passes"], rng):
        lengths = [len(wordpiece.pieces(w)) for w in flat.words]
        for first, end in cut(flat, lengths, rng):
            window = arrays(flat, first, end, wordpiece, labels, augment, rng)
            if len(window["ids"]) <= 512:
                out.append(window)
    return out, rng


def optimizer(model, config):
    rate = config["learning_rate"]
    return torch.optim.AdamW([{"params": [p for _, p in model.trunk_parameters()], "lr": rate["trunk"], "weight_decay": config["weight_decay"]},
                              {"params": [p for _, p in model.head_parameters()], "lr": rate["heads"], "weight_decay": 0.0}], betas=(0.9, 0.98), fused=True)


def rate_at(progress, settings):
    """Linear warm-up, then linear decay; progress runs from 0 to 1."""
    return max(settings["floor"], min((progress + 1e-4) / settings["warm_up"], (1 - progress) / (1 - settings["warm_up"])))


def save(path, model, config, labels, **more):
    torch.save({"config": config, "labels": labels, "state": model.state_dict(), **more}, path + ".part")
    os.replace(path + ".part", path)


def evaluate(model, dev, wordpiece, table, autocast):
    out = {}
    for name, documents in dev.items():
        for form in ("normal",):
            got = metrics.score(model, metrics.windows(documents, wordpiece, table, form), table, autocast, spans=name == "own")
            out[name] = {k: round(v, 2) for k, v in got.items()}
    out["ewt"]["boundary"] = round(metrics.boundaries(model, dev["ewt"], wordpiece, table, random.Random(7), autocast), 2)
    model.train()
    return out


def main(arguments=None):
    p = argparse.ArgumentParser()
    p.add_argument("--config", required=True)
    p.add_argument("--corpora", required=True, help="folder of the outside corpora's training part")
    p.add_argument("--corpus", required=True, help="folder of our annotated corpus")
    p.add_argument("--out", required=True)
    p.add_argument("--steps", type=int, help="stop after so many steps: a smoke run")
    p.add_argument("--minutes", type=float, help="overrides the config's limit")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--fp32", action="store_true")
    a = p.parse_args(arguments)
    with open(a.config, encoding="utf-8") as f:
        config = json.load(f)
    os.makedirs(a.out, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(config["seed"])
    minutes = a.minutes or config["minutes"]

    documents = corpora.training(a.corpora, a.corpus)
    dev = corpora.development(a.corpora, a.corpus)
    labels = corpora.labels(documents)
    table, wordpiece = Labels(labels), WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    names = NameLists()
    for part in ("ewt", "gum", "own", "crossner"):
        for d in documents[part]:
            names.add(Flat(d))
    augment = Augment(names.finish(), config["augment"])

    model = Encoder(config["model"], labels)
    model.load_pretrained(os.path.join(pretrained_folder(), "model.safetensors"))
    opt = optimizer(model, config)
    state_path, done, used = os.path.join(a.out, "state.pt"), 0, 0.0
    if os.path.exists(state_path) and not a.steps:
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["optimizer"])
        done, used = state["epoch"], state["seconds"]
        torch.manual_seed(config["seed"] + done)
        print("going on after epoch", done, flush=True)
    rates = [g["lr"] for g in opt.param_groups] if not done else [config["learning_rate"]["trunk"], config["learning_rate"]["heads"]]

    model.train()
    begun, step, stop = time.time() - used, 0, False
    for epoch in range(done, config["epochs"]):
        windows, rng = epoch_windows(documents, config, wordpiece, table, augment, config["seed"] * 1000 + epoch)
        batches = group(windows, config["pieces_per_batch"], rng)
        words = sum(len(w["first"]) - 1 for w in windows)
        print(f"epoch {epoch + 1}: {len(windows)} windows, {words} words, {sum(len(w['ids']) for w in windows)} pieces, {len(batches)} steps", flush=True)
        start, seen, sums = time.time(), 0, {}
        for k, batch in enumerate(batches):
            elapsed = (time.time() - begun) / 60
            # Steps set the rate; where the machine is slower than planned, the clock does.
            progress = max((epoch + k / len(batches)) / config["epochs"], elapsed / minutes)
            if progress >= 1:
                stop = True
                break
            for g, r in zip(opt.param_groups, rates):
                g["lr"] = r * rate_at(progress, config["learning_rate"])
            each = losses(model, collate(batch), not a.fp32)
            loss = sum(config["loss_weights"][n] * l for n, l in each.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), config["gradient_clip"])
            opt.step()
            step += 1
            seen += sum(len(w["first"]) - 1 for w in batch)
            for n, l in each.items():
                sums[n] = sums.get(n, 0.0) * 0.98 + 0.02 * l.item() if n in sums else l.item()
            if step <= 20 and step % 5 == 0 or step % 50 == 0:
                print(f"{time.strftime('%H:%M:%S')} epoch {epoch + 1} step {k + 1}/{len(batches)} progress {progress:.3f}", " ".join(f"{n} {v:.3f}" for n, v in sums.items()),
                      f"{seen / (time.time() - start):.0f} words/s", flush=True)
            if a.steps and step >= a.steps:
                stop = True
                break
        before = time.time()
        if not a.steps:
            save(os.path.join(a.out, f"epoch-{epoch + 1}.pt"), model, config, labels, epoch=epoch + 1)
            torch.save({"model": model.state_dict(), "optimizer": opt.state_dict(), "epoch": epoch + 1, "seconds": time.time() - begun}, state_path + ".part")
            os.replace(state_path + ".part", state_path)
            got = evaluate(model, dev, wordpiece, table, not a.fp32)
            print(f"DEV after epoch {epoch + 1}, {(time.time() - begun) / 60:.1f} min, evaluated in {time.time() - before:.0f} s:", json.dumps(got), flush=True)
        if stop:
            break
    if a.steps:
        save(os.path.join(a.out, "smoke.pt"), model, config, labels)
    print("end", time.strftime("%H:%M:%S"), f"{(time.time() - begun) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
