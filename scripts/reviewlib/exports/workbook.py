"""The tables as one workbook, for spreadsheet programs."""

# A spreadsheet that opens a CSV file takes a cell such as 2022-08 for a date, and 1-2 for one too.
# In a workbook each cell says what it is, so that it is shown as it is in the record.

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from reviewlib.exports.tables import Table, unescape_formula
from reviewlib.models import Programme

_LONGEST = 32_767  # characters in a cell
_WIDEST = 60  # characters; longer texts are wrapped by whoever reads them


def workbook(programme: Programme, tables: Sequence[tuple[Table, bytes]]) -> bytes:
    """Every table on a sheet of its own: text as text, whole numbers as numbers.

    The same tables give the same bytes: the file is dated by the library, not by the clock.

    Args:
        programme: whose tables they are.
        tables: each with the bytes of its CSV file.
    """
    out = io.BytesIO()
    day = datetime.datetime.combine(programme.recorded_up_to, datetime.time())
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties(
            {"title": programme.title, "author": programme.publisher, "created": day}
        )
        heading = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for table, data in tables:
            _write(book.add_worksheet(table.title), table, data, heading, text)
    return out.getvalue()


def _write(sheet: Any, table: Table, data: bytes, heading: Any, text: Any) -> None:
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    widths = [len(column.name) for column in table.columns]
    for number, row in enumerate(lines):
        for place, cell in enumerate(row):
            if number and cell and table.columns[place].type == "integer":
                sheet.write_number(number, place, int(cell))
            elif words := unescape_formula(cell):
                widths[place] = max(widths[place], min(len(words), _WIDEST))
                words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
                sheet.write_string(number, place, words, text if number else heading)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.freeze_panes(1, 0)
