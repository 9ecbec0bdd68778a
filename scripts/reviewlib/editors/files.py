"""Atomic writes: a file is written whole or not at all."""

# Written to a temporary file in the library's working folder, then renamed or linked into place:
# an interrupted write leaves nothing in content/.

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from reviewlib.cache import working_folder
from reviewlib.diagnostics import ConfigError
from reviewlib.text import quoted

_ASIDE = "aside"
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


@contextlib.contextmanager
def _written(folder: Path, raw: bytes) -> Iterator[Path]:
    """A temporary file with the content, synced to disk and deleted afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
        aside = Path(made) / "file"  # with the permissions that new files have
        with aside.open("wb") as opened:
            opened.write(raw)
            opened.flush()
            os.fsync(opened.fileno())
        yield aside


def _put(root: Path, path: Path, raw: bytes, move: Callable[[Path, Path], None]) -> None:
    """Write a temporary file, then move it; beside the target where devices differ."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with _written(working_folder(root) / _ASIDE, raw) as aside:
                move(aside, path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with _written(path.parent, raw) as aside:
                move(aside, path)
    except FileExistsError as error:
        if error.filename2 != str(path):  # a file where a folder of the path should be
            raise ConfigError(f"{path}: cannot be written; a file is in the way.") from error
        there = f"There is a file {quoted(path.name)} in {path.parent} already"
        raise ConfigError(f"{there}, and nothing was written over it.") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}).") from error


def _link(aside: Path, path: Path) -> None:
    """Give a file its name, unless there is one of that name: both in one step."""
    try:
        os.link(aside, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A disk without links: claim the name, then fill its place.
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError as taken:
            raise FileExistsError(errno.EEXIST, "", str(aside), None, str(path)) from taken
        os.replace(aside, path)


def put_new(root: Path, path: Path, raw: bytes) -> None:
    """Write a file where there is none.

    Raises:
        ConfigError: there is a file of that name, or it cannot be written.
    """
    _put(root, path, raw, _link)


def put_over(root: Path, path: Path, raw: bytes) -> None:
    """Replace or create a file; an existing one keeps its permissions.

    Raises:
        ConfigError: it cannot be written.
    """

    def replace(aside: Path, path: Path) -> None:
        if path.exists():
            aside.chmod(path.stat().st_mode & 0o7777)
        os.replace(aside, path)

    _put(root, path, raw, replace)
