"""Values as bytes and back: each is what it was, or has no bytes."""

from __future__ import annotations

import datetime
import decimal
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from reviewlib import models
from reviewlib.codec import dump, load
from reviewlib.library import Library


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    size: int = 0
    inside: tuple[Leaf, ...] = ()
    length: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.inside))


VALUES: list[tuple[Any, Any]] = [
    (str, "Dùn Sgàil\r\n\0"),
    (bytes, b"\0\xff"),
    (bool, True),
    (float, 0.1),
    (Colour, Colour.RED),
    (Path, Path("/a/b")),
    (decimal.Decimal, decimal.Decimal("1.50")),
    (datetime.date, datetime.date(2022, 8, 29)),
    (tuple[str, int | None], ("a", None)),
    (tuple[tuple[str, int], ...], (("a", 1), ("b", 2))),
    (frozenset[str], frozenset("a")),
    (dict[str, tuple[Colour, ...]], {"a": (Colour.RED,)}),
    (Leaf, Leaf("a", 0, (Leaf("b", 2), Leaf("c")))),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_as_it_was(kind: Any, value: Any) -> None:
    back = load(dump(value), kind)
    assert (back, repr(back)) == (value, repr(value))


@pytest.mark.parametrize("value", [Markup("<b>"), object(), ("a", Markup("b"))])
def test_what_would_come_back_as_something_else_has_no_bytes(value: Any) -> None:
    with pytest.raises(TypeError):
        dump(value)


@pytest.mark.parametrize(
    ("kind", "value"), [(str, 1), (Colour, "blue"), (Leaf, {"size": 1}), (tuple[str, ...], "a")]
)
def test_bytes_of_another_type_are_refused(kind: Any, value: Any) -> None:
    with pytest.raises(ValueError, match=r"Expected|Invalid|missing"):
        load(dump(value), kind)


def test_every_record_comes_back_as_it_was(real: Library, made_up: Library) -> None:
    for library in (real, made_up):
        groups: list[tuple[Any, tuple[Any, ...]]] = [
            (models.Review, library.every_review),
            (models.Document, library.documents),
            (models.Page, library.pages),
            (models.ThemeIntro, library.intros),
            (models.Practicum, library.practicums),
            (models.Programme, (library.programme,)),
            *library.lists.items(),
        ]
        for kind, records in groups:
            back = tuple(load(dump(record), kind) for record in records)
            assert (back, repr(back)) == (records, repr(records))
