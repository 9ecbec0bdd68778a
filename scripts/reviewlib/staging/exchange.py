"""A folder that is filled aside and then takes the place of another, whole.

takes: the folder to replace
gives: beside(), a new folder that takes its place; mend(), which tidies up after a kill
knows nothing of: what the folders hold, but for the mark of those that are ours
"""

# Where kernel and file system can, the two folders change names in one step (renameat2 with
# RENAME_EXCHANGE), and there is no moment without a whole site. Elsewhere two renames are
# needed. Between them the place is empty; a journal that is written before the first tells the
# next command how to go on.

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewlib.problems import BuildError, ConfigError
from reviewlib.staging.lock import held, lock_of

__all__ = ["MARK", "beside", "mend", "refuse_foreign"]

MARK = ".reviewlib"
_FRESH, _OLD = "new", "old"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
# What mkdtemp adds to a name: it has no hyphen, so ".site-…" is never one of "site-two".
_RANDOM = re.compile(r"[a-z0-9_]{8}")


@contextlib.contextmanager
def beside(out: Path, *, in_one_step: bool = True) -> Iterator[Path]:
    """A new folder beside `out` to fill, which then takes the place of `out`.

    Whatever goes wrong while it is filled, `out` stays as it was.

    Args:
        out: the folder to replace; it need not be there.
        in_one_step: False for a file system that only claims to exchange two folders at once.

    Raises:
        ConfigError: `out` may not be replaced, or is being built by someone else.
        BuildError: the new folder could not be filled or could not take the place of `out`.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"Cannot make the folder {out.parent}: {error.strerror}.") from error
    with held(out):
        _tidy(out)
        refuse_foreign(out)  # again: it may only just have come back to its place
        workshop = _workshop(out)
        try:
            # Not the workshop itself: that one nobody else may read; a site is to be served.
            fresh = workshop / _FRESH
            fresh.mkdir()
            yield fresh
            _exchange(workshop, out, in_one_step)
        except OSError as error:
            raise BuildError(_unwritten(out, error)) from error
        finally:
            if not _journal(out).exists():  # else the next command still needs what is in there
                shutil.rmtree(workshop, ignore_errors=True)


def mend(out: Path) -> None:
    """Finish an exchange that was cut short, and remove what a killed build left beside `out`.

    A build that is running is left alone, and so is a place where nothing may be written.
    """
    if _journal(out).exists() or lock_of(out).exists() or any(_workshops(out)):
        with contextlib.suppress(ConfigError, OSError), held(out):
            _tidy(out)


def refuse_foreign(out: Path) -> None:
    """Refuse a folder that may not be replaced.

    Raises:
        ConfigError: it is a link or a file, or holds what was not made here.
    """
    try:
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise ConfigError(f"{out} is not an ordinary folder; name another one.")
        if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
            raise ConfigError(
                f"{out} holds files that were not made here, and would be lost. "
                "Move them away, or name another folder."
            )
    except PermissionError as error:
        raise ConfigError(f"Cannot look into {out}: {error.strerror}.") from error


def _unwritten(out: Path, error: OSError) -> str:
    what = f"The new site could not be written: {error.strerror or error}. {out} is as it was."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{what} Make room for a second copy of the site beside it, then build again."
    return f"{what} Mend that, then build again."


def _workshop(out: Path) -> Path:
    try:
        # In the same folder as `out`, so that a rename is enough, whatever disk it is on.
        return Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise ConfigError(
            f"Cannot write beside {out}: {error.strerror}. "
            "Mend that, or name a folder elsewhere with --out."
        ) from error


def _workshops(out: Path) -> Iterator[Path]:
    """The folders that builds of `out` work in, or were killed in."""
    prefix = f".{out.name}-"
    with contextlib.suppress(OSError):
        for path in out.parent.iterdir():
            is_named = path.name.startswith(prefix) and _RANDOM.fullmatch(path.name[len(prefix) :])
            if is_named and path.is_dir() and not path.is_symlink() and _is_ours(path):
                yield path


def _is_ours(workshop: Path) -> bool:
    return {path.name for path in workshop.iterdir()} <= {_FRESH, _OLD}


def _journal(out: Path) -> Path:
    return out.with_name(f".{out.name}-journal")


def _tidy(out: Path) -> None:
    """What `mend` does, under the lock."""
    journal = _journal(out)
    if journal.is_file():
        workshops = {path.name: path for path in _workshops(out)}
        workshop = workshops.get(journal.read_text("utf-8").strip())
        if workshop is not None and not out.exists():
            # The journal was written once the new folder was whole.
            for folder in (workshop / _FRESH, workshop / _OLD):
                if folder.is_dir():
                    os.rename(folder, out)
                    break
        journal.unlink()
    for workshop in list(_workshops(out)):
        shutil.rmtree(workshop, ignore_errors=True)


def _exchange(workshop: Path, out: Path, in_one_step: bool) -> None:
    fresh = workshop / _FRESH
    if not out.exists():
        os.rename(fresh, out)
    elif not (in_one_step and _swap(fresh, out)):
        _in_two_steps(workshop, out)


def _swap(one: Path, other: Path) -> bool:
    """Let two folders change names at once; False where that is not possible."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    if not call(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], ctypes.c_uint(_RENAME_EXCHANGE)):
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number))


def _in_two_steps(workshop: Path, out: Path) -> None:
    journal = _journal(out)
    with journal.open("w", encoding="utf-8") as file:
        file.write(workshop.name)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.rename(out, workshop / _OLD)
        try:
            os.rename(workshop / _FRESH, out)
        except OSError:
            os.rename(workshop / _OLD, out)
            raise
    finally:
        if out.exists():
            journal.unlink()
