"""What pages say of what is held, and when: against counts made here from the records' files."""

from __future__ import annotations

import dataclasses
import datetime
import doctest
import re
from collections import Counter
from pathlib import Path

import pytest

from reviewlib.library import Library
from reviewlib.models import Status
from reviewlib.pages import Context, OutputPage, Site, all_pages
from reviewlib.pages.coverage import CoveragePageView, coverage_page
from reviewlib.pages.home import HomeView
from reviewlib.pages.news import news
from reviewlib.pages.reviews import ReviewView, review_page
from reviewlib.pages.themes import ThemesView
from reviewlib.presentation import charts, facts, wording
from reviewlib.site import render
from reviewlib.text import normalize_label
from tests.pages.conftest import TODAY


def records(root: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((root / "content/reviews").rglob("*.md"))]


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
    return wording.collection(library, library.reviews, today)


def home(library: Library, today: datetime.date) -> HomeView:
    page = next(iter(all_pages(library, Site("", today))))
    assert isinstance(page.view, HomeView)
    return page.view


def review_view(library: Library, name: str, today: datetime.date = TODAY) -> ReviewView:
    (review,) = (one for one in library.reviews if one.id == name)
    view = review_page(Context(library, Site("", today)), review).view
    assert isinstance(view, ReviewView)
    return view


@pytest.mark.parametrize("module", [wording, facts, charts, render], ids=lambda one: one.__name__)
def test_the_examples_in_docstrings_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed


def _hosts(text: str) -> list[str]:
    found = re.search(r"\nauthorities:\n((?:  - .+\n)+)", text)
    assert found
    return re.findall(r"  - (.+)", found[1])


def test_the_front_page_says_what_a_count_of_the_files_says(real: Library, root: Path) -> None:
    texts = records(root)
    reported = sum("\nreports:\n" in text for text in texts)
    held = [text for text in texts if "\nstatus: took place\n" in text]
    planned = [text for text in texts if "\nstatus: planned\n" in text]
    hosts = {host for text in held for host in _hosts(text)}
    months = sorted(re.findall(r"\nwhen: (2024-\d\d)", "".join(planned)))
    assert (months[0], months[-1]) == ("2024-01", "2024-10")
    expected = (
        f"{len(held)} reviews recorded as held, June 2021 to March 2024, in {len(hosts)} of 32 "
        f"authorities; {reported} have a published report; {len(planned)} more were listed for "
        "January to October 2024 and are not confirmed. Recorded up to 8 March 2024."
    )
    assert home(real, TODAY).statement == expected


def test_the_marks_beside_themes_are_those_of_the_files(real: Library, root: Path) -> None:
    headers = [text.split("\n---\n")[0] for text in records(root)]
    named: Counter[str] = Counter()
    for header in headers:
        found = re.search(r"\nthemes:\n((?:  - .+\n?)+)", header)
        named.update(re.findall(r"  - (.+)", found[1]) if found else [])
    matrix = home(real, TODAY).matrix
    assert matrix is not None
    shown = {row.theme.label: sum(len(cell.dots) for cell in row.cells) for row in matrix.rows}
    own = {theme.label for theme in real.vocabulary.themes if theme.id not in real.narrower}
    assert named
    assert {name for name in named if name in own} <= set(shown)
    for name in own & set(shown):
        assert shown[name] == named[name], name


def test_the_themes_page_says_how_many_reviews_have_a_theme(real: Library, root: Path) -> None:
    headers = [text.split("\n---\n")[0] for text in records(root)]
    themed = sum("\nthemes:\n" in header for header in headers)
    (page,) = (one for one in all_pages(real, Site("", TODAY)) if one.address == "themes/")
    assert isinstance(page.view, ThemesView)
    assert page.view.statement == (
        f"{themed} of {len(headers)} records have a theme; for the others none is recorded."
    )


def test_nothing_is_said_of_no_reviews(made_up: Library) -> None:
    assert said(only(made_up)) == ""


def test_a_single_review_is_not_counted_as_if_there_were_many(made_up: Library) -> None:
    assert said(only(made_up, "2021-22/strathbeg")) == (
        "1 review recorded as held, November to December 2021; it has a published report; "
        "1 report can be read here. Recorded up to 8 March 2024."
    )


