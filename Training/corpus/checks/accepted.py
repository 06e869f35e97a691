"""Lint warnings that a reader has looked at and found right as annotated, each with its reason, in accepted_warnings.tsv.

A line is: article TAB reason TAB the warning's words (without its place, so that edits elsewhere do not disturb it). The reasons:

  sense     the word has another sense here than the event or the act of speech it usually names (a figure of speech, a title, an adjective)
  generic   the word speaks of anybody, of a habit or of no particular time: nothing that a timeline would hold
  idle      a statement without content ("said nothing", "was asked") or without a known speaker: no claim
  covered   the same act is already annotated by a word nearby
  nothing   the capitalised word or pronoun stands for no node (a relic, a chess opening, a post, a unit, weather, the idea before)
  name      the name really is so: its article, title or lower case belongs to it
  head      the noun phrase ends at its head; what looks like more belongs to it
  dateline  a date in a dateline or caption, or a time that belongs to no event
  alone     the event has no participant in the text
  nobody    the deed is told as suspected, and the text does not say by whom
  words     the content's own first or last words
"""
import os

from reader import HERE

REASONS = ("sense", "generic", "idle", "covered", "nothing", "name", "head", "dateline", "alone", "nobody", "words")


def load_accepted(root=HERE):
    """({(article, warning): reason}, problems of the file itself)."""
    out, problems = {}, []
    with open(os.path.join(root, "accepted_warnings.tsv"), encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            if line.startswith("#") or not line.strip():
                continue
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 3 or parts[1] not in REASONS:
                problems.append(f"accepted_warnings.tsv:{n}: want article, reason ({', '.join(REASONS)}) and warning, divided by tabs")
                continue
            if (parts[0], parts[2]) in out:
                problems.append(f"accepted_warnings.tsv:{n}: the same line twice")
            out[parts[0], parts[2]] = parts[1]
    return out, problems


def one_line(message):
    return " ".join(message.replace("\t", " ").split())


def unexplained(found, accepted):
    """`found`: {(article, warning): place}. Returns (warnings without a reason, reasons without a warning)."""
    new = [f"{place}: {message}" for (article, message), place in sorted(found.items()) if (article, message) not in accepted]
    stale = [f"{article}: {message}" for (article, message) in sorted(accepted) if (article, message) not in found]
    return new, stale


def prune(found, root=HERE):
    """Drops the lines whose warning is no longer given, and sorts the rest."""
    path = os.path.join(root, "accepted_warnings.tsv")
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    kept = sorted({line for line in lines if line.count("\t") == 2 and (line.split("\t")[0], line.split("\t")[2]) in found})
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join([line for line in lines if line.startswith("#")] + kept) + "\n")
