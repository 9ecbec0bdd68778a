"""A library of public review reports: read, checked and typed.

>>> import reviewlib
>>> loaded = reviewlib.load(".")
>>> [review.id for review in loaded.library.reviews]  # doctest: +SKIP
['2021-22/south-ayrshire', ...]

takes: the folder that holds content/ and reports/
gives: `load`; Library and the records in it; Diagnostic, and what goes wrong beside
independent of: how a site is made
"""

# `__all__` is the public API and stays compatible; all else may change.

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlib.diagnostics import ConfigError, ContentError, Diagnostic, ReviewLibError
    from reviewlib.library import Library, LoadResult, load
    from reviewlib.models import (
        Authority,
        Document,
        Finding,
        Report,
        Review,
        Section,
        Theme,
        Update,
        Year,
    )

__all__ = [
    "Authority",
    "ConfigError",
    "ContentError",
    "Diagnostic",
    "Document",
    "Finding",
    "Library",
    "LoadResult",
    "Report",
    "Review",
    "ReviewLibError",
    "Section",
    "Theme",
    "Update",
    "Year",
    "load",
]


def __getattr__(name: str) -> object:
    """Import lazily (PEP 562): a child process that reads a PDF does not load the library."""
    if name in __all__:
        names = ("diagnostics", "models", "library")
        rooms = (importlib.import_module(f"reviewlib.{room}") for room in names)
        return next(getattr(room, name) for room in rooms if hasattr(room, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
