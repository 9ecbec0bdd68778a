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


def _blocks(*lines: Line) -> list[tuple[str, str, int]]:
    return [(one.kind, one.text, one.level) for one in lay_out([RawPage(1, lines)])[0].blocks]


def test_lines_of_one_cell_and_of_one_item_are_joined_by_their_roles() -> None:
    table = (("Who", 64, 700, "1/1"), ("acts", 64, 688, "1/1"), ("Action", 200, 700, "1/2"),
             ("Heads", 64, 660, "2/1"), ("A panel", 200, 660, "2/2"))  # fmt: skip
    assert _blocks(*(Line(text, x, y, 11, role=f"TR/{cell}") for text, x, y, cell in table)) == [
        ("row", "Who acts | Action", 0),
        ("row", "Heads | A panel", 0),
    ]
    items = (("Learners chair", 80, 700, "1/1"), ("the group", 80, 688, "1/1"),
             ("Below it", 100, 670, "2/2"), ("Another", 80, 650, "1/3"))  # fmt: skip
    assert _blocks(*(Line(text, x, y, 11, role=f"LI/{item}") for text, x, y, item in items)) == [
        ("bullet", "Learners chair the group", 1),
        ("bullet", "Below it", 2),
        ("bullet", "Another", 1),
    ]


def test_a_sign_that_stands_alone_belongs_to_the_line_beside_it() -> None:
    lines = (Line("•", 64, 700, 11), Line("Learners chair it", 80, 699, 11))
    assert _blocks(*lines) == [("bullet", "Learners chair it", 1)]


def test_a_paragraph_in_bold_type_is_no_heading_and_two_lines_may_be_one() -> None:
    bold = "This whole paragraph is in bold type. It is no heading. It goes on."
    lines = [
        Line("The review", 64, 760, 16, True, "H2"),
        Line("and its days", 64, 742, 16, True, "H2"),
    ]
    lines += [Line(text, 64, 700 - 30 * place, 11, text == bold) for place, text in
              enumerate(("Plain words come first.", bold, "More plain words after."))]  # fmt: skip
    assert _blocks(*lines) == [
        ("heading", "The review and its days", 1),
        ("paragraph", "Plain words come first.", 0),
        ("paragraph", bold, 0),
        ("paragraph", "More plain words after.", 0),
    ]
