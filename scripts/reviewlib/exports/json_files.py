"""The library as JSON: whole, and each review by itself.

takes: the library, the site's address
gives: JSON documents (RFC 8259, UTF-8)
knows nothing of: pages, clocks, names of people
"""

# Each review is written once; the whole is put together of the same pieces, so that what a
# review's own file says and what the whole says of it cannot part.

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reviewlib.exports.annotations import annotation
from reviewlib.exports.review_tables import page_of, theme_basis, was_found
from reviewlib.exports.tables import Source, Table
from reviewlib.exports.term_tables import AUTHORITIES, DOCUMENTS, THEMES, YEARS
from reviewlib.exports.words import title
from reviewlib.fields import WhenValue
from reviewlib.library import addresses as at
from reviewlib.markdown import plain
from reviewlib.models import Block, ChangeKind, Finding, Report, Review, Section

__all__ = ["FORMAT", "WHOLE", "json_files", "review_data"]

FORMAT = 1
"""The version of these files' form. Fields may be added to it; a change of one is a new version."""

WHOLE = "library.json"


def _dump(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _named(names: tuple[str, ...], label: Any) -> list[dict[str, str]]:
    return [{"id": name, "label": label(name)} for name in names]


def _when(when: WhenValue) -> dict[str, Any]:
    return {
        "words": when.words,
        "precision": str(when.precision),
        "edtf": when.edtf,
        "first": when.first.isoformat() if when.first else None,
        "last": when.last.isoformat() if when.last else None,
        "runs": [{"first": run.first.iso, "last": run.last.iso} for run in when.runs],
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
        "page": page_of(source, f"{at.review_address(review)}#{finding.anchor}"),
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


def _report(source: Source, review: Review, report: Report) -> dict[str, Any]:
    file = page_of(source, at.report_address(review, report.file)) if report.file else None
    known = source.library.pdfs.get(report.file or "")
    return {
        "title": report.title,
        "kind": report.kind,
        "by": report.by,
        "published": report.published.iso if report.published else None,
        "language": report.language,
        "version": report.version,
        "file": file,
        "listed": report.listed,
        "size": report.size.text if report.size else None,
        "pages": report.pages,
        "rights": report.rights.text if report.rights else None,
        "licence": (report.rights.licence or None) if report.rights else None,
        "sha256": known.sha256 if known else None,
        "cleaned": report.cleaned.isoformat() if report.cleaned else None,
        "original": report.original,
    }


def review_data(source: Source, review: Review) -> dict[str, Any]:
    """A review as JSON shows it: all of the record but names of people."""
    library = source.library
    stages = {stage.id: stage.label for stage in library.vocabulary.stages}

    def authority(name: str) -> str:
        return library.authority[name].label

    return {
        "id": review.id,
        "year": review.year,
        "name": title(library, review),
        "page": page_of(source, at.review_address(review)),
        "authorities": _named(review.authorities, authority),
        "when": _when(review.when),
        "status": review.status,
        "themes": _named(review.themes, lambda name: library.theme[name].label),
        "theme_basis": theme_basis(review) or None,
        "theme_printed": review.theme_printed,
        "stages": _named(review.stages, stages.__getitem__),
        "mode": review.mode,
        "contributors": _named(review.contributors, authority),
        "pilot": review.pilot,
        "report_state": review.report_state,
        "reports": [_report(source, review, report) for report in review.reports],
        "sources": list(review.sources),
        "sections": [_section(source, review, section) for section in review.sections],
        "history": [
            {"date": one.date.isoformat(), "change": one.change, "was": one.was, "why": one.why}
            for one in review.history
        ],
    }


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _rows(source: Source, table: Table) -> list[dict[str, object]]:
    return [
        {column.name: _value(column.value(source, row)) for column in table.columns}
        for row in table.rows(source.library)
    ]


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
    about = _dump(_about(source))[:-1]
    pieces = {review.id: _dump(review_data(source, review)) for review in source.library.reviews}
    for review in source.library.reviews:
        data = b'%s,"review":%s}\n' % (about, pieces[review.id])
        yield f"{at.review_address(review)}{at.RECORD_FILE}", data
    terms = b"".join(
        b',"%s":%s' % (table.name.encode(), _dump(_rows(source, table)))
        for table in (AUTHORITIES, THEMES, YEARS, DOCUMENTS)
    )
    gone = [_withdrawn(review) for review in source.library.every_review if review.is_withdrawn]
    reviews = b",\n".join(pieces.values())
    pieces.clear()  # of a large library, half of all that is held
    whole = b'%s,"reviews":[%s],"withdrawn":%s%s}\n' % (about, reviews, _dump(gone), terms)
    yield f"{at.DATA}{WHOLE}", whole
