"""The map of authorities, one tile each; the reviews by month."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library
from reviewlib.models import Authority, Review, Status
from reviewlib.schema import DateRange, Precision

# A grid of tiles gives each authority the same space; on a map the largest would take hundreds
# of times that of the smallest.

_TILE = 44
_GAP = 4
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority's square."""

    authority: str  # its id
    code: str  # two or three letters for it
    column: int  # its column, from 1
    row: int  # its row, from 1
    x: int  # its left edge in a drawing
    y: int  # its upper edge
    size: int  # its width and height


@dataclass(frozen=True, slots=True)
class Coverage:
    """The grid of authorities."""

    width: int  # the drawing's width in units
    height: int  # its height
    tiles: tuple[Tile, ...]  # the tiles, by row and column


def code_of(authority: Authority) -> str:
    """Three letters for an authority: the end of its ISO 3166-2 code, else of its name.

    >>> code_of(Authority(id="glenmore", label="Glenmore", council="", iso="GB-GLM"))
    'GLM'
    """
    letters = "".join(letter for letter in authority.label if letter.isalpha())
    return (authority.iso or letters[:3]).rpartition("-")[2].upper()


def _placed(library: Library) -> Iterator[tuple[Authority, int, int]]:
    """The authorities that have a square of their own, by row and column."""
    cells = [
        (one, one.row, one.column)
        for one in library.vocabulary.authorities
        if one.row is not None and one.column is not None
    ]
    taken = Counter((row, column) for _, row, column in cells)
    alone = [cell for cell in cells if taken[cell[1:]] == 1]
    return iter(sorted(alone, key=lambda cell: (cell[1], cell[2])))


def coverage(library: Library) -> Coverage | None:
    """The grid of authorities, or None where there is nothing to draw.

    An authority without a place of its own on the grid is left out; lists beside the grid name
    them all.
    """
    cells = tuple(_placed(library))
    if len(cells) < 2:
        return None
    top, left = min(row for _, row, _ in cells), min(column for _, _, column in cells)
    tiles = tuple(
        Tile(
            authority=authority.id,
            code=code_of(authority),
            column=column - left + 1,
            row=row - top + 1,
            x=_EDGE + (column - left) * (_TILE + _GAP),
            y=_EDGE + (row - top) * (_TILE + _GAP),
            size=_TILE,
        )
        for authority, row, column in cells
    )
    return Coverage(
        width=max(tile.x for tile in tiles) + _TILE + _EDGE,
        height=max(tile.y for tile in tiles) + _TILE + _EDGE,
        tiles=tiles,
    )


# A bar is as wide as what is known. Days are at their place in the month, a month is a month
# wide: nothing is drawn more precisely than the sources tell it. How a bar is filled says which
# of these it is, so that nothing depends on seeing colours.


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

    review: str  # its id
    code: str  # the letters of its host; of the first and how many others, where it has several
    kind: str  # "days", "between" or "months": how precisely its dates are known
    took_place: bool  # whether it took place; else it was only planned, or was called off
    code_x: float  # where its letters begin or, where there is no room on the right, end
    code_y: float  # the line on which they are
    before: bool  # whether they are before the bars and end at `code_x`
    bars: tuple[Bar, ...]  # its runs of dates in this year, in order
    whole: Bar  # all of it, letters too


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar year."""

    year: int  # the year
    y: int  # its upper edge
    height: int  # its height
    label_y: int  # the line on which the year is
    entries: tuple[TimelineEntry, ...]  # the reviews in it, in date order


@dataclass(frozen=True, slots=True)
class Timeline:
    """The reviews by month."""

    width: int  # the drawing's width in units
    height: int  # its height
    top: int  # where the first row begins
    months_y: int  # the line above it on which the names of the months are
    months: tuple[int, ...]  # the left edge of each of the twelve months
    month: int  # the width of a month
    rows: tuple[Row, ...]  # a row for each calendar year from the first to the last
    undated: tuple[str, ...]  # the ids of the reviews that cannot be drawn


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


def _items(library: Library, reviews: Iterable[Review], year: int) -> Iterator[_Item]:
    for review in reviews:
        spans = tuple(_extents(review.when.ranges, year))
        if spans:
            yield _Item(review, _code(library, review), spans)


def _lanes(items: Iterable[_Item]) -> Iterator[tuple[_Item, int]]:
    """Each item in the first lane that has room for it."""
    ends: list[float] = []
    for item in sorted(items, key=lambda one: (one.ends[0], one.review.id)):
        left, right = item.ends
        free = (lane for lane, end in enumerate(ends) if end + _BESIDE <= left)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [right]
        yield item, lane


def _entry(item: _Item, y: float) -> TimelineEntry:
    left, right = item.ends
    top = y + (_LANE - _BAR_HEIGHT) / 2
    kind = item.review.when.precision
    return TimelineEntry(
        review=item.review.id,
        code=item.code,
        kind=str(Precision.MONTHS if kind is Precision.UNKNOWN else kind),
        took_place=item.review.status == Status.TOOK_PLACE,
        code_x=round(item.spans[0][0] - _BESIDE if item.before else item.spans[-1][1] + _BESIDE, 1),
        code_y=y + _LANE / 2 + 4.5,
        before=item.before,
        bars=tuple(Bar(round(a, 1), top, round(b - a, 1), _BAR_HEIGHT) for a, b in item.spans),
        whole=Bar(round(left, 1), y, round(right - left, 1), _LANE),
    )


def _rows(library: Library, reviews: tuple[Review, ...], years: Iterable[int]) -> Iterator[Row]:
    y = _TOP
    for year in years:
        placed = tuple(_lanes(_items(library, reviews, year)))
        lanes = 1 + max((lane for _, lane in placed), default=0)
        entries = tuple(_entry(item, y + _ROW_EDGE + lane * _LANE) for item, lane in placed)
        height = lanes * _LANE + 2 * _ROW_EDGE
        yield Row(year, y, height, y + _ROW_EDGE + _LANE // 2 + 5, entries)
        y += height


def timeline(library: Library, reviews: tuple[Review, ...]) -> Timeline | None:
    """Some reviews by month, or None where fewer than two have a date."""
    ends = [(one.when.first, one.when.last) for one in reviews]
    days = [day for day in itertools.chain.from_iterable(ends) if day]
    if len(days) < 4:  # the first and the last day of each
        return None
    years = range(min(days).year, max(days).year + 1)
    rows = tuple(_rows(library, reviews, years))
    return Timeline(
        width=_RIGHT + 2,
        height=rows[-1].y + rows[-1].height + 2,
        top=_TOP,
        months_y=_TOP - 8,
        months=tuple(_LEFT + place * _MONTH for place in range(12)),
        month=_MONTH,
        rows=rows,
        undated=tuple(one.id for one in reviews if not one.when.ranges),
    )
