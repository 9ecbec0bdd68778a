"""The list and the search for everybody: by machine, on a phone, in large text, in any colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.a11y.machines import OF_LOOKS, axe
from tests.browse.conftest import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

# As they are at first, both pages are looked at by tests/a11y/test_pages.py.
STATES = {
    "a choice": "reviews/?theme=inclusion&year=2021-22&q=learners",
    "a table": "reviews/?view=table&sort=name",
    "no review": "reviews/?theme=senior-phase&year=2021-22&mode=online",
    "not known": "reviews/?theme=nope",
    "results": "search/?q=learners&theme=inclusion",
    "misspelt": "search/?q=glenmroe",
    "nothing": "search/?q=zzzzqqqq",
}


def opened(page: Page, site: str, state: str) -> None:
    page.goto(site + STATES[state])
    expect(page.locator("#count")).to_contain_text(re.compile("review|result|Nothing"))
    page.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true })")


@pytest.mark.parametrize("state", STATES)
def test_machines_find_nothing_wrong_and_a_phone_cuts_nothing_off(
    reader: Page, made_up: str, state: str
) -> None:
    opened(reader, made_up, state)
    assert axe(reader) == []
    reader.emulate_media(color_scheme="dark")
    assert axe(reader, OF_LOOKS) == []
    reader.emulate_media(color_scheme="light")
    reader.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_machines_find_nothing_wrong_while_names_are_suggested(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/")
    reader.locator("#words").press_sequentially("incl")
    expect(reader.locator("#suggestions")).to_be_visible()
    assert axe(reader) == []


@pytest.mark.parametrize("state", ["a choice", "results"])
def test_in_text_twice_as_large_nothing_is_cut_off(reader: Page, made_up: str, state: str) -> None:
    reader.set_viewport_size({"width": 640, "height": 800})
    opened(reader, made_up, state)
    reader.evaluate("document.documentElement.style.fontSize = '200%'")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 640
    cut = reader.eval_on_selector_all(
        "main :is(button, label, summary)",
        """all => all.filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
                             && getComputedStyle(one).display !== 'inline')
                  .map(one => one.textContent.trim())""",
    )
    assert cut == []


@pytest.mark.parametrize("state", ["a choice", "results", "misspelt"])
def test_whatever_is_pressed_is_large_enough_to_be_hit(
    phone: Page, made_up: str, state: str
) -> None:
    opened(phone, made_up, state)
    small = phone.eval_on_selector_all(
        "main :is(button, select, summary, label.option, label.switch-choice, .field-input, .chip)",
        """all => all.filter(one => one.checkVisibility())
                  .map(one => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
                  .filter(([, box]) => box.height < 28 || box.width < 24)
                  .map(([words, box]) => `${words}: ${box.width} by ${box.height}`)""",
    )
    assert small == []


def test_in_colours_of_the_readers_own_the_marks_are_still_seen(reader: Page, made_up: str) -> None:
    reader.emulate_media(forced_colors="active")
    reader.goto(f"{made_up}search/?q=learners")
    mark = reader.locator("#hits mark").first
    ground = mark.evaluate("one => getComputedStyle(one).backgroundColor")
    around = reader.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground not in (around, "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("address", ["reviews/", "search/?q=glenmore"])
def test_the_page_hardly_moves_when_its_scripts_take_over(
    page: Page, made_up: str, address: str
) -> None:
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => {
          for (const one of list.getEntries()) window.moved += one.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    page.route("**/*.woff2", lambda route: route.abort())  # what fonts move is not the scripts'
    page.goto(made_up + address)
    expect(page.locator("#count")).to_contain_text(re.compile("review|result"))
    # Shifts are told of after the frame in which they come to pass.
    page.evaluate("() => new Promise(done => requestIdleCallback(() => setTimeout(done)))")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("window.moved") < 0.1


def test_every_control_has_a_name_that_says_what_it_does(reader: Page, made_up: str) -> None:
    opened(reader, made_up, "a choice")
    expect(reader.get_by_role("button", name="Leave out Inclusion")).to_be_visible()
    tree = reader.locator("main").aria_snapshot()
    for line in (
        'form "Choose reviews"',
        'searchbox "Names or words"',
        'group "Theme"',
        'combobox "Sort by"',
        'radio "Table"',
        'button "Leave out Inclusion"',
        'button "Clear all"',
    ):
        assert line in tree, line
    assert re.search(r'checkbox "Inclusion \(\d+\)" \[checked\]', tree)
