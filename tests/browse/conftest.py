"""Two sites to browse, and a page that tells of every fault a browser would only whisper."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.site.output import stage
from tests import store

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = """\
---
title: A page of words
order: 9
---

A survey of the journey by boat to Orkney, and of the pathway there.
"""
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def made_up_folder() -> Path:
    """The made-up library as a site; some of its reports can be read there."""
    return _searched_by("lunr")


@pytest.fixture(scope="session")
def pagefind_folder() -> Path:
    """The same, searched by Pagefind."""
    return _searched_by("pagefind")


def _make(engine: str, folder: Path) -> None:
    """The made-up library with a page of words on which stemmers differ, for one engine."""
    library = store.copy_of("made up", folder / "library")
    (library / "content" / "about" / "words.md").write_text(WORDS, "utf-8")
    programme = library / "content" / "programme.yml"
    before = programme.read_text("utf-8")
    text, changed = re.subn(r"^search_engine: .*$", f"search_engine: {engine}", before, flags=re.M)
    assert changed == 1
    programme.write_text(text, "utf-8")
    found = load(library, cache=store.cache()).checked()
    stage(found, Site("", store.TODAY), store.THEME, folder / "site")


def _searched_by(engine: str) -> Path:
    made = functools.partial(_make, engine)
    return store.built(f"browse {engine} {WORDS}", made, of=[store.LIBRARIES["made up"]]) / "site"


@pytest.fixture(scope="session", params=["made_up_folder", "pagefind_folder"])
def searched(request: pytest.FixtureRequest, served: Callable[..., str]) -> str:
    """The address of the made-up library, searched by each engine."""
    folder: Path = request.getfixturevalue(request.param)
    return served(folder)


@pytest.fixture(scope="session")
def made_up(made_up_folder: Path, served: Callable[..., str]) -> str:
    """The address of the made-up library, under a path, as project pages stand."""
    return served(made_up_folder, "/ci/reports/")


def watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors, and requests that leave this machine."""
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def leaving(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "file:")):
            wrong.append(f"asks {url}")

    page.on("request", lambda request: leaving(request.url))
    return wrong


@pytest.fixture(scope="session")
def wrong(window: Page) -> list[str]:
    """What has gone wrong on the shared page; each test begins and ends with nothing."""
    return watched(window)


@pytest.fixture
def reader(shared_page: Page, wrong: list[str]) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    wrong.clear()
    yield shared_page
    assert wrong == []


@pytest.fixture
def harmed(shared_page: Page, wrong: list[str]) -> Iterator[Page]:
    """A page of a site of which files are missing, so that the browser itself complains of them.

    Nothing else may go wrong.
    """
    wrong.clear()
    yield shared_page
    assert [one for one in wrong if not re.search("404|ERR_FAILED", one)] == []


@pytest.fixture
def phone(reader: Page) -> Page:
    """The same as narrow as phones are."""
    reader.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return reader
