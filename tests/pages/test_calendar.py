from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from reviewlib.library import Library
from reviewlib.pages import calendar_page
from reviewlib.pages.calendar import Visit
from tests import store
from tests.pages.conftest import view_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

view = functools.partial(view_of, calendar_page)

URL = "https://example.org/ci/"


def visits(found: Any) -> dict[str, Visit]:
    return {
        one.address: one for year in found.years for month in year.months for one in month.items
    }


def test_every_review_stands_once_in_its_year(library: Library) -> None:
    listed = [
        one.address for year in view(library).years for month in year.months for one in month.items
    ]
    assert sorted(listed) == sorted(f"reviews/{review.id}/" for review in library.reviews)


def test_years_come_latest_first_and_months_in_order(made_up: Library) -> None:
    found = view(made_up)
    assert [year.heading for year in found.years] == ["2023–24", "2022–23", "2021–22"]
    headings = [month.heading for month in found.years[-1].months]
    assert headings == ["June 2021", "November 2021", "Date not recorded"]


def test_a_date_that_passed_without_word_is_said_to_be_only_planned(made_up: Library) -> None:
    visit = visits(view(made_up))["reviews/2023-24/inverallan/"]
    assert visit.status == (
        "Not confirmed: it was listed for October 2024, and no source we have read says that it "
        "took place."
    )


def test_on_a_day_before_it_a_plan_is_a_plan_and_comes_next(made_up: Library) -> None:
    found = view(made_up, datetime.date(2024, 1, 20))
    assert visits(found)["reviews/2023-24/inverallan/"].status == "Planned for October 2024."
    assert found.coming == "Next: Inverallan, planned for October 2024."
    assert view(made_up).coming == "No dates after October 2024 are in the sources we have read."


def test_a_moved_date_says_what_it_was_and_why(made_up: Library) -> None:
    first, second = visits(view(made_up))["reviews/2022-23/strathbeg/"].changes
    assert first == (
        "The date was changed; it was 16 to 18 May 2023. "
        "A bridge was closed; the visit was moved and made shorter."
    )
    assert "4 September 2023" in second


def test_leads_and_themes_stand_as_printed(made_up: Library) -> None:
    visit = visits(view(made_up))["reviews/2021-22/strathbeg/"]
    assert visit.leads == "C. Sample"
    assert visit.theme_printed == "Inclusion/ HWB"
    assert "some of these days" in visit.note


def test_the_grid_shows_the_days_in_each_month(made_up: Library) -> None:
    (grid,) = (year.grid for year in view(made_up).years if year.heading == "2022–23")
    assert grid is not None
    months = [name for _, name in grid.months]
    assert months[0] == "August 2022"
    # A visit after the end of the year has its month all the same.
    assert months[-1] == "September 2023"
    cells = {row.address: dict(zip(months, row.cells, strict=True)) for row in grid.rows}
    assert cells["reviews/2022-23/glenmore/"]["August 2022"] == "29–30"
    assert cells["reviews/2022-23/port-edran/"]["March 2023"] == "1, 8–9"
    assert cells["reviews/2022-23/three-islands/"]["February 2023"] == "some time"
    assert cells["reviews/2022-23/three-islands/"]["April 2023"] == ""


def test_days_of_which_some_are_meant_are_told_so_in_every_month(made_up: Library) -> None:
    (grid,) = (year.grid for year in view(made_up).years if year.heading == "2021–22")
    assert grid is not None
    (row,) = (row for row in grid.rows if "strathbeg" in row.address)
    assert [cell for cell in row.cells if cell] == ["some of 24–30", "some of 1–7"]


def test_subscribing_needs_to_know_where_the_site_stands(made_up: Library) -> None:
    assert view(made_up).subscribe == view(made_up).whole == ""
    there = view(made_up, url=URL)
    assert there.subscribe == "webcal://example.org/ci/reviews/calendar.ics"
    assert there.whole == "https://example.org/ci/reviews/calendar.ics"


def test_a_library_without_reviews_has_a_calendar(made_up: Library) -> None:
    empty = view(dataclasses.replace(made_up, every_review=()))
    assert empty.years == ()


@pytest.mark.browser
def test_each_year_is_one_printed_page(
    page: Page, tmp_path: Path, served: Callable[..., str]
) -> None:
    page.goto(served(store.site("real")) + "calendar/")
    page.pdf(path=tmp_path / "calendar.pdf", format="A4")
    texts = [one.extract_text() for one in pypdf.PdfReader(tmp_path / "calendar.pdf").pages]
    years = [re.findall(r"^20\d\d–\d\d$", text, re.MULTILINE) for text in texts]
    assert [found for found in years if found] == [["2023–24"], ["2022–23"], ["2021–22"]]
    assert len(texts) == 3
