"""The text of each page, line by line, by one of two readers, and what the structure calls it."""

# PDFium reads twenty times as fast and finds spaces better; pypdf alone knows the structure, and
# is there where PDFium fails (docs/adr/0011). Both give the same Line, so that nothing after this
# knows which it was.

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from pypdfium2 import raw as pdfium

from reviewlib.pdf.model import Line

_MOST_ON_A_PAGE = 200_000
# What pdfium gives for a hyphen at the end of a line, in the place of both.
_HYPHEN = ("\ufffe", "\x02")
_LINE_END = re.compile("[\ufffe\x02](?:\r?\n)?|\r?\n")
_GAP = 1.8  # times the size of a line's letters; so wide is the gap between two cells
_INDENT = 30  # points; a drawn bullet is no further from its line
_MOST_DRAWN = 3000  # on a page; a picture may be made of any number of small pieces
_BOLD = ("bold", "black", "heavy", "semibold")


class PageTimeError(BaseException):
    """A page takes longer than it may; no reader of PDFs catches this on its way out."""


def page_lines(
    reader: PdfReader,
    path: str,
    name: str,
    roles: Mapping[int, Mapping[int, str]],
    most: int,
    edited: Collection[int] = (),
) -> Iterator[list[Line] | str]:
    """The lines of each page; for a page that cannot be read, why not.

    Args:
        roles: what the structure calls the pieces of each page.
        most: after how many pages to stop.
        edited: pages, counted from 1, that `reader` holds otherwise than the file does.
    """
    if name == "pdfium" and not roles:
        yield from itertools.islice(_with_pdfium(path, reader, edited), most)
        return
    for page in itertools.islice(reader.pages, most):
        reference = page.indirect_reference
        own = roles.get(reference.idnum, {}) if reference is not None else {}
        yield _attempt(lambda page=page, own=own: _Collector(own).read(page))  # type: ignore[misc]


def _attempt(read: Callable[[], list[Line]]) -> list[Line] | str:
    """The lines of a page, or why there are none."""
    try:
        return read()
    except MemoryError:
        raise
    except PageTimeError:
        return "time"
    except Exception as error:
        return type(error).__name__


