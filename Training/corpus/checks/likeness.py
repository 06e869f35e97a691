"""No two articles too alike, and no invented person in two stories."""
import collections
import re

SHINGLE = 5  # words
ALIKE = 0.05  # share of the shorter article's shingles that another story's article may repeat
SAME_STORY = 0.60  # the same for two versions of one story


def shingles(text):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def pairs(articles, floor=0.0):
    """(share, name, name, same story) of every pair that shares shingles, the most alike first."""
    sets = [shingles(a.text) for a in articles]
    index = collections.defaultdict(list)
    for i, s in enumerate(sets):
        for x in s:
            index[x].append(i)
    shared = collections.Counter()
    for where in index.values():
        for k, i in enumerate(where):
            for j in where[k + 1:]:
                shared[i, j] += 1
    out = []
    for (i, j), n in shared.items():
        share = n / max(1, min(len(sets[i]), len(sets[j])))
        if share >= floor:
            a, b = articles[i], articles[j]
            out.append((share, a.name, b.name, a.story is not None and a.story == b.story))
    return sorted(out, key=lambda p: (-p[0], p[1], p[2]))


def too_alike(articles):
    return [f"{a} and {b} share {share:.0%} of their {SHINGLE}-word strings" for share, a, b, same in pairs(articles, ALIKE) if share > (SAME_STORY if same else ALIKE)]


def reused_people(articles):
    """Full names that persons of two different stories bear (well-known historical ones, with a Wikipedia label, excepted)."""
    seen = collections.defaultdict(set)
    for a in articles:
        for n in a.nodes:
            if n.type == "Person" and not n.label and any(m.kind == "name" for m in a.cluster(n.id)) and len(n.name.split()) > 1:
                seen[n.name.casefold()].add(a.story or a.name)
    return [f"the person {name!r} is in {', '.join(sorted(where))}" for name, where in sorted(seen.items()) if len(where) > 1]
