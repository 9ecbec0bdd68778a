"""Search: what can be found and the index to find it by, for the browser to use.

takes: the library
gives: `search_files`, everything that is published under search/; `engine_of`; `advice`
independent of: pages, HTML, browsers, names of people
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewlib.library import Library, urls
from reviewlib.library.facets import facets
from reviewlib.library.urls import OutputFile
from reviewlib.search.catalogue import Passage, SearchEntry, all_entries, names_of_authority
from reviewlib.search.files import (
    FOLDER,
    catalogue,
    documents,
    english,
    pages_index,
    records_index,
    stamped,
)
from reviewlib.search.lunr import lunr_js
from reviewlib.search.pagefind import advice, binary, engine_of, pagefind_index

__all__ = [
    "FOLDER",
    "Passage",
    "SearchEntry",
    "advice",
    "all_entries",
    "engine_of",
    "files_of",
    "search_files",
]


def _names(library: Library) -> Iterator[tuple[str, str]]:
    """The names to suggest while somebody types, each with the page of what it names."""
    for authority in library.vocabulary.authorities:
        for name in dict.fromkeys((authority.label, *names_of_authority(authority))):
            yield name, urls.authority_address(authority)
    for theme in library.vocabulary.themes:
        for name in dict.fromkeys((theme.label, *theme.aliases)):
            yield name, urls.theme_address(theme)


def _same(library: Library) -> list[list[str]]:
    """Groups of words for one thing: abbreviations, names of themes, names of places."""
    words = library.vocabulary
    groups = [
        *([one.term, one.means] for one in words.synonyms),
        *([one.label, *one.aliases] for one in words.themes),
        *([one.label, *one.aliases, one.gaelic or ""] for one in words.authorities),
        *([one.label, one.short or "", *one.aliases] for one in words.regions),
        *([one.label, *one.aliases] for one in words.stages),
    ]
    found = (list(dict.fromkeys(filter(None, group))) for group in groups)
    return [group for group in found if len(group) > 1]


def search_files(library: Library) -> Iterator[OutputFile]:
    """Every file under search/.

    Raises:
        BuildError: what an engine needs is not there, or does not work.
    """
    entries = tuple(all_entries(library))
    yield from files_of(library, entries, engine_of(library))


def files_of(library: Library, entries: Sequence[SearchEntry], engine: str) -> Iterator[OutputFile]:
    """Every file under search/, for entries that are already there.

    Args:
        engine: "lunr" or "pagefind".

    Raises:
        BuildError: what an engine needs is not there, or does not work.
    """
    program = binary() if engine == "pagefind" else None
    made = pagefind_index(program, entries) if program else None
    used = "pagefind" if made else "lunr"
    yield from stamped(
        {
            "catalogue.json": catalogue(entries, facets(library), used, _names(library)),
            "english.json": english(),
            "records.json": records_index(
                entries, _same(library), brief=made is not None, cache=library.cache
            ),
            **(documents(made) if made else pages_index(entries, library.cache)),
        }
    )
    yield OutputFile(f"{FOLDER}lunr.js", lunr_js())
    for name, data in made.files.items() if made else ():
        yield OutputFile(f"{FOLDER}pagefind/{name}", data)
