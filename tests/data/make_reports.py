"""Writes the PDFs of the made-up library, the same bytes each time.

takes: the texts below
gives: library/reports/*.pdf, small, with a text layer; one of them tagged
knows nothing of: reviewlib

Run: python tests/data/make_reports.py
"""

# Written out by hand, object by object (ISO 32000-1, 7.5), so that no library's version, clock or
# random id decides a byte: tests compare these files, and exports carry their hashes.

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

__all__ = ["REPORTS", "Made", "pdf"]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up report."""

    name: str  # its file's name
    title: str  # its title
    lang: str  # its language, an IETF tag
    tagged: bool  # whether its text carries a structure
    # for each page its paragraphs; the first of each page is its heading
    pages: tuple[tuple[str, ...], ...]


_STRATHBEG = Made(
    "strathbeg-2021-full.pdf",
    "Belonging in Strathbeg: report of a visit by our neighbours",
    "en-GB",
    True,
    (
        (
            "Belonging in Strathbeg",
            "A made-up report of a made-up council. No such place exists.",
            "How well do children and young people feel that they belong?",
            "What support do they find when they do not?",
        ),
        (
            "How the visit was held",
            "The neighbours met head teachers, learners, families and support staff online, in six "
            "half days between 24 November and 7 December 2021.",
        ),
        (
            "What the neighbours saw first",
            "Every school has a named adult for each learner. Learners know who it is, and the "
            "adult knows what matters to them.",
        ),
        (
            "What children said",
            "Children told us that someone would notice if they were not there.",
            "Support staff plan with teachers, in nine of ten schools every week.",
        ),
        (
            "Where to look again",
            "Moving on from primary school is planned late for learners who need support. What is "
            "learned from one learner's plan is not yet used for the next.",
        ),
        (
            "What the neighbours brought",
            "In Inverallan the move to secondary school begins two years ahead. Kinlarig asks its "
            "former pupils what helped.",
        ),
        (
            "What Strathbeg will do",
            "One plan for each learner, kept in one place.",
            "A meeting of families in each cluster twice a year. Former pupils will be asked.",
            "The neighbours left a jar of sea glass on the sill, one piece for each promise.",
        ),
        (
            "And then",
            "The report goes to the Education Committee in May 2022. The neighbours meet again "
            "after a year.",
        ),
    ),
)

_DUN_SGAIL = Made(
    "dun-sgail-2023-gaidhlig.pdf",
    "Ag ionnsachadh tro chluich",
    "gd",
    False,
    (
        (
            "Ag ionnsachadh tro chluich",
            "Aithisg mac-meanmnach le Comhairle Dhùn Sgàil. Chan eil Dùn Sgàil ann.",
        ),
        (
            "Na chunnaic sinn",
            "Tha a' chlann a' cluich ann an Gàidhlig.",
            "Tha inbhich a' cluich cuideachd.",
        ),
        ("Na nì sinn", "Seada de phàirtean fuasgailte aig gach sgoil."),
    ),
)

_SMALL_STEPS = Made(
    "small-steps-2018.pdf",
    "Small Steps: a paper on improvement in small teams",
    "en-GB",
    False,
    (
        (
            "Small Steps",
            "A made-up paper of a made-up council. No such place exists.",
            "A small team changes one thing at a time, and counts what follows.",
        ),
    ),
)

REPORTS = (_STRATHBEG, _DUN_SGAIL, _SMALL_STEPS)


def _string(text: str) -> bytes:
    """A text as a PDF string in the font's encoding, its own signs escaped."""
    raw = text.encode("cp1252")
    return b"(" + raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


def _page_text(made: Made, paragraphs: tuple[str, ...]) -> bytes:
    """The drawing of one page: a paragraph after the other, each marked where it is tagged."""
    rows = [b"BT"]
    top = 770
    for number, paragraph in enumerate(paragraphs):
        tag, size = (b"H1", 18) if number == 0 else (b"P", 11)
        if made.tagged:
            rows.append(b"/%s <</MCID %d>> BDC" % (tag, number))
        for line in textwrap.wrap(paragraph, 60 if number == 0 else 84):
            rows.append(b"/F1 %d Tf 1 0 0 1 64 %d Tm %s Tj" % (size, top, _string(line)))
            top -= size * 3 // 2
        if made.tagged:
            rows.append(b"EMC")
        top -= 12
    return b"\n".join([*rows, b"ET"])


def _structure(made: Made, first: int, page_ids: list[int]) -> list[bytes]:
    """The structure tree (ISO 32000-1, 14.7): its root, the document, then every paragraph."""
    document, parents = first + 1, first + 2
    kids: list[list[int]] = []
    elements: list[bytes] = []
    for page_id, paragraphs in zip(page_ids, made.pages, strict=True):
        kids.append([])
        for number in range(len(paragraphs)):
            kids[-1].append(first + 3 + len(elements))
            tag = b"H1" if number == 0 else b"P"
            elements.append(
                b"<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R/K %d>>"
                % (tag, document, page_id, number)
            )
    refs = [b" ".join(b"%d 0 R" % kid for kid in row) for row in kids]
    return [
        b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R>>" % (document, parents),
        b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (first, b" ".join(refs)),
        b"<</Nums[%s]>>" % b" ".join(b"%d [%s]" % (n, row) for n, row in enumerate(refs)),
        *elements,
    ]


def _objects(made: Made) -> list[bytes]:
    """Every object in order: catalogue, pages, font, facts, each page with its text, structure."""
    count = len(made.pages)
    page_ids = [5 + 2 * number for number in range(count)]
    root = 5 + 2 * count
    tagged = b"/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % root if made.tagged else b""
    kids = b" ".join(b"%d 0 R" % page_id for page_id in page_ids)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang%s/ViewerPreferences<</DisplayDocTitle true>>%s>>"
        % (_string(made.lang), tagged),
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title%s/Author(A made-up council)>>" % _string(made.title),
    ]
    for number, paragraphs in enumerate(made.pages):
        drawing = _page_text(made, paragraphs)
        own = b"/StructParents %d/Tabs/S" % number if made.tagged else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R%s>>" % (page_ids[number] + 1, own)
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawing), drawing))
    return [*objects, *(_structure(made, root, page_ids) if made.tagged else [])]


def pdf(made: Made) -> bytes:
    """The whole file, with its table of where each object begins."""
    whole = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    starts = []
    objects = _objects(made)
    for number, body in enumerate(objects, start=1):
        starts.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info 4 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(whole))
    )


def main() -> None:
    """Write each report to its place."""
    folder = Path(__file__).parent / "library" / "reports"
    folder.mkdir(exist_ok=True)
    for made in REPORTS:
        (folder / made.name).write_bytes(pdf(made))


if __name__ == "__main__":
    main()
