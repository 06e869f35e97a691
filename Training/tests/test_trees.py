import itertools

import numpy as np

from newsgraph_training import trees


def brute(scores):
    n = len(scores) - 1
    best = None
    for heads in itertools.product(range(n + 1), repeat=n):
        heads = (0,) + heads
        if any(heads[i] == i for i in range(1, n + 1)) or not trees.is_tree(heads):
            continue
        total = sum(scores[i][heads[i]] for i in range(1, n + 1))
        if best is None or total > best:
            best = total
    return best


def test_best_tree_against_all_trees():
    rng = np.random.default_rng(4)
    for _ in range(150):
        n = int(rng.integers(1, 6))
        scores = rng.normal(size=(n + 1, n + 1))
        heads = trees.best_tree(scores)
        assert trees.is_tree(heads)
        assert abs(sum(scores[i][heads[i]] for i in range(1, n + 1)) - brute(scores)) < 1e-9


def test_greedy_tree_is_kept():
    scores = np.full((4, 4), -5.0)
    scores[1, 2] = scores[2, 0] = scores[3, 2] = 5
    assert list(trees.best_tree(scores)) == [0, 2, 0, 2]
