"""Every real record keeps what the library promises of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.library import Library, load
from reviewlib.models import Review
from tests import store

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "content" / "reviews").glob("*/*.md"))


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("real")


@pytest.fixture(params=RECORDS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def review(request: pytest.FixtureRequest, library: Library) -> Review:
    file = request.param
    (found,) = [one for one in library.every_review
                if one.id == f"{file.parent.name}/{file.stem}"]  # fmt: skip
    return found


def anchors(review: Review) -> Iterator[str]:
    for section in review.sections:
        yield section.anchor
        yield from (finding.anchor for finding in section.findings)


def test_nothing_is_wrong_or_doubtful_in_the_library() -> None:
    assert as_text(load(ROOT).problems) == "No problems.\n"


def test_a_record_names_its_sources_and_says_when_it_was_added(review: Review) -> None:
    assert review.sources
    assert review.history[0].change == "added"


def test_each_finding_has_an_address_that_nothing_else_on_its_page_has(review: Review) -> None:
    given = [anchor for anchor in anchors(review) if anchor]
    assert len(given) == len(set(given))
    assert all(finding.anchor for finding in review.findings)


def test_a_finding_is_a_sentence_of_words_and_a_quotation_has_its_page(review: Review) -> None:
    for finding in review.findings:
        assert len(finding.text.split()) > 1 or finding.kind == "topics"
        assert finding.page or not finding.quoted


def test_a_printed_theme_is_kept_beside_ours(review: Review) -> None:
    assert review.themes or not review.theme_printed


def test_a_report_can_be_found(review: Review) -> None:
    for report in review.reports:
        assert report.file or report.listed


def test_it_stands_in_the_year_that_its_folder_names(review: Review, library: Library) -> None:
    shown = not review.is_withdrawn
    assert (review in library.in_year.get(review.year, ())) == shown
    assert (review in library.hosted.get(review.authorities[0], ())) == shown
