"""One reader a corpus; `read(root, part)` yields documents."""
