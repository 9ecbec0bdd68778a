"""Sites that can be searched: each library with each engine, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.search.sites import open_engine, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Words on page 7 of a report of the made-up library, and nowhere else.
ONLY_ON_PAGE_7 = "jar of sea glass on the sill"


@pytest.fixture(scope="session")
def engines(browser: Browser, served: Callable[..., str]) -> Iterator[Callable[[str, str], Page]]:
    """`engines(name, engine)`: a page in which `engine` is open; kept, and never navigated.

    Whatever it says on its console is an error of the test that made it say so.
    """
    context = browser.new_context()
    context.set_default_timeout(60_000)
    pages: dict[tuple[str, str], Page] = {}

    def get(name: str, engine: str) -> Page:
        if (name, engine) not in pages:
            page = context.new_page()
            open_engine(page, served(site(name, engine)))
            pages[name, engine] = page
        return pages[name, engine]

    yield get
    context.close()
