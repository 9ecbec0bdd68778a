"""What it takes to explain one kind of problem: words, and an example wrong and right."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = [
    "REVIEW",
    "Area",
    "Example",
    "Explained",
    "Part",
    "header",
    "named",
    "of_a_report",
    "text",
    "told",
    "whole",
]

REVIEW = "content/reviews/2022-23/glenmore.md"
"""The record that most examples are of: a made-up review of a made-up authority."""


class Part(enum.Enum):
    """What of a file an example shows."""

    HEADER = "header"
    """Some lines of a header, or of a list."""
    TEXT = "text"
    """A passage of the text below a header."""
    WHOLE = "whole"
    """The whole file."""
    NAME = "name"
    """The file's name and folder, in the place of what is in it."""
    WORDS = "words"
    """What cannot be written down, told in a sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """One mistake, and the same without it.

    Args:
        path: the file it is in, or "" where that does not matter.
        part: what of the file is shown.
        wrong: the lines that are answered with the problem.
        right: the lines that are not.
    """

    path: str
    part: Part
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One kind of problem.

    Args:
        code: the name that stands at the end of its message.
        title: what is wrong, in a few words.
        meaning: when it is said and what to do, as Markdown.
        why: why it matters, as Markdown.
        example: one mistake, and the same without it.
        stops: whether nothing is published until it is mended; if not, it is a warning.
    """

    code: str
    title: str
    meaning: str
    why: str
    example: Example
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """The problems of one part of the work.

    Args:
        anchor: its place on the page.
        title: its heading.
        opening: a sentence on what they have in common.
        explained: the problems, in the order of the page.
    """

    anchor: str
    title: str
    opening: str
    explained: tuple[Explained, ...]


def header(wrong: str, right: str, path: str = REVIEW) -> Example:
    """Lines of a header, or of a file that is one throughout."""
    return Example(path, Part.HEADER, wrong, right)


def text(wrong: str, right: str) -> Example:
    """A passage of a record's text."""
    return Example(REVIEW, Part.TEXT, wrong, right)


def whole(wrong: str, right: str, path: str = REVIEW) -> Example:
    """A whole file."""
    return Example(path, Part.WHOLE, wrong, right)


def named(wrong: str, right: str) -> Example:
    """A file's name and folder."""
    return Example("", Part.NAME, wrong, right)


def told(wrong: str, right: str) -> Example:
    """What cannot be shown as lines of a file."""
    return Example("", Part.WORDS, wrong, right)


_REPORT = (
    "reports:\n"
    "  - title: Glenmore Summary\n"
    "    kind: summary\n"
    "    listed: https://example.org/reports/"
)


def of_a_report(wrong: str, right: str) -> Example:
    """One more line of a report that is listed elsewhere."""
    return header(f"{_REPORT}\n    {wrong}", f"{_REPORT}\n    {right}")