def test_undated_reviews_are_left_out_of_a_span_they_may_lie_outside(real: Library) -> None:
    islands = only(
        real, "2021-22/na-h-eileanan-siar", "2022-23/three-islands", "2023-24/three-islands"
    )
    assert said(islands).startswith("2 reviews recorded as held, 1 of them dated May 2023, ")


def test_undated_reviews_do_not_matter_to_a_span_that_holds_their_year(real: Library) -> None:
    undated = [one for one in real.reviews if not one.when.ranges]
    assert undated
    assert " of them dated " not in said(real)


def test_reviews_without_any_date_have_no_span(real: Library) -> None:
    both = only(real, "2021-22/glasgow-city", "2021-22/inverclyde")
    assert said(both).startswith(
        "2 reviews recorded as held, in 2 of 32 authorities; all have a published report."
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-06-30", "Planned for June 2024."),
        ("2024-05-31", "Planned for June 2024."),
        (
            "2024-07-01",
            "Not confirmed: it was listed for June 2024, and no source we have read says that it "
            "took place.",
        ),
    ],
)
def test_a_plan_is_past_when_its_last_day_is(real: Library, today: str, expected: str) -> None:
    day = datetime.date.fromisoformat(today)
    assert review_view(real, "2023-24/stirling", day).status == expected


def test_the_front_page_shows_what_is_coming_until_it_is_past(real: Library) -> None:
    before = home(real, datetime.date(2024, 8, 31))
    assert [card.when for card in before.coming] == [
        "August 2024",
        "September 2024",
        "October 2024",
    ]
    assert before.later == ""
    after = home(real, datetime.date(2024, 11, 1))
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
    latest = home(library, TODAY).to_read
    undated = {f"reviews/{one.id}/" for one in library.reviews if not one.when.ranges}
    assert not undated & {card.address for card in latest}


def test_a_long_text_is_cut_between_words_and_a_long_word_anywhere() -> None:
    assert wording.shortened("word " * 100, 50).endswith("word…")
    assert len(wording.shortened("x" * 500)) == 300
    assert wording.shortened("As it is.") == "As it is."


def test_the_map_says_in_words_what_is_known(real: Library) -> None:
    drawn = home(real, TODAY).map
    assert drawn is not None
    words = {one.link.label: one.link.note for one in drawn.tiles}
    assert len(words) == len(real.vocabulary.authorities)
    assert (
        words["Shetland Islands"] == "2021–22, 2022–23 (jointly), 2023–24 (jointly, not confirmed)"
    )
    assert words["Angus"] == "2023–24 (not confirmed)"


def coverage(library: Library) -> CoveragePageView:
    view = coverage_page(Context(library, Site("", TODAY))).view
    assert isinstance(view, CoveragePageView)
    return view


def test_no_authority_is_placed_above_another_by_number(library: Library) -> None:
    """The table of what is recorded is alphabetical, whatever each did."""
    names = [row.authority.label for row in coverage(library).rows]
    assert names == sorted(names, key=normalize_label)
    assert set(names) == {one.label for one in library.vocabulary.authorities}


def test_the_table_is_blank_where_nothing_is_recorded(library: Library) -> None:
    for row in coverage(library).rows:
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
    told = [entry for group in news(library) for entry in group.entries]
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
    real: Library, statuses: list[str], today: str, expected: str
) -> None:
    day = datetime.date.fromisoformat(today)
    dated = [one for one in real.every_review if one.when.ranges]
    chosen = [
        dataclasses.replace(one, status=Status(status))
        for one, status in zip(dated, statuses, strict=False)
    ]
    months = [wording.when_short(real, one) for one in chosen if one.status == "planned"]
    library = dataclasses.replace(real, every_review=tuple(chosen))
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
    real: Library, statuses: list[str], expected: str
) -> None:
    pairs = zip(real.reviews, statuses, strict=False)
    assert (
        wording.tally(dataclasses.replace(one, status=Status(word)) for one, word in pairs)
        == expected
    )


def test_a_planned_month_of_a_held_review_says_so(real: Library) -> None:
    planned = [one for one in real.reviews if one.is_dated_as_planned]
    assert planned
    for review in planned:
        assert wording.when_words(real, review).endswith(", as planned")
        when = next(row for row in review_view(real, review.id).facts if row.term == "When")
        assert when.values[0].label.endswith(", as planned")
