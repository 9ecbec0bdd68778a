"""The record sheet of a review.

takes: a review, the library it stands in, the site's address
gives: SheetData
knows nothing of: Typst, type, pages
"""

# Names of people are on the page of a year and on the calendar only, so no sheet has them.

from __future__ import annotations

from collections.abc import Iterator

from reviewlib.exports import words as said
from reviewlib.library import Library, addresses as at
from reviewlib.models import Review, Section, SectionKind, Status
from reviewlib.sheets.data import (
    PROGRESS,
    SUMMARIES,
    SheetData,
    day,
    finding_row,
    grid,
    hosts,
    sheet,
    stamp,
    text,
)
from reviewlib.sheets.nodes import Row, blocks

__all__ = ["review_sheet"]


def _section(library: Library, review: Review, section: Section, level: int, url: str) -> Row:
    found: list[Row] = []
    for block in section.blocks:
        if block.prose is not None:
            found.extend(blocks([block.prose], url))
        elif block.findings:
            items = [finding_row(library, review, one, url) for one in block.findings]
            found.append({"kind": "findings", "items": items})
    return {"heading": [text(section.heading)], "level": level, "note": "", "blocks": found}


def _sections(library: Library, review: Review, url: str) -> Iterator[Row]:
    above, progress = 0, False
    for section in review.sections:
        level = min(section.level - 1, above + 1) if section.heading else 0
        above = level if section.heading else above
        row = _section(library, review, section, level, url)
        if section.kind == SectionKind.PLANS and not progress:
            progress, row["note"] = True, PROGRESS
        yield row


def _review_notice(library: Library, review: Review, url: str) -> list[Row]:
    name = said.listed(said.councils(library, review))
    sentence = f"This sheet was made by the library from its record. It is not the report of {name}"
    for report in review.reports:
        where = url + at.report_address(review, report.file) if report.file and url else ""
        where = where or report.listed or ""
        if where or report.file:
            opening = f"{sentence}, which is “{report.title}”"
            shown = where or f"{report.file}, in the library"
            return [text(opening + ", at "), {"text": shown, "lang": "", "to": where}, text(".")]
    return [text(f"{sentence}; the library knows of no published report.")]


def _facts(library: Library, review: Review) -> Iterator[Row]:
    def fact(term: str, first: Row, *values: Row) -> Row:
        first = {**first, "text": first["text"][:1].upper() + first["text"][1:]}
        return {"term": term, "values": [first, *values]}

    named = [library.authority[name] for name in review.authorities]
    yield fact(
        "Hosts" if len(named) > 1 else "Host",
        *(text(host.council or host.label, host.council_lang) for host in named),
    )
    status = {Status.PLANNED: "Planned for", Status.CALLED_OFF: "Called off; was planned for"}
    yield fact(status.get(review.status, "When"), text(said.when(library, review)))
    yield fact("Programme year", text(library.year[review.year].label))
    if review.themes:
        labels = [text(library.theme[name].label) for name in review.themes]
        yield fact("Themes" if len(labels) > 1 else "Theme", *labels)
    if review.theme_printed:
        yield fact("Theme as printed", text(review.theme_printed))
    stages = {stage.id: stage.label for stage in library.vocabulary.stages}
    if review.stages:
        yield fact("Stages", *(text(stages[name]) for name in review.stages))
    if review.mode:
        yield fact("Held", text(review.mode))
    if review.contributors:
        others = [library.authority[name] for name in review.contributors]
        yield fact("Took part", *(text(other.label, other.lang) for other in others))


def _ends(library: Library, review: Review) -> Iterator[Row]:
    """Where the record's facts come from, and what was done to it."""
    sources = [library.document[name] for name in review.sources]
    if sources:
        items = [[{"kind": "paragraph", "inside": [{"kind": "text", "text": one.title}]}]
                 for one in sources]  # fmt: skip
        listed = {"kind": "list", "ordered": False, "start": 0, "items": items}
        yield {"heading": [text("Sources of this record")], "level": 1, "note": "",
               "blocks": [listed]}  # fmt: skip


def _lead(library: Library, review: Review) -> str:
    kind = "Pilot review" if review.pilot else "Review"
    when = said.when(library, review)
    if review.status == Status.PLANNED:
        return f"{kind} planned for {when}"
    return (
        f"{kind} planned for {when}, called off"
        if review.status == Status.CALLED_OFF
        else (f"{kind}, {when}")
    )


def review_sheet(library: Library, review: Review, url: str) -> SheetData:
    """The sheet of a review."""
    values = sheet(
        library,
        at.review_address(review),
        url,
        kind="Record of a review",
        title=said.title(library, review),
        names=hosts(library, review),
        lead=_lead(library, review),
        notice=_review_notice(library, review, url),
        facts=list(_facts(library, review)),
        grid=grid(library, review.authorities),
        note=SUMMARIES if any(not one.quoted for one in review.findings) else "",
        sections=[*_sections(library, review, url), *_ends(library, review)],
        changed=day(said.changed_on(library, review)),
    )
    return SheetData(values, stamp([said.changed_on(library, review)], library))
