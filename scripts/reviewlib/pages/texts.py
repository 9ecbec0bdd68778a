"""Documents, and pages written by hand.

takes: the library
gives: DocumentsView, DocumentView, HandView
knows nothing of: HTML
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from reviewlib.library import addresses as at
from reviewlib.markdown import plain
from reviewlib.models import Document, DocumentKind, Page
from reviewlib.pages import parts
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.views import (
    DocumentsView,
    DocumentView,
    Fact,
    Group,
    HandView,
    PageOut,
)

__all__ = ["document_pages", "documents_page", "hand_page"]

_ABOUT = "about/"
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


def _about_crumb(context: Context) -> tuple[LinkView, ...]:
    page = next((page for page in context.library.pages if page.address == _ABOUT), None)
    return (LinkView(page.title, _ABOUT),) if page else ()


def _document_links(context: Context, documents: Iterable[Document]) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(
            parts.document_title(context.library, document),
            at.document_address(document),
            note=", ".join(filter(None, [document.publisher, _date(document)])),
        )
        for document in documents
    )


def documents_page(context: Context) -> PageOut:
    """The list of documents: by kind, those that are not of the programme at the end."""
    documents = context.library.documents
    groups = []
    for kind in DocumentKind:
        own = [one for one in documents if one.kind == kind and not one.related]
        if own:
            links = _document_links(context, own)
            groups.append(Group(_KIND_HEADINGS[kind], kind.replace(" ", "-"), links=links))
    related = [one for one in documents if one.related]
    if related:
        links = _document_links(context, related)
        note = "These are not of the programme. Reviews or pages of this library refer to them."
        groups.append(Group("Related documents", "related", links=links, note=note))
    return PageOut(
        address=at.DOCUMENTS,
        template="documents",
        view=DocumentsView(tuple(groups)),
        title="Documents",
        description="The documents of the programme, and what this library is written from.",
        section=_ABOUT,
        crumbs=_about_crumb(context),
    )


def document_pages(context: Context) -> Iterator[PageOut]:
    """The page of each document."""
    for document in context.library.documents:
        yield _document(context, document)


def _date(document: Document) -> str:
    return document.date.words if document.date else ""


def _document_facts(context: Context, document: Document) -> Iterator[Fact]:
    library = context.library
    standing = "Not a document of the programme itself." if document.related else ""
    yield Fact("Kind", (LinkView(document.kind.capitalize(), ""),), standing)
    yield Fact("Published by", (LinkView(document.publisher, ""),))
    if document.date:
        yield Fact("Date", (LinkView(document.date.words, ""),), document.date_note or "")
    if document.updated:
        yield Fact("Last changed", (LinkView(document.updated.words, ""),))
    size = document.size.text if document.size else ""
    form = ", ".join(filter(None, [document.format or "", size]))
    if form:
        yield Fact("File", (LinkView(form, ""),), "As its publisher lists it." if size else "")
    if document.edition:
        yield Fact("Edition", (LinkView(document.edition, ""),))
    if document.replaces:
        yield Fact("Replaces", (parts.document_link(library, document.replaces),))
    newer = [one for one in library.documents if one.replaces == document.id]
    if newer:
        yield Fact("Replaced by", tuple(parts.document_link(library, one.id) for one in newer))
    if document.link:
        label = f"On {urlsplit(document.link).hostname}"
        yield Fact("Where to find it", (LinkView(label, document.link),))
    elif document.listed_on:
        yield Fact("Listed on", (parts.document_link(library, document.listed_on),))
    if document.authorities:
        links = (parts.authority_link(library.authority[one]) for one in document.authorities)
        yield Fact("About", tuple(links))
    held = "Its text was read for this library." if document.read else (
        "Only its listing was read, not the document itself."
    )  # fmt: skip
    yield Fact("What we read", (LinkView(held, ""),))


def _document(context: Context, document: Document) -> PageOut:
    library = context.library
    view = DocumentView(
        title=document.title,
        facts=tuple(_document_facts(context, document)),
        sections=tuple(parts.section_views(context, None, document.sections)),
        reviews=tuple(parts.card(context, one) for one in library.naming.get(document.id, ())),
    )
    published = ", ".join(filter(None, [f"published by {document.publisher}", _date(document)]))
    description = f"{document.title}: {document.kind}, {published}."
    return PageOut(
        at.document_address(document),
        "document",
        view,
        parts.document_title(library, document),
        parts.shortened(description),
        _ABOUT,
        (*_about_crumb(context), LinkView("Documents", at.DOCUMENTS)),
        document.place.path,
    )


def _folder(page: Page) -> str:
    """The folder a page leads or stands in: "about/" for about/ and for about/progress/."""
    return page.address.split("/")[0] + "/"


def _beside(context: Context, page: Page) -> tuple[LinkView, ...]:
    """The other pages of a page's folder, the one that leads it first."""
    pages = [one for one in context.library.pages if _folder(one) == _folder(page)]
    lead = next((one for one in pages if one.address == _folder(page)), None)
    links = [
        LinkView(one.title, one.address) for one in pages if one is not page and one is not lead
    ]
    if _folder(page) == _ABOUT:
        links.append(LinkView("Documents", at.DOCUMENTS))
    if _folder(page) == at.CONTRIBUTE:
        links.append(LinkView("Messages explained", at.MESSAGES))
    if lead and lead is not page:
        links.insert(0, LinkView(lead.title, lead.address))
    return tuple(links)


def _description(context: Context, page: Page) -> str:
    """The page's summary, else how its text begins, else where it stands."""
    proses = (block.prose for section in page.sections for block in section.blocks)
    begins = next((plain((prose,)) for prose in proses if prose), "")
    words = page.summary or begins or f"{page.title}, in {context.library.programme.title}."
    return parts.shortened(words)


def hand_page(context: Context, page: Page) -> PageOut:
    """A page written by hand."""
    sections = tuple(parts.section_views(context, None, page.sections))
    view = HandView(
        title=page.title,
        summary=page.summary or "",
        sections=sections,
        contents=tuple(
            LinkView(one.heading, f"#{one.anchor}")
            for one in sections
            if one.heading and one.level == 2
        ),
        sources=tuple(parts.document_link(context.library, one) for one in page.sources),
        beside=_beside(context, page),
    )
    crumbs = tuple(
        LinkView(one.title, one.address)
        for one in context.library.pages
        if one.address == _folder(page) and one is not page
    )
    return PageOut(
        page.address,
        "hand",
        view,
        page.title,
        _description(context, page),
        _folder(page),
        crumbs,
        page.place.path,
    )
