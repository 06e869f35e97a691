"""Story versions: ids agree, and the changes name what is there."""
import collections
import json
import os

KINDS = set("added removed renamed redated count_changed role_changed status_changed attribution_changed denied confirmed".split())
KEYS = {"kind", "what", "before", "after", "note"}


def changes_name(story, first, second):
    """The file that tells the changes from one version to the next: STORY.changes.json for a to b, STORY.changes-bc.json for b to c."""
    return f"{story}.changes.json" if (first, second) == ("a", "b") else f"{story}.changes-{first}{second}.json"


def problems(articles, folder):
    """All problems of the stories among `articles`; `folder` holds the changes files."""
    out, stories, used = [], collections.defaultdict(dict), set()
    for a in articles:
        if a.story:
            stories[a.story][a.name.rpartition("_")[2]] = a
    for story, versions in sorted(stories.items()):
        letters = sorted(versions)
        if letters != list("abcdefgh"[:len(letters)]) or len(letters) < 2:
            out.append(f"{story}: versions {', '.join(letters)}")
        kind = {v: {**{n.id: n.type for n in a.nodes}, **{e.id: "Event" for e in a.events}} for v, a in versions.items()}
        etype = {v: {e.id: e.type for e in a.events} for v, a in versions.items()}
        rels = {v: {(r.subject, r.type, r.object) for r in a.relations} for v, a in versions.items()}
        for x in letters:
            for y in letters[letters.index(x) + 1:]:
                for i in sorted(set(kind[x]) & set(kind[y])):
                    if kind[x][i] != kind[y][i] or etype[x].get(i) != etype[y].get(i):
                        out.append(f"{story}: {i} is {etype[x].get(i, kind[x][i])} in {x}, {etype[y].get(i, kind[y][i])} in {y}")
        for x, y in zip(letters, letters[1:]):
            name = changes_name(story, x, y)
            used.add(name)
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                out.append(f"{name} is missing")
                continue
            with open(path, encoding="utf-8") as f:
                changes = json.load(f)
            for c in changes:
                where = f"{name}: {c.get('kind')} {c.get('what')}"
                if set(c) != KEYS or c["kind"] not in KINDS:
                    out.append(f"{where}: unknown kind or keys {sorted(c)}")
                    continue
                w = c["what"]
                before, after = ((tuple(w) in rels[x], tuple(w) in rels[y]) if isinstance(w, list) else (w in kind[x], w in kind[y]))
                if not (before or after):
                    out.append(f"{where}: in neither version")
                elif c["kind"] == "added" and (before or not after) or c["kind"] == "removed" and (after or not before):
                    out.append(f"{where}: disagrees with the versions")
                elif c["kind"] in ("renamed", "redated", "count_changed") and not (before and after):
                    out.append(f"{where}: not in both versions")
    readme = os.path.join(folder, "README.md")
    if os.path.exists(readme):
        with open(readme, encoding="utf-8") as f:
            listed = f.read()
        out += [f"{story} is not in the table of pairs/README.md" for story in sorted(stories) if story not in listed]
    for f in sorted(os.listdir(folder)):
        if ".changes" in f and f.endswith(".json") and f not in used:
            out.append(f"{f} belongs to no two versions that follow each other")
    return out
