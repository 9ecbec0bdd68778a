"""Escaping is broken on purpose: what then stands in the pages must still do nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.pages import Site, all_pages
from reviewlib.site.files import theme_files
from reviewlib.site.render import PageTemplate, file_of
from tests import store
from tests.pages.hostile import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

SHOWN = re.compile(r"\{\{(-?)((?:(?!\}\}).)*?)(-?)\}\}", re.DOTALL)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
HEARD = """addEventListener("securitypolicyviolation", (one) =>
    (window.refused ??= []).push(`${one.effectiveDirective} ${one.blockedURI}`));"""
REFUSED = "[...new Set(window.refused ?? [])].sort()"
COUNT = """() => {
    const script = "script:not([src]):not([type='application/ld+json'])";
    const on = [...document.querySelectorAll("*")].filter(one =>
        one.getAttributeNames().some(name => name.startsWith("on")));
    return document.querySelectorAll(script).length + on.length;
}"""
# So long as a page has something to do, it has not shown all that it does.
IDLE = "() => new Promise(done => requestIdleCallback(() => setTimeout(done)))"


def unescaped(theme: Path) -> None:
    """Write |safe after whatever the templates show, as a mistake in one place would."""
    for path in sorted(theme.rglob("*.html")):
        if path.name != "csp.html" and "assets" not in path.parts:
            text = path.read_text("utf-8")
            path.write_text(SHOWN.sub(r"{{\1 (\2)|safe \3}}", text), "utf-8")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The hostile library through a theme that escapes nothing; one page of each kind."""
    folder = tmp_path_factory.mktemp("broken")
    theme = Path(shutil.copytree(store.THEME, folder / "theme"))
    unescaped(theme)
    library = hostile(store.library("made up"))
    site = Site(url="", today=store.TODAY)
    template = PageTemplate(library, site, theme)
    out = folder / "site"
    for asset in theme_files(theme):
        (out / asset.address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset.data, out / asset.address)
    kinds = {page.template: page for page in all_pages(library, site)}
    for page in kinds.values():
        path = out / file_of(page.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A comment that is never closed would hide all the rest from the browser.
        path.write_text(template.render(page).replace("<!--", ""), "utf-8")
    return out, [file_of(page.address) for page in kinds.values()]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page did."""

    page: str  # where it stands
    would_run: int  # how many scripts and handlers are in it
    refused: list[str]  # what the browser refused: the directive, and the address or "inline"
    done: list[str]  # what ran, and what was asked of other sites


def opened(page: Page, address: str, paths: list[str]) -> Iterator[Seen]:
    done: list[str] = []

    def refused(request: Request) -> None:
        if request.failure == "csp" and (told := f"asked: {request.url}") in done:
            done.remove(told)

    page.on("dialog", lambda one: (done.append(f"ran: {one.message}"), one.dismiss()))
    page.on(
        "request",
        lambda one: None if one.url.startswith(address) else done.append(f"asked: {one.url}"),
    )
    page.on("requestfailed", refused)
    for path in paths:
        done.clear()
        page.goto(address + path, wait_until="load")
        links = page.locator("a[href^='javascript:']")
        if links.count():
            links.first.dispatch_event("click")
        page.evaluate(IDLE)
        yield Seen(path, page.evaluate(COUNT), page.evaluate(REFUSED), list(done))


@pytest.fixture
def listening(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(60_000)
    context.add_init_script(HEARD)
    yield context.new_page()
    context.close()


@pytest.mark.audit
def test_what_would_run_is_in_the_pages_and_does_nothing(
    broken: tuple[Path, list[str]], served: Callable[..., str], listening: Page
) -> None:
    folder, paths = broken
    assert len(paths) > 20
    for seen in opened(listening, served(folder), paths):
        assert seen.would_run > 0, f"{seen.page}: escaping was not broken, so this proves nothing"
        assert seen.refused, seen.page
        assert seen.done == [], seen.page


def test_without_the_policy_the_same_pages_run_what_is_in_them(
    broken: tuple[Path, list[str]], tmp_path: Path, served: Callable[..., str], listening: Page
) -> None:
    path = broken[0] / "404.html"
    text, policies = POLICY.subn("", path.read_text("utf-8"))
    assert policies == 1
    (tmp_path / "index.html").write_text(text, "utf-8")
    (seen,) = opened(listening, served(tmp_path), ["index.html"])
    assert any(one.startswith("ran: ") for one in seen.done)


REFUSALS = {
    "<iframe src='https://bad.example/'></iframe>": "frame-src https://bad.example",
    "<script>document.title = 'ran'</script>": "script-src-elem inline",
    "<script src='https://bad.example/x.js'></script>": (
        "script-src-elem https://bad.example/x.js"
    ),
    "<img src='x' onerror=\"document.title = 'ran'\">": "script-src-attr inline",
    "<style>body { display: none }</style>": "style-src-elem inline",
    "<p style='position: fixed; inset: 0'>over all</p>": "style-src-attr inline",
    "<link rel=stylesheet href='https://bad.example/x.css'>": (
        "style-src-elem https://bad.example/x.css"
    ),
    "<img src='https://bad.example/x.png' alt=''>": "img-src https://bad.example/x.png",
    "<object data='https://bad.example/x.swf'></object>": ("object-src https://bad.example"),
    "<base href='https://bad.example/'>": "base-uri https://bad.example/",
}
"""What might be written into a page, and how a browser tells that it refused it."""


def test_each_way_of_running_or_fetching_is_refused(
    broken: tuple[Path, list[str]], tmp_path: Path, served: Callable[..., str], listening: Page
) -> None:
    found = POLICY.search((broken[0] / "404.html").read_text("utf-8"))
    assert found
    text = f"<!doctype html>{found[0]}<title>quiet</title><body>{''.join(REFUSALS)}"
    (tmp_path / "index.html").write_text(text, "utf-8")
    (seen,) = opened(listening, served(tmp_path), ["index.html"])
    assert listening.title() == "quiet"
    assert seen.done == []
    assert seen.refused == sorted(REFUSALS.values())
