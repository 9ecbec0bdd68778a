"""The forms in use: what they say, keep and hand over, for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from reviewlib.diagnostics import Severity
from reviewlib.library import load
from reviewlib.models import Status
from tests import store
from tests.a11y.machines import OF_LOOKS, axe
from tests.browse.conftest import PHONE
from tests.browse.form_filling import ADDRESS, REPOSITORY, form_site
from tests.browser import kept
from tests.theme.weights import weigh

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHANGE = "contribute/change/"
# Until words that were typed are kept.
KEPT = """words => new Promise(done => {
    const look = () => Object.values(localStorage).join().includes(words)
        ? done() : setTimeout(look, 20);
    look();
})"""
OPEN = "all => all.forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def site(served: Callable[..., str]) -> str:
    return served(form_site("made up"))


@pytest.fixture
def form(reader: Page, site: str) -> Iterator[Page]:
    """The form, with what is needed filled in; it is cleared in the end."""
    reader.goto(site + ADDRESS)
    reader.get_by_label("Authority", exact=True).first.fill("the glen")
    reader.get_by_label("On a day, or on several days").check()
    reader.get_by_label("First day or month").fill("29/8/2022")
    reader.get_by_label("Status", exact=True).select_option("planned")
    yield reader
    reader.goto(site + ADDRESS)
    reader.evaluate("localStorage.clear()")
    reader.goto("about:blank")


def proposed(page: Page) -> str:
    """The address on GitHub that a proposal opens."""
    page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="GitHub"))
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Propose on GitHub").click()
    address = opened.value.url
    opened.value.close()
    page.context.unroute(f"{REPOSITORY}/**")
    return address


def test_a_proposal_opens_a_new_file_filled_in(form: Page) -> None:
    text = form.locator("#form-text").text_content()
    form.get_by_label("Programme year", exact=True).select_option("2022–23")
    address = urlsplit(proposed(form))
    assert f"https://{address.netloc}{address.path}" == (
        f"{REPOSITORY}/new/main/content/reviews/2022-23"
    )
    assert parse_qs(address.query) == {"filename": ["glenmore-2.md"], "value": [text]}
    assert kept(form) == []


def test_a_file_too_long_for_an_address_is_copied(form: Page) -> None:
    form.eval_on_selector_all("details", OPEN)
    form.get_by_label("in a few sentences").fill("words and words " * 600)
    address = urlsplit(proposed(form))
    assert parse_qs(address.query) == {"filename": ["glenmore-2.md"]}
    copied = form.evaluate("navigator.clipboard.readText()")
    assert copied == form.locator("#form-text").text_content()
    expect(form.locator("#form-said")).to_contain_text("it was copied")


def test_the_file_can_be_saved(form: Page) -> None:
    with form.expect_download() as saved:
        form.get_by_role("button", name="Save as a file").click()
    assert saved.value.suggested_filename == "glenmore-2.md"
    text = Path(saved.value.path()).read_text("utf-8")
    assert text == form.locator("#form-text").text_content()


def test_what_was_typed_is_there_again_until_it_is_cleared(form: Page) -> None:
    form.get_by_role("button", name="Add another authority").first.click()
    form.get_by_label("Authority", exact=True).nth(1).fill("Strathbeg")
    text = form.locator("#form-text").text_content()
    form.evaluate(KEPT, "Strathbeg")
    form.reload()
    expect(form.locator("#form-text")).to_have_text(text or "")
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Clear the form").click()
    expect(form.get_by_label("Authority", exact=True).first).to_have_value("")
    assert kept(form) == []


def test_a_record_that_there_is_already_is_named(form: Page) -> None:
    form.get_by_label("Programme year", exact=True).select_option("2022–23")
    expect(form.locator("#form-existing a")).to_have_attribute(
        "href", re.compile("reviews/2022-23/glenmore/$")
    )
    form.get_by_label("First day or month").fill("29/8/2019")
    expect(form.locator("#form-existing")).to_have_text("A visit outside the year of its folder")


def test_problems_are_listed_first_and_each_leads_to_its_field(reader: Page, site: str) -> None:
    reader.goto(site + ADDRESS)
    reader.get_by_label("Programme year", exact=True).press("Tab")
    reader.eval_on_selector_all("details", "all => all.forEach(one => { one.open = false })")
    reader.get_by_role("button", name="Propose on GitHub").press("Enter")
    expect(reader.locator("#form-problems")).to_be_focused()
    links = reader.locator("#form-problems a")
    assert links.all_text_contents() == [
        f"{name}: A field that is needed is not there"
        for name in ("Hosts, authority 1: Authority", "When", "Status")
    ]
    reader.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    reader.keyboard.press("Enter")
    field = reader.get_by_label("Authority", exact=True).first
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(reader.locator("#form-authorities-1--error")).to_have_text(
        "A field that is needed is not there. What to write"
    )


@pytest.mark.parametrize("address", [ADDRESS, CHANGE])
def test_machines_find_nothing_wrong_and_a_phone_cuts_nothing_off(
    reader: Page, site: str, address: str
) -> None:
    reader.goto(site + address)
    reader.eval_on_selector_all("details", OPEN)
    reader.locator("#record-form [type=submit]").click()
    assert axe(reader) == []
    reader.emulate_media(color_scheme="dark")
    assert axe(reader, OF_LOOKS) == []
    reader.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", [ADDRESS, CHANGE])
def test_without_javascript_the_other_ways_are_named(
    scriptless: Page, site: str, address: str
) -> None:
    scriptless.goto(site + address)
    expect(scriptless.locator("#record-form")).to_be_hidden()
    expect(scriptless.locator("#form-without a").first).to_be_visible()


def test_the_script_of_the_form_is_small() -> None:
    assert 0 < weigh(form_site("made up"), f"{ADDRESS}index.html")["scripts"] < 20 * 1024


# ----------------------------------------------------------------------- what became of a review


def followed(text: str, steps: list[tuple[str, str]]) -> str:
    """A file after somebody did as the short form says."""
    lines = text.split("\n")
    for where, written in steps:
        new = written.split("\n")
        name = re.search("“([^”:]+):", where)
        if name is None:
            name = re.match("()Add below the dates", where)
        key = name[1] or "when" if name else ""
        first = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), 0)
        end = next((n for n in range(first + 1, len(lines)) if not lines[n].startswith(" ")), 0)
        if where.startswith("Replace"):
            lines[first:end] = new
        elif key:
            lines[end:end] = new
        else:
            assert where.startswith("Add above the second line of three hyphens")
            end = lines.index("---", 1)
            lines[end:end] = new
    return "\n".join(lines)


def steps_of(page: Page) -> list[tuple[str, str]]:
    items = page.locator("#form-lines li")
    return [
        (str(one.evaluate("one => one.firstChild.textContent")), one.locator("pre").inner_text())
        for one in items.all()
    ]


@pytest.mark.parametrize("dates", [True, False])
def test_the_lines_for_a_visit_that_took_place_are_right_where_they_are_put(
    reader: Page, site: str, tmp_path: Path, dates: bool
) -> None:
    library = store.library("made up")
    planned = [one for one in library.reviews if one.status is Status.PLANNED]
    assert planned
    root = store.copy_of("made up", tmp_path / "library")
    for review in planned:
        reader.goto(f"{site}{CHANGE}?review={review.id}&change=when")
        if dates:
            reader.get_by_label("In a month, or over several months").check()
            reader.get_by_label("First day or month").fill("April 2024")
        reader.get_by_role("button", name="Show what to write").click()
        file = root / review.place.path
        file.write_text(followed(file.read_text("utf-8"), steps_of(reader)), "utf-8")
    result = load(root, cache=store.cache())
    assert [one for one in result.problems if one.severity is Severity.ERROR] == []
    for review in planned:
        (now,) = [one for one in result.checked().reviews if one.id == review.id]
        assert now.status is Status.TOOK_PLACE
        assert now.when.words == ("April 2024" if dates else review.when.words)
        assert now.is_dated_as_planned != (dates or not review.when.ranges)
        assert now.history[:-1] == review.history


@pytest.mark.parametrize(
    "every", [3, pytest.param(1, marks=pytest.mark.audit)], ids=["some", "all"]
)
def test_the_lines_for_a_report_that_was_published_are_right_where_they_are_put(
    reader: Page, site: str, tmp_path: Path, every: int
) -> None:
    reviews = store.library("made up").reviews[::every]
    root = store.copy_of("made up", tmp_path / "library")
    for review in reviews:
        reader.goto(f"{site}{CHANGE}?review={review.id}&change=reports")
        reader.get_by_label("Title", exact=True).fill('The "new" report: all of it')
        reader.get_by_label("Page that offers it").fill("https://example.org/new")
        reader.get_by_role("button", name="Show what to write").click()
        file = root / review.place.path
        file.write_text(followed(file.read_text("utf-8"), steps_of(reader)), "utf-8")
    result = load(root, cache=store.cache())
    assert [one for one in result.problems if one.severity is Severity.ERROR] == []
    after = {one.id: one for one in result.checked().reviews}
    for before in reviews:
        now = after[before.id]
        assert now.reports[:-1] == before.reports
        assert now.reports[-1].title == 'The "new" report: all of it'
        assert now.history[-1].change == "report published"
