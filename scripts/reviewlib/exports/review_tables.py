"""The tables of reviews and of what is in them: findings, updates, reports; a year's table.

takes: the library
gives: REVIEWS, FINDINGS, UPDATES, REPORTS, YEAR
knows nothing of: CSV, pages, names of people
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewlib.exports.tables import Column, Source, Table, given
from reviewlib.exports.words import changed_on, title, when
from reviewlib.fields import Precision
from reviewlib.library import Library, addresses as at
from reviewlib.markdown import plain
from reviewlib.models import (
    ChangeKind,
    Finding,
    Mode,
    Report,
    ReportKind,
    ReportState,
    Review,
    SectionKind,
    Status,
    Update,
)

__all__ = [
    "FINDINGS",
    "REPORTS",
    "REVIEWS",
    "UPDATES",
    "YEAR",
    "finding_rows",
    "page_of",
    "theme_basis",
    "update_rows",
    "was_found",
]

FindingRow = tuple[Review, int, Finding]
UpdateRow = tuple[Review, Finding, int, Update]
ReportRow = tuple[Review, int, Report]

_FINDING_KINDS = tuple(kind for kind in SectionKind if kind.has_findings)


def page_of(source: Source, address: str) -> str:
    """Where something is on the web; relative to the site's root where its address is unknown."""
    return source.url + address


def theme_basis(review: Review) -> str:
    """Who says what a review's themes are: "printed", "assigned", or "" where there are none."""
    if review.theme_printed:
        return "printed"
    return "assigned" if review.themes else ""


def finding_rows(library: Library) -> Iterator[FindingRow]:
    """Every finding with its review and its number in it, from 1."""
    for review in library.reviews:
        for number, finding in enumerate(review.findings, start=1):
            yield review, number, finding


def update_rows(library: Library) -> Iterator[UpdateRow]:
    """Every update with its review, its action and its number there, from 1."""
    for review, _, finding in finding_rows(library):
        for number, update in enumerate(finding.updates, start=1):
            yield review, finding, number, update


def was_found(source: Source, review: Review, finding: Finding) -> bool | None:
    """Whether a quotation stands in the report where it should; None where nobody can tell."""
    quote = source.library.quotes.get((review.id, finding.anchor))
    return quote.found if quote else None


def _report_rows(library: Library) -> Iterator[ReportRow]:
    for review in library.reviews:
        for number, report in enumerate(review.reports, start=1):
            yield review, number, report


