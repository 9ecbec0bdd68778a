"""Sites that can be searched: each library with each engine, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.cache import Cache
from reviewlib.library import Library
from tests.search.sites import loaded, open_engine, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Words on page 7 of a report of the made-up library, and nowhere else.
ONLY_ON_PAGE_7 = "jar of sea glass on the sill"


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Library]:
    """`libraries(name)`: the real library or the made-up one, read once."""
    cache = Cache(tmp_path_factory.mktemp("read"))
    found: dict[str, Library] = {}

    def get(name: str) -> Library:
        if name not in found:
            found[name] = loaded(name, cache)
        return found[name]

    return get


@pytest.fixture(scope="session")
def site(
    libraries: Callable[[str], Library], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Path]:
    """`site(name, engine)`: what search needs of a library, in a folder that nobody changes."""
    made: dict[tuple[str, str], Path] = {}

    def get(name: str, engine: str) -> Path:
        if (name, engine) not in made:
            folder = tmp_path_factory.mktemp(f"{name}-{engine}")
            made[name, engine] = publish(folder, libraries(name), engine)
        return made[name, engine]

    return get


@pytest.fixture(scope="session")
def engines(
    browser: Browser, site: Callable[[str, str], Path], served: Callable[..., str]
) -> Iterator[Callable[[str, str], Page]]:
    """`engines(name, engine)`: a page in which `engine` is open; kept, and never navigated.

    Whatever it says on its console is an error of the test that made it say so.
    """
    context = browser.new_context()
    pages: dict[tuple[str, str], Page] = {}

    def get(name: str, engine: str) -> Page:
        if (name, engine) not in pages:
            page = context.new_page()
            open_engine(page, served(site(name, engine)))
            pages[name, engine] = page
        return pages[name, engine]

    yield get
    context.close()
