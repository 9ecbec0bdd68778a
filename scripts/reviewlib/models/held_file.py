"""A PDF that the library may hold: the fields that a report of a review and a document share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from reviewlib.models.enums import Language
from reviewlib.schema import (
    Choice,
    Day,
    Link,
    Number,
    PdfName,
    Place,
    Rights,
    RightsValue,
    Size,
    SizeValue,
    Text,
    schema_field,
)


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
