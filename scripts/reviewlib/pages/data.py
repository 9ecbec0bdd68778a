"""The page of all data: every file with what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.exports import (
    CHECKSUMS,
    PACKAGE,
    TABLES,
    THESAURUS,
    WHOLE,
    WORKBOOK,
    Collection,
    Table,
    collections,
)
from reviewlib.library import Library, urls
from reviewlib.pages.components import Group
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import meeting_links
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.sheets import has_pack


@dataclass(frozen=True, slots=True)
class DataView:
    """All data there is."""

    statement: str  # what it is drawn from
    licence: LinkView | None  # the licence of our words and data, or None
    whole: LinkView  # the library in one file
    workbook: LinkView  # the tables in one file, for spreadsheet programs
    # the tables, each with its file and its columns: the name of each, what it is, and what kind of
    # value it holds, with all values it can have where these are few
    tables: tuple[Group[tuple[str, str, str]], ...]
    files: tuple[LinkView, ...]  # other files, each with a sentence
    # pages, each with its feed, its calendar and its table
    collections: tuple[tuple[LinkView, tuple[LinkView, ...]], ...]
    year_tables: tuple[LinkView, ...]  # the programme's own tables by year
    # for each theme, and for hosts: the page it is about, with files to print or to edit
    sheets: tuple[tuple[LinkView, tuple[LinkView, ...]], ...]
    contents: tuple[LinkView, ...]  # the parts of the page, for a list at the top


_TYPES = {"string": "Text", "integer": "Whole number", "boolean": "Yes or no", "date": "Date"}


def data_page(context: Context) -> OutputPage:
    """The page of all data."""
    library, programme = context.library, context.library.programme
    of_themes = ((one, meeting_links(library, one)) for one in library.vocabulary.themes)
    sheets = [(wording.theme_link(one), files) for one, files in of_themes if files]
    pack = LinkView("A pack for hosts", urls.HOSTING + urls.PACK_FILE, note="PDF")
    if has_pack(library):
        sheets.append((LinkView("Hosting a review", urls.HOSTING), (pack,)))
    view = DataView(
        statement=wording.collection(library, context.site.today),
        licence=LinkView(programme.licence, programme.licence_link or "")
        if programme.licence
        else None,
        whole=LinkView("The whole library in one file", urls.DATA + urls.WHOLE_FILE),
        workbook=LinkView("All tables in one workbook", urls.DATA + WORKBOOK),
        tables=tuple(_table(library, table) for table in TABLES),
        files=_FILES,
        collections=tuple(_row(library, one) for one in collections(library)),
        year_tables=tuple(
            LinkView(f"The table of {year.label}", urls.year_address(year) + urls.TABLE_FILE)
            for year in library.vocabulary.years
        ),
        sheets=tuple(sheets),
        contents=(
            LinkView("The whole library", "#whole"),
            LinkView("Tables", "#tables"),
            LinkView("Other files", "#files"),
            LinkView("Feeds, calendars and tables by page", "#collections"),
            *((LinkView("Pages for meetings, and for hosts", "#sheets"),) if sheets else ()),
            LinkView("What stays as it is", "#stable"),
        ),
    )
    description = f"The records of {programme.name} reviews as tables, JSON, feeds and calendars."
    return made_page(urls.DATA, view, description)


_FILES = (
    LinkView(
        "library.json",
        urls.DATA + WHOLE,
        note="All reviews with their findings, updates, reports and history, and the lists they "
        "refer to. The same of one review is beside its page as record.json.",
    ),
    LinkView(
        "themes.rdf",
        urls.DATA + THESAURUS,
        note="The themes as a thesaurus in SKOS, for other catalogues.",
    ),
    LinkView(
        "datapackage.json",
        urls.DATA + PACKAGE,
        note="A description of the tables for programs, as a Frictionless Data Package.",
    ),
    LinkView(
        "SHA256SUMS",
        urls.DATA + CHECKSUMS,
        note="A checksum of each file above and of each table.",
    ),
)


def _table(library: Library, table: Table) -> Group[tuple[str, str, str]]:
    rows = sum(1 for _ in table.rows(library))
    name, fit = f"{table.name}.csv", library.programme.fit
    columns = (
        (one.name, fit(one.help), ": ".join(filter(None, [_TYPES[one.type], ", ".join(one.enum)])))
        for one in table.columns
    )
    return Group(
        heading=fit(table.title),
        anchor=f"table-{table.name}",
        items=tuple(columns),
        note=fit(table.help),
        more=LinkView(name, urls.DATA + name, note=wording.count(rows, "row")),
    )


def _row(library: Library, collection: Collection) -> tuple[LinkView, tuple[LinkView, ...]]:
    page = collection.address
    languages = {urls.authority_address(one): one.lang for one in library.vocabulary.authorities}
    note = wording.tally(collection.reviews)
    files = (
        LinkView("feed", page + urls.FEED_FILE),
        LinkView("calendar", page + urls.CALENDAR_FILE),
        LinkView("table", page + urls.REVIEWS_FILE),
    )
    return LinkView(collection.name or "All reviews", page, languages.get(page, ""), note), files
