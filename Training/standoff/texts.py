"""The texts that the standoff annotations stand on, made from the corpora as their makers publish them."""
import re


def gum_text(conllu):
    """A GUM document's text: its sentences, one blank between them, an empty line between paragraphs."""
    paragraphs = []
    for line in conllu.split("\n"):
        if re.match(r"# newpar\s*(?:=|$)", line) or not paragraphs:
            paragraphs.append([])
        if line.startswith("# text = "):
            paragraphs[-1].append(line[len("# text = "):])
    return "\n\n".join(" ".join(p) for p in paragraphs if p)


READERS = {"gum": gum_text}
