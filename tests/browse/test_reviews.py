"""The list of every review, chosen from: what is shown, what the address says, what goes along."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from reviewlib.library import Library
from reviewlib.library.facets import facets, facets_of
from tests import store
from tests.browse.conftest import watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHOWN = "#list [data-review]:visible"


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


def all_of(library: Library) -> str:
    return f"{len(library.reviews)} reviews"


def some_of(library: Library, number: int) -> str:
    return f"{number} of {len(library.reviews)} reviews"


def shown(page: Page) -> list[str]:
    """The reviews that are seen, or folded until a line is opened, in their order."""
    found: list[str] = page.eval_on_selector_all(
        "#list [data-review]",
        "all => all.filter(one => !one.closest('[hidden]')).map(one => one.dataset.review)",
    )
    return found


def settled(page: Page, count: str) -> None:
    # `expect` looks again after a quarter and half of a second only; this, at once.
    exactly = re.compile(rf"^\s*{re.escape(count)}\s*$")
    page.locator("#count", has_text=exactly).wait_for()


def open_all(page: Page) -> None:
    page.eval_on_selector_all("details.facet", "all => all.forEach(one => { one.open = true })")


def tick(page: Page, facet: str, value: str) -> None:
    open_all(page)
    page.locator(f"input[name={facet}][value='{value}']").check()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def expected(library: Library, **chosen: tuple[str, ...]) -> set[str]:
    """Who fits: any within a facet, all across."""
    return {
        review.id
        for review in library.reviews
        if all(set(facets_of(library, review).get(facet, ())) & set(values)
               for facet, values in chosen.items())
    }  # fmt: skip


def test_without_scripts_the_page_is_the_whole_list(
    scriptless: Page, made_up: str, library: Library
) -> None:
    page = scriptless
    page.goto(f"{made_up}reviews/")
    assert page.locator(SHOWN).count() == sum(one.is_held for one in library.reviews)
    for line in page.locator("#list summary").all():
        line.click()
    assert page.locator(SHOWN).count() == len(library.reviews)
    assert page.locator("#choose").is_hidden()
    assert page.locator("#results-bar").is_hidden()
    assert page.get_by_role("link", name="Reviews by authority").is_visible()
    assert page.get_by_role("list", name="Themes").is_visible()


def test_all_reviews_stand_there_at_first_in_the_order_of_the_page(
    reader: Page, made_up: str, library: Library
) -> None:
    reader.goto(f"{made_up}reviews/")
    settled(reader, all_of(library))
    of_the_page = reader.eval_on_selector_all(
        "[data-review]", "all => all.map(one => one.dataset.review)"
    )
    assert shown(reader) == of_the_page
    assert {*of_the_page} == {review.id for review in library.reviews}


def test_it_opens_on_what_can_be_read_with_plans_folded_until_they_are_chosen(
    reader: Page, made_up: str, library: Library
) -> None:
    reader.goto(f"{made_up}reviews/")
    settled(reader, all_of(library))
    held = {review.id: review.is_held for review in library.reviews}
    order = [held[name] for name in shown(reader)]
    assert order == sorted(order, reverse=True)
    assert reader.locator(SHOWN).count() == sum(order)
    tick(reader, "status", "planned")
    assert reader.locator(SHOWN).count() == len(expected(library, status=("planned",)))


def test_any_within_a_facet_and_all_across(reader: Page, made_up: str, library: Library) -> None:
    reader.goto(f"{made_up}reviews/")
    tick(reader, "theme", "inclusion")
    assert {*shown(reader)} == expected(library, theme=("inclusion",))
    tick(reader, "theme", "senior-phase")
    assert {*shown(reader)} == expected(library, theme=("inclusion", "senior-phase"))
    tick(reader, "year", "2022-23")
    both = expected(library, theme=("inclusion", "senior-phase"), year=("2022-23",))
    assert {*shown(reader)} == both
    settled(reader, some_of(library, len(both)))


def test_an_option_tells_how_many_it_would_show(
    reader: Page, made_up: str, library: Library
) -> None:
    reader.goto(f"{made_up}reviews/?year=2022-23")
    for facet in facets(library):
        for value in facet.values:
            years = {} if facet.id == "year" else {"year": ("2022-23",)}
            would = expected(library, **{**years, facet.id: (value.id,)})
            option = reader.locator(f"label:has(input[name={facet.id}][value='{value.id}'])")
            assert option.locator(".option-count").text_content() == f"({len(would)})", value.id


def test_the_address_tells_all_and_back_and_forward_lead_through_it(
    reader: Page, made_up: str
) -> None:
    reader.goto(f"{made_up}reviews/")
    whole = shown(reader)
    tick(reader, "theme", "inclusion")
    assert query(reader) == {"theme": ["inclusion"]}
    with_theme = shown(reader)
    tick(reader, "year", "2021-22")
    reader.locator("#sort").select_option("name")
    reader.get_by_label("Table").check()
    assert query(reader) == {
        "theme": ["inclusion"], "year": ["2021-22"], "sort": ["name"], "view": ["table"]
    }  # fmt: skip
    for _ in range(3):
        reader.go_back()
    assert query(reader) == {"theme": ["inclusion"]}
    assert shown(reader) == with_theme
    reader.go_back()
    assert shown(reader) == whole
    assert not reader.locator("input[name=theme]:checked").count()
    reader.go_forward()
    assert shown(reader) == with_theme


def test_a_shared_address_restores_all(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/")
    tick(reader, "theme", "inclusion")
    tick(reader, "read", "questions")
    reader.locator("#sort").select_option("oldest")
    address, there = reader.url, shown(reader)
    assert len(there) > 2
    reader.goto("about:blank")
    reader.goto(address)
    assert shown(reader) == there
    assert reader.locator("#sort").input_value() == "oldest"
    ticked = reader.locator("input:checked[type=checkbox]")
    assert [one.get_attribute("value") for one in ticked.all()] == ["inclusion", "questions"]


@pytest.mark.parametrize("view", ["cards", "table"])
def test_reviews_are_sorted_by_date_or_name(reader: Page, made_up: str, view: str) -> None:
    reader.goto(f"{made_up}reviews/?view={view}")
    names = "#list tbody th" if view == "table" else f"{SHOWN} .card-title"

    def read() -> list[str]:
        return [" ".join(one.inner_text().split()) for one in reader.locator(names).all()]

    reader.locator("#sort").select_option("date")
    newest = read()
    reader.locator("#sort").select_option("oldest")
    assert read() == newest[::-1]
    reader.locator("#sort").select_option("name")
    by_name = read()
    assert by_name[0].startswith("City of Kinlarig")
    assert by_name[-1].startswith("Three island councils")
    assert [one.startswith("Dùn") for one in by_name].index(True) == 2  # where D stands
    reader.locator("#sort").select_option("date")
    assert read() == newest


def test_the_table_has_what_the_cards_have(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/?view=table&sort=name")
    rows = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in reader.locator("#list tbody tr").all()
    ]
    assert len(rows) == 11
    by_name = {row[0]: row[1:2] + row[3:] for row in rows if row[1] != "2021–22, date not recorded"}
    assert by_name["Dùn Sgàil"] == ["24 to 26 October 2023", "Learning through play",
                                    "Report to read here"]  # fmt: skip
    assert by_name["City of Kinlarig"] == ["February 2023 (called off)", "Attendance", ""]
    assert any(row[2].startswith("Focus, ") for row in rows)
    heads = [one.inner_text() for one in reader.locator("#list thead th").all()]
    assert heads == ["Review", "When", "Focus", "Themes", "Report"]
    assert reader.locator("#list tbody [lang=gd]").first.inner_text() == "Dùn Sgàil"
    reader.locator("#list tbody a", has_text="Dùn Sgàil").click()
    assert reader.url == f"{made_up}reviews/2023-24/dun-sgail/"


def test_words_lead_to_reviews_and_then_the_best_match_comes_first(
    reader: Page, made_up: str
) -> None:
    reader.goto(f"{made_up}reviews/")
    assert reader.locator("#sort option[value=relevance]").is_disabled()
    reader.get_by_label("Names or words").fill("strathbeg")
    expect(reader).to_have_url(re.compile("q=strathbeg$"))
    expect(reader.locator("#sort")).to_have_value("relevance")
    settled(reader, f"{len(shown(reader))} of 11 reviews")
    best = shown(reader)
    assert best[0].endswith("/strathbeg")
    assert len(best) > 1
    reader.locator("#sort").select_option("date")
    expect(reader).to_have_url(re.compile("q=strathbeg&sort=date$"))
    assert shown(reader) == sorted(best, key=lambda one: one.partition("/")[0], reverse=True)


def test_typing_makes_one_step_back_not_one_for_each_letter(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/?year=2022-23")
    words = reader.get_by_label("Names or words")
    for part, so_far in (("gl", "gl"), ("enm", "glenm"), ("ore", "glenmore")):
        words.press_sequentially(part)
        expect(reader).to_have_url(re.compile(f"q={so_far}&"))
    reader.go_back()
    assert query(reader) == {"year": ["2022-23"]}
    assert words.input_value() == ""


def test_the_table_to_take_away_has_the_very_rows_of_the_whole_table(
    reader: Page, made_up: str, made_up_folder: Path, library: Library
) -> None:
    reader.goto(f"{made_up}reviews/?theme=inclusion&sort=name")
    with reader.expect_download() as download:
        reader.get_by_role("button", name="These reviews as a table").click()
    saved = Path(download.value.path()).read_bytes()
    whole = (made_up_folder / "reviews" / "reviews.csv").read_bytes()
    assert download.value.suggested_filename.endswith(".csv")
    assert saved[:3] == whole[:3] == b"\xef\xbb\xbf"
    table = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"), newline="")))
    all_rows = list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
    assert table[0] == all_rows[0]
    wanted = expected(library, theme=("inclusion",))
    assert table[1:] == [row for row in all_rows[1:] if row[0] in wanted]
    lines = whole.split(b"\r\n")
    assert all(line in lines for line in saved.split(b"\r\n"))


def test_a_cell_of_several_lines_stays_in_one_piece(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/")
    rows = reader.evaluate(
        """async () => {
          const script = document.querySelector("script[type=module]").src;
          const { selectRows } = await import(new URL("../lib/csv-rows.js", script));
          const table = 'id,note\\r\\n1,"one\\r\\n2,""two"", "\\r\\n2,b\\r\\n3,c';
          return [selectRows(table, new Set(["2"])), selectRows(table, new Set(["1", "3"]))];
        }"""
    )
    assert rows == ["id,note\r\n2,b\r\n", 'id,note\r\n1,"one\r\n2,""two"", "\r\n3,c']


def test_where_the_table_cannot_be_had_the_reader_is_told(harmed: Page, made_up: str) -> None:
    page = harmed
    page.route("**/reviews.csv", lambda route: route.abort())
    page.goto(f"{made_up}reviews/?theme=inclusion")
    page.get_by_role("button", name="These reviews as a table").click()
    page.get_by_text("could not be made").wait_for()
    assert page.locator("#copied a").get_attribute("href") == "../reviews/reviews.csv"


def test_the_link_is_copied(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/?theme=inclusion")
    reader.get_by_role("button", name="Copy a link").click()
    reader.get_by_text("The link was copied.").wait_for()
    assert reader.evaluate("navigator.clipboard.readText()") == reader.url


def test_without_a_clipboard_the_address_is_there_to_be_copied(page: Page, made_up: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    wrong = watched(page)
    page.goto(f"{made_up}reviews/?theme=inclusion")
    page.get_by_role("button", name="Copy a link").click()
    field = page.get_by_label("Copy this address")
    assert field.input_value() == page.url
    assert page.evaluate("getSelection().toString()") == page.url
    assert wrong == []


@pytest.mark.parametrize(
    ("choice", "feed", "name"),
    [
        ("", "reviews/", "Feed of all reviews"),
        ("?theme=inclusion", "themes/inclusion/", "Feed of reviews: Inclusion"),
        ("?authority=dun-sgail", "authorities/dun-sgail/", "Feed of reviews: Dùn Sgàil"),
        ("?year=2021-22&read=questions", "years/2021-22/", "Feed of reviews: 2021–22"),
        ("?theme=inclusion&theme=attendance", "reviews/", "Feed of all reviews"),
    ],
)  # fmt: skip
def test_what_can_be_followed_is_the_one_thing_chosen_else_all(
    reader: Page, made_up: str, choice: str, feed: str, name: str
) -> None:
    reader.goto(f"{made_up}reviews/{choice}")
    link = reader.locator("#follow-feed")
    assert link.inner_text() == name
    for one, file in ((link, "feed.xml"), (reader.locator("#follow-calendar"), "calendar.ics")):
        address = one.evaluate("link => link.href")
        assert address == f"{made_up}{feed}{file}"
        assert reader.request.get(address).ok


def test_what_is_chosen_can_be_left_out_one_by_one_and_the_focus_is_not_lost(
    reader: Page, made_up: str
) -> None:
    reader.goto(f"{made_up}reviews/?theme=inclusion&year=2022-23&q=glenmore")
    expect(reader.locator("#count")).to_contain_text(" of ")
    chosen = reader.get_by_role("list", name="Chosen")
    assert [one.text_content() for one in chosen.get_by_role("button").all()] == [
        "Leave out “glenmore”×", "Leave out Inclusion×", "Leave out 2022–23×", "Clear all"
    ]  # fmt: skip
    chosen.get_by_role("button", name="Leave out “glenmore”").press("Enter")
    expect(reader.locator("#chosen :focus")).to_contain_text("Inclusion")
    assert query(reader) == {"theme": ["inclusion"], "year": ["2022-23"]}
    chosen.get_by_role("button", name="Leave out Inclusion").press("Enter")
    expect(reader.locator("#chosen :focus")).to_contain_text("2022")
    chosen.get_by_role("button", name="Leave out 2022").press("Enter")
    expect(reader.locator("#count")).to_be_focused()
    assert urlsplit(reader.url).query == ""
    assert chosen.is_hidden()


def test_everything_can_be_cleared_at_once(reader: Page, made_up: str, library: Library) -> None:
    reader.goto(f"{made_up}reviews/?theme=inclusion&year=2022-23&q=glenmore&view=table")
    reader.get_by_role("button", name="Clear all").click()
    settled(reader, all_of(library))
    assert query(reader) == {"view": ["table"]}


def test_a_choice_that_nothing_fits_says_so_and_how_to_go_on(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/?theme=senior-phase&mode=online&year=2021-22")
    settled(reader, "No review fits")
    assert shown(reader) == []
    notices = reader.locator("#notices")
    assert "Leave something out" in notices.inner_text()
    notices.get_by_role("link").click()
    assert reader.url == f"{made_up}search/"


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("?theme=nope", "“nope”"),
        ("?theme=nope&theme=inclusion", "“nope”"),
        ("?sort=best&view=grid", "“best”, “grid”"),
        ("?theme=%3Cscript%3Ealert(1)%3C/script%3E", "“<script>alert(1)</script>”"),
        ("?theme=__proto__&year=constructor", "“__proto__”, “constructor”"),
        ("?year=%E0%A4%A", "nothing here goes by"),
        (f"?theme={'x' * 3000}", f"“{'x' * 40}”"),
    ],
)
def test_what_an_address_may_not_say_is_left_out_and_told(
    reader: Page, made_up: str, library: Library, choice: str, said: str
) -> None:
    reader.goto(f"{made_up}reviews/{choice}")
    reader.locator("#notices", has_text="It was left out.").wait_for()
    assert said in reader.locator("#notices").inner_text()
    themes = {"theme": ("inclusion",)} if "inclusion" in choice else {}
    assert {*shown(reader)} == expected(library, **themes)
    assert reader.locator("main script").count() == 0
    tick(reader, "year", "2022-23")
    assert reader.locator("#notices").inner_text() == ""


BAD_WORDS = (
    "a:b", "^", "~", "+-", "*", "🏫", "<script>alert(1)</script>", '"', "'", "\u202eabc",
    "school " * 1500, "\x00", "%",
)  # fmt: skip


def test_no_words_break_the_list(reader: Page, made_up: str) -> None:
    reader.goto(f"{made_up}reviews/")
    words = reader.get_by_label("Names or words")
    for bad in BAD_WORDS:
        before = reader.url
        words.fill(bad)
        reader.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
        assert "q=" in reader.url, bad
        expect(reader.locator("#said")).not_to_be_empty()
        assert reader.locator("#count").inner_text(), bad
        assert reader.locator("main script, main iframe").count() == 0, bad


def test_without_the_index_words_are_looked_for_in_the_list_itself(
    harmed: Page, made_up: str
) -> None:
    page = harmed
    page.route("**/search/*.json*", lambda route: route.abort())
    page.goto(f"{made_up}reviews/?q=KÌNLARIG")
    page.get_by_text("The index of the search could not be loaded").wait_for()
    assert shown(page) == ["2021-22/kinlarig", "2022-23/kinlarig"]  # the latter was called off


def test_the_number_is_announced_after_a_change_and_not_before(
    page: Page, made_up: str, library: Library
) -> None:
    page.clock.install()
    page.goto(f"{made_up}reviews/")
    settled(page, all_of(library))
    page.clock.run_for(10_000)
    said = page.get_by_role("status").first
    assert said.text_content() == ""
    tick(page, "theme", "inclusion")
    page.clock.run_for(10_000)
    expect(said).to_have_text(some_of(library, len(expected(library, theme=("inclusion",)))))


def test_all_is_reached_and_used_by_keyboard(reader: Page, made_up: str, library: Library) -> None:
    reader.goto(f"{made_up}reviews/")
    reader.get_by_label("Names or words").focus()
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.tagName") == "SUMMARY"
    reader.keyboard.press("Tab")
    first = facets(library)[0].values[0].id
    assert reader.evaluate("document.activeElement.value") == first
    reader.keyboard.press("Space")
    settled(reader, some_of(library, len(expected(library, theme=(first,)))))
    seen = []
    for _ in range(40):
        reader.keyboard.press("Tab")
        seen.append(reader.evaluate("document.activeElement.id || document.activeElement.name"))
    assert {"sort", "view"} <= set(seen)


def test_on_a_phone_the_boxes_open_on_demand_and_lead_back_to_the_list(
    phone: Page, made_up: str, library: Library
) -> None:
    phone.goto(f"{made_up}reviews/")
    settled(phone, all_of(library))
    box = phone.locator("input[value=inclusion]")
    assert box.is_hidden()
    phone.locator(".filters-summary").click()
    box.check()
    assert phone.locator(".filters-summary").inner_text() == "Filter (1 chosen)"
    fit = len(expected(library, theme=("inclusion",)))
    phone.get_by_role("button", name=f"Show {fit} reviews").click()
    assert box.is_hidden()
    assert phone.evaluate("document.activeElement.id") == "count"


def test_on_paper_stands_what_was_chosen_and_nothing_to_press(
    reader: Page, made_up: str, library: Library
) -> None:
    reader.goto(f"{made_up}reviews/?theme=inclusion")
    reader.emulate_media(media="print")
    assert {*shown(reader)} == expected(library, theme=("inclusion",))
    for gone in ("#choose", "#sort", "#export-panel"):
        assert reader.locator(gone).is_hidden(), gone
    assert "Inclusion" in reader.locator("#chosen").inner_text()