def _labels(source: Source, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(source.library.authority[name].label for name in names)


def _theme_labels(source: Source, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(source.library.theme[name].label for name in names)


def _stages(source: Source, review: Review) -> tuple[str, ...]:
    labels = {stage.id: stage.label for stage in source.library.vocabulary.stages}
    return tuple(labels[name] for name in review.stages)


def _added(_: Source, review: Review) -> object:
    return next((one.date for one in review.history if one.change == ChangeKind.ADDED), None)


_OF_REVIEW = Column("review", "The review, by its id.", lambda _, row: row[0].id,
                    refers=("reviews", "id"))  # fmt: skip
_BASIS = ("printed", "assigned")

REVIEWS = Table(
    "reviews",
    "Reviews",
    "A row is a review. Reviews that were withdrawn are left out.",
    (
        Column("id", "Its permanent name: programme year and host.", lambda _, r: r.id),
        Column("year", "The programme year under which it was listed.", lambda _, r: r.year,
               refers=("years", "id")),
        Column("name", "Its title, or its hosts.", lambda s, r: title(s.library, r),
               of="Review.title"),
        given(Review, "authorities", lambda s, r: _labels(s, r.authorities)),
        Column("authority_ids", "The same by id.", lambda _, r: r.authorities),
        Column("gss_codes", "The codes of the hosts' areas.",
               lambda s, r: tuple(s.library.authority[one].gss or "" for one in r.authorities)),
        given(Review, "when", lambda _, r: r.when.words, more="In words."),
        Column("when_precision", "How precisely the date is known: every day (days), some days "
               "within (between), some time in the months (months), or not at all (unknown).",
               lambda _, r: str(r.when.precision), enum=tuple(map(str, Precision))),
        Column("when_edtf", "The date in the Extended Date/Time Format. A programme year is never "
               "written in it.", lambda _, r: r.when.edtf),
        Column("when_first", "The earliest day it can have begun.", lambda _, r: r.when.first,
               "date"),
        Column("when_last", "The latest day it can have ended.", lambda _, r: r.when.last, "date"),
        given(Review, "status", lambda _, r: r.status,
              enum=tuple(Status)),
        given(Review, "themes", lambda s, r: _theme_labels(s, r.themes)),
        Column("theme_ids", "The same by id.", lambda _, r: r.themes),
        Column("theme_basis", "Whether the programme printed a theme, or the library assigned it.",
               lambda _, r: theme_basis(r), enum=_BASIS),
        given(Review, "theme_printed", lambda _, r: r.theme_printed),
        given(Review, "stages", _stages),
        given(Review, "mode", lambda _, r: r.mode, enum=tuple(Mode)),
        given(Review, "contributors", lambda s, r: _labels(s, r.contributors)),
        Column("contributor_ids", "The same by id.", lambda _, r: r.contributors),
        given(Review, "pilot", lambda _, r: r.pilot, type="boolean"),
        Column("report_state", "Where its report is.", lambda _, r: r.report_state,
               enum=tuple(ReportState), of="Review.reports"),
        given(Review, "sources", lambda _, r: r.sources),
        Column("added", "When the record was added to the library.", _added, "date",
               of="Review.history"),
        Column("changed", "When the record was last changed.",
               lambda s, r: changed_on(s.library, r), "date", of="Review.history"),
        Column("page", "Its page.", lambda s, r: page_of(s, at.review_address(r))),
    ),
    ("id",),
    lambda library: library.reviews,
)  # fmt: skip

FINDINGS = Table(
    "findings",
    "Findings",
    "A row is a focus question, a strength, an area for further focus or another bullet of a "
    "review's recognised sections.",
    (
        _OF_REVIEW,
        Column("number", "Its place among the review's findings, from 1.", lambda _, row: row[1],
               "integer"),
        Column("kind", "Which kind of section it stands in.", lambda _, row: row[2].kind,
               enum=_FINDING_KINDS),
        Column("text", "The finding, as plain text.", lambda _, row: row[2].text),
        Column("wording", "Whether it is in the report's own words (quoted) or is our summary.",
               lambda _, row: "quoted" if row[2].quoted else "summary",
               enum=("quoted", "summary")),
        Column("checked", "Whether quoted words were found on that page of the report; empty where "
               "they could not be looked for.", lambda s, row: was_found(s, row[0], row[2]),
               "boolean"),
        Column("details", "What stands under it, as plain text.",
               lambda _, row: plain(row[2].details)),
        Column("page_from", "The page of the report it is on.",
               lambda _, row: row[2].page or None, "integer"),
        Column("page_to", "The last such page.", lambda _, row: row[2].last_page or None,
               "integer"),
        Column("area", "The focus area it belongs to, where a review has several.",
               lambda _, row: row[2].area),
        Column("themes", "Its themes: its own, or those of its review.",
               lambda s, row: _theme_labels(s, row[2].themes or row[0].themes)),
        Column("theme_ids", "The same by id.", lambda _, row: row[2].themes or row[0].themes),
        Column("theme_from", "Whether they are its own (finding) or its review's (review).",
               lambda _, row: ("finding" if row[2].themes else "review" if row[0].themes else ""),
               enum=("finding", "review")),
        Column("page", "Its place on the review's page.",
               lambda s, row: page_of(s, f"{at.review_address(row[0])}#{row[2].anchor}")),
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
               lambda _, row: row[0].findings.index(row[1]) + 1, "integer"),
        Column("number", "Its place among the updates of that action, from 1.",
               lambda _, row: row[2], "integer"),
        Column("action", "The action, as plain text.", lambda _, row: row[1].text),
        Column("date", "When it was reported, as precise as given (2023, 2023-03 or 2023-03-08).",
               lambda _, row: row[3].date.iso),
        Column("text", "What was reported, as plain text.", lambda _, row: row[3].text),
        Column("source", "Where it was reported.", lambda _, row: row[3].source),
        Column("page", "The action's place on the review's page.",
               lambda s, row: page_of(s, f"{at.review_address(row[0])}#{row[1].anchor}")),
    ),
    ("review", "finding", "number"),
    update_rows,
)  # fmt: skip


def _where(source: Source, row: ReportRow) -> str | None:
    review, _, report = row
    return page_of(source, at.report_address(review, report.file)) if report.file else None


def _checksum(source: Source, row: ReportRow) -> str | None:
    known = source.library.pdfs.get(row[2].file or "")
    return known.sha256 if known else None


REPORTS = Table(
    "reports",
    "Reports",
    "A row is a published report of a review. What may be done with it stands beside it; the "
    "licence of this table does not reach it.",
    (
        _OF_REVIEW,
        Column("number", "Its place among the review's reports, from 1.", lambda _, row: row[1],
               "integer"),
        given(Report, "title", lambda _, row: row[2].title),
        given(Report, "kind", lambda _, row: row[2].kind,
              enum=tuple(ReportKind)),
        given(Report, "by", lambda _, row: row[2].by, more="By id.", refers=("authorities", "id")),
        given(Report, "published", lambda _, row: row[2].published and row[2].published.iso),
        given(Report, "language", lambda _, row: row[2].language),
        given(Report, "version", lambda _, row: row[2].version),
        Column("held", "Whether the library has a copy of it to read.",
               lambda _, row: bool(row[2].file), "boolean"),
        Column("file", "Where that copy is.", _where, of="Report.file"),
        given(Report, "listed", lambda _, row: row[2].listed),
        given(Report, "size", lambda _, row: row[2].size and row[2].size.text),
        given(Report, "pages", lambda _, row: row[2].pages, type="integer"),
        given(Report, "rights", lambda _, row: row[2].rights and row[2].rights.text),
        Column("licence", "The address of its licence, where it has one.",
               lambda _, row: row[2].rights and row[2].rights.licence),
        Column("sha256", "The checksum (SHA-256) of the library's copy.", _checksum),
        given(Report, "cleaned", lambda _, row: row[2].cleaned, type="date"),
        given(Report, "original", lambda _, row: row[2].original),
    ),
    ("review", "number"),
    _report_rows,
)  # fmt: skip


def _theme_of(source: Source, review: Review) -> object:
    return review.theme_printed or _theme_labels(source, review.themes)


YEAR = Table(
    "table",
    "A year's table",
    "A row is a review of the year, as the programme's progress reports list them, in date order.",
    (
        given(Review, "authorities", lambda s, r: _labels(s, r.authorities), name="authority"),
        Column("when", "When the visit was, or is planned, in words.",
               lambda s, r: when(s.library, r)),
        given(Review, "status", lambda _, r: r.status),
        Column("focus", "Its focus questions.",
               lambda _, r: " ".join(finding.text for finding in r.of_kind(SectionKind.FOCUS))),
        Column("theme", "The theme as the programme printed it, else as the library chose.",
               _theme_of),
        Column("theme_basis", "Which of the two it is.", lambda _, r: theme_basis(r), enum=_BASIS),
        Column("review", "The review, by its id.", lambda _, r: r.id),
    ),
    ("review",),
    lambda library: library.reviews,
)  # fmt: skip
