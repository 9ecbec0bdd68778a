"""The header: its menu by keyboard, at every width, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.reading import read

pytestmark = pytest.mark.slow

WIDTHS = (320, 768, 1280)


def buttons(page: Page) -> dict[str, bool | None]:
    """The buttons that a screen reader is told of, with whether each says that it is open."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    found: dict[str, bool | None] = {}
    for node in tree:
        if node.get("role", {}).get("value") == "button":
            states = {one["name"]: one["value"].get("value") for one in node["properties"]}
            found[node["name"]["value"]] = states.get("expanded")
    return found


def stops(page: Page, number: int) -> list[str]:
    """What the focus stands on, press after press of Tab."""
    found = []
    for _ in range(number):
        page.keyboard.press("Tab")
        text = "document.activeElement.textContent.trim() || document.activeElement.id"
        found.append(page.evaluate(text))
    return found


def menu(folder: Path) -> list[str]:
    nav = next(
        one
        for one in read((folder / "index.html").read_text("utf-8")).all("nav")
        if one.attributes.get("aria-label") == "Main"
    )
    return [link.text for link in nav.all("a")]


@pytest.fixture
def narrow(shared_page: Page, site: tuple[Path, str]) -> Page:
    shared_page.set_viewport_size({"width": 320, "height": 640})
    shared_page.goto(site[1] + "themes/")
    return shared_page


def test_the_button_says_that_the_menu_is_closed_and_that_it_is_open(narrow: Page) -> None:
    assert buttons(narrow)["Menu"] is False
    narrow.get_by_role("button", name="Menu", exact=True).press("Enter")
    assert buttons(narrow)["Menu"] is True
    assert "Close menu" in buttons(narrow)


def test_a_closed_menu_is_not_reached_by_tab(narrow: Page, site: tuple[Path, str]) -> None:
    reached = stops(narrow, 8)
    assert "Menu" in reached
    assert not set(menu(site[0])) & set(reached)
    assert "Close menu" not in reached


def test_an_open_menu_is_what_tab_reaches_next(narrow: Page, site: tuple[Path, str]) -> None:
    narrow.get_by_role("button", name="Menu", exact=True).press("Enter")
    entries = menu(site[0])
    assert stops(narrow, 1 + len(entries)) == ["Close menu", *entries]


@pytest.mark.parametrize("way", ["Escape", "the button"])
def test_a_menu_is_closed_and_the_focus_is_back_on_its_button(narrow: Page, way: str) -> None:
    button = narrow.get_by_role("button", name="Menu", exact=True)
    button.press("Enter")
    if way == "Escape":
        narrow.keyboard.press("Tab")
        narrow.keyboard.press("Escape")
    else:
        narrow.get_by_role("button", name="Close menu").press("Enter")
    assert buttons(narrow)["Menu"] is False
    assert narrow.evaluate("document.activeElement.textContent") == "Menu"


def test_the_menu_leads_on_by_keyboard(narrow: Page) -> None:
    narrow.get_by_role("button", name="Menu", exact=True).press("Enter")
    narrow.get_by_role("link", name="Authorities", exact=True).press("Enter")
    narrow.wait_for_url("**/authorities/")
    assert narrow.locator("nav [aria-current]").text_content() == "Authorities"


def test_where_there_is_room_the_menu_stands_open(
    shared_page: Page, site: tuple[Path, str]
) -> None:
    page, (folder, address) = shared_page, site
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + "themes/")
    assert "Menu" not in buttons(page)
    for name in menu(folder):
        assert page.get_by_role("link", name=name, exact=True).first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_all_of_it_works_without_a_script(
    scriptless: Page, site: tuple[Path, str], width: int
) -> None:
    page = scriptless
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site[1] + "themes/")
    if width < 768:
        page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("link", name="Calendar", exact=True).click()
    page.wait_for_url("**/calendar/")
    page.get_by_role("searchbox").fill("inclusion")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=inclusion")


@pytest.mark.parametrize("address", ["", "themes/", "404.html"])
def test_there_is_one_search_to_be_seen(
    shared_page: Page, site: tuple[Path, str], address: str
) -> None:
    shared_page.goto(site[1] + address)
    for width in WIDTHS:
        shared_page.set_viewport_size({"width": width, "height": 700})
        assert shared_page.locator("input[type=search]:visible").count() == 1, width


@pytest.mark.parametrize("width", WIDTHS)
def test_what_can_be_pressed_is_large_enough(
    shared_page: Page, site: tuple[Path, str], width: int
) -> None:
    """WCAG 2.2, 2.5.8 asks for 24; what everybody presses on a phone is larger."""
    shared_page.set_viewport_size({"width": width, "height": 700})
    shared_page.goto(site[1] + "themes/")
    heights = shared_page.evaluate(
        """() => [...document.querySelectorAll("header button, header input, nav[popover] a")]
            .map(one => one.getBoundingClientRect().height).filter(height => height > 0)"""
    )
    assert heights
    assert min(heights) >= 40
