"""Both libraries as they are published, served, and what is asked of their pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewlib.host.run import run
from reviewlib.library import Library, load
from reviewlib.pages import Site, all_pages

TODAY = datetime.date(2026, 11, 22)
LIBRARIES = ("real", "made up")


@dataclass(frozen=True, slots=True)
class Published:
    """A library and its site.

    Args:
        name: one of LIBRARIES.
        library: the library.
        folder: its site's files.
        address: where the site is served.
        kinds: of each kind of page, by its template, the address of the longest.
        pages: the address of every page.
    """

    name: str
    library: Library
    folder: Path
    address: str
    kinds: dict[str, str]
    pages: tuple[str, ...]

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
    for page in all_pages(library, Site(url="", today=TODAY)):
        name = page.address if page.address.endswith(".html") else f"{page.address}index.html"
        size = (folder / name).stat().st_size
        longest[page.template] = max(longest.get(page.template, (0, "")), (size, page.address))
        pages.append(page.address)
    return {kind: address for kind, (_, address) in sorted(longest.items())}, tuple(pages)


@pytest.fixture(scope="session")
def publish(
    root: Path, tmp_path_factory: pytest.TempPathFactory, served: Callable[..., str]
) -> Callable[[str], Published]:
    """`publish("real")`: that library, built as it is published; once a run."""
    done: dict[str, Published] = {}

    def made(name: str) -> Published:
        if name not in done:
            where = root if name == "real" else root / "tests" / "data" / "library"
            folder = tmp_path_factory.mktemp("published") / "site"
            loaded = load(where)
            library = loaded.checked()
            run(root / "mkdocs.yml", folder, root=where, loaded=loaded, today=TODAY)
            kinds, pages = _kinds(library, folder)
            done[name] = Published(name, library, folder, served(folder), kinds, pages)
        return done[name]

    return made


@pytest.fixture(scope="session")
def both(publish: Callable[[str], Published]) -> Iterable[Published]:
    """Both libraries."""
    return tuple(publish(name) for name in LIBRARIES)
