"""Mean of several checkpoints of one run: `python -m newsgraph_training.average OUT CHECKPOINT CHECKPOINT ...`."""
import sys

import torch


def average(paths):
    out = None
    for n, path in enumerate(paths, 1):
        checkpoint = torch.load(path, weights_only=False, map_location="cpu")
        if out is None:
            out = checkpoint
            continue
        if checkpoint["labels"] != out["labels"]:
            raise ValueError(f"{path}: other labels than {paths[0]}")
        for name, tensor in out["state"].items():
            tensor += (checkpoint["state"][name] - tensor) / n
    out["averaged"] = list(paths)
    return out


if __name__ == "__main__":
    torch.save(average(sys.argv[2:]), sys.argv[1])
