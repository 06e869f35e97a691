"""Writes a checkpoint as a weights file for the Swift encoder.

    python -m newsgraph_training.export CHECKPOINT OUTPUT [--float] [--vocabulary FILE] [--note TEXT]

Heads that are linear in the word vectors, and the first layers of the others, are put together as one matrix, `heads`;
the JSON header says which columns belong to what.
"""
import argparse
import os
import sys

import numpy as np

from . import character_table, tokenizer_reference
from .schema import MAX_SPAN as LONGEST_SPAN
from .weights_file import WeightsFile, round_up

WINDOW = 256


def read_vocabulary(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f]


class HeadColumns:
    """Rows for the joint first layer; each part starts at a multiple of 16."""

    def __init__(self, hidden):
        self.hidden, self.weights, self.biases, self.size = hidden, [], [], 0

    def add(self, weight, bias):
        pad = round_up(self.size, 16) - self.size
        self.weights += [np.zeros((pad, self.hidden), np.float32), weight]
        self.biases += [np.zeros(pad, np.float32), bias]
        first = self.size + pad
        self.size = first + len(bias)
        return [first, len(bias)]

    def matrix(self):
        return np.concatenate(self.weights), np.concatenate(self.biases)


def pair_matrix(u):
    """[labels, left + 1, right + 1] as a linear map from the left vector to a packed float matrix of its own.

    Its output, for one left vector, is [labels / 16][right][16] and then [labels] (the right vector's constant one):
    the layout in which the kernels multiply, so that right vectors are scored against all labels at once.
    """
    labels, left, right = u.shape
    padded = np.zeros((round_up(labels, 16), left, right), np.float32)
    padded[:labels] = u
    weights = padded[:, :, :-1].reshape(-1, 16, left, right - 1).transpose(0, 3, 1, 2).reshape(-1, left)
    flat = np.concatenate([weights, padded[:, :, -1]])
    return flat[:, :-1], flat[:, -1]


def add_trunk(file, state, config):
    file.add_rows("words", state["word_embeddings"])
    positions = state["position_embeddings"][:min(WINDOW, config["positions"])] + state["token_type"]
    file.add("positions", positions, "f32")
    file.add("shapes", state["shape_embeddings"], "f32")

    def norm(name, source):
        file.add(name + ".gain", state[source + ".weight"], "f32")
        file.add(name + ".bias", state[source + ".bias"], "f32")

    norm("embedding_norm", "embedding_norm")
    for i in range(config["layers"]):
        for part in ("qkv", "out", "up", "down"):
            file.add_matrix(f"layers.{i}.{part}", state[f"layers.{i}.{part}.weight"], state[f"layers.{i}.{part}.bias"])
        norm(f"layers.{i}.norm1", f"layers.{i}.norm1")
        norm(f"layers.{i}.norm2", f"layers.{i}.norm2")


def add_heads(file, state, labels, config):
    """Tensors of the heads and their descriptions: linear ones first, then those that rectify their columns."""
    columns = HeadColumns(config["hidden"])
    part = lambda name: columns.add(state[name + ".weight"], state[name + ".bias"])
    heads = [{"name": name, "kind": "linear", "columns": part(name), "labels": labels[name]} for name in ("upos", "boundary")]
    heads[1]["sentenceStart"] = labels["boundary"].index("start")
    inside = part("span_inside")
    rectified = round_up(columns.size, 16)
    u = state["arc_u"] / np.float32(16)
    heads.append({"name": "arc", "kind": "arc", "dependent": part("arc_dep"), "head": part("arc_head"), "tensor": "arc"})
    file.add_matrix("arc", np.ascontiguousarray(u[:-1].T), u[-1])
    heads.append({"name": "rel", "kind": "relation", "left": part("rel_dep"), "right": part("rel_head"), "tensor": "rel",
                  "labels": labels["rel"]})
    file.add_matrix("rel", *pair_matrix(state["rel_u"]))
    heads.append({"name": "span", "kind": "span", "left": part("span_start"), "right": part("span_end"), "tensor": "span",
                  "labels": labels["span"], "longest": LONGEST_SPAN, "inside": inside, "widths": "span_widths"})
    file.add_matrix("span", *pair_matrix(state["span_u"]))
    widths = np.zeros((LONGEST_SPAN, round_up(len(labels["span"]), 16)), np.float32)
    widths[:, :len(labels["span"])] = state["span_width"].T
    file.add("span_widths", widths, "f32")
    file.add_matrix("heads", *columns.matrix())
    return heads, rectified


def add_tokenizer(file, vocabulary):
    v, c = character_table.vocabulary_tables(vocabulary), character_table.tables(vocabulary)
    file.add("vocabulary.bytes", v["bytes"], "u8")
    file.add("vocabulary.offsets", v["offsets"], "u32")
    file.add("vocabulary.table", v["table"], "u32")
    file.add("characters.pages", c["pages"], "u16")
    file.add("characters.classes", c["classes"], "u8")
    file.add("characters.keys", c["keys"], "u32")
    file.add("characters.offsets", c["offsets"], "u32")
    file.add("characters.scalars", c["scalars"], "u32")
    return {"unknown": tokenizer_reference.UNK, "start": tokenizer_reference.CLS, "end": tokenizer_reference.SEP,
            "longestChunk": tokenizer_reference.MAX_CHARACTERS, "piecesPerWord": tokenizer_reference.MAX_PIECES,
            "longestEntry": v["longest"]}


def weights(checkpoint, vocabulary, int8=True, provenance=None):
    config = checkpoint["config"].get("model", checkpoint["config"])
    state = {k: v.detach().float().cpu().numpy() for k, v in checkpoint["state"].items()}
    if len(vocabulary) != config["vocabulary"]:
        raise ValueError(f"the vocabulary has {len(vocabulary)} entries, the checkpoint {config['vocabulary']}")
    file = WeightsFile(int8)
    tokenizer = add_tokenizer(file, vocabulary)
    add_trunk(file, state, config)
    heads, rectified = add_heads(file, state, checkpoint["labels"], config)
    header = {
        "model": {"hidden": config["hidden"], "inner": config["inner"], "attentionHeads": config["attention_heads"],
                  "layers": config["layers"], "window": min(WINDOW, config["positions"]), "vocabulary": len(vocabulary),
                  "shapes": tokenizer_reference.SHAPES, "epsilon": 1e-12, "precision": "int8" if int8 else "float32",
                  "rectifiedFrom": rectified},
        "tokenizer": tokenizer, "heads": heads, "provenance": provenance or {}}
    return file.bytes(header)


def main():
    import torch
    from .model import pretrained_folder
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("checkpoint")
    p.add_argument("output")
    p.add_argument("--float", action="store_true", help="single precision, for comparison with torch")
    p.add_argument("--vocabulary", help="vocab.txt; by default that of the pretrained trunk")
    p.add_argument("--note", default="", help="kept in the header's provenance")
    a = p.parse_args()
    checkpoint = torch.load(a.checkpoint, map_location="cpu", weights_only=True)
    vocabulary = read_vocabulary(a.vocabulary or os.path.join(pretrained_folder(), "vocab.txt"))
    provenance = {"checkpoint": os.path.basename(a.checkpoint), "configuration": checkpoint["config"].get("name", ""),
                  "trunk": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned", "note": a.note}
    data = weights(checkpoint, vocabulary, not a.float, provenance)
    with open(a.output, "wb") as f:
        f.write(data)
    print(f"{a.output}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
