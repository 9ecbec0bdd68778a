"""Each quotation of a record, looked for in the reports it may be from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reviewlib.models import Document, Finding, Review
from reviewlib.pdf import PdfResult, Quote, find_quote

_PAGES = re.compile(r"pp?\. ?([\w.-]+?)(?:[-–](\d+))?\b", re.IGNORECASE)


def wanted_pages(finding: Finding) -> frozenset[str]:
    """The numbers of the pages that a finding names, as printed or counted; none for any."""
    if finding.document:
        named = _PAGES.search(finding.document_place)
        first, last = (named[1], named[2] or named[1]) if named else ("", "")
        if first.isdecimal() and last.isdecimal():
            return frozenset(map(str, range(int(first), int(last) + 1)))
        return frozenset({first.casefold()} - {""})
    if finding.printed:
        return frozenset({finding.printed.casefold()})
    return frozenset(str(number) for number in range(finding.page, finding.last_page + 1))


_Files = dict[str, PdfResult]


def _is_checkable(finding: Finding, result: PdfResult) -> bool:
    """Whether the pages it may be on were read, and have text."""
    wanted = wanted_pages(finding)
    texts = [page for page in result.pages if not wanted or page.names & wanted]
    beyond = result.facts is not None and finding.page > result.facts.pages
    return result.pages_with_text > 0 and (beyond or any(page.is_readable for page in texts))


def _check_quote(finding: Finding, files: Mapping[str, PdfResult]) -> Quote | None:
    best = None
    for name, result in files.items():
        if not _is_checkable(finding, result):
            continue
        one = find_quote(finding.text, wanted_pages(finding), result.pages)
        one = replace(one, file=name, sha256=result.sha256)
        if one.found:
            return one
        if best is None or (bool(one.page), not one.nearest) > (bool(best.page), not best.nearest):
            best = one
    return best


def _files_of(record: Review | Document | None, pdfs: Mapping[str, PdfResult]) -> _Files:
    return {
        one.file: pdfs[one.file]
        for one in (record.reports if record else ())
        if one.file and one.file in pdfs and not pdfs[one.file].fault
    }


def check_quotes(
    reviews: tuple[Review, ...], documents: Mapping[str, Document], pdfs: Mapping[str, PdfResult]
) -> dict[tuple[str, str], Quote]:
    """The quotations that name a page or a document, by the review's id and finding's anchor."""
    found = {}
    for review in reviews if pdfs else ():
        own = _files_of(review, pdfs)
        for finding in review.findings:
            if not finding.quoted or not (finding.document or finding.pages):
                continue
            cited = documents.get(finding.document)
            files = _files_of(cited, pdfs) if finding.document else own
            quote = _check_quote(finding, files) if files else None
            if quote is not None:
                found[review.id, finding.anchor] = quote
    return found
