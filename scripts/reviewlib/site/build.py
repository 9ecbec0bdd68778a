"""Build the site so that the old one stands untouched until the new one is complete."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewlib.build_date import today as day
from reviewlib.cache import cache_of
from reviewlib.diagnostics import ConfigError, Diagnostic, warnings
from reviewlib.library import Library, LoadResult, load
from reviewlib.library.staleness import stale
from reviewlib.pages import Site, repository_address
from reviewlib.search import advice
from reviewlib.site import output
from reviewlib.site.verify import verify

_SETTINGS = "mkdocs.yml"
_MOST_LARGE = 5
_PAGE_TEMPLATE = "theme/page.html"
_SOURCES = ("content", "reports")
_READING = "Checking records"
_MAKING = "Making the pages"
_LOOKING = "Checking links"
_DONE = "Site published"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made.

    Args:
        out: the folder that holds the site.
        pages: how many HTML pages it has.
        files: how many files in all.
        size: how many bytes they have.
        largest: the files that take most room, each with its bytes.
        seconds: how long it took.
        warnings: what in the content is worth a look.
        note: what is to be settled before the site is published, or "".
    """

    out: Path
    pages: int
    files: int
    size: int
    largest: tuple[tuple[str, int], ...]
    seconds: float
    warnings: tuple[Diagnostic, ...]
    note: str = ""


def settings_for(root: Path) -> Path:
    """The settings file a library is built with: its own, or the nearest in a folder above.

    Raises:
        ConfigError: there is none.
    """
    return _nearest(root, _SETTINGS) / _SETTINGS


def theme_of(root: Path) -> Path:
    """The folder of templates a library is staged with: its own, or the nearest above.

    Raises:
        ConfigError: there is none.
    """
    return _nearest(root, _PAGE_TEMPLATE) / Path(_PAGE_TEMPLATE).parent


def _nearest(root: Path, name: str) -> Path:
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / name).is_file():
            return folder
    raise ConfigError(f"There is no {name} in {root} or above it.")


def _silent(step: str) -> None:
    """Nobody wants to know how far it is."""


def build(
    root: Path,
    out: Path,
    *,
    plain: bool = False,
    for_files: bool = False,
    today: datetime.date | None = None,
    site_url: str | None = None,
    repository: str | None = None,
    live: bool = False,
    tell: Callable[[str], object] = _silent,
) -> Summary:
    """Check the library under `root`, build its site aside, and put that in the place of `out`.

    Args:
        root: the folder that holds content/ and reports/.
        out: the folder to publish into; what an earlier build made there is replaced.
        plain: whether to do without MkDocs, its settings and Material.
        for_files: whether links name index.html, for a tree that is opened without a server;
            only where it is plain.
        today: the day the pages are made for; otherwise what the settings or the clock say.
        site_url: where the site will be published; otherwise what the settings say.
        repository: where its files are edited; otherwise what the settings say.
        live: whether the pages are only served here, by what adds a script to them.
        tell: is told of each step as it begins.

    Raises:
        ContentError: the content has errors, or an address would be lost; nothing was written.
        ConfigError: a setting, or a folder given, cannot be used; nothing was written.
        BuildError: the build failed; `out` is as it was.
    """
    started = time.perf_counter()
    root, out = root.resolve(), out.absolute()
    _refuse_sources(root, out)
    edited = repository_address(repository)
    settings = None if plain else settings_for(root)
    with output.atomic_directory(out) as folder:
        loaded = _read(root, tell)
        tell(_MAKING)
        given = _Given(root, out, today, site_url, edited)
        if settings is None:
            url = _plain(folder, loaded, given, for_files)
        else:
            url = _hosted(folder, loaded, given, settings, live)
        tell(_LOOKING)
        verify(folder, url=url, cache=loaded.checked().cache)
    tell(_DONE)
    return _summary(out, loaded, today, started)


@dataclass(frozen=True, slots=True)
class _Given:
    """What both ways of making a site are told, as `build` takes it."""

    root: Path
    last: Path
    today: datetime.date | None
    site_url: str | None
    repository: str


def _plain(folder: Path, loaded: LoadResult, given: _Given, for_files: bool) -> str:
    """Fill a folder without MkDocs; the site's address."""
    url, theme = given.site_url or "", theme_of(given.root)
    site = Site(url=url, today=day(given.today), repository=given.repository)
    output.stage(
        loaded.checked(), site, theme, folder,
        root=given.root, for_files=for_files, last=given.last,
    )  # fmt: skip
    return url


def _hosted(folder: Path, loaded: LoadResult, given: _Given, settings: Path, live: bool) -> str:
    """Fill a folder through MkDocs; the site's address."""
    from reviewlib.site.mkdocs_run import run  # a plain build needs no MkDocs

    return run(
        settings,
        folder,
        root=given.root,
        loaded=loaded,
        today=given.today,
        url=given.site_url,
        repository=given.repository,
        live=live,
        last=given.last,
    )


def published(root: Path) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Every address that a build would publish and have to keep; and those it would lose.

    Raises:
        ContentError: the content has errors.
        ConfigError: there is no theme.
    """
    theme, library = theme_of(root), _read(root, _silent).checked()
    # Addresses depend neither on the day nor on where the site stands.
    site = Site(url="", today=library.programme.recorded_up_to)
    files = output.whole_site(library, site, theme, root=None)
    now = output.published_urls(file.address for file in files)
    return now, output.missing_urls(root, now, library)


def _read(root: Path, tell: Callable[[str], object]) -> LoadResult:
    tell(_READING)
    loaded = load(root, cache=cache_of(root))
    loaded.checked()
    return loaded


def _summary(out: Path, loaded: LoadResult, today: datetime.date | None, started: float) -> Summary:
    sizes = {
        path.relative_to(out).as_posix(): path.stat().st_size
        for path in out.rglob("*")
        if path.is_file()
    }
    library = loaded.checked()
    found = (*loaded.problems, *stale(library, day(today)), *advice(library))
    return Summary(
        out=out,
        pages=sum(name.endswith(".html") for name in sizes),
        files=len(sizes),
        size=sum(sizes.values()),
        largest=tuple(sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:_MOST_LARGE]),
        seconds=time.perf_counter() - started,
        warnings=warnings(found),
        note=_note(library),
    )


def _note(library: Library) -> str:
    """That nobody can be written to, which the accessibility regulations ask for."""
    if library.programme.contact:
        return ""
    return (
        "note: content/programme.yml has no contact, so readers cannot write to anybody. "
        "Add one before you publish the site."
    )


def _refuse_sources(root: Path, out: Path) -> None:
    real = out.resolve()
    for source in (root / name for name in _SOURCES):
        if real.is_relative_to(source):
            raise ConfigError(f"{out} is inside {source}, which a build never writes into.")
    if root.is_relative_to(real):
        raise ConfigError(f"{out} holds the library itself; name another folder.")
