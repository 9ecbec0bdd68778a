"""What the front matter of a file holds, each value with its place.

takes: nothing
gives: Scalar, Sequence, Mapping; SourceFile
knows nothing of: YAML, reviews
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Mapping", "Scalar", "Sequence", "SourceFile", "Value"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One piece of text. Nothing is converted: `NO`, `0123` and `12:30` stay as written.

    Args:
        text: the text; "" where a name was given no value.
        line: its line in the file, from 1.
        column: its column, from 1.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Value, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names with their values, in the order written; no name twice."""

    entries: tuple[tuple[Scalar, Value], ...]
    line: int
    column: int

    def __iter__(self) -> Iterator[tuple[Scalar, Value]]:
        return iter(self.entries)

    def get(self, name: str) -> Value | None:
        """The value given for a name, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class SourceFile:
    r"""One file, split and read, nothing judged.

    Args:
        path: relative to the library's root, with forward slashes.
        values: the front matter (or, of a .yml file, the whole of it).
        body: the text after the front matter, newlines as "\n"; "" for a .yml file.
        body_line: the line in the file on which `body` begins, from 1.
    """

    path: str
    values: Mapping | Sequence
    body: str
    body_line: int
