"""The library as JSON (RFC 8259, UTF-8), whole and each review by itself, without names of people.

Where a quotation was found in a report it has a Web Annotation (JSON-LD,
https://www.w3.org/TR/annotation-model/).
"""

# Each review is written once; the whole is put together of the same pieces, so that what a
# review's own file says and what the whole says of it cannot part.

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reviewlib.exports.tables import (
    AUTHORITIES,
    DOCUMENTS,
    REPORT_COLUMNS,
    THEMES,
    YEARS,
    ReportRow,
    Table,
    was_found,
)
from reviewlib.library import Library, urls
from reviewlib.markdown import plain
from reviewlib.models import Block, ChangeKind, Finding, Review, Section
from reviewlib.presentation.facts import Column, Source, as_json, json_values, page_of
from reviewlib.presentation.wording import title

FORMAT = 1
"""The version of these files' form. Fields may be added to it; a change of one is a new version."""

WHOLE = "library.json"


def _dump(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}]
_PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"  # as section 4.2.1 of the model names it


def annotation(source: Source, review: Review, finding: Finding) -> dict[str, Any] | None:
    """The page of a report, and the words on it, that a finding quotes; None where not checked.

    The report is named with its checksum, so that a reader knows which copy was looked at. Page
    and words come as two selectors (4.2.1 and 4.2.4 of the model), the second within the first.
    """
    quote = source.library.quotes.get((review.id, finding.anchor))
    if quote is None or not quote.found:
        return None
    where = urls.report_address(source.library.holder[quote.file], quote.file)
    return {
        "@context": _CONTEXT,
        "type": "Annotation",
        "motivation": "linking",
        "body": page_of(source, f"{urls.review_address(review)}#{finding.anchor}"),
        "target": {
            "source": {
                "id": page_of(source, where),
                "type": "Text",
                "format": "application/pdf",
                "schema:sha256": quote.sha256,
            },
            "selector": {
                "type": "FragmentSelector",
                "conformsTo": _PDF_FRAGMENTS,
                "value": f"page={quote.page}",
                "refinedBy": {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": quote.prefix,
                    "suffix": quote.suffix,
                },
            },
        },
    }


def _finding(source: Source, review: Review, finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "text": finding.text,
        "wording": "quoted" if finding.quoted else "summary",
        "checked": was_found(source, review, finding),
        "annotation": annotation(source, review, finding),
        "details": plain(finding.details),
        "page_from": finding.page or None,
        "page_to": finding.last_page or None,
        "area": finding.area,
        "themes": list(finding.themes),
        "updates": [
            {"date": update.date.iso, "text": update.text, "source": update.source}
            for update in finding.updates
        ],
        "page": page_of(source, f"{urls.review_address(review)}#{finding.anchor}"),
    }


def _block(source: Source, review: Review, block: Block) -> dict[str, Any]:
    if block.prose:
        return {"text": plain((block.prose,))}
    return {"findings": [_finding(source, review, finding) for finding in block.findings]}


def _section(source: Source, review: Review, section: Section) -> dict[str, Any]:
    return {
        "kind": section.kind,
        "heading": section.heading,
        "level": section.level,
        "area": section.area,
        "blocks": [_block(source, review, block) for block in section.blocks],
    }


def _values(source: Source, row: object, columns: Iterable[Column]) -> dict[str, object]:
    return {column.name: as_json(column.value(source, row)) for column in columns}


_REPORT = [column for column in REPORT_COLUMNS if column.name != "held"]


def review_data(source: Source, review: Review) -> dict[str, Any]:
    """A review as JSON shows it: all of the record but names of people."""
    return {
        "id": review.id,
        "year": review.year,
        "name": title(source.library, review),
        "page": page_of(source, urls.review_address(review)),
        **dict(json_values(source, review)),
        "reports": [
            _values(source, ReportRow(review, number, report), _REPORT)
            for number, report in enumerate(review.reports, start=1)
        ],
        "sources": list(review.sources),
        "sections": [_section(source, review, section) for section in review.sections],
        "history": [
            {"date": one.date.isoformat(), "change": one.change, "was": one.was, "why": one.why}
            for one in review.history
        ],
    }


def _rows(source: Source, table: Table) -> list[dict[str, object]]:
    return [_values(source, row, table.columns) for row in table.rows(source.library)]


def _withdrawn(review: Review) -> dict[str, str]:
    (*_, last) = (change for change in review.history if change.change == ChangeKind.WITHDRAWN)
    return {"id": review.id, "withdrawn": last.date.isoformat()}


def _about(source: Source) -> dict[str, Any]:
    programme = source.library.programme
    return {
        "format": FORMAT,
        "library": programme.title,
        "programme": programme.name,
        "publisher": programme.publisher,
        "official": programme.official,
        "licence": programme.licence,
        "licence_link": programme.licence_link,
        "recorded_up_to": programme.recorded_up_to.isoformat(),
    }


def json_files(source: Source) -> Iterator[tuple[str, bytes]]:
    """Each review's own file, then the whole, with their addresses."""

    def make(alone: Library, review: Review) -> bytes:
        return _dump(review_data(Source(alone, source.url), review))

    about, reviews = _dump(_about(source))[:-1], source.library.reviews
    pieces = source.library.derived_of_reviews("json", reviews, make, bytes, source.url)
    for review in reviews:
        data = b'%s,"review":%s}\n' % (about, pieces[review.id])
        yield f"{urls.review_address(review)}{urls.RECORD_FILE}", data
    terms = b"".join(
        b',"%s":%s' % (table.name.encode(), _dump(_rows(source, table)))
        for table in (AUTHORITIES, THEMES, YEARS, DOCUMENTS)
    )
    gone = [_withdrawn(review) for review in source.library.every_review if review.is_withdrawn]
    whole = b",\n".join(pieces.values())
    pieces.clear()  # of a large library, half of all that is held
    whole = b'%s,"reviews":[%s],"withdrawn":%s%s}\n' % (about, whole, _dump(gone), terms)
    yield f"{urls.DATA}{WHOLE}", whole
