"""The views of what can be taken away: the calendar, the data, and the block below other pages.

takes: nothing
gives: CalendarView, DataView, TakeawayView and what they are made of
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.pages.words import LinkView

__all__ = [
    "CalendarMonth",
    "CalendarView",
    "CalendarYear",
    "CitationView",
    "CollectionRow",
    "ColumnView",
    "DataView",
    "Grid",
    "GridMonth",
    "GridRow",
    "TableView",
    "TakeawayView",
    "Visit",
]


@dataclass(frozen=True, slots=True)
class Visit:
    """A review in the calendar.

    Args:
        title_parts: its title, or its hosts, each with its language.
        address: its page.
        when: when it was, in words.
        status: a sentence where it did not simply take place, else "".
        note: how precisely the date is known, where it is not to the day; else "".
        themes: its themes.
        theme_printed: the theme as the programme printed it, or "".
        leads: who led it, as printed, or "".
        changes: what became of its date, a sentence or two each.
    """

    title_parts: tuple[LinkView, ...]
    address: str
    when: str
    status: str
    note: str
    themes: tuple[LinkView, ...]
    theme_printed: str
    leads: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The visits that began in a month.

    Args:
        heading: "August 2022", or words for those without a date.
        anchor: its address on the page.
        visits: the visits, in date order.
    """

    heading: str
    anchor: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class GridMonth:
    """A column of a year's grid: a short name, and the whole for those who hear it."""

    short: str
    name: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A review across the months of a year.

    Args:
        title_parts: as in Visit.
        address: its page.
        status: "planned", "called off" or "".
        cells: for each month the days in it, in few words; "" for none.
    """

    title_parts: tuple[LinkView, ...]
    address: str
    status: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A programme year at a glance."""

    months: tuple[GridMonth, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A programme year of visits.

    Args:
        heading: its label.
        anchor: its address on the page.
        note: when it was, in words.
        months: the visits by month; those without a date at the end.
        grid: the same as a table, or None where no date is known.
        calendar: the year's own calendar to subscribe to.
        table: the year's page.
    """

    heading: str
    anchor: str
    note: str
    months: tuple[CalendarMonth, ...]
    grid: Grid | None
    calendar: LinkView
    table: LinkView


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of all reviews.

    Args:
        statement: what it is drawn from.
        coming: what comes next, or that nothing later is recorded.
        contents: the years, for a list at the top.
        years: the years, the latest first.
        subscribe: the address for a calendar program that is told by its scheme, or "".
        whole: the calendar's whole address to paste, or "".
        file: the calendar as a file.
        more: where the calendars of themes and authorities are listed.
    """

    statement: str
    coming: str
    contents: tuple[LinkView, ...]
    years: tuple[CalendarYear, ...]
    subscribe: str
    whole: str
    file: LinkView
    more: LinkView


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table of data.

    Args:
        name: its heading.
        type: what kind of value it holds.
        help: what it is.
        values: all values it can have, where these are few; else "".
    """

    name: str
    type: str
    help: str
    values: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of data.

    Args:
        title: its title.
        anchor: its address on the page.
        help: what a row is.
        file: the file, with its number of rows.
        columns: its columns.
    """

    title: str
    anchor: str
    help: str
    file: LinkView
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A page with what can be had of its reviews."""

    page: LinkView
    feed: LinkView
    calendar: LinkView
    table: LinkView


@dataclass(frozen=True, slots=True)
class DataView:
    """All data there is.

    Args:
        statement: what it is drawn from.
        licence: the licence of our words and data, or None.
        whole: the library in one file.
        tables: the tables, each with its columns.
        files: other files, each with a sentence.
        collections: feeds, calendars and tables by page.
        year_tables: the programme's own tables by year.
        contents: the parts of the page, for a list at the top.
    """

    statement: str
    licence: LinkView | None
    whole: LinkView
    tables: tuple[TableView, ...]
    files: tuple[LinkView, ...]
    collections: tuple[CollectionRow, ...]
    year_tables: tuple[LinkView, ...]
    contents: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation to copy: which work it is of, and the words."""

    of: str
    text: str


@dataclass(frozen=True, slots=True)
class TakeawayView:
    """What can be taken away from a page, below it.

    Args:
        heading: its words.
        citations: how to cite what is on the page.
        links: files, two at most on a page of a collection.
        more: where all files are described.
    """

    heading: str
    citations: tuple[CitationView, ...]
    links: tuple[LinkView, ...]
    more: LinkView
