"""The grid of authorities: a square for each, with a mark for each year in which it hosted."""

# A grid of tiles gives each authority the same space; on a map the largest would take hundreds
# of times that of the smallest. Years are told by where a mark stands in its tile and whether it
# is filled, so that nothing depends on seeing colours.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library
from reviewlib.models import Authority, Review, Status

__all__ = ["Coverage", "Mark", "Tile", "code_of", "coverage"]

_TILE = 44
_GAP = 4
_EDGE = 2
_INSET = 5
_MARK_HEIGHT = 8
_MARK_GAP = 3
_CODE_LINE = 22


@dataclass(frozen=True, slots=True)
class Mark:
    """One programme year's place in a tile.

    Args:
        year: the id of the programme year.
        x: its left edge.
        y: its upper edge.
        width: its width.
        height: its height.
        took_place: whether a review of that year took place; else one was only listed.
    """

    year: str
    x: float
    y: float
    width: float
    height: float
    took_place: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority's square.

    Args:
        authority: its id.
        code: two or three letters for it.
        x: its left edge.
        y: its upper edge.
        size: its width and height.
        code_x: the middle of the code.
        code_y: the line on which the code stands.
        marks: one for each year in which it hosted or was listed to host, in order.
    """

    authority: str
    code: str
    x: int
    y: int
    size: int
    code_x: int
    code_y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The grid of authorities.

    Args:
        width: the drawing's width in units.
        height: its height.
        years: the ids of the programme years, in the order of the marks from left to right.
        tiles: the tiles, by row and column.
    """

    width: int
    height: int
    years: tuple[str, ...]
    tiles: tuple[Tile, ...]


def code_of(authority: Authority) -> str:
    """Three letters for an authority: the end of its ISO 3166-2 code, else of its name.

    >>> code_of(Authority(id="glenmore", label="Glenmore", council="", iso="GB-GLM"))
    'GLM'
    """
    letters = "".join(letter for letter in authority.label if letter.isalpha())
    return (authority.iso or letters[:3]).rpartition("-")[2].upper()


def _marks(years: tuple[str, ...], reviews: Iterable[Review], x: int, y: int) -> Iterator[Mark]:
    """A mark for every year that has a review; the place of each year is the same in all tiles."""
    inner = _TILE - 2 * _INSET
    width = (inner - _MARK_GAP * (len(years) - 1)) / len(years)
    found = tuple(reviews)
    for place, year in enumerate(years):
        own = [review for review in found if review.year == year]
        if own:
            yield Mark(
                year=year,
                x=round(x + _INSET + place * (width + _MARK_GAP), 2),
                y=y + _TILE - _INSET - _MARK_HEIGHT,
                width=round(width, 2),
                height=_MARK_HEIGHT,
                took_place=any(review.status == Status.TOOK_PLACE for review in own),
            )


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
    years = tuple(year.id for year in library.vocabulary.years)
    cells = tuple(_placed(library))
    if len(cells) < 2 or not years:
        return None
    top, left = min(row for _, row, _ in cells), min(column for _, _, column in cells)
    tiles = []
    for authority, row, column in cells:
        x = _EDGE + (column - left) * (_TILE + _GAP)
        y = _EDGE + (row - top) * (_TILE + _GAP)
        marks = _marks(years, library.hosted.get(authority.id, ()), x, y)
        tiles.append(
            Tile(
                authority=authority.id,
                code=code_of(authority),
                x=x,
                y=y,
                size=_TILE,
                code_x=x + _TILE // 2,
                code_y=y + _CODE_LINE,
                marks=tuple(marks),
            )
        )
    return Coverage(
        width=max(tile.x for tile in tiles) + _TILE + _EDGE,
        height=max(tile.y for tile in tiles) + _TILE + _EDGE,
        years=years,
        tiles=tuple(tiles),
    )
