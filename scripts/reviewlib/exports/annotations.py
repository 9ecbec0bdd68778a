"""Where a checked quotation stands, in the form that programs share.

takes: a finding and its review
gives: a Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON-LD
knows nothing of: how a quotation is found
"""

from __future__ import annotations

from typing import Any

from reviewlib.exports.review_tables import page_of
from reviewlib.exports.tables import Source
from reviewlib.library import addresses as at
from reviewlib.models import Finding, Review

__all__ = ["annotation"]

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
    return {
        "@context": _CONTEXT,
        "type": "Annotation",
        "motivation": "linking",
        "body": page_of(source, f"{at.review_address(review)}#{finding.anchor}"),
        "target": {
            "source": {
                "id": page_of(source, at.report_address(review, quote.file)),
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
