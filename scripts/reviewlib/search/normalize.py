"""Words as the index has them; theme/assets/js/search/normalize.js does the very same."""

from __future__ import annotations

import functools
import re
import unicodedata

from lunr.stemmer import PorterStemmer  # type: ignore[import-untyped]

# Stop words: question words, and words in almost every text. Published with the index,
# so that the browser leaves out the same.
_SMALL = (
    "a about after all also am an and any are as at be because been but by can could did do does"
    " for from get had has have he her him his how i if in into is it its may me might more most"
    " much must my no nor not of off on or other our out over own per said say says shall she"
    " should so some such than that the their them then there these they this those to too us was"
    " we were what when where which while who whom why will with would you your"
)
STOP_WORDS = frozenset(_SMALL.split())
"""Words that are neither indexed nor looked for, unless they are written as in `WRITTEN`."""

WRITTEN = ("IT", "May", "US", "WHO")
"""Words that are stop words only where they are written otherwise. Published with the index."""

SMALL = "0"
"""Before a stop word where all words are indexed, for phrases: no other word begins so."""

_WRITTEN = re.compile(rf"(?<!\w)(?:{'|'.join(WRITTEN)})(?!\w)")
_APOSTROPHE = re.compile(r"['’ʼ‘](?:s(?![^\W_]))?")
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_HYPHEN = re.compile(r"[-‐]")
_MOST_JOINED = 3


class _Marks(dict[int, int | None]):
    """What accents become: nothing. All else stays as it is."""

    def __missing__(self, sign: int) -> int | None:
        mark = unicodedata.category(chr(sign)).startswith("M")
        self[sign] = found = None if mark else sign
        return found


_MARKS = _Marks()


def _lowered(text: str) -> str:
    """Lower case, without accents and without apostrophes: children's, dùn -> children, dun."""
    if text.isascii():
        return _APOSTROPHE.sub("", text.lower())
    text = unicodedata.normalize("NFKD", text).lower().translate(_MARKS)
    return _APOSTROPHE.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text; those with hyphens in their parts and in one piece too.

    >>> words("Well-being at Dhùn Sgàil’s schools")
    ['well', 'being', 'wellbeing', 'at', 'dhun', 'sgail', 'schools']
    """
    found = []
    for word in _WORD.findall(_lowered(text)):
        if "-" not in word and "‐" not in word:
            found.append(word)
            continue
        parts = _HYPHEN.split(word)
        found.extend(parts)
        if 1 < len(parts) <= _MOST_JOINED:
            found.append("".join(parts))
    return found


def normalize(text: str) -> str:
    """A text's words, folded, with single spaces between them.

    >>> normalize("  Na h-Eileanan Siar! ")
    'na h eileanan siar'
    """
    return " ".join(
        part for found in _WORD.findall(_lowered(text)) for part in _HYPHEN.split(found)
    )


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """Porter's stemmer as lunr.js has it, from which lunr's own Python differs.

    It is about words on -y after a vowel: survey, Orkney, pathway. A page indexed under "survei"
    would never be found by a browser that looks for "survey".
    """

    b: str
    k: int

    def step1c(self) -> None:
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = f"{self.b[: self.k]}i{self.b[self.k + 1 :]}"

    def doublec(self, j: int) -> bool:
        return self.b[j] != "y" and bool(super().doublec(j))


_EXCEPTIONS = {"ies": "ie", "eed": "e"}
_stemmer = _Stemmer()


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word.

    >>> stem("surveys"), stem("orkney"), stem("pathways"), stem("studies")
    ('survey', 'orkney', 'pathway', 'studi')
    """
    found = _EXCEPTIONS.get(word)
    return str(_stemmer.stem(word)) if found is None else found


def tokenize(text: str) -> list[str]:
    """The tokens of a text that are indexed, repeats included.

    >>> tokenize("May we visit in May?")
    ['visit', 'may', 'may']
    """
    found = [word for word in words(text) if word not in STOP_WORDS]
    return found + [word.lower() for word in _WRITTEN.findall(text)]


def phrase_tokens(text: str) -> list[str]:
    """The stems of all words of a text in order, stop words marked; then words as in `WRITTEN`.

    >>> phrase_tokens("As if schools were")
    ['0as', '0if', 'school', '0were']
    """
    found = [SMALL + word if word in STOP_WORDS else stem(word) for word in words(text)]
    return found + [stem(word.lower()) for word in _WRITTEN.findall(text)]
