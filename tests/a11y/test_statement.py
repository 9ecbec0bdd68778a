"""The accessibility statement: all its parts, and nothing claimed that nobody signed for."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reviewlib.cli import main
from reviewlib.diagnostics import as_text
from reviewlib.library import Library
from reviewlib.library.checks import stale
from reviewlib.models import Assessment
from reviewlib.pages import Site, all_pages
from reviewlib.pages.accessibility import StatementOfAccess
from tests.a11y.conftest import Published
from tests.browser import kept
from tests.pages.reading import Element, read

LAST = datetime.date(2024, 2, 14)
# What the model statement for public bodies in the United Kingdom has, by words of ours that stand
# for each part.
PARTS = {
    "what it is a statement of": "This statement is for every page of this site",
    "what readers should be able to do": "You should be able to",
    "help with one's own device": "AbilityNet",
    "how accessible the site is": "How far this site meets the standard",
    "the standard": "Web Content Accessibility Guidelines (WCAG) 2.2, level AA",
    "whom to write to": "Report an accessibility problem",
    "other formats": "in another format",
    "telephone and visits": "Telephone and visits",
    "enforcement": "Equality and Human Rights Commission",
    "advice on complaints": "Equality Advisory and Support Service",
    "whom the law binds": "apply to public sector bodies",
    "disproportionate burden": "disproportionate burden",
    "content of others": "Council reports",
    "what comes next": "What happens next",
    "when and how it was made": "prepared this statement on",
}


def statement(library: Library, today: datetime.date = LAST) -> StatementOfAccess:
    pages = all_pages(library, Site(url="", today=today))
    (view,) = [page.view for page in pages if page.address == "accessibility/"]
    assert isinstance(view, StatementOfAccess)
    return view


def shown(site: Published) -> Element:
    return read(site.file("accessibility/").read_text("utf-8")).one("main")


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_the_real_statement_has_every_part(part: str, publish: Callable[[str], Published]) -> None:
    assert PARTS[part] in shown(publish("real")).text


@pytest.mark.slow
def test_the_real_site_claims_nothing_that_nobody_assessed(
    publish: Callable[[str], Published],
) -> None:
    site = publish("real")
    text = shown(site).text
    if not site.library.assessments:
        assert "Not yet assessed." in text
        assert "This site meets" not in text
        assert "This site partly meets" not in text
        assert "Assessed by" not in text


def test_without_an_assessment_there_are_no_facts_of_one(made_up: Library) -> None:
    view = statement(dataclasses.replace(made_up, lists={**made_up.lists, Assessment: ()}))
    assert view.standing.startswith("Not yet assessed.")
    assert (view.facts, view.shortfalls, view.old) == ((), (), "")


def test_the_latest_assessment_counts_wherever_it_stands_in_the_file(made_up: Library) -> None:
    lists = {**made_up.lists, Assessment: made_up.assessments[::-1]}
    turned = dataclasses.replace(made_up, lists=lists)
    for library in (made_up, turned):
        view = statement(library)
        assert "partly meets" in view.standing
        facts = {fact.term: fact.values[0].label for fact in view.facts}
        assert facts["Assessed by"] == "The access group of Port Edran"
        assert facts["Finished on"] == "14 February 2024"
        assert set(facts) == {"Assessed by", "Finished on", "How", "What was looked at"}


def test_what_not_everyone_can_use_stands_under_the_part_it_belongs_to(made_up: Library) -> None:
    found = statement(made_up).shortfalls
    groups = {group.heading: [one.what for one in group.items] for group in found}
    assert [len(items) for items in groups.values()] == [2, 1, 1]
    assert groups["Content that is not within the scope of the regulations"] == [
        "One report was published before 23 September 2018, and is kept as it was."
    ]


def test_every_pdf_on_the_site_is_listed_with_what_is_known_of_it(made_up: Library) -> None:
    rows = {row.file.address: row for row in statement(made_up).files}
    held = {
        f"reviews/{review.id}/{report.file}"
        for review in made_up.reviews
        for report in review.reports
        if report.file
    }
    assert set(rows) == held
    for row in rows.values():
        assert row.structure in {"tagged", "not tagged"}
        assert row.words
        assert row.text.endswith("/text/")
    gaelic = next(row for row in rows.values() if row.file.lang == "gd")
    assert gaelic.language == "gd"
    assert not any("accessible" in str(row) for row in rows.values())


def test_where_to_write_comes_from_the_programme_or_leads_to_contribute(made_up: Library) -> None:
    view = statement(made_up)
    assert view.write
    assert view.write.address.startswith("mailto:library@example.org?subject=")
    assert view.formats
    assert view.formats.address.startswith("mailto:formats@example.org?subject=")
    silent = dataclasses.replace(made_up.programme, contact=None, accessible_format=None)
    view = statement(dataclasses.replace(made_up, programme=silent))
    assert (view.write, view.formats) == (None, None)
    assert view.contribute
    assert view.contribute.address == "contribute/"


@pytest.mark.parametrize(
    ("today", "old"),
    [
        (datetime.date(2024, 2, 14), False),
        (datetime.date(2025, 2, 14), False),
        (datetime.date(2025, 2, 15), True),
        (datetime.date(2026, 1, 1), True),
    ],
)
def test_after_twelve_months_readers_and_editors_are_told(
    made_up: Library, today: datetime.date, old: bool
) -> None:
    assert bool(statement(made_up, today).old) is old
    assert bool(stale(made_up, today)) is old


def test_editors_are_told_where_the_date_stands(made_up: Library) -> None:
    problems = stale(made_up, datetime.date(2026, 11, 22))
    assert as_text(problems) == (
        "content/programme/accessibility.yml:11: warning: date: the last assessment of "
        "accessibility is of 2024-02-14, more than twelve months ago.  [assessment-old]\n"
        "    Have the site assessed again, and add the assessment to the list.\n"
        "No problems. 1 warning.\n"
    )


def test_a_check_tells_it_and_is_content_all_the_same(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    assert main(["--root", str(root / "tests" / "data" / "library"), "check"]) == 0
    assert "[assessment-old]" in capsys.readouterr().out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709251200")  # 1 March 2024
    main(["--root", str(root / "tests" / "data" / "library"), "check"])
    assert "[assessment-old]" not in capsys.readouterr().out


@pytest.mark.slow
def test_the_privacy_page_says_what_a_reader_wants_to_know(
    publish: Callable[[str], Published],
) -> None:
    main = read(publish("real").file("privacy/").read_text("utf-8")).one("main").text
    for words in ("No cookies", "No trackers", "web host", "searching", "calendar", "People named"):
        assert words in main


@pytest.mark.parametrize("address", ["reviews/?theme=inclusion", "search/?q=learning"])
def test_a_choice_and_a_search_set_no_cookie_and_keep_nothing_in_a_browser(
    publish: Callable[[str], Published], shared_page: Page, address: str
) -> None:
    """What pages of every kind keep, `test_pages.py` looks at."""
    shared_page.goto(publish("made up").address + address)
    expect(shared_page.locator("#count")).to_contain_text(re.compile("review|result"))
    assert kept(shared_page) == []


def test_what_a_page_keeps_in_a_browser_is_noticed(
    publish: Callable[[str], Published], page: Page
) -> None:
    page.goto(publish("made up").address)
    page.evaluate(
        """async () => {
            localStorage.setItem("a", 1);
            sessionStorage.setItem("b", 1);
            document.cookie = "c=1";
            await new Promise(done => { indexedDB.open("d").onsuccess = done });
        }"""
    )
    found = ["cookie: c", "local storage: a", "session storage: b", "database: d"]
    assert kept(page) == found
