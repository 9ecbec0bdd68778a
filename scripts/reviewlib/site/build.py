"""Build the site so that the old one stands untouched until the new one is complete."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewlib.build_date import today as day
from reviewlib.cache import Cache, cache_of, key_of
from reviewlib.diagnostics import ConfigError, Diagnostic, warnings
from reviewlib.library import Library, LoadResult, load
from reviewlib.library.checks import stale
from reviewlib.pages import Site, repository_address
from reviewlib.search import advice, engine_of
from reviewlib.site import output
from reviewlib.site.unchanged import LastBuild, Summary, inputs, walk, written
from reviewlib.site.verify import verify

_SETTINGS = "mkdocs.yml"
_MOST_LARGE = 5
_PAGE_TEMPLATE = "theme/page.html"
_SOURCES = ("content", "reports")
_READING = "Checking records"
_MAKING = "Making the pages"
_LOOKING = "Checking links"
_DONE = "Site published"


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
        out: the folder to publish into; what an earlier build made there is replaced.
        for_files: whether links name index.html, for a tree that is opened without a server;
            only where it is plain.
        today: the day the pages are made for; otherwise what the settings or the clock say.
        live: whether the pages are only served here, by what adds a script to them.

    Raises:
        ContentError: the content has errors, or an address would be lost; nothing was written.
        ConfigError: a setting, or a folder given, cannot be used; nothing was written.
        BuildError: the build failed; `out` is as it was.
    """
    started = time.perf_counter()
    root, out = root.resolve(), out.absolute()
    _refuse_sources(root, out)
    settings, edited = None if plain else settings_for(root), repository_address(repository)
    given = _Given(root, out, settings, today, site_url, edited, live, for_files)
    cache, before = cache_of(root), inputs(given.sources())
    last_build = LastBuild(cache, given.key())
    output.recover(out)
    last = last_build.found(out)
    summary = last and last.again(before)
    if summary:
        return dataclasses.replace(summary, seconds=time.perf_counter() - started)
    with output.atomic_directory(out) as folder:
        loaded = _read(root, cache, tell, day(today))
        tell(_MAKING)
        made = _hosted(folder, loaded, given) if settings else _plain(folder, loaded, given)
        tell(_LOOKING)
        good = out if last and last.url == made.url else None
        verify(folder, url=made.url, cache=cache, last=good)
        wrote = written(folder)
    tell(_DONE)
    summary = _summary(out, loaded, today, started)
    sources = given.sources()
    known = made.theme in {source.resolve() for source in sources}
    if before and before == inputs(sources) and known and _is_lasting(loaded):
        last_build.keep(before, wrote, made.url, summary)
    return summary


@dataclass(frozen=True, slots=True)
class _Given:
    """What a site is made from and into, as `build` takes it; the settings where they are used."""

    root: Path
    out: Path
    settings: Path | None
    today: datetime.date | None
    site_url: str | None
    repository: str
    live: bool
    for_files: bool

    def key(self) -> bytes:
        """A hash of it, and of the day."""
        return key_of(repr(self), str(day(self.today)))

    def sources(self) -> list[Path]:
        """Every file and folder that the site is made from."""
        found = [self.root / name for name in (*_SOURCES, output.MANIFEST)]
        with contextlib.suppress(ConfigError):  # reported once the records are checked
            found.append(theme_of(self.root))
        return [*found, *filter(None, [self.settings])]


def _plain(folder: Path, loaded: LoadResult, given: _Given) -> output.Filled:
    """Fill a folder without MkDocs."""
    url, theme = given.site_url or "", theme_of(given.root)
    site = Site(url=url, today=day(given.today), repository=given.repository)
    output.stage(
        loaded.checked(), site, theme, folder,
        root=given.root, for_files=given.for_files, last=given.out,
    )  # fmt: skip
    return output.Filled(url, theme.resolve())


def _hosted(folder: Path, loaded: LoadResult, given: _Given) -> output.Filled:
    """Fill a folder through MkDocs."""
    from reviewlib.site.mkdocs_plugin import run  # a plain build needs no MkDocs

    assert given.settings is not None
    return run(
        given.settings,
        folder,
        root=given.root,
        loaded=loaded,
        today=given.today,
        url=given.site_url,
        repository=given.repository,
        live=given.live,
        last=given.out,
    )


def _is_lasting(loaded: LoadResult) -> bool:
    """Whether all of it comes from the sources, however busy or small the machine was."""
    library = loaded.checked()
    # Pagefind is a program of its own, of which we do not know all that it depends on.
    readings = [pdf.fault for pdf in library.pdfs.values()]
    return engine_of(library) != "pagefind" and not any(
        fault and fault.is_of_machine for fault in readings
    )


def published(root: Path) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Every address that a build would publish and have to keep; and those it would lose.

    The address of a finding comes with a hash of its words.

    Raises:
        ContentError: the content has errors.
        ConfigError: there is no theme.
    """
    theme, library = theme_of(root), _read(root, cache_of(root), _silent, None).checked()
    # Addresses depend neither on the day nor on where the site is published.
    site = Site(url="", today=library.programme.recorded_up_to)
    files = output.whole_site(library, site, theme, root=None)
    now = output.published_urls(file.address for file in files)
    return output.with_anchors(now, library), output.missing_urls(root, now, library)


def _read(
    root: Path, cache: Cache, tell: Callable[[str], object], today: datetime.date | None
) -> LoadResult:
    tell(_READING)
    loaded = load(root, cache=cache, today=today)
    loaded.checked()
    return loaded


def _summary(out: Path, loaded: LoadResult, today: datetime.date | None, started: float) -> Summary:
    files = walk(str(out))
    sizes = {name: found.st_size for name, _, found in files if stat.S_ISREG(found.st_mode)}
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
