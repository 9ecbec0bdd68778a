"""One build at a time for one folder.

takes: the folder that is built
gives: held(), a lock that ends with the process that took it, however it ends
knows nothing of: what is built
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from reviewlib.problems import ConfigError

__all__ = ["held", "lock_of"]

# What file systems answer that know no locks: better a build without one than no build.
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


def lock_of(out: Path) -> Path:
    """The file that is locked; it may be there unlocked where a build was killed."""
    return out.with_name(f".{out.name}-lock")


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the lock of a folder; flock(2) on a file beside it, which is gone afterwards.

    Raises:
        ConfigError: another process holds it, or nothing can be written beside `out`.
    """
    path = lock_of(out)
    handle = _taken(path, out)
    try:
        with contextlib.suppress(OSError):  # for the message alone; a full disk is no matter
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        # While it is still held: whoever opened it meanwhile sees that it is gone, and asks again.
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)


def _taken(path: Path, out: Path) -> int:
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
            who = os.read(handle, 20).decode("ascii", "replace").strip()
            if error.errno not in _NO_LOCKS:
                os.close(handle)
                raise ConfigError(_busy(out, who)) from error
        if _is_still(path, handle):
            return handle
        os.close(handle)


def _busy(out: Path, who: str) -> str:
    process = f" (process {who})" if who.isdigit() else ""
    return f"Another build of {out} is running{process}. Wait until it has ended, then try again."


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
