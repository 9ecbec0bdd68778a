"""The views of the drawings, with what stands beside each in words.

takes: nothing
gives: the view classes
knows nothing of: where values come from, HTML, SVG
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.figures import Entry, Row, Tile
from reviewlib.pages.parts import LinkView

__all__ = [
    "CoverageRow",
    "CoverageView",
    "MonthTick",
    "TileView",
    "TimelineBar",
    "TimelineRow",
    "TimelineView",
]


@dataclass(frozen=True, slots=True)
class TileView:
    """One authority's square on the grid.

    Args:
        link: the authority's page; its note says in words what the marks say.
        tile: where everything in it stands.
    """

    link: LinkView
    tile: Tile


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The grid of authorities, drawn.

    Args:
        title: what it shows.
        description: what can be seen in it, for those who do not see it.
        legend: how to read it, apart from what filled marks and outlines mean.
        width: its width in units.
        height: its height.
        tiles: the tiles, by row and column.
        years: the programme years, in the order of the marks.
        rows: the same as a table: a row for each authority, in order of their names.
    """

    title: str
    description: str
    legend: str
    width: int
    height: int
    tiles: tuple[TileView, ...]
    years: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """An authority in the table beside the grid.

    Args:
        authority: its name.
        cells: what it did in each programme year, in words, or "".
    """

    authority: LinkView
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthTick:
    """A month above the timeline.

    Args:
        label: its first letters.
        x: its left edge.
        middle: its middle.
    """

    label: str
    x: int
    middle: int


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A review on the timeline.

    Args:
        words: its hosts, its date and, where it did not take place, its status.
        address: its page.
        kind: how its bars are drawn: "days", "between", "months" or "planned".
        entry: where they stand.
    """

    words: str
    address: str
    kind: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A calendar year on the timeline.

    Args:
        year: the year.
        row: where it stands.
        bars: the reviews in it.
    """

    year: str
    row: Row
    bars: tuple[TimelineBar, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The reviews by month, drawn.

    Args:
        title: what it shows.
        description: what can be seen in it, for those who do not see it.
        undated: which reviews could not be drawn, in a sentence, or "".
        width: its width in units.
        height: its height.
        top: where the first row begins.
        months_y: the line above it on which the names of the months stand.
        months: the months above it.
        rows: the calendar years.
        table: the same as a table: the review, when, what is known of its date, its status.
    """

    title: str
    description: str
    undated: str
    width: int
    height: int
    top: int
    months_y: int
    months: tuple[MonthTick, ...]
    rows: tuple[TimelineRow, ...]
    table: tuple[tuple[LinkView, str, str, str], ...]
