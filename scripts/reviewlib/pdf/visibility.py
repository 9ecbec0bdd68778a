"""Words of a page that no reader sees."""

# The drawing is followed as far as it tells where letters stand and what is painted over them
# (ISO 32000-1, 8 and 9): covered by a filled box or picture that comes later, outside the crop box,
# on a layer that is off, white on white, invisible, under a mark for redaction. Invisible words
# under a picture of the whole page are what OCR wrote: they stay. Forms (8.10) that show text are
# followed as if they were drawn on the page itself.

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_TOKEN = re.compile(
    rb"(?P<skip>[\s\0]+|%[^\r\n]*)|(?P<inline>\bBI\b.*?\bID[\s].*?[\s]EI\b)"
    rb"|(?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<dict><<|>>)|(?P<name>/[^\s\0()<>\[\]{}/%]*)|(?P<array>[\[\]])"
    rb"|(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?![A-Za-z])|(?P<word>[^\s\0()<>\[\]{}/%]+|.)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE = 0.97
_SCAN = 0.5  # of the page; a picture larger than that is the page itself
_MOST_BOXES = 3000
_COVERING = {"/Redact", "/Square", "/FreeText"}


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix
    clip: Box | None = None
    clip_is_box: bool = True
    white: bool = False
    opaque: bool = True
    invisible: bool = False
    size: float = 1.0
    font: str = ""
    leading: float = 0.0
    space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Visible:
    """What is to be seen of a page."""

    # the page's drawing without hidden words; None where none is hidden
    drawing: bytes | None = None
    hidden: bytes = b""  # the drawing of hidden words alone
    redactions: tuple[Box, ...] = ()  # where marks for redaction stand
    resources: DictionaryObject | None = None  # what both refer to; None for the page's own


def _get(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def layers_off(reader: PdfReader | PdfWriter) -> frozenset[int]:
    """The numbers of the layers that are not shown when the file opens (8.11.4)."""
    off: set[int] = set()
    with contextlib.suppress(Exception):  # layers that cannot be read hide nothing
        properties = _get(reader.root_object.get("/OCProperties"))
        usual = _get(properties["/D"])
        if _get(usual.get("/BaseState")) == "/OFF":
            off |= {one.idnum for one in _get(properties["/OCGs"])}
            off -= {one.idnum for one in _get(usual.get("/ON", ArrayObject()))}
        off |= {one.idnum for one in _get(usual.get("/OFF", ArrayObject()))}
    return frozenset(off)


def _is_off(raw: Any, off: Collection[int]) -> bool:
    """Whether a layer, or a set of layers, is off."""
    if isinstance(raw, IndirectObject) and raw.idnum in off:
        return True
    group = _get(raw)
    if not isinstance(group, DictionaryObject) or group.get("/Type") != "/OCMD":
        return False
    members = dict.get(group, "/OCGs")
    listed = _get(members) if isinstance(_get(members), ArrayObject) else [members]
    states = [_is_off(one, off) for one in listed if one is not None]
    policy = group.get("/P", "/AnyOn")
    hidden = {"/AllOn": any(states), "/AnyOff": not any(states), "/AllOff": not all(states)}
    return bool(states) and hidden.get(str(policy), all(states))


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(matrix: Matrix, x: float, y: float, wide: float, high: float) -> Box:
    corners = [_at(matrix, x + u * wide, y + v * high) for u in (0, 1) for v in (0, 1)]
    xs, ys = [one[0] for one in corners], [one[1] for one in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _both(one: Box | None, other: Box | None) -> Box | None:
    if one is None or other is None:
        return one or other
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _bytes(kind: str, raw: bytes) -> bytes:
    if kind == "hex":
        digits = re.sub(rb"\s", b"", raw[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPED.sub(
        lambda one: (
            bytes([int(one[1], 8) & 255]) if one[1] else _CONTROL.get(one[2], one[2] or b"")
        ),
        raw[1:-1],
    )


def _widths(font: Any) -> dict[int, float] | None:
    """How wide each letter of a font is, by its code (9.6.2.1, 9.7.4.3); None where unknown."""
    if font.get("/Subtype") != "/Type0":
        first, listed = int(_get(font.get("/FirstChar", 0)) or 0), _get(font.get("/Widths"))
        return {first + at: float(_get(one)) for at, one in enumerate(listed)} if listed else None
    if _get(font.get("/Encoding")) not in ("/Identity-H", "/Identity-V"):
        return None
    inner = _get(_get(font["/DescendantFonts"])[0])
    rows = [_get(one) for one in _get(inner.get("/W")) or ()]
    found: dict[int, float] = {-1: float(_get(inner.get("/DW", 1000)))}
    at = 0
    while at + 1 < len(rows):
        first, after = int(rows[at]), rows[at + 1]
        if isinstance(after, ArrayObject):
            found.update({first + n: float(_get(one)) for n, one in enumerate(after)})
            at += 2
        else:
            found.update(
                dict.fromkeys(range(first, min(int(after), 65535) + 1), float(rows[at + 2]))
            )
            at += 3
    return found


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A letter: where in the drawing it is written, where on the page it stands."""

    token: int
    code: bytes
    x: float
    y: float
    order: int
    hidden: bool
    white: bool
    invisible: bool
    start: tuple[float, float]


# ---------- forms, as if they were drawn on the page itself

_NAMED_BY = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "cs": "/ColorSpace",
             "CS": "/ColorSpace", "scn": "/Pattern", "SCN": "/Pattern", "sh": "/Shading",
             "BDC": "/Properties", "DP": "/Properties"}  # fmt: skip
_SHOWS_TEXT = re.compile(rb"T[jJ]\b|['\"]\s|\bDo\b")
_DEEPEST_FORM = 6
_MOST_OF_FORMS = 4_000_000  # bytes


class _Flattened:
    """A page's drawing with the forms that show text written out in it.

    Attributes:
        resources: those of the page, and those of the forms under names of their own.
        changed: whether there are any such forms.
    """

    def __init__(self, page: Any, off: Collection[int]) -> None:
        own = _get(page.get("/Resources")) or {}
        self.resources = DictionaryObject(
            {key: DictionaryObject(_get(value)) if isinstance(_get(value), DictionaryObject)
             else value for key, value in dict.items(own)}
        )  # fmt: skip
        self.off = off
        self.changed = False
        self.count = 0
        self.room = _MOST_OF_FORMS
        self.kept: set[str] = set()
        self.gone: set[str] = set()

    def page(self, data: bytes, resources: Any) -> bytes:
        """The drawing of the page; forms that are written out in it are no resources any more."""
        objects = _get(dict.get(_get(resources) or {}, "/XObject")) or {}
        if not any(_get(one).get("/Subtype") == "/Form" for one in dict.values(objects)):
            return data
        drawing = self.written(data, resources)
        for name in self.gone - self.kept:
            dict.pop(_get(self.resources["/XObject"]), name)
        return drawing

    def written(self, data: bytes, resources: Any, prefix: str = "", depth: int = 0) -> bytes:
        """A drawing with the names of its resources changed and its forms written out."""
        out: list[bytes] = []
        at = 0
        names: list[tuple[int, int, str]] = []
        for match in _TOKEN.finditer(data):
            kind = match.lastgroup or ""
            if kind == "name":
                names.append((match.start(), match.end(), match[0].decode("latin-1")))
            elif kind == "word":
                of = _NAMED_BY.get(match[0].decode("latin-1"))
                if of and names:
                    start, end, name = names[-1]
                    form = self._form(name, resources, depth) if of == "/XObject" else None
                    if not prefix and of == "/XObject":
                        (self.kept if form is None else self.gone).add(name)
                    if form is not None:
                        out += [data[at:start], form]
                        at = match.end()
                    elif prefix and self._renamed(of, name, resources, prefix):
                        out += [data[at:start], f"/{prefix}{name[1:]}".encode("latin-1")]
                        at = end
                names = []
            elif kind == "dict":
                names = []
        return b"".join([*out, data[at:]])

    def _renamed(self, of: str, name: str, resources: Any, prefix: str) -> bool:
        """Give a form's resource a name of its own among those of the page."""
        entries = _get(dict.get(_get(resources) or {}, of))
        if not isinstance(entries, DictionaryObject) or name not in entries:
            return False
        ours = self.resources.setdefault(NameObject(of), DictionaryObject())
        ours[NameObject(f"/{prefix}{name[1:]}")] = dict.get(entries, name)
        return True

    def _form(self, name: str, resources: Any, depth: int) -> bytes | None:
        """A form that shows text, as a drawing of its own; None for anything else."""
        entries = _get(dict.get(_get(resources) or {}, "/XObject"))
        form = _get(dict.get(entries, name)) if isinstance(entries, DictionaryObject) else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return None
        data = bytes(form.get_data())
        self.room -= len(data)
        too_much = depth >= _DEEPEST_FORM or self.room < 0
        if too_much or not _SHOWS_TEXT.search(data) or _is_off(dict.get(form, "/OC"), self.off):
            return None
        self.changed = True
        self.count += 1
        prefix = f"rl{self.count}."
        inner = self.written(data, form.get("/Resources", resources), prefix, depth + 1)
        numbers: Any = _get(dict.get(form, "/Matrix")) or (1, 0, 0, 1, 0, 0)
        matrix = " ".join(f"{float(_get(one)):g}" for one in numbers)
        sides: Any = _get(dict.get(form, "/BBox"))
        a, b, c, d = (float(_get(one)) for one in sides)
        box = f"{min(a, c):g} {min(b, d):g} {abs(c - a):g} {abs(d - b):g} re W n"
        return b"q %s cm %s\n%s\nQ" % (matrix.encode(), box.encode(), inner)


@dataclass(slots=True)
class _Follower:
    """Follows the drawing of one page."""

    page: Any
    resources: Any
    off: Collection[int]
    data: bytes
    state: _State
    stack: list[_State] = field(default_factory=list)
    text: Matrix = (1, 0, 0, 1, 0, 0)
    line: Matrix = (1, 0, 0, 1, 0, 0)
    glyphs: list[_Glyph] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    grounds: list[tuple[int, Box]] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    odd_path: bool = False
    clipping: bool = False
    marks: list[bool] = field(default_factory=list)
    scanned: bool = False
    order: int = 0
    strings: dict[int, tuple[int, int]] = field(default_factory=dict)
    dropped: list[tuple[int, int]] = field(default_factory=list)
    fonts: dict[str, dict[int, float] | None] = field(default_factory=dict)

    def resource(self, kind: str, name: str) -> Any:
        """The entry as it stands there, perhaps a reference."""
        found = _get(_get(self.resources).get(kind, {}))
        return dict.get(found, name) if isinstance(found, dict) else None

    def run(self) -> None:
        operands: list[tuple[str, bytes, int, int]] = []
        for match in _TOKEN.finditer(self.data):
            kind = match.lastgroup or ""
            if kind in ("skip", "inline"):
                continue
            if kind != "word":
                operands.append((kind, match[0], match.start(), match.end()))
                continue
            self.order += 1
            with contextlib.suppress(IndexError, ValueError, KeyError, AttributeError, TypeError):
                self.operator(match[0].decode("latin-1"), operands)
            operands = []

    def operator(self, name: str, operands: list[tuple[str, bytes, int, int]]) -> None:
        numbers = [float(raw) for kind, raw, _, _ in operands if kind == "number"]
        names = [raw.decode("latin-1") for kind, raw, _, _ in operands if kind == "name"]
        if name in ("Tj", "TJ", "'", '"'):
            self.show(name, operands, numbers)
        elif name in _TEXT:
            self.place(name, numbers, names)
        elif name in ("re", "m", "l", "c", "v", "y", "h", "W", "W*", "n") or name in _PAINTS:
            self.draw(name, numbers)
        elif name in ("BDC", "BMC", "EMC"):
            self.mark(name, names)
        elif name == "Do":
            self.object(names[0], operands)
        else:
            self.set(name, numbers, names)

    def set(self, name: str, numbers: list[float], names: list[str]) -> None:
        state = self.state
        if name == "q":
            self.stack.append(replace(state))
        elif name == "Q":
            self.state = self.stack.pop() if self.stack else state
        elif name == "cm":
            state.matrix = _times(tuple(numbers), state.matrix)  # type: ignore[arg-type]
        elif name in ("g", "rg"):
            state.white = all(one >= _WHITE for one in numbers)
        elif name == "k":
            state.white = all(one <= 1 - _WHITE for one in numbers)
        elif name in ("sc", "scn"):
            state.white = len(numbers) in (1, 3) and all(one >= _WHITE for one in numbers)
        elif name == "cs":
            state.white = False
        elif name == "sh":
            self.grounds.append((self.order, state.clip or (-1e9, -1e9, 1e9, 1e9)))
        elif name == "gs":
            entry = _get(self.resource("/ExtGState", names[0]))
            if "/ca" in entry:
                state.opaque = float(_get(entry["/ca"])) >= 1
            if "/BM" in entry and _get(entry["/BM"]) not in ("/Normal", "/Compatible"):
                state.opaque = False
            if "/SMask" in entry and _get(entry["/SMask"]) != "/None":
                state.opaque = False

    def mark(self, name: str, names: list[str]) -> None:
        if name == "EMC":
            del self.marks[-1:]
            return
        layer = len(names) > 1 and names[0] == "/OC"
        self.marks.append(bool(layer and _is_off(self.resource("/Properties", names[1]), self.off)))

    def object(self, name: str, operands: list[tuple[str, bytes, int, int]]) -> None:
        """A picture, or a form, is drawn."""
        found = _get(self.resource("/XObject", name))
        if _is_off(dict.get(found, "/OC"), self.off) or any(self.marks):
            self.dropped.append((operands[0][2], operands[0][3] + 3))
            return
        if found.get("/Subtype") != "/Image":
            return
        box = _both(_box(self.state.matrix, 0, 0, 1, 1), self.state.clip) or (0, 0, 0, 0)
        self.grounds.append((self.order, box))
        whole = _area(box) >= _SCAN * _area(self.whole)
        self.scanned = self.scanned or whole
        masked = any(key in found for key in ("/SMask", "/Mask", "/ImageMask"))
        if self.state.opaque and self.state.clip_is_box and not masked and not whole:
            self.covers.append((self.order, box))

    @property
    def whole(self) -> Box:
        return _boxes(self.page)

    def draw(self, name: str, numbers: list[float]) -> None:
        state = self.state
        if name == "re":
            self.path.append(_box(state.matrix, *numbers[:4]))
            self.odd_path = self.odd_path or 0 not in (state.matrix[0], state.matrix[1])
        elif name in ("m", "l", "c", "v", "y"):
            self.path.append(_box(state.matrix, numbers[-2], numbers[-1], 0, 0))
            self.odd_path = True
        elif name in ("W", "W*"):
            self.clipping = True
        elif name != "h":
            self.paint(name)

    def paint(self, name: str) -> None:
        """The path ends: it is filled, or cuts off what is drawn after it."""
        state = self.state
        if name in _FILLS:
            for box in self.path if not self.odd_path else [self._bounds()]:
                inside = _both(box, state.clip)
                if inside and not state.white:
                    self.grounds.append((self.order, inside))
                if inside and state.opaque and state.clip_is_box and not self.odd_path:
                    self.covers.append((self.order, inside))
        if self.clipping and self.path:
            state.clip = _both(self._bounds(), state.clip)
            state.clip_is_box = state.clip_is_box and not self.odd_path and len(self.path) == 1
        self.path, self.odd_path, self.clipping = [], False, False

    def _bounds(self) -> Box:
        sides = list(zip(*self.path, strict=True)) or [(0.0,)] * 4
        return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])

    def place(self, name: str, numbers: list[float], names: list[str]) -> None:
        state = self.state
        if name == "BT":
            self.text = self.line = (1, 0, 0, 1, 0, 0)
        elif name in ("Td", "TD"):
            if name == "TD":
                state.leading = -numbers[1]
            self.text = self.line = _times((1, 0, 0, 1, numbers[0], numbers[1]), self.line)
        elif name == "Tm":
            self.text = self.line = tuple(numbers)  # type: ignore[assignment]
        elif name == "T*":
            self.text = self.line = _times((1, 0, 0, 1, 0, -state.leading), self.line)
        elif name == "Tf":
            state.font, state.size = names[0], numbers[0]
        elif name == "TL":
            state.leading = numbers[0]
        elif name == "Tc":
            state.space = numbers[0]
        elif name == "Tw":
            state.word_space = numbers[0]
        elif name == "Tz":
            state.stretch = numbers[0] / 100
        elif name == "Tr":
            state.invisible = numbers[0] in (3, 7)

    def show(
        self, name: str, operands: list[tuple[str, bytes, int, int]], numbers: list[float]
    ) -> None:
        if name in ("'", '"'):
            if name == '"':
                self.state.word_space, self.state.space = numbers[:2]
            self.place("T*", [], [])
        font = _get(self.resource("/Font", self.state.font)) or {}
        for kind, raw, start, end in operands:
            if kind == "number" and name == "TJ":
                self.advance(-float(raw) / 1000 * self.state.size * self.state.stretch)
            elif kind in ("string", "hex"):
                self.strings[start] = (start, end)
                self.glyphs.extend(self.letters(start, _bytes(kind, raw), font))

    def advance(self, by: float) -> None:
        self.text = _times((1, 0, 0, 1, by, 0), self.text)

    def letters(self, token: int, shown: bytes, font: Any) -> Iterator[_Glyph]:
        state = self.state
        step = 2 if font.get("/Subtype") == "/Type0" else 1
        if state.font not in self.fonts:
            self.fonts[state.font] = _widths(font)
        widths = self.fonts[state.font]
        begin = _at(_times(self.text, state.matrix), 0.1 * state.size, 0.25 * state.size)
        for at in range(0, len(shown), step):
            code = shown[at : at + step]
            wide = 500.0
            if widths is not None:
                wide = widths.get(int.from_bytes(code, "big"), widths.get(-1, 500.0))
            across = (wide / 1000 * state.size + state.space
                      + (state.word_space if code == b" " else 0)) * state.stretch  # fmt: skip
            x, y = _at(_times(self.text, state.matrix), across / 2, 0.25 * state.size)
            # Where widths are not known, a line's later letters are not taken to leave the page.
            start = (x, y) if widths is not None else begin
            yield _Glyph(token, code, x, y, self.order, any(self.marks), state.white,
                         state.invisible, start)  # fmt: skip
            self.advance(across)


_TEXT = {"BT", "ET", "Td", "TD", "Tm", "T*", "Tf", "TL", "Tc", "Tw", "Tz", "Tr"}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_PAINTS = {*_FILLS, "S", "s", "n"}


def _boxes(page: Any) -> Box:
    """What of the page is shown."""
    media, crop = (tuple(map(float, box)) for box in (page.mediabox, page.cropbox))
    sides = [(min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
             for b in (media, crop)]  # fmt: skip
    both = _both(sides[0], sides[1])
    return both if both and _area(both) > 0 else sides[0]


def _notes(page: Any) -> Iterator[tuple[str, Box]]:
    """Notes that lie over the page like a box, and marks for redaction."""
    for raw in _get(page.get("/Annots")) or ():
        note = _get(raw)
        kind = note.get("/Subtype") if isinstance(note, DictionaryObject) else None
        if kind not in _COVERING or int(_get(note.get("/F", 0))) & 2:
            continue
        if (kind == "/Square" and not _get(note.get("/IC"))) or (
            kind == "/FreeText" and not _get(note.get("/C"))
        ):
            continue
        if kind != "/Redact" and float(_get(note.get("/CA", 1))) < 1:
            continue
        quads = [float(_get(one)) for one in _get(note.get("/QuadPoints")) or ()]
        for at in range(0, len(quads) - 7, 8):
            xs, ys = quads[at : at + 8 : 2], quads[at + 1 : at + 8 : 2]
            yield kind, (min(xs), min(ys), max(xs), max(ys))
        if not quads:
            a, b, c, d = (float(_get(one)) for one in _get(note["/Rect"]))
            yield kind, (min(a, c), min(b, d), max(a, c), max(b, d))


def _is_hidden(glyph: _Glyph, follower: _Follower, whole: Box, notes: list[Box]) -> bool:
    if glyph.hidden or not _within(whole, *glyph.start):
        return True
    if glyph.invisible:
        return not follower.scanned
    if any(_within(box, glyph.x, glyph.y) for box in notes):
        return True
    if glyph.white and not any(
        order < glyph.order and _within(box, glyph.x, glyph.y) for order, box in follower.grounds
    ):
        return True
    return any(
        order > glyph.order and _within(box, glyph.x, glyph.y) for order, box in follower.covers
    )


def _string(glyphs: list[_Glyph], hidden: list[bool], *, keep: bool) -> bytes:
    """A string of a drawing with its hidden letters alone, or without them."""
    codes = b"".join(
        glyph.code for glyph, gone in zip(glyphs, hidden, strict=True) if gone is not keep
    )
    return b"<" + codes.hex().encode() + b">"


def _edited(follower: _Follower, hidden: dict[int, list[bool]], *, keep: bool) -> bytes:
    """The drawing with each string's hidden letters taken out; or, not to keep, only those."""
    by_token: dict[int, list[_Glyph]] = {}
    for glyph in follower.glyphs:
        by_token.setdefault(glyph.token, []).append(glyph)
    edits = [
        (start, end, _string(by_token[start], hidden[start], keep=keep))
        for start, end in follower.strings.values()
        if start in by_token and (any(hidden[start]) or not keep)
    ]
    edits += [(start, end, b" ") for start, end in follower.dropped]
    out, at = [], 0
    for start, end, new in sorted(edits):
        out += [follower.data[at:start], new]
        at = end
    return b"".join([*out, follower.data[at:]])


def visible(page: Any, off: Collection[int]) -> Visible:
    """What is to be seen of a page.

    Args:
        off: what `layers_off` told.
    """
    marks = list(_notes(page))
    redactions = tuple(box for kind, box in marks if kind == "/Redact")
    contents = page.get_contents()
    if contents is None:
        return Visible(redactions=redactions)
    flat = _Flattened(page, off)
    drawing = flat.page(bytes(contents.get_data()), page.get("/Resources"))
    follower = _Follower(page, flat.resources, off, drawing, _State((1, 0, 0, 1, 0, 0)))
    follower.run()
    if len(follower.covers) > _MOST_BOXES or len(follower.grounds) > _MOST_BOXES:
        return Visible(redactions=redactions)
    whole, notes = _boxes(page), [box for _, box in marks]
    hidden: dict[int, list[bool]] = {}
    for glyph in follower.glyphs:
        hidden.setdefault(glyph.token, []).append(_is_hidden(glyph, follower, whole, notes))
    if not any(map(any, hidden.values())) and not follower.dropped:
        return Visible(redactions=redactions)
    return Visible(
        _edited(follower, hidden, keep=True),
        _edited(follower, hidden, keep=False),
        redactions,
        flat.resources if flat.changed else None,
    )


def with_drawing(page: Any, drawing: bytes, resources: DictionaryObject | None = None) -> None:
    """Give a page, as it is held here, another drawing, and what that refers to."""
    stream = StreamObject()
    stream.set_data(drawing)
    page[NameObject("/Contents")] = stream
    if resources is not None:
        page[NameObject("/Resources")] = resources
