"""Walk through a page with Tab, and open and close what opens.

takes: a page that is open in Chromium
gives: walk(), popovers(), single_keys(): faults
knows nothing of: what is on the pages
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.a11y.faults import Fault

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["popovers", "single_keys", "walk"]

_STOP = (Path(__file__).parent / "stop.js").read_text("utf-8")
# Tab goes on from where the focus was lost: so it is given to something at the very top.
_BEGIN = """() => {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus({preventScroll: true});
    top.remove();
    scrollTo(0, 0);
}"""
# A stop is looked at as soon as the key is up, when the focus has moved and the page has scrolled.
_RECORD = f"""() => {{
    const stop = {_STOP};
    window.walked = [];
    window.seen = [];
    window.onceUp = () => {{
        if (!window.seen.some(one => !one || one.again >= 0)) window.seen.push(stop());
    }};
    addEventListener("keyup", window.onceUp, true);
}}"""
_OVER = "() => window.seen.some(one => !one || one.again >= 0)"
_END = """() => {
    removeEventListener("keyup", window.onceUp, true);
    document.activeElement?.blur();
    return window.seen;
}"""
_STATE = """() => [location.href, scrollY, document.body.innerHTML.length,
    document.activeElement.localName].join()"""
# Done once nothing on the page has changed for a third of a second.
_SETTLED = """() => new Promise((done) => {
    const quiet = () => { watch.disconnect(); done(); };
    let timer = setTimeout(quiet, 333);
    const watch = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(quiet, 333);
    });
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    watch.observe(document, all);
})"""
# What Tab should come to. Radio buttons share one stop; what is closed has none.
_STOPS = """() => (window.stops = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
    .filter(one => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]")
        && !(one.type === "radio" && !one.checked)
        && one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))).length"""
_MISSED = """() => (window.stops ?? []).filter(one => !(window.walked ?? []).includes(one))
    .map(one => `${one.localName} “${(one.textContent || one.name).trim().slice(0, 40)}”`)"""
# Boxes whose parts are shown in another order than they stand in: eye and Tab part ways.
_ORDER = """() => [...document.querySelectorAll("body *")].flatMap(one => {
    const style = getComputedStyle(one);
    const turned = /flex|grid/.test(style.display)
        && (/reverse/.test(style.flexDirection) || /reverse/.test(style.flexWrap));
    const moved = Number(style.order) !== 0 || style.getPropertyValue("float") === "right";
    const holds = one.querySelectorAll("a[href], button, input").length;
    if ((turned && holds > 1) || (moved && (holds || one.matches("a, button, input")))) {
        return [`${one.localName}.${one.classList[0] ?? ""}`];
    }
    return [];
})"""


def _judge(stop: dict[str, Any]) -> list[Fault]:
    where = str(stop["where"])
    wrong = {
        "tab: order": stop["backwards"] and "Tab goes back to what stands before",
        "tab: unseen": stop["unseen"] and "Tab stops where there is nothing to be seen",
        "tab: covered": stop["covered"] and "something lies over it while it has the focus",
        "tab: ring": not stop["ring"] and "nothing shows that it has the focus",
        "tab: silent": not stop["spoken"] and "Tab stops at something that is not spoken",
        "tab: target": stop["crowded"] and f"too small a target: {stop['crowded']}",
    }
    return [Fault(rule, where, str(what)) for rule, what in wrong.items() if what]


def _press(page: Page, count: int) -> list[dict[str, Any] | None]:
    """Press Tab until the page is at its end, or Tab is round or trapped; every stop."""
    page.evaluate(_RECORD)
    for number in range(1, count + 11):
        page.keyboard.press("Tab")
        # To ask after every stop would take as long as all the rest.
        if (number > count or number % 8 == 0) and page.evaluate(_OVER):
            break
    stops: list[dict[str, Any] | None] = page.evaluate(_END)
    return stops


def walk(page: Page) -> list[Fault]:
    """From the top of the page to its end with Tab; every stop is looked at."""
    page.evaluate(_BEGIN)
    found = []
    for stop in _press(page, page.evaluate(_STOPS)):
        if stop is None or stop["again"] == 0:
            break  # at the end, or round, to where it began
        if stop["again"] > 0:
            found.append(Fault("tab: trap", stop["where"], "Tab does not lead on from here"))
            break
        found += _judge(stop)
    found += [Fault("tab: missed", one, "Tab never comes here") for one in page.evaluate(_MISSED)]
    found += [
        Fault("tab: order", one, "it is shown in another order than it stands in")
        for one in page.evaluate(_ORDER)
    ]
    return found


def _popover(page: Page, number: int) -> list[Fault]:
    opener = page.locator("[popovertarget]").nth(number)
    if not opener.is_visible() or opener.get_attribute("popovertargetaction") == "hide":
        return []
    box = page.locator(f"#{opener.get_attribute('popovertarget')}")
    where = f"button “{opener.inner_text()}”"
    links = box.locator("a[href], button")
    faults = []
    if box.is_visible():
        faults.append(Fault("menu", where, "it opens what stands open already"))
        return faults
    opener.focus()
    page.keyboard.press("Enter")
    if not box.is_visible():
        return [Fault("menu", where, "Enter does not open it")]
    page.keyboard.press("Tab")
    inside = box.evaluate("one => one.contains(document.activeElement)")
    if not inside:
        faults.append(Fault("menu", where, "Tab does not go into what was opened"))
    if not links.count():
        faults.append(Fault("menu", where, "there is nothing in it"))
    page.keyboard.press("Escape")
    if box.is_visible():
        return [*faults, Fault("menu", where, "Esc does not close it")]
    if not opener.evaluate("one => one === document.activeElement"):
        faults.append(Fault("menu", where, "once it is closed, the focus is lost"))
    return faults


def popovers(page: Page) -> list[Fault]:
    """Open what opens, by keyboard; go in; close it with Esc; be back where it was opened."""
    count = page.locator("[popovertarget]").count()
    return [fault for number in range(count) for fault in _popover(page, number)]


def _answers_keys(page: Page) -> bool:
    page.evaluate(_BEGIN)
    before = page.evaluate(_STATE)
    page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789/?.,;'[]-=")
    return bool(page.evaluate(_STATE) != before)


def single_keys(page: Page) -> list[Fault]:
    """Press every letter and digit: nothing may happen, as speech makes such presses (2.1.4)."""
    if _answers_keys(page):
        # A page that was still loading changes by itself, so look again at one that has settled.
        page.reload()
        page.evaluate(_SETTLED)
        if _answers_keys(page):
            return [Fault("single key", "body", "a single key does something")]
    return []
