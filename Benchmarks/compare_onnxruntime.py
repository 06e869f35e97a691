"""The Swift encoder against onnxruntime (int8, dynamic, per channel) on the same windows, in one run.

    python Benchmarks/compare_onnxruntime.py CHECKPOINT PROGRAM WEIGHTS TEXT [--words 30000] [--threads 1,2]

PROGRAM is the built EncoderBenchmark, WEIGHTS the int8 file exported from CHECKPOINT. Both run trunk and all heads with their
argmax; onnxruntime gets ready-made word pieces, Swift tokenizes and decodes trees and spans as well. Each onnxruntime batch
size is tried and the best counts. Needs torch (Training/requirements.txt), onnx, onnxruntime, and Training on PYTHONPATH.
"""
import argparse
import os
import re
import subprocess
import tempfile
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from newsgraph_training.model import Encoder, pretrained_folder, with_one
from newsgraph_training.tokenizer_reference import WordPiece, load_vocabulary, shape, window_pieces

LIMIT, LONGEST = 254, 24


def sentences(path):
    words = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if path.endswith(".conllu"):
                if len(cells) == 10 and cells[0].isdigit():
                    words.append(cells[1])
                elif not line.strip() and words:
                    yield words
                    words = []
            elif line.split():
                yield line.split()


def windows(path, wordpiece, limit):
    """The same documents of about 600 words and windows of whole sentences as the Swift program's."""
    documents, current, count, total = [], [], 0, 0
    for s in sentences(path):
        if total >= limit:
            break
        current.append(s)
        count, total = count + len(s), total + len(s)
        if count >= 600:
            documents.append(current)
            current, count = [], 0
    out = []
    for document in documents + ([current] if current else []):
        window, size = [], 0
        for s in document:
            n = sum(len(wordpiece.pieces(w)) for w in s)
            if window and size + n > LIMIT:
                out.append(window)
                window, size = [], 0
            window += s
            size += n
        out.append(window)
    return [window_pieces([wordpiece.pieces(w) for w in w_], [shape(w) for w in w_]) + (len(w_),) for w_ in out]


class Exported(nn.Module):
    """All heads with greedy choices, in operations that ONNX has."""

    def __init__(self, model):
        super().__init__()
        self.m = model

    def forward(self, ids, shapes, mask, first):
        m = self.m
        b, t = ids.shape
        x = F.embedding(ids, m.word_embeddings) + m.position_embeddings[:t] + m.token_type + F.embedding(shapes, m.shape_embeddings)
        x = m.embedding_norm(x)
        bias = (1 - mask[:, None, None, :]) * -1e9
        for layer in m.layers:
            h = layer.attention_heads
            q, k, v = (p.reshape(b, t, h, -1).transpose(1, 2) for p in layer.qkv(x).chunk(3, -1))
            a = torch.softmax(q @ k.transpose(2, 3) / (q.shape[-1] ** 0.5) + bias, -1) @ v
            x = layer.norm1(x + layer.out(a.transpose(1, 2).reshape(b, t, -1)))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        w = torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[-1]))
        n = w.shape[1]
        arcs = with_one(F.relu(m.arc_dep(w))) @ m.arc_u @ F.relu(m.arc_head(w)).transpose(1, 2) / 16
        heads = arcs.argmax(-1)
        dep, head = with_one(F.relu(m.rel_dep(w))), with_one(F.relu(m.rel_head(w)))
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        d, labels = dep.shape[-1], m.rel_u.shape[0]
        rels = ((dep @ m.rel_u.permute(1, 0, 2).reshape(d, -1)).reshape(b, n, labels, d) @ head[..., None])[..., 0]
        start, end = with_one(F.relu(m.span_start(w))), with_one(F.relu(m.span_end(w)))
        d, labels = start.shape[-1], m.span_u.shape[0]
        left = (start @ m.span_u.permute(1, 0, 2).reshape(d, -1)).reshape(b, n, labels, d)
        places = (torch.arange(n)[:, None] + torch.arange(LONGEST)[None, :]).clamp(max=n - 1)
        spans = left @ end[:, places].transpose(2, 3)
        return m.upos(w).argmax(-1), m.boundary(w).argmax(-1), heads, rels.argmax(-1), spans.argmax(2)


def batches(items, size):
    for i in range(0, len(items), size):
        part = items[i:i + size]
        t, n = max(len(p[0]) for p in part), max(p[3] for p in part) + 1
        ids, shapes = np.zeros((len(part), t), np.int64), np.zeros((len(part), t), np.int64)
        mask, first = np.zeros((len(part), t), np.float32), np.zeros((len(part), n), np.int64)
        for row, (a, s, f, words) in enumerate(part):
            ids[row, :len(a)], shapes[row, :len(a)], mask[row, :len(a)], first[row, 1:words + 1] = a, s, 1, f
        yield {"ids": ids, "shapes": shapes, "mask": mask, "first": first}


def onnx_model(checkpoint, folder):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    c = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Encoder(c["config"].get("model", c["config"]), c["labels"])
    model.load_state_dict({k: v.float() for k, v in c["state"].items()})
    model.eval()
    path, int8 = os.path.join(folder, "model.onnx"), os.path.join(folder, "int8.onnx")
    example = (torch.ones(2, 12, dtype=torch.long), torch.ones(2, 12, dtype=torch.long), torch.ones(2, 12), torch.zeros(2, 7, dtype=torch.long))
    names = ["ids", "shapes", "mask", "first"]
    axes = {n: {0: "b", 1: "n" if n == "first" else "t"} for n in names}
    with torch.no_grad():
        torch.onnx.export(Exported(model), example, path, input_names=names, output_names=["upos", "boundary", "heads", "rels", "spans"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)
    quantize_dynamic(path, int8, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"])
    return int8


def measure(path, items, threads, words):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    best = (0.0, 0.0, 0)
    for size in (1, 2, 4, 8):
        feeds = list(batches(items, size))
        session.run(None, feeds[0])
        for _ in range(2):
            wall, cpu = time.perf_counter(), time.process_time()
            for feed in feeds:
                session.run(None, feed)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            best = max(best, (words / wall, words / cpu, size))
    return best


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("checkpoint", "program", "weights", "text"):
        p.add_argument(name)
    p.add_argument("--words", type=int, default=30_000)
    p.add_argument("--threads", default="1,2")
    a = p.parse_args()
    wordpiece = WordPiece(load_vocabulary(os.path.join(pretrained_folder(), "vocab.txt")))
    items = windows(a.text, wordpiece, a.words)
    words = sum(i[3] for i in items)
    print(f"{len(items)} windows, {words} words, {sum(len(i[0]) for i in items)} pieces", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = onnx_model(a.checkpoint, folder)
        for threads in map(int, a.threads.split(",")):
            wall, cpu, size = measure(path, items, threads, words)
            print(f"onnxruntime int8, {threads} thread(s): {wall:.0f} words/s by wall clock, {cpu:.0f} words a CPU second, batch {size}", flush=True)
            output = subprocess.run([a.program, a.weights, a.text, "--words", str(a.words), "--threads", str(threads)],
                                    stdout=subprocess.PIPE, check=True).stdout.decode()
            line = next(l for l in output.splitlines() if "thread(s):" in l)
            print("Swift,", line)
            swift_wall, swift_cpu = (float(re.search(r"(\d+) words" + tail, line).group(1)) for tail in ("/s", ","))
            print(f"ratio, {threads} thread(s): {swift_wall / wall:.2f} by wall clock, {swift_cpu / cpu:.2f} by CPU time", flush=True)


if __name__ == "__main__":
    main()
