"""The tables of the library, and how they are written as CSV (RFC 4180) that spreadsheets open.

The columns of reviews come from `presentation.facts`; those of other records are fields of theirs.
"""

# The byte order mark tells Excel that the file is UTF-8; without it "Dùn Sgàil" comes out
# broken. A cell that a spreadsheet would run as a formula gets an apostrophe before it, which
# spreadsheets take as "this is text"; `unescape_formula` takes it off again.

from __future__ import annotations

import csv
import dataclasses
import datetime
import functools
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

from reviewlib.library import Library, urls
from reviewlib.markdown import plain
from reviewlib.models import (
    Authority,
    ChangeKind,
    Document,
    Finding,
    Programme,
    Report,
    ReportKind,
    Review,
    SectionKind,
    Theme,
    Update,
    Year,
)
from reviewlib.presentation.facts import (
    REVIEW_COLUMNS,
    THEME_BASIS,
    Column,
    Source,
    column_of,
    columns_of,
    page_of,
    theme_basis,
)
from reviewlib.presentation.wording import (
    changed_on,
    hosts,
    questions,
    topics,
    when_words,
)

SEPARATOR = "; "
"""Between the values of a cell that holds several. No name in a vocabulary has it."""

WORKBOOK = "tables.xlsx"
"""The file that has every table on a sheet of its own."""

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_BOM = "\ufeff".encode()
# Also what a spreadsheet sees as the same sign (full-width), and a cell that has the apostrophe
# already, so that taking it off gives back what was there.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the library."""

    name: str  # the name of its file without the ending
    title: str  # what readers see
    help: str  # what a row is, a sentence
    columns: tuple[Column, ...]  # its columns
    key: tuple[str, ...]  # the columns that tell a row from every other
    rows: Callable[[Library], Iterable[Any]]  # gives them, in order

    def heading(self) -> str:
        """The first line of its CSV."""
        return csv_line(column.name for column in self.columns)

    def line(self, source: Source, row: Any) -> str:
        """One row as a line of CSV."""
        return csv_line(column.value(source, row) for column in self.columns)

    def lines(self, source: Source) -> Iterator[str]:
        """Every row as a line of CSV."""
        return (self.line(source, row) for row in self.rows(source.library))


