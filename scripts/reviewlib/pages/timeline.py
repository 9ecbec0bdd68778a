"""The reviews by month, drawn: a row for each calendar year, a bar for each run of dates."""

# A bar is as wide as what is known. Days are at their place in the month, a month is a month
# wide: nothing is drawn more precisely than the sources tell it. How a bar is filled says which
# of these it is, so that nothing depends on seeing colours.

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.models import Review, Status
from reviewlib.pages.components import once
from reviewlib.pages.page import Context
from reviewlib.presentation import wording
from reviewlib.presentation.charts import code_of
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import MONTHS, DateRange, Precision

_LEFT = 48
_MONTH = 60
_TOP = 24
_LANE = 26
_ROW_EDGE = 8
_BAR_HEIGHT = 12
_LEAST = 5
_LETTER = 8
_BESIDE = 5
_RIGHT = _LEFT + 12 * _MONTH


@dataclass(frozen=True, slots=True)
class Bar:
    """One run of dates, within one calendar year."""

    x: float  # its left edge
    y: float  # its upper edge
    width: float  # its width
    height: float  # its height


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A review in one calendar year."""

    words: str  # its hosts, its date and, where it did not take place, its status
    address: str  # its page
    kind: str  # how its bars are drawn: "days", "between", "months" or "planned"
    is_picked: bool  # whether it is the one that the page is about
    code: str  # the letters of its host; of the first and how many others, where it has several
    code_x: float  # where its letters begin or, where there is no room on the right, end
    code_y: float  # the line on which they are
    before: bool  # whether they are before the bars and end at `code_x`
    bars: tuple[Bar, ...]  # its runs of dates in this year, in order
    whole: Bar  # all of it, letters too


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A calendar year."""

    year: str  # the year
    y: int  # its upper edge
    label_y: int  # the line on which the year is
    entries: tuple[TimelineEntry, ...]  # the reviews in it, in date order


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The reviews by month, drawn."""

    title: str  # what it shows
    undated: str  # which reviews could not be drawn, in a sentence, or ""
    width: int  # its width in units
    height: int  # its height
    top: int  # where the first row begins
    months_y: int  # the line above it on which the names of the months stand
    months: tuple[tuple[str, int, int], ...]  # the months above it: letters, left edge, middle
    rows: tuple[TimelineRow, ...]  # the calendar years
    # the same as a table: the review, when, what is known of its date, its status
    table: tuple[tuple[LinkView, str, str, str], ...]


_KNOWN = {
    Precision.DAYS: "The days",
    Precision.BETWEEN: "That it took some of these days",
    Precision.MONTHS: "The month, not the days",
    Precision.UNKNOWN: "The programme year alone",
}


def _place(day: datetime.date, *, end: bool = False) -> float:
    """Where a day begins on its row, or ends."""
    in_month = calendar.monthrange(day.year, day.month)[1]
    return _LEFT + (day.month - 1 + (day.day - (0 if end else 1)) / in_month) * _MONTH


def _extents(runs: Iterable[DateRange], year: int) -> Iterator[tuple[float, float]]:
    """From where to where each run reaches within a year."""
    january, december = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    for run in runs:
        first, last = max(run.first.first, january), min(run.last.last, december)
        if first <= last:
            left = min(_place(first), _RIGHT - _LEAST)
            yield left, max(_place(last, end=True), left + _LEAST)


def _code(library: Library, review: Review) -> str:
    codes = [code_of(library.authority[name]) for name in review.authorities]
    return codes[0] + (f" +{len(codes) - 1}" if len(codes) > 1 else "")


@dataclass(frozen=True, slots=True)
class _Item:
    """A review in one year, before it has a lane."""

    review: Review
    code: str
    spans: tuple[tuple[float, float], ...]

    @property
    def letters(self) -> float:
        return len(self.code) * _LETTER + _BESIDE

    @property
    def before(self) -> bool:
        return self.spans[-1][1] + self.letters > _RIGHT

    @property
    def ends(self) -> tuple[float, float]:
        left, right = self.spans[0][0], self.spans[-1][1]
        return (left - self.letters, right) if self.before else (left, right + self.letters)


def _lanes(library: Library, reviews: Iterable[Review], year: int) -> list[tuple[_Item, int]]:
    """Each review of a year in the first lane that has room for it."""
    items = []
    for review in reviews:
        first, last = review.when.first, review.when.last
        if first and last and first.year <= year <= last.year:
            spans = tuple(_extents(review.when.ranges, year))
            items += [_Item(review, _code(library, review), spans)] if spans else []
    ends: list[float] = []
    found = []
    for item in sorted(items, key=lambda one: (one.ends[0], one.review.id)):
        left, right = item.ends
        free = (lane for lane, end in enumerate(ends) if end + _BESIDE <= left)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [right]
        found.append((item, lane))
    return found


def _entry(context: Context, item: _Item, y: float, picked: str) -> TimelineEntry:
    review, library = item.review, context.library
    left, right = item.ends
    top = y + (_LANE - _BAR_HEIGHT) / 2
    said = wording.title(library, review), wording.when_words(library, review)
    status = wording.status_word(review, context.site.today)
    return TimelineEntry(
        words=", ".join(filter(None, [*said, status])),
        address=urls.review_address(review),
        kind=str(review.when.precision) if review.status == Status.TOOK_PLACE else "planned",
        is_picked=review.id == picked,
        code=item.code,
        code_x=round(item.spans[0][0] - _BESIDE if item.before else item.spans[-1][1] + _BESIDE, 1),
        code_y=y + _LANE / 2 + 4.5,
        before=item.before,
        bars=tuple(Bar(round(a, 1), top, round(b - a, 1), _BAR_HEIGHT) for a, b in item.spans),
        whole=Bar(round(left, 1), y, round(right - left, 1), _LANE),
    )


def _rows(
    context: Context, reviews: tuple[Review, ...], years: Iterable[int], picked: str
) -> tuple[tuple[TimelineRow, ...], int]:
    """The rows, and where the last of them ends."""
    rows, y = [], _TOP
    for year in years:
        placed = _lanes(context.library, reviews, year)
        lanes = 1 + max((lane for _, lane in placed), default=0)
        begin = y + _ROW_EDGE
        entries = (_entry(context, item, begin + lane * _LANE, picked) for item, lane in placed)
        rows.append(TimelineRow(str(year), y, begin + _LANE // 2 + 5, tuple(entries)))
        y += lanes * _LANE + 2 * _ROW_EDGE
    return tuple(rows), y


def whole_timeline(context: Context) -> TimelineView | None:
    """All reviews by month; made once, shown on several pages."""
    return once(context, ("timeline",), lambda: timeline_view(context, context.library.reviews))


def timeline_view(
    context: Context, shown: tuple[Review, ...], picked: str = ""
) -> TimelineView | None:
    """Some reviews by month, or None where fewer than two have a date.

    Args:
        picked: the id of the one that the page is about, or "".
    """
    library = context.library
    days = [day for one in shown for day in (one.when.first, one.when.last) if day]
    if len(days) < 4:  # the first and the last day of each
        return None
    first, last = min(days).year, max(days).year
    rows, end = _rows(context, shown, range(first, last + 1), picked)
    undated = wording.join_and(
        f"{wording.title(library, one)} ({library.year[one.year].label})"
        for one in shown
        if not one.when.ranges
    )
    return TimelineView(
        title=f"The reviews by month, {first}" + (f" to {last}" if first != last else ""),
        undated=f"Not drawn, because no date is recorded: {undated}." if undated else "",
        width=_RIGHT + 2,
        height=end + 2,
        top=_TOP,
        months_y=_TOP - 8,
        months=tuple(
            (name[:3], x, x + _MONTH // 2)
            for name, x in zip(MONTHS, range(_LEFT, _RIGHT, _MONTH), strict=True)
        ),
        rows=rows,
        table=tuple(_line(context, review) for review in shown),
    )


def _line(context: Context, review: Review) -> tuple[LinkView, str, str, str]:
    when = wording.when_words(context.library, review)
    status = wording.capitalised(wording.status_word(review, context.site.today) or "held")
    link = wording.review_link(context.library, review)
    return (link, wording.capitalised(when), _KNOWN[review.when.precision], status)
