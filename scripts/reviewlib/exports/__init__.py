"""What can be taken away: calendars, feeds, data, citations, the site map.

takes: the library, the site's address
gives: `all_exports`, every such file; what pages say of them and of themselves
independent of: pages, HTML, clocks, names of people
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewlib.exports.bundle import Bundle, checksums, data_package, offline
from reviewlib.exports.citations import as_bibtex, as_ris, as_text, citations
from reviewlib.exports.collections import Collection, collection_names, collections
from reviewlib.exports.discovery import (
    ROBOTS,
    SITEMAP,
    THESAURUS,
    Head,
    head,
    robots,
    sitemap,
    thesaurus,
)
from reviewlib.exports.events import when_in_words
from reviewlib.exports.feeds import feeds
from reviewlib.exports.json_files import WHOLE, json_files
from reviewlib.exports.tables import (
    FINDINGS,
    REPORTS,
    REVIEWS,
    TABLES,
    UPDATES,
    WORKBOOK,
    YEAR,
    Table,
    csv_file,
    workbook,
)
from reviewlib.library import Library, urls
from reviewlib.library.urls import OutputFile
from reviewlib.models import Review
from reviewlib.presentation.facts import Column, Source

__all__ = [
    "CHECKSUMS",
    "PACKAGE",
    "TABLES",
    "THESAURUS",
    "WHOLE",
    "WORKBOOK",
    "YEAR",
    "Bundle",
    "Collection",
    "Column",
    "Head",
    "Table",
    "all_exports",
    "as_text",
    "citations",
    "collection_names",
    "collections",
    "head",
    "offline",
    "when_in_words",
]

PACKAGE = "datapackage.json"
CHECKSUMS = urls.CHECKSUMS_FILE


_OF_A_REVIEW = (REVIEWS, YEAR, FINDINGS, UPDATES, REPORTS)


def _lines(source: Source) -> dict[str, dict[str, str]]:
    """The lines of each review, by the name of the table they stand in."""

    def lines(alone: Library, _: Review) -> dict[str, str]:
        of_one = Source(alone, source.url)
        return {table.name: "".join(table.lines(of_one)) for table in _OF_A_REVIEW}

    reviews = source.library.reviews
    return source.library.derived_of_reviews("lines", reviews, lines, dict[str, str], source.url)


def _of_collections(source: Source, lines: dict[str, dict[str, str]]) -> Iterator[OutputFile]:
    """The tables beside the pages of collections."""
    library = source.library
    for collection in collections(library):
        rows = (lines[review.id][REVIEWS.name] for review in collection.reviews)
        data = csv_file(REVIEWS.heading(), rows)
        yield OutputFile(f"{collection.address}{urls.REVIEWS_FILE}", data)
    for year in library.vocabulary.years:
        rows = (lines[review.id][YEAR.name] for review in library.in_year.get(year.id, ()))
        yield OutputFile(
            f"{urls.year_address(year)}{urls.TABLE_FILE}", csv_file(YEAR.heading(), rows)
        )


def _table(source: Source, table: Table, lines: dict[str, dict[str, str]]) -> bytes:
    if table in _OF_A_REVIEW:
        return csv_file(table.heading(), (found[table.name] for found in lines.values()))
    return csv_file(table.heading(), table.lines(source))


def _data(source: Source, lines: dict[str, dict[str, str]], *, whole: bool) -> Iterator[OutputFile]:
    """The files under /data/, and each record's own."""
    tables = [(table, _table(source, table, lines)) for table in TABLES]
    files = {f"{table.name}.csv": data for table, data in tables}
    of = tables if whole else [(table, csv_file(table.heading(), ())) for table in TABLES]
    files[WORKBOOK] = workbook(source.library.programme, of)
    files[PACKAGE] = data_package(source, tables)
    files[THESAURUS] = thesaurus(source.library, source.url)
    for address, data in json_files(source):
        if address == f"{urls.DATA}{WHOLE}":
            files[WHOLE] = data
        else:
            yield OutputFile(address, data)
    files[CHECKSUMS] = checksums(files.items())
    yield from (OutputFile(f"{urls.DATA}{name}", data) for name, data in files.items())


def _citations(source: Source) -> Iterator[OutputFile]:
    def cite(alone: Library, review: Review) -> dict[str, bytes]:
        found = tuple(citations(alone, review, source.url))
        address = urls.review_address(review)
        return {address + urls.CITE_BIB: as_bibtex(found), address + urls.CITE_RIS: as_ris(found)}

    reviews, of = source.library.reviews, dict[str, bytes]
    made = source.library.derived_of_reviews("citations", reviews, cite, of, source.url)
    for files in made.values():
        yield from (OutputFile(address, data) for address, data in files.items())


def all_exports(library: Library, url: str = "", *, whole: bool = True) -> Iterator[OutputFile]:
    """Every file to take away but the whole library in one, which needs the pages.

    Args:
        url: the site's URL, ending in "/", or ""; nothing's identity depends on it.
        whole: whether the workbook has more than the names of its columns.
    """
    from reviewlib.exports.calendars import calendars  # brings a library that pages can do without

    source = Source(library, url)
    yield from (OutputFile(address, data) for address, data in calendars(library, url))
    yield from (OutputFile(address, data) for address, data in feeds(library, url))
    lines = _lines(source)
    yield from _of_collections(source, lines)
    yield from _data(source, lines, whole=whole)
    yield from _citations(source)
    yield OutputFile(ROBOTS, robots(url))
    if url:
        yield OutputFile(SITEMAP, sitemap(library, url))
