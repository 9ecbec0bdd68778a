"""The tables of what reviews refer to: authorities, themes, years, documents.

takes: the library
gives: AUTHORITIES, THEMES, YEARS, DOCUMENTS; TABLES, all tables there are
knows nothing of: CSV, pages
"""

from __future__ import annotations

from reviewlib.exports.review_tables import FINDINGS, REPORTS, REVIEWS, UPDATES, page_of
from reviewlib.exports.tables import Column, Source, Table, given
from reviewlib.library import addresses as at
from reviewlib.models import Authority, Document, Theme, Year

__all__ = ["AUTHORITIES", "DOCUMENTS", "TABLES", "THEMES", "YEARS"]


def _region(source: Source, authority: Authority) -> str | None:
    return source.library.region[authority.region].label if authority.region else None


AUTHORITIES = Table(
    "authorities",
    "Authorities",
    "A row is a local authority, whether it hosted a review or not.",
    (
        given(Authority, "id", lambda _, r: r.id),
        given(Authority, "label", lambda _, r: r.label),
        given(Authority, "language", lambda _, r: r.language),
        given(Authority, "council", lambda _, r: r.council),
        given(Authority, "council_language", lambda _, r: r.council_language),
        given(Authority, "aliases", lambda _, r: r.aliases),
        given(Authority, "gaelic", lambda _, r: r.gaelic),
        given(Authority, "gaelic_source", lambda _, r: r.gaelic_source),
        given(Authority, "gss", lambda _, r: r.gss),
        given(Authority, "gss_former", lambda _, r: r.gss_former),
        given(Authority, "iso", lambda _, r: r.iso),
        given(Authority, "region", _region),
        given(Authority, "column", lambda _, r: r.column, type="integer"),
        given(Authority, "row", lambda _, r: r.row, type="integer"),
        given(Authority, "contact", lambda _, r: r.contact),
        Column("page", "Its page.", lambda s, r: page_of(s, at.authority_address(r))),
    ),
    ("id",),
    lambda library: library.vocabulary.authorities,
)

THEMES = Table(
    "themes",
    "Themes",
    "A row is a theme.",
    (
        given(Theme, "id", lambda _, r: r.id),
        given(Theme, "label", lambda _, r: r.label),
        given(Theme, "aliases", lambda _, r: r.aliases),
        given(Theme, "parents", lambda _, r: r.parents, more="By id."),
        given(Theme, "scope", lambda _, r: r.scope),
        given(Theme, "indicators", lambda _, r: r.indicators),
        Column("page", "Its page.", lambda s, r: page_of(s, at.theme_address(r))),
    ),
    ("id",),
    lambda library: library.vocabulary.themes,
)

YEARS = Table(
    "years",
    "Programme years",
    "A row is a programme year. Years may overlap.",
    (
        given(Year, "id", lambda _, r: r.id),
        given(Year, "label", lambda _, r: r.label),
        given(Year, "first", lambda _, r: r.first.iso, name="from"),
        given(Year, "last", lambda _, r: r.last.iso, name="to"),
        given(Year, "name", lambda _, r: r.name),
        given(Year, "reported_in", lambda _, r: r.reported_in, refers=("documents", "id")),
        given(Year, "note", lambda _, r: r.note),
        Column("page", "Its page.", lambda s, r: page_of(s, at.year_address(r))),
    ),
    ("id",),
    lambda library: library.vocabulary.years,
)

DOCUMENTS = Table(
    "documents",
    "Documents",
    "A row is a document or web page of or about the programme.",
    (
        Column("id", "Its permanent name.", lambda _, r: r.id),
        given(Document, "title", lambda _, r: r.title),
        given(Document, "short", lambda _, r: r.short),
        given(Document, "kind", lambda _, r: r.kind),
        given(Document, "publisher", lambda _, r: r.publisher),
        given(Document, "date", lambda _, r: r.date and r.date.iso),
        given(Document, "date_note", lambda _, r: r.date_note),
        given(Document, "updated", lambda _, r: r.updated and r.updated.iso),
        given(Document, "link", lambda _, r: r.link),
        given(Document, "listed_on", lambda _, r: r.listed_on, refers=("documents", "id")),
        given(Document, "format", lambda _, r: r.format),
        given(Document, "size", lambda _, r: r.size and r.size.text),
        given(Document, "edition", lambda _, r: r.edition),
        given(Document, "replaces", lambda _, r: r.replaces, refers=("documents", "id")),
        given(Document, "authorities", lambda _, r: r.authorities, more="By id."),
        given(Document, "read", lambda _, r: r.read, type="boolean"),
        given(Document, "related", lambda _, r: r.related, type="boolean"),
        Column("page", "Its page.", lambda s, r: page_of(s, at.document_address(r))),
    ),
    ("id",),
    lambda library: library.documents,
)

TABLES = (REVIEWS, FINDINGS, UPDATES, REPORTS, AUTHORITIES, THEMES, YEARS, DOCUMENTS)
"""Every table, in the order in which they are described."""
