"""The words of a PDF, cleaned of what typesetting did to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

# The last few are what Word's symbol fonts leave of their bullets.
BULLETS = "•‣⁃▪▫●○◦■□◆◇➢➤►▶✓✔❖◼◾▮·\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc\uf06e"
_SOFT = re.compile("\u00ad[\\s\u200b]*")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]+)-$")
_TAIL = 80  # letters; no word is longer
# Parts of words that never stand alone, so that no hyphen belongs to them.
_BEGINNINGS = re.compile("ac|ap|com|con|de|dis|em|en|im|ob|per|pre|pro|sup|trans|un")
_ENDINGS = re.compile(
    "able|ance|ed|ence|ers?|est|ful|ible|ings?|ity|less|ly|ments?|ness|ous|sions?|tions?|ties"
)
# Those that stand before a hyphen in words that are written with one.
_PREFIXES = """
all anti co cross ex full half high inter long low mid multi near non off on one out part peer post
pre self semi short single sub ten three two under well whole year
"""
_TAKES_HYPHEN = frozenset(_PREFIXES.split())
_TOKEN = re.compile(r"[^\W_]++(?:-[^\W_]++)*+(?!-$)")
_FIRST = re.compile(r"[^\W_]+")
_LONG = re.compile(r"[^\W\d_]{24,}")
_MIDDLE_CAPITAL = re.compile(r"\b[^\W\d_]*[a-z]{3}[A-Z][a-z]{3}[^\W\d_]*")
_KEPT = set("\n\t")
_MARKS = str.maketrans("‘’‚“”„«»–—‐‑−", '\'\'\'"""""-----') | {ord("…"): "..."}


UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
"""Letters whose font does not say which they are."""

_FREQUENT = frozenset("etaoinsrhl")
_TELLING = ("the", "tion", "agus")  # of letters too far apart to come of shifted figures


def unreadable(lines: Iterable[str]) -> float:
    r"""How much of a page's text, from 0 to 1, cannot be read: letters without a meaning.

    >>> unreadable(["e\ufffdective, o\ue001en"]), unreadable(["7KH\x03WHDP\x03LQ\x03WKH\x03KDOO"])
    (0.15, 1.0)
    >>> unreadable(["Uifufbn", "Uif!dsfx!jt!jo!uif!ibmm"]), unreadable(["Tel 0131 496 0000 ext 12"])
    (0.77, 0.0)
    >>> unreadable(["\uf0b7 A bullet in a font of signs"])
    0.0
    """
    bad = all_ = 0
    for line in lines:
        text = "".join(line.split(" "))
        letters = len(text)
        strange = len(UNREADABLE.findall(text)) + text.count("\0")
        if text[:1] in BULLETS and UNREADABLE.match(text):
            strange -= 1
        all_ += letters
        bad += letters if _is_shifted(line) else strange
    return round(bad / all_, 2) if all_ else 0.0


def _frequent(text: str) -> float:
    return sum(letter in _FREQUENT for letter in text) / len(text)


def _is_shifted(line: str) -> bool:
    """Whether a line has the numbers of its letters instead of them, as in "7KH" for "The".

    By how much differs: many fonts begin with the space, whose number is then 3.
    """
    text = "".join(line.split(" "))
    if len(text) < 8 or _frequent(text.casefold()) > 0.4:
        return False
    moved = (
        "".join(chr(max(0, ord(letter) + by)) for letter in text).casefold()
        for by in range(-64, 65)
    )
    return any(any(word in one for word in _TELLING) and _frequent(one) > 0.5 for one in moved)


def clean_text(text: str) -> str:
    r"""A line in NFKC, without soft hyphens and characters that are not for reading.

    Bullets of symbol fonts stay, to be seen as bullets.

    >>> clean_text("e\ufb00ort of the chil\u00ad dren")
    'effort of the children'
    """
    text = unicodedata.normalize("NFKC", _SOFT.sub("", text.replace("\0", "\ufffd")))
    kept = (
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Cn") else
        (" " if letter in _KEPT else "")
        for letter in text
    )  # fmt: skip
    return " ".join("".join(kept).split())


def join_lines(
    lines: Sequence[str], known: Collection[str] = frozenset(), *, divided: bool = False
) -> str:
    """Lines as one, words that were divided at a line's end made whole.

    A hyphen at a line's end may belong to the word. It is kept unless the same text has the word
    without it elsewhere, or one of its parts is no word.

    Args:
        known: the words of the text.
        divided: whether the typesetter divides words throughout the text; then a hyphen is kept
            only where both parts are words, or the first is one that takes a hyphen.

    >>> join_lines(["the im-", "provement of inter-", "authority work"], {"inter-authority"})
    'the improvement of inter-authority work'
    >>> join_lines(["by self-", "evaluation and co-", "operation"], {"cooperation"})
    'by self-evaluation and cooperation'
    """
    parts: list[str] = []
    tail = ""
    for line in filter(None, lines):
        broken = _BROKEN.search(tail)
        first = _FIRST.match(line)
        if broken and first:
            if not _keeps_hyphen(broken["head"], first[0], known, divided=divided):
                parts[-1] = parts[-1][:-1]
            parts.append(line)
        else:
            parts += [" ", line] if parts else [line]
        tail = (tail + line)[-_TAIL:] if len(line) < _TAIL else line[-_TAIL:]
    return "".join(parts).strip()


def _keeps_hyphen(head: str, rest: str, known: Collection[str], *, divided: bool) -> bool:
    capitals = head.isupper() and rest.isupper() and len(head) > 1
    if not (rest[0].islower() or capitals) or f"{head}-{rest}".casefold() in known:
        return True
    head, rest = head.casefold(), rest.casefold()
    if head + rest in known or _BEGINNINGS.fullmatch(head) or _ENDINGS.fullmatch(rest):
        return False
    return not divided or head in _TAKES_HYPHEN or (head in known and rest in known)


def words_of(lines: Iterable[str]) -> tuple[frozenset[str], bool]:
    """The words of a text, and whether its typesetter divides words at the ends of lines.

    >>> known, divided = words_of(["They im-", "prove the pro-", "vision of child-", "care."])
    >>> sorted(known), divided
    (['of', 'the', 'they'], True)
    """
    known: set[str] = set()
    heads: list[str] = []
    tail = False
    for line in lines:
        found = _TOKEN.findall(line.casefold())
        known.update(found[1:] if tail else found)
        broken = _BROKEN.search(line[-_TAIL:])
        tail = broken is not None
        if broken:
            heads.append(broken["head"].casefold())
    strange = sum(head not in known and head not in _TAKES_HYPHEN for head in heads)
    return frozenset(known), strange > 2


def count_glued(text: str) -> int:
    """How many words seem to have lost the spaces between them.

    >>> count_glued("Learnerschairtheschoolimprovementgroup met in the schoolImprovement group")
    2
    """
    return len(_LONG.findall(text)) + len(_MIDDLE_CAPITAL.findall(text))


def normalize_text(text: str) -> str:
    r"""A text as it is compared with another: no spaces, hyphens, accents of type or case.

    >>> normalize_text("“The chil-\ndren’s view”") == normalize_text('"the children\'s view"')
    True
    """
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
    return re.sub(r"[\s\u00ad\u200b-]+", "", plain)
