"""The text of each page, line by line, and what the structure calls it (docs/adr/0011)."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from pypdfium2 import raw as pdfium  # type: ignore[import-untyped]

from reviewlib.pdf.model import Line

_MOST_ON_A_PAGE = 200_000
# What pdfium gives for a hyphen at the end of a line, in the place of both.
_HYPHEN = ("\ufffe", "\x02")
_LINE_END = re.compile("[\ufffe\x02](?:\r?\n)?|\r?\n")
_GAP = 1.8  # times the size of a line's letters; so wide is the gap between two cells
_INDENT = 30  # points; a drawn bullet is no further from its line
_MOST_DRAWN = 3000  # on a page; a picture may be made of any number of small pieces
_BOLD = ("bold", "black", "heavy", "semibold")


class _PdfiumPage:
    """What pdfium tells of a page's letters, by their place in its text."""

    def __init__(
        self, page: Any, text: Any, roles: Mapping[int, str], hidden: Collection[int]
    ) -> None:
        self.page = text
        self.roles = roles
        self.text = text.get_text_range(errors="ignore")[:_MOST_ON_A_PAGE]
        if hidden:
            self.text = "".join(
                " " if self.letter(place) in hidden else letter
                for place, letter in enumerate(self.text)
            )
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

    def role(self, place: int) -> str:
        """What the structure calls the piece that a letter belongs to."""
        if not self.roles:
            return ""
        one = pdfium.FPDFText_GetTextObject(self.page.raw, self.letter(place))
        return self.roles.get(pdfium.FPDFPageObj_GetMarkedContentID(one), "") if one else ""

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
        place = start + len(text) - len(text.lstrip())
        first, last = self.letter(place), self.letter(start + len(text.rstrip()) - 1)
        left, bottom, _, top = self.page.get_charbox(first, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.page.raw, first, x, y)
        size = pdfium.FPDFText_GetFontSize(self.page.raw, first)
        tall = size if size > 2 else top - bottom
        bold = self.is_bold(first) and (first == last or self.is_bold(last))
        for x_sign, middle in self.signs:
            if left - _INDENT < x_sign < left and 0 < middle - y.value < tall:
                text, left = f"• {text}", x_sign
                break
        left, foot, tall = (round(one, 1) for one in (left, y.value, tall))
        return Line(text, left, foot, tall, bold, self.role(place))

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
        begin = 0
        for at in self.cuts(start, text, _GAP * whole.size):
            yield self.line(start + begin, text[begin:at])
            begin = at
        rest = self.line(start + begin, text[begin:]) if begin else whole
        yield replace(rest, text=rest.text + hyphen)

    def cuts(self, start: int, text: str, wide: float) -> Iterator[int]:
        """Where a line is divided: at a wide gap, and where another cell of a table begins."""
        role = ""
        first = len(text) - len(text.lstrip())
        for at in range(first, len(text.rstrip())):
            if text[at] == " ":
                if first < at < len(text.rstrip()) - 1 and self.gap(start + at) > wide:
                    yield at
                continue
            before, role = role, self.role(start + at)
            if at > first and role != before:
                yield at


def page_lines(
    page: Any, text: Any, roles: Mapping[int, str], hidden: Collection[int] = ()
) -> list[Line]:
    """The lines of a page of PDFium's.

    Args:
        text: its text.
        roles: what the structure calls its pieces, by their numbers.
        hidden: the places in the text of letters that are left out.
    """
    return list(_PdfiumPage(page, text, roles, hidden).lines())


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
    """The roles on each page, by the number of the page's object; {} where nothing is tagged.

    Returns:
        Of each page, the role of each piece by its number (MCID).
    """
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
