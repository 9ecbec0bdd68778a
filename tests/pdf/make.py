"""PDFs made of their parts, byte by byte, so that a test can make any of them wrong.

takes: lines of text; parts of a catalogue, of pages, further objects
gives: the bytes of a PDF
knows nothing of: reviewlib
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LINE = "Glenmore Council asked how well its schools listen to learners."


@dataclass
class Maker:
    """Objects in the order in which they were added; numbers count from 1."""

    objects: list[bytes] = field(default_factory=list)
    trailer: bytes = b""
    header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    headers: dict[int, tuple[bytes, int]] = field(default_factory=dict)
    """How an object begins, and its generation, where that is not the usual."""

    def add(self, body: bytes | str) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, data: bytes, entries: str = "", *, deflate: bool = False) -> int:
        if deflate:
            data, entries = zlib.compress(data), entries + "/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1")
        return self.add(head + data + b"\nendstream")

    def bytes(self, root: int = 1) -> bytes:
        out = bytearray(self.header)
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += self.headers.get(number, (b"%d 0 obj" % number, 0))[0]
            out += b"\n" + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        for number, place in enumerate(places, start=1):
            out += b"%010d %05d n \n" % (place, self.headers.get(number, (b"", 0))[1])
        out += b"trailer\n<</Size %d/Root %d 0 R" % (len(places) + 1, root)
        out += self.trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(out)


@dataclass(frozen=True)
class At:
    """A line of text and where it stands, in points from the lower left corner."""

    text: str
    x: float = 64
    y: float = 700
    size: float = 11
    bold: bool = False


def escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return raw


def shown(lines: Iterable[str | At]) -> bytes:
    """What draws the lines, those without a place one under another."""
    out = [b"BT"]
    y = 760.0
    for line in lines:
        at = line if isinstance(line, At) else At(line, y=y)
        y = at.y - 1.4 * at.size
        font = b"F2" if at.bold else b"F1"
        out.append(b"/%s %g Tf 1 0 0 1 %g %g Tm" % (font, at.size, at.x, at.y))
        out.append(b"(" + escaped(at.text) + b") Tj")
    return b"\n".join([*out, b"ET"])


def pdf(
    pages: Sequence[Sequence[str | At]] = ((LINE,),),
    *,
    catalog: str = "",
    page: str = "",
    objects: Sequence[str | bytes] = (),
    info: str = "",
    trailer: str = "",
    box: str = "0 0 595 842",
) -> bytes:
    """A whole PDF.

    Args:
        pages: the lines of each page.
        catalog: more entries of the catalogue.
        page: more entries of the first page.
        objects: more objects; the first is number 5, the next 6 ...
        info: the entries of the information dictionary.
        trailer: more entries of the trailer.
        box: the size of the pages.
    """
    maker = Maker()
    maker.add("")  # the catalogue and the pages are filled in at the end
    maker.add("")
    maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
    for one in objects:
        maker.add(one)
    kids = []
    for number, lines in enumerate(pages):
        content = maker.stream(shown(lines))
        kids.append(
            maker.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {content} 0 R"
                f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>{page if number == 0 else ''}>>"
            )
        )
    if info:
        maker.trailer += b"/Info %d 0 R" % maker.add(f"<<{info}>>")
    maker.trailer += trailer.encode("latin-1")
    maker.objects[0] = f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode("latin-1")
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    maker.objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>".encode()
    return maker.bytes()


def one_page(
    drawing: bytes,
    *objects: str | bytes,
    resources: str = "/Font<</F1 5 0 R>>",
    entries: str = "",
    page: str = "",
    catalog: str = "",
    box: str = "0 0 595 842",
) -> Maker:
    """A PDF of one page, object 3, with what draws it, object 4; more objects may be added.

    Args:
        objects: more objects, from number 5 on.
        resources: those of the page.
        entries: more entries of what draws it.
        page: more entries of the page.
        catalog: more entries of the catalogue.
        box: the size of the page.
    """
    maker = Maker()
    maker.add(f"<</Type/Catalog/Pages 2 0 R{catalog}>>")
    maker.add("<</Type/Pages/Kids[3 0 R]/Count 1>>")
    named = f"/Resources<<{resources}>>" if resources else ""
    maker.add(f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R{named}{page}>>")
    maker.stream(drawing, entries)
    for one in objects:
        maker.add(one)
    return maker


def with_strange_letters(*lines: str) -> bytes:
    """A PDF of which a font calls each "f" a letter of its own, U+E066."""
    table = (
        b"1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfchar <66> <E066> endbfchar"
    )
    font = FONT.replace(">>", "/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>")
    maker = one_page(shown(lines), font)
    maker.stream(table)
    return maker.bytes()


def with_note(entries: str, *more: str) -> bytes:
    """A PDF whose first page has one annotation."""
    return pdf(
        page="/Annots[5 0 R]",
        objects=[f"<</Type/Annot/Rect[10 10 90 90]{entries}>>", *more],
    )
