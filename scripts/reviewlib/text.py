"""Text helpers: normalised labels, suggestions, quoted values, joined choices.

takes: words
gives: normalize_label(), suggest(), quoted(), join_and(), join_or(), plain_signs(), site_of()
independent of: files, YAML, reviews
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

__all__ = [
    "join_and",
    "join_or",
    "normalize_label",
    "plain_signs",
    "quoted",
    "site_of",
    "suggest",
    "without_curly_marks",
]

_LONGEST_SHOWN = 80


def normalize_label(word: str) -> str:
    """The form in which two labels are compared: no accents, no case, "&" as "and".

    >>> normalize_label("  Na h-Eileanan  Siar ") == normalize_label("na h-eileanan siar")
    True
    >>> normalize_label("Early Learning & Childcare")
    'early learning and childcare'
    """
    word = word.replace("&", " and ").replace("’", "'")
    if not word.isascii():
        word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return " ".join(word.casefold().split())


# What word processors and other programs write for a hyphen, a space or a digit.
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_PLAIN = str.maketrans(_HYPHENS + _SPACES, "-" * len(_HYPHENS) + " " * len(_SPACES))
_CURLY = {"“": "”„“", "”": "”", "„": "“”", "‘": "’", "’": "’", "‚": "‘’", "«": "»"}


def without_curly_marks(text: str) -> str:
    """The text in one pair of curly quotation marks; any other text as it is.

    >>> without_curly_marks("“took place”"), without_curly_marks("“One” and “two”")
    ('took place', '“One” and “two”')
    """
    closing, inner = _CURLY.get(text[:1], ""), text[1:-1]
    if len(text) < 3 or text[-1] not in closing or set(inner) & {*"“”„«»"}:
        return text
    return inner.strip()


def plain_signs(text: str) -> str:
    """The text as a keyboard types it: without curly marks round it, with plain hyphens and digits.

    >>> plain_signs("“2023\u201110\u201124”"), plain_signs("２０２３")
    ('2023-10-24', '2023')
    """
    if text.isascii():
        return text
    plain = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text.translate(_PLAIN)
    )
    return without_curly_marks(plain.strip())


def _edit_distance(one: str, other: str) -> int:
    """How many letters were missed, added, mistaken or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 < j and a == other[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The one choice close enough to what was written to be worth proposing, or None.

    Close is a slip in every four letters at most; or, where there is only one such choice, one
    that begins or ends with what was written, or with which that begins.

    >>> suggest("Qualty Assurance", ["Inclusion", "Quality Assurance"])
    'Quality Assurance'
    >>> suggest("Gardening", ["Inclusion", "Quality Assurance"]) is None
    True
    """
    folded = normalize_label(word)
    by_folded = {normalize_label(choice): choice for choice in choices}
    for near in difflib.get_close_matches(folded, by_folded, n=5, cutoff=0.6):
        if _edit_distance(folded, near) <= max(1, max(len(near), len(folded)) // 4):
            return by_folded[near]
    alike = [
        choice
        for choice in by_folded
        if _begins(choice, folded) or _begins(folded, choice) or _begins(choice[::-1], folded[::-1])
    ]
    return by_folded[alike[0]] if len(alike) == 1 else None


def _begins(whole: str, part: str) -> bool:
    """Whether a text begins with another, in whole words."""
    if len(part) < 3 or not whole.startswith(part) or whole == part:
        return False
    return not (part[-1].isalnum() and whole[len(part)].isalnum())


def join_and(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> join_and(["Orkney", "Shetland", "Fife"])
    'Orkney, Shetland and Fife'
    """
    all_words = list(words)
    return " and ".join(filter(None, [", ".join(all_words[:-1]), *all_words[-1:]]))


def join_or(choices: Sequence[str]) -> str:
    """The choices as a sentence's end, or "" where there are more than eight.

    >>> join_or(["planned", "took place", "called off"])
    'planned, took place or called off'
    """
    if not choices or len(choices) > 8:
        return ""
    return " or ".join([", ".join(choices[:-1]), choices[-1]]) if len(choices) > 1 else choices[0]


def quoted(value: str) -> str:
    """A value as messages show it: in quotation marks, on one line, not too long."""
    flat = "".join(
        letter if letter.isprintable() else f"U+{ord(letter):04X}"
        for letter in " ".join(value.split())
    )
    return f'"{flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"}"'


def site_of(address: str) -> str:
    """The name of the site that an address is on, or "".

    >>> site_of("https://www.example.org/reports/")
    'example.org'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")
