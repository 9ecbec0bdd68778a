"""Libraries and built sites, shared by all tests and all workers of a run, and kept for the next.

takes: which library, how it is published
gives: library(), site(): read once a process, built once for as long as nothing changes;
    built(), for whatever else is made once and only read
knows nothing of: what tests look at

What is built is kept in `.cache/tests/` under a hash of the code, the theme, the data and the
arguments, so a change of any of them builds anew. Nobody writes there: a test that changes files
copies them first (`copy_of`), and one that needs a cold build builds its own.
"""

from __future__ import annotations

import datetime
import fcntl
import functools
import hashlib
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewlib.cache import Cache
from reviewlib.library import Library, LoadResult, load
from reviewlib.pages import Site
from reviewlib.site.output import stage

__all__ = [
    "DATA",
    "LIBRARIES",
    "ROOT",
    "THEME",
    "TODAY",
    "URL",
    "built",
    "cache",
    "copy_of",
    "library",
    "loaded",
    "site",
]

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
THEME = ROOT / "theme"
TODAY = datetime.date(2026, 11, 22)
URL = "https://example.org/ci/reports/"  # of a site at an address, so that there is one such
LIBRARIES = {"real": ROOT, "made up": DATA / "library", "base": DATA / "base"}

_HOME = ROOT / ".cache" / "tests"
_CODE = ("scripts/reviewlib", "theme", "mkdocs.yml", "requirements.txt", "tests/store.py")
_DATA = ("content", "reports", "addresses.txt")
_KEPT_FOR = 24 * 60 * 60  # seconds since an older state of the code was last used


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts
            )


def _hash(paths: Iterable[Path], *words: str) -> str:
    digest = hashlib.sha256("\0".join(words).encode())
    for path in _files(paths):
        digest.update(f"\0{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@functools.cache
def _home() -> Path:
    """The folder of what this state of the code makes; those of older states are removed."""
    home = _HOME / _hash([ROOT / one for one in _CODE], sys.version)
    home.mkdir(parents=True, exist_ok=True)
    home.touch()
    for other in _HOME.iterdir():
        if other != home and time.time() - other.stat().st_mtime > _KEPT_FOR:
            shutil.rmtree(other, ignore_errors=True)
    return home


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Hold a lock on what is made at a place; the kernel frees it should the process die."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@functools.cache
def cache() -> Cache:
    """For `load(..., cache=cache())`: read PDFs, typeset sheets and more."""
    return Cache(_home() / "cache")


def built(name: str, make: Callable[[Path], object], *, of: Iterable[Path] = ()) -> Path:
    """A folder that `make` filled, once for as long as the code and the files `of` stay the same.

    Args:
        name: what it is, with everything that `make` depends on beside code and files.
        make: fills the folder it is given, which does not exist yet.
        of: files and folders that `make` reads, the theme apart.
    """
    words = re.sub(r"[^a-z0-9]+", "-", name)[:40]
    place = _home() / f"{words}-{_hash(of, name)}"
    with _locked(place):
        if not place.exists():
            aside = place.with_name(f"{place.name}.new")
            shutil.rmtree(aside, ignore_errors=True)
            make(aside)
            aside.rename(place)
    return place


@functools.cache
def loaded(which: str) -> LoadResult:
    """What reading a library gave; one of LIBRARIES."""
    return load(LIBRARIES[which], cache=cache())


def library(which: str) -> Library:
    """A library of which nothing is wrong; one of LIBRARIES."""
    return loaded(which).checked()


@functools.cache
def site(which: str, *, url: str = "", for_files: bool = False) -> Path:
    """The folder of a site as it is on TODAY, to be read only.

    MkDocs writes the same bytes (tests/site/test_plugin.py).

    Args:
        which: one of LIBRARIES.
        url: where it is published.
        for_files: whether links name index.html.
    """

    def make(folder: Path) -> None:
        stage(library(which), Site(url, TODAY), THEME, folder, for_files=for_files)

    name = f"{which} {'files' if for_files else 'served'} {url}"
    return built(name, make, of=[LIBRARIES[which] / one for one in _DATA])


def copy_of(which: str, folder: Path) -> Path:
    """A library's content and reports in a folder where they may be changed.

    Args:
        which: one of LIBRARIES.
        folder: the new library's root, which need not exist.
    """
    for one in _DATA:
        if (LIBRARIES[which] / one).is_dir():
            shutil.copytree(LIBRARIES[which] / one, folder / one, dirs_exist_ok=True)
    return folder
