"""What the library may do with a report's file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewlib.fields.here import Here, expect_text
from reviewlib.fields.shape import Shape, any_of, matching
from reviewlib.problems import shown
from reviewlib.source import Value

__all__ = ["Rights", "RightsValue"]

_PERMISSION = re.compile(r"permission: ?(?P<who>[^,]+(?:,[^,]+)*), ?(?P<when>[^,]*[12][0-9]{3})")
_LONGEST = 300
_FORMS = (
    "linked only",
    "OGL 3.0",
    '"permission: Glenmore Council, 3 May 2026"',
)


@dataclass(frozen=True, slots=True)
class RightsValue:
    """The rights in one report.

    Args:
        text: as the record gives it.
        may_serve: whether the library may publish the file itself.
        licence: the licence's address, or "".
    """

    text: str
    may_serve: bool
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """linked only, OGL 3.0, or a permission with who gave it and when."""

    def read(self, value: Value, here: Here) -> RightsValue | None:
        """The rights, or None and a problem that lists the three forms."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        text = " ".join(scalar.text.split())
        if text.casefold() == "linked only":
            return RightsValue("linked only", may_serve=False)
        if text.casefold().replace("v", "") == "ogl 3.0":
            licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
            return RightsValue("OGL 3.0", may_serve=True, licence=licence)
        if len(text) <= _LONGEST and _PERMISSION.fullmatch(text):
            return RightsValue(text, may_serve=True)
        here.say(
            "bad-rights",
            f"{shown(scalar.text)} does not say what we may do with this report.",
            at=scalar,
            hint="\n".join(["Write one of:", *(f"  {here.lead}{form}" for form in _FORMS)]),
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return 'linked only, OGL 3.0, or "permission: who, when"'

    def shape(self) -> Shape:
        """Its shape."""
        permission = matching(r"permission: ?[^,]+(?:,[^,]+)*, ?[^,]*[12][0-9]{3}")
        return any_of({"enum": list(_FORMS[:2])}, permission)
