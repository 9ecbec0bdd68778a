"""Both libraries as they are published, served, and what is asked of their pages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.library import Library
from reviewlib.pages import Site, all_pages
from tests import store
from tests.a11y.checks import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIBRARIES = ("real", "made up")


@dataclass(frozen=True, slots=True)
class Published:
    """A library and its site."""

    name: str  # one of LIBRARIES
    library: Library  # the library
    folder: Path  # its site's files
    address: str  # where the site is served
    kinds: dict[str, str]  # of each kind of page, by its template, the address of the longest
    pages: tuple[str, ...]  # the address of every page

    @property
    def gaelic(self) -> frozenset[str]:
        """Names that are Gaelic wherever they stand alone."""
        authorities = self.library.vocabulary.authorities
        return frozenset(name for one in authorities for name in one.in_gaelic)

    def file(self, address: str) -> Path:
        """The file of a page."""
        return self.folder / (address if address.endswith(".html") else f"{address}index.html")


def _kinds(library: Library, folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    longest: dict[str, tuple[int, str]] = {}
    pages = []
    for page in all_pages(library, Site(url="", today=store.TODAY)):
        name = page.address if page.address.endswith(".html") else f"{page.address}index.html"
        size = (folder / name).stat().st_size
        longest[page.template] = max(longest.get(page.template, (0, "")), (size, page.address))
        pages.append(page.address)
    return {kind: address for kind, (_, address) in sorted(longest.items())}, tuple(pages)


@pytest.fixture(scope="session")
def publish(served: Callable[..., str]) -> Callable[[str], Published]:
    """`publish("real")`: that library, as it is published; never changed."""

    @functools.cache
    def made(name: str) -> Published:
        library, folder = store.library(name), store.site(name)
        kinds, pages = _kinds(library, folder)
        return Published(name, library, folder, served(folder), kinds, pages)

    return made


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[Reader]:
    """Goes from page to page and looks at each."""
    with Reader(browser) as one:
        yield one


@pytest.fixture(scope="session")
def without_scripts(browser: Browser) -> Iterator[Reader]:
    """The same in a browser that runs no scripts."""
    with Reader(browser, scripts=False) as one:
        yield one
