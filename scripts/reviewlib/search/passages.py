"""The places in records that a reader is led to, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewlib.fields import slugify, specs
from reviewlib.library import Library, addresses as at
from reviewlib.library.page_registry import PAGE, PageKind
from reviewlib.markdown import plain
from reviewlib.models import (
    Assessment,
    Development,
    Finding,
    Node,
    Practicum,
    Report,
    Review,
    Section,
    Statement,
    Step,
    Synonym,
)
from reviewlib.search.model import Passage

_APART = " · "


def _words(nodes: Iterable[Node]) -> str:
    return " ".join(plain(tuple(nodes)).split())


def _finding(finding: Finding, label: str) -> Iterator[Passage]:
    details = _words(finding.details)
    text = f"{finding.text} {details}".strip()
    here = f"#{finding.anchor}"
    yield Passage(finding.kind, label, here, text, head=finding.area)
    for update in finding.updates:
        label_of_update = f"Update, {update.date.words}"
        words = " ".join(filter(None, [update.text, update.source]))
        yield Passage("update", label_of_update, here, words, head=finding.text)


def section_passages(sections: Iterable[Section], at_first: str = "") -> Iterator[Passage]:
    """Each finding and update, and the prose of each section in one piece.

    Args:
        sections: those of one record.
        at_first: the place that all of it is led to, where its sections have no own ones.
    """
    for section in sections:
        here = at_first or (f"#{section.anchor}" if section.heading else "")
        prose = [block.prose for block in section.blocks if block.prose]
        text = _words(prose)
        if text:
            kind = section.kind or "text"
            yield Passage(kind, section.heading, here, text, head=section.area)
        for finding in section.findings:
            yield from _finding(finding, section.heading)


def _lang(report: Report) -> str:
    return "" if report.lang.startswith("en") else report.lang


def report_passages(library: Library, review: Review) -> Iterator[Passage]:
    """Each page of the reports whose text we may publish."""
    page = at.review_address(review)
    for address, report in library.texts(review).items():
        file = report.file or ""
        folder = address.removeprefix(page)
        for one in library.pdfs[file].pages:
            # What stands apart on the page is not to run together, as a heading into its text.
            text = _APART.join(" ".join(block.text.split()) for block in one.blocks)
            if text:
                yield Passage(
                    kind="pdf",
                    label=f"Page {one.number} of {report.title}",
                    at=f"{folder}#page-{one.number}",
                    text=text,
                    lang=_lang(report),
                    pdf=f"{file}#page={one.number}",
                )


def _steps(library: Library) -> Iterator[Passage]:
    for number, step in enumerate(library.steps, 1):
        text = f"{step.name}. {step.what} {step.note or ''}".strip()
        yield Passage("step", f"Step {number}", "#page-steps", text)


def _progress(library: Library) -> Iterator[Passage]:
    for one in library.developments:
        text = " ".join(filter(None, [one.asked, one.done, one.next]))
        yield Passage("progress", one.area, f"#{one.id}", text)


def _statements(library: Library) -> Iterator[Passage]:
    for one in library.statements:
        yield Passage("statement", one.role, f"#{slugify(one.strand)}", one.says, head=one.strand)


def _practicums(library: Library) -> Iterator[Passage]:
    for one in library.practicums:
        here = f"#{one.id}"
        aims = " ".join(aim.what for aim in one.aims)
        teams = " ".join(team.name for team in one.teams)
        hosts = " ".join(library.authority[name].label for name in one.authorities)
        yield Passage("practicum", one.title, here, f"{aims} {teams}".strip(), head=hosts)
        for passage in section_passages(one.sections, here):
            yield Passage("practicum", passage.label or one.title, here, passage.text)


def _glossary(library: Library) -> Iterator[Passage]:
    for one in library.vocabulary.synonyms:
        text = f"{one.term}: {one.means}. {one.note or ''}".strip()
        yield Passage("term", "Abbreviation", "", text)


def _plain(library: Library, kind: PageKind) -> Iterator[Passage]:
    """Records that need no words of their own: what each says, field after field."""
    for record in library.shown_on(kind):
        model: type = type(record)
        values = (getattr(record, attribute) for attribute, _ in specs(model).values())
        text = " ".join(value for value in values if isinstance(value, str))
        yield Passage("record", kind.title, "", text)


_WORDED = {
    Step: _steps,
    Development: _progress,
    Statement: _statements,
    Practicum: _practicums,
    Synonym: _glossary,
}
_NOT_FOUND_BY = (Assessment,)  # it tells of the site, not of what the library is about


def fed_passages(library: Library, address: str) -> Iterator[Passage]:
    """What records put on a page written by hand."""
    kind = PAGE.get(address)
    if kind is None or kind.records is None or kind.records in _NOT_FOUND_BY:
        return iter(())
    worded = _WORDED.get(kind.records)
    return worded(library) if worded else _plain(library, kind)
