"""From arc scores to a tree with one root: greedy where that is a tree, else the best tree (Chu and Liu, Edmonds)."""
import numpy as np


def is_tree(heads):
    """heads[i] of words 1..n (heads[0] unused): one root, no cycle."""
    n = len(heads) - 1
    if sum(heads[i] == 0 for i in range(1, n + 1)) != 1:
        return False
    for i in range(1, n + 1):
        steps, k = 0, i
        while k and steps <= n:
            k = heads[k]
            steps += 1
        if k:
            return False
    return True


def best_tree(scores):
    """scores[dependent, head], both 0..n with 0 the root; returns heads. Ties go to the lower number."""
    n = len(scores) - 1
    scores = np.array(scores, dtype=np.float64)
    np.fill_diagonal(scores, -np.inf)
    greedy = scores.argmax(1)
    greedy[0] = 0
    if n == 0 or is_tree(greedy):
        return greedy
    # One root: every root arc costs more than all other differences together, so the best tree uses one only.
    finite = scores[1:][np.isfinite(scores[1:])]
    scores[1:, 0] -= (finite.max() - finite.min() + 1) * (n + 1)
    return arborescence(scores)


def arborescence(scores):
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    index = {old: new for new, old in enumerate(outside)}
    c = len(outside)
    small = np.full((c + 1, c + 1), -np.inf)
    leave, enter = {}, {}
    for i in outside:
        for j in outside:
            small[index[i], index[j]] = scores[i, j]
        # Arcs out of the cycle, to i; arcs into it, from i, which break the cycle at one word.
        best = max(cycle, key=lambda k: (scores[i, k], -k))
        small[index[i], c], leave[i] = scores[i, best], best
        best = max(cycle, key=lambda k: (scores[k, i] - scores[k, heads[k]], -k))
        small[c, index[i]], enter[i] = scores[best, i] - scores[best, heads[best]], best
    small[0] = -np.inf
    solved = arborescence(small)
    out = heads.copy()
    for i in outside:
        if i:
            k = solved[index[i]]
            out[i] = leave[i] if k == c else outside[k]
    source = outside[solved[c]]
    out[enter[source]] = source
    return out


def find_cycle(heads):
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, k = [], start
        while state[k] == 0:
            state[k] = 1
            path.append(k)
            k = int(heads[k])
        if state[k] == 1:
            return sorted(path[path.index(k):])
        for i in path:
            state[i] = 2
    return None
