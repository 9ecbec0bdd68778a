"""The reviews by month: where each bar stands, how wide it is, and that no two touch."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

import pytest

from reviewlib.library import Library
from reviewlib.pages import Context, Site
from reviewlib.pages.timeline import TimelineEntry, TimelineView, whole_timeline
from reviewlib.presentation.wording import title
from reviewlib.schema import DateRange, DateValue, Precision, VisitDates, VisitDatesValue
from tests.schema.reading import taken

TODAY = datetime.date(2026, 11, 22)


def view_of(library: Library) -> TimelineView | None:
    return whole_timeline(Context(library, Site("", TODAY)))


def drawn(library: Library) -> TimelineView:
    found = view_of(library)
    assert found is not None
    return found


def edges(view: TimelineView) -> list[int]:
    """Where each month begins."""
    return [x for _, x, _ in view.months]


def id_of(entry: TimelineEntry) -> str:
    return entry.address.removeprefix("reviews/").rstrip("/")


def entries(library: Library, review: str) -> list[tuple[int, TimelineEntry]]:
    """Where a review stands: the year of each row it is in, with its entry there."""
    return [
        (int(row.year), one)
        for row in drawn(library).rows
        for one in row.entries
        if id_of(one) == review
    ]


def at_dates(library: Library, *whens: VisitDatesValue) -> Library:
    """The first reviews of a library, at other dates."""
    reviews = tuple(
        dataclasses.replace(review, when=when)
        for review, when in zip(library.every_review, whens, strict=False)
    )
    return dataclasses.replace(library, every_review=reviews)


def days(first: str, last: str = "") -> VisitDatesValue:
    run = DateRange(
        *(DateValue.of(datetime.date.fromisoformat(one)) for one in (first, last or first))
    )
    return VisitDatesValue(Precision.DAYS, (run,))


def test_every_dated_review_is_drawn_and_every_other_is_named(library: Library) -> None:
    found = drawn(library)
    shown = {id_of(one) for row in found.rows for one in row.entries}
    undated = [one for one in library.reviews if not one.when.ranges]
    assert shown == {one.id for one in library.reviews} - {one.id for one in undated}
    assert all(title(library, one) in found.undated for one in undated)


def test_rows_follow_each_other_year_by_year(library: Library) -> None:
    rows = drawn(library).rows
    for above, below in itertools.pairwise(rows):
        assert int(below.year) == int(above.year) + 1
        assert below.y > above.label_y > above.y


def test_nothing_leaves_its_row_or_the_drawing(library: Library) -> None:
    found = drawn(library)
    ends = [*(row.y for row in found.rows[1:]), found.height]
    for row, end in zip(found.rows, ends, strict=True):
        for one in row.entries:
            for part in (one.whole, *one.bars):
                assert row.y <= part.y < part.y + part.height <= end
                assert edges(found)[0] - 40 < part.x < part.x + part.width < found.width


def test_no_two_reviews_of_a_row_touch(library: Library) -> None:
    for row in drawn(library).rows:
        for one, other in itertools.combinations(row.entries, 2):
            apart = (
                one.whole.x + one.whole.width < other.whole.x
                or other.whole.x + other.whole.width < one.whole.x
                or abs(one.whole.y - other.whole.y) >= one.whole.height
            )
            assert apart, (one.words, other.words)


def one_at(library: Library, when: str) -> tuple[TimelineView, int, TimelineEntry]:
    """The drawing where the first review is at a date, with its entry."""
    moved = at_dates(library, taken(VisitDates(), f" {when}"), days("2023-06-01"))
    ((year, entry),) = entries(moved, moved.every_review[0].id)
    return drawn(moved), year, entry


def test_a_month_is_drawn_a_month_wide_and_a_day_at_its_place(made_up: Library) -> None:
    found, year, one = one_at(made_up, "2023-02")
    (bar,) = one.bars
    assert (year, one.kind) == (2023, "months")
    month = edges(found)[1] - edges(found)[0]
    assert (bar.x, bar.width) == (edges(found)[1], month)
    found, year, one = one_at(made_up, "2023-03-21 to 2023-03-23")
    (bar,) = one.bars
    assert (year, one.kind) == (2023, "days")
    assert edges(found)[2] + month * 20 / 31 == pytest.approx(bar.x, abs=0.1)
    assert bar.width == pytest.approx(month * 3 / 31, abs=0.1)


def test_some_days_between_two_is_drawn_from_the_first_to_the_last(made_up: Library) -> None:
    found, year, one = one_at(made_up, "between 2021-11-24 and 2021-12-07")
    (bar,) = one.bars
    assert (year, one.kind) == (2021, "between")
    assert edges(found)[10] < bar.x < edges(found)[11] < bar.x + bar.width


def test_several_days_apart_are_several_bars_with_the_letters_once(made_up: Library) -> None:
    _, _, one = one_at(made_up, "\n  - 2022-11-01\n  - 2022-11-08 to 2022-11-09")
    assert len(one.bars) == 2
    assert one.code == "KNL"


def test_a_joint_review_is_one_entry_that_says_how_many_more(made_up: Library) -> None:
    ((_, one),) = entries(made_up, "2022-23/three-islands")
    assert one.code == "MCH +2"


def test_what_did_not_take_place_is_told_apart(library: Library) -> None:
    for row in drawn(library).rows:
        for one in row.entries:
            (review,) = (review for review in library.reviews if review.id == id_of(one))
            assert (one.kind != "planned") == (review.status == "took place")


def test_a_review_over_new_year_stands_in_both_years(made_up: Library) -> None:
    moved = at_dates(made_up, days("2022-12-30", "2023-01-03"), days("2023-05-01"))
    found = entries(moved, moved.every_review[0].id)
    assert [year for year, _ in found] == [2022, 2023]
    assert found[1][1].bars[0].x == edges(drawn(moved))[0]


def test_on_the_last_day_of_december_a_bar_can_still_be_seen(made_up: Library) -> None:
    moved = at_dates(made_up, days("2022-12-31"), days("2022-01-01"))
    ((_, one),) = entries(moved, moved.every_review[0].id)
    assert one.before
    assert one.bars[0].width >= 5
    assert one.bars[0].x + one.bars[0].width < drawn(moved).width


def test_reviews_on_one_day_stand_below_each_other(made_up: Library) -> None:
    moved = at_dates(made_up, *[days("2022-05-04")] * 5)
    (row,) = drawn(moved).rows
    assert len({one.whole.y for one in row.entries}) == len(row.entries) == len(moved.reviews)


def test_a_year_without_a_review_has_an_empty_row(made_up: Library) -> None:
    moved = at_dates(made_up, days("2020-05-04"), days("2022-05-04"))
    assert [(row.year, len(row.entries)) for row in drawn(moved).rows] == [
        ("2020", 1),
        ("2021", 0),
        ("2022", 1),
    ]


def test_one_date_alone_is_not_drawn(made_up: Library) -> None:
    for moved in (at_dates(made_up, days("2020-05-04")), at_dates(made_up)):
        assert view_of(moved) is None


def test_the_table_says_what_the_drawing_shows(library: Library) -> None:
    view = drawn(library)
    assert len(view.table) == len(library.reviews)
    for (link, when, known, status), review in zip(view.table, library.reviews, strict=True):
        assert link.address.endswith(f"{review.id}/")
        assert when
        assert known
        words = {"took place": "held", "planned": "not confirmed"}
        assert status.casefold() == words.get(review.status, review.status)
    bars = [bar for row in view.rows for bar in row.entries]
    assert {bar.kind for bar in bars} <= {"days", "between", "months", "planned"}
    for bar in bars:
        assert bar.words.endswith(("not confirmed", "called off")) == (bar.kind == "planned"), (
            bar.words
        )
