"""What pages say of what is held, and when: against counts made here from the records' files."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reviewlib.library import Library
from reviewlib.models import Status
from reviewlib.models.enums import DateBasis
from reviewlib.pages import Context, OutputPage, Site, all_pages, home_page, themes_page
from reviewlib.pages.coverage import coverage_page
from reviewlib.pages.news import news
from reviewlib.pages.reviews import review_page
from reviewlib.presentation import wording
from reviewlib.text import normalize_label
from tests.pages.conftest import TODAY, view_of

home = functools.partial(view_of, home_page)


def headers(root: Path) -> list[str]:
    """The headers of all records that are not withdrawn, as text."""
    files = sorted((root / "content/reviews").rglob("*.md"))
    found = (path.read_text("utf-8").split("\n---\n")[0] for path in files)
    return [one for one in found if "change: withdrawn" not in one]


def changed(library: Library, **fields: object) -> Library:
    """A library all of whose reviews have other values in some fields."""
    reviews = tuple(dataclasses.replace(one, **fields) for one in library.every_review)  # type: ignore[arg-type]
    return dataclasses.replace(library, every_review=reviews)


def only(library: Library, *ids: str) -> Library:
    """A library with some of its reviews."""
    kept = tuple(one for one in library.every_review if one.id in ids)
    assert len(kept) == len(ids)
    return dataclasses.replace(library, every_review=kept)


def said(library: Library, today: datetime.date = TODAY) -> str:
    return wording.collection(library, today)


def review_view(library: Library, name: str, today: datetime.date = TODAY) -> Any:
    (review,) = (one for one in library.reviews if one.id == name)
    return review_page(Context(library, Site("", today)), review).view


def test_the_front_page_says_what_is_held_when_and_where(made_up: Library) -> None:
    """`test_content_counts.py` counts the same of the real library's files."""
    assert home(made_up).statement == (
        "8 reviews recorded as held, June 2021 to October 2023, in 8 of 8 authorities; 6 have a "
        "published report; 2 reports can be read here; 2 more were listed for January to October "
        "2024 and are not confirmed; 1 more was called off. Recorded up to 8 March 2024."
    )


def themes_in(root: Path) -> list[list[str]]:
    """The themes of each record, as its file names them."""
    found = [re.search(r"\nthemes:\n((?:  - .+\n?)+)", header) for header in headers(root)]
    return [re.findall(r"  - (.+)", one[1]) if one else [] for one in found]


def test_the_marks_beside_themes_are_those_of_the_files(real: Library, root: Path) -> None:
    names = real.vocabulary.choices["themes"]
    named = Counter(names.find(name) for of_one in themes_in(root) for name in of_one)
    matrix = home(real).matrix
    assert matrix is not None
    shown = {
        row.head.address.split("/")[1]: sum(len(dots) for dots, _ in row.cells)
        for row in matrix.rows
    }
    own = {theme.id for theme in real.vocabulary.themes if theme.id not in real.narrower}
    assert named
    assert own & set(named) <= set(shown)
    for name in own & set(shown):
        assert shown[name] == named[name], name


def test_the_themes_page_says_how_many_reviews_have_a_theme(real: Library, root: Path) -> None:
    themes = themes_in(root)
    assert view_of(themes_page, real).statement.startswith(
        f"{sum(map(bool, themes))} of {len(themes)} records have a theme"
    )


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([], r""),
        (["2021-22/strathbeg"],
         r"1 review recorded as held, November to December 2021; it has a published report; "
         r"1 report can be read here\. Recorded up to 8 March 2024\."),
        # Undated reviews may lie outside the span of the others.
        (["2021-22/kinlarig", "2022-23/strathbeg", "2023-24/inverallan"],
         r"2 reviews recorded as held, 1 of them dated September 2023, .*"),
    ],
)  # fmt: skip
def test_what_is_held_is_said_of_no_one_and_several_reviews(
    made_up: Library, kept: list[str], expected: str
) -> None:
    assert re.fullmatch(expected, said(only(made_up, *kept)))


def test_undated_reviews_do_not_matter_to_a_span_that_holds_their_year(made_up: Library) -> None:
    undated = [one for one in made_up.reviews if not one.when.ranges]
    assert undated
    assert " of them dated " not in said(made_up)


def test_reviews_without_any_date_have_no_span(made_up: Library) -> None:
    (undated,) = only(made_up, "2021-22/kinlarig").every_review
    both = changed(only(made_up, "2021-22/kinlarig", "2022-23/port-edran"), when=undated.when)
    assert said(both).startswith(
        "2 reviews recorded as held, in 2 of 8 authorities; all have a published report."
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-10-31", "Planned for October 2024."),
        ("2024-09-30", "Planned for October 2024."),
        (
            "2024-11-01",
            "Not confirmed: it was listed for October 2024, and no source we have read says "
            "that it took place.",
        ),
    ],
)
def test_a_plan_is_past_when_its_last_day_is(made_up: Library, today: str, expected: str) -> None:
    day = datetime.date.fromisoformat(today)
    assert review_view(made_up, "2023-24/inverallan", day).status == expected


def test_the_front_page_shows_what_is_coming_until_it_is_past(made_up: Library) -> None:
    before = home(made_up, datetime.date(2023, 12, 31))
    assert [card.when for card in before.coming] == ["16 to 18 January 2024", "October 2024"]
    assert before.later == ""
    after = home(made_up, datetime.date(2024, 11, 1))
    assert after.coming == ()
    assert after.later == "No dates after October 2024 are in the sources we have read."