class _Collector:
    """Gathers what pypdf tells of a page into lines."""

    def __init__(self, roles: Mapping[int, str]) -> None:
        self.roles = roles
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.start: tuple[float, float, float] | None = None
        self.bold = 0
        self.role = ""
        self.marks: list[str] = []
        self.waiting: str | None = None
        self.letters = 0

    def read(self, page: Any) -> list[Line]:
        page.extract_text(visitor_text=self.text, visitor_operand_before=self.operator)
        self.end()
        return self.lines

    def operator(self, name: bytes, args: Any, matrix: Any, text_matrix: Any) -> None:
        """Follow which piece of the structure is being shown."""
        if name in (b"BDC", b"BMC"):
            number = args[1].get("/MCID") if len(args) > 1 and isinstance(args[1], dict) else None
            self.marks.append(self.roles.get(number, "") if number is not None else "")
        elif name == b"EMC" and self.marks:
            self.marks.pop()
        elif name in (b"Tj", b"TJ", b"'", b'"') and self.waiting is None:
            self.waiting = next((mark for mark in reversed(self.marks) if mark), "")

    def text(self, text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        """A piece of text, which ends where a line does or a font changes."""
        if self.letters > _MOST_ON_A_PAGE:
            return
        self.letters += len(text)
        for place, piece in enumerate(text.split("\n")):
            if place:
                self.end()
            if not piece:
                continue
            if self.parts and piece.strip() and self.waiting not in (None, self.role):
                self.end()  # another cell of a table on the same level
            if self.start is None and piece.strip():
                self.start = _placed(matrix, text_matrix, size)
                self.role = self.waiting or ""
            name = str(font.get("/BaseFont", "")) if font else ""
            if any(word in name.casefold() for word in _BOLD):
                self.bold += len(piece.strip())
            self.parts.append(piece)
        if text.strip("\n"):  # a blank that Word shows at a line's end belongs to that line too
            self.waiting = None

    def end(self) -> None:
        """The line is complete."""
        text = "".join(self.parts)
        letters = len(text.strip())
        if letters:
            x, y, size = self.start or (0.0, 0.0, 0.0)
            self.lines.append(Line(text, x, y, size, self.bold * 2 > letters, self.role))
        self.parts, self.start, self.bold, self.role = [], None, 0, ""


def _placed(matrix: Any, text_matrix: Any, size: float) -> tuple[float, float, float]:
    """Where a piece of text begins on the page, and how tall its letters are."""
    try:
        a, b, c, d, e, f = (float(number) for number in matrix)
        _, _, tc, td, te, tf = (float(number) for number in text_matrix)
    except (TypeError, ValueError):
        return (0.0, 0.0, 0.0)
    tall = math.hypot(tc * a + td * c, tc * b + td * d) * float(size or 0)
    place = (te * a + tf * c + e, te * b + tf * d + f, tall)
    if not all(map(math.isfinite, place)):
        return (0.0, 0.0, 0.0)
    return (round(place[0], 1), round(place[1], 1), round(abs(place[2]), 1))


def plain_lines(page: Any) -> list[Line]:
    """The lines of a page as pypdf holds it."""
    return _Collector({}).read(page)


def _with_pdfium(
    path: str, reader: PdfReader, edited: Collection[int]
) -> Iterator[list[Line] | str]:
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        if number + 1 in edited:
            yield _attempt(lambda number=number: plain_lines(reader.pages[number]))  # type: ignore[misc]
            continue
        yield _attempt(lambda number=number: list(_pdfium_lines(document[number])))  # type: ignore[misc]


class _PdfiumPage:
    """What pdfium tells of a page's letters, by their place in its text."""

    def __init__(self, page: Any) -> None:
        self.page = page.get_textpage()
        self.text = self.page.get_text_range(errors="ignore")[:_MOST_ON_A_PAGE]
        self.signs = list(self._signs(page))

    def _signs(self, page: Any) -> Iterator[tuple[float, float]]:
        """Where small round or square drawings and pictures are, as browsers draw bullets."""
        drawn = page.get_objects((2, 3), max_depth=1)  # paths and pictures
        for one in itertools.islice(drawn, _MOST_DRAWN):
            left, bottom, right, top = one.get_bounds()
            wide, high = right - left, top - bottom
            if 1.5 < wide < 10 and 1.5 < high < 10 and 0.6 < wide / high < 1.7:
                yield left, (bottom + top) / 2

    def letter(self, place: int) -> int:
        index: int = pdfium.FPDFText_GetCharIndexFromTextIndex(self.page.raw, place)
        return max(index, 0)

    def is_bold(self, letter: int) -> bool:
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFText_GetFontInfo(self.page.raw, letter, name, 200, ctypes.c_int())
        heavy: bool = pdfium.FPDFText_GetFontWeight(self.page.raw, letter) >= 600
        return heavy or any(word in name.value.decode("latin-1").casefold() for word in _BOLD)

    def gap(self, place: int) -> float:
        """How wide a blank is that pdfium put between two pieces; 0 for one that is in the file."""
        letter = self.letter(place)
        if pdfium.FPDFText_IsGenerated(self.page.raw, letter) != 1:
            return 0
        before = self.page.get_charbox(self.letter(place - 1))
        after = self.page.get_charbox(self.letter(place + 1))
        return float(after[0] - before[2])

    def line(self, start: int, text: str) -> Line:
        """The line that begins at a place of the text."""
        first = self.letter(start + len(text) - len(text.lstrip()))
        last = self.letter(start + len(text.rstrip()) - 1)
        left, bottom, _, top = self.page.get_charbox(first, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.page.raw, first, x, y)
        size = pdfium.FPDFText_GetFontSize(self.page.raw, first)
        tall = size if size > 2 else top - bottom
        bold = self.is_bold(first) and (first == last or self.is_bold(last))
        for x_sign, middle in self.signs:
            if left - _INDENT < x_sign < left and 0 < middle - y.value < tall:
                return Line(f"• {text}", round(x_sign, 1), round(y.value, 1), round(tall, 1), bold)
        return Line(text, round(left, 1), round(y.value, 1), round(tall, 1), bold)

    def lines(self) -> Iterator[Line]:
        """Its lines; where a gap as between the cells of a table is in one, its pieces."""
        start = 0
        for end in [*_LINE_END.finditer(self.text), None]:
            text = self.text[start : end.start() if end else None]
            if text.strip():
                hyphen = "-" if end and end[0].startswith(_HYPHEN) else ""
                yield from self.pieces(start, text, hyphen)
            start = end.end() if end else start

    def pieces(self, start: int, text: str, hyphen: str) -> Iterator[Line]:
        whole = self.line(start, text)
        inner = range(len(text) - len(text.lstrip()) + 1, len(text.rstrip()) - 1)
        cuts = [at for at in inner if text[at] == " " and self.gap(start + at) > _GAP * whole.size]
        begin = 0
        for at in cuts:
            yield self.line(start + begin, text[begin:at])
            begin = at + 1
        rest = self.line(start + begin, text[begin:]) if cuts else whole
        yield replace(rest, text=rest.text + hyphen)


def _pdfium_lines(page: Any) -> Iterator[Line]:
    return _PdfiumPage(page).lines()


# ---------- the structure of a tagged PDF

# ISO 32000-1, 14.7 and 14.8. A piece belongs to the nearest heading or list item above it.

_HEADING_ROLE = re.compile(r"/H[1-6]")
_MOST_PIECES = 300_000


def _role(node: Any, names: Any, above: str, number: int) -> str:
    kind = node.get("/S", "")
    if isinstance(names, DictionaryObject):
        kind = names.get(kind, kind)
    if kind in ("/H", "/Title"):
        return "H1"
    if isinstance(kind, str) and _HEADING_ROLE.fullmatch(kind):
        return kind[1:]
    if kind == "/LI":
        depth = int(above.split("/")[1]) + 1 if above.startswith("LI/") else 1
        return f"LI/{depth}/{number}"
    if kind == "/TR":
        return f"TR/{number}"
    if kind in ("/TD", "/TH"):
        return f"{above}/{number}" if above.startswith("TR/") else above
    if kind == "/L":
        return above
    return "" if kind in ("/Document", "/Part", "/Sect", "/Table") else above


def structure_roles(reader: PdfReader) -> dict[int, dict[int, str]]:
    """The roles on each page, by the number of the page's object; {} where nothing is tagged."""
    found: dict[int, dict[int, str]] = {}
    try:
        tree: Any = reader.root_object["/StructTreeRoot"]
        names = tree.get("/RoleMap")
        todo: list[tuple[Any, str, int]] = [(tree.get("/K"), "", 0)]
        seen: set[int] = set()
        for number in range(_MOST_PIECES):
            if not todo:
                break
            raw, role, page = todo.pop()
            if isinstance(raw, IndirectObject):
                if raw.idnum in seen:
                    continue
                seen.add(raw.idnum)
            node: Any = raw.get_object() if raw is not None else None
            if isinstance(node, ArrayObject):
                todo.extend((child, role, page) for child in node)
            elif isinstance(node, DictionaryObject):
                own = dict.get(node, "/Pg")
                page = own.idnum if isinstance(own, IndirectObject) else page
                if "/MCID" in node:
                    found.setdefault(page, {})[int(str(node["/MCID"]))] = role
                else:
                    todo.append((dict.get(node, "/K"), _role(node, names, role, number), page))
            elif isinstance(node, int) and role:
                found.setdefault(page, {})[int(node)] = role
    except Exception:  # a structure that cannot be followed is as good as none
        return {}
    return found
