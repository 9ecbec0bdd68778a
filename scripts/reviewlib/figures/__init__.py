"""The library as drawings: where things stand, in units, for templates to draw.

takes: the library
gives: Coverage, the grid of authorities with the years in which each hosted; Timeline, the
    reviews by month, drawn as precisely as their dates are known
knows nothing of: SVG, HTML, words of pages
"""

from __future__ import annotations

from reviewlib.figures.grid import Coverage, Mark, Tile, code_of, coverage
from reviewlib.figures.months import Bar, Entry, Row, Timeline, timeline

__all__ = [
    "Bar",
    "Coverage",
    "Entry",
    "Mark",
    "Row",
    "Tile",
    "Timeline",
    "code_of",
    "coverage",
    "timeline",
]
