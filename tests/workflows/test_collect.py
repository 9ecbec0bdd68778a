"""From a publisher's page to a published one: the weekly proposal, an editor's edits, the site."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from reviewlib.schema import SizeValue
from tests.editors.publisher import PAGE, Answer, publisher
from tests.pdf.layouts import Told, make
from tests.workflows.hub import TOKEN, Hub, stand_in
from tests.workflows.test_story import merge

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.audit

OPEN, LINKED = (f"content/reviews/2022-23/{name}.md" for name in ("glenmore", "strathbeg"))
SENTENCE = "Jars of sea glass stand on every sill."
# GitHub's own command, for proposals: there is one at most, and it keeps what it was told.
GH = """
    "pr list") cat "$HOME/open" 2>/dev/null || : ;;
    "pr create") echo 7 >"$HOME/open"; cp "${10}" "$HOME/body.md" ;;
    "pr edit") cp "$5" "$HOME/body.md" ;;
"""


def report(host: str, sentence: str) -> bytes:
    """A report with one sentence on its page 7."""
    names = ("Plan", "Pace", "Place", "Part", "Path")
    sections = [(name, (f"{host} keeps its {name.lower()}.",)) for name in names]
    visit = "The review took place from 29 to 30 August 2022."
    told = Told(f"{host} Council: Peer Improvement", visit, [*sections, ("Strengths", (sentence,))])
    return make("word tagged", told)


def record(host: str, rights: str, status: str, size: int, listed: str) -> str:
    return (
        f"---\nauthorities:\n  - {host}\nwhen: 2022-08\nstatus: {status}\nreports:\n"
        f"  - title: {host} Summary\n    kind: summary\n    listed: {listed}\n"
        f"    size: {SizeValue.of(size).text}\n    rights: {rights}\n"
        "sources:\n  - progress-report-2023\nhistory:\n  - date: 2026-11-21\n    change: added\n"
        "---\n\nWhat is known of it.\n"
    )


def test_what_a_publisher_lists_is_proposed_edited_and_published(
    hub: Hub, page: Page, served: Callable[..., str], tmp_path: Path
) -> None:
    gh = stand_in(tmp_path / "bin", GH)
    licensed = report("Glenmore", SENTENCE)
    linked = report("Strathbeg", "Kites of blue paper hang in the hall.")
    with publisher() as site:
        links = ("<a href=/1>Glenmore Summary</a> (PDF, {})", "<a href=/2>Strathbeg Summary</a> {}")
        sizes = [SizeValue.of(len(raw)).text for raw in (licensed, linked)]
        html = "<p>".join(link.format(size) for link, size in zip(links, sizes, strict=True))
        site.at |= {PAGE: Answer(html.encode()), "/1": Answer(licensed), "/2": Answer(linked)}
        hub.more["COLLECT_OPTIONS"] = f"--allow-private {site.host} --pause 0 --today 2026-11-21"
        work = hub.clone("editor")
        (work / OPEN).write_text(
            record("Glenmore", "OGL 3.0", "took place", len(licensed), site.page)
        )
        (work / LINKED).write_text(
            record("Strathbeg", "linked only", "planned", len(linked), site.page)
        )
        hub.commit(work, "List what is published")
        hub.push(work, "main")
        first = hub.run("collect", path=gh)
        second = hub.run("collect", path=gh)

    # The workflow's proposal: one, though it ran twice.
    assert not first.failed + second.failed, (first.printed, second.printed)
    log = (hub.home / "gh.log").read_text().splitlines()
    assert [line.split()[:2] for line in log] == [["pr", "list"], ["pr", "create"]]
    body = (hub.home / "body.md").read_text()
    assert "2 known, 0 new, 0 changed, 0 gone." in body
    assert f"{OPEN}: completed." in body
    assert TOKEN not in "".join(first.printed.values()) + first.words + body
    assert "### Review changed: Glenmore" in first.words
    assert hub.files("collected", "reports/") == [
        "reports/glenmore-2022-summary.pdf", "reports/incoming/.gitkeep"]  # fmt: skip

    # The editor's edits.
    hub.git(work, "fetch", "--quiet")
    hub.git(work, "checkout", "--quiet", "collected")
    with (work / OPEN).open("a") as opened:
        opened.write(f'\n## Strengths\n\n- "{SENTENCE}" (p. 7)\n')
    hub.commit(work, "Add what the report says")
    hub.push(work, "collected")
    checked = hub.run("check", "collected")
    assert checked.is_green, checked.printed
    merge(hub, "collected")
    published = hub.run("publish")
    assert published.is_green, published.printed

    # The page with its PDF, its text, a hit on page 7, the feed, the days in the calendar.
    place = hub.site / "reviews" / "2022-23" / "glenmore"
    html = (place / "index.html").read_text()
    assert SENTENCE in html
    assert re.search(r'href="?[^" >]*glenmore-2022-summary\.pdf', html)
    assert (place / "glenmore-2022-summary.pdf").read_bytes() == licensed
    assert SENTENCE in (place / "text" / "index.html").read_text()
    page.goto(f"{served(hub.site)}search/?q=jars+of+sea+glass")
    page.wait_for_selector("a[href*='glenmore'][href*='#page=7'], a[href*='text/#page-7']")
    feeds = "".join(path.read_text() for path in hub.site.rglob("*.xml"))
    assert re.search(
        r"<title>Report published: Glenmore, 29 (to|and) 30 August 2022</title>", feeds
    )
    assert "Report published: Strathbeg" not in feeds
    calendar = (hub.site / "reviews" / "calendar.ics").read_text()
    assert calendar.count("DTSTART;VALUE=DATE:20220829") == 2

    # Of the other, days and pages alone: no sentence and no file, on the site or in any commit.
    text = hub.show(f"main:{LINKED}")
    assert "status: took place" in text
    assert "when: 2022-08-29 to 2022-08-30" in text
    assert "original: " in text
    said = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(linked)).pages)
    for words in ("Kites of blue", "Strathbeg keeps its"):
        assert words in said
        whole = (path.read_bytes() for path in hub.site.rglob("*") if path.is_file())
        assert not [raw for raw in whole if words.encode() in raw or raw == linked]
        assert hub.git(hub.bare, "log", "--all", "--text", "--oneline", f"-S{words}") == ""
    (tmp_path / "linked.pdf").write_bytes(linked)
    name = hub.git(tmp_path, "hash-object", "linked.pdf").strip()
    assert name not in hub.git(hub.bare, "cat-file", "--batch-check", "--batch-all-objects")
