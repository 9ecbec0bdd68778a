from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import example, given, strategies as st

from reviewlib.exports import TABLES, Table
from reviewlib.exports.tables import SEPARATOR, csv_line, escape_formula, unescape_formula
from reviewlib.library import Library
from reviewlib.models import Authority, Document, Report, Review, Theme, Year
from reviewlib.schema import fields_of
from tests.exports.conftest import Files

# What no table has, with the reason.
LEFT_OUT = {
    "Review.leads": "names of people",
    "Review.formerly": "former addresses answer by themselves",
    "Review.schema": "of the form of the file",
    "Report.formerly": "former addresses answer by themselves",
    "Report.allow": "of how the file is checked",
    "Theme.formerly": "former addresses answer by themselves",
    "Authority.formerly": "former addresses answer by themselves",
    "Document.formerly": "former addresses answer by themselves",
    "Document.allow": "of how the file is checked",
    "Document.order": "of how pages list them",
}
NASTY = (
    '=HYPERLINK("https://example.org","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''-1",
    "'tis",
    "\t=1",
    "＝1",
    'a "quotation", with; signs',
    "two\nlines",
    "two\r\nlines",
    "Dùn Sgàil 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "x" * 10_000,
)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
@example(list(NASTY))
def test_what_goes_into_a_line_comes_back(values: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(csv_line(values), newline="")) if any(values) else ([""],)
    if any(values):
        assert [unescape_formula(cell) for cell in row] == values


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert escape_formula(text)[0] not in "=+-@\t\r＝＋－＠"
    assert unescape_formula(escape_formula(text)) == text


def test_the_package_of_tables_is_valid(files: Files, tmp_path: Path) -> None:
    for address, data in files.items():
        if address.startswith("data/"):
            (tmp_path / address.removeprefix("data/")).write_bytes(data)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "type", "message"])
    assert [task.name for task in report.tasks] == [*(table.name for table in TABLES), "workbook"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_opens_in_a_spreadsheet_with_its_accents(table: Table, files: Files) -> None:
    data = files[f"data/{table.name}.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    rows = read(data)
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_explained_and_every_value_is_one_it_may_have(
    table: Table, files: Files
) -> None:
    assert len({column.name for column in table.columns}) == len(table.columns)
    for column in table.columns:
        assert column.help.endswith("."), column.name
    for row in read(files[f"data/{table.name}.csv"]):
        for column in table.columns:
            value = row[column.name]
            assert not column.enum or value in {"", *column.enum}, (column.name, value)


@pytest.mark.parametrize("model", [Review, Report, Authority, Theme, Year, Document])
def test_every_field_of_a_record_is_in_a_table_or_left_out_for_a_reason(
    model: type[Any],
) -> None:
    told = {column.of for table in TABLES for column in table.columns}
    for attribute, _ in fields_of(model).values():
        name = f"{model.__name__}.{attribute}"
        assert (name in told) != (name in LEFT_OUT), name


def test_a_cell_of_several_values_can_be_taken_apart(library: Library) -> None:
    vocabulary = library.vocabulary
    terms = (*vocabulary.themes, *vocabulary.authorities, *vocabulary.stages)
    for term in terms:
        for word in (term.label, *term.aliases):
            assert SEPARATOR.strip() not in word


def test_findings_and_updates_refer_to_what_there_is(files: Files) -> None:
    reviews = {row["id"] for row in read(files["data/reviews.csv"])}
    findings = {(row["review"], row["number"]) for row in read(files["data/findings.csv"])}
    assert {review for review, _ in findings} <= reviews
    for row in read(files["data/updates.csv"]):
        assert (row["review"], row["finding"]) in findings


def test_the_table_of_a_page_has_the_columns_of_the_whole(library: Library, files: Files) -> None:
    whole = {row["id"]: row for row in read(files["data/reviews.csv"])}
    for theme in library.vocabulary.themes:
        rows = read(files[f"themes/{theme.id}/reviews.csv"])
        assert [row["id"] for row in rows] == [
            review.id for review in library.on_theme.get(theme.id, ())
        ]
        assert all(row == whole[row["id"]] for row in rows)


def test_checksums_are_those_of_the_files(files: Files) -> None:
    import hashlib

    lines = files["data/SHA256SUMS"].decode().splitlines()
    told = dict(reversed(line.split("  ")) for line in lines)  # type: ignore[misc]
    beside = {
        address.removeprefix("data/")
        for address in files
        if address.startswith("data/") and not address.endswith("SHA256SUMS")
    }
    assert set(told) == beside
    for name, digest in told.items():
        assert hashlib.sha256(files[f"data/{name}"]).hexdigest() == digest


def test_a_finding_says_whether_it_is_quoted(made_up: Library) -> None:
    from tests.exports.conftest import taken

    rows = read(taken(made_up)["data/findings.csv"])
    assert {row["wording"] for row in rows} == {"quoted", "summary"}


def test_a_theme_says_whether_it_was_printed(library: Library, files: Files) -> None:
    for row, review in zip(read(files["data/reviews.csv"]), library.reviews, strict=True):
        assert (row["theme_basis"] == "printed") == bool(review.theme_printed)


def test_a_programme_year_is_never_written_as_a_date(files: Files) -> None:
    for row in read(files["data/reviews.csv"]):
        assert row["when_edtf"] != row["year"]
        assert bool(row["when_edtf"]) == (row["when_precision"] != "unknown")


def test_the_whole_as_json_says_what_the_tables_say(library: Library, files: Files) -> None:
    whole = json.loads(files["data/library.json"])
    assert [one["id"] for one in whole["reviews"]] == [review.id for review in library.reviews]
    for name in ("authorities", "themes", "years", "documents"):
        rows = read(files[f"data/{name}.csv"])
        assert [one["id"] for one in whole[name]] == [row["id"] for row in rows]
    findings = [
        (one["id"], finding["text"])
        for one in whole["reviews"]
        for section in one["sections"]
        for block in section["blocks"]
        for finding in block.get("findings", ())
    ]
    rows = read(files["data/findings.csv"])
    assert findings == [(row["review"], unescape_formula(row["text"])) for row in rows]


def test_a_review_by_itself_says_what_the_whole_says_of_it(library: Library, files: Files) -> None:
    whole = {one["id"]: one for one in json.loads(files["data/library.json"])["reviews"]}
    for review in library.reviews:
        alone = json.loads(files[f"reviews/{review.id}/record.json"])
        assert alone["review"] == whole[review.id]
        assert alone["format"] == 1


def test_withdrawn_reviews_are_named_and_nothing_else_of_them(made_up: Library) -> None:
    from tests.exports.conftest import taken

    files = taken(made_up)
    gone = [review.id for review in made_up.every_review if review.is_withdrawn]
    whole = json.loads(files["data/library.json"])
    assert [one["id"] for one in whole["withdrawn"]] == gone
    for name in gone:
        assert f"reviews/{name}/record.json" not in files
        assert name not in files["data/reviews.csv"].decode()


def test_a_review_without_anything_but_what_it_needs_can_be_taken_away(made_up: Library) -> None:
    from tests.exports.conftest import taken

    bare = [
        dataclasses.replace(review, history=(), reports=(), sections=(), themes=(), sources=())
        for review in made_up.every_review
    ]
    files = taken(dataclasses.replace(made_up, every_review=tuple(bare)))
    assert len(read(files["data/reviews.csv"])) == len(bare)
