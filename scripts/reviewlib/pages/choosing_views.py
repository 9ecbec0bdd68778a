"""The views of the pages on which reviews and other records are chosen: the list, the search.

takes: nothing
gives: the view classes
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.pages.parts import Card, LinkView

__all__ = [
    "FacetView",
    "ListedReview",
    "ListedYear",
    "OptionView",
    "ReviewsView",
    "SearchView",
    "ValuesView",
]


@dataclass(frozen=True, slots=True)
class OptionView:
    """One thing that can be ticked.

    Args:
        id: as it stands in addresses.
        label: as readers see it.
        lang: the language of the label as an IETF tag, where it is not the page's; else "".
        page: the page that gathers what it stands for, with a feed and a calendar; or "".
    """

    id: str
    label: str
    lang: str
    page: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """One of the ways in which to choose.

    Args:
        id: as it stands in addresses.
        label: as readers see it.
        note: what a choice means, or "".
        options: what can be ticked, in the order of lists.
        is_open: whether its options are seen at first.
    """

    id: str
    label: str
    note: str
    options: tuple[OptionView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ValuesView:
    """What a review has of one facet.

    Args:
        facet: the facet's id.
        ids: the ids of its values, with spaces between.
    """

    facet: str
    ids: str


@dataclass(frozen=True, slots=True)
class ListedReview:
    """A review in the list of all.

    Args:
        id: its permanent name, as it stands in tables.
        card: what is shown of it.
        values: by what it can be chosen.
    """

    id: str
    card: Card
    values: tuple[ValuesView, ...]


@dataclass(frozen=True, slots=True)
class ListedYear:
    """The reviews of one programme year.

    Args:
        heading: the year.
        anchor: its address on the page.
        note: how many there are, and when the year was.
        table: the year's own page.
        reviews: its reviews, the latest first.
    """

    heading: str
    anchor: str
    note: str
    table: LinkView
    reviews: tuple[ListedReview, ...]


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """Every review, by year.

    Args:
        statement: what is held and up to when.
        years: the reviews of each programme year, the latest first.
        themes: the themes that reviews have.
        facets: the ways in which to choose among the reviews.
    """

    statement: str
    years: tuple[ListedYear, ...]
    themes: tuple[LinkView, ...]
    facets: tuple[FacetView, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search, and the lists that lead to everything without it.

    Args:
        facets: the ways in which to choose among what is found.
        themes: every theme that a review has, with how many.
        authorities: every authority, with the years in which it hosted.
        years: the programme years.
        doors: the other lists.
    """

    facets: tuple[FacetView, ...]
    themes: tuple[LinkView, ...]
    authorities: tuple[LinkView, ...]
    years: tuple[LinkView, ...]
    doors: tuple[LinkView, ...]
