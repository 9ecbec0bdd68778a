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
from typing import Any

from reviewlib.cache import JSON, Cache, code_hash, key_of
from reviewlib.diagnostics import Applicability, Diagnostic, Edit

_KIND = "site"
_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = (".dist-info", ".egg-info")
_COMPILED = "__pycache__"


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
        unchanged: whether it stood there already, since nothing has changed.
        note: what is to be settled before the site is published, or "".
    """

    out: Path
    pages: int
    files: int
    size: int
    largest: tuple[tuple[str, int], ...]
    seconds: float
    warnings: tuple[Diagnostic, ...]
    unchanged: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, at one moment.

    Args:
        content: a hash of every name and every byte.
        stats: a hash of size, times and inode of every file. Two moments with the same have had no
            write between them, not even one that was taken back.
    """

    content: bytes
    stats: bytes


class _InDoubt(Exception):
    """It cannot be said what a build would read."""


def _walk(folder: str, prefix: str = "") -> Iterator[tuple[str, str, os.stat_result]]:
    """Everything below a folder, in order: its path below it, where it is, and what it is."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name == _COMPILED:
            continue
        found = entry.stat(follow_symlinks=False)
        yield f"{prefix}{entry.name}", entry.path, found
        if stat.S_ISDIR(found.st_mode):
            yield from _walk(entry.path, f"{prefix}{entry.name}/")


def _installed() -> Iterator[str]:
    """Every distribution that is installed: its name and version, and when it was put there."""
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder):
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                if entry.name.endswith(_INSTALLED):
                    yield f"{entry.path} {entry.stat().st_mtime_ns}"


def inputs(sources: Iterable[Path]) -> Inputs | None:
    """All that a build reads: its sources, our code, what is installed.

    Args:
        sources: files and folders, whether they are there or not.

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
                files = _walk(os.path.realpath(source))
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
    for name, _, found in _walk(str(folder)):
        parts.append(name)
        if not stat.S_ISDIR(found.st_mode):
            parts += [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino]
    return key_of(*parts)


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What is kept of the last build into a folder.

    Args:
        cache: where it is kept.
        key: a hash of that folder, of where the library is, and of all options.
    """

    cache: Cache
    key: bytes

    @property
    def _key(self) -> bytes:
        return key_of(code_hash("site/unchanged.py"), self.key)  # the form it is kept in

    def summary(self, now: Inputs, out: Path) -> Summary | None:
        """What it made, where that stands in `out` still, and would be made again; else None."""
        kept = self.cache.get(_KIND, self._key, JSON)
        try:
            if kept is None or [now.content.hex(), written(out).hex()] != kept["same"]:
                return None
        except OSError:
            return None
        return _summary(kept["summary"])

    def keep(self, read: Inputs, wrote: bytes, summary: Summary) -> None:
        """Keep what a build made.

        Args:
            read: what it read.
            wrote: what it wrote, as `written` knows it.
            summary: what is told of it.
        """
        told = {**dataclasses.asdict(summary), "out": str(summary.out), "unchanged": True}
        same = [read.content.hex(), wrote.hex()]
        self.cache.put(_KIND, self._key, {"same": same, "summary": told}, JSON)
        self.cache.flush()


def _summary(told: dict[str, Any]) -> Summary:
    """A summary as it was kept; our cache gives back what was put, and nothing else."""
    return Summary(
        **{
            **told,
            "out": Path(told["out"]),
            "largest": tuple((name, size) for name, size in told["largest"]),
            "warnings": tuple(_diagnostic(one) for one in told["warnings"]),
        }
    )


def _diagnostic(told: dict[str, Any]) -> Diagnostic:
    fix = told["fix"]
    if fix:
        fix = Edit(**{**fix, "applicability": Applicability(fix["applicability"])})
    return Diagnostic(**{**told, "fix": fix})
