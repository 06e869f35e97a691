"""Token-per-line files with IOB tags, repaired where a span begins with I-."""


def sentences(path, column=-1, word=0, separator=None):
    """Yields (words, tags)."""
    words, tags = [], []
    with open(path, encoding="utf-8-sig") as f:
        for line in f:
            fields = line.rstrip("\n").split(separator)
            if len(fields) < 2 or line.startswith("-DOCSTART-"):
                if words:
                    yield words, tags
                words, tags = [], []
                continue
            words.append(fields[word].strip())
            tags.append(fields[column].strip())
    if words:
        yield words, tags


def spans(tags):
    """[(first, last, type)]"""
    out, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if start is not None and not (tag.startswith("I-") and tag[2:] == kind):
            out.append((start, i - 1, kind))
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start, kind = i, tag[2:]
    return out
