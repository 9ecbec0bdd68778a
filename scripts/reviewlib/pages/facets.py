"""By what reviews and other records can be chosen, as boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.library.facets import facets, facets_of
from reviewlib.models import Review
from reviewlib.pages.page import Context


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


def facet_views(context: Context) -> tuple[FacetView, ...]:
    """The ways in which to choose among reviews. The first is open, so that one sees how."""
    pages = _pages(context)
    return tuple(
        FacetView(
            id=facet.id,
            label=facet.label,
            note=facet.note,
            options=tuple(
                OptionView(one.id, one.label, one.lang, pages.get((facet.id, one.id), ""))
                for one in facet.values
            ),
            is_open=number == 0,
        )
        for number, facet in enumerate(facets(context.library))
    )


def _pages(context: Context) -> dict[tuple[str, str], str]:
    """The page of each value that has one; all of these have a feed and a calendar."""
    words = context.library.vocabulary
    return {
        **{("theme", one.id): urls.theme_address(one) for one in words.themes},
        **{("authority", one.id): urls.authority_address(one) for one in words.authorities},
        **{("year", one.id): urls.year_address(one) for one in words.years},
    }


def values_of(context: Context, review: Review) -> tuple[ValuesView, ...]:
    """By what one review can be chosen."""
    found = facets_of(context.library, review)
    return tuple(ValuesView(name, " ".join(values)) for name, values in found.items())
