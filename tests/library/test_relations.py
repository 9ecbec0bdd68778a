"""What the library works out: who hosted, took part, and is near to what."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.library import Library, load
from reviewlib.library.page_registry import PageKind
from reviewlib.models import Step
from tests import store
from tests.library import trees
from tests.library.trees import base, write


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def test_hosting_and_taking_part_are_the_same_seen_from_either_side(library: Library) -> None:
    for review in library.reviews:
        for authority in library.authority:
            hosts = authority in review.authorities
            assert (review in library.hosted.get(authority, ())) == hosts
            helps = authority in review.contributors
            assert (review in library.took_part.get(authority, ())) == helps


def test_a_theme_gathers_what_is_on_narrower_themes_and_each_review_once(library: Library) -> None:
    for theme in library.vocabulary.themes:
        on_it = library.on_theme.get(theme.id, ())
        assert len(on_it) == len(set(ids(on_it)))
        for narrower in library.narrower.get(theme.id, ()):
            assert set(ids(library.on_theme.get(narrower.id, ()))) <= set(ids(on_it))
    assert "2022-23/kinlarig" in ids(library.on_theme["wellbeing"])


def test_wider_themes_come_nearest_first_and_once(library: Library) -> None:
    assert library.with_wider("attendance") == ("attendance", "wellbeing", "inclusion")
    assert library.with_wider("wellbeing") == ("wellbeing",)


def test_a_finding_counts_under_its_own_themes_else_under_its_review_s(library: Library) -> None:
    for theme, pairs in library.findings_on_theme.items():
        for review, finding in pairs:
            own = finding.themes or review.themes
            assert theme in {wide for name in own for wide in library.with_wider(name)}
    counted = {id(finding) for pairs in library.findings_on_theme.values() for _, finding in pairs}
    with_theme = {
        id(finding)
        for review in library.reviews
        for finding in review.findings
        if finding.themes or review.themes
    }
    assert counted == with_theme


def test_withdrawn_reviews_are_related_to_nothing(library: Library) -> None:
    gone = [review for review in library.every_review if review.is_withdrawn]
    assert gone
    for review in gone:
        assert review not in library.reviews
        assert all(review not in group for group in library.hosted.values())
        assert all(review not in library.related(other) for other in library.reviews)


def test_related_reviews_share_a_theme_or_a_host_and_are_few(library: Library) -> None:
    for review in library.reviews:
        near = library.related(review)
        assert review not in near
        assert len(near) <= 4
        assert list(near) == sorted(near, key=lambda one: one.sort_key)
        for other in near:
            shared = set(review.themes) & set(other.themes)
            assert shared or set(review.authorities) & set(other.authorities)


def test_nearer_in_theme_is_chosen_before_nearer_in_time(tmp_path: Path) -> None:
    root = base(tmp_path)
    both = "themes:\n  - Inclusion\n  - Quality Assurance\n"
    trees.review(root, "2022-23/aa", both)
    trees.review(root, "2022-23/zz", both)
    for name in "bcdef":
        trees.review(root, f"2022-23/{name}", "themes: Inclusion\n")
    library = load(root).checked()
    (first,) = [one for one in library.reviews if one.slug == "aa"]
    assert "2022-23/zz" in ids(library.related(first))
    assert len(library.related(first)) == 4


def test_reviews_come_in_order_of_date(library: Library) -> None:
    assert list(library.every_review) == sorted(library.every_review, key=lambda one: one.sort_key)
    dates = [one.when.first for one in library.every_review if one.when.first]
    assert dates == sorted(dates)


def test_every_former_address_leads_to_a_page_that_there_is(library: Library) -> None:
    assert {
        "reviews/2021-22/pilot/",
        "about/programme/",
        "themes/including-everyone/",
        "authorities/inverallen/",
        "about/documents/progress-2023/",
        "reviews/2022-23/",
    } <= set(library.redirects)
    assert set(library.redirects.values()) <= library.addresses
    assert not set(library.redirects) & library.addresses


def test_every_record_has_an_address_of_its_own(library: Library) -> None:
    named = [review.id for review in library.every_review]
    assert len(named) == len(set(named))
    for review in library.every_review:
        assert f"reviews/{review.id}/" in library.addresses
    for page in library.pages:
        assert page.address in library.addresses


def test_a_page_by_hand_is_where_its_file_is(tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/about/more/index.md", "---\ntitle: More\n---\n\nText.\n")
    assert "about/more/" in load(root).checked().addresses


def test_no_page_that_the_library_makes_shows_the_records_of_one_by_hand() -> None:
    with pytest.raises(ValueError, match="written by hand"):
        PageKind("steps/", "hosting", records=Step)
