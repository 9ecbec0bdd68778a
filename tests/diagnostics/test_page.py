"""The page /contribute/messages/ as it is published."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reviewlib.diagnostics import Severity, areas, rules
from reviewlib.library import urls
from reviewlib.pages import Context, Site, all_pages, messages_page
from tests import store

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = Site("", datetime.date(2026, 11, 22))


class Seen(HTMLParser):
    """What a reader sees of a page: its anchors, links, and the text of each example."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.examples: list[str] = []
        self.words = ""
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        if tag == "pre":
            self._in = "pre"
            self.examples.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag == "pre" else self._in

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._in:
            self.examples[-1] += data


@pytest.fixture(scope="module")
def seen() -> Seen:
    text = (store.site("real") / urls.MESSAGES / "index.html").read_text("utf-8")
    main = text.partition("<main")[2].partition("</main>")[0]
    found = Seen()
    found.feed(f"<main{main}</main>")
    return found


def test_every_code_is_an_anchor_and_can_be_found_by_its_name(seen: Seen) -> None:
    assert set(rules()) <= set(seen.anchors)
    assert len(seen.anchors) == len(set(seen.anchors))
    for code in rules():
        assert f"[{code}]" in seen.words
        assert f"#{code}" in seen.links


def test_every_area_can_be_reached_from_the_top(seen: Seen) -> None:
    assert {f"#{area.anchor}" for area in areas()} <= set(seen.links)


def test_examples_are_shown_to_the_letter(seen: Seen) -> None:
    """Spaces, tabs and signs are what many mistakes are about."""
    shown = set(seen.examples)
    for one in rules().values():
        if one.example.part.value != "words":
            assert {one.example.wrong.rstrip(), one.example.right.rstrip()} <= shown


def test_a_warning_is_said_to_be_one_and_nothing_else_is(seen: Seen) -> None:
    warned = [one for one in rules().values() if one.severity is Severity.WARNING]
    assert seen.words.count("A warning: look at it and decide.") == len(warned) > 10


def test_it_stands_under_the_page_on_contributing() -> None:
    page = messages_page(Context(store.library("real"), SITE))
    assert [crumb.address for crumb in page.crumbs] == ["contribute/"]


def test_a_library_without_a_page_on_contributing_has_it_too() -> None:
    library = store.library("base")
    (page,) = (one for one in all_pages(library, SITE) if one.address == urls.MESSAGES)
    assert page.crumbs == ()
