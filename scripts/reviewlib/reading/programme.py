"""Reads the records of what the programme did and said beside its reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reviewlib.fields import Here, read_fields
from reviewlib.markdown import read_sections
from reviewlib.models import Practicum
from reviewlib.problems import Problem
from reviewlib.reading.common import ChoicesBy, name_of, open_record, without
from reviewlib.source import Mapping, read_yaml
from reviewlib.vocabulary import check_id

__all__ = ["read_list", "read_practicum"]

_T = TypeVar("_T")


def read_practicum(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Practicum | None, list[Problem]]:
    """Read content/practicums/<id>.md; as `read_review`."""
    file, fields, here = open_record(raw, path, without(choices, "headings"), Practicum)
    name = name_of(path, here)
    if file is None:
        return None, here.problems
    sections = read_sections(file.body, file.body_line, here)
    if fields is None:
        return None, here.problems
    attributes, place = fields
    practicum = Practicum(**attributes, id=name, sections=sections, place=place)
    if practicum.teams and len(practicum.teams) != practicum.teams_count:
        here.within("teams").say(
            "teams-do-not-add-up",
            f"{len(practicum.teams)} teams are listed; teams_count says {practicum.teams_count}.",
            at=place.line_of("teams"),
            hint="List every team, or correct the number.",
        )
    return practicum, here.problems


def read_list(
    raw: bytes, path: str, choices: ChoicesBy, model: type[_T]
) -> tuple[tuple[_T, ...] | None, list[Problem]]:
    """Read a .yml file that is a list of records of one kind.

    Args:
        raw: the file's bytes.
        path: its path under the library's root.
        choices: the vocabularies.
        model: what each entry of the list is.

    Returns:
        The records, or None where one could not be read; all problems.
    """
    file, problems = read_yaml(raw, path)
    if file is None:
        return None, problems
    here = Here(path, choices, problems=problems)
    if isinstance(file.values, Mapping):
        here.say(
            "list-wanted",
            "this file is a list; each entry begins with a dash.",
            at=file.values,
            hint="See docs/records.md for an example.",
        )
        return None, problems
    read = [read_fields(model, item, here) for item in file.values.items]
    make: Callable[..., _T] = model
    records = tuple(make(**fields[0], place=fields[1]) for fields in read if fields)
    seen: dict[str, int] = {}
    for record in records:
        if hasattr(record, "id"):
            check_id(record, seen, here)
    return (records if len(records) == len(read) else None), problems
