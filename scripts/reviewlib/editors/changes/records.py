"""Every record of a library as text that can be read and compared: its fields, its lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reviewlib.library import Library, urls
from reviewlib.markdown import plain
from reviewlib.models import Finding, Node, Section, ThemeIntro
from reviewlib.presentation.wording import title
from reviewlib.schema import (
    DateValue,
    List,
    RightsValue,
    SizeValue,
    Term,
    VisitDatesValue,
    fields_of,
)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a record's text.

    Args:
        kind: "heading", "prose", "bullet" or "under", which stands under a bullet.
        text: its words.
        heading: the heading it stands under, or "".
    """

    kind: str
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record, or an item of a list, in words.

    Args:
        kind: what it is, such as "review".
        name: what it is called.
        path: the file it stands in.
        address: its page, or "".
        fields: each field that has a value, by its name, in words.
        lines: its text.
        record: the record itself.
    """

    kind: str
    name: str
    path: str
    address: str
    fields: tuple[tuple[str, str], ...]
    lines: tuple[ChangedLine, ...]
    record: Any


def _label(term: str, vocabulary: str, library: Library) -> str:
    terms = getattr(library.vocabulary, vocabulary, ())
    return next((one.label for one in terms if one.id == term), term)


def _words(value: Any, kind: Any, library: Library) -> str:
    """A value as an editor would say it."""
    if isinstance(value, tuple):
        item = kind.item if isinstance(kind, List) else None
        return "; ".join(_words(one, item, library) for one in value)
    if isinstance(kind, Term):
        return _label(value, kind.vocabulary, library)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, VisitDatesValue):
        return value.words or "unknown"
    if isinstance(value, datetime.date):
        return DateValue.of(value).words
    if isinstance(value, DateValue):
        return value.words
    if isinstance(value, RightsValue | SizeValue):
        return value.text
    if hasattr(value, "place"):
        return ", ".join(f"{name} {words}" for name, words in _fields(value, library))
    return str(value)


def _fields(record: Any, library: Library) -> Iterator[tuple[str, str]]:
    given = dict(record.place.fields)
    for name, (attribute, spec) in fields_of(record.__class__).items():
        value = getattr(record, attribute)
        if name in given and value not in (None, ()):
            yield name.replace("_", " "), _words(value, spec.type, library)


def _finding(finding: Finding, heading: str) -> Iterator[ChangedLine]:
    page = f" ({finding.pages})" if finding.pages else ""
    yield ChangedLine("bullet", f"{finding.text}{page}", heading)
    for node in finding.details:
        yield ChangedLine("under", plain([node]), heading)
    for update in finding.updates:
        source = f" ({update.source})" if update.source else ""
        yield ChangedLine("under", f"{update.date.words}: {update.text}{source}", heading)


def _prose(nodes: Iterable[Node], heading: str) -> Iterator[ChangedLine]:
    for node in nodes:
        if node.kind == "list":
            for item in node.children:
                yield ChangedLine("bullet", plain(item.children), heading)
        elif words := plain([node]):
            yield ChangedLine("prose", words, heading)


def _lines(sections: Iterable[Section]) -> Iterator[ChangedLine]:
    for section in sections:
        if section.heading:
            yield ChangedLine("heading", section.heading, section.heading)
        for block in section.blocks:
            if block.prose is not None:
                yield from _prose([block.prose], section.heading)
            for finding in block.findings:
                yield from _finding(finding, section.heading)


def _entry(library: Library, kind: str, name: str, record: Any, address: str = "") -> ChangedRecord:
    fields = tuple(_fields(record, library))
    if isinstance(record, ThemeIntro):
        lines = tuple(_prose(record.nodes, ""))
    else:
        lines = tuple(_lines(getattr(record, "sections", ())))
    return ChangedRecord(kind, name, record.place.path, address, fields, lines, record)


def _texts(library: Library) -> Iterator[tuple[str, ChangedRecord]]:
    for review in library.every_review:
        name = f"{title(library, review)}, {library.year[review.year].label}"
        yield (
            f"review {review.id}",
            _entry(library, "review", name, review, urls.review_address(review)),
        )
    for document in library.documents:
        name, where = document.title, urls.document_address(document)
        yield f"document {document.id}", _entry(library, "document", name, document, where)
    for page in library.pages:
        yield f"page {page.address}", _entry(library, "page", page.title, page, page.address)
    for practicum in library.practicums:
        entry = _entry(library, "improvement project", practicum.title, practicum, urls.RELATED)
        yield f"practicum {practicum.id}", entry
    for intro in library.intros:
        theme = library.theme.get(intro.theme)
        where = urls.theme_address(theme) if theme else ""
        name = theme.label if theme else intro.theme
        yield f"intro {intro.theme}", _entry(library, "introduction to a theme", name, intro, where)


def _items(library: Library) -> Iterator[tuple[str, ChangedRecord]]:
    vocabulary = library.vocabulary
    lists: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
        ("theme", "label", vocabulary.themes),
        ("authority", "label", vocabulary.authorities),
        ("region", "label", vocabulary.regions),
        ("programme year", "label", vocabulary.years),
        ("stage", "label", vocabulary.stages),
        ("heading", "label", vocabulary.headings),
        ("word of the glossary", "term", vocabulary.synonyms),
        ("step of hosting a review", "name", library.steps),
        ("development of the programme", "area", library.developments),
        ("statement", "role", library.statements),
    )
    for kind, attribute, records in lists:
        for record in records:
            name = getattr(record, attribute)
            # What has no permanent name is told apart by what it is called, or says.
            key = getattr(record, "id", "") or getattr(record, "says", name)
            yield f"{kind} {key}", _entry(library, kind, name, record)
    programme = library.programme
    yield "programme", _entry(library, "settings of the library", programme.title, programme)


def entries(library: Library) -> dict[str, ChangedRecord]:
    """Every record and every item of a list, by a name that stays the same between versions."""
    return dict((*_texts(library), *_items(library)))
