"""Words of a page that no reader sees."""

# A letter is seen where it changes what is drawn: the page is drawn as it is, then with its text
# invisible, and the two are compared. Where letters stand upon one another, a third drawing with
# a shade of its own for each piece of text tells whose a dot is. So all ways to hide words are
# one: under a box, outside the page, white on white, on a layer that is off, clipped, transparent.
# Invisible words under a picture of the whole page are what OCR wrote: they stay.

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject
from pypdfium2 import raw as pdfium  # type: ignore[import-untyped]

from reviewlib.pdf.active_content import direct

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_DPI = 80
_MOST_DOTS = 4_000_000  # of a page as it is drawn here
_LARGEST_PICTURE = 4_000_000  # dots; a larger one is not drawn, and hides nothing
_SCAN = 0.5  # of the page; a picture larger than that is the page itself
DEEPEST_FORM = 8  # of forms within forms; `drawings` must follow as many
_INVISIBLE = (3, 7)  # modes of text (ISO 32000-1, 9.3.6)
_SHADES = 240
_CELL = 16  # dots; letters in one such square may stand upon one another
_NOWHERE = (0, 0, 0, 0)
_NEAR = bytes(value >> 4 for value in range(256))  # greys that no eye tells apart


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and the dots of the drawing that it may take."""

    place: int  # in the page's text
    text: int  # which piece of text it is in, in the order of drawing
    word: int  # which word of the page
    sign: str
    box: tuple[int, int, int, int]

    @property
    def cells(self) -> Iterator[tuple[int, int]]:
        """The squares it touches."""
        left, top, right, bottom = (side // _CELL for side in self.box)
        return itertools.product(range(left, right + 1), range(top, bottom + 1))


def _area(box: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = box
    return max(0, right - left) * max(0, bottom - top)


def marked_boxes(page: Any) -> tuple[Box, ...]:
    """Where marks for redaction stand on a page of pypdf's (ISO 32000-1, 12.5.6.23)."""
    found: list[Box] = []
    for note in map(direct, direct(dict.get(page, "/Annots")) or ()):
        shown = isinstance(note, DictionaryObject) and not int(direct(note.get("/F", 0))) & 2
        if not shown or direct(note.get("/Subtype")) != "/Redact":
            continue
        quads = [float(direct(one)) for one in direct(note.get("/QuadPoints")) or ()]
        corners = [quads[at : at + 8] for at in range(0, len(quads) - 7, 8)]
        for box in corners or [[float(direct(one)) for one in direct(note["/Rect"])]]:
            found.append((min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])))
    return tuple(found)


