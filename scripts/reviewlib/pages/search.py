"""The page of the search, with the lists that lead to everything without it."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.library.facets import Facet, facets
from reviewlib.pages.authorities import authority_with_years
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import theme_count
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.search import engine_of


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search, and the lists that lead to everything without it."""

    facets: tuple[Facet, ...]  # the ways in which to choose among what is found
    themes: tuple[LinkView, ...]  # every theme that a review has, with how many
    authorities: tuple[LinkView, ...]  # every authority, with the years in which it hosted
    years: tuple[LinkView, ...]  # the programme years
    doors: tuple[LinkView, ...]  # the other lists


_DOORS = (
    LinkView("Every review", urls.REVIEWS, note="by year, or as you choose"),
    LinkView("Focus questions", urls.QUESTIONS, note="what hosts asked"),
    LinkView("Documents", urls.DOCUMENTS, note="of the programme"),
    LinkView("Hosting a review", urls.HOSTING, note="the steps, and how others ran theirs"),
    LinkView("Calendar", urls.CALENDAR, note="when each review was"),
)


def search_page(context: Context) -> OutputPage:
    """The search, with the lists that lead to everything without it."""
    library = context.library
    words = library.vocabulary
    view = SearchView(
        facets=facets(library),
        themes=tuple(
            theme_count(context, one) for one in words.themes if one.id in library.on_theme
        ),
        authorities=tuple(authority_with_years(context, one) for one in words.authorities_by_label),
        years=tuple(map(wording.year_link, reversed(words.years))),
        doors=tuple(door for door in _DOORS if door.address in library.addresses),
    )
    description = f"Search the reviews, findings and reports of {library.programme.name}."
    wasm = engine_of(library) == "pagefind"
    return made_page(urls.SEARCH, view, description, wasm=wasm, scripts=("pages/search.js",))
