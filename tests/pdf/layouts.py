"""Reports of made-up reviews, in the six layouts that real ones have.

takes: a layout, what a report says
gives: the bytes of a PDF
knows nothing of: how a PDF is read
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.pdf.make import At, Maker, pdf, shown

_WIDTH = 84
_FILLING = (
    "Officers visit each school once a term. ",
    "Families are asked before plans are made. ",
    "Two clusters share a teacher of music. ",
    "The library is open to learners in the evening. ",
)


@dataclass(frozen=True)
class Told:
    """What a report says."""

    title: str  # its title, on its first page
    visit: str  # the sentence that tells when the visit was
    # each heading with its points
    sections: Sequence[tuple[str, Sequence[str]]] = field(
        default=(
            ("Strengths", ("Learners chair the improvement group.", "Staff plan together.")),
            ("Areas for further focus", ("What learners say is not yet answered.",)),
            ("Next steps", ("Publish the plan in June.",)),
        )
    )
    # what stands before the sentence of the visit
    opening: str = "The review follows the Joint Agreement Act of June 2018."
    pages: int = 3  # how many pages it has at least; those at the end are filled with sentences


def _lines(text: str, width: int = _WIDTH) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + len(word) >= width:
            rows.append(row)
            row = ""
        row = f"{row} {word}".strip()
    return [*rows, row]


@dataclass(frozen=True)
class _Style:
    """How a layout sets its lines: the size of headings, the sign of bullets, room across."""

    heading: float = 16
    bullet: str = "•"
    left: float = 64
    width: int = _WIDTH
    box: str = "0 0 595 842"
    top: float = 780


def _page(style: _Style, rows: Sequence[tuple[str, str]]) -> list[At]:
    """Rows of a page, each with its kind: "title", "heading", "point" or "prose"."""
    out, y = [], style.top
    for kind, text in rows:
        if kind in ("title", "heading"):
            size = style.heading + (6 if kind == "title" else 0)
            y -= 14
            out.append(At(text, x=style.left, y=y, size=size, bold=True))
            y -= size + 10
            continue
        sign = f"{style.bullet} " if kind == "point" else ""
        indent = 18 if kind == "point" else 0
        for number, line in enumerate(_lines(text, style.width)):
            x = style.left + (0 if number == 0 else indent)
            out.append(At(f"{sign if number == 0 else ''}{line}", x=x, y=y))
            y -= 14
        y -= 8
    return out


def _told(told: Told) -> list[list[tuple[str, str]]]:
    """The pages of a report as rows of their kinds."""
    first = [("title", told.title), ("prose", told.opening), ("prose", told.visit)]
    pages = [first]
    for heading, points in told.sections:
        pages.append([("heading", heading), *(("point", point) for point in points)])
    while len(pages) < told.pages:
        number = len(pages) + 1
        filled = [
            ("prose", f"Part {number}.{at} goes on. {_FILLING[(number + at) % 4] * 5}")
            for at in range(4)
        ]
        pages.append(filled)
    return pages


def _plain(told: Told, style: _Style, info: str = "") -> bytes:
    return pdf([_page(style, rows) for rows in _told(told)], info=info, box=style.box)


def _word(told: Told) -> bytes:
    return _plain(told, _Style(), "/Title(Microsoft Word - final v3.docx)/Producer(Word)")


def _bold_only(told: Told) -> bytes:
    return _plain(told, _Style(heading=11, bullet="o"))


def _slides(told: Told) -> bytes:
    style = _Style(heading=28, bullet="•", width=70, box="0 0 960 540", top=480)
    return _plain(told, style, "/Title(PowerPoint Presentation)")


def _browser(told: Told) -> bytes:
    """Printed from a browser: the address and the day at the edges of each page."""
    pages = []
    told_pages = _told(told)
    for number, rows in enumerate(told_pages, 1):
        edges = [
            At("28/11/2026, 10:15", x=30, y=822, size=8),
            At(told.title, x=250, y=822, size=8),
            At("file:///C:/Users/someone/Report.html", x=30, y=18, size=8),
            At(f"{number}/{len(told_pages)}", x=550, y=18, size=8),
        ]
        pages.append([*edges, *_page(_Style(top=770), rows)])
    return pdf(pages, info=f"/Title({told.title})/Producer(Skia/PDF m120)")


def _two_columns(told: Told) -> bytes:
    pages = []
    for rows in _told(told):
        half = (len(rows) + 1) // 2 if rows[0][0] == "prose" else len(rows)
        left = _page(_Style(width=40, left=50), rows[:half])
        right = _page(_Style(width=40, left=320), rows[half:])
        pages.append([*left, *right])
    return pdf(pages)


_ROLES = {"title": "H1", "heading": "H2", "point": "LBody", "prose": "P"}


def _tagged(told: Told) -> bytes:
    """Each line a marked-content sequence with a blank of its own, as Word writes them."""
    maker = Maker()
    for _ in range(2):
        maker.add("")
    maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    maker.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
    maker.add("")
    kids, elements, parents = [], [], []
    for number, rows in enumerate(_told(told)):
        out, own = [], []
        page = len(maker.objects) + 2
        for mark, (kind, text) in enumerate(rows):
            y = 780 - 40 * mark
            drawn = _page(_Style(top=y), [(kind, text)])
            role = _ROLES[kind]
            out.append(b"/%s <</MCID %d>> BDC" % (role.encode(), mark))
            out.append(shown(drawn))
            out.append(b"BT ( ) Tj ET EMC")
            own.append((role, mark))
        content = maker.stream(b"\n".join(out))
        assert content == page - 1
        kids.append(
            maker.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R"
                f"/StructParents {number}/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
            )
        )
        refs = []
        for role, mark in own:
            element = maker.add(f"<</Type/StructElem/S/{role}/P 5 0 R/Pg {page} 0 R/K {mark}>>")
            elements.append(element)
            refs.append(f"{element} 0 R")
        parents.append(f"{number} [{' '.join(refs)}]")
    tree = maker.add(f"<</Nums[{' '.join(parents)}]>>")
    listed = " ".join(f"{one} 0 R" for one in elements)
    maker.objects[4] = f"<</Type/StructTreeRoot/K[{listed}]/ParentTree {tree} 0 R>>".encode()
    maker.objects[0] = (
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Lang(en-GB)>>"
    )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    maker.objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>".encode()
    return maker.bytes()


LAYOUTS: dict[str, Callable[[Told], bytes]] = {
    "word tagged": _tagged,
    "word": _word,
    "bold only": _bold_only,
    "two columns": _two_columns,
    "slides": _slides,
    "browser": _browser,
}
"""Each layout by its name, with what makes a report of it."""


def make(layout: str, told: Told) -> bytes:
    """A report in a layout."""
    return LAYOUTS[layout](told)
