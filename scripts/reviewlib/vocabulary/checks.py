"""What is wrong in a vocabulary though each of its fields is right."""

from __future__ import annotations

import re
from typing import Any

from reviewlib.fields import Here
from reviewlib.models import SECTION_KINDS, Authority, Theme, Year
from reviewlib.problems import shown

__all__ = ["check_headings", "check_id", "check_parents", "check_tiles"]

_YEAR = re.compile(r"(\d{4})-(\d{2})")


def check_id(record: Any, seen: dict[str, int], here: Here) -> None:
    """No two entries have one name, and what an entry says fits together."""
    line = record.place.line_of("id")
    if record.id in seen:
        here.within("id").say(
            "given-twice",
            f"{shown(record.id)} is given twice; the first is on line {seen[record.id]}.",
            at=line,
            hint="Give each its own.",
        )
    seen.setdefault(record.id, line)
    if isinstance(record, Year):
        _check_year(record, here)
    if isinstance(record, Authority) and record.gaelic and not record.gaelic_source:
        here.within("gaelic").say(
            "gaelic-without-source",
            f"{shown(record.gaelic)} is given without its source.",
            at=record.place.line_of("gaelic"),
            hint="Add the address where the name is published:\n  gaelic_source: https://…",
        )


def _check_year(year: Year, here: Here) -> None:
    match = _YEAR.fullmatch(year.id)
    if not match or int(match[2]) != (int(match[1]) + 1) % 100:
        here.within("id").say(
            "bad-year",
            f"{shown(year.id)} is not a programme year.",
            at=year.place.line_of("id"),
            hint="Write it as in 2022-23.",
        )
    if year.last < year.first:
        here.within("to").say(
            "dates-out-of-order", "the year ends before it begins.", at=year.place.line_of("to")
        )


def check_parents(themes: tuple[Theme, ...], here: Here) -> None:
    """No theme may stand above itself."""
    parents = {theme.id: theme.parents for theme in themes}
    for theme in themes:
        above, todo = set[str](), list(theme.parents)
        while todo:
            one = todo.pop()
            if one not in above:
                above.add(one)
                todo.extend(parents.get(one, ()))
        if theme.id in above:
            here.within("parents").say(
                "theme-in-itself",
                f"{shown(theme.label)} would stand above itself.",
                at=theme.place.line_of("parents"),
                hint="Delete one of its wider themes.",
            )


def check_tiles(authorities: tuple[Authority, ...], here: Here) -> None:
    """No two stand on one tile of the grid."""
    taken: dict[tuple[int, int], Authority] = {}
    for authority in authorities:
        if authority.column is None or authority.row is None:
            continue
        other = taken.setdefault((authority.column, authority.row), authority)
        if other is not authority:
            here.within("column").say(
                "tile-taken",
                f"column {authority.column}, row {authority.row} is the place of "
                f"{shown(other.label)} on the grid.",
                at=authority.place.line_of("column"),
                hint="Give one of the two another place.",
            )


def check_headings(given: set[str], here: Here) -> None:
    """Every section has its heading, or its findings would be lost without a word."""
    kinds = {kind.id for kind in SECTION_KINDS}
    if not given <= kinds:
        return  # one of them is misspelt, which is said, and is probably the one lacking
    for kind in SECTION_KINDS:
        if kind.id not in given:
            here.say(
                "heading-lacking",
                f"no heading is given for the section {shown(kind.id)}.",
                at=1,
                hint="Add it, as the others are written.",
            )
