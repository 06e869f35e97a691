"""CoNLL-U: sentences with their comments, words only (no multiword ranges, no empty nodes)."""


def read(path):
    """Yields (comments, rows)."""
    comments, rows = {}, []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                row = line.split("\t")
                if "-" not in row[0] and "." not in row[0]:
                    rows.append(row)
            else:
                if rows:
                    yield comments, rows
                comments, rows = {}, []
    if rows:
        yield comments, rows
