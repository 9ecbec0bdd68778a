"""Whether a site that was built is what a build would make again: then there is nothing to do.

What a build reads is known by its content, every byte of it; what it wrote by the size, the time
and the inode of each file. Where anything is in doubt, a site is built.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.diagnostics import Diagnostic

_KIND = "site"
_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = (".dist-info", ".egg-info")
_COMPILED = "__pycache__"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made."""

    out: Path  # the folder that holds the site
    pages: int  # how many HTML pages it has
    files: int  # how many files in all
    size: int  # how many bytes they have
    largest: tuple[tuple[str, int], ...]  # the files that take most room, each with its bytes
    seconds: float  # how long it took
    warnings: tuple[Diagnostic, ...]  # what in the content is worth a look
    unchanged: bool = False  # whether it stood there already, since nothing has changed
    note: str = ""  # what is to be settled before the site is published, or ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, at one moment."""

    content: bytes  # a hash of every name and every byte
    # a hash of size, times and inode of every file. Two moments with the same have had no write
    # between them, not even one that was taken back.
    stats: bytes


class _InDoubt(Exception):
    """It cannot be said what a build would read."""


def walk(folder: str, prefix: str = "") -> Iterator[tuple[str, str, os.stat_result]]:
    """Everything below a folder, in order: its path below it, where it is, and what it is."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name == _COMPILED:
            continue
        found = entry.stat(follow_symlinks=False)
        yield f"{prefix}{entry.name}", entry.path, found
        if stat.S_ISDIR(found.st_mode):
            yield from walk(entry.path, f"{prefix}{entry.name}/")


def _installed() -> Iterator[str]:
    """Every distribution that is installed: its name and version, and when it was put there."""
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder):
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                if entry.name.endswith(_INSTALLED):
                    yield f"{entry.path} {entry.stat().st_mtime_ns}"


def inputs(sources: Iterable[Path]) -> Inputs | None:
    """All that a build reads: its sources, our code, what is installed.

    Returns:
        Their hashes; None where a link, a device, or what may not be read is among them.
    """
    content, stats = hashlib.blake2b(digest_size=32), hashlib.blake2b(digest_size=32)
    try:
        content.update(key_of(sys.version, *_installed()))
        for source in (*sources, _PACKAGE):
            is_folder, is_there = os.path.isdir(source), os.path.lexists(source)
            content.update(key_of(str(source), os.path.realpath(source), is_folder, is_there))
            if is_folder:
                files = walk(os.path.realpath(source))
            elif is_there:
                files = iter([("", str(source), os.lstat(source))])
            else:
                continue
            for name, path, found in files:
                content.update(key_of(name, _content(path, found.st_mode)))
                times = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
                stats.update(key_of(path, *times))
    except (OSError, _InDoubt):
        return None
    return Inputs(content.digest(), stats.digest())


def _content(path: str, mode: int) -> bytes:
    if stat.S_ISDIR(mode):
        return b""
    if not stat.S_ISREG(mode):
        raise _InDoubt
    with open(path, "rb") as opened:
        return hashlib.file_digest(opened, "blake2b").digest()


def written(folder: Path) -> bytes:
    """A hash of what a folder holds: every name, with size, time and inode of each file.

    Raises:
        OSError: it cannot be looked into.
    """
    parts: list[str | int] = []
    for name, _, found in walk(str(folder)):
        parts.append(name)
        if not stat.S_ISDIR(found.st_mode):
            parts += [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino]
    return key_of(*parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a build."""

    read: str  # the hash of what it read, in hexadecimal
    wrote: str  # the hash of what it wrote, as `written` knows it, in hexadecimal
    url: str  # the site's URL, or ""
    summary: Summary  # what is told of it

    def again(self, now: Inputs | None) -> Summary | None:
        """What is told where a build would make it again; else None."""
        if now is None or now.content.hex() != self.read:
            return None
        return dataclasses.replace(self.summary, unchanged=True)


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What is kept of the last build into a folder."""

    cache: Cache  # where it is kept
    key: bytes  # a hash of that folder, of where the library is, and of all options

    @property
    def _key(self) -> bytes:
        # The form it is kept in, and what its site was verified by.
        return key_of(code_hash("site/unchanged.py", "site/verify.py", "codec.py"), self.key)

    def found(self, out: Path) -> Kept | None:
        """What is kept of it, where its site stands in `out` as it was verified; else None."""
        kept: Kept | None = self.cache.get(_KIND, self._key, Kept)
        try:
            return kept if kept and written(out).hex() == kept.wrote else None
        except OSError:
            return None

    def keep(self, read: Inputs, wrote: bytes, url: str, summary: Summary) -> None:
        """Keep what a build made; as `Kept`."""
        kept = Kept(read.content.hex(), wrote.hex(), url, summary)
        self.cache.put(_KIND, self._key, kept)
        self.cache.flush()
