"""What in a PDF may tell of a person."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import StreamObject

from reviewlib.pdf.model import PIIFinding

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_PHONE = re.compile(r"(?<![\d.£])(?:\+44\s?\(?0?\)?\s?|\(?0)[1-9]\d{1,4}\)?(?:[\s-]?\d){5,9}(?!\d)")
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\s?\d{2}){3}\s?[A-D]\b"
)
_PROGRAMS = re.compile(
    r"word|writer|office|indesign|illustrator|acrobat|adobe|microsoft|typst|tex|pdf|chrom|skia|mozilla"
    r"|quartz|google|canva|pages|print|publisher|powerpoint|excel|pscript|scan|cairo|pandoc|distill"
    r"|safari|firefox|preview|quark|affinity|ghostscript|mac os",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"council|comhairle|service|education|foghlam|association|government|authority|department|team\b"
    r"|ADES|library|^user$|^admin|^owner$|^author$",
    re.IGNORECASE,
)
_CREATORS = re.compile(rb"<dc:creator\b.{0,9000}?</dc:creator>", re.DOTALL)
_ITEM = re.compile(rb"<rdf:li\b[^<>]*+>([^<]++)</rdf:li>")
_XMP_NAMES = re.compile(rb"(?:pdf:Author|photoshop:AuthorsPosition|xmp:Author)(?:=\"|>)([^\"<]+)")
_COMMENTS = """
/Text /FreeText /Highlight /Underline /StrikeOut /Squiggly /Caret /Ink /Stamp /Popup /Square /Circle
/Line /Polygon /PolyLine
"""
COMMENTS = frozenset(_COMMENTS.split())
"""The annotations in which readers of a file leave words (ISO 32000-2, 12.5.6)."""

PROPERTIES = {
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Company": "company",
    "/Manager": "manager",
}
"""What else a file says of itself (ISO 32000-1, 14.3.3; Company and Manager are Word's)."""

_XMP_TEXTS = {
    f"{kind} in the XMP data": re.compile(rb"<dc:%s\b.{0,9000}?</dc:%s>" % (tag, tag), re.DOTALL)
    for kind, tag in (("description", b"description"), ("keywords", b"subject"))
}
_XMP_KEYWORDS = re.compile(rb"pdf:Keywords(?:=\"|>)([^\"<]+)")

_MOST = 200


def masked(kind: str, value: str) -> str:
    """As much of a value as may be printed in a public log.

    >>> masked("e-mail address", "jo.smith@example.org"), masked("telephone number", "01555 000123")
    ('j…@…', '0… (11 digits)')
    """
    value = " ".join(value.split())
    if "@" in value:
        return f"{value[:1]}…@…"
    digits = sum(letter.isdigit() for letter in value)
    if kind == "telephone number":
        return f"{value[:1]}… ({digits} digits)"
    return f"{value[:1]}… ({len(value)} characters)"


def _leak(kind: str, page: int, value: Any) -> PIIFinding:
    text = " ".join(str(value).split())[:500]
    return PIIFinding(kind, page, masked(kind, text), text)


def in_text(text: str, page: int) -> Iterator[PIIFinding]:
    """Addresses and numbers of persons in the text of a page."""
    for kind, pattern in (
        ("e-mail address", _EMAIL),
        ("National Insurance number", _INSURANCE),
        ("telephone number", _PHONE),
    ):
        for value in list(dict.fromkeys(match[0] for match in pattern.finditer(text)))[:_MOST]:
            digits = sum(letter.isdigit() for letter in value)
            if kind != "telephone number" or 10 <= digits <= 13:
                yield _leak(kind, page, value)


def _is_person(name: str) -> bool:
    """Whether a name may be that of a person, not of a body."""
    return bool(name.strip()) and not _BODIES.search(name.strip())


def _in_info(reader: PdfReader) -> Iterator[PIIFinding]:
    with contextlib.suppress(Exception):  # a table of facts that cannot be read tells nothing
        info = reader.metadata
        if info and info.author and _is_person(str(info.author)):
            yield _leak("author", 0, info.author)
        made_with = str(info.creator or "") if info else ""
        if made_with.strip() and not _PROGRAMS.search(made_with):
            yield _leak("creator", 0, made_with)
        for key, kind in PROPERTIES.items():
            value = str(info.get(key) or "") if info else ""
            if value.strip():
                yield _leak(kind, 0, value)


def _in_xmp(stream: Any) -> Iterator[PIIFinding]:
    data = stream.get_data()[:2_000_000]
    names = [name for part in _CREATORS.findall(data) for name in _ITEM.findall(part)]
    names += _XMP_NAMES.findall(data)
    for name in dict.fromkeys(names):
        text = name.decode("utf-8", "replace")
        if _is_person(text):
            yield _leak("author in the XMP data", 0, text)
    for kind, pattern in _XMP_TEXTS.items():
        texts = [text for part in pattern.findall(data) for text in _ITEM.findall(part)]
        if kind.startswith("keywords"):
            texts += _XMP_KEYWORDS.findall(data)
        for value in dict.fromkeys(texts):
            if value.strip():
                yield _leak(kind, 0, value.decode("utf-8", "replace"))
    if b"xmpMM:History" in data or b"stEvt:" in data:
        yield PIIFinding("history of how it was edited", 0, "xmpMM:History", "xmpMM:History")


def _in_part(part: Any, page: int) -> Iterator[PIIFinding]:
    def value(key: str) -> str:
        found = part.get(key)
        found = found.get_object() if found is not None else ""
        return found.strip() if isinstance(found, str) and not found.startswith("/") else ""

    subtype = part.get("/Subtype")
    if subtype in COMMENTS and ("/Rect" in part or part.get("/Type") == "/Annot"):
        if value("/T") or value("/Contents"):
            yield _leak("comment", page, " ".join(filter(None, [value("/T"), value("/Contents")])))
    elif ("/FT" in part or "/Parent" in part) and "/V" in part and value("/V"):
        yield _leak("value of a form field", page, value("/V"))
    if "/EF" in part:
        yield _leak("attached file", page, value("/UF") or value("/F") or "a file")
    if isinstance(part, StreamObject) and (
        part.get("/Type") == "/Metadata" or part.get("/Subtype") == "/XML"
    ):
        yield from _in_xmp(part)


def in_objects(
    reader: PdfReader, parts: Iterable[tuple[Any, int]], pages: dict[int, int]
) -> list[PIIFinding]:
    """Names, comments, form values and attachments outside the text.

    Args:
        parts: every dictionary in it, with the number of its object.
        pages: the page to which an object belongs.
    """
    found = list(_in_info(reader))
    for part, owner in parts:
        with contextlib.suppress(Exception):  # one odd object hides no other
            found.extend(_in_part(part, pages.get(owner, 0)))
        if len(found) > _MOST:
            break
    return list(dict.fromkeys(found))
