"""Whether the PDFs in reports/ may be published, and agree with their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.model import Library
from reviewlib.library.urls import report_address
from reviewlib.models import Document, Finding, HeldFile, Programme, Review
from reviewlib.pdf import PdfResult, PIIFinding
from reviewlib.schema import SizeValue
from reviewlib.text import normalize_label, quoted

MENDED = "Some program changed its bytes on the way. Take the file from its source again."

_ALLOW = "If it is to be published as it is, say why:\n    allow: …"
_SHOWN = 3
_GLUED = 5
_STRANGE = 0.01  # of the letters of a page

_FAULTS = {
    "locked": ("is locked: it opens with a password only.", "Save it again without a password."),
    "no-pages": ("has no pages.", "Save the report again as PDF."),
    "unreadable": (
        "cannot be read{detail}.",
        "Save the report again as PDF, or ask for a new copy.",
    ),
    "time": (
        "was not read within the time that a report may take.",
        "Print it to a new PDF, and use that.",
    ),
    "memory": (
        "needs more memory to be read than a report may take.",
        "Print it to a new PDF, and use that.",
    ),
    "crash": ("stopped the program that reads it{detail}.", "Print it to a new PDF, and use that."),
}


@dataclass(frozen=True, slots=True)
class _ReportContext:
    """Where the record names the file of one report."""

    review: Review | Document
    report: HeldFile
    result: PdfResult

    def say(self, code: str, message: str, hint: str = "", field: str = "file") -> Diagnostic:
        name = field if self.review is self.report else f"reports: {field}"
        return self.report.place.problem(name, code, message, hint)

    @property
    def name(self) -> str:
        return quoted(self.report.file or "")


def _few(words: list[str]) -> str:
    """The first of several."""
    return ", ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def _with_pages(things: Iterable[tuple[str, int]]) -> str:
    """Things with the pages they are on, a few of them."""
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for what, page in things:
        numbers = pages[what]
        if page and page not in numbers:
            numbers.append(page)
    words = []
    for what, numbers in list(pages.items())[:_SHOWN]:
        words.append(f"{what} (page {_few([*map(str, numbers)])})" if numbers else what)
    return "; ".join(words) + ("; and more" if len(pages) > _SHOWN else "")


def _fault(here: _ReportContext, *, is_published: bool) -> Iterator[Diagnostic]:
    """Why it could not be read; no reason to stop a site that has published it before.

    Whether there is time and memory enough depends on the machine, not on the file.
    """
    fault = here.result.fault
    if fault is None:
        return
    if fault.is_of_machine and is_published:
        message = f"the text of {here.name} could not be read on this machine."
        hint = "Readers still get the whole file; its text page and the search have no text of it."
        yield here.say("pdf-read-in-part", message, hint)
        return
    if fault.code == "pages":
        message = f"not all of the text of {here.name} could be read: {fault.detail}."
        yield here.say("pdf-read-in-part", message, "Readers still get the whole file.")
        return
    message, hint = _FAULTS[fault.code]
    unknown = "; it is damaged or not whole" if fault.code == "unreadable" else ""
    detail = f": {fault.detail}" if fault.detail else unknown
    yield here.say(f"pdf-{fault.code}", f"{here.name} {message.format(detail=detail)}", hint)


def _dangers(here: _ReportContext) -> Iterator[Diagnostic]:
    result = here.result
    locked = result.fault is not None and result.fault.code == "locked"
    if result.dangers and not locked and not here.report.allow:
        what = _with_pages((danger.what, danger.page) for danger in result.dangers)
        message = f"{here.name} does more than show pages. It has {what}."
        yield here.say("pdf-active", message, _cleaning(here) + _ALLOW)


def _cleaning(here: _ReportContext) -> str:
    return (
        "A copy without them can be made with:\n"
        f"  reviewlib import --clean reports/{here.report.file}\n"
    )


def _hidden(here: _ReportContext) -> Iterator[Diagnostic]:
    """Words that are in the file, though no page shows them."""
    result = here.result
    if result.redactions and not here.report.allow:
        where = _with_pages(("marks for redaction", page) for page in result.redactions)
        words = sum(page.hidden for page in result.pages if page.number in result.redactions)
        count = f" ({words} words)" if words > 1 else ""
        message = f"{here.name} has {where}, and what they cover{count} is still in the file."
        yield here.say("pdf-redaction", message, _cleaning(here) + _ALLOW)
    if result.earlier and not here.report.allow:
        message = f"{here.name} still holds an earlier version of itself, with other words."
        yield here.say("pdf-earlier-version", message, _cleaning(here) + _ALLOW)
    told = () if here.report.allow else result.redactions
    hidden = [page for page in result.pages if page.hidden and page.number not in told]
    if hidden:
        some = _few([f"{page.hidden} on page {page.number}" for page in hidden])
        message = f"{here.name} holds words that no reader sees: {some}."
        hint = "They are left out of its text page and the search, but are still in the file.\n"
        yield here.say("pdf-hidden-words", message, hint + _cleaning(here).rstrip())


def _mended(here: _ReportContext) -> Iterator[Diagnostic]:
    if here.result.mended and not (here.result.fault or here.result.dangers):
        message = f"the structure of {here.name} is damaged, and was mended to read it."
        yield here.say("pdf-mended", message, MENDED)


def _leaks(here: _ReportContext) -> Iterator[Diagnostic]:
    kinds: defaultdict[str, list[PIIFinding]] = defaultdict(list)
    for leak in here.result.leaks:
        kinds[leak.kind].append(leak)
    for kind, leaks in kinds.items():
        values = _with_pages((leak.value or leak.masked, leak.page) for leak in leaks)
        message = f"{here.name} may tell of a person. {kind[0].upper()}{kind[1:]}: {values}."
        hint = (
            "If it is not meant to be public, ask for a copy without it before this one goes out."
        )
        yield here.say("pdf-private", message, hint)


def _text(here: _ReportContext) -> Iterator[Diagnostic]:
    result = here.result
    if result.is_scanned:
        message = f"{here.name} holds pictures of pages, not text, so nobody can search or hear it."
        yield here.say("pdf-scanned", message, "Ask for the file that was printed and scanned.")
    elif result.pages_with_text:
        silent = [page.number for page in result.pages if page.pictures and not page.has_text]
        if silent:
            pages = ", ".join(map(str, silent[:10]))
            message = f"page {pages} of {here.name} is a picture without text."
            yield here.say("pdf-page-without-text", message)
    strange = [page for page in result.pages if page.unreadable >= _STRANGE]
    if strange:
        most = _few([f"page {page.number} ({page.unreadable:.0%})" for page in strange])
        message = f"some letters of {here.name} cannot be read by a machine: {most}."
        hint = (
            "Its text page says so; a page that is mostly such letters is left out of the search. "
            "Ask for a copy with its fonts embedded, or print it to a new PDF."
        )
        yield here.say("pdf-letters-unreadable", message, hint)
    glued = sum(page.glued for page in result.pages)
    if glued >= _GLUED:
        message = f"in the text of {here.name}, spaces between words are missing in {glued} places."
        hint = "Its text page and the search will show that. The file itself is as it was."
        yield here.say("pdf-words-run-together", message, hint)


def _size(here: _ReportContext, programme: Programme) -> Iterator[Diagnostic]:
    size = f"{here.name} has {SizeValue.of(here.result.size).text}"
    if here.result.size > programme.pdf_refuse_size.bytes:
        message = f"{size}; at most {programme.pdf_refuse_size.text} can be published."
        yield here.say("pdf-too-large", message, "Save it with smaller pictures.")
    elif here.result.size > programme.pdf_warn_size.bytes:
        message = f"{size}, which is slow on a phone."
        yield here.say("pdf-large", message, "Save it with smaller pictures, if you can.")


def _agreement(here: _ReportContext, library: Library) -> Iterator[Diagnostic]:
    report, result = here.report, here.result
    if result.facts and report.pages and report.pages != result.facts.pages:
        message = f"the record says {report.pages} pages; {here.name} has {result.facts.pages}."
        hint = f"Write, or delete the line:\n      pages: {result.facts.pages}"
        yield here.say("pdf-pages-differ", message, hint, "pages")
    if not result.pages_with_text or result.fault or not here.review.authorities:
        return
    text = normalize_label(
        " ".join(page.text + " " + " ".join(page.edges) for page in result.pages)
    )
    hosts = [library.authority[name] for name in here.review.authorities]
    names = [
        name
        for host in hosts
        for name in (host.label, host.council, host.gaelic or "", *host.aliases)
        if name
    ]
    if not any(normalize_label(name) in text for name in names):
        message = f"the text of {here.name} names no host of this review."
        yield here.say("pdf-host-not-named", message, "Is it the right file?")


def _same(library: Library) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for review in library.with_files:
        for report in review.reports:
            result = library.pdfs.get(report.file or "")
            if result is None or report.file is None:
                continue
            other = first.setdefault(result.sha256, report.file)
            if other != report.file:
                message = f"{quoted(report.file)} and {quoted(other)} are the same file."
                hint = "One file belongs to one review. Is it the right one?"
                yield _ReportContext(review, report, result).say("pdf-twice", message, hint)


def check_quotation(review: Review, finding: Finding, library: Library) -> Iterator[Diagnostic]:
    """What is wrong with one quotation."""
    quote = library.quotes.get((review.id, finding.anchor))
    if quote is None or quote.found:
        return
    words, pages = quoted(quote.exact), finding.pages or finding.document_place or "any page"
    if quote.page and not quote.nearest:
        printed = f" (printed {quote.printed})" if quote.printed else ""
        where = f"page {quote.page}{printed} of {quote.file}"
        message = f"the words {words} are on {where}, not on {pages}."
        name = f"{finding.document}, " if finding.document else ""
        hint = f"Write ({name}p. {quote.printed or quote.page}) at its end."
    else:
        message = f"the words {words} are not on {pages} of {quote.file}."
        hint = "Correct them, or take the quotation marks away and say it in our words."
        if quote.nearest:
            printed = f" (printed {quote.printed})" if quote.printed else ""
            hint = f"Nearest, on page {quote.page}{printed}: {quoted(quote.nearest)}\n{hint}"
    yield Diagnostic(review.place.path, finding.line, 0, "", "quotation-not-found", message, hint)


def check_pdf(
    review: Review | Document,
    report: HeldFile,
    result: PdfResult,
    library: Library,
    *,
    is_published: bool = False,
) -> Iterator[Diagnostic]:
    """What is wrong with one PDF, of which the library need not hold the file yet."""
    here = _ReportContext(review, report, result)
    yield from _size(here, library.programme)
    yield from _fault(here, is_published=is_published)
    yield from _dangers(here)
    yield from _hidden(here)
    yield from _leaks(here)
    yield from _mended(here)
    yield from _text(here)
    yield from _agreement(here, library)


def check_pdfs(library: Library, published: Collection[str] = ()) -> Iterator[Diagnostic]:
    """What is wrong with each PDF that a record names, and with the quotations from it.

    Args:
        published: every URL that was published before, as from the site's root.
    """
    for review in library.with_files:
        for report in review.reports:
            result = library.pdfs.get(report.file or "")
            if result is not None:
                address = f"/{report_address(review, report.file or '')}"
                known = address in published
                yield from check_pdf(review, report, result, library, is_published=known)
    for review in library.every_review if library.quotes else ():
        for finding in review.findings:
            yield from check_quotation(review, finding, library)
    yield from _same(library)
