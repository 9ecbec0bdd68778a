"""Pages of records that say little, and of PDFs of which a machine can read little."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from reviewlib.library import Library
from reviewlib.library.urls import HOSTING
from reviewlib.models import SectionKind, Status, Step
from reviewlib.pages import Context, OutputPage, Site, all_pages, theme_pages
from reviewlib.pages.charts import lanes_view, region_map
from reviewlib.pdf import Block, Fault, PageText
from reviewlib.schema import Precision, VisitDatesValue
from tests import store
from tests.pages.conftest import TODAY, views_of

BASE = store.library("base")
(ONLY,) = BASE.reviews
SITE = Site("", TODAY)


def with_reviews(library: Library, **changes: Any) -> Library:
    """The library with each of its reviews changed."""
    reviews = tuple(dataclasses.replace(one, **changes) for one in library.every_review)
    return dataclasses.replace(library, every_review=reviews)


def pages_of(library: Library) -> dict[str, OutputPage]:
    return {page.address: page for page in all_pages(library, SITE)}


def said(library: Library) -> str:
    """All that its pages show."""
    return repr([page.view for page in pages_of(library).values()])


@pytest.mark.parametrize(
    "changes",
    [
        {"when": VisitDatesValue(Precision.UNKNOWN), "reports": (), "mode": None, "themes": ()},
        {"when": VisitDatesValue(Precision.UNKNOWN), "status": Status.PLANNED, "sections": ()},
        {"sections": (), "reports": (dataclasses.replace(ONLY.reports[0], listed=None),)},
    ],
    ids=["no date, no report, no theme", "planned, no date, no text", "no text, no link"],
)
def test_a_record_that_says_little_has_all_its_pages(changes: dict[str, Any]) -> None:
    library = with_reviews(BASE, **changes)
    assert pages_of(library).keys() == library.addresses


def test_the_official_library_says_that_it_is(made_up: Library) -> None:
    official = dataclasses.replace(made_up.programme, official=True)
    views = repr(pages_of(dataclasses.replace(made_up, programme=official))[""].view)
    assert f"This is the official library of {official.name}." in views
    assert "This is not an official site" not in views


def test_what_no_record_tells_of_visits_is_left_out(made_up: Library) -> None:
    assert len(pages_of(made_up)[HOSTING].view.runs) == 3
    bare = with_reviews(made_up, mode=None, sections=(), when=VisitDatesValue(Precision.UNKNOWN))
    assert pages_of(bare)[HOSTING].view.runs == ()


def test_whether_a_team_reached_its_aim_is_said_where_it_is_known(made_up: Library) -> None:
    practicums = tuple(
        dataclasses.replace(
            one, teams=tuple(dataclasses.replace(team, reached=None) for team in one.teams)
        )
        for one in made_up.practicums
    )
    unknown = dataclasses.replace(made_up, practicums=practicums)
    told = [said(library).count("label='score ") for library in (made_up, unknown)]
    aims = [said(library).count(" its own aim'") for library in (made_up, unknown)]
    assert told[0] == told[1] > 0
    assert aims[0] > aims[1]


def test_a_theme_with_topics_alone_says_so(made_up: Library) -> None:
    topics = [
        dataclasses.replace(one, sections=one.sections_of(SectionKind.TOPICS))
        for one in made_up.every_review
    ]
    library = dataclasses.replace(made_up, every_review=tuple(topics))
    ledes = {view.lede for view in views_of(theme_pages, library).values()}
    assert ledes == {"", "What reviews were about."}


def test_an_authority_of_no_region_has_no_map(made_up: Library) -> None:
    authorities = tuple(
        dataclasses.replace(one, region=None) for one in made_up.vocabulary.authorities
    )
    vocabulary = dataclasses.replace(made_up.vocabulary, authorities=authorities)
    library = dataclasses.replace(made_up, vocabulary=vocabulary)
    assert region_map(Context(library, SITE), (authorities[0].id,)) is None
    assert region_map(Context(made_up, SITE), (authorities[0].id,)) is not None


def test_steps_of_one_party_are_not_drawn_in_lanes(made_up: Library) -> None:
    steps = made_up.lists[Step]
    assert lanes_view(steps) is not None
    (lane, *_) = steps[0].lanes
    assert lanes_view(tuple(dataclasses.replace(one, lanes=(lane,)) for one in steps)) is None


# ------------------------------------------------------------------ PDFs


WORDS = (Block("paragraph", "Words."),)
PICTURE = PageText(2, "2", pictures=True)


def with_pdfs(library: Library, **changes: Any) -> Library:
    """The library with what was read of each PDF changed."""
    pdfs = {name: dataclasses.replace(one, **changes) for name, one in library.pdfs.items()}
    return dataclasses.replace(library, pdfs=pdfs)


def with_facts(library: Library, **changes: Any) -> Library:
    """The library with what each PDF says of itself changed."""
    pdfs = {
        name: dataclasses.replace(
            one, facts=one.facts and dataclasses.replace(one.facts, **changes)
        )
        for name, one in library.pdfs.items()
    }
    return dataclasses.replace(library, pdfs=pdfs)


def test_what_a_pdf_brings_is_told_as_far_as_it_is_known(made_up: Library) -> None:
    assert "with bookmarks, PDF 1.7" in said(with_facts(made_up, bookmarks=True, version="1.7"))
    less = said(with_facts(made_up, bookmarks=False, version=""))
    assert "with bookmarks" not in less
    assert "PDF 1." not in less


def test_what_a_machine_cannot_read_of_a_pdf_is_told(made_up: Library) -> None:
    some, most = (PageText(3, "3", WORDS, unreadable=share) for share in (0.3, 0.8))
    pages = (PageText(1, "1", WORDS), PICTURE, some, dataclasses.replace(most, number=4))
    words = said(with_pdfs(made_up, pages=pages))
    for one in ("Text on 3 of 4 pages", "on 3 of 4 pages", "This page is a picture",
                "Some letters of this page", "Most letters of this page"):  # fmt: skip
        assert one in words
    scanned = with_pdfs(made_up, pages=(PICTURE,))
    assert scanned.text_addresses == frozenset()
    for one in ("Pictures of pages, without text", "none: its pages are pictures"):
        assert one in said(scanned)


def test_a_pdf_that_was_not_read_to_its_end_has_no_picture_of_its_first_page(
    made_up: Library,
) -> None:
    assert "Picture(" in said(made_up)
    assert "Picture(" not in said(with_pdfs(made_up, fault=Fault("pages", "it was cut")))
