"""Files the library may hold, documents of and about the programme, pages written by hand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from reviewlib.models.ast import Node, Section
from reviewlib.models.enums import DocumentKind, Language
from reviewlib.schema import (
    Address,
    Bool,
    Choice,
    DateValue,
    Day,
    Link,
    List,
    Number,
    PartialDate,
    PdfName,
    Place,
    Rights,
    RightsValue,
    Size,
    SizeValue,
    Slug,
    Term,
    Text,
    schema_field,
)


def sources_field(help: str = "Where its facts come from.", *, required: bool = False) -> Any:
    """A field for the documents that a record was written from."""
    example = "\n  - progress-report-2023"
    return schema_field(List(Term("documents")), help, example, required=required, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """What is recorded of a file, whether the library holds it or its publisher alone."""

    title: str = schema_field(Text(), "Its title as printed.", "Progress report", required=True)
    file: str | None = schema_field(
        PdfName(), "The PDF in reports/, where we may publish it.", "glenmore-2022-summary.pdf"
    )
    language: Language = schema_field(
        Choice(Language),
        "The language it is written in.",
        "English",
        default=Language.ENGLISH,
    )
    size: SizeValue | None = schema_field(Size(), "Its size as its publisher prints it.", "162 KB")
    pages: int | None = schema_field(
        Number(1, 5000),
        "How many pages it has.",
        "12",
        label="Number of pages",
    )
    rights: RightsValue | None = schema_field(
        Rights(),
        "What we may do with it. A file here needs a licence or a permission.",
        "linked only",
    )
    allow: str | None = schema_field(
        Text(),
        "Why a PDF with active content may be published all the same.",
        "its form fields were checked on 3 May 2026",
    )
    cleaned: datetime.date | None = schema_field(
        Day(),
        "When the library took out of the PDF what acts or tells who wrote it.",
        "2026-11-22",
    )
    original: str | None = schema_field(
        Text(64),
        "The checksum (SHA-256) of the PDF as its publisher gave it. The command writes it.",
        "f" * 64,
    )
    address: str | None = schema_field(
        Link(),
        "Where the PDF itself was fetched from. The command writes it.",
        "https://example.org/files/glenmore-summary.pdf",
    )
    fetched: datetime.date | None = schema_field(
        Day(), "When the PDF was fetched from there. The command writes it.", "2026-11-22"
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    @property
    def lang(self) -> str:
        """The language as an IETF tag (BCP 47)."""
        return self.language.tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(HeldFile):
    """A published document or web page; every record names the ones it was written from.

    Its id is its file's name.
    """

    title: str = schema_field(
        Text(), "Its title as printed.", "Progress report 2023", required=True
    )
    kind: DocumentKind = schema_field(
        Choice(DocumentKind), "What kind of document it is.", "progress report", required=True
    )
    publisher: str = schema_field(
        Text(160), "Who published it.", "The programme's partners", required=True
    )
    short: str | None = schema_field(
        Text(80), "A short title for lists of sources.", "Progress report 2023"
    )
    date: DateValue | None = schema_field(PartialDate(), "When it was published.", "2023-08")
    date_note: str | None = schema_field(
        Text(300),
        "How the date is known, where it is not printed.",
        "Worked out from its text, which speaks of 2022 as past.",
    )
    updated: DateValue | None = schema_field(
        PartialDate(), "When it was last changed.", "2024-03-08"
    )
    link: str | None = schema_field(Link(), "Its address.", "https://example.org/progress-2023")
    listed_on: str | None = schema_field(
        Term("documents"),
        "The page it is offered on, where it has no address of its own.",
        "programme-page-2024",
    )
    format: str | None = schema_field(Text(40), "Its format.", "PDF")
    edition: str | None = schema_field(Text(120), "Which edition it is.", "second, November 2022")
    replaces: str | None = schema_field(
        Term("documents"), "The earlier edition it replaces.", "guidance-2021"
    )
    authorities: tuple[str, ...] = schema_field(
        List(Term("authorities")), "The authorities it is about.", "\n  - Glenmore", default=()
    )
    order: int = schema_field(Number(0, 999), "Its place in lists.", "1", default=999)
    read: bool = schema_field(
        Bool(), "Whether we have read its text, or only its listing.", "yes", default=False
    )
    related: bool = schema_field(
        Bool(), "Whether it is not of the programme itself.", "yes", default=False
    )
    formerly: tuple[str, ...] = schema_field(
        List(Slug()), "Names its file had before.", "\n  - progress-2023", default=()
    )
    id: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def reports(self) -> tuple[Document, ...]:
        """Itself: where the files of records are looked at, a document is its own one report."""
        return (self,)

    @property
    def name(self) -> str:
        """The short title where there is one."""
        return self.short or self.title

    @property
    def sort_date(self) -> datetime.date:
        """For lists in date order; a document without a date comes last."""
        return self.date.first if self.date else datetime.date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page written by hand. Its address is its file's place in content/."""

    title: str = schema_field(Text(120), "Its title.", "About the programme", required=True)
    summary: str | None = schema_field(
        Text(300), "What it tells, in a sentence, for lists and search engines.", "How it began."
    )
    order: int = schema_field(
        Number(0, 999), "Its place among the pages of its folder.", "1", default=999
    )
    sources: tuple[str, ...] = sources_field()
    formerly: tuple[str, ...] = schema_field(
        List(Address()), "Addresses it had before.", "\n  - about/old-name/", default=()
    )
    address: str = ""
    sections: tuple[Section, ...] = ()
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeIntro:
    """A theme's introduction, in themes/<id>.md. It may have no fields at all."""

    sources: tuple[str, ...] = sources_field()
    theme: str = ""
    nodes: tuple[Node, ...] = ()
    place: Place = field(default=Place("", 0), compare=False, repr=False)
