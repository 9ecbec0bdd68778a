"""The views of the pages that are not of reviews: the front page, documents, words by hand.

takes: nothing
gives: the view classes
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.pages.drawing_views import CoverageView
from reviewlib.pages.parts import Card, LinkView, SectionView
from reviewlib.pages.pieces import Fact, Group

__all__ = ["DocumentView", "DocumentsView", "HandView", "HomeView", "NotFoundView"]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page.

    Args:
        title: the library's title.
        summary: what it is, in a sentence.
        statement: what it holds and up to when.
        doors: the main pages, each with a word on what is there.
        themes: the themes that reviews have, with how many.
        reported: the latest reviews with a report.
        coming: what is planned for today or later; empty where nothing is.
        later: a sentence that says so where nothing is.
        years: the programme years.
        coverage: the grid of authorities, or None where it cannot be drawn.
        authorities: every authority with the years in which it hosted.
    """

    title: str
    summary: str
    statement: str
    doors: tuple[LinkView, ...]
    themes: tuple[LinkView, ...]
    reported: tuple[Card, ...]
    coming: tuple[Card, ...]
    later: str
    years: tuple[LinkView, ...]
    coverage: CoverageView | None
    authorities: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """All documents.

    Args:
        kinds: the documents of each kind.
    """

    kinds: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document.

    Args:
        title: its title.
        facts: what is known of it.
        sections: what it holds, in our words.
        reviews: the reviews whose records name it as a source.
    """

    title: str
    facts: tuple[Fact, ...]
    sections: tuple[SectionView, ...]
    reviews: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HandView:
    """A page written by hand, and the pages beside it.

    Args:
        title: its title.
        summary: what it tells, or "".
        sections: its text.
        contents: its headings, for a list at the top.
        sources: the documents it is written from.
        beside: the other pages of its part of the site.
    """

    title: str
    summary: str
    sections: tuple[SectionView, ...]
    contents: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    beside: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What to do when an address leads nowhere.

    Args:
        doors: the main pages.
    """

    doors: tuple[LinkView, ...]
