"""A report's blocks as sections with points, and what it says of its own visit."""

from __future__ import annotations

import dataclasses

import pytest

from reviewlib.editors.outline import Outline, outline
from reviewlib.editors.report_facts import find_clues
from reviewlib.pdf import Block, PageText
from tests.store import library

VOCABULARY = library("made up").vocabulary


def head(text: str, level: int = 2) -> Block:
    return Block("heading", text, level)


def para(text: str) -> Block:
    return Block("paragraph", text)


def point(text: str, level: int = 1) -> Block:
    return Block("bullet", text, level)


def read(*pages: list[Block]) -> Outline:
    texts = [PageText(number, str(number), tuple(one)) for number, one in enumerate(pages, start=1)]
    return outline(texts, VOCABULARY)


def points(*pages: list[Block]) -> list[tuple[str, str, str]]:
    return [(part.kind, one.text, one.page) for part, one in read(*pages).points()]


def test_only_the_last_sentence_of_a_paragraph_leads_to_a_list() -> None:
    long = "There was much about next steps. " * 12 + "The team saw the following strengths:"
    assert points([para(long), point("a")]) == [("strengths", "a", "1")]
    assert points([para("These are the strengths: many. It was late."), point("a")]) == []


@pytest.mark.parametrize(
    "text",
    ["Strengths in Glenmore", "Strengths – Glenmore Council", "Glenmore’s strengths",
     "3.2 STRENGTHS", "Key strengths identified by the review team", "Strengths:"],
)  # fmt: skip
def test_a_heading_may_have_a_number_the_host_or_small_words_beside_it(text: str) -> None:
    assert points([head(text), point("a")]) == [("strengths", "a", "1")]


@pytest.mark.parametrize("text", ["Building on strengths in numeracy", "Strengths and next steps"])
def test_other_words_make_it_another_heading(text: str) -> None:
    assert points([head(text), point("a")]) == []


def test_a_heading_of_the_same_level_ends_a_section_and_a_lower_one_divides_it() -> None:
    blocks = [head("Strengths"), head("Leadership", 3), point("a"), head("Thanks"), point("b")]
    assert points(blocks) == [("strengths", "a", "1")]


def test_a_point_goes_on_overleaf() -> None:
    rest = Block("paragraph", "the group", continues=True)
    assert points([head("Strengths"), point("Learners chair")], [rest, point("b")]) == [
        ("strengths", "Learners chair the group", "1"),
        ("strengths", "b", "2"),
    ]


def test_what_joins_the_points_of_a_list_is_no_part_of_them() -> None:
    blocks = [head("Strengths"), *map(point, ("1. one,", "2. two; and", "3. three."))]
    assert [text for _, text, _ in points(blocks)] == ["one", "two", "three."]


def test_recommendations_may_be_paragraphs() -> None:
    blocks = [head("Action plan"), para("Recommendation 1: Share data."),
              para("Recommendation 2"), para("Brief every crew.")]  # fmt: skip
    assert [text for _, text, _ in points(blocks)] == ["Share data.", "Brief every crew."]


def test_the_actions_of_a_table_are_its_points() -> None:
    rows = ("No | Who | Action", "1 | Head teachers | A panel", "2 | Officers | A termly letter")
    blocks = [head("Planned improvements"), *(Block("row", row) for row in rows)]
    assert [text for _, text, _ in points(blocks)] == ["A panel", "A termly letter"]


def test_a_table_of_contents_begins_no_section() -> None:
    first = [head("Contents"), para("Strengths ........ 2"), para("Next steps 3")]
    found = read(first, [head("Strengths"), point("a")])
    assert [one.text for one in found.contents] == [one.text for one in first]
    assert [part.kind for part in found.parts] == ["strengths"]


def test_sections_that_come_again_belong_to_their_areas() -> None:
    blocks = [head("Voice", 1), head("Strengths"), point("a"),
              head("Learning", 1), head("Strengths"), point("b")]  # fmt: skip
    found = read(blocks)
    assert [(part.area, part.kind) for part in found.parts if part.kind] == [
        ("Voice", "strengths"),
        ("Learning", "strengths"),
    ]


def test_what_a_report_says_of_its_visit_is_offered() -> None:
    found = read(
        [para("It follows an Act of May 2018. The team visited on 6 and 8 March 2023 in person."),
         para("Colleagues from Strathbeg and Port Edran joined Glenmore."),
         head("Focus questions"), point("How well does primary school prepare?")]
    )  # fmt: skip
    clues = {one.field: one.values for one in find_clues(found, VOCABULARY, ("glenmore",))}
    assert clues == {
        "when": ("2023-03-06", "2023-03-08"),
        "contributors": ("Strathbeg", "Port Edran"),
        "mode": ("in person",),
        "stages": ("Primary (P1 to P7)",),
    }


def test_a_paragraph_with_the_words_of_a_heading_is_one() -> None:
    assert points([para("Strengths"), point("a")]) == [("strengths", "a", "1")]
    found = read([para("Focus questions: how well are learners heard?"), para("More.")])
    assert [(part.kind, part.heading and part.heading.text) for part in found.parts] == [
        ("focus", "Focus questions")
    ]


def test_a_row_without_the_cell_that_says_what_to_do_is_no_point() -> None:
    rows = ("No | Who | Action", "1 | Heads | A panel of learners in every cluster", "2 | Officers")
    assert points([head("Planned improvements"), *(Block("row", row) for row in rows)]) == [
        ("plans", "A panel of learners in every cluster", "1")
    ]


def test_a_report_without_text_has_no_sections() -> None:
    assert read() == Outline((), (), (), ())
    assert read([]) == Outline((), (), (), (1,))


def test_headings_are_known_where_no_authority_is_listed() -> None:
    nobody = dataclasses.replace(VOCABULARY, authorities=())
    page = PageText(1, "1", (head("Strengths"), point("a")))
    assert [part.kind for part, _ in outline([page], nobody).points()] == ["strengths"]
