"""A directory that is filled beside its place and then renamed into it, whole or not at all.

`.site-build/` beside `site/` holds `new` while it is filled and `old` between the two renames
that exchange them. Their presence tells the next command how far a killed one came, so that no
journal is needed: `old` is only there once `new` is complete.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from reviewlib.diagnostics import BuildError, ConfigError

MARK = ".reviewlib"
"""The file by which a folder is known as ours to replace."""

_NEW, _OLD = "new", "old"
# What file systems answer that know no locks: better a build without one than no build.
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


@contextlib.contextmanager
def atomic_directory(out: Path) -> Iterator[Path]:
    """Fill a new directory, which then takes the place of `out`.

    Whatever goes wrong while it is filled, `out` stays as it was.

    Args:
        out: the folder to replace; it need not be there.

    Yields:
        The new, empty folder.

    Raises:
        ConfigError: `out` may not be replaced, or is being built by someone else.
        BuildError: the new folder could not be filled or could not take the place of `out`.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"Cannot make the folder {out.parent}: {error.strerror}.") from error
    with locked(out):
        _recover(out)
        refuse_foreign(out)  # again: it may only just have come back to its place
        new = _temporary_sibling(out) / _NEW
        try:
            new.mkdir(parents=True)
            yield new
            _exchange(out)
        except OSError as error:
            raise BuildError(_unwritten(out, error)) from error
        finally:
            _recover(out)


def recover(out: Path) -> None:
    """Finish an exchange that was cut short, and remove what a killed build left beside `out`.

    A build that is running is left alone, and so is a place where nothing may be written.
    """
    if _temporary_sibling(out).exists() or _lock_file(out).exists():
        with contextlib.suppress(ConfigError, OSError), locked(out):
            _recover(out)


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


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold flock(2) on a file beside a folder; the kernel frees it however the process ends.

    Raises:
        ConfigError: another process holds it, or nothing can be written beside `out`.
    """
    path = _lock_file(out)
    handle = _acquire(path, out)
    try:
        with contextlib.suppress(OSError):  # for the message alone; a full disk is no matter
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)


def _acquire(path: Path, out: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            raise ConfigError(
                f"Cannot write beside {out}: {error.strerror}. Make {path.parent} writable for "
                "you, or name a folder elsewhere with --out."
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                who = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                raise ConfigError(_locked_message(out, who)) from error
        # Whoever held it before may have unlinked the file between our opening and locking it.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(handle)):
                return handle
        os.close(handle)


def _locked_message(out: Path, who: str) -> str:
    process = f" (process {who})" if who.isdigit() else ""
    return f"Another build of {out} is running{process}. Wait until it has ended, then try again."


def _unwritten(out: Path, error: OSError) -> str:
    what = f"The new site could not be written: {error.strerror or error}. {out} is as it was."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{what} Make room for a second copy of the site beside it, then build again."
    return f"{what} Mend that, then build again."


def _lock_file(out: Path) -> Path:
    return out.with_name(f".{out.name}-lock")


def _temporary_sibling(out: Path) -> Path:
    # In the same folder as `out`, so that a rename is enough, whatever disk it is on.
    return out.with_name(f".{out.name}-build")


def _exchange(out: Path) -> None:
    aside = _temporary_sibling(out)
    if out.exists():
        os.rename(out, aside / _OLD)
    os.rename(aside / _NEW, out)


def _recover(out: Path) -> None:
    """Bring `out` back if it is between two renames, then remove what is aside.

    Raises:
        ConfigError: the folder aside holds what we did not put there.
    """
    aside = _temporary_sibling(out)
    if not aside.is_dir() or aside.is_symlink():
        return
    if {path.name for path in aside.iterdir()} - {_NEW, _OLD}:
        raise ConfigError(
            f"{aside} holds files that were not made here, and would be lost. "
            "Move them away, or name another folder with --out."
        )
    old = aside / _OLD
    if not out.exists() and old.is_dir():
        for folder in (aside / _NEW, old):
            if (folder / MARK).is_file():
                with contextlib.suppress(OSError):
                    os.rename(folder, out)
                    break
    if out.exists() or not old.is_dir():
        # Without its mark it is never taken for a whole site, however much of it is left.
        (old / MARK).unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
