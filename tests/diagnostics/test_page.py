"""The page /contribute/messages/ as it is published."""

from __future__ import annotations

import datetime

import pytest

from reviewlib.diagnostics import Part, Severity, areas, rules
from reviewlib.library import urls
from reviewlib.pages import Context, Site, all_pages, messages_page
from tests import store
from tests.pages.reading import Element, read

SITE = Site("", datetime.date(2026, 11, 22))


@pytest.fixture(scope="module")
def main() -> Element:
    page = store.site("real") / urls.MESSAGES / "index.html"
    return read(page.read_text("utf-8")).one("main")


def test_every_code_is_an_anchor_and_can_be_found_by_its_name(main: Element) -> None:
    anchors = [one.attributes["id"] for one in main.walk() if "id" in one.attributes]
    links = {one.attributes["href"] for one in main.all("a")}
    assert set(rules()) <= set(anchors)
    assert len(anchors) == len(set(anchors))
    for code in rules():
        assert f"[{code}]" in main.text
        assert f"#{code}" in links
    assert {f"#{area.anchor}" for area in areas()} <= links


def test_examples_are_shown_to_the_letter(main: Element) -> None:
    """Spaces, tabs and signs are what many mistakes are about."""
    shown = {one.written for one in main.all("pre")}
    for one in rules().values():
        if one.example.part is not Part.WORDS:
            assert {one.example.wrong.rstrip(), one.example.right.rstrip()} <= shown


def test_a_warning_is_said_to_be_one_and_nothing_else_is(main: Element) -> None:
    warned = [one for one in rules().values() if one.severity is Severity.WARNING]
    assert main.text.count("A warning: look at it and decide.") == len(warned) > 10


def test_it_stands_under_the_page_on_contributing() -> None:
    page = messages_page(Context(store.library("real"), SITE))
    assert [crumb.address for crumb in page.crumbs] == ["contribute/"]


def test_a_library_without_a_page_on_contributing_has_it_too() -> None:
    library = store.library("base")
    (page,) = (one for one in all_pages(library, SITE) if one.address == urls.MESSAGES)
    assert page.crumbs == ()
