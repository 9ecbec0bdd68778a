"""The engine in a browser: with both kinds of index, with bad words, with bad files."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from reviewlib.library import Library
from tests.search.conftest import ONLY_ON_PAGE_7
from tests.search.sites import open_engine, site

if TYPE_CHECKING:
    from playwright.sync_api import Page

Engines = Callable[[str, str], "Page"]
BOTH = pytest.mark.parametrize("engine", ["lunr", "pagefind"])

_SEARCH = """
async ([text, options]) => {
  const answer = await engine.search(text, options)
  await engine.fill(answer.hits.slice(0, 10))
  return { ...answer, found: answer.hits.map((hit) => hit.record.address) }
}
"""
_REASON = """
async (root) => {
  const place = new URL('assets/js/search/client.js', root)
  const { openClient, SearchUnavailable } = await import(place)
  try {
    const engine = await openClient(root)
    const { hits } = await engine.search('learners and inclusion')
    await engine.fill(hits)
    return 'it works'
  } catch (error) {
    return error instanceof SearchUnavailable ? error.reason : `not ours: ${error}`
  }
}
"""


@pytest.fixture(scope="module")
def made_address(served: Callable[..., str]) -> str:
    return served(site("made", "lunr"))


def search(page: Page, text: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(_SEARCH, [text, options])
    return found


@BOTH
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Dhun", "reviews/2023-24/dun-sgail/"),
        ("Dhùn", "reviews/2023-24/dun-sgail/"),
        ("Kinlarig", "reviews/2022-23/kinlarig/"),
        ("Dunskail", "reviews/2023-24/dun-sgail/"),
        ("skerra", "authorities/skerra-isles/"),
        ("survey", "reviews/2021-22/strathbeg/"),
        ("journey secondary", "reviews/2021-22/strathbeg/"),
        ("well-being", "themes/wellbeing/"),
        ("wellbeing", "themes/wellbeing/"),
        ("HWB", "themes/wellbeing/"),
        ("support for all", "themes/inclusion/"),
        ("youth workers", "reviews/2022-23/port-edran/"),
    ],
)
def test_each_name_and_spelling_finds_what_it_should(
    engines: Engines, engine: str, text: str, address: str
) -> None:
    assert address in search(engines("made", engine), text)["found"][:5]


@BOTH
def test_words_on_a_page_of_a_pdf_lead_to_that_page(engines: Engines, engine: str) -> None:
    hit = search(engines("made", engine), ONLY_ON_PAGE_7)["hits"][0]
    best = hit["passages"][0]
    assert hit["record"]["id"] == "reviews/2021-22/strathbeg/"
    assert best["kind"] == "pdf"
    assert best["address"] == "reviews/2021-22/strathbeg/text/#page-7"
    assert best["pdf"] == "reviews/2021-22/strathbeg/strathbeg-2021-full.pdf#page=7"
    assert best["label"].startswith("Page 7 of ")


@BOTH
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"sea glass"', ["reviews/2021-22/strathbeg/"]),
        ("“glass on the sill”", ["reviews/2021-22/strathbeg/"]),
        ('"glass sea"', []),
    ],
)
def test_a_quotation_is_found_only_word_for_word(
    engines: Engines, engine: str, text: str, found: list[str]
) -> None:
    page = engines("made", engine)
    assert search(page, text)["found"] == found
    assert search(page, text.strip('"“”'))["found"] != []


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "a:b",
        "name:inclusion",
        "^",
        "~",
        "inclusion~2",
        "+-",
        "*",
        "**learn*",
        '"',
        '""',
        "'",
        "''; DROP TABLE",
        "<script>alert(1)</script>",
        "\N{SLIGHTLY SMILING FACE}" * 20,
        "\N{RIGHT-TO-LEFT OVERRIDE}noisulcni",
        "מילים עם סימנים",
        "التعليم",
        "\ud800",
        "\x00\x01",
        "constructor __proto__ toString hasOwnProperty",
        "",
        "   ",
        "the of and",
        "x" * 10_000,
        "learn " * 2_000,
        "%22 %00 &amp; \\",
    ],
)
def test_no_words_are_too_bad_to_answer(engines: Engines, engine: str, text: str) -> None:
    page = engines("made", engine)
    for level in ("records", "pages"):
        found = page.evaluate(_SEARCH, [text, {"level": level}])
        assert isinstance(found["hits"], list)
    assert isinstance(page.evaluate("(text) => engine.suggest(text)", text), list)


def test_what_has_no_meaning_does_not_change_what_is_found(engines: Engines) -> None:
    page = engines("made", "lunr")
    plain = search(page, "inclusion strathbeg")["found"]
    assert plain
    assert search(page, "+inclusion^ ~strathbeg*")["found"] == plain


@BOTH
@pytest.mark.parametrize(
    ("text", "corrected", "first"),
    [
        ("Invreallan", "inverallan", "reviews/2021-22/inverallan/"),
        ("inclusion in Strathbeg", "", "reviews/2021-22/strathbeg/"),
    ],
)
def test_a_misspelt_word_is_corrected_and_told(
    engines: Engines, engine: str, text: str, corrected: str, first: str
) -> None:
    found = search(engines("made", engine), text)
    assert (found["corrected"], found["found"][0]) == (corrected, first)


@BOTH
@pytest.mark.parametrize("text", ['"if they were not there"', "“Who it is”", '"as if" "and then"'])
def test_a_phrase_of_small_words_is_found_as_it_stands(
    engines: Engines, engine: str, text: str
) -> None:
    wanted = {"reviews/2021-22/strathbeg/"} if "as if" not in text else set()
    found = search(engines("made", engine), text)
    assert set(found["found"]) == wanted
    marked = [one for hit in found["hits"] for one in hit["passages"]]
    assert all(any(part["mark"] for part in one["parts"]) for one in marked)


@BOTH
@pytest.mark.parametrize(
    ("text", "small"), [("who", ["who"]), ("it of the it", ["it", "of", "the"])]
)
def test_small_words_alone_are_called_too_common(
    engines: Engines, engine: str, text: str, small: list[str]
) -> None:
    found = search(engines("made", engine), text)
    assert (found["hits"], found["small"], found["absent"], found["near"]) == ([], small, [], [])


@BOTH
def test_a_month_is_a_word_where_it_is_written_as_one(engines: Engines, engine: str) -> None:
    page = engines("made", engine)
    for text in ("May", "may 2022"):
        assert "reviews/2021-22/strathbeg/" in search(page, text)["found"]
    assert search(page, "may")["small"] == ["may"]
    (absent,) = search(page, "IT")["absent"]
    assert (absent["word"], absent["nearest"]) == ("it", "")


@BOTH
@pytest.mark.parametrize(
    ("text", "nearest", "used"),
    [
        ("famlies", "families", True),
        ("fxmxlies", "families", False),  # two letters of a word that is neither long nor a name
        ("Strxthbxg", "strathbeg", True),
        ("shred", "shed", False),  # a good English word
        ("xylophones", "", False),
    ],
)
def test_a_word_on_no_page_is_told_with_its_nearest_spelling(
    engines: Engines, engine: str, text: str, nearest: str, used: bool
) -> None:
    page = engines("made", engine)
    found = search(page, text)
    (absent,) = found["absent"]
    assert (absent["word"], absent["nearest"], absent["used"]) == (text.lower(), nearest, used)
    records = len(search(page, nearest)["hits"]) if nearest else 0
    assert absent["records"] == records
    assert len(found["hits"]) == (records if used else 0)
    assert found["corrected"] == (nearest if used else "")


@BOTH
@pytest.mark.parametrize("text", ["families plans sea", "families sea xylophones"])
def test_pages_with_all_words_come_before_pages_with_some(
    engines: Engines, engine: str, text: str
) -> None:
    lacking = [bool(hit["lacks"]) for hit in search(engines("made", engine), text)["hits"]]
    assert lacking[0] is False
    assert lacking == sorted(lacking)


def test_where_nothing_is_found_the_nearest_names_are_given(engines: Engines) -> None:
    found = search(engines("made", "lunr"), "Strathclydeshire")
    assert found["hits"] == []
    assert [one["label"] for one in found["near"]][:1] == ["Strathbeg"]
    assert search(engines("made", "lunr"), "qqqqzzzz")["near"] == []


@pytest.mark.parametrize(
    ("typed", "label", "address"),
    [
        ("kin", "Kinlarig", "authorities/kinlarig/"),
        ("port", "Port Edran", "authorities/port-edran/"),
        ("incl", "Inclusion", "themes/inclusion/"),
        ("skrera", "Skerra Isles", "authorities/skerra-isles/"),
        ("dhun", "Comhairle Dhùn Sgàil", "authorities/dun-sgail/"),
        ("an gle", "An Gleann Mòr", "authorities/glenmore/"),
    ],
)
def test_names_are_suggested_while_they_are_typed(
    engines: Engines, typed: str, label: str, address: str
) -> None:
    found = engines("made", "lunr").evaluate("(text) => engine.suggest(text)", typed)
    assert 1 <= len(found) <= 6
    assert address in [one["address"] for one in found]
    assert label in [one["label"] for one in found]
    assert len({one["address"] for one in found}) == len(found)


def test_the_words_that_were_looked_for_are_marked_in_any_form(engines: Engines) -> None:
    page = engines("made", "lunr")
    hit = search(page, "answer of schools")["hits"][0]
    marked = [part["text"] for one in hit["passages"] for part in one["parts"] if part["mark"]]
    assert marked
    assert {word.lower() for word in marked} <= {"answer", "answered", "school", "schools"}


def test_a_passage_is_told_in_its_own_words(engines: Engines, made_up: Library) -> None:
    finding = next(
        one for review in made_up.reviews for one in review.findings if len(one.text) < 80
    )
    hits = search(engines("made", "lunr"), finding.text)["hits"]
    told = {
        "".join(part["text"] for part in one["parts"]) for hit in hits for one in hit["passages"]
    }
    assert finding.text in told


@BOTH
def test_hits_further_down_get_their_passages_when_they_are_shown(
    engines: Engines, engine: str
) -> None:
    page = engines("made", engine)
    before, after = page.evaluate(
        """async () => {
          const { hits } = await engine.search('learners and schools')
          await engine.fill(hits.slice(0, 2))
          const count = () => hits.slice(0, 6).map((hit) => hit.passages.length)
          const before = count()
          await engine.fill(hits.slice(0, 6))
          return [before, count()]
        }"""
    )
    assert before[2:] == [0, 0, 0, 0]
    assert sum(after[2:]) > 0
    assert after[:2] == before[:2]


def test_while_typing_the_beginning_of_a_word_is_enough(engines: Engines) -> None:
    found = search(engines("made", "lunr"), "invera", level="records")["found"]
    assert "reviews/2021-22/inverallan/" in found


def test_records_and_facets_come_in_full(engines: Engines) -> None:
    page = engines("made", "lunr")
    record = page.evaluate("engine.records.get('reviews/2021-22/strathbeg/')")
    assert record["kind"] == "review"
    assert record["title"] == "Strathbeg"
    assert record["date"] == "2021-11-24"
    assert "inclusion" in record["facets"]["theme"]
    assert "kinlarig" in record["facets"]["authority"]
    gaelic = page.evaluate("engine.records.get('authorities/dun-sgail/').lang")
    assert gaelic == "gd"


# How a file is harmed: what is answered in its place, and the reason that is given.
HARMS: dict[str, tuple[Callable[[bytes], dict[str, Any]], str]] = {
    "gone": (lambda _: {"status": 404}, "missing"),
    "cut": (lambda data: {"body": data[:-50]}, "damaged"),
    "emptied": (lambda _: {"body": "null"}, "damaged"),
    "of another build": (lambda data: {"json": json.loads(data) | {"stamp": "0" * 12}}, "stale"),
    "of another form": (lambda data: {"json": json.loads(data) | {"version": 99}}, "stale"),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", ["catalogue.json", "records.json", "pages.json", "texts/0.json"])
def test_what_is_wrong_with_an_index_is_told_in_a_word(
    shared_page: Page,
    made_address: str,
    name: str,
    harm: str,
) -> None:
    data = (site("made", "lunr") / "search" / name).read_bytes()
    answer, reason = HARMS[harm]
    shared_page.route(f"**/search/{name}*", lambda route: route.fulfill(**answer(data)))
    shared_page.goto(f"{made_address}blank.html")
    assert shared_page.evaluate(_REASON, made_address) == reason


def test_nothing_is_wrong_with_an_index_as_it_is(shared_page: Page, made_address: str) -> None:
    shared_page.goto(f"{made_address}blank.html")
    assert shared_page.evaluate(_REASON, made_address) == "it works"


@pytest.mark.parametrize("lacks", ["window.Worker", "worker.js"])
def test_where_no_worker_starts_the_page_searches_itself(
    page: Page, made_address: str, lacks: str
) -> None:
    page.add_init_script("delete window.Worker" if lacks == "window.Worker" else "")
    page.route("**/search/worker.js", lambda route: route.fulfill(status=404))
    open_engine(page, made_address)
    assert search(page, "sea glass")["found"][0] == "reviews/2021-22/strathbeg/"


@BOTH
def test_search_works_below_a_path_and_asks_nobody_else(
    page: Page, served: Callable[..., str], engine: str
) -> None:
    url = served(site("made", engine), "/library/ci/")
    asked: list[str] = []
    errors: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_engine(page, url)
    assert search(page, "sea glass")["found"][0] == "reviews/2021-22/strathbeg/"
    assert [one for one in asked if not one.startswith((url, "data:"))] == []
    assert errors == []
