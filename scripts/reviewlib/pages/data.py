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
    Column,
    Table,
    collections,
)
from reviewlib.library import Library, urls
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import meeting_links
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.sheets import has_pack


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table of data."""

    name: str  # its heading
    type: str  # what kind of value it holds
    help: str  # what it is
    values: str  # all values it can have, where these are few; else ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of data."""

    title: str  # its title
    anchor: str  # its address on the page
    help: str  # what a row is
    file: LinkView  # the file, with its number of rows
    columns: tuple[ColumnView, ...]  # its columns


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A page with what can be had of its reviews."""

    page: LinkView
    feed: LinkView
    calendar: LinkView
    table: LinkView


@dataclass(frozen=True, slots=True)
class DataView:
    """All data there is."""

    statement: str  # what it is drawn from
    licence: LinkView | None  # the licence of our words and data, or None
    whole: LinkView  # the library in one file
    workbook: LinkView  # the tables in one file, for spreadsheet programs
    tables: tuple[TableView, ...]  # the tables, each with its columns
    files: tuple[LinkView, ...]  # other files, each with a sentence
    collections: tuple[CollectionRow, ...]  # feeds, calendars and tables by page
    year_tables: tuple[LinkView, ...]  # the programme's own tables by year
    # for each theme, and for hosts: the page it is about, with files to print or to edit
    sheets: tuple[tuple[LinkView, tuple[LinkView, ...]], ...]
    contents: tuple[LinkView, ...]  # the parts of the page, for a list at the top


_TYPES = {"string": "Text", "integer": "Whole number", "boolean": "Yes or no", "date": "Date"}
_OF_ALL = "All reviews"


def data_page(context: Context) -> OutputPage:
    """The page of all data."""
    library, programme = context.library, context.library.programme
    licence = None
    if programme.licence:
        licence = LinkView(programme.licence, programme.licence_link or "")
    tables = tuple(_table(library, table) for table in TABLES)
    of_themes = ((one, meeting_links(library, one)) for one in library.vocabulary.themes)
    sheets = [(wording.theme_link(one), files) for one, files in of_themes if files]
    pack = LinkView("A pack for hosts", urls.HOSTING + urls.PACK_FILE, note="PDF")
    if has_pack(library):
        sheets.append((LinkView("Hosting a review", urls.HOSTING), (pack,)))
    view = DataView(
        statement=wording.collection(context.library, library.reviews, context.site.today),
        licence=licence,
        whole=LinkView("The whole library in one file", urls.DATA + urls.WHOLE_FILE),
        workbook=LinkView("All tables in one workbook", urls.DATA + WORKBOOK),
        tables=tables,
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


def _column(library: Library, column: Column) -> ColumnView:
    values = ", ".join(column.enum)
    return ColumnView(column.name, _TYPES[column.type], library.programme.fit(column.help), values)


def _table(library: Library, table: Table) -> TableView:
    rows = sum(1 for _ in table.rows(library))
    name = f"{table.name}.csv"
    return TableView(
        title=library.programme.fit(table.title),
        anchor=f"table-{table.name}",
        help=library.programme.fit(table.help),
        file=LinkView(name, urls.DATA + name, note=wording.count(rows, "row")),
        columns=tuple(_column(library, column) for column in table.columns),
    )


def _row(library: Library, collection: Collection) -> CollectionRow:
    name, page = collection.name or _OF_ALL, collection.address
    languages = {urls.authority_address(one): one.lang for one in library.vocabulary.authorities}
    return CollectionRow(
        page=LinkView(
            name,
            page,
            languages.get(page, ""),
            note=wording.tally(collection.reviews),
        ),
        feed=LinkView("feed", page + urls.FEED_FILE),
        calendar=LinkView("calendar", page + urls.CALENDAR_FILE),
        table=LinkView("table", page + urls.REVIEWS_FILE),
    )
