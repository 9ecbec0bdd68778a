"""What a person found who assessed the site for accessibility."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from reviewlib.models.enums import Conformance, ShortfallKind
from reviewlib.schema import Choice, Day, List, Place, Record, Text, schema_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something on the site that not everyone can use."""

    what: str = schema_field(
        Text(400),
        "What it is, and whom it hinders.",
        "Drawings of the coverage have no words of their own.",
        required=True,
    )
    kind: ShortfallKind = schema_field(
        Choice(ShortfallKind),
        "Which part of the statement it belongs to.",
        "does not meet it",
        required=True,
    )
    criterion: str | None = schema_field(
        Text(120), "The success criterion it fails.", "1.1.1 Non-text Content"
    )
    plan: str | None = schema_field(
        Text(300), "What will be done, and by when; or why nothing is.", "Mended by June 2024."
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment of the site, signed by the one who made it. The latest one counts."""

    date: datetime.date = schema_field(Day(), "When it was finished.", "2024-02-14", required=True)
    by: str = schema_field(
        Text(160), "Who made it and signs for it.", "The access group of Glenmore", required=True
    )
    result: Conformance = schema_field(
        Choice(Conformance),
        "How far the site meets WCAG 2.2, level AA.",
        "meets it in part",
        required=True,
    )
    method: str = schema_field(
        Text(600),
        "How it was made: by what means, with which programs.",
        "By keyboard and with a screen reader.",
        required=True,
    )
    covered: str = schema_field(
        Text(400), "Which pages were looked at.", "One page of each kind.", required=True
    )
    shortfalls: tuple[Shortfall, ...] = schema_field(
        List(Record(Shortfall)),
        "What not everyone can use.",
        "\n  - what: Drawings have no words of their own.\n    kind: does not meet it",
        default=(),
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def is_old(self, today: datetime.date) -> bool:
        """Whether it was made more than twelve months ago.

        >>> made = datetime.date(2024, 2, 29)
        >>> one = Assessment(date=made, by="", result=Conformance.FULL, method="", covered="")
        >>> one.is_old(datetime.date(2025, 2, 28)), one.is_old(datetime.date(2025, 3, 1))
        (False, True)
        """
        return (today.year, today.month, today.day) > (
            self.date.year + 1,
            self.date.month,
            self.date.day,
        )
