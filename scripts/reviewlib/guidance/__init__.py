"""Every kind of problem explained for editors, each with an example wrong and right.

takes: nothing
gives: AREAS; `explained`, the same by code
knows nothing of: how problems are found; files, pages
"""

# A new code is explained in the module of its area; tests/guidance fails until it is, and puts
# each example before the real reader.

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reviewlib.guidance.explained import Area, Example, Explained, Part
from reviewlib.guidance.fields import FIELDS
from reviewlib.guidance.files import FILES
from reviewlib.guidance.header import HEADER
from reviewlib.guidance.lists import LISTS
from reviewlib.guidance.reports import REPORTS
from reviewlib.guidance.texts import TEXTS
from reviewlib.guidance.values import VALUES

__all__ = ["AREAS", "EXPLAINED", "Area", "Example", "Explained", "Part"]

AREAS: tuple[Area, ...] = (FILES, HEADER, VALUES, FIELDS, TEXTS, REPORTS, LISTS)
"""All of them, in the order in which a record is read."""

EXPLAINED: Mapping[str, Explained] = MappingProxyType(
    {one.code: one for area in AREAS for one in area.explained}
)
"""The same by code."""
