"""One file to one record, or to the problems that stand in its way.

takes: the bytes of a file, its path, and what may be chosen from
gives: a Review, Document, Page, ThemeIntro or Programme, or None; and problems
knows nothing of: other records, the file system
"""

from __future__ import annotations

from reviewlib.reading.common import former_names
from reviewlib.reading.programme import read_list, read_practicum
from reviewlib.reading.records import (
    read_document,
    read_page,
    read_programme,
    read_review,
    read_theme_intro,
)

__all__ = [
    "former_names",
    "read_document",
    "read_list",
    "read_page",
    "read_practicum",
    "read_programme",
    "read_review",
    "read_theme_intro",
]
