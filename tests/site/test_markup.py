from __future__ import annotations

import html.parser
from pathlib import Path

import pytest

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.site.verify import PageFacts, facts_of, read_page
from tests import store
from tests.site.project import pages


@pytest.fixture(scope="module")
def every_page() -> dict[str, str]:
    return pages(store.site("made up"))


class Slow(html.parser.HTMLParser):
    """Anchors and addresses as the standard library's parser finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value or "")
            elif name in ("href", "src", "action"):
                self.addresses.append(value or "")


def test_it_finds_on_every_page_what_a_slow_parser_finds(every_page: dict[str, str]) -> None:
    assert len(every_page) > 50
    for name, page in every_page.items():
        slow, fast = Slow(page), read_page(page)
        assert fast.anchors == slow.anchors, name
        ours = [*fast.links, *fast.loads]
        refreshed = page.count('http-equiv="refresh"')
        assert len(ours) == len(slow.addresses) + refreshed, name
        assert set(ours) == set(slow.addresses), name
        assert fast.faults == (), name


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<p onclick=go()>", "has onclick=… in a <p>"),
        ("<p class='a' STYLE='color:red'>", "has style=… in a <p>"),
        ("<style>p {}</style>", "has a <style> of its own"),
        ("<script>alert(1)</script>", "has a script of its own; scripts go in files"),
        ('<script src="a.js">alert(1)</script>', "has a script of its own; scripts go in files"),
        ('<script type="module">go()</script>', "has a script of its own; scripts go in files"),
        ('<base href="/">', "has a <base> of its own"),
        ("<p>1 < 2", "cannot be read at “< 2”"),
        ('<a href="a"b>', 'cannot be read at “<a href="a"b>”'),
        ("<svg onload=x/>", "has onload=… in a <svg>"),
        ("<p id=a><p id=b><p id=a>", "has the anchor “a” twice"),
    ],
)
def test_what_a_page_may_not_hold_is_a_fault(page: str, fault: str) -> None:
    assert read_page(page).faults == (fault,)


@pytest.mark.parametrize(
    "page",
    [
        '<script type="application/ld+json">{"a": "</p>"}</script>',
        '<script src="a.js" defer></script>',
        "<!-- <script>never()</script> -->",
        "<!doctype html><p>style=1 onclick=2 &lt;script&gt;",
        '<p data-style="x" title="a > b onclick=c">',
    ],
)
def test_what_a_page_may_hold_is_none(page: str) -> None:
    assert read_page(page).faults == ()


def test_followed_and_loaded_addresses_are_told_apart() -> None:
    facts = read_page(
        '<link rel="stylesheet" href="a.css"><link rel="alternate" href="feed.xml">'
        '<a href="b/?x=1&amp;y=2#c">B</a><img src=c.png srcset="d.png 1x, e.png 2x">'
        '<form action="/search/"><meta http-equiv="refresh" content="0; url=../z/">'
        '<svg><use href="#shape"/></svg><video poster="f.jpg">'
    )
    assert facts.links == ("feed.xml", "b/?x=1&y=2#c", "../z/")
    assert facts.loads == (*("a.css", "c.png", "d.png", "e.png", "/search/", "#shape", "f.jpg"),)


def test_facts_that_are_kept_are_those_that_were_read(tmp_path: Path) -> None:
    page = (
        b'<p id="a"></p><a href="b/#\xc3\xa9">B</a><img src="c.png" style="x">'
        b'<script type="application/ld+json">{"a": 1}</script>'
    )
    read = read_page(page.decode())
    for _ in range(2):  # made, then kept
        cache = Cache(tmp_path / "home" / "cache")
        assert facts_of(page, cache) == facts_of(page) == read
        cache.flush()
    with pytest.raises(AssertionError, match="read again"):
        with_nothing_kept(page, Cache(tmp_path / "home" / "other"))
    with_nothing_kept(page, Cache(tmp_path / "home" / "cache"))


def with_nothing_kept(page: bytes, cache: Cache) -> None:
    def make() -> PageFacts:
        raise AssertionError("read again")

    key = key_of(code_hash("site/verify.py"), page)
    cache.cached("page-facts", key, make, PageFacts)
