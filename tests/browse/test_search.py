"""The search: what is found, where each hit opens, what the address says, how it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from tests import store
from tests.browser import heard

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ON_PAGE_7 = "a jar of sea glass on the sill"
FIRST = "#hits > li:first-child"


def search(page: Page, site: str, words: str) -> None:
    page.goto(f"{site}search/?q={quote(words)}")
    # `expect` looks again after a quarter and half of a second only; this, at once.
    page.locator("#count", has_text=re.compile("result|Nothing")).wait_for()


def searches(page: Page, site: str, all_words: Iterable[str]) -> Iterator[str]:
    """Search for one after the other on one page; each, once its results are there."""
    page.goto(f"{site}search/")
    for words in all_words:
        page.locator("#words").fill(words)
        page.locator("#words").press("Enter")
        expect(page.locator("#count")).to_be_focused()
        # What is told names what was looked for, so results of the words before do not count.
        said = re.compile(re.escape(" ".join(words.split())[:40]))
        page.locator("#count", has_text=said).wait_for()
        yield words
        page.locator("#words").focus()


def titles(page: Page) -> list[str]:
    return page.locator(".hit-title a").all_text_contents()


def addresses(page: Page, site: str) -> list[str]:
    links = page.eval_on_selector_all(".hit-title a", "all => all.map(one => one.href)")
    return [link.removeprefix(site) for link in links]


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# Words, and what a hit has in its address or its text.
FINDS = {
    "Glenmore": "reviews/2022-23/glenmore/",
    "Gleann Mòr": "reviews/2022-23/glenmore/",
    "gleann mor": "reviews/2022-23/glenmore/",
    "Comhairle Dhùn Sgàil": "reviews/2023-24/dun-sgail/",
    "sea glass": "reviews/2021-22/strathbeg/",
    "glenmroe": "reviews/2022-23/glenmore/",
    "ASN": "additional support needs",
    "additional support needs": "additional support needs",
    "well-being": "Wellbeing",
    "wellbeing": "Wellbeing",
    "well being": "Wellbeing",
    "how do schools listen to learners?": "How well do our schools listen to learners?",
}


def test_words_find_what_they_mean(reader: Page, searched: str) -> None:
    for words in searches(reader, searched, FINDS):
        shown = [*addresses(reader, searched), reader.locator("#hits").inner_text()]
        assert FINDS[words] in "\n".join(shown), words


GAELIC = ("Dhun", "Dhùn", "Dùn Sgàil", "dun sgail", "DHÙN SGÀIL")


def test_a_gaelic_name_is_found_with_and_without_accents(reader: Page, searched: str) -> None:
    for words in searches(reader, searched, GAELIC):
        found = addresses(reader, searched)
        assert {"authorities/dun-sgail/", "reviews/2023-24/dun-sgail/"} & set(found[:3]), words
        assert reader.locator(".hit-title [lang=gd]", has_text="Dùn Sgàil").count(), words


IN_Y = ("survey", "surveys", "journey", "journeys", "pathway", "pathways", "orkney", "ORKNEY")


def test_words_in_y_are_found_in_either_number(reader: Page, searched: str) -> None:
    for words in searches(reader, searched, IN_Y):
        assert addresses(reader, searched)[0] == "about/words/", words


def test_a_phrase_on_page_7_of_a_report_opens_page_7(reader: Page, searched: str) -> None:
    search(reader, searched, f'"{ON_PAGE_7}"')
    assert titles(reader) == ["Strathbeg"]
    place = reader.locator(f"{FIRST} .passage-place a").first
    assert place.inner_text().startswith("Page 7 of ")
    pdf = reader.locator(f"{FIRST} .passage-pdf").first
    assert pdf.inner_text() == "PDF, page 7"
    file = pdf.evaluate("link => link.href")
    assert file == f"{searched}reviews/2021-22/strathbeg/strathbeg-2021-full.pdf#page=7"
    assert reader.request.get(file).headers["content-type"] == "application/pdf"
    place.click()
    assert reader.url == f"{searched}reviews/2021-22/strathbeg/text/#page-7"
    page = reader.locator(":target").locator("..").inner_text()
    assert ON_PAGE_7 in " ".join(page.split())


def test_a_finding_opens_at_its_own_place(reader: Page, made_up: str) -> None:
    search(reader, made_up, "How well do our schools listen to learners?")
    reader.locator(f"{FIRST} .passage-place a").first.click()
    assert "#question-" in reader.url
    assert "listen to learners" in reader.locator(":target").inner_text()


def test_the_words_are_marked_in_what_is_shown(reader: Page, made_up: str) -> None:
    search(reader, made_up, "listen learners")
    marked = {one.inner_text() for one in reader.locator("#hits mark").all()}
    assert {"listen", "learners"} <= marked


def test_every_hit_and_passage_leads_to_a_place_that_is_there(reader: Page, made_up: str) -> None:
    for words in ("learners", "plan", "inclusion"):
        search(reader, made_up, words)
        links = reader.eval_on_selector_all("#hits a", "all => all.map(one => one.href)")
        assert len(links) > 3
        for link in links:
            answer = reader.request.get(link)
            assert answer.ok, link
            anchor = urlsplit(link).fragment
            if anchor and not anchor.startswith("page="):
                assert f'id="{anchor}"' in answer.text(), link


def test_results_are_chosen_by_facets_as_reviews_are(reader: Page, made_up: str) -> None:
    search(reader, made_up, "learners")
    before = addresses(reader, made_up)
    option = reader.locator("label:has(input[value=inclusion])")
    number = int((option.locator(".option-count").text_content() or "").strip("()"))
    option.locator("input").check()
    expect(reader.locator("#count")).to_contain_text(f"{number} result")
    assert set(addresses(reader, made_up)) < set(before)
    assert query(reader) == {"q": ["learners"], "theme": ["inclusion"]}
    reader.go_back()
    expect(reader.locator(".hit")).to_have_count(len(before))


def test_a_choice_without_words_shows_the_reviews_it_fits(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/?year=2021-22&mode=online")
    expect(reader.locator("#count")).to_have_text("1 result")
    assert addresses(reader, made_up) == ["reviews/2021-22/strathbeg/"]


def test_a_shared_address_restores_words_choice_and_results(reader: Page, made_up: str) -> None:
    search(reader, made_up, "learners")
    reader.locator("input[value=inclusion]").check()
    expect(reader).to_have_url(re.compile("theme=inclusion"))
    address, there = reader.url, titles(reader)
    count = reader.locator("#count").inner_text()
    reader.goto("about:blank")
    reader.goto(address)
    expect(reader.locator("#count")).to_have_text(count)
    assert titles(reader) == there
    assert reader.locator("#words").input_value() == "learners"
    assert reader.locator("input[value=inclusion]").is_checked()


def test_the_header_leads_here_from_every_depth(reader: Page, made_up: str) -> None:
    for page in ("about/glossary/", "reviews/2021-22/strathbeg/text/", "themes/inclusion/"):
        reader.goto(made_up + page)
        box = reader.get_by_label("Search the library")
        box.fill("glenmore")
        box.press("Enter")
        expect(reader).to_have_url(f"{made_up}search/?q=glenmore")
        expect(reader.locator("#hits")).to_contain_text("Glenmore")


def test_without_scripts_the_header_leads_to_the_lists(scriptless: Page, made_up: str) -> None:
    page = scriptless
    page.goto(f"{made_up}themes/")
    page.get_by_label("Search the library").fill("glenmore")
    page.get_by_label("Search the library").press("Enter")
    assert page.url == f"{made_up}search/?q=glenmore"
    assert page.locator("#find").is_hidden()
    assert page.get_by_text("Search needs JavaScript").is_visible()
    for name in ("Inclusion", "Glenmore", "2022–23", "Every review", "Documents"):
        link = page.locator("#lists").get_by_role("link", name=re.compile(f"^{name}"))
        assert link.first.is_visible(), name


def test_opened_as_a_file_the_page_still_leads_on(shared_page: Page) -> None:
    site, page = store.site("made up", for_files=True), shared_page
    page.goto((site / "themes" / "index.html").as_uri())
    page.get_by_label("Search the library").fill("glenmore")
    page.get_by_label("Search the library").press("Enter")
    assert page.url.startswith((site / "search" / "index.html").as_uri())
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    page.locator("#lists").get_by_role("link", name="Glenmore", exact=True).click()
    expect(page.locator("h1")).to_have_text("Glenmore")
    page.goto((site / "reviews" / "index.html").as_uri())
    assert page.locator("[data-review]:not([hidden])").count() == 11


def test_names_are_suggested_while_typing_and_reached_by_keyboard(
    reader: Page, made_up: str
) -> None:
    reader.goto(f"{made_up}search/")
    words = reader.locator("#words")
    words.press_sequentially("incl")
    straight = reader.get_by_role("list", name="Go straight to")
    expect(straight.get_by_role("link", name="Inclusion")).to_be_visible()
    words.press("ArrowDown")
    expect(straight.get_by_role("link").first).to_be_focused()
    reader.keyboard.press("ArrowUp")
    expect(words).to_be_focused()
    words.press("Escape")
    expect(straight).to_be_hidden()
    assert words.input_value() == "incl"
    words.press_sequentially("u")
    expect(straight).to_be_visible()
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{made_up}themes/inclusion/")


def test_a_name_other_than_the_official_one_is_suggested_too(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/")
    reader.locator("#words").press_sequentially("dunsk")
    expect(reader.get_by_role("list", name="Go straight to")).to_contain_text("Dùn Sgàil")


def test_tab_leads_through_suggestions_and_out_of_them(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/")
    reader.locator("#words").press_sequentially("in")
    expect(reader.locator("#suggestions")).to_be_visible()
    inside = reader.locator("#suggestions a").count()
    stops = []
    for _ in range(inside + 2):
        reader.keyboard.press("Tab")
        stops.append(reader.evaluate("Boolean(document.activeElement.closest('#suggestions'))"))
    assert stops == [False, *[True] * inside, False]


def test_results_come_while_typing_and_whole_ones_on_submit(reader: Page, made_up: str) -> None:
    words = reader.locator("#words")
    with heard(reader, "request", lambda request: request.url) as asked:
        reader.goto(f"{made_up}search/")
        words.press_sequentially("strathbeg")
        expect(reader.locator(".hit").first).to_contain_text("Strathbeg")
    assert not [one for one in asked if "search/pages" in one or "search/texts" in one]
    assert reader.locator(".passage").count() == 0
    expect(reader.locator("#count")).to_contain_text("so far")
    words.press("Enter")
    expect(reader.locator(".passage").first).to_be_visible()
    expect(reader.locator("#count")).not_to_contain_text("so far")


def test_what_typing_does_not_find_is_looked_for_further_on_demand(
    reader: Page, made_up: str
) -> None:
    reader.goto(f"{made_up}search/")
    reader.locator("#words").press_sequentially("Committee")
    expect(reader.locator("#count")).to_contain_text("Nothing found so far")
    reader.get_by_role("button", name="Search all findings and reports").press("Enter")
    expect(reader.locator("#count")).to_be_focused()
    expect(reader.locator("#hits")).to_contain_text("Committee")


def test_after_submitting_the_focus_is_on_what_came_of_it(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/")
    reader.locator("#words").fill("glenmore")
    reader.get_by_role("button", name="Search").click()
    expect(reader.locator("#count")).to_be_focused()
    assert "glenmore" in reader.locator("#count").inner_text()
    reader.keyboard.press("Tab")
    assert reader.evaluate("Boolean(document.activeElement.closest('#hits, #notices'))")


def test_the_number_of_results_is_announced_and_stands_in_the_title(
    reader: Page, made_up: str
) -> None:
    search(reader, made_up, "glenmore")
    expect(reader.locator("#said")).to_have_text(re.compile(r"^\d+ results? for “glenmore”$"))
    expect(reader).to_have_title(re.compile("^“glenmore” – Search – "))
    reader.goto(f"{made_up}search/")
    expect(reader).to_have_title(re.compile("^Search – "))


def test_more_results_come_on_demand_and_the_focus_goes_on_with_them(
    reader: Page, made_up: str
) -> None:
    search(reader, made_up, "schools and learners")
    expect(reader.locator(".hit")).to_have_count(10)
    more = reader.get_by_role("button", name="More results")
    more.press("Enter")
    expect(reader.locator(".hit:nth-child(11) a").first).to_be_focused()
    expect(reader.locator(".hit:nth-child(n + 11) .passage").first).to_be_visible()
    number = int((reader.locator("#count").inner_text()).split()[0])
    while more.is_visible():
        before = reader.locator(".hit").count()
        more.click()
        expect(reader.locator(f".hit:nth-child({before + 1})")).to_be_visible()
    assert reader.locator(".hit").count() == number
    found = addresses(reader, made_up)
    assert len(found) == len(set(found))


def test_where_a_word_is_on_no_page_results_say_what_they_are(reader: Page, made_up: str) -> None:
    search(reader, made_up, "glenmroe")
    told = reader.locator(".did-you-mean")
    expect(told).to_have_text("No page has “glenmroe”. These results are for “glenmore”.")
    search(reader, made_up, "Shred of parts")
    expect(told).to_have_text(
        re.compile(r"^No page has “shred”; nearest spelling: shed \(\d+\)\.$")
    )
    told.get_by_role("button").click()
    expect(reader).to_have_url(re.compile(r"q=shed\+of\+parts$"))
    expect(told).to_have_count(0)
    search(reader, made_up, "families sea")
    expect(reader.locator("#notices")).to_contain_text(
        "all the words; the others have some of them"
    )
    expect(reader.locator(".hit").last).to_contain_text("Not on this page: ")


def test_small_words_alone_ask_for_another(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/?q=who")
    told = "“who” is on nearly every page: add another word"
    expect(reader.locator("#count")).to_have_text(told)
    expect(reader.locator("#said")).to_have_text(told)
    search(reader, made_up, '"not sea glass"')
    expect(reader.locator("#notices")).to_contain_text("No page has exactly these words.")


def test_where_nothing_is_found_there_are_lists_to_go_on_with(reader: Page, made_up: str) -> None:
    search(reader, made_up, "zzzzqqqq")
    assert reader.locator("#count").inner_text() == "Nothing found for “zzzzqqqq”"
    assert reader.locator("#choose").is_hidden()
    assert reader.locator("#lists").get_by_role("link", name="Inclusion").is_visible()


def test_where_ticks_leave_nothing_the_reader_is_told_why(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/?q=dunskail&year=2021-22&theme=senior-phase")
    expect(reader.locator("#count")).to_contain_text("Nothing")
    assert "what is ticked" in reader.locator("#notices").inner_text()
    assert reader.locator("#choose").is_visible()


def test_an_emptied_box_brings_the_lists_back(reader: Page, made_up: str) -> None:
    search(reader, made_up, "glenmore")
    assert reader.locator("#lists").is_hidden()
    reader.locator("#words").fill("")
    expect(reader.locator("#lists")).to_be_visible()
    expect(reader.locator("#found")).to_be_hidden()
    assert urlsplit(reader.url).query == ""


BAD_WORDS = (
    "a:b", "^", "~", "+-", "*", "title:glenmore", "glenmore~99", "school " * 1500, "🏫",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"', '"unclosed', "'", "\\",
    "\u202eeromnelg", "مدرسة", "%", "%00", "?theme=x", "constructor", "__proto__",
)  # fmt: skip


def test_no_words_break_the_search(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}search/")
    for words in BAD_WORDS:
        reader.locator("#words").fill(words)
        reader.locator("#words").press("Enter")
        expect(reader.locator("#count")).to_be_focused()
        assert reader.locator("main :is(script, iframe, img)").count() == 0, words
        reader.locator("#words").focus()


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "%00", "__proto__", "^"])
def test_no_words_in_an_address_break_the_search(reader: Page, made_up: str, words: str) -> None:
    search(reader, made_up, words)
    assert reader.locator("main :is(script, iframe, img)").count() == 0


@pytest.mark.parametrize(
    "choice",
    ["?theme=nope", "?theme=nope&q=glenmore", "?q=&theme=&year=", "?%E0%A4%A=1&q=%E0%A4%A"],
)
def test_a_hand_edited_address_gives_a_sensible_page(
    reader: Page, made_up: str, choice: str
) -> None:
    reader.goto(f"{made_up}search/{choice}")
    expect(reader.locator("#count, #lists").locator("visible=true").first).to_be_visible()
    if "nope" in choice:
        expect(reader.locator("main")).to_contain_text("“nope”")


@pytest.mark.parametrize(
    ("file", "harm", "said"),
    [
        ("catalogue.json", "missing", "could not be loaded"),
        ("catalogue.json", "truncated", "was not loaded completely"),
        ("records.json", "stale", "has been updated"),
        ("pages.json", "missing", "could not be loaded"),
    ],
)
def test_where_the_index_fails_the_reader_is_told_and_led_on(
    harmed: Page, made_up: str, made_up_folder: Path, file: str, harm: str, said: str
) -> None:
    data = (made_up_folder / "search" / file).read_bytes()
    harmed.route(f"**/search/{file}*", lambda route: _harm(route, data, harm))
    harmed.goto(f"{made_up}search/?q=glenmore")
    expect(harmed.locator("#without")).to_contain_text(said)
    assert harmed.locator("#lists").get_by_role("link", name="Glenmore", exact=True).is_visible()
    assert harmed.locator("#found").is_hidden()


@pytest.mark.parametrize("file", ["documents.json", "pagefind/pagefind.js"])
def test_where_a_part_of_pagefind_fails_the_reader_is_told_and_led_on(
    harmed: Page, pagefind_folder: Path, served: Callable[..., str], file: str
) -> None:
    harmed.route(f"**/search/{file}*", lambda route: _harm(route, b"", "missing"))
    harmed.goto(f"{served(pagefind_folder)}search/?q=glenmore")
    expect(harmed.locator("#without")).to_contain_text("not available at the moment")
    assert harmed.locator("#lists").get_by_role("link", name="Glenmore", exact=True).is_visible()


def _harm(route: Route, data: bytes, harm: str) -> None:
    if harm == "missing":
        route.fulfill(status=404)
    elif harm == "truncated":
        route.fulfill(body=data[: len(data) // 2], content_type="application/json")
    else:
        index = {**json.loads(data), "stamp": "another"}
        route.fulfill(body=json.dumps(index), content_type="application/json")


def test_without_the_engine_itself_the_lists_are_there(harmed: Page, made_up: str) -> None:
    harmed.route("**/js/search/client.js", lambda route: route.fulfill(status=404))
    harmed.goto(f"{made_up}search/?q=glenmore")
    expect(harmed.locator("#without")).to_contain_text("not available at the moment")
    assert harmed.locator("#lists").is_visible()


def test_what_is_searched_for_stays_in_the_browser(
    reader: Page, made_up: str, made_up_folder: Path
) -> None:
    with heard(reader, "request", lambda one: one.url + (one.post_data or "")) as asked:
        reader.goto(f"{made_up}search/")
        reader.locator("#words").press_sequentially("sea glass")
        reader.locator("#words").press("Enter")
        expect(reader.locator(".passage").first).to_be_visible()
    assert [one for one in asked if "glass" in one] == []
    files = {path.relative_to(made_up_folder).as_posix() for path in made_up_folder.rglob("*.*")}
    paths = {urlsplit(one).path.removeprefix("/ci/reports/") for one in asked}
    assert {path for path in paths if not path.endswith("/")} <= files
