"""Training of the shared newsgraph encoder: readers, windows, model, trainer, evaluation, export."""
