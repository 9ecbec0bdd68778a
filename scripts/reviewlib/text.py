"""Text helpers: normalised labels, suggestions, quoted values, joined choices.

takes: words
gives: normalize_label(), suggest(), quoted(), join_or()
independent of: files, YAML, reviews
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["join_or", "normalize_label", "quoted", "suggest"]

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


def _slips(one: str, other: str) -> int:
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
        if _slips(folded, near) <= max(1, max(len(near), len(folded)) // 4):
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
