"""One PDF, looked at from end to end, within a child process."""

# Safety comes first: whatever happens later to the reading of text, what was found of dangers
# has been said.

from __future__ import annotations

import contextlib
import logging
import re
import signal
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import PdfObject
from pypdfium2 import raw as pdfium

from reviewlib.pdf import active_content, pii
from reviewlib.pdf.layout import RawPage, lay_out
from reviewlib.pdf.lines import page_lines, structure_roles
from reviewlib.pdf.model import ActiveContent, Facts, Fault, PdfResult
from reviewlib.pdf.visibility import Box, hidden_words, marked_boxes, page_content
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


class _PageTimeError(BaseException):
    """A page takes longer than it may; no reader of PDFs catches this on its way out."""


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


def _labels(reader: PdfReader, count: int) -> tuple[str, ...]:
    if "/PageLabels" not in reader.root_object or count > _MOST_LABELS:
        return ()
    labels = tuple(str(label) for label in reader.page_labels)
    return () if labels == tuple(str(number) for number in range(1, count + 1)) else labels


def _facts(reader: PdfReader, count: int) -> Facts:
    root = reader.root_object
    info = reader.metadata
    marked = _get(root.get("/MarkInfo"))
    tagged = hasattr(marked, "get") and bool(_get(marked.get("/Marked")))
    outline = _get(root.get("/Outlines"))
    version = str(_get(root.get("/Version", "")) or "").lstrip("/")
    return Facts(
        pages=count,
        version=max(version, reader.pdf_header.removeprefix("%PDF-")[:3]),
        title=" ".join(str(info.title or "").split())[:500] if info else "",
        language=_language(root),
        tagged=bool(tagged and "/StructTreeRoot" in root),
        bookmarks=hasattr(outline, "get") and _get(outline.get("/First")) is not None,
        labels=_labels(reader, count),
    )


class _Budget:
    """The processor time that reading the text of one file, and of each page, may take."""

    def __init__(self, seconds: float) -> None:
        self.page = seconds * _SHARE_OF_A_PAGE
        self.until = time.process_time() + seconds * _SHARE_OF_TEXT
        self.end = time.monotonic() + seconds * _PATIENCE  # on a machine that gives it little time

    def start(self) -> None:
        """A page begins: it is interrupted when its time is over."""
        signal.setitimer(signal.ITIMER_PROF, min(self.page, max(self.left, 0.01)))

    @property
    def left(self) -> float:
        return min(self.until - time.process_time(), self.end - time.monotonic())


def _interrupt(*_: object) -> None:
    raise _PageTimeError


def _read_page(
    page: Any, number: int, roles: Mapping[int, str], marked: Collection[Box]
) -> RawPage:
    """A page of PDFium's with its lines; words that no reader sees are left out."""
    text = page.get_textpage()
    pictures = any(page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM), 1))
    hidden = []
    try:
        hidden = hidden_words(page_content(page, text), marked)
    except MemoryError:
        raise
    except Exception:  # a page that cannot be drawn is read as it is
        pass
    lines = page_lines(page, text, roles, {letter.place for word in hidden for letter in word})
    return RawPage(number, tuple(lines), pictures, len(hidden), bool(marked))


def _read_pages(
    reader: PdfReader, path: str, most: int, budget: _Budget
) -> Iterator[RawPage | None]:
    """Each page, or None where it cannot be read; as many as there is time for."""
    roles = structure_roles(reader)
    document = pypdfium2.PdfDocument(path)
    signal.signal(signal.SIGPROF, _interrupt)
    try:
        for index in range(min(most, len(reader.pages), len(document))):
            budget.start()
            page = reader.pages[index]
            reference = page.indirect_reference
            own = roles.get(reference.idnum, {}) if reference is not None else {}
            found = None
            try:
                found = _read_page(document[index], index + 1, own, marked_boxes(page))
            except MemoryError:
                return
            except (Exception, _PageTimeError):
                pass
            signal.setitimer(signal.ITIMER_PROF, 0)
            if budget.left <= 0:
                return
            yield found
    except _PageTimeError:
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
            for page in pypdfium2.PdfDocument(raw[:end]):
                words = page.get_textpage().get_text_range(errors="ignore").split()
                gone |= {word for word in words if normalize_text(word) not in now}
    return len(gone)


def _pages(reader: PdfReader, path: str, raw: bytes, most: int, labels: Sequence[str],
           budget: _Budget) -> Iterator[PdfResult]:  # fmt: skip
    pages: list[RawPage] = []
    bad: list[int] = []
    letters = 0
    for number, page in enumerate(_read_pages(reader, path, most, budget), start=1):
        if page is None:
            bad.append(number)
            page = RawPage(number)
        pages.append(page)
        text = "\n".join(line.text for line in page.lines)
        letters += len(text)
        yield PdfResult(leaks=tuple(pii.in_text(text, number)))
        if letters > _MOST_LETTERS:
            yield _part(f"it has more text than fits a report, from page {number}")
            break
    for laid_out in lay_out(pages, labels):
        yield PdfResult(pages=(laid_out,))
    yield PdfResult(redactions=tuple(page.number for page in pages if page.marked))
    wanted = min(len(reader.pages), most)
    if len(pages) == len(reader.pages):
        texts = ["".join(line.text for line in page.lines) for page in pages]
        yield PdfResult(earlier=_earlier(raw, texts))
    if len(pages) < wanted:
        only = f"only its first {len(pages):,} pages were read in the time that a report may take"
        code = "pages" if pages else "time"
        yield PdfResult(fault=Fault(code, f"{only}, of {wanted:,}"))
    if len(reader.pages) > most:
        yield _part(f"only its first {most:,} pages were read, of {len(reader.pages):,}")
    if bad:
        numbers = ", ".join(map(str, bad[:5])) + (" …" if len(bad) > 5 else "")
        yield _part(f"the text of page {numbers} could not be read")


def _part(why: str) -> PdfResult:
    return PdfResult(fault=Fault("pages", why))


def examine(path: str, most: int, seconds: float) -> Iterator[PdfResult]:
    """Look at one PDF.

    Args:
        seconds: of processor time that it may take.

    Yields:
        What is known of it, piece by piece (`model.merged`).
    """
    budget = _Budget(seconds)
    with open(path, "rb") as opened:
        raw = opened.read()
    repairs = _Repairs()
    logging.getLogger("pypdf").addHandler(repairs)
    reader = open_pdf(path)
    logging.getLogger("pypdf").removeHandler(repairs)
    yield PdfResult(mended=_is_mended(raw, repairs))
    if reader is None:
        locked = (ActiveContent("encryption"),)
        yield PdfResult(dangers=locked, fault=Fault("locked"))
        return
    if broken := _broken_off(raw):
        yield PdfResult(fault=Fault("unreadable", broken))
    count = len(reader.pages)
    walk = active_content.Walk(reader, raw)
    yield PdfResult(dangers=walk.dangers())
    yield PdfResult(leaks=tuple(pii.in_objects(reader, walk.parts(), walk.pages)))
    if not count:
        yield PdfResult(fault=Fault("no-pages"))
        return
    facts = _facts(reader, count)
    yield PdfResult(facts=facts)
    yield from _pages(reader, path, raw, most, facts.labels, budget)
