"""Writes a checkpoint as a weights file for the Swift encoder.

    python -m newsgraph_training.export CHECKPOINT OUTPUT [--corpus DIR | --float] [--vocabulary FILE] [--note TEXT]

In the int8 file, columns that reach far are made smaller before they are quantised, and the weights that read them larger
(SmoothQuant, Xiao et al. 2023); how far they reach is measured on the training part of our corpus, in DIR.

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


def reaches(checkpoint, sentences, wordpiece):
    """{name of a layer norm: the largest magnitude of each of its columns} over some windows of words."""
    import torch
    from .model import Encoder
    model = Encoder(checkpoint["config"].get("model", checkpoint["config"]), checkpoint["labels"])
    model.load_state_dict({k: v.float() for k, v in checkpoint["state"].items()})
    model.eval()
    found = {}

    def watch(name):
        def hook(module, inputs, output):
            top = output.reshape(-1, output.shape[-1]).abs().amax(0).numpy()
            found[name] = np.maximum(found.get(name, 0), top)
        return hook

    for name, module in model.named_modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.register_forward_hook(watch(name))
    with torch.no_grad():
        for words in sentences:
            ids, marks, _ = tokenizer_reference.window_pieces(
                [wordpiece.pieces(w) for w in words], [tokenizer_reference.shape(w) for w in words])
            model.encode(torch.tensor([ids]), torch.tensor([marks]), None)
    return found


def corpus_windows(folder, wordpiece, count=160):
    """The beginnings of some articles of our corpus, a window each."""
    from .readers import own
    for _, document in zip(range(count), own.read(folder, "train")):
        words, size = [], 0
        for word in (w for s in document.sentences for w in s.words):
            size += len(wordpiece.pieces(word))
            if size > WINDOW - 2:
                break
            words.append(word)
        yield words


def smooth(state, config, found, readers, strength=0.5):
    """Factors for the columns of each layer norm; the weights of its readers are divided by them in `state`."""
    factors = {}
    for name, reach in found.items():
        weights = [r + ".weight" for r in readers(name)]
        weight = np.maximum(np.max([np.abs(state[w]).max(0) for w in weights], 0), 1e-5)
        stretch = np.maximum(reach, 1e-5) ** strength / weight ** (1 - strength)
        stretch /= np.exp(np.log(stretch).mean())
        factors[name] = (1 / stretch).astype(np.float32)
        for w in weights:
            state[w] = (state[w] / factors[name]).astype(np.float32)
    return factors


def add_trunk(file, state, config, factors):
    file.add_rows("words", state["word_embeddings"])
    positions = state["position_embeddings"][:min(WINDOW, config["positions"])] + state["token_type"]
    file.add("positions", positions, "f32")
    file.add("shapes", state["shape_embeddings"], "f32")

    def norm(name, source):
        file.add(name + ".gain", state[source + ".weight"], "f32")
        file.add(name + ".bias", state[source + ".bias"], "f32")
        if source in factors:
            file.add(name + ".smoothing", factors[source], "f32")

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


# Heads' layers that read word vectors.
PROJECTIONS = ("upos", "boundary", "span_inside", "arc_dep", "arc_head", "rel_dep", "rel_head", "span_start", "span_end")


def readers(config):
    """The linear layers that read the output of a layer norm."""
    def of(name):
        if name == "embedding_norm":
            return ["layers.0.qkv"]
        layer, norm = name.rsplit(".", 1)
        if norm == "norm1":
            return [layer + ".up"]
        following = int(layer.split(".")[1]) + 1
        return [f"layers.{following}.qkv"] if following < config["layers"] else list(PROJECTIONS)
    return of


def weights(checkpoint, vocabulary, int8=True, provenance=None, found=None):
    config = checkpoint["config"].get("model", checkpoint["config"])
    state = {k: v.detach().float().cpu().numpy() for k, v in checkpoint["state"].items()}
    if len(vocabulary) != config["vocabulary"]:
        raise ValueError(f"the vocabulary has {len(vocabulary)} entries, the checkpoint {config['vocabulary']}")
    file = WeightsFile(int8)
    tokenizer = add_tokenizer(file, vocabulary)
    add_trunk(file, state, config, smooth(state, config, found, readers(config)) if found and int8 else {})
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
    p.add_argument("--corpus", help="our annotated corpus, for the reach of columns; without it nothing is smoothed")
    p.add_argument("--vocabulary", help="vocab.txt; by default that of the pretrained trunk")
    p.add_argument("--note", default="", help="kept in the header's provenance")
    a = p.parse_args()
    checkpoint = torch.load(a.checkpoint, map_location="cpu", weights_only=True)
    vocabulary = read_vocabulary(a.vocabulary or os.path.join(pretrained_folder(), "vocab.txt"))
    provenance = {"checkpoint": os.path.basename(a.checkpoint), "configuration": checkpoint["config"].get("name", ""),
                  "trunk": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned", "note": a.note}
    found = None
    if a.corpus and not a.float:
        torch.set_num_threads(1)
        wordpiece = tokenizer_reference.WordPiece({v: i for i, v in enumerate(vocabulary)})
        found = reaches(checkpoint, corpus_windows(a.corpus, wordpiece), wordpiece)
    data = weights(checkpoint, vocabulary, not a.float, provenance, found)
    with open(a.output, "wb") as f:
        f.write(data)
    print(f"{a.output}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
