"""One file to one record, or to the reasons why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.records import (
    read_document,
    read_page,
    read_programme,
    read_review,
    read_theme_intro,
)
from reviewlib.schema import Choices, ReadContext
from tests.markdown.texts import VOCABULARY

BASE = Path(__file__).resolve().parents[1] / "data" / "library" / "content"
DOCUMENTS = [file.stem for file in (BASE / "documents").glob("*.md")]
CHOICES = {
    **VOCABULARY.choices,
    "documents": Choices.of("a document", "content/documents/", [(d, (d,)) for d in DOCUMENTS]),
}
GLENMORE = (BASE / "reviews" / "2022-23" / "glenmore.md").read_bytes()
PATH = "content/reviews/2022-23/glenmore.md"
READERS = {
    read_review: (PATH, GLENMORE),
    read_document: (
        "content/documents/guidance-2022.md",
        (BASE / "documents" / "guidance-2022.md").read_bytes(),
    ),
    read_page: ("content/about/index.md", (BASE / "about" / "index.md").read_bytes()),
    read_theme_intro: (
        "content/themes/inclusion.md",
        (BASE / "themes" / "inclusion.md").read_bytes(),
    ),
    read_programme: ("content/programme.yml", (BASE / "programme.yml").read_bytes()),
}


def read(
    reader: Callable[[bytes, ReadContext], Any], raw: bytes, path: str
) -> tuple[Any, list[Diagnostic]]:
    """The record in a file, or None, and what is said of it."""
    context = ReadContext(path, CHOICES)
    return reader(raw, context), context.problems


def test_a_review_is_named_after_its_folder_and_its_file() -> None:
    review, problems = read(read_review, GLENMORE, PATH)
    assert problems == []
    assert review is not None
    assert (review.id, review.year, review.slug) == ("2022-23/glenmore", "2022-23", "glenmore")
    assert review.place.path == PATH


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/reviews/glenmore.md", "misplaced-file"),
        ("content/reviews/2022-23/more/glenmore.md", "misplaced-file"),
        ("content/reviews/2031-32/glenmore.md", "unknown-year"),
        ("content/reviews/2022-23/Glenmore Report.md", "bad-name"),
        ("content/reviews/2022-23/glen_more.md", "bad-name"),
    ],
)
def test_a_review_in_the_wrong_place_is_none(path: str, code: str) -> None:
    review, problems = read(read_review, GLENMORE, path)
    assert (review, [problem.code for problem in problems]) == (None, [code])


def test_a_bad_name_comes_with_a_good_one() -> None:
    _, (problem,) = read(read_review, GLENMORE, "content/reviews/2022-23/Glenmóre Report.md")
    assert problem.hint == "Rename it to glenmore-report.md."


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/about/index.md", "about/"),
        ("content/about/progress.md", "about/progress/"),
        ("content/privacy.md", "privacy/"),
        ("content/index.md", ""),
        ("content/hosting/more/index.md", "hosting/more/"),
    ],
)
def test_the_address_of_a_page_is_the_place_of_its_file(path: str, address: str) -> None:
    page, problems = read(read_page, b"---\ntitle: A page\n---\n\nText.\n", path)
    assert problems == []
    assert page is not None
    assert page.address == address


def test_the_folder_of_a_page_is_part_of_its_address_too() -> None:
    _, problems = read(read_page, b"---\ntitle: A\n---\n", "content/About us/index.md")
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("bad-name", "Rename it to about-us.")
    ]


def test_headings_mean_nothing_in_pages_and_documents() -> None:
    text = (
        b"---\ntitle: A\nkind: paper\npublisher: B\n---\n\n## Strenghts\n\n## Strengths\n\nText.\n"
    )
    document, problems = read(read_document, text, "content/documents/a.md")
    assert problems == []
    assert document is not None
    assert {section.kind for section in document.sections} == {""}


def test_an_introduction_belongs_to_a_theme_that_exists() -> None:
    _, (problem,) = read(read_theme_intro, b"---\nsources: guidance-2022\n---\n\nA.\n",
                                     "content/themes/inclusoin.md")  # fmt: skip
    assert problem.code == "unlisted-theme"
    assert 'Did you mean "inclusion.md"?' in problem.message


def test_every_mistake_in_a_file_is_told_at_once_with_its_line() -> None:
    wrong = (
        GLENMORE.decode()
        .replace("status: took place", "status: tok place")
        .replace("## Strengths", "## Strenghts", 1)
        + "\n## Next steps\n\n- a\n    - 2023-13: b\n"
    )
    review, problems = read(read_review, wrong.encode(), PATH)
    lines = wrong.split("\n")
    told = {problem.code: lines[problem.line - 1].strip() for problem in problems}
    assert review is None
    assert told == {
        "not-a-choice": "status: tok place",
        "near-miss-heading": "### Strenghts",
        "bad-update-date": "- 2023-13: b",
    }


@given(st.data())
def test_no_bytes_bring_a_reader_down(data: st.DataObject) -> None:
    reader = data.draw(st.sampled_from(sorted(READERS, key=lambda one: one.__name__)))
    path, raw = READERS[reader]
    at = data.draw(st.integers(0, len(raw)))
    upto = data.draw(st.integers(at, min(len(raw), at + 40)))
    new = data.draw(st.one_of(st.binary(max_size=8), st.text(max_size=8).map(str.encode)))
    record, problems = read(reader, raw[:at] + new + raw[upto:], path)
    assert record is not None or any(problem.is_error for problem in problems)
