"""The accessibility statement: what is recorded of it, round the words written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from reviewlib.library import urls
from reviewlib.models import Assessment, Report, Review, Shortfall, ShortfallKind
from reviewlib.pages.components import Group
from reviewlib.pages.content_page import ContentPageView, with_contents, with_records
from reviewlib.pages.page import Context, OutputPage, written_pages
from reviewlib.pdf import Facts, PdfResult
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow, said
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import DateValue

_STANDARD = "the Web Content Accessibility Guidelines (WCAG) 2.2, level AA"
_RESULTS = {
    "meets it": f"This site meets {_STANDARD}.",
    "meets it in part": (f"This site partly meets {_STANDARD}. The exceptions are listed below."),
    "does not meet it": f"This site does not meet {_STANDARD}. The reasons are below.",
}
_HEADINGS = (
    "Content that does not meet the standard",
    "Disproportionate burden",
    "Content that is not within the scope of the regulations",
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """What is known of a PDF on this site."""

    file: LinkView  # the file, with how many pages it has
    review: tuple[LinkView, ...]  # the review it is of, by its hosts, each in its language
    address: str  # the page of that review
    structure: str  # whether its structure is marked
    language: str  # the language it gives
    words: str  # on how much of it there is text
    text: str  # the address of the page with its text, or ""


@dataclass(frozen=True, slots=True)
class StatementOfAccess:
    """The page accessibility/."""

    page: ContentPageView  # the words written by hand
    standing: str  # how far the site meets the standard, in a sentence
    old: str  # that the assessment is more than a year old, or ""
    facts: tuple[FactRow, ...]  # who assessed what, when and how; nothing where nobody did
    shortfalls: tuple[Group[Shortfall], ...]  # what not everyone can use, by kind
    files: tuple[FileRow, ...]  # the PDFs on this site
    sheets: bool  # whether the library makes record sheets, which are PDFs too
    write: LinkView | None  # where to write to about a problem; None where no address is given
    # where to ask for a file in another format; None where no address is given
    formats: LinkView | None
    contribute: LinkView | None  # the page that tells how else to reach us, or None


def _facts(last: Assessment | None) -> Iterator[FactRow]:
    if last is not None:
        yield FactRow("Assessed by", said(last.by))
        yield FactRow("Finished on", said(DateValue.of(last.date).words))
        yield FactRow("How", said(last.method))
        yield FactRow("What was looked at", said(last.covered))


def _shortfalls(last: Assessment | None) -> Iterator[Group[Shortfall]]:
    kinds = zip(ShortfallKind, _HEADINGS, strict=True)
    for number, (kind, heading) in enumerate(kinds, start=1):
        items = tuple(one for one in last.shortfalls if one.kind == kind) if last else ()
        if items:
            yield Group(heading, f"page-shortfalls-{number}", items)


def _words(result: PdfResult) -> str:
    with_text, pages = result.pages_with_text, len(result.pages)
    if not with_text:
        return "none: its pages are pictures"
    return "on every page" if with_text == pages else f"on {with_text} of {pages} pages"


def _report(review: Review, report: Report, facts: Facts) -> LinkView:
    return LinkView(
        label=report.title,
        address=urls.report_address(review, report.file or ""),
        lang="" if report.lang == "en-GB" else report.lang,
        note=wording.count(facts.pages, "page"),
    )


def _files(context: Context) -> Iterator[FileRow]:
    """Every PDF of a council that is on this site, in the order of reviews."""
    library = context.library
    for review in library.reviews:
        texts = {one.file: address for address, one in library.texts(review).items()}
        for report in review.reports:
            result = library.pdfs.get(report.file or "")
            if report.file and result and result.facts:
                yield FileRow(
                    file=_report(review, report, result.facts),
                    review=wording.title_parts(library, review),
                    address=urls.review_address(review),
                    structure="tagged" if result.facts.tagged else "not tagged",
                    language=result.facts.language or "not stated",
                    words=_words(result),
                    text=texts.get(report.file, ""),
                )


def _mail(to: str | None, subject: str) -> LinkView | None:
    return LinkView(to, f"mailto:{to}?subject={quote(subject)}") if to else None


def _standing(last: Assessment | None) -> str:
    if last is not None:
        return _RESULTS[last.result]
    return (
        f"Not yet assessed. We aim to meet {_STANDARD}. Nobody has assessed the whole site "
        "against them, so we do not claim that it meets them."
    )


def access_page(context: Context, plain: OutputPage) -> OutputPage:
    """The statement; as a page written by hand, with what records add."""
    library, programme = context.library, context.library.programme
    last = library.assessment
    files = tuple(_files(context))
    first = [LinkView("How far this site meets the standard", "#page-standard")]
    after = [LinkView("Report an accessibility problem", "#page-contact")]
    if files:
        after.insert(0, LinkView("PDF files on this site", "#page-files"))
    old = last is not None and last.is_old(context.site.today)
    view = StatementOfAccess(
        page=with_contents(plain, first, after),
        standing=_standing(last),
        old="This assessment is more than 12 months old. A new one is due." if old else "",
        facts=tuple(_facts(last)),
        shortfalls=tuple(_shortfalls(last)),
        files=files,
        sheets=bool(library.reviews),
        write=_mail(programme.contact, f"Accessibility of {programme.title}"),
        formats=_mail(
            programme.accessible_format or programme.contact, "Please send it in another format"
        ),
        contribute=next(iter(written_pages(context, urls.CONTRIBUTE)), None),
    )
    return with_records(plain, view)
