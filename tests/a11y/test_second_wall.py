"""Escaping is broken on purpose: what then stands in the pages must still do nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.library import load
from reviewlib.pages import Site, all_pages
from reviewlib.render import PageTemplate, theme_files
from reviewlib.render.page import file_of
from tests.a11y.conftest import TODAY
from tests.pages.hostile import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHOWN = re.compile(r"\{\{(-?)((?:(?!\}\}).)*?)(-?)\}\}", re.DOTALL)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
HEARD = """addEventListener("securitypolicyviolation",
    (one) => (window.refused ??= []).push(one.blockedURI));"""
REFUSED = "(window.refused ?? []).length"
COUNT = """() => {
    const script = "script:not([src]):not([type='application/ld+json'])";
    const on = [...document.querySelectorAll("*")].filter(one =>
        one.getAttributeNames().some(name => name.startsWith("on")));
    return document.querySelectorAll(script).length + on.length;
}"""


def unescaped(theme: Path) -> None:
    """Write |safe after whatever the templates show, as a mistake in one place would."""
    for path in sorted(theme.rglob("*.html")):
        if path.name != "csp.html" and "assets" not in path.parts:
            text = path.read_text("utf-8")
            path.write_text(SHOWN.sub(r"{{\1 (\2)|safe \3}}", text), "utf-8")


@pytest.fixture(scope="module")
def broken(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile library through a theme that escapes nothing."""
    folder = tmp_path_factory.mktemp("broken")
    theme = Path(shutil.copytree(root / "theme", folder / "theme"))
    unescaped(theme)
    library = hostile(load(root / "tests" / "data" / "library").checked())
    site = Site(url="", today=TODAY)
    template = PageTemplate(library, site, theme)
    out = folder / "site"
    for asset in theme_files(theme):
        (out / asset.address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset.data, out / asset.address)
    for page in all_pages(library, site):
        path = out / file_of(page.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A comment that is never closed would hide all the rest from the browser.
        path.write_text(template.render(page).replace("<!--", ""), "utf-8")
    return out


def opened(browser: Browser, address: str, root: Path) -> Iterator[tuple[int, int, list[str]]]:
    """Of some pages: what in them would run; what was refused; what ran or was fetched."""
    context = browser.new_context()
    context.add_init_script(HEARD)
    page = context.new_page()
    done: list[str] = []
    page.on("dialog", lambda one: (done.append(f"ran: {one.message}"), one.dismiss()))
    page.on(
        "request",
        lambda one: None if one.url.startswith(address) else done.append(f"asked: {one.url}"),
    )
    for path in sorted(root.rglob("*.html"))[::6]:
        done.clear()
        page.goto(address + path.relative_to(root).as_posix(), wait_until="load")
        links = page.locator("a[href^='javascript:']")
        if links.count():
            links.first.dispatch_event("click")
        page.wait_for_timeout(50)
        yield page.evaluate(COUNT), page.evaluate(REFUSED), list(done)
    context.close()


def test_what_would_run_is_in_the_pages_and_does_nothing(
    broken: Path, served: Callable[..., str], browser: Browser
) -> None:
    seen = list(opened(browser, served(broken), broken))
    assert len(seen) > 5
    for would_run, refused, done in seen:
        assert would_run > 0, "escaping was not broken, so this would prove nothing"
        assert refused > 0
        assert done == []


def test_without_the_policy_the_same_pages_run_what_is_in_them(
    broken: Path, tmp_path: Path, served: Callable[..., str], browser: Browser
) -> None:
    bare = Path(shutil.copytree(broken, tmp_path / "site"))
    for path in bare.rglob("*.html"):
        path.write_text(POLICY.sub("", path.read_text("utf-8")), "utf-8")
    ran = [one for _, _, done in opened(browser, served(bare), bare) for one in done]
    assert any("ran: " in one for one in ran)


HOSTS = {
    "a frame": "<iframe src='https://bad.example/'></iframe>",
    "an inline script": "<script>document.title = 'ran'</script>",
    "a script of another site": "<script src='https://bad.example/x.js'></script>",
    "a handler": "<img src='x' onerror=\"document.title = 'ran'\">",
    "a style": "<style>body { display: none }</style>",
    "a style attribute": "<p style='position: fixed; inset: 0'>over all</p>",
    "a style sheet of another site": "<link rel=stylesheet href='https://bad.example/x.css'>",
    "a picture of another site": "<img src='https://bad.example/x.png' alt=''>",
    "an object": "<object data='https://bad.example/x.swf'></object>",
    "another base": "<base href='https://bad.example/'>",
}


@pytest.mark.parametrize("what", HOSTS)
def test_each_of_these_is_refused(
    what: str, broken: Path, tmp_path: Path, served: Callable[..., str], browser: Browser
) -> None:
    text = (broken / "privacy" / "index.html").read_text("utf-8")
    found = POLICY.search(text)
    assert found
    page_text = f"<!doctype html>{found[0]}<title>quiet</title><body>{HOSTS[what]}"
    (tmp_path / "index.html").write_text(page_text, "utf-8")
    context = browser.new_context()
    context.add_init_script(HEARD)
    page = context.new_page()
    asked: list[str] = []
    address = served(tmp_path)
    page.on("request", lambda one: asked.append(one.url))
    page.on("requestfailed", lambda one: asked.remove(one.url))
    page.goto(address)
    page.wait_for_timeout(50)
    assert page.title() == "quiet"
    assert page.evaluate(REFUSED) > 0
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()
