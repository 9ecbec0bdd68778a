"""Pages hold whatever the words are: nothing is cut off, nothing makes a phone scroll sideways."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reviewlib.library import Library, load
from reviewlib.pages import Site
from reviewlib.site.output import stage
from tests import store
from tests.theme.extremes import ARABIC, LONG, PAGES, extreme

pytestmark = pytest.mark.slow

# What reaches beyond the window, boxes that scroll by themselves aside.
_TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth + 1;
    const inside = ".table-wide, .timeline-box, .visually-hidden, .skip";
    return [...document.querySelectorAll("body *")]
        .filter(one => !one.closest(inside) && one.getClientRects().length > 0)
        .filter(one => one.getBoundingClientRect().right > edge)
        .map(one => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 40)}`)
        .slice(0, 5);
}"""
# What is larger than its box, and hidden there.
_CUT_OFF = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.getClientRects().length > 0 && !one.matches(".visually-hidden"))
    .filter(one => getComputedStyle(one).overflowX === "hidden")
    .filter(one => one.scrollWidth > one.clientWidth)
    .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(extreme(tmp_path_factory.mktemp("extreme")), cache=store.cache()).checked()


@pytest.fixture(scope="module")
def address(
    library: Library,
    root: Path,
    served: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    folder = tmp_path_factory.mktemp("staged") / "site"
    stage(library, Site("", datetime.date(2026, 11, 22)), root / "theme", folder)
    return served(folder)


@pytest.mark.parametrize("where", PAGES)
def test_a_page_holds_its_words(shared_page: Page, address: str, where: str) -> None:
    shared_page.goto(address + where)
    for width in (1280, 320):
        shared_page.set_viewport_size({"width": width, "height": 700})
        assert shared_page.evaluate("document.documentElement.scrollWidth") == width
        assert shared_page.evaluate(_TOO_WIDE) == [], width
        assert shared_page.evaluate(_CUT_OFF) == [], width


def test_two_hundred_findings_are_all_there(shared_page: Page, address: str) -> None:
    shared_page.goto(address + "reviews/2022-23/many/")
    assert shared_page.locator(".finding").count() == 200


def test_a_very_long_title_is_shown_whole(shared_page: Page, address: str) -> None:
    shared_page.goto(address + "reviews/2022-23/long/")
    assert shared_page.locator("h1").text_content() == LONG


def test_words_from_right_to_left_stand_in_their_own_order(shared_page: Page, address: str) -> None:
    shared_page.goto(address + "reviews/2022-23/other/")
    finding = shared_page.locator(".finding-words", has_text=ARABIC).first
    assert finding.evaluate("one => getComputedStyle(one).unicodeBidi") == "plaintext"
