"""The charts with their words: the map of authorities, themes by year."""

from __future__ import annotations

import dataclasses
import itertools
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.models import Authority, Review, SectionKind, Step, Theme
from reviewlib.pages.page import Context
from reviewlib.presentation import wording
from reviewlib.presentation.charts import Tile, coverage
from reviewlib.presentation.wording import LinkView

Key = tuple[tuple[str, str], ...]
"""The ways in which reviews are drawn: "report", "held", "listed" or "none", and what it means."""


@dataclass(frozen=True, slots=True)
class TileView:
    """One authority on the map."""

    link: LinkView  # the authority's page; its note says what is known of its reviews
    name: str  # its name, with hints where a long word may be broken
    code: str  # two or three letters for it
    state: str  # how it is drawn
    is_picked: bool  # whether it is the one that the page is about
    column: int  # its column, from 1
    row: int  # its row, from 1


@dataclass(frozen=True, slots=True)
class MapView:
    """The map of authorities."""

    title: str  # what it shows
    tiles: tuple[TileView, ...]  # the tiles, by row and column
    key: Key  # the ways in which they are drawn
    has_corner: bool  # whether no tile is in the left half of its first two rows
    is_small: bool  # whether it is of a few, so that there is always room for names


Cell = tuple[tuple[str, ...], str]
"""Reviews in a matrix: how each is drawn, in date order, and how many there are in words, or ""."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A theme, or a host."""

    head: LinkView  # its page
    is_narrower: bool  # whether the row of a wider theme is above it
    cells: tuple[Cell, ...]  # its reviews in each column


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Themes by programme year, or hosts by who took part: a dot for each review."""

    title: str  # what it shows
    corner: str  # what the rows are
    columns: tuple[LinkView, ...]  # the programme years, or those who took part
    rows: tuple[MatrixRow, ...]  # the themes that reviews have, narrower ones after their wider one
    key: Key  # the ways in which reviews are drawn


@dataclass(frozen=True, slots=True)
class LanesView:
    """The steps of hosting a review, drawn: a row each, and a lane for each party."""

    width: int  # its width in units
    height: int  # its height
    lanes: tuple[tuple[int, tuple[str, ...]], ...]  # the middle of each lane, and its name in lines
    # the rows: the step with its number, the middle of the row, that of each lane it stands in
    steps: tuple[tuple[str, int, tuple[int, ...]], ...]
    path: str  # the way from each step to the next


_NAMES, _LANE, _STEP, _TOP = 150, 92, 34, 52


def lanes_view(steps: tuple[Step, ...]) -> LanesView | None:
    """The steps in lanes, or None where fewer than two parties are named."""
    parties = list(dict.fromkeys(lane for step in steps for lane in step.lanes))
    if len(parties) < 2:
        return None
    middle = {party: _NAMES + _LANE * place + _LANE // 2 for place, party in enumerate(parties)}
    drawn = tuple(
        (
            f"{number} {step.name}",
            _TOP + _STEP * number - _STEP // 2,
            tuple(middle[one] for one in step.lanes),
        )
        for number, step in enumerate(steps, start=1)
    )
    return LanesView(
        width=_NAMES + _LANE * len(parties),
        height=_TOP + _STEP * len(steps) + 4,
        lanes=tuple((middle[one], tuple(textwrap.wrap(one, 11))) for one in parties),
        steps=drawn,
        path="M" + "L".join(f"{marks[0]} {y}" for _, y, marks in drawn if marks),
    )


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


_STATES = {
    "report": "Held, and a report is published",
    "held": "Held",
    "listed": "Listed, not recorded as held",
    "none": "No review recorded",
}


def state_of(reviews: Iterable[Review]) -> str:
    """How reviews are drawn together: by the most that is recorded of any of them."""
    found = tuple(reviews)
    held = any(review.is_held for review in found)
    if held and any(review.reports for review in found if review.is_held):
        return "report"
    return "held" if held else "listed" if found else "none"


def _key(states: Iterable[str], words: dict[str, str] = _STATES) -> Key:
    used = set(states)
    return tuple(one for one in words.items() if one[0] in used)


_BREAKABLE = re.compile(r"(?<=\w{5})(?=shire\b)")


def _tile(context: Context, tile: Tile, picked: Iterable[str], left: int, top: int) -> TileView:
    authority = context.library.authority[tile.authority]
    note = _years_in_words(context, authority)
    return TileView(
        link=dataclasses.replace(wording.authority_link(authority), note=note),
        name=_BREAKABLE.sub("\N{SOFT HYPHEN}", authority.label),
        code=tile.code,
        state=state_of(context.library.hosted.get(tile.authority, ())),
        is_picked=tile.authority in picked,
        column=tile.column - left,
        row=tile.row - top,
    )


def region_map(context: Context, hosts: tuple[str, ...]) -> MapView | None:
    """The map of the regions of some authorities, these picked out; None where none is known."""
    library = context.library
    regions = {library.authority[name].region for name in hosts} - {None}
    if not regions:
        return None
    names = wording.join_and(
        one.short or one.label for one in library.vocabulary.regions if one.id in regions
    )
    members = {one.id for one in library.vocabulary.authorities if one.region in regions}
    return map_view(context, members, hosts, f"{names}: what is recorded of reviews there")


def map_view(
    context: Context,
    only: Iterable[str] | None = None,
    picked: Iterable[str] = (),
    title: str = "",
) -> MapView | None:
    """The map of authorities, or None where there is nothing to draw.

    Args:
        only: the ids of those to draw; None for all.
        picked: the ids of those that the page is about.
        title: what it shows, where it does not show all.
    """
    drawn = coverage(context.library)
    found = [one for one in drawn.tiles if only is None or one.authority in only] if drawn else []
    if not found:
        return None
    left, top = min(one.column for one in found) - 1, min(one.row for one in found) - 1
    tiles = tuple(_tile(context, tile, picked, left, top) for tile in found)
    half = max(tile.column for tile in tiles) / 2
    number = wording.count(len(tiles), "authority", "authorities")
    return MapView(
        title=title
        or f"The {number}, roughly where they are, by what is recorded of their reviews",
        tiles=tiles,
        key=_key(tile.state for tile in tiles),
        is_small=only is not None and half <= 2,
        has_corner=all(tile.column > half + 1 for tile in tiles if tile.row <= 2),
    )


def _matrix_rows(context: Context) -> Iterator[MatrixRow]:
    """Themes that reviews have, in the order of their list, narrower ones after their wider one."""
    library = context.library
    shown: set[str] = set()

    def row(theme: Theme, is_narrower: bool) -> Iterator[MatrixRow]:
        if theme.id in library.on_theme and theme.id not in shown:
            shown.add(theme.id)
            own = library.on_theme[theme.id]
            years = ([r for r in own if r.year == year.id] for year in library.vocabulary.years)
            cells = tuple(
                (tuple(state_of([one]) for one in found), wording.tally(found) if found else "")
                for found in years
            )
            yield MatrixRow(wording.theme_link(theme), is_narrower, cells)
        for narrower in library.narrower.get(theme.id, ()):
            yield from row(narrower, True)

    for theme in library.vocabulary.themes:
        if not theme.parents:
            yield from row(theme, False)


def matrix_view(context: Context) -> MatrixView | None:
    """Themes by programme year, or None where no review has a theme."""
    rows = tuple(_matrix_rows(context))
    if not rows:
        return None
    states = (dot for row in rows for dots, _ in row.cells for dot in dots)
    return MatrixView(
        title="Themes by programme year, a mark for each review",
        corner="Theme",
        columns=tuple(map(wording.year_link, context.library.vocabulary.years)),
        rows=rows,
        key=_key(states),
    )


_LEARNED = {
    "report": "Took part, and the record says what the host learned from others",
    "held": "Took part",
}


def learning_view(context: Context) -> MatrixView | None:
    """Which authorities took part in whose reviews, or None where no record says so."""
    library = context.library
    found: defaultdict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in library.reviews:
        for pair in itertools.product(review.authorities, review.contributors):
            found[pair].append(review)
    hosts, others = ({pair[side] for pair in found} for side in (0, 1))
    columns = [one for one in library.vocabulary.authorities if one.id in others]

    def cell(host: str, other: str) -> Cell:
        reviews = found.get((host, other), [])
        dots = ["report" if one.of_kind(SectionKind.LEARNING) else "held" for one in reviews]
        years = ", ".join(library.year[one.year].label for one in reviews)
        learned = ", with learning recorded" if "report" in dots else ""
        return tuple(dots), f"took part, {years}{learned}" if reviews else ""

    rows = tuple(
        MatrixRow(wording.authority_link(one), False, tuple(cell(one.id, o.id) for o in columns))
        for one in library.vocabulary.authorities
        if one.id in hosts
    )
    key = _key((dot for row in rows for dots, _ in row.cells for dot in dots), _LEARNED)
    title = "Hosts, and the authorities that took part in their reviews, as records have it"
    heads = tuple(map(wording.authority_link, columns))
    return MatrixView(title, "Host", heads, rows, key) if rows else None