def test_a_called_off_visit_is_said_to_be_off(made_up: Library) -> None:
    found = {one.status for one in made_up.reviews}
    assert "called off" in found
    off = next(one for one in made_up.reviews if one.status == "called off")
    assert review_view(made_up, off.id).status.startswith("Called off.")


def test_a_visit_that_took_place_has_no_word_on_its_status(library: Library) -> None:
    for review in library.reviews:
        status = review_view(library, review.id).status
        assert bool(status) == (review.status != "took place"), review.id


def test_the_day_pages_are_made_on_changes_only_the_wording_of_plans_and_of_old_assessments(
    made_up: Library,
) -> None:
    def pages(site: Site) -> list[OutputPage]:
        return [page for page in all_pages(took_place, site) if page.address != "accessibility/"]

    took_place = changed(made_up, status="took place")
    early = Site("", datetime.date(2020, 1, 1))
    late = Site("", datetime.date(2030, 1, 1))
    assert pages(early) == pages(late)


def test_a_review_of_unknown_date_is_never_among_the_latest(library: Library) -> None:
    latest = home(library).to_read
    undated = {f"reviews/{one.id}/" for one in library.reviews if not one.when.ranges}
    assert not undated & {card.address for card in latest}


def test_a_long_text_is_cut_between_words_and_a_long_word_anywhere() -> None:
    assert wording.shortened("word " * 100, 50).endswith("word…")
    assert len(wording.shortened("x" * 500)) == 300
    assert wording.shortened("As it is.") == "As it is."


def test_the_map_says_in_words_what_is_known(made_up: Library) -> None:
    drawn = home(made_up).map
    assert drawn is not None
    words = {one.link.label: one.link.note for one in drawn.tiles}
    assert len(words) == len(made_up.vocabulary.authorities)
    assert words["Inverallan"] == "2021–22, 2023–24 (not confirmed)"
    assert words["Skerra Isles"] == "2022–23 (jointly)"


def test_no_authority_is_placed_above_another_by_number(library: Library) -> None:
    """The table of what is recorded is alphabetical, whatever each did."""
    names = [row.authority.label for row in view_of(coverage_page, library).rows]
    assert names == sorted(names, key=normalize_label)
    assert set(names) == {one.label for one in library.vocabulary.authorities}


def test_the_table_is_blank_where_nothing_is_recorded(library: Library) -> None:
    for row in view_of(coverage_page, library).rows:
        if row.review is None:
            assert (row.status, row.themes, row.report, row.entered, row.follow_up) == (
                "", (), "", "", "",
            )  # fmt: skip
            continue
        (review,) = (r for r in library.reviews if f"reviews/{r.id}/" == row.review.address)
        assert bool(row.report) == bool(review.reports)
        assert bool(row.follow_up) == any(finding.updates for finding in review.findings)
        assert bool(row.status) == (review.status != "took place")


def test_every_change_is_told_once_and_of_a_withdrawn_record_only_that(library: Library) -> None:
    told = [entry for group in news(library) for entry in group.items]
    expected = sum(
        1 if review.is_withdrawn else len(review.history) for review in library.every_review
    )
    assert len(told) == expected
    anchors = [group.anchor for group in news(library)]
    assert len(set(anchors)) == len(anchors)
    days = [group.anchor[:10] for group in news(library)]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("statuses", "today", "expected"),
    [
        (["planned"], "2030-01-01", "1 review was listed for {} and is not confirmed"),
        (["planned"], "2020-01-01", "1 review is planned for {}"),
        (["called off"], "2030-01-01", "1 review was called off"),
        (["planned", "called off"], "2030-01-01",
         "1 review was listed for {} and is not confirmed; 1 more was called off"),
        (["took place", "planned"], "2030-01-01", "1 more was listed for {} and is not confirmed"),
        (["took place", "planned"], "2020-01-01", "1 more is planned for {}"),
    ],
)  # fmt: skip
def test_what_is_not_recorded_as_held_is_counted_apart(
    made_up: Library, statuses: list[str], today: str, expected: str
) -> None:
    day = datetime.date.fromisoformat(today)
    dated = [one for one in made_up.every_review if one.when.precision == "months"]
    chosen = [
        dataclasses.replace(one, status=Status(status))
        for one, status in zip(dated, statuses, strict=False)
    ]
    months = [wording.when_short(made_up, one) for one in chosen if one.status == "planned"]
    library = dataclasses.replace(made_up, every_review=tuple(chosen))
    assert expected.format(*months) in said(library, day)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["took place"] * 2, "2 reviews"),
        (["took place"], "1 review"),
        (["took place", "planned"], "1 review held, 1 not confirmed"),
        (["planned"], "1 review, not confirmed"),
        (["planned", "called off"], "2 reviews: 1 not confirmed and 1 called off"),
        (["took place", "called off"], "1 review held, 1 called off"),
    ],
)
def test_a_number_in_few_words_keeps_held_and_not_held_apart(
    made_up: Library, statuses: list[str], expected: str
) -> None:
    pairs = zip(made_up.reviews, statuses, strict=False)
    assert (
        wording.tally(dataclasses.replace(one, status=Status(word)) for one, word in pairs)
        == expected
    )


def test_a_planned_month_of_a_held_review_says_so(made_up: Library) -> None:
    library = changed(made_up, when_basis=DateBasis.PLANNED)
    planned = [one for one in library.reviews if one.is_dated_as_planned]
    assert len(planned) > 5
    for review in planned:
        assert wording.when_words(library, review).endswith(", as planned")
        when = next(row for row in review_view(library, review.id).facts if row.term == "When")
        assert when.values[0].label.endswith(", as planned")
