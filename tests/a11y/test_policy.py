"""What a page may fetch and run, in a browser that is told so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.host.run import run
from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.render.policy import policy
from reviewlib.staging import stage
from tests.a11y.conftest import LIBRARIES, TODAY, Published

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST = re.compile(
    r"<head>\s*<meta charset=\"utf-8\">\s*"
    r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
)
HEARD = (
    "addEventListener('securitypolicyviolation', one => (window.refused ??= []).push("
    "`${one.violatedDirective} ${one.blockedURI}`))"
)


def directives(text: str) -> dict[str, set[str]]:
    parts = (part.split() for part in text.split(";"))
    return {name: set(values) for name, *values in parts}


def refused(browser: Browser, addresses: list[str]) -> Iterator[str]:
    """What was refused, fetched from elsewhere, or complained of on these pages."""
    context = browser.new_context()
    context.add_init_script(HEARD)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses:
        asked: list[str] = []
        page.on("request", lambda one, asked=asked: asked.append(one.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        top = address.split("/")[:3]
        yield from (f"{address}: {one}" for one in page.evaluate("window.refused ?? []"))
        yield from (f"{address}: {one}" for one in said)
        yield from (
            f"{address}: fetched {url}"
            for url in asked
            if url.split("/")[:3] != top and not url.startswith(("data:", "blob:"))
        )
        said.clear()
    context.close()


def test_it_names_no_exception_but_one_where_it_is_asked_for() -> None:
    usual = directives(policy())
    assert usual["default-src"] == {"'none'"}
    assert all(values in ({"'self'"}, {"'none'"}) for values in usual.values())
    assert "unsafe" not in policy()
    more = directives(policy(wasm=True))
    assert more.pop("script-src") == {"'self'", "'wasm-unsafe-eval'"}
    assert more.items() <= usual.items()


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
def test_it_is_the_first_thing_in_every_page(
    library: str, publish: Callable[[str], Published]
) -> None:
    site = publish(library)
    for path in sorted(site.folder.rglob("*.html")):
        found = FIRST.search(path.read_text("utf-8"))
        assert found, path
        assert found[1] in {policy(), policy(wasm=True)}, path
        may = "wasm" in found[1]
        assert not may or path.parent.name == "search", f"{path} may run WebAssembly"


@pytest.mark.parametrize("library", LIBRARIES)
def test_nothing_that_a_page_of_any_kind_needs_is_refused(
    library: str, publish: Callable[[str], Published], browser: Browser
) -> None:
    site = publish(library)
    addresses = [site.address + page for page in site.kinds.values()]
    addresses += [site.address + "reviews/?theme=inclusion", site.address + "search/?q=learning"]
    assert list(refused(browser, addresses)) == []


def test_nothing_is_refused_below_a_prefix_nor_on_the_page_for_wrong_addresses(
    root: Path, tmp_path: Path, served: Callable[..., str], browser: Browser
) -> None:
    where = root / "tests" / "data" / "library"
    url, loaded = "https://library.example.org/ci/reports/", load(where)
    run(root / "mkdocs.yml", tmp_path / "site", root=where, loaded=loaded, today=TODAY, url=url)
    address = served(tmp_path / "site", "/ci/reports/")
    pages = ["", "reviews/", "calendar/", "404.html", "reviews/2022-23/glenmore/"]
    assert list(refused(browser, [address + page for page in pages])) == []
    page = browser.new_page()
    page.goto(address + "no/such/page/")
    sheets = page.evaluate("[...document.styleSheets].map(one => one.cssRules.length)")
    assert sheets
    assert min(sheets) > 0
    page.close()


def _styled(browser: Browser, path: Path) -> Iterator[str]:
    """What keeps a page that is opened from disk from being as it should be."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "Security Policy" in one.text else None)
    page.on("requestfailed", lambda one: said.append(f"not read: {one.url}"))
    page.goto(path.as_uri())
    if (
        page.evaluate(
            "getComputedStyle(document.querySelector('.visually-hidden, .skip')).position"
        )
        == "static"
    ):
        said.append("the style sheets do not work")
    page.close()
    # Modules are not run from disk; the pages do without (docs/architecture.md).
    yield from (f"{path}: {one}" for one in said if "/js/" not in one)


def test_pages_opened_from_disk_have_all_they_need(
    root: Path, tmp_path: Path, browser: Browser
) -> None:
    library = load(root / "tests" / "data" / "library").checked()
    site = Site(url="", today=TODAY)
    stage(library, site, root / "theme", tmp_path / "files", for_files=True)
    (whole,) = (tmp_path / "files" / "data").glob("*.zip")
    zipfile.ZipFile(whole).extractall(tmp_path / "unpacked")
    (copy,) = (tmp_path / "unpacked").iterdir()
    for folder in (tmp_path / "files", copy):
        for name in ("index.html", "reviews/index.html", "reviews/2022-23/glenmore/index.html"):
            text = (folder / name).read_text("utf-8")
            # Not every browser takes a file beside a page for its own (a file has no host).
            found = FIRST.search(text)
            assert found
            assert directives(found[1])["style-src"] == {"'self'", "file:"}
            assert list(_styled(browser, folder / name)) == []
