"""A whole project in a folder of its own, for tests that build sites.

Each comes with the cache that a build of its library leaves: what a build makes of a cache is that
of one without (tests/test_incremental.py, tests/site/test_same_bytes.py).
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from reviewlib.cache import cache_of
from reviewlib.site.build import build
from tests import store

REPOSITORY = store.ROOT
BROKEN = "---\nauthorities:\n  - Nowhere at all\nwhen: 30 February 2023\nstatus: took place\n---\n"


def _laid_out(folder: Path, library: str) -> Path:
    for name in ("content", "reports"):
        if (store.DATA / library / name).is_dir():
            shutil.copytree(store.DATA / library / name, folder / name)
    shutil.copytree(store.THEME, folder / "theme")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def _with_cache(root: Path, kept: Path) -> Path:
    cache = cache_of(root).folder
    assert cache
    shutil.copytree(kept, cache, dirs_exist_ok=True)
    return root


@functools.cache
def _kept(library: str) -> Path:
    """The cache that a build of a library of tests/data leaves."""

    def make(folder: Path) -> None:
        root = _laid_out(folder / "project", library)
        build(root, root / "site", plain=True, today=store.TODAY)
        cache = cache_of(root).folder
        assert cache
        shutil.copytree(cache, folder / "kept")

    return store.built(f"cache of {library}", make, of=[store.DATA / library]) / "kept"


def project(folder: Path, library: str = "library") -> Path:
    """Copy a library of tests/data, the theme and the settings into a new folder."""
    return _with_cache(_laid_out(folder, library), _kept(library))


def copied(root: Path, folder: Path) -> Path:
    """A project again, with its site and its cache, for one test to spoil."""
    kept = cache_of(root).folder
    assert kept
    return _with_cache(Path(shutil.copytree(root, folder)), kept)


def a_record(root: Path) -> Path:
    """One of the project's reviews."""
    return sorted((root / "content" / "reviews").rglob("*.md"))[0]


def host_build(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` as someone would who does not know of us."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml"), *more]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(folder: Path) -> dict[str, str]:
    """Every HTML page under a folder, by its path."""
    return {name: data.decode() for name, data in tree(folder).items() if name.endswith(".html")}


def digest(folder: Path) -> str:
    """One hash of every path and byte under a folder."""
    whole = hashlib.sha256()
    for name, data in tree(folder).items():
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
