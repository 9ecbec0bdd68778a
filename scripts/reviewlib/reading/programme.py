"""Reads the records of what the programme did and said beside its reviews."""

from __future__ import annotations

from typing import TypeVar

from reviewlib.fields import Here
from reviewlib.models import Practicum
from reviewlib.problems import Problem
from reviewlib.reading.common import ChoicesBy, name_of, open_record, without
from reviewlib.source import read_yaml
from reviewlib.vocabulary import read_entries

__all__ = ["read_list", "read_practicum"]

_T = TypeVar("_T")


def read_practicum(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Practicum | None, list[Problem]]:
    """Read content/practicums/<id>.md; as `read_review`."""
    given, sections, here = open_record(raw, path, without(choices, "headings"), Practicum)
    name = name_of(path, here)
    if given is None:
        return None, here.problems
    practicum = Practicum(**given, id=name, sections=sections)
    if practicum.teams and len(practicum.teams) != practicum.teams_count:
        here.within("teams").say(
            "teams-do-not-add-up",
            f"{len(practicum.teams)} teams are listed; teams_count says {practicum.teams_count}.",
            at=practicum.place.line_of("teams"),
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
    records, complete = read_entries(file, model, here)
    return (records if complete else None), problems
