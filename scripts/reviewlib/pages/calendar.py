"""The calendar: every visit by year and month, and each year at a glance."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.exports import when_in_words
from reviewlib.library import urls
from reviewlib.models import Change, ChangeKind, Review, Status, Year
from reviewlib.pages.components import Group
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.timeline import TimelineView, whole_timeline
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import MONTHS, DateRange, Precision


@dataclass(frozen=True, slots=True)
class Visit:
    """A review in the calendar."""

    title_parts: tuple[LinkView, ...]  # its title, or its hosts, each with its language
    address: str  # its page
    when: str  # when it was, in words
    status: str  # a sentence where it did not simply take place, else ""
    recorded: Status  # the status as the record has it, by which its icon is chosen
    note: str  # how precisely the date is known, where it is not to the day; else ""
    themes: tuple[LinkView, ...]  # its themes
    theme_printed: str  # the theme as the programme printed it, or ""
    leads_label: str  # what to say before the leads: it led, or was to lead
    leads: str  # who led it, as printed, or ""
    changes: tuple[str, ...]  # what became of its date, a sentence or two each


@dataclass(frozen=True, slots=True)
class GridRow:
    """A review across the months of a year."""

    title_parts: tuple[LinkView, ...]  # as in Visit
    address: str  # its page
    status: str  # a word where it did not simply take place, or ""
    recorded: Status  # the status as the record has it, by which its icon is chosen
    cells: tuple[str, ...]  # for each month the days in it, in few words; "" for none


@dataclass(frozen=True, slots=True)
class Grid:
    """A programme year at a glance."""

    months: tuple[tuple[str, str], ...]  # a short name, and the whole for those who hear it
    rows: tuple[GridRow, ...]  # the reviews in date order


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A programme year of visits."""

    heading: str  # its label
    anchor: str  # its address on the page
    note: str  # when it was, in words
    # the visits by the month in which they began, those without a date at the end
    months: tuple[Group[Visit], ...]
    grid: Grid | None  # the same as a table, or None where no date is known
    address: str  # the year's page, beside which its own calendar is


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of all reviews."""

    statement: str  # what it is drawn from
    coming: str  # what comes next, or that nothing later is recorded
    timeline: TimelineView | None  # the reviews by month, or None where there is nothing to draw
    contents: tuple[LinkView, ...]  # the years, for a list at the top
    years: tuple[CalendarYear, ...]  # the years, the latest first
    subscribe: str  # the address for a calendar program that is told by its scheme, or ""
    whole: str  # the calendar's whole address to paste, or ""


Month = tuple[int, int]


def calendar_page(context: Context) -> OutputPage:
    """The page of the calendar."""
    library, url = context.library, context.site.url
    file = urls.REVIEWS + urls.CALENDAR_FILE
    years = tuple(
        _year(context, year, library.in_year[year.id])
        for year in reversed(library.vocabulary.years)
        if year.id in library.in_year
    )
    view = CalendarView(
        statement=wording.collection(library, context.site.today),
        coming=_coming(context),
        timeline=whole_timeline(context),
        contents=(
            *(LinkView(year.heading, f"#{year.anchor}") for year in years),
            LinkView("Follow in your own calendar", "#subscribe"),
        ),
        years=years,
        subscribe=f"webcal://{(url + file).partition('://')[2]}" if url else "",
        whole=url + file if url else "",
    )
    description = f"When the reviews of {library.programme.name} were or are planned, by month."
    return made_page(urls.CALENDAR, view, description)


def _coming(context: Context) -> str:
    """What comes next, as seen on the day the page is made."""
    today = context.site.today
    # The reviews stand in date order.
    review = next((one for one in context.library.reviews if wording.is_coming(one, today)), None)
    if review is None:
        return wording.nothing_after(context.library)
    return f"Next: {wording.title(context.library, review)}, planned for {review.when.words}."


def _year(context: Context, year: Year, reviews: tuple[Review, ...]) -> CalendarYear:
    return CalendarYear(
        heading=year.label,
        anchor=f"year-{year.id}",
        note=wording.year_note(context.library, year),
        months=tuple(_months(context, year, reviews)),
        grid=_grid(context, year, reviews),
        address=urls.year_address(year),
    )


def _month_of(day: datetime.date) -> Month:
    return day.year, day.month


def _months(context: Context, year: Year, reviews: Iterable[Review]) -> Iterator[Group[Visit]]:
    """The reviews of a year by the month in which they began."""
    dated = [(review.when.first, review) for review in reviews if review.when.first]
    for (y, m), group in itertools.groupby(dated, key=lambda pair: _month_of(pair[0])):
        visits = tuple(_visit(context, review) for _, review in group)
        # Two programme years may share a month.
        yield Group(f"{MONTHS[m - 1]} {y}", f"{year.id}-month-{y}-{m:02}", visits)
    undated = tuple(_visit(context, review) for review in reviews if not review.when.ranges)
    if undated:
        yield Group("Date not recorded", f"{year.id}-undated", undated)


def _visit(context: Context, review: Review) -> Visit:
    library = context.library
    words = wording.when_words(library, review)
    return Visit(
        title_parts=wording.title_parts(library, review),
        address=urls.review_address(review),
        when=wording.capitalised(words),
        status=wording.status_words(review, context.site.today),
        recorded=review.status,
        note=wording.SOME_OF_THESE_DAYS if review.when.precision is Precision.BETWEEN else "",
        themes=wording.themes_of(library, review),
        theme_printed=review.theme_printed or "",
        leads_label="Led by" if review.is_held else "Leads named:",
        leads=wording.join_and(review.leads),
        changes=tuple(
            _moved(change) for change in review.history if change.change == ChangeKind.DATE_CHANGED
        ),
    )


def _moved(change: Change) -> str:
    words = when_in_words(change.was or "")
    said = f"The date was changed; it was {words}." if words else "The date was changed."
    return f"{said} {change.why}" if change.why else said


def _grid(context: Context, year: Year, reviews: tuple[Review, ...]) -> Grid | None:
    """A row for each review with a date; a column for each month of the year, and beyond it."""
    dated = [review for review in reviews if review.when.ranges]
    if not dated:
        return None
    days = [year.first.first, year.last.last]
    days += [day for review in dated for day in (review.when.first, review.when.last) if day]
    months = tuple(_span(_month_of(min(days)), _month_of(max(days))))
    rows = tuple(
        GridRow(
            wording.title_parts(context.library, review),
            urls.review_address(review),
            wording.status_word(review, context.site.today),
            review.status,
            tuple(_cell(review, month) for month in months),
        )
        for review in dated
    )
    columns = ((MONTHS[m - 1][:3], f"{MONTHS[m - 1]} {y}") for y, m in months)
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
    found = [_days(run, month) for run in review.when.ranges]
    words = ", ".join(filter(None, found))
    if not words or review.when.precision is Precision.DAYS:
        return words
    return "some time" if review.when.precision is Precision.MONTHS else f"some of {words}"


def _days(run: DateRange, month: Month) -> str:
    first_day = datetime.date(*month, 1)
    last_day = datetime.date(*month, calendar.monthrange(*month)[1])
    first, last = max(run.first.first, first_day), min(run.last.last, last_day)
    if first > last:
        return ""
    return str(first.day) if first == last else f"{first.day}–{last.day}"
