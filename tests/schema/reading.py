"""What the tests of fields share: one field read from the YAML an editor would write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewlib.diagnostics import as_text, errors
from reviewlib.frontmatter import read_yaml
from reviewlib.schema import (
    Choices,
    FieldType,
    List,
    Number,
    Placed,
    ReadContext,
    Record,
    Text,
    optional,
    required,
)

THEMES = Choices.of(
    "theme",
    "content/vocabulary/themes.yml",
    [
        ("inclusion", ["Inclusion", "Inclusive practice"]),
        ("quality-assurance", ["Quality Assurance", "QA"]),
        ("family-learning", ["Family Learning & Childcare"]),
    ],
)
AUTHORITIES = Choices.of(
    "authority",
    "content/vocabulary/authorities.yml",
    [(f"place-{n}", [f"Place {n}"]) for n in range(9)],
)
NOWHERE = Choices.of("stage", "", [("senior", ["Senior phase"])])
CHOICES = {"themes": THEMES, "authorities": AUTHORITIES, "stages": NOWHERE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Placed):
    title: str = required(Text(40), "Its title.", "First part")
    pages: int | None = optional(Number(1, 99), "How many pages it has.", "12")
    names: tuple[str, ...] = required(List(Text(40)), "Who wrote it.", "A. Writer")
    last: str | None = optional(Text(40), "Where it ends.", "the end", name="to")


PARTS = List(Record(Part))


def read(kind: FieldType, written: str) -> tuple[Any, str]:
    """The value of a field `it`, written as it stands after its name, and what was said."""
    file, problems = read_yaml(f"it:{written}\n".encode(), "f.yml")
    assert file is not None
    assert not problems, as_text(problems)
    context = ReadContext("f.yml", CHOICES)
    value = kind.read(file.values.entries[0][1], context.within("it"))
    assert (value is None) <= bool(errors(context.problems)), "nothing was read and nothing said"
    said = as_text(context.problems).rpartition("\n")[0].rpartition("\n")[0]
    return value, said


def refused(kind: FieldType, written: str) -> str:
    """What is said of a value that cannot be read."""
    value, said = read(kind, written)
    assert value is None
    return said


def taken(kind: FieldType, written: str) -> Any:
    """The value of one that can."""
    value, said = read(kind, written)
    assert said == ""
    return value
