"""Nothing that anyone may write comes alive on a page: read as HTML, and in a real browser."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reviewlib.library import Library
from reviewlib.pages import Site, all_pages
from reviewlib.site.files import render_site, theme_files
from tests.browser import heard
from tests.pages.conftest import TODAY
from tests.pages.hostile import PAYLOAD, SCRIPT_LINK, hostile
from tests.pages.reading import Element, read

ALLOWED_SCHEMES = ("http://", "https://", "mailto:")


@pytest.fixture(scope="module")
def bad(made_up: Library) -> Library:
    return hostile(made_up)


@pytest.fixture(scope="module")
def written(
    bad: Library,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The pages of the hostile library as files."""
    folder = tmp_path_factory.mktemp("hostile")
    theme = root / "theme"
    for artefact in itertools.chain(render_site(bad, Site("", TODAY), theme), theme_files(theme)):
        path = folder / artefact.address
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(artefact.data, bytes):
            path.write_bytes(artefact.data)
        else:
            shutil.copyfile(artefact.data, path)
    return folder


@pytest.fixture(scope="module")
def read_pages(written: Path) -> dict[str, Element]:
    return {
        path.relative_to(written).as_posix(): read(path.read_text("utf-8"))
        for path in sorted(written.rglob("*.html"))
    }


def test_the_payload_reaches_every_kind_of_page(
    bad: Library, read_pages: dict[str, Element]
) -> None:
    """Else the tests below would hold of pages that show nothing."""
    reached = {
        page.template
        for page in all_pages(bad, Site("", TODAY))
        if "alert(1)" in read_pages[_file(page.address)].one("main").text
    }
    every = {page.template for page in all_pages(bad, Site("", TODAY))}
    assert reached == every - {"not-found"}  # its words are the library's own


def _file(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address


def test_the_words_are_shown_as_they_were_written(read_pages: dict[str, Element]) -> None:
    title = read_pages["about/index.html"].one("h1").text
    assert PAYLOAD.partition("<!--")[0].replace("&lt;", "<").replace("&gt;", ">") in (
        title.replace("&lt;", "<").replace("&gt;", ">")
    )
    assert "{{ 7 * 7 }}{% raise %}⟦ page.title ⟧⟪ if ⟫" in title


def test_no_element_that_runs_or_loads_comes_of_a_text(read_pages: dict[str, Element]) -> None:
    for name, page in read_pages.items():
        assert page.all("style", "iframe", "object", "embed", "base") == [], name
        for picture in page.all("img"):  # of the first page of a report that we hold
            own = r"[./]*assets/pages/[a-z0-9-]+-[0-9a-f]{10}\.png"
            assert re.fullmatch(own, picture.attributes["src"]), name
        for form in page.all("form"):  # ours lead to the search, or nowhere
            assert re.fullmatch(r"(|[./]*search/)", form.attributes.get("action", "")), name
        for script in page.all("script"):
            if re.fullmatch(
                r"[./]*assets/[0-9a-f]{10}/js/pages/(reviews|search|review-form|review-change)\.js",
                script.attributes.get("src", ""),
            ):
                assert (script.attributes["type"], script.text) == ("module", ""), name
                continue
            assert script.attributes == {"type": "application/ld+json"}, name
            assert json.loads(script.text), name
        for one in page.all("svg"):
            assert "class" in one.attributes, name


def test_no_text_leaves_its_attribute(read_pages: dict[str, Element]) -> None:
    for name, page in read_pages.items():
        for one in page.walk():
            wrong = [key for key in one.attributes if key.startswith("on") or key == "style"]
            assert wrong == [], (name, one.tag)
            assert all(re.fullmatch(r"[a-zA-Z-]+", key) for key in one.attributes), name


def test_no_link_runs_a_script(read_pages: dict[str, Element]) -> None:
    for name, page in read_pages.items():
        for one in page.all("a", "link"):
            href = one.attributes.get("href", "")
            scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", href)
            assert not scheme or href.startswith(ALLOWED_SCHEMES), (name, href)


def test_a_link_to_a_script_was_there_to_be_stopped(bad: Library) -> None:
    assert bad.programme.licence_link == SCRIPT_LINK
    assert any(one.listed == SCRIPT_LINK for review in bad.reviews for one in review.reports)


OURS = ", ".join(
    (
        "script[type=module]:empty:is([src$='/js/pages/reviews.js'], [src$='/js/pages/search.js'], "
        "[src$='/js/pages/review-form.js'], [src$='/js/pages/review-change.js'])",
        "form[action$='search/']",
        "form#choose",
        "form#record-form",
        "form#find",
        "img.first-page[src*='assets/pages/'][src$='.png']",
    )
)
"""The scripts, forms and pictures that templates put there."""


ALIVE = """ours => [
    ...document.querySelectorAll("script:not([type='application/ld+json'])"),
    ...document.querySelectorAll("img, iframe, form, [style]"),
].filter(one => !one.matches(ours)).concat([
    ...[...document.querySelectorAll("*")].filter(one =>
        [...one.attributes].some(a => a.name.startsWith("on"))),
    ...[...document.querySelectorAll("a")].filter(one =>
        /^(javascript|data|vbscript):/i.test(one.href)),
]).map(one => one.outerHTML)"""


def _alive(page: Page, address: str, paths: Iterable[str]) -> dict[str, list[str]]:
    """What came alive: by page, and under "" what ran or was asked of other sites."""
    found: dict[str, list[str]] = {}
    with (
        heard(page, "dialog", lambda one: (one.message, one.dismiss())[0]) as dialogs,
        heard(page, "request", lambda one: one.url) as asked,
    ):
        for path in paths:
            page.goto(address + path)
            if "?" in path:  # there a script shows what is hostile, once it has it
                expect(page.locator("#count")).to_contain_text(re.compile("review|result"))
            found[path] = page.evaluate(ALIVE, OURS)
    away = [url for url in asked if not url.startswith((address, f"blob:{address}"))]
    return {path: alive for path, alive in {**found, "": dialogs + away}.items() if alive}


@pytest.mark.slow
def test_nothing_runs_on_the_pages_that_scripts_change(
    written: Path, served: Callable[..., str], shared_page: Page
) -> None:
    paths = (
        "reviews/", "reviews/?view=table", "search/?q=alert", "search/?year=2021-22",
        "contribute/add/", "contribute/change/",
    )  # fmt: skip
    assert _alive(shared_page, served(written), paths) == {}


@pytest.mark.audit
def test_nothing_runs_on_any_page_in_a_real_browser(
    bad: Library, written: Path, served: Callable[..., str], shared_page: Page
) -> None:
    paths = [_file(page.address) for page in all_pages(bad, Site("", TODAY))]
    assert _alive(shared_page, served(written), paths) == {}
