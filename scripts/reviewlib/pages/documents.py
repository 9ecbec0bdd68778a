"""The list of documents, and the page of one."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from reviewlib.library import Library, urls
from reviewlib.library.model import Record
from reviewlib.models import Document, DocumentKind, Language
from reviewlib.pages import components
from reviewlib.pages.components import Card, Group, SectionView
from reviewlib.pages.page import Context, DerivedPage, OutputPage, made_page, written_pages
from reviewlib.pages.report_texts import FileFacts, file_facts
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow, filled, said
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """All documents."""

    kinds: tuple[Group[LinkView], ...]  # the documents of each kind


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document."""

    title: str  # its title
    find: LinkView | None  # where it is, on another site, or None
    facts: tuple[FactRow, ...]  # what is known of it
    sections: tuple[SectionView, ...]  # what it holds, in our words
    file: FileFacts | None  # what is known of the file that the library holds
    reviews: tuple[Card, ...]  # the reviews whose records name it as a source


_KIND_HEADINGS = {
    "progress report": "Progress reports",
    "guidance": "Guidance",
    "tool": "Tools",
    "slides": "Slides",
    "web page": "Web pages",
    "review report": "Review reports",
    "council page": "Pages of councils",
    "paper": "Papers",
}


def _document_links(context: Context, documents: Iterable[Document]) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(
            wording.document_title(context.library, document),
            urls.document_address(document),
            note=", ".join(filter(None, [document.publisher, _date(document)])),
        )
        for document in documents
    )


def documents_page(context: Context) -> OutputPage:
    """The list of documents: by kind, those that are not of the programme at the end."""
    documents = context.library.documents
    groups = []
    for kind in DocumentKind:
        own = [one for one in documents if one.kind == kind and not one.related]
        if own:
            links = _document_links(context, own)
            groups.append(Group(_KIND_HEADINGS[kind], kind.replace(" ", "-"), links))
    related = [one for one in documents if one.related]
    if related:
        links = _document_links(context, related)
        note = "These are not of the programme. Reviews or pages of this library refer to them."
        groups.append(Group("Related documents", "related", links, note))
    description = "The documents of the programme, and what this library is written from."
    view = DocumentsView(tuple(groups))
    return made_page(urls.DOCUMENTS, view, description, crumbs=written_pages(context, urls.ABOUT))


def _date(document: Document) -> str:
    return document.date.words if document.date else ""


def _document_facts(context: Context, document: Document) -> tuple[FactRow, ...]:
    library, rights = context.library, document.rights
    may = (LinkView(rights.text, rights.licence),) if rights else ()
    size = document.size.text if document.size else ""
    form = ", ".join(filter(None, [document.format, size]))
    newer = [one.id for one in library.documents if one.replaces == document.id]
    language = "" if document.language == Language.ENGLISH else document.language
    listed_on = document.listed_on if not document.link else None
    find = (
        (LinkView(f"On {urlsplit(document.link).hostname}", document.link),)
        if document.link
        else ()
    )
    # A page with an address of its own is not a listing; its notes say how much of it was read.
    seen = "" if document.link else "We have seen its listing only."
    return filled(
        FactRow(
            "Kind",
            said(document.kind.capitalize()),
            "Not a document of the programme itself." if document.related else "",
        ),
        FactRow("Published by", said(document.publisher)),
        FactRow("Date", said(_date(document)), document.date_note or ""),
        FactRow("Last changed", said(document.updated.words if document.updated else "")),
        FactRow("Language", said(language)),
        FactRow("What may be done with it", may),
        FactRow(
            "File",
            said("" if document.file else form),
            "As listed by its publisher." if size else "",
        ),
        FactRow("Edition", said(document.edition)),
        FactRow("Replaces", wording.documents_of(library, filter(None, [document.replaces]))),
        FactRow("Replaced by", wording.documents_of(library, newer)),
        FactRow("Where to find it", find),
        FactRow("Listed on", wording.documents_of(library, filter(None, [listed_on]))),
        FactRow("About", wording.authorities_of(library, document.authorities)),
        FactRow("What we read", said("We have read this document." if document.read else seen)),
    )


def document_pages(library: Library) -> Iterator[DerivedPage]:
    """The page of each document."""
    for document in library.documents:
        of: tuple[Record, ...] = (document, *library.naming.get(document.id, ()))
        make = functools.partial(_document, document=document)
        yield DerivedPage(urls.document_address(document), document.place.path, of, make)


def _document(context: Context, document: Document) -> OutputPage:
    library = context.library
    view = DocumentView(
        title=document.title,
        find=wording.find_document(library, document),
        facts=_document_facts(context, document),
        sections=tuple(components.section_views(context, None, document.sections)),
        file=file_facts(context, document, document),
        reviews=components.cards(context, library.naming.get(document.id, ())),
    )
    published = ", ".join(filter(None, [f"published by {document.publisher}", _date(document)]))
    description = f"{document.title}: {document.kind}, {published}."
    return OutputPage(
        urls.document_address(document),
        "document",
        view,
        wording.document_title(library, document),
        wording.shortened(description),
        urls.ABOUT,
        (*written_pages(context, urls.ABOUT), LinkView("Documents", urls.DOCUMENTS)),
        document.place.path,
    )
