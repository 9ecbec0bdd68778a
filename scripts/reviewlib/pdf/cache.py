"""Results kept between runs, by the content they were made from.

takes: a folder, a name, bytes
gives: the bytes back, or nothing where they are not whole
knows nothing of: what is kept
"""

# Two builds may run at once: a file is written aside and renamed, so that a reader sees all of
# it or nothing. A disk may fill up and a cable may be pulled: what was kept is trusted only
# where its checksum is right. A cache is never needed, so no trouble with it is anyone's problem.

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cache", "cache_of"]

_NOTE = "# Made by reviewlib; may be deleted at any time.\n*\n"


def cache_of(root: Path) -> Path:
    """Where a library's cache stands: outside what editors write and what is published."""
    return root / ".cache" / "reviewlib"


@dataclass(frozen=True, slots=True)
class Cache:
    """One kind of thing, kept in one folder.

    Args:
        home: the cache's folder, or None to keep nothing.
        kind: the kind's name with its version; another version is another folder.
    """

    home: Path | None
    kind: str

    def path(self, name: str) -> Path | None:
        """The file of that name, which need not be there."""
        return None if self.home is None else self.home / self.kind / name[:2] / name

    def get(self, name: str) -> bytes | None:
        """What was kept under a name; None where there is nothing, or not all of it."""
        path = self.path(name)
        try:
            raw = path.read_bytes() if path else b""
        except OSError:
            return None
        digest, data = raw[:32], raw[32:]
        return data if raw and hashlib.sha256(data).digest() == digest else None

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, all of them or none."""
        path = self.path(name)
        if path is None or self.home is None:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            note = self.home / ".gitignore"
            if not note.exists():
                note.write_text(_NOTE, "utf-8")
            handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as opened:
                    opened.write(hashlib.sha256(data).digest() + data)
                os.replace(aside, path)
            except OSError:
                os.unlink(aside)
                raise
