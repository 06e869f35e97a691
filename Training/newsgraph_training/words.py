"""Words and sentences of raw text, for corpora that come without tokens.

Close to the UD English conventions: clitics, hyphens and punctuation are words of their own. Offsets count code points.
The sentence ends guessed here only limit spans; they are never taught as boundaries where the text leaves doubt.
"""
import re

ABBREVIATIONS = set("""mr mrs ms dr prof rev hon gen col lt sgt capt cmdr adm maj brig gov sen rep pres sir st jr sr messrs mme fr vs v inc ltd co
corp no nos jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e etc cf al fig vol pp p ed approx dept univ est mt ft""".split())
URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:com|org|net|gov|edu|info|co\.[a-z]{2})\b", re.I)
TOKEN = re.compile(r"""
    (?:[A-Za-z]\.){2,}                               # U.S.
  | \d+(?:[.,:]\d+)+ | \d+(?:st|nd|rd|th|s)\b        # 2,000  10:30  3rd  1990s
  | \.{2,} | -{2,} | [!?]{2,}
  | [^\W_]+(?:[.'’][^\W_]+)*                         # words; apostrophes inside are split below
  | \S
""", re.X)
CLITIC = re.compile(r"^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M))$", re.I)
FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dunno": 0}
CLOSERS = set("\"'”’)]»")


def words(text):
    """[(start, end)] of the words of a text without line structure."""
    out, position = [], 0
    for m in URL.finditer(text):
        out += _plain(text, position, m.start())
        end = m.end()
        while end > m.start() and text[end - 1] in ".,;:!?)]\"'”’":
            end -= 1
        out.append((m.start(), end))
        position = end
    return out + _plain(text, position, len(text))


def _plain(text, start, stop):
    out = []
    for m in TOKEN.finditer(text, start, stop):
        s, e = m.span()
        w = m.group()
        clitic = CLITIC.match(w)
        if clitic and clitic.group(1)[-1].isalpha():
            cut = s + clitic.start(2)
            out += [(s, cut), (cut, e)]
            continue
        cut = FUSED.get(w.lower(), 0)
        if cut:
            out += [(s, s + cut), (s + cut, e)]
        elif e < stop and text[e] == "." and w.lower() in ABBREVIATIONS and (e + 1 == stop or text[e + 1].isspace() or text[e + 1] == ","):
            out.append((s, e + 1))
        elif e < stop and text[e] == "." and len(w) == 1 and w.isupper() and text[e + 1:e + 2].isspace():
            out.append((s, e + 1))
        elif w == "." and out and out[-1][1] == e:
            continue
        elif re.search(r"[’']", w) and not clitic:
            out += [(s + k.start(), s + k.end()) for k in re.finditer(r"[^'’]+|['’]", w)] if not re.match(r"^[A-Za-z]['’][A-Z]", w) else [(s, e)]
        else:
            out.append((s, e))
    return out


def sentence_starts(forms, spaced):
    """Numbers of the words that begin a sentence (0 included). `spaced[i]`: white space stands before word i."""
    out = [0]
    for i in range(1, len(forms)):
        if not spaced[i]:
            continue
        j = i - 1
        while j > 0 and forms[j] in CLOSERS and not spaced[j]:
            j -= 1
        if forms[j] in (".", "!", "?", "...") or set(forms[j]) <= set("!?"):
            first = next((c for c in forms[i] if c.isalnum()), forms[i + 1][:1] if i + 1 < len(forms) else "x")
            if first.isupper() or first.isdigit():
                out.append(i)
    return out
