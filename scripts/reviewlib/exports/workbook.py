"""The tables as one workbook (Office Open XML, ECMA-376), for spreadsheet programs."""

# A spreadsheet that opens a CSV file takes a cell such as 2022-08 for a date, and 1-2 for one too.
# In a workbook each cell says what it is, so that it is shown as it stands in the record.

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from reviewlib.exports.tables import TABLES, Table, cell_text
from reviewlib.presentation.facts import Source

_LONGEST = 32_767  # characters in a cell
_WIDEST = 60  # characters; longer texts are wrapped by whoever reads them
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(source: Source) -> bytes:
    """Every table on a sheet of its own: text as text, whole numbers as numbers.

    The same library gives the same bytes: the file is dated by the library, not by the clock.
    """
    out = io.BytesIO()
    programme = source.library.programme
    day = datetime.datetime.combine(programme.recorded_up_to, datetime.time())
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties(
            {"title": programme.title, "author": programme.publisher, "created": day}
        )
        heading = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for table in TABLES:
            _write(book.add_worksheet(table.title), table, source, heading, text)
    return out.getvalue()


def _write(sheet: Any, table: Table, source: Source, heading: Any, text: Any) -> None:
    widths = [len(column.name) for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, heading)
    for number, row in enumerate(table.rows(source.library), start=1):
        for place, column in enumerate(table.columns):
            value = column.value(source, row)
            if column.type == "integer" and isinstance(value, int):
                sheet.write_number(number, place, value)
            elif words := cell_text(value):
                sheet.write_string(number, place, _fitting(words), text)
                widths[place] = max(widths[place], min(len(words), _WIDEST))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.freeze_panes(1, 0)


def _fitting(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
