"""What a page may fetch and run, in a browser that is told so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.site.render import csp
from tests import store
from tests.a11y.checks import Reader
from tests.a11y.conftest import LIBRARIES, Published
from tests.browser import heard

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = re.compile(
    r"<head>\s*<meta charset=\"utf-8\">\s*"
    r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
)


def directives(text: str) -> dict[str, set[str]]:
    parts = (part.split() for part in text.split(";"))
    return {name: set(values) for name, *values in parts}


def test_it_names_no_exception_but_one_where_it_is_asked_for() -> None:
    usual = directives(csp())
    assert usual["default-src"] == {"'none'"}
    assert all(values in ({"'self'"}, {"'none'"}) for values in usual.values())
    assert "unsafe" not in csp()
    more = directives(csp(wasm=True))
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
        assert found[1] in {csp(), csp(wasm=True)}, path
        may = "wasm" in found[1]
        assert not may or path.parent.name == "search", f"{path} may run WebAssembly"


def test_nothing_is_refused_below_a_prefix_nor_on_the_page_for_wrong_addresses(
    served: Callable[..., str], reader: Reader
) -> None:
    """At the top of a host `test_pages.py` shows it of every page, once all was done there."""
    site = store.site("made up", url=store.URL)
    address = served(site, "/ci/reports/")
    for path in ("", "reviews/", "calendar/", "404.html", "reviews/2022-23/glenmore/"):
        assert reader.visit(address + path, aspects=["policy"]) == []
    page = reader.open(address + "no/such/page/")
    sheets = page.evaluate("[...document.styleSheets].map(one => one.cssRules.length)")
    assert sheets
    assert min(sheets) > 0


def test_what_is_refused_is_noticed(served: Callable[..., str], reader: Reader) -> None:
    page = reader.open(served(store.site("made up")))
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://bad.example/'}))")
    page.wait_for_function("window.refused")
    said = " ".join(one.what for one in reader.look("policy"))
    assert "refused: img-src https://bad.example" in said
    assert "it fetches https://bad.example/" in said


def _wrong(page: Page, path: Path) -> Iterator[str]:
    """What keeps a page that is opened from disk from being as it should be."""
    with (
        heard(page, "console", lambda one: one.text) as told,
        heard(page, "requestfailed", lambda one: f"not read: {one.url} {one.failure}") as failed,
    ):
        page.goto(path.as_uri())
        script = "getComputedStyle(document.querySelector('.visually-hidden, .skip')).position"
        if page.evaluate(script) == "static":
            yield f"{path}: the style sheets do not work"
    # Modules are not run from disk; the pages do without (docs/architecture.md).
    # The sign of the site is asked for late, and no more once the next page is.
    wrong = [one for one in told if "Security Policy" in one]
    wrong += [one for one in failed if not one.endswith("ERR_ABORTED")]
    yield from (f"{path}: {one}" for one in wrong if "/js/" not in one)


def test_pages_opened_from_disk_have_all_they_need(tmp_path: Path, shared_page: Page) -> None:
    files = store.site("made up", for_files=True)
    (whole,) = (files / "data").glob("*.zip")
    zipfile.ZipFile(whole).extractall(tmp_path / "unpacked")
    (copy,) = (tmp_path / "unpacked").iterdir()
    for folder in (files, copy):
        for name in ("index.html", "reviews/index.html", "reviews/2022-23/glenmore/index.html"):
            text = (folder / name).read_text("utf-8")
            # Not every browser takes a file beside a page for its own (a file has no host).
            found = FIRST.search(text)
            assert found
            assert directives(found[1])["style-src"] == {"'self'", "file:"}
            assert list(_wrong(shared_page, folder / name)) == []
