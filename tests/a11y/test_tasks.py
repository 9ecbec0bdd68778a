"""What people come for, done with the keyboard alone, on a phone's width and on a desk's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.a11y.conftest import Published

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 1280)
FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.labels?.[0]?.textContent ?? "";
    const words = one.getAttribute("aria-label") || one.textContent || label || one.value || "";
    return [one.localName, words.replace(/\\s+/g, " ").trim(), one.getAttribute("href") ?? ""];
}"""


class Keys:
    """Somebody at a keyboard, who sees the page and has no mouse."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.goto(address)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def here(self) -> tuple[str, str, str]:
        """Where the focus is: the element, its words, its address."""
        name, words, href = self.page.evaluate(FOCUSED)
        return name, words, href

    def tab_to(self, words: str, element: str = "a", href: str = "", most: int = 400) -> None:
        """Press Tab until what begins with these words has the focus; back to the top once."""
        for _ in range(most):
            self.press("Tab")
            name, said, leads = self.here
            if name == element and said.startswith(words) and leads.endswith(href):
                assert self.page.evaluate("document.activeElement.checkVisibility()")
                return
        raise AssertionError(f"Tab never came to “{words}”")

    def follow(self, words: str, href: str = "") -> None:
        self.tab_to(words, href=href)
        with self.page.expect_navigation():
            self.press("Enter")

    def at(self, path: str) -> bool:
        return self.page.url.split("#")[0].split("?")[0] == self.address + path

    def menu(self, entry: str) -> None:
        """Through the menu, which is folded away on a narrow screen."""
        button = self.page.locator(".menu-button")
        if button.is_visible():
            self.tab_to("Menu", "button")
            self.press("Enter")
        self.follow(entry)


# Where a wide page has another way than a narrow one; all else is done at both in the audit.
BOTH_WIDTHS = pytest.mark.parametrize("keys", WIDTHS, indirect=True)


@pytest.fixture(params=[WIDTHS[0], pytest.param(WIDTHS[1], marks=pytest.mark.audit)])
def keys(
    request: pytest.FixtureRequest, publish: Callable[[str], Published], shared_page: Page
) -> Keys:
    shared_page.set_viewport_size({"width": request.param, "height": 720})
    shared_page.emulate_media(reduced_motion="reduce")
    return Keys(shared_page, publish("made up").address)


@BOTH_WIDTHS
def test_find_a_review_by_its_authority(keys: Keys) -> None:
    keys.menu("Authorities")
    assert keys.at("authorities/")
    keys.follow("Glenmore")
    assert keys.at("authorities/glenmore/")
    keys.follow("Glenmore", "reviews/2022-23/glenmore/")
    assert keys.at("reviews/2022-23/glenmore/")


def test_find_what_was_learned_on_a_theme(keys: Keys) -> None:
    keys.menu("Themes")
    assert keys.at("themes/")
    keys.follow("Inclusion")
    assert keys.at("themes/inclusion/")
    keys.follow("What was found", "#found")
    assert keys.page.url.endswith("#found")
    # The next Tab goes on from there, not from the top of the page.
    keys.press("Tab")
    assert keys.page.evaluate(
        "() => Boolean(document.querySelector('#found').compareDocumentPosition("
        "document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_choose_what_was_planned_on_a_theme_without_a_script(keys: Keys) -> None:
    keys.page.goto(keys.address + "themes/inclusion/")
    shown = keys.page.locator(".found > section").filter(visible=True)
    assert shown.count() > 1
    keys.tab_to("All kinds", "input")
    while "Planned" not in keys.here[1]:
        keys.press("ArrowDown")
    assert [one.get_attribute("aria-labelledby") for one in shown.all()] == ["plans"]
    assert keys.page.locator("#reviews").is_visible()


def test_open_the_pdf_of_a_review(keys: Keys) -> None:
    keys.page.goto(keys.address + "reviews/2021-22/strathbeg/")
    # A browser leaves the page for its viewer of PDFs; here it is enough that it sets out.
    keys.page.route("**/*.pdf", lambda route: route.fulfill(status=204))
    with keys.page.expect_request(lambda one: one.url.endswith("strathbeg-2021-full.pdf")):
        keys.tab_to("", href="strathbeg-2021-full.pdf")
        keys.press("Enter")


def test_subscribe_to_the_calendar(keys: Keys) -> None:
    keys.menu("Calendar")
    assert keys.at("calendar/")
    keys.tab_to("", href=".ics")
    with keys.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".ics")


def test_search_and_open_what_was_found(keys: Keys) -> None:
    keys.tab_to("Search", "input")
    keys.page.keyboard.type("school improvement group")
    keys.press("Enter")
    keys.page.wait_for_url("**/search/?q=*")
    main = keys.page.locator("main")
    main.get_by_role("link", name="Glenmore").first.wait_for()
    keys.follow("", href="glenmore/#strength-learners-chair-the-school-improvement-group")
    assert keys.at("reviews/2022-23/glenmore/")
    assert keys.page.locator(":target").inner_text().startswith("Learners chair")


@BOTH_WIDTHS
def test_choose_among_the_reviews_and_clear_the_choice(keys: Keys) -> None:
    keys.menu("Reviews")
    everything = keys.page.locator("main .card:visible").count()
    assert everything > 3
    keys.page.locator("main [type=checkbox]").first.wait_for(state="attached")
    if not keys.page.locator("main [type=checkbox]").first.is_visible():
        keys.tab_to("Filter", "summary")
        keys.press("Enter")
    for _ in range(60):
        keys.press("Tab")
        if keys.page.evaluate("document.activeElement.type") == "checkbox":
            break
        if keys.here[0] == "summary" and not keys.page.evaluate(
            "document.activeElement.parentElement.open"
        ):
            keys.press("Enter")
    keys.press("Space")
    keys.page.wait_for_url("**/reviews/?*")
    some = keys.page.locator("main .card:visible").count()
    assert 0 < some < everything
    keys.press("Tab", "Space")  # the next of the same boxes
    keys.page.get_by_role("button", name="Clear all").wait_for()
    keys.tab_to("Clear all", "button")
    keys.press("Enter")
    keys.page.wait_for_url("**/reviews/")
    assert keys.page.locator("main .card:visible").count() == everything
    assert keys.here[0] != "body", "once it was cleared, the focus was lost"


@BOTH_WIDTHS
def test_open_the_menu_look_into_it_and_close_it(keys: Keys) -> None:
    button = keys.page.locator(".menu-button")
    if not button.is_visible():
        # On a wide screen it stands open, and Tab goes through it.
        keys.tab_to("Reviews")
        keys.press("Tab")
        assert keys.here[1] == "Themes"
        return
    keys.tab_to("Menu", "button")
    keys.press("Enter")
    assert keys.page.locator("#site-menu").is_visible()
    keys.tab_to("Reviews", most=3)
    keys.press("Escape")
    assert not keys.page.locator("#site-menu").is_visible()
    assert keys.here[1] == "Menu"
    keys.press("Tab")
    assert not keys.page.evaluate(
        "document.querySelector('#site-menu').contains(document.activeElement)"
    )


def test_go_back_to_where_one_was(keys: Keys) -> None:
    keys.menu("Themes")
    keys.follow("Inclusion")
    keys.page.go_back()  # Alt and the left arrow: a key of the browser, not of the page
    assert keys.at("themes/")
    # The crumbs lead up as well, without the browser's own history.
    keys.page.goto(keys.address + "reviews/2022-23/glenmore/")
    keys.follow("Reviews", "../../../reviews/")
    assert keys.at("reviews/")


def test_the_first_tab_leads_past_the_menu(keys: Keys) -> None:
    keys.page.goto(keys.address + "reviews/2022-23/glenmore/")
    keys.press("Tab")
    assert keys.here[2] == "#main"
    assert keys.page.evaluate(
        "() => { const box = document.activeElement.getBoundingClientRect();"
        " return box.top >= 0 && box.left >= 0 && box.width > 24 }"
    )
    keys.press("Enter")
    keys.press("Tab")
    assert keys.page.evaluate("document.querySelector('main').contains(document.activeElement)")
