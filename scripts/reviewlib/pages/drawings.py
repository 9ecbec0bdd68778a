"""The drawings with their words: the grid of authorities, the reviews by month.

takes: the library
gives: CoverageView, TimelineView
knows nothing of: HTML, SVG
"""

from __future__ import annotations

from reviewlib.fields import MONTHS, Precision
from reviewlib.figures import Entry, coverage, timeline
from reviewlib.library import addresses as at
from reviewlib.models import Authority, Review, Status
from reviewlib.pages import parts
from reviewlib.pages.drawing_views import (
    CoverageRow,
    CoverageView,
    MonthTick,
    TileView,
    TimelineBar,
    TimelineRow,
    TimelineView,
)
from reviewlib.pages.parts import Context, LinkView
from reviewlib.problems import fold

__all__ = ["coverage_view", "timeline_view"]

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
        status = "" if review.status == Status.TOOK_PLACE else review.status
        more = ", ".join(filter(None, [_jointly(review), status]))
        words.append(context.library.year[review.year].label + (f" ({more})" if more else ""))
    return ", ".join(dict.fromkeys(words)) or "no review recorded"


def _cell(review: Review) -> str:
    """One review in the table: "hosted jointly", "planned"."""
    status = "hosted" if review.status == Status.TOOK_PLACE else review.status
    return f"{status} {_jointly(review)}".strip()


def _row(context: Context, authority: Authority, years: tuple[str, ...]) -> CoverageRow:
    hosted = context.library.hosted.get(authority.id, ())
    cells = (
        ", ".join(dict.fromkeys(_cell(one) for one in hosted if one.year == year)) for year in years
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
        link = parts.authority_link(one)
        words = _years_in_words(context, one)
        tiles.append(TileView(LinkView(link.label, link.address, link.lang, words), tile))
    number = parts.count(len(tiles), "authority", "authorities")
    by_label = sorted(library.vocabulary.authorities, key=lambda one: fold(one.label))
    return CoverageView(
        title=f"{number}, and the years in which they hosted",
        description="One tile for each authority, roughly where it lies. Every tile is a link, and "
        "a list and a table further down say the same in words.",
        legend=f"From left to right, the marks in a tile stand for {parts.listed(labels)}.",
        width=drawn.width,
        height=drawn.height,
        tiles=tuple(tiles),
        years=labels,
        rows=tuple(_row(context, one, drawn.years) for one in by_label),
    )


def _bar(context: Context, entry: Entry, reviews: dict[str, Review]) -> TimelineBar:
    library, review = context.library, reviews[entry.review]
    status = "" if review.status == Status.TOOK_PLACE else f", {review.status}"
    words = f"{parts.title(library, review)}, {parts.when_words(library, review)}{status}"
    kind = entry.kind if entry.took_place else "planned"
    return TimelineBar(words, at.review_address(review), kind, entry)


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
    undated = parts.listed(
        f"{parts.title(library, reviews[name])} ({library.year[reviews[name].year].label})"
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
    when = parts.when_words(context.library, review)
    status = review.status[:1].upper() + review.status[1:]
    link = parts.review_link(context.library, review)
    return (link, when[:1].upper() + when[1:], _KNOWN[review.when.precision], status)
