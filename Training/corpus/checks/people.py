"""No well-known living person under their full name in an invented story."""
import os
import re
import unicodedata

from reader import HERE


def fold(s):
    s = unicodedata.normalize("NFD", s.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("ı", "i").replace("đ", "d").replace("’", "'"))
    return re.sub(r"[\s.]+", " ", "".join(c for c in s if not unicodedata.combining(c)).casefold()).strip()


def load_people(root=HERE):
    with open(os.path.join(root, "data", "living_people.txt"), encoding="utf-8") as f:
        names = [n.strip() for line in f if not line.startswith("#") for n in line.split(";")]
    return {fold(n): n for n in names if n}


def problems(article, people):
    """A listed name of two or more words anywhere in the text; one of a single word only as all that a person is called."""
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", fold(article.text))
    first = {}
    for key in people:
        if " " in key:
            first.setdefault(key.split(" ", 1)[0], []).append(key.split())
    out = set()
    for i, word in enumerate(words):
        for name in first.get(word, ()):
            if words[i:i + len(name)] == name:
                out.add(f"{article.name}: {people[' '.join(name)]} is a real person")
    for node in article.nodes:
        if node.type == "Person" and " " not in node.name and people.get(fold(node.name)):
            out.add(f"{article.name}: {node.name} is a real person's name")
    return sorted(out)
