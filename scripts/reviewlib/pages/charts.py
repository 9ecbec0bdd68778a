"""The charts with their words: the grid of authorities, the reviews by month."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority, Review
from reviewlib.pages.page import Context
from reviewlib.presentation import wording
from reviewlib.presentation.charts import Row, Tile, TimelineEntry, coverage, timeline
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import MONTHS, Precision
from reviewlib.text import normalize_label


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
class CoverageRow:
    """An authority in the table beside the grid.

    Args:
        authority: its name.
        cells: what it did in each programme year, in words, or "".
    """

    authority: LinkView
    cells: tuple[str, ...]


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
    entry: TimelineEntry


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


_KNOWN = {
    Precision.DAYS: "The days",
    Precision.BETWEEN: "That it took some of these days",
    Precision.MONTHS: "The month, not the days",
    Precision.UNKNOWN: "The programme year alone",
}


def _jointly(review: Review) -> str:
    return "jointly" if len(review.authorities) > 1 else ""


def _years_in_words(context: Context, authority: Authority) -> str:
    """What the marks of a tile say: "2021–22, 2022–23 (jointly), 2023–24 (planned)"."""
    words = []
    for review in context.library.hosted.get(authority.id, ()):
        more = ", ".join(
            filter(None, [_jointly(review), wording.status_word(review, context.site.today)])
        )
        words.append(context.library.year[review.year].label + (f" ({more})" if more else ""))
    for review in context.library.probably_took_part.get(authority.id, ()):
        words.append(f"{context.library.year[review.year].label} (probably took part)")
    return ", ".join(dict.fromkeys(words)) or "no review recorded"


def _cell(context: Context, review: Review) -> str:
    """One review in the table: "hosted jointly", "listed, not confirmed"."""
    status = wording.status_word(review, context.site.today)
    words = f"{'listed' if status else 'hosted'} {_jointly(review)}".strip()
    return f"{words}, {status}" if status else words


def _row(context: Context, authority: Authority, years: tuple[str, ...]) -> CoverageRow:
    hosted = context.library.hosted.get(authority.id, ())
    cells = (
        ", ".join(dict.fromkeys(_cell(context, one) for one in hosted if one.year == year))
        for year in years
    )
    return CoverageRow(LinkView(authority.label, "", authority.lang), tuple(cells))


def coverage_view(context: Context) -> CoverageView | None:
    """The grid of authorities, or None where there is nothing to draw."""
    library = context.library
    drawn = coverage(library)
    if drawn is None:
        return None
    labels = tuple(library.year[year].label for year in drawn.years)
    tiles = []
    for tile in drawn.tiles:
        one = library.authority[tile.authority]
        link = wording.authority_link(one)
        words = _years_in_words(context, one)
        tiles.append(TileView(LinkView(link.label, link.address, link.lang, words), tile))
    number = wording.count(len(tiles), "authority", "authorities")
    by_label = sorted(library.vocabulary.authorities, key=lambda one: normalize_label(one.label))
    return CoverageView(
        title=f"{number}, and the years in which they hosted a review or were listed to host one",
        description="One tile for each authority, roughly where it lies. Every tile is a link, and "
        "a list and a table further down say the same in words.",
        legend=f"From left to right, the marks in a tile stand for {wording.join_and(labels)}.",
        width=drawn.width,
        height=drawn.height,
        tiles=tuple(tiles),
        years=labels,
        rows=tuple(_row(context, one, drawn.years) for one in by_label),
    )


def _bar(context: Context, entry: TimelineEntry, reviews: dict[str, Review]) -> TimelineBar:
    library, review = context.library, reviews[entry.review]
    said = wording.title(library, review), wording.when_words(library, review)
    words = ", ".join(filter(None, [*said, wording.status_word(review, context.site.today)]))
    kind = entry.kind if entry.took_place else "planned"
    return TimelineBar(words, urls.review_address(review), kind, entry)


def timeline_view(context: Context) -> TimelineView | None:
    """The reviews by month, or None where there is nothing to draw."""
    library = context.library
    drawn = timeline(library)
    if drawn is None:
        return None
    reviews = {review.id: review for review in library.reviews}
    rows = tuple(
        TimelineRow(str(row.year), row, tuple(_bar(context, one, reviews) for one in row.entries))
        for row in drawn.rows
    )
    first, last = rows[0].year, rows[-1].year
    undated = wording.join_and(
        f"{wording.title(library, reviews[name])} ({library.year[reviews[name].year].label})"
        for name in drawn.undated
    )
    return TimelineView(
        title=f"The reviews by month, {first} to {last}"
        if first != last
        else "The reviews by month",
        description="A row for each calendar year, a bar for each review at its place in the year, "
        "as wide as what is known of its date. Every bar is a link, and the table after the "
        "drawing says the same in words.",
        undated=f"Not drawn, because no date is recorded: {undated}." if undated else "",
        width=drawn.width,
        height=drawn.height,
        top=drawn.top,
        months_y=drawn.months_y,
        months=tuple(
            MonthTick(name[:3], x, x + drawn.month // 2)
            for name, x in zip(MONTHS, drawn.months, strict=True)
        ),
        rows=rows,
        table=tuple(_line(context, review) for review in library.reviews),
    )


def _line(context: Context, review: Review) -> tuple[LinkView, str, str, str]:
    when = wording.when_words(context.library, review)
    status = wording.capitalised(wording.status_word(review, context.site.today) or "held")
    link = wording.review_link(context.library, review)
    return (link, wording.capitalised(when), _KNOWN[review.when.precision], status)
