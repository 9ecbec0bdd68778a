"""The site as a tree of files, made beside its place and put there whole."""

from __future__ import annotations

import contextlib
import filecmp
import itertools
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reviewlib.cache import sha256_of
from reviewlib.diagnostics import BuildError, ContentError
from reviewlib.exports import offline
from reviewlib.library import Library
from reviewlib.pages import Site
from reviewlib.site.atomic import MARK, atomic_directory as atomic_directory, recover as recover
from reviewlib.site.files import redirect_pages, render_site, theme_files, with_aliases
from reviewlib.site.render import OutputFile
from reviewlib.site.url_manifest import (
    HASHES,
    MANIFEST as MANIFEST,
    hashes,
    manifest_file,
    missing_urls as missing_urls,
    new as new,
    published_urls as published_urls,
    update_manifest as update_manifest,
    with_anchors as with_anchors,
)

_SENT_ON = re.compile(r'(<meta http-equiv="refresh" content="0; url=[^"]*/)(")')
_MARK_TEXT = b"This folder is made by reviewlib, and replaced whole the next time.\n"


@dataclass(frozen=True, slots=True)
class Filled:
    """A folder that was filled, and from what."""

    url: str  # where the site will be published, ending in "/", or ""
    # the folder of its theme, if it depends on that, the settings and the library alone; else None
    theme: Path | None


def whole_site(
    library: Library, site: Site, theme_dir: Path, *, root: Path | None, whole: bool = True
) -> Iterator[OutputFile]:
    """Every file of the site, with what answers at former addresses; one at a time.

    Args:
        root: the folder with the list of published addresses, or None not to look at it.
        whole: as in `render_site`.

    Raises:
        ContentError: an address that was published would be lost.
        BuildError: a template is wrong, or two things claim one address.
    """
    rendered = render_site(library, site, theme_dir, whole=whole)
    sent_on = redirect_pages(library, site, theme_dir)
    found: dict[str, str] = {}
    for file in check_unique_paths(with_aliases(rendered, library, sent_on), theme_dir):
        found.update(hashes(file, library.cache))
        yield file
    yield manifest_file(found)
    if root is not None:
        problems = missing_urls(root, frozenset((*found, *published_urls([HASHES]))), library)
        if problems:
            raise ContentError(problems)


def check_unique_paths(artefacts: Iterable[OutputFile], theme_dir: Path) -> Iterator[OutputFile]:
    """What was rendered, the theme's assets, and the mark.

    Raises:
        BuildError: two things claim one address, or an address would leave the site's folder.
    """
    owners: dict[str, str] = {}
    mark = OutputFile(MARK, _MARK_TEXT, "")
    for artefact in itertools.chain(artefacts, theme_files(theme_dir), [mark]):
        if not _is_inside(artefact.address):
            raise BuildError(f'"{artefact.address}" is not an address inside the site.')
        if artefact.address in owners:
            other = owners[artefact.address]
            raise BuildError(
                f'"{artefact.address}" would be written twice: for {other or "the site"} '
                f"and for {artefact.source or 'the site'}."
            )
        owners[artefact.address] = artefact.source
        yield artefact


def _is_inside(address: str) -> bool:
    parts = PurePosixPath(address).parts
    return bool(parts) and not address.startswith("/") and ".." not in parts


def stage(
    library: Library,
    site: Site,
    theme_dir: Path,
    folder: Path,
    *,
    root: Path | None = None,
    for_files: bool = False,
    last: Path | None = None,
) -> None:
    """Write the whole site into an empty folder without MkDocs.

    Args:
        root: the folder with the list of published addresses, or None not to look at it.
        for_files: whether links name index.html, for a tree that is opened without a server.
        last: the last good site, whose unchanged files are linked instead of written.

    Raises:
        ContentError: an address that was published would be lost.
        BuildError: a template is wrong, or two things claim one address.
        OSError: a file could not be written.
    """
    for file in whole_site(library, site, theme_dir, root=root):
        write(folder, _for_files(file) if for_files else file, last)


def _for_files(artefact: OutputFile) -> OutputFile:
    if isinstance(artefact.data, Path) or not artefact.address.endswith(".html"):
        return artefact
    # Those that send readers on say so twice: in a link, and for the browser.
    html = _SENT_ON.sub(r"\1index.html\2", offline(artefact.data.decode()))
    return OutputFile(artefact.address, html.encode(), artefact.source)


def write(folder: Path, artefact: OutputFile, last: Path | None = None) -> None:
    """Write one file of a site; where the last site has the same bytes, link to its file instead.

    Nobody writes into a site that is in its place, so that two names for one file show nowhere.

    Args:
        last: the last good site, or None.

    Raises:
        BuildError: a file of the library is no longer the one that was examined.
        OSError: it could not be written.
    """
    path = os.path.join(folder, artefact.address)
    there = os.path.join(last, artefact.address) if last is not None else ""
    try:
        _place(path, artefact.data, there)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _place(path, artefact.data, there)
    if artefact.sha256 and sha256_of(Path(path)) != artefact.sha256:
        raise BuildError(
            f"{artefact.source} was changed while the site was being made, so that what would "
            "be published is not what was checked. Build again."
        )


def _place(path: str, data: bytes | Path, last: str) -> None:
    """Put the bytes of one file at `path`: as a link to `last` where that has the same ones."""
    if last and _is_same(last, data):
        with contextlib.suppress(OSError):  # a file system without links, somebody else's file
            os.link(last, path)
            return
    if isinstance(data, Path):
        shutil.copyfile(data, path)
    else:
        with open(path, "wb") as opened:
            opened.write(data)


def _is_same(file: str, data: bytes | Path) -> bool:
    try:
        found = os.lstat(file)
        if not stat.S_ISREG(found.st_mode):
            return False
        if isinstance(data, Path):
            return filecmp.cmp(file, data, shallow=False)
        if found.st_size != len(data):
            return False
        with open(file, "rb") as opened:
            return opened.read() == data
    except OSError:
        return False
