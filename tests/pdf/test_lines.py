"""Lines and their roles, and lines joined, without a process of their own."""

from __future__ import annotations

import io
import time

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader

from reviewlib.pdf.layout import RawPage, lay_out
from reviewlib.pdf.lines import page_lines, structure_roles
from reviewlib.pdf.model import Line
from tests.pdf.make import FONT, one_page


def _piece(number: int, y: int, text: str) -> str:
    """A piece of marked content as Word writes it: its words, then a blank shown by itself."""
    return (
        f"/P <</MCID {number}>> BDC q BT /F1 11 Tf 1 0 0 1 70 {y} Tm ({text}) Tj ET Q\n"
        f"q BT /F1 11 Tf 1 0 0 1 400 {y} Tm ( ) Tj ET Q EMC\n"
    )


def test_a_blank_shown_at_a_lines_end_gives_no_role_to_the_next_line() -> None:
    texts = ("Strengths", "Learners chair it", "Next steps", "Publish the plan")
    pieces = (_piece(number, 700 - 30 * number, text) for number, text in enumerate(texts))
    kids = " ".join(f"<</S/{role}/Pg 3 0 R/K {number}>>"
                    for number, role in enumerate(("H1", "P", "H2", "P")))  # fmt: skip
    tagged = "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
    tree = f"<</Type/StructTreeRoot/K[{kids}]>>"
    raw = one_page("".join(pieces).encode(), FONT, tree, catalog=tagged).bytes()
    (roles,) = structure_roles(PdfReader(io.BytesIO(raw))).values()
    page = pypdfium2.PdfDocument(raw)[0]
    lines = page_lines(page, page.get_textpage(), roles)
    assert [line.role for line in lines] == ["H1", "", "H2", ""]


def _seconds(count: int) -> float:
    """Of processor time to lay out one paragraph of so many lines."""
    lines = tuple(Line(f"words of a para-{n}", 64, 9e6 - n, 1) for n in range(count))
    started = time.process_time()
    assert len(lay_out([RawPage(1, lines)])[0].blocks) == 1
    return time.process_time() - started


def test_laying_out_takes_time_in_proportion_to_the_lines() -> None:
    # Forty times the lines: 1,600 times the work, were it quadratic.
    assert _seconds(40_000) < 300 * max(_seconds(1000), 0.001)


def _with_feet(*feet: str) -> list[str]:
    """The labels of pages with these lines at their feet."""
    pages = [
        RawPage(number, (Line(f"Words of {foot} here", 64, 700, 11), Line(foot, 280, 24, 8)))
        for number, foot in enumerate(feet, start=1)
    ]
    return [page.label for page in lay_out(pages)]


def test_numbers_printed_at_the_foot_stand_for_labels_where_a_file_has_none() -> None:
    assert _with_feet("i", "ii", "1", "2", "3") == ["i", "ii", "1", "2", "3"]
    assert _with_feet("cover", "Page 1", "Page 2") == ["1", "1", "2"]


def test_numbers_that_do_not_go_on_are_no_page_numbers() -> None:
    assert _with_feet("12", "7", "40") == ["1", "2", "3"]
    assert _with_feet("a", "b", "2019") == ["1", "2", "3"]


def test_a_page_that_comes_again_whole_keeps_its_heading() -> None:
    lines = (Line("Strengths", 64, 700, 20), Line("Learners chair the council.", 64, 660, 11))
    pages = lay_out([RawPage(number, lines) for number in (1, 2)])
    assert [[block.kind for block in page.blocks] for page in pages] == [
        ["heading", "paragraph"]
    ] * 2
