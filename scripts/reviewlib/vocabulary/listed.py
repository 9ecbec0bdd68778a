"""Files that are a list of records of one kind: the vocabularies, the steps, the statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reviewlib.fields import Here, read_fields
from reviewlib.source import Sequence, SourceFile
from reviewlib.vocabulary.checks import check_id

__all__ = ["read_entries"]

_T = TypeVar("_T")


def read_entries(file: SourceFile, model: type[_T], here: Here) -> tuple[tuple[_T, ...], bool]:
    """The entries of a file that could be read, in order, and whether that is all of them.

    Args:
        file: the file, which need not be a list; it is said if it is none.
        model: what each entry is.
        here: the file being read.
    """
    if not isinstance(file.values, Sequence):
        here.say(
            "list-wanted",
            "this file is a list; each entry begins with a dash.",
            at=file.values,
            hint="See docs/records.md for an example.",
        )
        return (), False
    make: Callable[..., _T] = model
    read = [read_fields(model, item, here) for item in file.values.items]
    records = tuple(make(**fields[0], place=fields[1]) for fields in read if fields)
    seen: dict[str, int] = {}
    for record in records:
        if hasattr(record, "id"):
            check_id(record, seen, here)
    return records, len(records) == len(read)
