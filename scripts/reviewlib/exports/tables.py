"""Tables: what a column is, and how rows of them are written as CSV.

takes: columns and rows
gives: Column, Table; CSV (RFC 4180) that spreadsheets open as it is meant
knows nothing of: which tables there are
"""

# The byte order mark tells Excel that the file is UTF-8; without it "Dùn Sgàil" comes out
# broken. A cell that a spreadsheet would run as a formula gets an apostrophe before it, which
# spreadsheets take as "this is text"; `undefused` takes it off again.

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reviewlib.fields import specs
from reviewlib.library import Library

__all__ = ["SEPARATOR", "Column", "Source", "Table", "csv_file", "csv_line", "defused", "given",
           "undefused"]  # fmt: skip

SEPARATOR = "; "
"""Between the values of a cell that holds several. No name in a vocabulary has it."""

_BOM = "\ufeff".encode()
# Also what a spreadsheet sees as the same sign (full-width), and a cell that has the apostrophe
# already, so that taking it off gives back what was there.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Source:
    """What values are made from, beside the row itself.

    Args:
        library: the library.
        url: where the site stands, ending in "/", or "".
    """

    library: Library
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Args:
        name: its heading; it never changes.
        help: what it holds, a sentence.
        value: gives it, of a source and a row; None for an empty cell.
        type: as Frictionless Table Schema calls it.
        of: the field of the model it comes from, as "Review.mode", or "".
        enum: all values it can have, where these are few.
        refers: the table and column whose values it holds, or ("", "").
    """

    name: str
    help: str
    value: Callable[[Source, Any], object]
    type: str = "string"
    of: str = ""
    enum: tuple[str, ...] = ()
    refers: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the library.

    Args:
        name: the name of its file without the ending.
        title: what readers see.
        help: what a row is, a sentence.
        columns: its columns.
        key: the columns that tell a row from every other.
        rows: gives them, in order.
    """

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Library], Iterable[Any]]

    def heading(self) -> str:
        """The first line of its CSV."""
        return csv_line(column.name for column in self.columns)

    def line(self, source: Source, row: Any) -> str:
        """One row as a line of CSV."""
        return csv_line(column.value(source, row) for column in self.columns)

    def lines(self, source: Source) -> Iterator[str]:
        """Every row as a line of CSV."""
        return (self.line(source, row) for row in self.rows(source.library))


def given(
    model: type,
    field: str,
    value: Callable[[Source, Any], object],
    *,
    name: str = "",
    more: str = "",
    type: str = "string",
    enum: tuple[str, ...] = (),
    refers: tuple[str, str] = ("", ""),
) -> Column:
    """A column that holds a field of a record, explained as the field is.

    Args:
        model: the record's class.
        field: the attribute.
        value: as in Column.
        name: the column's name, where it is not the field's.
        more: what is to be said beside the field's own help.
        type: as in Column.
        enum: as in Column.
        refers: as in Column.
    """
    (help,) = (spec.help for attribute, spec in specs(model).values() if attribute == field)
    whole = f"{help} {more}".strip()
    return Column(name or field, whole, value, type, f"{model.__name__}.{field}", enum, refers)


def defused(text: str) -> str:
    """A text that no spreadsheet runs as a formula.

    >>> print(defused('=HYPERLINK("https://example.org")'), defused("'-1"), defused("plain"))
    '=HYPERLINK("https://example.org") ''-1 plain
    """
    return f"'{text}" if _FORMULA.match(text) else text


def undefused(text: str) -> str:
    """The text that was made harmless, as it was.

    >>> undefused("'=1+1"), undefused("''-1"), undefused("'tis")
    ('=1+1', "'-1", "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return defused(SEPARATOR.join(map(str, value)))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return defused(str(value)) if isinstance(value, str) else str(value)


def csv_line(values: Iterable[object]) -> str:
    r"""Values as a line of CSV.

    >>> csv_line(["a, b", 7, None, True, ("x", "y")])
    '"a, b",7,,yes,x; y\r\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return out.getvalue()


def csv_file(heading: str, lines: Iterable[str]) -> bytes:
    """Lines as a file."""
    return _BOM + "".join([heading, *lines]).encode()
