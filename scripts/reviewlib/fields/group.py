"""Lists of values, and values that are groups of named fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewlib.fields.here import Here, expect_text
from reviewlib.fields.shape import Shape, listed
from reviewlib.fields.spec import FieldType, read_fields, shape_of
from reviewlib.problems import shown
from reviewlib.source import Mapping, Scalar, Sequence, Value

__all__ = ["Group", "Listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, one value to a line after a dash. A single value stands for a list of one.

    Args:
        item: what each value is.
    """

    item: FieldType

    def read(self, value: Value, here: Here) -> tuple[Any, ...] | None:
        """The values that could be read, in order, none twice; None where none could."""
        items = self._items(value, here)
        if items is None:
            return None
        found: list[Any] = []
        for item, there in items:
            if isinstance(item, Scalar) and not item.text.strip():
                here.say("no-value", "there is nothing after this dash.", at=item,
                         hint="Give a value, or delete the line.")  # fmt: skip
                continue
            read = self.item.read(item, there)
            if read is None:
                continue
            if read in found and isinstance(item, Scalar):
                here.say("given-twice", f"{shown(item.text)} is in this list twice.", at=item,
                         hint="Delete one of the two lines.")  # fmt: skip
                continue
            found.append(read)
        return tuple(found) or None

    def _items(self, value: Value, here: Here) -> list[tuple[Value, Here]] | None:
        """Each item with its place; None and a problem where there is no list."""
        alone = isinstance(value, Mapping) and isinstance(self.item, Group)
        if isinstance(value, Scalar) or alone:
            return [(value, here)]
        if isinstance(value, Sequence):
            return [(item, here.item(item)) for item in value.items]
        if len(value.entries) > 1:
            here.say("names-not-wanted", "this takes a list, not names with values.", at=value,
                     hint="Write each value on a line of its own, after a dash.")  # fmt: skip
        else:
            expect_text(value, here)
        return None

    def describe(self) -> str:
        """What to write."""
        return f"a list; each: {self.item.describe()}"

    def shape(self) -> Shape:
        """Its shape."""
        return listed(self.item.shape())


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields that belong together, read into a model.

    Args:
        model: a dataclass declared with `entry`, with an attribute `place`.
    """

    model: type

    def read(self, value: Value, here: Here) -> Any:
        """An instance of the model, or None and problems."""
        read = read_fields(self.model, value, here)
        if read is None:
            return None
        attributes, place = read
        return self.model(**attributes, place=place)

    def describe(self) -> str:
        """What to write."""
        return f"the fields of {self.model.__name__.lower()}"

    def shape(self) -> Shape:
        """Its shape."""
        return shape_of(self.model)
