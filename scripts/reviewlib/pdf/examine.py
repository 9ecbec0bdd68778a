"""One PDF, looked at from end to end, within a child process."""

# Safety comes first: whatever happens later to the reading of text, what was found of dangers
# has been said.

from __future__ import annotations

import contextlib
import io
import logging
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import PdfObject

from reviewlib.pdf import active_content, pii
from reviewlib.pdf.layout import RawPage, lay_out
from reviewlib.pdf.lines import PageTimeError, page_lines, plain_lines, structure_roles
from reviewlib.pdf.visibility import layers_off, visible, with_drawing
from reviewlib.pdf.words import normalize_text

_TAIL = 1024  # where %%EOF must stand (ISO 32000-1, annex H, note 18)
_MOST_LABELS = 5000
_MOST_LETTERS = 5_000_000
_SHARE_OF_TEXT = 0.75  # of the time of a file; the rest is for laying out what was read
_SHARE_OF_A_PAGE = 0.3
_PATIENCE = 4  # less than the worker has, so that what was read is laid out and kept
_MOST_VERSIONS = 5


def _broken_off(raw: bytes) -> str:
    if b"%%EOF" in raw[-_TAIL:]:
        return ""
    if b"%%EOF" in raw:
        return "something else follows its end"
    return "its end is missing"


class _Repairs(logging.Handler):
    """Whether pypdf had to find the objects of a file, as its table does not lead to them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def emit(self, record: logging.LogRecord) -> None:
        """Take one message of pypdf's."""
        self.seen = self.seen or "incorrect startxref" in record.getMessage()


def _is_mended(raw: bytes, repairs: _Repairs) -> bool:
    """Whether the bytes are not those that were saved; other bytes before it only shift them."""
    return repairs.seen and raw.startswith(b"%PDF-")


def open_pdf(path: str) -> PdfReader | None:
    """The file opened, or None where it is locked. A lock that needs no word opens."""
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted:
        with contextlib.suppress(PyPdfError, NotImplementedError, ValueError, KeyError):
            return reader if reader.decrypt("") else None
        return None
    return reader


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


class _Budget:
    """The processor time that reading the text of one file, and of each page, may take."""

    def __init__(self, seconds: float) -> None:
        self.page = seconds * _SHARE_OF_A_PAGE
        self.until = seconds * _SHARE_OF_TEXT
        self.end = time.monotonic() + seconds * _PATIENCE  # on a machine that gives it little time

    def start(self) -> None:
        """A page begins: it is interrupted when its time is over."""
        signal.setitimer(signal.ITIMER_PROF, min(self.page, max(self.left, 0.01)))

    @property
    def left(self) -> float:
        return min(self.until - time.process_time(), self.end - time.monotonic())


def _interrupt(*_: object) -> None:
    raise PageTimeError


class _Shown:
    """What is to be seen of each page; hidden words are taken off the pages of the reader."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.off = layers_off(reader)
        self.words: dict[int, int] = {}
        self.redactions: list[int] = []

    def look(self, number: int) -> None:
        page = self.reader.pages[number - 1]
        try:
            found = visible(page, self.off)
        except (MemoryError, PageTimeError):
            raise
        except Exception:  # a drawing that cannot be followed is read as it is
            return
        if found.redactions:
            self.redactions.append(number)
        if found.drawing is not None:
            with_drawing(page, found.hidden, found.resources)
            words = sum(len(line.text.split()) for line in plain_lines(page))
            with_drawing(page, found.drawing, found.resources)
            if words:
                self.words[number] = words


def _read_pages(
    reader: PdfReader, path: str, name: str, most: int, budget: _Budget, shown: _Shown
) -> Iterator[RawPage | str]:
    """Each page with its lines, or why it has none; as many as there is time for."""
    roles = structure_roles(reader)
    signal.signal(signal.SIGPROF, _interrupt)
    lines = page_lines(reader, path, name, roles, most, shown.words)
    try:
        for number in range(1, min(most, len(reader.pages)) + 1):
            budget.start()
            shown.look(number)
            found = next(lines, None)
            signal.setitimer(signal.ITIMER_PROF, 0)
            if found is None or budget.left <= 0:
                return
            if isinstance(found, str):
                yield found
            else:
                pictures = _pictures(reader.pages[number - 1])
                yield RawPage(number, tuple(found), pictures, shown.words.get(number, 0))
    except (PageTimeError, MemoryError):
        return
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _earlier(raw: bytes, texts: list[str]) -> int:
    """How many words stand only in earlier versions that the file still holds (7.5.6)."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", raw)][:-1]
    if b"/Linearized" in raw[:1024]:  # its first part ends so too, and is no version
        ends = ends[1:]
    now = normalize_text("".join(texts))
    gone: set[str] = set()
    for end in ends[-_MOST_VERSIONS:]:
        with contextlib.suppress(Exception):  # what cannot be read as a file of its own is none
            for page in PdfReader(io.BytesIO(raw[:end])).pages:
                words = (word for line in plain_lines(page) for word in line.text.split())
                gone |= {word for word in words if normalize_text(word) not in now}
    return len(gone)


def _pages(
    reader: PdfReader, path: str, name: str, most: int, labels: list[str], seconds: float
) -> Iterator[dict[str, Any]]:
    pages: list[RawPage] = []
    letters = 0
    shown, budget = _Shown(reader), _Budget(seconds)
    for number, page in enumerate(_read_pages(reader, path, name, most, budget, shown), start=1):
        if isinstance(page, str):
            yield {"bad": number, "why": page}
            page = RawPage(number)
        pages.append(page)
        text = "\n".join(line.text for line in page.lines)
        letters += len(text)
        yield {"leaks": [asdict(leak) for leak in pii.in_text(text, number)]}
        if letters > _MOST_LETTERS:
            yield {"fault": ["pages", f"it has more text than fits a report, from page {number}"]}
            break
    for laid_out in lay_out(pages, labels):
        yield {"page": asdict(laid_out)}
    yield from ({"redactions": number} for number in shown.redactions)
    texts = ["".join(line.text for line in page.lines) for page in pages]
    with open(path, "rb") as opened:
        raw = opened.read()
    if len(pages) == len(reader.pages) and (words := _earlier(raw, texts)):
        yield {"earlier": words}
    wanted = min(len(reader.pages), most)
    if len(pages) < wanted:
        only = f"only its first {len(pages):,} pages were read in the time that a report may take"
        yield {"fault": ["pages" if pages else "time", f"{only}, of {wanted:,}"]}


def examine(path: str, name: str, most: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Look at one PDF.

    Args:
        name: "pypdf" or "pdfium": which reader gives the text.
        seconds: of processor time that it may take.

    Yields:
        Rows with one of: mended, dangers, leaks, facts, page, redactions, earlier, bad, fault,
        done.
    """
    with open(path, "rb") as opened:
        raw = opened.read()
    repairs = _Repairs()
    logging.getLogger("pypdf").addHandler(repairs)
    reader = open_pdf(path)
    logging.getLogger("pypdf").removeHandler(repairs)
    if _is_mended(raw, repairs):
        yield {"mended": True}
    if reader is None:
        yield {"dangers": [{"what": "encryption", "page": 0}], "examined": True}
        yield {"fault": ["locked", ""]}
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
    facts = _facts(reader, count)
    yield {"facts": facts}
    yield from _pages(reader, path, name, most, facts["labels"], seconds)
    if count > most:
        yield {"fault": ["pages", f"only its first {most:,} pages were read, of {count:,}"]}
    yield {"done": True}
