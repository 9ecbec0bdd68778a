"""One PDF, looked at from end to end, within a child process."""

# Safety comes first: whatever happens later to the reading of text, what was found of dangers
# has been said.

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import PdfObject

from reviewlib.pdf import active_content, pii, structure
from reviewlib.pdf.lines import page_lines

_TAIL = 1024  # where %%EOF must stand (ISO 32000-1, annex H, note 18)
_MOST_LABELS = 5000
_MOST_LETTERS = 5_000_000


def _broken_off(raw: bytes) -> str:
    if b"%%EOF" in raw[-_TAIL:]:
        return ""
    if b"%%EOF" in raw:
        return "something else follows its end"
    return "its end is missing"


def _open(path: str) -> tuple[PdfReader | None, str]:
    """The file opened, or why not. A lock that needs no word opens; it is a danger all the same."""
    reader = PdfReader(path, strict=False)
    if not reader.is_encrypted:
        return reader, ""
    try:
        opened = reader.decrypt("")
    except (PyPdfError, NotImplementedError, ValueError, KeyError):
        return None, "locked"
    return (reader, "") if opened else (None, "locked")


def _get(value: Any) -> Any:
    return value.get_object() if isinstance(value, PdfObject) else value


def _language(root: Any) -> str:
    text = str(_get(root.get("/Lang", "")) or "").strip()
    return text if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text) else ""


def _labels(reader: PdfReader, count: int) -> list[str]:
    if "/PageLabels" not in reader.root_object or count > _MOST_LABELS:
        return []
    labels = [str(label) for label in reader.page_labels]
    return [] if labels == [str(number) for number in range(1, count + 1)] else labels


def _bookmarks(root: Any, most: int = 10_000) -> int:
    """The entries of the outline, counted without trusting that it has an end."""
    found: set[int] = set()
    todo = [_get(root.get("/Outlines"))]
    while todo and len(found) < most:
        one = todo.pop()
        if not hasattr(one, "get"):
            continue
        for key in ("/First", "/Next"):
            other = _get(one.get(key))
            if other is not None and id(other) not in found:
                found.add(id(other))
                todo.append(other)
    return len(found)


def _facts(reader: PdfReader, count: int) -> dict[str, Any]:
    root = reader.root_object
    info = reader.metadata
    marked = _get(root.get("/MarkInfo"))
    tagged = hasattr(marked, "get") and bool(_get(marked.get("/Marked")))
    dates = {}
    for name in ("creation_date", "modification_date"):
        dates[name] = ""
        with contextlib.suppress(Exception):  # whatever stands there instead of a date
            found = getattr(info, name, None)
            dates[name] = found.isoformat() if found else ""
    version = str(_get(root.get("/Version", "")) or "").lstrip("/")
    return {
        "pages": count,
        "version": max(version, reader.pdf_header.removeprefix("%PDF-")[:3]),
        "title": " ".join(str(info.title or "").split())[:500] if info else "",
        "language": _language(root),
        "tagged": bool(tagged and "/StructTreeRoot" in root),
        "bookmarks": _bookmarks(root),
        "labels": _labels(reader, count),
        "created": dates["creation_date"],
        "modified": dates["modification_date"],
    }


def _pictures(page: Any) -> bool:
    with contextlib.suppress(Exception):  # odd resources are no reason to lose the text
        objects = _get(_get(page.get("/Resources"))["/XObject"])
        return any(_get(one).get("/Subtype") in ("/Image", "/Form") for one in objects.values())
    return False


def _pages(reader: PdfReader, path: str, name: str, most: int) -> Iterator[dict[str, Any]]:
    roles = structure.roles(reader)
    letters = 0
    for number, lines in enumerate(page_lines(reader, path, name, roles, most), start=1):
        if isinstance(lines, str):
            yield {"bad": number, "why": lines}
            lines = []
        text = "\n".join(line.text for line in lines)
        letters += len(text)
        row = {"page": number, "lines": [list(asdict(line).values()) for line in lines]}
        yield {**row, "pictures": _pictures(reader.pages[number - 1])}
        yield {"leaks": [asdict(leak) for leak in pii.in_text(text, number)]}
        if letters > _MOST_LETTERS:
            yield {"fault": ["pages", f"it has more text than fits a report, from page {number}"]}
            return


def examine(path: str, name: str, most: int) -> Iterator[dict[str, Any]]:
    """Look at one PDF.

    Args:
        path: the file.
        name: "pypdf" or "pdfium": which reader gives the text.
        most: how many pages to read at most.

    Yields:
        Rows with one of: dangers, leaks, facts, page, bad, fault, done.
    """
    with open(path, "rb") as opened:
        raw = opened.read()
    reader, why = _open(path)
    if reader is None:
        yield {"dangers": [{"what": "encryption", "page": 0}], "examined": True}
        yield {"fault": [why, ""]}
        return
    broken = _broken_off(raw)
    if broken:
        yield {"fault": ["unreadable", broken]}
    count = len(reader.pages)
    walk = active_content.Walk(reader, raw)
    dangers = [asdict(danger) for danger in walk.dangers()]
    yield {"dangers": dangers, "examined": True}
    leaks = pii.in_objects(reader, walk.parts(), walk.pages)
    yield {"leaks": [asdict(leak) for leak in leaks]}
    if not count:
        yield {"fault": ["no-pages", ""]}
        return
    yield {"facts": _facts(reader, count)}
    yield from _pages(reader, path, name, most)
    if count > most:
        yield {"fault": ["pages", f"only its first {most:,} pages were read, of {count:,}"]}
    yield {"done": True}
