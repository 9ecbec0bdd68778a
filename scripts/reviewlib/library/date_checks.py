"""Dates that cannot be: what happened cannot lie ahead of the day that the pages are made for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.model import Library
from reviewlib.models import ChangeKind, Review, Status
from reviewlib.schema import DateValue, Place

# Where an editor is, a day may have begun that has not where the pages are made.
_AHEAD = datetime.timedelta(days=1)

_Dated = tuple[Place, int, str, DateValue | datetime.date | None]


def _of_review(review: Review) -> Iterator[_Dated]:
    place = review.place
    if review.status is Status.TOOK_PLACE and review.when.first:
        yield place, place.line_of("when"), "when", review.when.first
    for report in review.reports:
        for name, date in (
            ("published", report.published),
            ("cleaned", report.cleaned),
            ("fetched", report.fetched),
        ):
            yield report.place, report.place.line_of(name), f"reports: {name}", date
    for change in review.history:
        yield change.place, change.place.line_of("date"), "history: date", change.date
    for finding in review.findings:
        for update in finding.updates:
            yield place, update.line, "", update.date


def _dated(library: Library) -> Iterator[_Dated]:
    """Every date of something that has happened, and where it stands."""
    programme = library.programme
    line = programme.place.line_of("recorded_up_to")
    yield programme.place, line, "recorded_up_to", programme.recorded_up_to
    for review in library.every_review:
        yield from _of_review(review)
    for document in library.documents:
        yield document.place, document.place.line_of("date"), "date", document.date


def _still_planned(review: Review, today: datetime.date) -> bool:
    """Whether a visit is called planned of which a report was published, and whose day is past."""
    last = review.when.last
    published = any(report.published for report in review.reports)
    return review.status is Status.PLANNED and published and last is not None and last < today


def impossible(library: Library, today: datetime.date) -> Iterator[Diagnostic]:
    """Every date of the past that lies in the future; visits still called planned."""
    for place, line, field, date in _dated(library):
        first = date.first if isinstance(date, DateValue) else date
        if first and first > today + _AHEAD:
            written = date.iso if isinstance(date, DateValue) else first.isoformat()
            message = f"{written} is still to come; today is {today.isoformat()}."
            hint = "Correct the year, the month or the day."
            yield Diagnostic(place.path, line, 0, field, "date-in-future", message, hint)
    for review in library.every_review:
        if _still_planned(review, today):
            line = review.place.line_of("status")
            message = "the visit is planned, though its day is past and its report is published."
            hint = "Write what became of it, as in:\n  status: took place"
            yield Diagnostic(
                review.place.path, line, 0, "status", "still-planned", message, hint,
            )  # fmt: skip


def added_too_early(review: Review, library: Library) -> Iterator[Diagnostic]:
    """The record of a visit that took place, added before the programme year of that visit."""
    year = library.year.get(review.year)
    if year is None or review.status is not Status.TOOK_PLACE:
        return
    for change in review.history:
        if change.change is ChangeKind.ADDED and change.date < year.first.first:
            message = f"the record was added before its year, {year.label}, began."
            hint = "Correct the date, or move the file to the folder of another year."
            yield Diagnostic(
                review.place.path, change.place.line_of("date"), 0, "history: date",
                "added-too-early", message, hint,
            )  # fmt: skip
