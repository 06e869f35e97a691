"""The weights file (.ngw): what the Swift encoder maps into memory.

    0  magic    "NGWEIGHT"
    8  version  u32
   12  length of the JSON header in bytes, u32
   16  length of the file, u64
   24  checksum of the whole file with this field as 0, u64 (see `checksum`)
   32  offset of the JSON header, u64
   64  JSON header, padded with spaces; then tensors, each aligned to 64 bytes, in the order of the header's table

All numbers are little-endian. Matrices are stored as the kernels read them (see Sources/CKernels/include/CKernels.h):
  i8p  int8, panels of 48 output columns [k / 4][columns][4]; shape [columns, k] with columns padded to 16 and k to 4
  f32p float, panels of 16 output columns [k][16]; shape [columns, k] with columns padded to 16
The other types (i8 u8 u16 i32 u32 f32) are plain rows.
"""
import json
import struct

import numpy as np

MAGIC, VERSION, ALIGNMENT, PRELUDE = b"NGWEIGHT", 1, 64, 64
CHECKSUM_WORD = 3


def checksum(data):
    """Sum of the file's 64-bit words, each mixed with its place; any one changed word changes the sum."""
    words = np.frombuffer(data, dtype="<u8").copy()
    words[CHECKSUM_WORD] = 0
    with np.errstate(over="ignore"):
        words ^= np.arange(1, len(words) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        words *= np.uint64(0xBF58476D1CE4E5B9)
        words ^= words >> np.uint64(32)
        words *= np.uint64(0x94D049BB133111EB)
        return (int(words.sum(dtype=np.uint64)) + len(words)) & (2**64 - 1)


def round_up(n, step):
    return (n + step - 1) // step * step


def pack_i8(q):
    """[columns, k] int8 with columns a multiple of 16 and k of 4, as panels."""
    columns, k = q.shape
    out = bytearray()
    for first in range(0, columns, 48):
        panel = q[first:first + 48]
        out += np.ascontiguousarray(panel.reshape(len(panel), k // 4, 4).transpose(1, 0, 2)).tobytes()
    return bytes(out)


def pack_f32(w):
    """[columns, k] float with columns a multiple of 16, as panels."""
    columns, k = w.shape
    return np.ascontiguousarray(w.reshape(columns // 16, 16, k).transpose(0, 2, 1)).astype("<f4").tobytes()


def quantize_rows(w):
    """Symmetric int8 with one scale a row."""
    scale = np.abs(w).max(1).astype(np.float32) / np.float32(127)
    scale[scale == 0] = 1
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


class WeightsFile:
    """Collects tensors, then writes them with a header."""

    def __init__(self, int8=True):
        self.int8 = int8
        self.tensors = []

    def add_bytes(self, name, kind, shape, data):
        if any(t[0] == name for t in self.tensors):
            raise ValueError(f"two tensors named {name}")
        self.tensors.append((name, kind, list(shape), data))

    def add(self, name, array, kind):
        dtype = {"i8": "i1", "u8": "u1", "u16": "<u2", "i32": "<i4", "u32": "<u4", "f32": "<f4"}[kind]
        array = np.ascontiguousarray(array)
        self.add_bytes(name, kind, array.shape, array.astype(dtype).tobytes())

    def add_matrix(self, name, weight, bias):
        """A linear map: weight [columns, k], bias [columns]."""
        columns, k = round_up(weight.shape[0], 16), weight.shape[1]
        inner = round_up(k, 4) if self.int8 else k
        w = np.zeros((columns, inner), np.float32)
        w[:weight.shape[0], :k] = weight
        b = np.zeros(columns, np.float32)
        b[:len(bias)] = bias
        if self.int8:
            q, scale = quantize_rows(w)
            self.add_bytes(name, "i8p", q.shape, pack_i8(q))
            self.add(name + ".sums", q.astype(np.int32).sum(1), "i32")
            self.add(name + ".scales", scale, "f32")
        else:
            self.add_bytes(name, "f32p", w.shape, pack_f32(w))
        self.add(name + ".bias", b, "f32")

    def add_rows(self, name, table):
        """An embedding table, int8 with one scale a row."""
        if self.int8:
            q, scale = quantize_rows(table)
            self.add(name, q, "i8")
            self.add(name + ".scales", scale, "f32")
        else:
            self.add(name, table, "f32")

    def bytes(self, header):
        # Offsets are relative to the first tensor, so that the header's length doesn't depend on itself.
        table, offset = [], 0
        for name, kind, shape, data in self.tensors:
            table.append({"name": name, "type": kind, "shape": shape, "offset": offset, "bytes": len(data)})
            offset = round_up(offset + len(data), ALIGNMENT)
        text = json.dumps({**header, "tensors": table}, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        text += b" " * (round_up(len(text), ALIGNMENT) - len(text))
        out = bytearray(PRELUDE) + text
        for (_, _, _, data), entry in zip(self.tensors, table):
            out += b"\0" * (PRELUDE + len(text) + entry["offset"] - len(out)) + data
        out += b"\0" * (round_up(len(out), ALIGNMENT) - len(out))
        struct.pack_into("<8sIIQQQ", out, 0, MAGIC, VERSION, len(text), len(out), 0, PRELUDE)
        struct.pack_into("<Q", out, 24, checksum(bytes(out)))
        return bytes(out)
