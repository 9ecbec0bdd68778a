"""The text of a report, page by page; and what is known of its file."""

from __future__ import annotations

import functools
import itertools
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from reviewlib.library import Library, urls
from reviewlib.models import Document, HeldFile, Review
from reviewlib.pages.page import Context, DerivedPage, OutputPage
from reviewlib.pdf import Block, Facts, PageText, PdfResult
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import DateValue


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the first page of a report."""

    address: str  # where it is
    width: int  # in pixels
    height: int  # in pixels


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a PDF that the library holds, measured and not as printed."""

    pages: int  # how many pages it has
    words: str  # whether it has text, tags and bookmarks, as text
    sha256: str  # its checksum
    text: LinkView | None  # the page with its text, or None
    other_format: LinkView | None  # where to ask for it in another format, or None
    changed: str  # that the library changed it, when, and both checksums; or ""
    picture: Picture | None  # its first page, where that can be drawn


@dataclass(frozen=True, slots=True)
class PartView:
    """A paragraph, a heading or a list."""

    tag: str  # its element: "p", "h3", "h4" or "ul"
    text: str  # the words of a paragraph or heading
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of a list, each with those under it


@dataclass(frozen=True, slots=True)
class TextPageView:
    """One page of a report."""

    number: int  # its number, counted from 1
    printed: str  # the number printed on it, where that is another; else ""
    address: str  # the PDF at this page
    parts: tuple[PartView, ...]  # its text
    note: str  # what to know where there is none, or not all; else ""


@dataclass(frozen=True, slots=True)
class ReportTextView:
    """The text of one report."""

    title: str  # the report's title
    review: tuple[LinkView, ...]  # its record: a review by its hosts, each in its language
    address: str  # the page of that record
    report: LinkView  # the file
    lang: str  # the language of the text as an IETF tag
    pages: tuple[TextPageView, ...]  # its pages; none where the text could not be read
    contents: tuple[LinkView, ...]  # the pages as links
    other_format: LinkView | None  # where to ask for the report in another format, or None


def _other_format(context: Context, report: HeldFile) -> LinkView | None:
    to = context.library.programme.accessible_format
    if not to:
        return None
    subject = quote(f"{report.title} ({report.file}): please send it in another format")
    return LinkView("Ask for it in another format", f"mailto:{to}?subject={subject}")


def _fact_words(result: PdfResult, facts: Facts) -> Iterator[str]:
    texts = result.pages_with_text
    if not texts:
        yield "Pictures of pages, without text"
    elif texts < len(result.pages):
        yield f"Text on {texts} of {wording.count(len(result.pages), 'page')}"
    else:
        yield "With text"
    yield "tagged" if facts.tagged else "not tagged"
    if facts.bookmarks:
        yield "with bookmarks"
    if facts.version:
        yield f"PDF {facts.version}"


def _picture(context: Context, file: str) -> Picture | None:
    drawn = context.library.first_pages([file]).get(file)
    if drawn is None:
        return None
    width, height = struct.unpack(">II", drawn[16:24])  # of a PNG's header
    return Picture(urls.picture_address(file, drawn), width, height)


def file_facts(context: Context, review: Review | Document, report: HeldFile) -> FileFacts | None:
    """What is known of a report's file; None where we hold none."""
    result = context.library.pdfs.get(report.file or "")
    if result is None or result.facts is None:
        return None
    texts = context.library.texts(review)
    address = next((address for address, one in texts.items() if one is report), "")
    return FileFacts(
        pages=result.facts.pages,
        words=", ".join(_fact_words(result, result.facts)),
        sha256=result.sha256,
        text=LinkView("Read its text on a page", address) if address else None,
        other_format=_other_format(context, report),
        changed=_changed(report, result),
        picture=_picture(context, report.file or ""),
    )


def _changed(report: HeldFile, result: PdfResult) -> str:
    """That we took something out of the copy, and how to tell it from the original."""
    if report.cleaned is None:
        return ""
    day = DateValue.of(report.cleaned).words
    was = f" Checksum (SHA-256) of the original: {report.original};" if report.original else ""
    of = "of this copy" if was else "Checksum (SHA-256) of this copy"
    return (
        f"Copy changed by the library on {day}: what acts, or tells who wrote it, was taken out. "
        f"What the pages show is as it was.{was} {of}: {result.sha256}."
    )


def _items(bullets: Iterable[Block]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Bullets, each with those under it."""
    items: list[tuple[str, tuple[str, ...]]] = []
    for block in bullets:
        if block.level > 1 and items:
            text, under = items[-1]
            items[-1] = (text, (*under, block.text))
        else:
            items.append((block.text, ()))
    return tuple(items)


def _parts(blocks: tuple[Block, ...]) -> Iterator[PartView]:
    """Blocks with the bullets that follow one another made one list."""
    above = 2
    for is_list, group in itertools.groupby(blocks, key=lambda one: one.kind == "bullet"):
        if is_list:
            yield PartView("ul", "", _items(group))
            continue
        for block in group:
            if block.kind == "heading":
                above = min(3 if block.level < 3 else 4, above + 1)
            yield PartView(f"h{above}" if block.kind == "heading" else "p", block.text)


def _page(page: PageText, file: str) -> TextPageView:
    note = "" if page.blocks else "There is no text on this page."
    if not page.has_text and page.pictures:
        note = "This page is a picture; it has no text that a machine can read."
    if page.blocks and page.unreadable >= 0.01:
        share = "Most" if page.unreadable > 0.5 else "Some"
        note = f"{share} letters of this page cannot be read by a machine. The PDF shows them."
    printed = "" if page.label == str(page.number) else page.label
    return TextPageView(
        page.number, printed, f"{file}#page={page.number}", tuple(_parts(page.blocks)), note
    )


def text_pages(library: Library) -> Iterator[DerivedPage]:
    """The text of every report that we may publish and that has one."""
    for record in library.serving:
        for address in library.texts(record):
            make = functools.partial(_text_page, record=record, address=address)
            yield DerivedPage(address, record.place.path, (record,), make)


def _text_page(context: Context, record: Review | Document, address: str) -> OutputPage:
    library = context.library
    report = library.texts(record)[address]
    file = urls.report_address(record, report.file or "")
    pages = library.pdfs[report.file or ""].pages
    title: tuple[LinkView, ...]
    if isinstance(record, Document):
        own = wording.document_link(library, record.id)
        above, title = LinkView("Documents", urls.DOCUMENTS), (own,)
    else:
        own = wording.review_link(library, record)
        above, title = LinkView("Reviews", urls.REVIEWS), wording.title_parts(library, record)
    view = ReportTextView(
        title=report.title,
        review=title,
        address=own.address,
        report=LinkView(report.title, file),
        lang=report.lang,
        pages=tuple(_page(page, file) for page in pages),
        contents=tuple(LinkView(f"Page {one.number}", f"#page-{one.number}") for one in pages),
        other_format=_other_format(context, report),
    )
    return OutputPage(
        address=address,
        template="report-text",
        view=view,
        title=f"Text of {report.title}",
        description=f"The text of {report.title}, page by page.",
        section=urls.ABOUT if isinstance(record, Document) else urls.REVIEWS,
        crumbs=(above, own),
        source=record.place.path,
        canonical=own.address,
    )
