"""The workbook has the tables, as they are written, for programs that open spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from reviewlib.exports import TABLES, Table
from reviewlib.exports.tables import csv_file, unescape_formula, workbook
from reviewlib.library import Library
from reviewlib.presentation.facts import Source
from tests import store
from tests.exports.conftest import Files


@pytest.fixture(scope="module")
def book(files: Files) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files["data/tables.xlsx"]))


def test_each_table_has_a_sheet_of_its_name(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [table.title for table in TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_has_the_rows_of_its_table(
    table: Table, book: openpyxl.Workbook, files: Files
) -> None:
    text = files[f"data/{table.name}.csv"].decode("utf-8-sig")
    rows = [
        [unescape_formula(cell) for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""))
    ]
    values = book[table.title].values
    sheet = [["" if cell is None else str(cell) for cell in row] for row in values]
    assert sheet == rows


def test_cells_are_text_but_for_whole_numbers(book: openpyxl.Workbook) -> None:
    for table in TABLES:
        heads, *rows = book[table.title].iter_rows()
        assert [head.value for head in heads] == [column.name for column in table.columns]
        for row in rows:
            for column, cell in zip(table.columns, row, strict=True):
                wanted = "n" if cell.value is None or column.type == "integer" else "s"
                assert cell.data_type == wanted, cell.coordinate
                assert wanted == "n" or cell.number_format == "@", cell.coordinate


def made_of(library: Library) -> bytes:
    source = Source(library, "")
    files = [(table, csv_file(table.heading(), table.lines(source))) for table in TABLES]
    return workbook(library.programme, files)


def test_a_month_stays_as_it_is_written() -> None:
    made = openpyxl.load_workbook(io.BytesIO(made_of(store.library("made up"))))
    cells = [cell for row in made["Updates"].iter_rows() for cell in row]
    assert "2023-03" in [cell.value for cell in cells if cell.data_type == "s"]


def test_texts_that_xml_or_excel_would_read_as_something_else_stay(library: Library) -> None:
    names = ("a & <b>", " x _x0041_ ", "<r>x & y</r>", "x" * 200_000, "x" + "\U0001f600" * 200_000)
    years = [dataclasses.replace(library.vocabulary.years[0], name=name) for name in names]
    vocabulary = dataclasses.replace(library.vocabulary, years=tuple(years))
    changed = dataclasses.replace(library, vocabulary=vocabulary, every_review=())
    rows = openpyxl.load_workbook(io.BytesIO(made_of(changed)))["Programme years"].values
    # openpyxl leaves an underscore that had to be escaped (ECMA-376 part 1, 22.9.2.19) as it is
    # where a text stands in its cell.
    read = [unescape(str(cell)) for row in rows for cell in row if cell]
    whole = [*names[:3], f"{'x' * 32_766}…", f"x{chr(0x1F600) * 16_382}…"]
    assert whole == [one for one in read if "x" in one or "&" in one]


def test_a_text_that_begins_as_a_formula_does_is_a_text(library: Library) -> None:
    year = dataclasses.replace(library.vocabulary.years[0], name="=1+1")
    vocabulary = dataclasses.replace(library.vocabulary, years=(year,))
    changed = dataclasses.replace(library, vocabulary=vocabulary, every_review=())
    made = openpyxl.load_workbook(io.BytesIO(made_of(changed)))
    cells = [cell for row in made["Programme years"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_the_same_library_gives_the_same_bytes_whenever_it_is_made(
    files: Files, library: Library, book: openpyxl.Workbook
) -> None:
    assert made_of(library) == made_of(library)
    assert isinstance(book.properties.created, datetime.datetime)
    assert book.properties.created.date() == library.programme.recorded_up_to
