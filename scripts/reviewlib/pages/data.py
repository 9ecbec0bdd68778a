"""The page of all data: every file with what is in it.

takes: the library
gives: DataView
knows nothing of: HTML, how the files are written
"""

from __future__ import annotations

from reviewlib.exports import (
    CHECKSUMS,
    PACKAGE,
    TABLES,
    THESAURUS,
    WHOLE,
    Collection,
    Column,
    Table,
    collections,
)
from reviewlib.library import Library, addresses as at
from reviewlib.pages import parts
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.takeaway_views import CollectionRow, ColumnView, DataView, TableView
from reviewlib.pages.views import PageOut

__all__ = ["data_page"]

_TYPES = {"string": "Text", "integer": "Whole number", "boolean": "Yes or no", "date": "Date"}
_OF_ALL = "All reviews"


def data_page(context: Context) -> PageOut:
    """The page of all data."""
    library, programme = context.library, context.library.programme
    licence = None
    if programme.licence:
        licence = LinkView(programme.licence, programme.licence_link or "")
    tables = tuple(_table(library, table) for table in TABLES)
    view = DataView(
        statement=parts.collection(context, library.reviews),
        licence=licence,
        whole=LinkView("The whole library in one file", at.DATA + at.WHOLE_FILE),
        tables=tables,
        files=_FILES,
        collections=tuple(_row(library, one) for one in collections(library)),
        year_tables=tuple(
            LinkView(f"The table of {year.label}", at.year_address(year) + at.TABLE_FILE)
            for year in library.vocabulary.years
        ),
        contents=(
            LinkView("The whole library", "#whole"),
            LinkView("Tables", "#tables"),
            LinkView("Other files", "#files"),
            LinkView("Feeds, calendars and tables by page", "#collections"),
            LinkView("What stays as it is", "#stable"),
        ),
    )
    description = f"The records of {programme.name} reviews as tables, JSON, feeds and calendars."
    return PageOut(at.DATA, "data", view, "Data", description, "")


_FILES = (
    LinkView(
        "library.json",
        at.DATA + WHOLE,
        note="All reviews with their findings, updates, reports and history, and the lists they "
        "refer to. The same of one review stands beside its page as record.json.",
    ),
    LinkView(
        "themes.rdf",
        at.DATA + THESAURUS,
        note="The themes as a thesaurus in SKOS, for other catalogues.",
    ),
    LinkView(
        "datapackage.json",
        at.DATA + PACKAGE,
        note="A description of the tables for programs, as a Frictionless Data Package.",
    ),
    LinkView(
        "SHA256SUMS",
        at.DATA + CHECKSUMS,
        note="A checksum of each file above and of each table.",
    ),
)


def _column(column: Column) -> ColumnView:
    values = ", ".join(column.enum)
    return ColumnView(column.name, _TYPES[column.type], column.help, values)


def _table(library: Library, table: Table) -> TableView:
    rows = sum(1 for _ in table.rows(library))
    name = f"{table.name}.csv"
    return TableView(
        title=table.title,
        anchor=f"table-{table.name}",
        help=table.help,
        file=LinkView(name, at.DATA + name, note=parts.count(rows, "row")),
        columns=tuple(_column(column) for column in table.columns),
    )


def _row(library: Library, collection: Collection) -> CollectionRow:
    name, page = collection.name or _OF_ALL, collection.address
    languages = {at.authority_address(one): one.lang for one in library.vocabulary.authorities}
    return CollectionRow(
        page=LinkView(
            name, page, languages.get(page, ""), note=parts.count(len(collection.reviews), "review")
        ),
        feed=LinkView("feed", page + at.FEED_FILE),
        calendar=LinkView("calendar", page + at.CALENDAR_FILE),
        table=LinkView("table", page + at.REVIEWS_FILE),
    )
