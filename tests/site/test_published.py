"""A site under a path of a server, at its top, and as a tree of files."""

from __future__ import annotations

import functools
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest

from reviewlib.library import urls
from reviewlib.site.build import build
from reviewlib.site.verify import read_page
from tests import store
from tests.site.project import project

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLACES = {"a project page": "/repo/", "below that": "/some/prefix/", "a site of its own": "/"}


def crawl(start: str) -> Iterator[tuple[str, int]]:
    """Every address that can be reached from a page, with the server's answer."""
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                kind, body, status = answer.headers.get_content_type(), answer.read(), answer.status
        except urllib.error.HTTPError as error:
            kind, body, status = "", b"", error.code
        yield address, status
        if kind == "text/html":
            facts = read_page(body.decode())
            for link in (*facts.links, *facts.loads):
                target = urldefrag(urljoin(address, link)).url
                if target.startswith(urljoin(start, "/")) and target not in seen:
                    seen.add(target)
                    waiting.append(target)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def start(root: Path, served: Callable[..., str]) -> Callable[[str], str]:
    """`start("/repo/")`: the address of a site that was built for that path."""

    @functools.cache
    def begin(prefix: str) -> str:
        out = root / f"at{prefix.replace('/', '-')}"
        build(root, out, site_url=f"https://example.org{prefix}")
        return served(out, prefix)

    return begin


@pytest.mark.slow
@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param(prefix, id=name, marks=[pytest.mark.audit] if prefix == "/" else [])
        for name, prefix in PLACES.items()
    ],
)
def test_under_any_path_nothing_is_asked_for_in_vain(
    start: Callable[[str], str], prefix: str
) -> None:
    top = start(prefix)
    asked = dict(crawl(top))
    assert {address: status for address, status in asked.items() if status != 200} == {}
    assert all(address.startswith(top) for address in asked)
    # A notice that a review was withdrawn is for those who had its address.
    library = store.library("made up")
    notices = {urls.review_address(one) for one in library.every_review if one.is_withdrawn}
    missed = {top + page for page in library.addresses - notices - {urls.NOT_FOUND}} - set(asked)
    assert missed == set()


@pytest.mark.slow
def test_the_page_for_errors_leads_on_from_any_depth(start: Callable[[str], str]) -> None:
    lost = f"{start('/repo/')}no/such/page/"
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(lost, timeout=60)
    facts = read_page(raised.value.read().decode())
    raised.value.close()
    ways = [
        link
        for link in (*facts.links, *facts.loads)
        if not link.startswith(("#", "mailto:", "http"))
    ]
    assert len(ways) > 5
    for link in ways:
        with urllib.request.urlopen(urljoin(lost, link), timeout=60) as answer:
            assert answer.status == 200


def test_a_tree_of_files_can_be_walked_without_a_server(root: Path, page: Page) -> None:
    out = root / "tree"
    build(root, out, for_files=True, plain=True)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((out / "index.html").as_uri())
    assert page.locator("main h1").is_visible()
    page.get_by_role("link", name="Themes", exact=True).first.click()
    page.get_by_role("link", name="Inclusion", exact=True).first.click()
    assert page.url == (out / "themes" / "inclusion" / "index.html").as_uri()
    assert page.locator("h1").inner_text() == "Inclusion"
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert failed == []
