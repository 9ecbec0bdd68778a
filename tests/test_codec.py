"""Values as bytes and back: each is what it was, or has no bytes."""

from __future__ import annotations

import datetime
import decimal
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from reviewlib import models
from reviewlib.codec import codec_of
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
    (bool, True),
    (float, 0.1),
    (Colour, Colour.RED),
    (Path, Path("/a/b")),
    (decimal.Decimal, decimal.Decimal("1.50")),
    (datetime.date, datetime.date(2022, 8, 29)),
    (tuple[str, int | None], ("a", None)),
    (tuple[tuple[str, int], ...], (("a", 1), ("b", 2))),
    (frozenset[str], frozenset("abc")),
    (dict[str, tuple[Colour, ...]], {"a": (Colour.RED,)}),
    (Leaf, Leaf("a", 0, (Leaf("b", 2), Leaf("c")))),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_as_it_was(kind: Any, value: Any) -> None:
    codec = codec_of(kind)
    back = codec.load(codec.dump(value) or b"")
    assert (back, repr(back)) == (value, repr(value))


@pytest.mark.parametrize(
    ("kind", "value"), [(str, 1), (str, Colour.RED), (int, True), (tuple[str, ...], ["a"])]
)
def test_what_would_come_back_as_something_else_has_no_bytes(kind: Any, value: Any) -> None:
    assert codec_of(kind).dump(value) is None


@pytest.mark.parametrize("kind", [object, bytes, dict[int, str]])
def test_only_types_that_are_data_have_a_codec(kind: Any) -> None:
    with pytest.raises(TypeError):
        codec_of(kind)


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
            codec = codec_of(kind)
            back = tuple(codec.load(codec.dump(record) or b"") for record in records)
            assert (back, repr(back)) == (records, repr(records))
