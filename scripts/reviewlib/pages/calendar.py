"""The calendar: every visit by year and month, and each year at a glance.

takes: the library
gives: CalendarView
knows nothing of: HTML, iCalendar
"""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterable, Iterator

from reviewlib.exports import read_when
from reviewlib.fields import MONTHS, Precision, Run
from reviewlib.library import addresses as at
from reviewlib.models import Change, ChangeKind, Review, Status, Year
from reviewlib.pages import parts
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.takeaway_views import (
    CalendarMonth,
    CalendarView,
    CalendarYear,
    Grid,
    GridMonth,
    GridRow,
    Visit,
)
from reviewlib.pages.views import PageOut

__all__ = ["calendar_page"]

Month = tuple[int, int]

_NOTES = {
    Precision.MONTHS: "The sources give the month, not the days.",
    Precision.BETWEEN: "The visit took some of these days, not all of them.",
}


def calendar_page(context: Context) -> PageOut:
    """The page of the calendar."""
    library, url = context.library, context.site.url
    file = at.REVIEWS + at.CALENDAR_FILE
    years = tuple(
        _year(context, year, library.in_year[year.id])
        for year in reversed(library.vocabulary.years)
        if year.id in library.in_year
    )
    view = CalendarView(
        statement=parts.collection(context, library.reviews),
        coming=_coming(context),
        contents=(
            *(LinkView(year.heading, f"#{year.anchor}") for year in years),
            LinkView("Follow in your own calendar", "#subscribe"),
        ),
        years=years,
        subscribe=f"webcal://{(url + file).partition('://')[2]}" if url else "",
        whole=url + file if url else "",
        file=LinkView("Calendar of all reviews", file),
        more=LinkView("Calendars by theme, authority and year", f"{at.DATA}#collections"),
    )
    description = f"When the reviews of {library.programme.name} were or are planned, by month."
    return PageOut(at.CALENDAR, "calendar", view, "Calendar", description, at.CALENDAR)


def _coming(context: Context) -> str:
    """What comes next, as seen on the day the page is made."""
    today = context.site.today
    planned = [
        (review.when.first, review)
        for review in context.library.reviews
        if review.status == Status.PLANNED and review.when.last and review.when.last >= today
        if review.when.first
    ]
    if not planned:
        return "No later visit is recorded."
    _, review = min(planned, key=lambda pair: pair[0])
    return f"Next: {parts.title(context.library, review)}, planned for {review.when.words}."


def _year(context: Context, year: Year, reviews: tuple[Review, ...]) -> CalendarYear:
    address = at.year_address(year)
    return CalendarYear(
        heading=year.label,
        anchor=f"year-{year.id}",
        note=f"{parts.count(len(reviews), 'review')}, listed for {year.span}",
        months=tuple(_months(context, year, reviews)),
        grid=_grid(context, year, reviews),
        calendar=LinkView(f"Calendar of {year.label}", address + at.CALENDAR_FILE),
        table=LinkView(f"The table of {year.label}", address),
    )


def _month_of(day: datetime.date) -> Month:
    return day.year, day.month


def _months(context: Context, year: Year, reviews: Iterable[Review]) -> Iterator[CalendarMonth]:
    """The reviews of a year by the month in which they began."""
    dated = [(review.when.first, review) for review in reviews if review.when.first]
    for (y, m), group in itertools.groupby(dated, key=lambda pair: _month_of(pair[0])):
        visits = tuple(_visit(context, review) for _, review in group)
        # Two programme years may share a month.
        yield CalendarMonth(f"{MONTHS[m - 1]} {y}", f"{year.id}-month-{y}-{m:02}", visits)
    undated = tuple(_visit(context, review) for review in reviews if not review.when.runs)
    if undated:
        yield CalendarMonth("Date not recorded", f"{year.id}-undated", undated)


def _visit(context: Context, review: Review) -> Visit:
    library = context.library
    words = parts.when_words(library, review)
    return Visit(
        title_parts=parts.title_parts(library, review),
        address=at.review_address(review),
        when=words[:1].upper() + words[1:],
        status=parts.status_words(context, review),
        note=_NOTES.get(review.when.precision, ""),
        themes=tuple(parts.theme_link(library.theme[name]) for name in review.themes),
        theme_printed=review.theme_printed or "",
        leads=parts.listed(review.leads),
        changes=tuple(
            _moved(change) for change in review.history if change.change == ChangeKind.DATE_CHANGED
        ),
    )


def _moved(change: Change) -> str:
    was = read_when(change.was) if change.was else None
    words = was.words if was and was.words else change.was
    said = f"The date was changed; it was {words}." if words else "The date was changed."
    return f"{said} {change.why}" if change.why else said


def _grid(context: Context, year: Year, reviews: tuple[Review, ...]) -> Grid | None:
    """A row for each review with a date; a column for each month of the year, and beyond it."""
    dated = [review for review in reviews if review.when.runs]
    if not dated:
        return None
    days = [year.first.first, year.last.last]
    days += [day for review in dated for day in (review.when.first, review.when.last) if day]
    months = tuple(_span(_month_of(min(days)), _month_of(max(days))))
    rows = tuple(
        GridRow(
            parts.title_parts(context.library, review),
            at.review_address(review),
            "" if review.status == Status.TOOK_PLACE else review.status,
            tuple(_cell(review, month) for month in months),
        )
        for review in dated
    )
    columns = (GridMonth(MONTHS[m - 1][:3], f"{MONTHS[m - 1]} {y}") for y, m in months)
    return Grid(tuple(columns), rows)


def _span(first: Month, last: Month) -> Iterator[Month]:
    """Every month from one to another.

    >>> list(_span((2021, 12), (2022, 1)))
    [(2021, 12), (2022, 1)]
    """
    for number in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1]):
        yield number // 12, number % 12 + 1


def _cell(review: Review, month: Month) -> str:
    """The days of a review in a month, in few words."""
    found = [_days(run, month) for run in review.when.runs]
    words = ", ".join(filter(None, found))
    if not words or review.when.precision is Precision.DAYS:
        return words
    return "some time" if review.when.precision is Precision.MONTHS else f"some of {words}"


def _days(run: Run, month: Month) -> str:
    first_day = datetime.date(*month, 1)
    last_day = datetime.date(*month, calendar.monthrange(*month)[1])
    first, last = max(run.first.first, first_day), min(run.last.last, last_day)
    if first > last:
        return ""
    return str(first.day) if first == last else f"{first.day}–{last.day}"
