"""The page of the search; by what reviews can be chosen, there and in the list of all.

takes: the library
gives: SearchView; FacetViews; the values of one review
knows nothing of: HTML, indexes, what runs in a browser
"""

from __future__ import annotations

from reviewlib.library import addresses as at
from reviewlib.library.facets import facets, facets_of
from reviewlib.models import Review
from reviewlib.pages.authorities import authority_with_years
from reviewlib.pages.choosing_views import FacetView, OptionView, SearchView, ValuesView
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.themes import theme_count
from reviewlib.pages.views import PageOut
from reviewlib.problems import fold
from reviewlib.search import engine_of

__all__ = ["facet_views", "search_page", "values_of"]

_DOORS = (
    LinkView("Every review", at.REVIEWS, note="by year, or as you choose"),
    LinkView("Focus questions", at.QUESTIONS, note="what hosts asked"),
    LinkView("Documents", at.DOCUMENTS, note="of the programme"),
    LinkView("Hosting a review", at.HOSTING, note="the steps, and how others ran theirs"),
    LinkView("Calendar", at.CALENDAR, note="when each review was"),
)


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
        **{("theme", one.id): at.theme_address(one) for one in words.themes},
        **{("authority", one.id): at.authority_address(one) for one in words.authorities},
        **{("year", one.id): at.year_address(one) for one in words.years},
    }


def values_of(context: Context, review: Review) -> tuple[ValuesView, ...]:
    """By what one review can be chosen."""
    found = facets_of(context.library, review)
    return tuple(ValuesView(name, " ".join(values)) for name, values in found.items())


def search_page(context: Context) -> PageOut:
    """The search, with the lists that lead to everything without it."""
    library = context.library
    words = library.vocabulary
    by_label = sorted(words.authorities, key=lambda one: fold(one.label))
    view = SearchView(
        facets=facet_views(context),
        themes=tuple(
            theme_count(context, one) for one in words.themes if one.id in library.on_theme
        ),
        authorities=tuple(authority_with_years(context, one) for one in by_label),
        years=tuple(LinkView(one.label, at.year_address(one)) for one in reversed(words.years)),
        doors=tuple(door for door in _DOORS if door.address in library.addresses),
    )
    description = f"Search the reviews, findings and reports of {library.programme.name}."
    return PageOut(
        address=at.SEARCH,
        template="search",
        view=view,
        title="Search",
        description=description,
        section=at.SEARCH,
        wasm=engine_of(library) == "pagefind",
        scripts=("pages/search.js",),
    )
