"""Short permanent names used in addresses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reviewlib.fields.here import Here, expect_text
from reviewlib.fields.shape import Shape, matching
from reviewlib.problems import Applicability, shown
from reviewlib.source import Value

__all__ = ["Slug", "is_slug", "slugify"]

_WORD = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80


def is_slug(text: str) -> bool:
    """Whether a text is small letters and digits, in words joined by hyphens."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


def slugify(text: str) -> str:
    """The text as words joined by hyphens; accents dropped.

    >>> slugify("Na h-Eileanan Siar: Dùn & co.")
    'na-h-eileanan-siar-dun-co'
    """
    plain = text.replace("’", "").replace("'", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "-".join(_WORD.findall(plain.casefold()))


@dataclass(frozen=True, slots=True)
class Slug:
    """A permanent name: small letters, digits and hyphens."""

    def read(self, value: Value, here: Here) -> str | None:
        """The name, or None and a problem with the name to write."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        if not is_slug(scalar.text):
            better = slugify(scalar.text)[:_LONGEST].strip("-")
            message = (
                f"{shown(scalar.text)} becomes part of an address: small letters, digits and "
                f"hyphens only, {_LONGEST} at most."
            )
            unsafe = Applicability.UNSAFE  # others may refer to it
            fix = here.write(scalar, better, applicability=unsafe) if better else None
            here.say("bad-name", message, at=scalar, fix=fix)
            return None
        return scalar.text

    def describe(self) -> str:
        """What to write."""
        return "small letters, digits and hyphens"

    def shape(self) -> Shape:
        """Its shape."""
        return {**matching(_SLUG.pattern), "type": ["string", "integer"], "maxLength": _LONGEST}
