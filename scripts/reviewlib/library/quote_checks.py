"""Each quotation of a record, looked for in the reports it may be from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewlib.models import Finding, Review
from reviewlib.pdf import PdfResult, find_quote


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation and its position.

    Args:
        file: the PDF, by its name in reports/.
        sha256: of that file.
        exact: the words, without quotation marks.
        page: the page, counted from 1; 0 where they are not found.
        found: whether they are on the page that the record gives.
        prefix: the text before them.
        suffix: the text after them.
        nearest: the passage nearest to them, where they were not found.
    """

    file: str
    sha256: str
    exact: str
    page: int
    found: bool
    prefix: str
    suffix: str
    nearest: str


def _can_tell(finding: Finding, result: PdfResult) -> bool:
    """Whether the pages it may be on were read, and have text."""
    wanted = {str(number) for number in range(finding.page, finding.last_page + 1)}
    texts = [page for page in result.pages if {page.label, str(page.number)} & wanted]
    beyond = result.facts is not None and finding.page > result.facts.pages
    return result.pages_with_text > 0 and (beyond or any(page.has_text for page in texts))


def _look(finding: Finding, files: Mapping[str, PdfResult]) -> CheckedQuote | None:
    best = None
    for name, result in files.items():
        if not _can_tell(finding, result):
            continue
        quote = find_quote(finding.text, finding.page, finding.last_page, result.pages)
        one = CheckedQuote(name, result.sha256, quote.exact, quote.page, quote.found,
                           quote.prefix, quote.suffix, quote.nearest)  # fmt: skip
        if one.found:
            return one
        if best is None or (bool(one.page), not one.nearest) > (bool(best.page), not best.nearest):
            best = one
    return best


def check_quotes(
    reviews: tuple[Review, ...], pdfs: Mapping[str, PdfResult]
) -> dict[tuple[str, str], CheckedQuote]:
    """The quotations that have a page, by the review's id and the finding's anchor."""
    found = {}
    for review in reviews:
        files = {
            report.file: pdfs[report.file]
            for report in review.reports
            if report.file and report.file in pdfs and not pdfs[report.file].fault
        }
        for finding in review.findings if files else ():
            quote = _look(finding, files) if finding.quoted and finding.page else None
            if quote is not None:
                found[review.id, finding.anchor] = quote
    return found
