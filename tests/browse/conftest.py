"""Two sites to browse, and a page that tells of every fault a browser would only whisper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.staging import stage
from tests.pages.conftest import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORDS = """\
---
title: A page of words
order: 9
---

A survey of the journey by boat to Orkney, and of the pathway there.
"""
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def real_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library as a site."""
    return _staged(root, root / "theme", tmp_path_factory)


@pytest.fixture(scope="session")
def made_up_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up library as a site; some of its reports can be read there."""
    return _staged(_made_up(root, "lunr", tmp_path_factory), root / "theme", tmp_path_factory)


@pytest.fixture(scope="session")
def pagefind_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, searched by Pagefind."""
    return _staged(_made_up(root, "pagefind", tmp_path_factory), root / "theme", tmp_path_factory)


def _staged(library: Path, theme: Path, factory: pytest.TempPathFactory) -> Path:
    folder = factory.mktemp("browse") / "site"
    stage(load(library).checked(), Site("", TODAY), theme, folder)
    return folder


def _made_up(root: Path, engine: str, factory: pytest.TempPathFactory) -> Path:
    """The made-up library with a page of words on which stemmers differ, for one engine."""
    library = factory.mktemp(engine) / "library"
    shutil.copytree(root / "tests" / "data" / "library", library)
    (library / "content" / "about" / "words.md").write_text(WORDS, "utf-8")
    programme = library / "content" / "programme.yml"
    before = programme.read_text("utf-8")
    text, changed = re.subn(r"^search_engine: .*$", f"search_engine: {engine}", before, flags=re.M)
    assert changed == 1
    programme.write_text(text, "utf-8")
    return library


@pytest.fixture(scope="session", params=["made_up_folder", "pagefind_folder"])
def searched(request: pytest.FixtureRequest, served: Callable[..., str]) -> str:
    """The address of the made-up library, searched by each engine."""
    folder: Path = request.getfixturevalue(request.param)
    return served(folder)


@pytest.fixture(scope="session")
def real(real_folder: Path, served: Callable[..., str]) -> str:
    """The address of the real library, under a path, as project pages stand."""
    return served(real_folder, "/ci/reports/")


@pytest.fixture(scope="session")
def made_up(made_up_folder: Path, served: Callable[..., str]) -> str:
    return served(made_up_folder)


def watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors, and requests that leave this machine."""
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def leaving(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:")):
            wrong.append(f"asks {url}")

    page.on("request", lambda request: leaving(request.url))
    return wrong


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    context = browser.new_context(
        locale="en-GB",
        viewport={"width": 1280, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    wrong = watched(page)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def phone(reader: Page) -> Page:
    """The same as narrow as phones are."""
    reader.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return reader
