"""The map of authorities, one tile each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import Library
from reviewlib.models import Authority

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