def escape_formula(text: str) -> str:
    """A text that no spreadsheet runs as a formula.

    >>> texts = '=HYPERLINK("https://example.org")', "'-1", "plain"
    >>> print(*map(escape_formula, texts))
    '=HYPERLINK("https://example.org") ''-1 plain
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """The text that was made harmless, as it was.

    >>> unescape_formula("'=1+1"), unescape_formula("''-1"), unescape_formula("'tis")
    ('=1+1', "'-1", "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell_text(value: object) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _cell(value: object) -> str:
    text = cell_text(value)
    return escape_formula(text) if isinstance(value, str | tuple) else text


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


# ----------------------------------------------------------------------- the tables


class FindingRow(NamedTuple):
    """A finding with its review and its number in it, from 1."""

    review: Review
    number: int
    finding: Finding


class UpdateRow(NamedTuple):
    """An update with its review, its action and its number there, from 1."""

    review: Review
    finding: Finding
    number: int
    update: Update


class ReportRow(NamedTuple):
    """A report with its review and its number there, from 1."""

    review: Review
    number: int
    report: Report


def finding_rows(library: Library) -> Iterator[FindingRow]:
    """Every finding."""
    for review in library.reviews:
        for number, finding in enumerate(review.findings, start=1):
            yield FindingRow(review, number, finding)


def update_rows(library: Library) -> Iterator[UpdateRow]:
    """Every update."""
    for review, _, finding in finding_rows(library):
        for number, update in enumerate(finding.updates, start=1):
            yield UpdateRow(review, finding, number, update)


def report_rows(library: Library) -> Iterator[ReportRow]:
    """Every report."""
    for review in library.reviews:
        for number, report in enumerate(review.reports, start=1):
            yield ReportRow(review, number, report)


def was_found(source: Source, review: Review, finding: Finding) -> bool | None:
    """Whether a quotation stands in the report where it should; None where nobody can tell."""
    quote = source.library.quotes.get((review.id, finding.anchor))
    return quote.found if quote else None


def _same_as(source: Source, named: str) -> str:
    return page_of(source, source.library.current_url(named)[1:]) if named else ""


def _theme_labels(source: Source, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(source.library.theme[name].label for name in names)


def _added(_: Source, review: Review) -> object:
    return next((one.date for one in review.history if one.change == ChangeKind.ADDED), None)


def _finding_page(source: Source, row: FindingRow | UpdateRow) -> str:
    return page_of(source, f"{urls.review_address(row.review)}#{row.finding.anchor}")


def _of_report(column: Column) -> Column:
    """A column of a report, for a row that has its review too."""
    return dataclasses.replace(column, value=lambda s, row: column.value(s, row.report))


def _page(address: Callable[[Any], str]) -> Column:
    return Column("page", "Its page.", lambda s, record: page_of(s, address(record)))


_OF_REVIEW = Column(
    "review", "The review, by its id.", lambda _, row: row.review.id, refers=("reviews", "id")
)

REVIEWS = Table(
    "reviews",
    "Reviews",
    "A row is a review. Reviews that were withdrawn are left out.",
    (
        *REVIEW_COLUMNS,
        column_of(Review, "sources"),
        Column("added", "When the record was added to the library.", _added, "date",
               of="Review.history"),
        Column("changed", "When the record was last changed.",
               lambda s, r: changed_on(s.library, r), "date", of="Review.history"),
        _page(urls.review_address),
    ),
    ("id",),
    lambda library: library.reviews,
)  # fmt: skip

FINDINGS = Table(
    "findings",
    "Findings",
    "A row is a focus question, a topic, a strength, an area for further focus or another bullet "
    "of a review's recognised sections.",
    (
        _OF_REVIEW,
        Column("number", "Its place among the review's findings, from 1.",
               lambda _, row: row.number, "integer"),
        Column("kind", "Which kind of section it is in.", lambda _, row: row.finding.kind,
               enum=tuple(kind for kind in SectionKind if kind.has_findings)),
        Column("text", "The finding, as plain text.", lambda _, row: row.finding.text),
        Column("wording", "Whether it is in the report's own words (quoted) or is our summary.",
               lambda _, row: "quoted" if row.finding.quoted else "summary",
               enum=("quoted", "summary")),
        Column("checked", "Whether quoted words were found on that page of the report; empty where "
               "they could not be looked for.",
               lambda s, row: was_found(s, row.review, row.finding), "boolean"),
        Column("details", "What is written under it, as plain text.",
               lambda _, row: plain(row.finding.details)),
        Column("page_from", "The page of the report it is on.",
               lambda _, row: row.finding.page or None, "integer"),
        Column("page_to", "The last such page.", lambda _, row: row.finding.last_page or None,
               "integer"),
        Column("document", "The document it is taken from, by its id, where the record names one.",
               lambda _, row: row.finding.document, refers=("documents", "id")),
        Column("document_place", "Where in that document.",
               lambda _, row: row.finding.document_place),
        Column("same_as", "Another review's finding that an editor marked as saying the same.",
               lambda s, row: _same_as(s, row.finding.same_as)),
        Column("area", "The focus area it belongs to, where a review has several.",
               lambda _, row: row.finding.area),
        Column("themes", "Its themes: its own, or those of its review.",
               lambda s, row: _theme_labels(s, row.finding.themes or row.review.themes)),
        Column("theme_ids", "The same by id.",
               lambda _, row: row.finding.themes or row.review.themes),
        Column("theme_from", "Whether they are its own (finding) or its review's (review).",
               lambda _, row: ("finding" if row.finding.themes else
                               "review" if row.review.themes else ""),
               enum=("finding", "review")),
        Column("page", "Its place on the review's page.", _finding_page),
    ),
    ("review", "number"),
    finding_rows,
)  # fmt: skip

UPDATES = Table(
    "updates",
    "Updates",
    "A row is something that a host later reported beside a planned improvement. Where there is "
    "none, nothing follows from it: councils report progress in their own improvement plans.",
    (
        _OF_REVIEW,
        Column("finding", "The action, by its place among the review's findings.",
               lambda _, row: row.review.findings.index(row.finding) + 1, "integer"),
        Column("number", "Its place among the updates of that action, from 1.",
               lambda _, row: row.number, "integer"),
        Column("action", "The action, as plain text.", lambda _, row: row.finding.text),
        Column("date", "When it was reported, as precise as given (2023, 2023-03 or 2023-03-08).",
               lambda _, row: row.update.date.iso),
        Column("text", "What was reported, as plain text.", lambda _, row: row.update.text),
        Column("source", "Where it was reported.", lambda _, row: row.update.source),
        Column("page", "The action's place on the review's page.", _finding_page),
    ),
    ("review", "finding", "number"),
    update_rows,
)  # fmt: skip


def _where(source: Source, row: ReportRow) -> str | None:
    file = row.report.file
    return page_of(source, urls.report_address(row.review, file)) if file else None


def _checksum(source: Source, row: ReportRow) -> str | None:
    known = source.library.pdfs.get(row.report.file or "")
    return known.sha256 if known else None


def _licence(_: Source, row: ReportRow) -> str | None:
    return (row.report.rights.licence or None) if row.report.rights else None


REPORT_COLUMNS = (
    *map(_of_report, (
        column_of(Report, "title"),
        column_of(Report, "kind", enum=tuple(ReportKind)),
        column_of(Report, "by", more="By id.", refers=("authorities", "id")),
        *columns_of(Report, "published", "language", "version"),
    )),
    Column("held", "Whether the library has a copy of it to read.",
           lambda _, row: bool(row.report.file), "boolean"),
    Column("file", "Where that copy is.", _where, of="Report.file"),
    *map(_of_report, columns_of(Report, "listed", "size", "pages", "rights")),
    Column("licence", "The address of its licence, where it has one.", _licence),
    Column("sha256", "The checksum (SHA-256) of the library's copy.", _checksum),
    *map(_of_report, columns_of(Report, "cleaned", "original", "address", "fetched")),
)  # fmt: skip

REPORTS = Table(
    "reports",
    "Reports",
    "A row is a published report of a review. What may be done with it is given beside it; the "
    "licence of this table does not reach it.",
    (
        _OF_REVIEW,
        Column("number", "Its place among the review's reports, from 1.",
               lambda _, row: row.number, "integer"),
        *REPORT_COLUMNS,
    ),
    ("review", "number"),
    report_rows,
)  # fmt: skip

YEAR = Table(
    "table",
    "A year's table",
    "A row is a review of the year, as the programme's progress reports list them, in date order.",
    (
        column_of(Review, "authorities", name="authority",
                  value=lambda s, r: tuple(one.label for one in hosts(s.library, r))),
        Column("when", "When the visit was, or is planned, in words.",
               lambda s, r: when_words(s.library, r)),
        column_of(Review, "status"),
        Column("focus", "Its focus questions, in the library's words unless quoted.",
               lambda _, r: " ".join(questions(r))),
        Column("topics", "The topics, where the sources name no question.",
               lambda _, r: topics(r)),
        Column("theme", "The theme as the programme printed it, else as the library chose.",
               lambda s, r: r.theme_printed or _theme_labels(s, r.themes)),
        Column("theme_basis", "Which of the two it is.", lambda _, r: theme_basis(r),
               enum=THEME_BASIS),
        Column("review", "The review, by its id.", lambda _, r: r.id),
    ),
    ("review",),
    lambda library: library.reviews,
)  # fmt: skip


def _region(source: Source, authority: Authority) -> str | None:
    return source.library.region[authority.region].label if authority.region else None


AUTHORITIES = Table(
    "authorities",
    "Authorities",
    "A row is a local authority, whether it hosted a review or not.",
    (
        *columns_of(Authority, "id", "label", "language", "council", "council_language", "aliases",
                    "gaelic", "gaelic_source", "gss", "gss_former", "iso"),
        column_of(Authority, "region", _region),
        *columns_of(Authority, "column", "row", "contact"),
        _page(urls.authority_address),
    ),
    ("id",),
    lambda library: library.vocabulary.authorities,
)  # fmt: skip

THEMES = Table(
    "themes",
    "Themes",
    "A row is a theme.",
    (
        *columns_of(Theme, "id", "label", "aliases"),
        column_of(Theme, "parents", more="By id."),
        *columns_of(Theme, "scope", "indicators"),
        _page(urls.theme_address),
    ),
    ("id",),
    lambda library: library.vocabulary.themes,
)

_IN_DOCUMENTS = ("documents", "id")

YEARS = Table(
    "years",
    "Programme years",
    "A row is a programme year. Years may overlap.",
    (
        *columns_of(Year, "id", "label"),
        column_of(Year, "first", name="from"),
        column_of(Year, "last", name="to"),
        column_of(Year, "name"),
        column_of(Year, "reported_in", refers=_IN_DOCUMENTS),
        column_of(Year, "note"),
        _page(urls.year_address),
    ),
    ("id",),
    lambda library: library.vocabulary.years,
)

DOCUMENTS = Table(
    "documents",
    "Documents",
    "A row is a document or web page of or about the programme.",
    (
        Column("id", "Its permanent name.", lambda _, r: r.id),
        *columns_of(Document, "title", "short", "kind", "publisher", "date", "date_note",
                    "updated", "link"),
        column_of(Document, "listed_on", refers=_IN_DOCUMENTS),
        *columns_of(Document, "format", "size", "edition"),
        column_of(Document, "replaces", refers=_IN_DOCUMENTS),
        column_of(Document, "authorities", more="By id."),
        *columns_of(Document, "read", "related", "language", "file", "pages", "rights",
                    "cleaned", "original", "address", "fetched"),
        _page(urls.document_address),
    ),
    ("id",),
    lambda library: library.documents,
)  # fmt: skip

TABLES = (REVIEWS, FINDINGS, UPDATES, REPORTS, AUTHORITIES, THEMES, YEARS, DOCUMENTS)
"""Every table, in the order in which they are described."""


# ----------------------------------------------------------------------- all tables as a workbook

# A spreadsheet that opens a CSV file takes a cell such as 2022-08 for a date, and 1-2 for one too.
# In a workbook each cell says what it is, so that it is shown as it is in the record.

_LONGEST = 32_767  # UTF-16 code units in a cell
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
    # Row by row, of which none is held: 1,000 reviews have some 400,000 cells.
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
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
    words_of = functools.cache(_words_of)  # most cells say what others do
    for number, row in enumerate(lines):
        for place, cell in enumerate(row):
            if number and cell and table.columns[place].type == "integer":
                sheet.write_number(number, place, int(cell))
            elif words := words_of(cell):
                widths[place] = max(widths[place], min(len(words), _WIDEST))
                style = text if number else heading
                if words.startswith("<r>"):  # which XlsxWriter takes for XML, unless it is in parts
                    sheet.write_rich_string(number, place, style, words[:1], words[1:], style)
                else:
                    sheet.write_string(number, place, words, style)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.freeze_panes(1, 0)


def _words_of(cell: str) -> str:
    """What a cell of CSV says, as far as it fits into one of a workbook."""
    text = unescape_formula(cell)
    units = text.encode("utf-16-le")
    fits = len(units) <= 2 * _LONGEST
    return text if fits else f"{units[: 2 * _LONGEST - 2].decode('utf-16-le', 'ignore')}…"
