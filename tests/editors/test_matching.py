"""Which record a PDF belongs to, told from what was read of it and of the library."""

from __future__ import annotations

import dataclasses

import pytest

from reviewlib.editors.matching import Candidate, Match, State, match
from reviewlib.editors.outline import HostNames
from reviewlib.library import Library
from reviewlib.models import Review
from reviewlib.pdf import Block, Facts, PageText, PdfResult
from reviewlib.schema import SizeValue
from tests.store import library

BASE = library("base")
(ONLY,) = BASE.reviews  # of Glenmore, of 2022-23; its "Glenmore Summary" of 162 KB waits


def with_reviews(*reviews: Review) -> Library:
    return dataclasses.replace(BASE, every_review=reviews)


def another(size: SizeValue | None) -> Review:
    """A second review of Glenmore, with a report of the same title."""
    report = dataclasses.replace(ONLY.reports[0], size=size)
    place = dataclasses.replace(ONLY.place, path="content/reviews/2022-23/glenmore-2.md")
    return dataclasses.replace(ONLY, slug="glenmore-2", reports=(report,), place=place)


def found(label: str, text: str, of: Library = BASE, size: int = 1) -> Match:
    """Where a PDF of one page belongs."""
    pages = (PageText(1, "1", (Block("paragraph", text),)),)
    return match(Candidate(label, PdfResult("", size, Facts(1), pages)), of)


def test_of_two_reports_of_one_title_it_is_the_one_of_its_size() -> None:
    two = with_reviews(ONLY, another(SizeValue.of(99_000)))
    assert found("Glenmore Summary", "Glenmore", two).reason == (
        "Reports of this title wait in content/reviews/2022-23/glenmore.md and "
        "content/reviews/2022-23/glenmore-2.md."
    )
    sure = found("Glenmore Summary", "Glenmore", two, size=99_000)
    assert sure.state is State.SURE
    assert sure.target is not None
    assert sure.target.path == "content/reviews/2022-23/glenmore-2.md"


@pytest.mark.parametrize(
    ("size", "why"),
    [
        (SizeValue.of(99_000), "its size differs, and its text names no host of that review."),
        (None, "its text names no host of that review."),
    ],
)
def test_a_title_alone_is_not_enough_and_it_is_said_what_does_not_agree(
    size: SizeValue | None, why: str
) -> None:
    report = dataclasses.replace(ONLY.reports[0], title="A summary of the visit", size=size)
    library = with_reviews(dataclasses.replace(ONLY, reports=(report,)))
    one = found("A summary of the visit", "Some words.", library)
    assert (one.state, one.reason) == (State.UNSURE, f"Its title agrees; {why}")


def test_a_pdf_of_a_host_with_several_that_wait_may_belong_to_each() -> None:
    two = with_reviews(ONLY, another(None))
    one = found("A summary", "Glenmore Council", two)
    assert one.state is State.UNSURE
    assert one.reason.startswith("It may belong to content/reviews/2022-23/glenmore.md and ")


def test_a_visit_outside_all_years_begins_no_record() -> None:
    one = found("A report", "Glenmore. The visit was in May 2031.", with_reviews())
    assert (one.state, one.target) == (State.UNSURE, None)
    assert one.reason == (
        "It is of Glenmore; no programme year in years.yml can be told from it. It gives 2031-05."
    )


def test_a_review_without_a_report_waits_for_one() -> None:
    one = found("A report", "Glenmore. The visit was on 29 August 2022.",
                with_reviews(dataclasses.replace(ONLY, reports=())))  # fmt: skip
    assert one.state is State.SURE
    assert one.target is not None
    assert one.target.report is None


def test_where_no_authority_is_listed_none_is_named() -> None:
    assert list(HostNames(()).named_in("Glenmore")) == []
