"""The text of a record: one tree with places, from which HTML, words and findings are made.

takes: Markdown and the line it begins on
gives: nodes, sections, findings; safe HTML; plain text
independent of: front matter, pages
"""

from __future__ import annotations

from reviewlib.markdown.findings import Anchors
from reviewlib.markdown.html import is_allowed_link, plain, to_html
from reviewlib.markdown.parse import MAX_DEPTH, parse
from reviewlib.markdown.sections import read_nodes, read_sections, with_anchors

__all__ = [
    "MAX_DEPTH",
    "Anchors",
    "is_allowed_link",
    "parse",
    "plain",
    "read_nodes",
    "read_sections",
    "to_html",
    "with_anchors",
]
