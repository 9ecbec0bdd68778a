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

_Dated = tuple[Place, str, DateValue | datetime.date | None]


def _dated(library: Library) -> Iterator[_Dated]:
    """Every date of something that has happened, with its field and where it stands."""
    yield library.programme.place, "recorded_up_to", library.programme.recorded_up_to
    for review in library.every_review:
        if review.status is Status.TOOK_PLACE:
            yield review.place, "when", review.when.first
        for report in review.reports:
            for name in ("published", "cleaned", "fetched"):
                yield report.place, f"reports: {name}", getattr(report, name)
        for change in review.history:
            yield change.place, "history: date", change.date
        for finding in review.findings:
            for update in finding.updates:
                yield Place(review.place.path, update.line), "", update.date
    for document in library.documents:
        yield document.place, "date", document.date


def _still_planned(review: Review, today: datetime.date) -> bool:
    """Whether a visit is called planned of which a report was published, and whose day is past."""
    last = review.when.last
    published = any(report.published for report in review.reports)
    return review.status is Status.PLANNED and published and last is not None and last < today


def impossible(library: Library, today: datetime.date) -> Iterator[Diagnostic]:
    """Every date of the past that lies in the future; visits still called planned."""
    for place, field, date in _dated(library):
        first = date.first if isinstance(date, DateValue) else date
        if first and first > today + _AHEAD:
            written = date.iso if isinstance(date, DateValue) else first.isoformat()
            message = f"{written} is still to come; today is {today.isoformat()}."
            hint = "Correct the year, the month or the day."
            yield place.problem(field, "date-in-future", message, hint)
    for review in library.every_review:
        if _still_planned(review, today):
            message = "the visit is planned, though its day is past and its report is published."
            hint = "Write what became of it, as in:\n  status: took place"
            yield review.place.problem("status", "still-planned", message, hint)


def added_too_early(review: Review, library: Library) -> Iterator[Diagnostic]:
    """The record of a visit that took place, added before the programme year of that visit."""
    year = library.year.get(review.year)
    if year is None or review.status is not Status.TOOK_PLACE:
        return
    for change in review.history:
        if change.change is ChangeKind.ADDED and change.date < year.first.first:
            message = f"the record was added before its year, {year.label}, began."
            hint = "Correct the date, or move the file to the folder of another year."
            yield change.place.problem("history: date", "added-too-early", message, hint)