def _drawn_objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """What draws a page of PDFium's, in order, with what forms draw in their place.

    Yields:
        Each with the matrix from its own space to the page.
    """

    def inner(one: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
        found = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(one, found)
        own = _times((found.a, found.b, found.c, found.d, found.e, found.f), outer)
        yield one, own
        if depth and pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_FORM:
            for number in range(pdfium.FPDFFormObj_CountObjects(one)):
                yield from inner(pdfium.FPDFFormObj_GetObject(one, number), own, depth - 1)

    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        one = pdfium.FPDFPage_GetObject(page.raw, number)
        yield from inner(one, (1, 0, 0, 1, 0, 0), DEEPEST_FORM)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _address(one: Any) -> int:
    return ctypes.addressof(one.contents)


class _Canvas:
    """The dots on which a page is drawn."""

    def __init__(self, page: Any) -> None:
        self.page = page
        wide, high = page.get_size()
        self.scale = min(_DPI / 72, math.sqrt(_MOST_DOTS / max(wide * high, 1)))
        self.wide, self.high = math.ceil(wide * self.scale), math.ceil(high * self.scale)
        self.stride = 0
        (x, y), (a, b), (c, d) = self._dot(0, 0), self._dot(64, 0), self._dot(0, 64)
        self.matrix = ((a - x) / 64, (b - y) / 64, (c - x) / 64, (d - y) / 64, x, y)

    def _dot(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = self.wide * 64, self.high * 64
        pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, *size, 0, x, y, across, down)
        return across.value / 64, down.value / 64

    def dots(self, box: Box, matrix: Matrix | None = None) -> tuple[int, int, int, int]:
        """From where to where a box lies; nothing of what is beside the page.

        Args:
            box: its sides on the page, or in the space that a matrix leads to the page from.
        """
        a, b, c, d, e, f = _times(matrix, self.matrix) if matrix else self.matrix
        left, right = sorted((a * box[0] + c * box[1] + e, a * box[2] + c * box[3] + e))
        top, bottom = sorted((b * box[0] + d * box[1] + f, b * box[2] + d * box[3] + f))
        if right < 0 or bottom < 0 or left > self.wide or top > self.high:
            return _NOWHERE
        return (
            max(0, int(left)),
            max(0, int(top)),
            min(self.wide, int(right) + 1),
            min(self.high, int(bottom) + 1),
        )

    def draw(self, *, smooth: bool = True) -> bytes:
        """The page as it is now, a byte of grey for each dot."""
        hard = {f"no_smooth{what}": not smooth for what in ("text", "path", "image")}
        drawn = self.page.render(scale=self.scale, grayscale=True, may_draw_forms=False, **hard)
        self.stride, self.wide, self.high = drawn.stride, drawn.width, drawn.height
        return bytes(drawn.buffer)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What draws a page of PDFium's."""

    canvas: _Canvas
    texts: list[Any]  # its pieces of text, in order
    pictures: list[tuple[Any, tuple[int, int, int, int]]]  # each with where it is
    letters: list[Letter]  # that a piece of text draws, blanks too

    @property
    def words(self) -> list[list[Letter]]:
        """The letters of each word."""
        told = (one for one in self.letters if not one.sign.isspace())
        return [list(word) for _, word in itertools.groupby(told, key=lambda one: one.word)]


def page_content(page: Any, text: Any) -> PageContent:
    """What draws a page, and its text."""
    canvas = _Canvas(page)
    texts = []
    pictures = []
    for one, matrix in _drawn_objects(page):
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(one)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append((one, canvas.dots((0, 0, 1, 1), matrix)))
    numbers = {_address(one): number for number, one in enumerate(texts)}
    return PageContent(canvas, texts, pictures, list(_letters(text, canvas, numbers)))


def _letters(text: Any, canvas: _Canvas, numbers: dict[int, int]) -> Iterator[Letter]:
    word = 0
    sides = left, right, bottom, top = [ctypes.c_double() for _ in range(4)]
    for place in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
        word += sign.isspace()
        owner = pdfium.FPDFText_GetTextObject(text.raw, place)
        number = numbers.get(_address(owner)) if owner else None
        if number is not None:
            pdfium.FPDFText_GetCharBox(text.raw, place, *sides)
            box = canvas.dots((left.value, bottom.value, right.value, top.value))
            yield Letter(place, number, word, sign, box)


class _Drawings:
    """A page drawn as it is, with each text in a shade of its own, and without any text."""

    def __init__(self, canvas: _Canvas, texts: Sequence[Any], scans: Sequence[Any]) -> None:
        self.canvas = canvas
        self.scans = scans
        plain = self._draw()
        for number, one in enumerate(texts):
            grey = number % _SHADES
            pdfium.FPDFPageObj_SetFillColor(one, grey, grey, grey, 255)
        self.shades = self._draw(smooth=False)
        for one in texts:
            pdfium.FPDFTextObj_SetTextRenderMode(one, _INVISIBLE[0])
        bare = self._draw()
        self.changed = [_differ(one, other) for one, other in zip(plain, bare, strict=True)]

    def _draw(self, *, smooth: bool = True) -> list[bytes]:
        """The page, and where it has a picture of itself, the page without that."""
        found = []
        for active in (True, False) if self.scans else (True,):
            for scan in self.scans:
                pdfium.FPDFPageObj_SetIsActive(scan, active)
            found.append(self.canvas.draw(smooth=smooth))
        return found

    def show(self, letter: Letter, others: Collection[Letter]) -> bool:
        """Whether a letter changes a dot that is not one of the others'."""
        left, top, right, bottom = letter.box
        shade = letter.text % _SHADES
        rivals = [one.box for one in others if one.text != letter.text]
        for changed, shades in zip(self.changed, self.shades, strict=True):
            for y in range(top, bottom):
                start = y * self.canvas.stride
                dots = changed[start + left : start + right]
                if not dots.strip(b"\0"):
                    continue
                for x, dot in enumerate(dots, start=left):
                    if dot and (
                        shades[start + x] == shade
                        or not any(a - 1 <= x <= c and b - 1 <= y <= d for a, b, c, d in rivals)
                    ):
                        return True
        return False


def _differ(one: bytes, other: bytes) -> bytes:
    """Where two drawings differ."""
    first, second = (int.from_bytes(drawn.translate(_NEAR)) for drawn in (one, other))
    return (first ^ second).to_bytes(len(one))


def _holds(box: Box, letter: Letter) -> bool:
    left, top, right, bottom = letter.box
    return 2 * box[0] <= left + right <= 2 * box[2] and 2 * box[1] <= top + bottom <= 2 * box[3]


def _is_too_large(picture: Any) -> bool:
    """Whether a picture takes too much memory to be drawn; then it is not."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture, wide, high)
    large = wide.value * high.value > _LARGEST_PICTURE
    if large:
        pdfium.FPDFPageObj_SetIsActive(picture, False)
    return large


def hidden_words(content: PageContent, marked: Iterable[Box] = ()) -> list[list[Letter]]:
    """The words of a page that no reader sees: half their letters are not seen.

    Args:
        content: of the page, whose drawing is of no use after this.
        marked: boxes whose words count as hidden.
    """
    canvas, texts = content.canvas, content.texts
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(one) for one in texts]
    large = _SCAN * canvas.wide * canvas.high
    scans = [one for one, box in content.pictures if _area(box) >= large]
    spared = [box for one, box in content.pictures if _is_too_large(one)]
    drawings = _Drawings(canvas, texts, [one for one in scans if not _is_too_large(one)])
    boxes = [canvas.dots(box) for box in marked]
    words = content.words
    cells: dict[tuple[int, int], list[Letter]] = {}
    for letter in itertools.chain(*words):
        for cell in letter.cells:
            cells.setdefault(cell, []).append(letter)

    def is_hidden(letter: Letter) -> bool:
        if letter.box == _NOWHERE or any(_holds(box, letter) for box in boxes):
            return True
        if modes[letter.text] in _INVISIBLE:
            return not scans
        others = itertools.chain.from_iterable(map(cells.__getitem__, letter.cells))
        shown = drawings.show(letter, list(others))
        return not shown and not any(_holds(box, letter) for box in spared)

    hidden = []
    for word in words:
        told = [letter for letter in word if letter.sign.isalnum()]
        if told and 2 * sum(map(is_hidden, told)) >= len(told):
            hidden.append(word)
    return hidden
