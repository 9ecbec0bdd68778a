"""One content-addressed cache: what is slow to make is kept between runs, by what it is made from.

takes: a kind, a key that hashes every input and the code that makes it, a function that makes it
gives: what was kept, where it is whole and ours; else what was made
independent of: what is kept
"""

# The cache is never needed and never trusted. Every entry carries a keyed hash, by a secret that
# only this user on this machine has, over its kind, its key and its bytes: an entry that was cut
# off, damaged, moved to another key or written by anybody else is made anew. What is read is data
# (`codec`), never code. Whatever goes wrong with the file or the disk, the run goes on without.
#
# One SQLite file in rollback-journal mode, not WAL: it needs no shared memory, so that it works on
# any disk, and transactions are short. Two builds at once wait for each other or go without.

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import os
import secrets
import shutil
import stat
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reviewlib import codec
from reviewlib.jobs import in_processes

if TYPE_CHECKING:
    import sqlite3

__all__ = [
    "Cache",
    "cache_of",
    "code_hash",
    "kept_original",
    "key_of",
    "sha256_of",
    "working_folder",
]

_PACKAGE = Path(__file__).resolve().parent
_DATABASE, _SECRET = "cache.sqlite3", "secret"
_SECRET_BYTES = 32
_DIGEST = 32
_DAY = 24 * 60 * 60
_KEPT_DAYS = 30
_MOST_BYTES = 1_000_000_000
_WAIT_SECONDS = 5.0
_BATCH_BYTES, _BATCH_ENTRIES = 8_000_000, 500
_BLOCK = 500  # values that are held in memory at a time

_COLUMNS = "id BLOB PRIMARY KEY, used INTEGER NOT NULL, tag BLOB NOT NULL, data BLOB NOT NULL"
_SETTINGS = (
    "PRAGMA page_size=16384",  # pages of the site take fewer of its own, and a third less time
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA auto_vacuum=INCREMENTAL",
    "PRAGMA synchronous=OFF",  # what a power cut damages is made anew
)

T = TypeVar("T")
Item = TypeVar("Item")


def key_of(*parts: bytes | str | int) -> bytes:
    """A hash of inputs. Each part counts with its type and length, so that no two run together.

    >>> key_of("ab", "c") == key_of("a", "bc"), key_of(1) == key_of("1")
    (False, False)
    """
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%s%d:" % (type(part).__name__[:1].encode(), len(raw)))
        digest.update(raw)
    return digest.digest()


def sha256_of(file: Path) -> str:
    """The SHA-256 checksum of a file, in hexadecimal, read piece by piece.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@functools.cache
def code_hash(*names: str, packages: tuple[str, ...] = ()) -> bytes:
    """A hash of the source of modules and of their data, and of the Python that runs it.

    Args:
        names: packages or modules of reviewlib by path, such as "pdf" or "search/lunr.py"; all of
            reviewlib where none is given.
        packages: installed distributions whose versions count as well.

    Raises:
        FileNotFoundError: there is no such module.
    """
    parts: list[str | bytes] = [sys.version, *_versions(packages)]
    for name in names or (".",):
        path = _PACKAGE / name
        files = sorted([*path.rglob("*.py"), *path.rglob("data/*")]) if path.is_dir() else [path]
        for file in files:
            parts += [file.relative_to(_PACKAGE).as_posix(), file.read_bytes()]
    return key_of(*parts)


def _versions(packages: Iterable[str]) -> Iterable[str]:
    if packages:
        import importlib.metadata  # slow to import

        for name in packages:
            yield f"{name}=={importlib.metadata.version(name)}"


def cache_of(root: Path) -> Cache:
    """The cache of the library under `root`: in the user's own cache folder.

    That is `$REVIEWLIB_CACHE`, else `$XDG_CACHE_HOME/reviewlib`, else `~/.cache/reviewlib`, and in
    it a folder for each library. It is never within the library itself, where a checkout could
    bring one along.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    base = os.environ.get("REVIEWLIB_CACHE") or os.path.join(home, "reviewlib")
    root = root.resolve()
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
    folder = Path(base) / name
    outside = folder.is_absolute() and not Path(os.path.realpath(folder)).is_relative_to(root)
    return Cache(folder if outside else None)


def working_folder(root: Path) -> Path:
    """A folder on the library's own disk for files on their way to their place; git ignores it."""
    folder = root / ".cache" / "reviewlib"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / ".gitignore"
        if not note.exists():
            note.write_text("# Made by reviewlib.\n*\n", "utf-8")
    return folder


def kept_original(root: Path, sha256: str) -> Path:
    """Where the PDF of a checksum is kept that may not be published; git ignores the place."""
    return root / ".cache" / "reviewlib" / "originals" / f"{sha256}.pdf"


class Cache:
    """What is kept between runs.

    Args:
        folder: its folder, which is made where it is missing; None to keep nothing. It is used only
            if it is a folder of this user's that nobody else can open.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._process = os.getpid()

    def __repr__(self) -> str:
        return f"Cache({self.folder})"

    @property
    def _store(self) -> _Store | None:
        # A connection to SQLite may not be used in a process forked from the one that opened it.
        return self._opened if os.getpid() == self._process else None

    @functools.cached_property
    def _opened(self) -> _Store | None:
        if self.folder is None or not _made_ours(self.folder):
            return None
        secret = _secret_in(self.folder)
        if secret is None:
            return None
        store = _Store(self.folder / _DATABASE, secret)
        weakref.finalize(self, store.close)  # at the end of the program at the latest
        return store

    def cached(self, kind: str, key: bytes, make: Callable[[], T], of: Any) -> T:
        """What is kept under a key; where nothing whole is, it is made, and kept.

        Args:
            kind: what it is, such as "sheet"; keys of different kinds never meet.
            key: a hash of every input and of the code that makes it (`key_of`, `code_hash`).
            make: makes it; a pure function of what is in the key.
            of: its type, by which it is read back.
        """
        (made,) = self.cached_each(kind, [None], lambda _: key, lambda _: make(), of)
        return made

    def cached_each(
        self,
        kind: str,
        items: Sequence[Item],
        key: Callable[[Item], bytes],
        make: Callable[[Item], T],
        of: Any,
    ) -> Iterator[T]:
        """What `cached` gives for each item, in order; made by `in_processes`.

        Args:
            key: gives the key of an item; it is not asked where nothing can be kept.
        """
        for start in range(0, len(items), _BLOCK):
            block = items[start : start + _BLOCK]
            keys = [b"" if self._store is None else key(one) for one in block]
            kept = [self.get(kind, one, of) for one in keys]
            lacking = [one for one, value in zip(block, kept, strict=True) if value is None]
            new = in_processes(lambda one: codec.dump(make(one)), lacking)
            for one, value in zip(keys, kept, strict=True):
                if value is None:
                    raw = next(new)
                    self._put(kind, one, raw)
                    value = codec.load(raw, of)
                yield value

    def get(self, kind: str, key: bytes, of: Any) -> Any:
        """What is kept under a key, of some type, or None where nothing whole is."""
        if self._store is None:
            return None
        raw = self._store.get(key_of(kind, key))
        if raw is None:
            return None
        try:
            return codec.load(raw, of)
        except ValueError:
            return None

    def put(self, kind: str, key: bytes, value: object) -> None:
        """Keep a value of data under a key, if that can be."""
        self._put(kind, key, codec.dump(value))

    def _put(self, kind: str, key: bytes, raw: bytes) -> None:
        if self._store is not None:
            self._store.put(key_of(kind, key), raw)

    def flush(self) -> None:
        """Write what was put; it is written by itself from time to time, and at the end."""
        if self._store is not None:
            self._store.flush()


def _made_ours(folder: Path) -> bool:
    """Make the folder and the one above; whether both are ours and no links, and it is private."""
    try:
        folder.parent.parent.mkdir(parents=True, exist_ok=True)
        for one, others_may in ((folder.parent, 0o022), (folder, 0o077)):
            with contextlib.suppress(FileExistsError):
                one.mkdir(mode=0o700)
            found = one.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_mode & others_may:
                return False
            if found.st_uid != os.geteuid():
                return False
    except OSError:
        return False
    return True


def _secret_in(folder: Path) -> bytes | None:
    """The secret of this cache, made where there is none; None where it cannot be kept."""
    path = folder / _SECRET
    try:
        kept = _read_private(path)
        if kept is None:
            aside = folder / f"{_SECRET}.{secrets.token_hex(8)}"
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as opened:
                opened.write(secrets.token_bytes(_SECRET_BYTES))
            if path.is_symlink() or path.exists():  # cut off, or not ours
                os.replace(aside, path)
            else:
                with contextlib.suppress(FileExistsError):  # another build was quicker
                    os.link(aside, path)
                aside.unlink()
            kept = _read_private(path)
    except OSError:
        return None
    return kept


def _read_private(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as opened:
        found = os.fstat(handle)
        ours = found.st_uid == os.geteuid() and not found.st_mode & 0o077
        raw = opened.read(_SECRET_BYTES + 1) if ours and stat.S_ISREG(found.st_mode) else b""
    return raw if len(raw) == _SECRET_BYTES else None


class _Store:
    """The SQLite file: entries by id, each with its tag. No error leaves it."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret
        self._lock = threading.RLock()
        self._waiting: dict[bytes, bytes] = {}
        self._waiting_bytes = 0
        self._seen: list[bytes] = []
        self._now = int(time.time())
        self._database: sqlite3.Connection | None = None
        with self._lock, contextlib.suppress(OSError):
            self._open()

    def _open(self) -> None:
        import sqlite3  # not wanted by every command

        for _ in range(2):
            try:
                found = (
                    self._path.lstat() if self._path.is_symlink() or self._path.exists() else None
                )
                if found and (not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid()):
                    return
                database = sqlite3.connect(
                    self._path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
                )
                self._database = database
                for setting in _SETTINGS:
                    database.execute(setting)
                database.execute(f"CREATE TABLE IF NOT EXISTS entries ({_COLUMNS})")
                (made,) = database.execute(
                    "SELECT sql FROM sqlite_master WHERE name='entries'"
                ).fetchone()
                if made != f"CREATE TABLE entries ({_COLUMNS})":
                    raise sqlite3.DatabaseError("another version's")
            except (sqlite3.Error, TypeError, ValueError) as error:
                if not self._discarded(error):
                    return
            else:
                return

    def _discarded(self, error: Exception) -> bool:
        """Give the file up; whether it was damaged or foreign, and another can take its place."""
        import sqlite3

        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None
        # "Operational" are locks, full and read-only disks, when the file may be right.
        broken = not isinstance(error, sqlite3.OperationalError)
        if broken:
            with contextlib.suppress(OSError):
                self._path.unlink()
            with contextlib.suppress(OSError):
                self._path.with_name(f"{_DATABASE}-journal").unlink()
        return broken

    def _tag(self, id: bytes, data: bytes) -> bytes:
        digest = hashlib.blake2b(id, key=self._secret, digest_size=_DIGEST)
        digest.update(data)
        return digest.digest()

    def get(self, id: bytes) -> bytes | None:
        """The bytes of an entry, where they are what was put."""
        with self._lock:
            if id in self._waiting:
                return self._waiting[id]
            row = self._do("SELECT used, tag, data FROM entries WHERE id=?", (id,))
        if not row:
            return None
        used, tag, data = row[0]
        if not (isinstance(tag, bytes) and isinstance(data, bytes) and isinstance(used, int)):
            return None
        if not hmac.compare_digest(tag, self._tag(id, data)):
            return None
        if not 0 <= self._now - used < _DAY:
            self._seen.append(id)
        return data

    def put(self, id: bytes, data: bytes) -> None:
        """Take an entry, to be written with others."""
        with self._lock:
            if self._database is None:
                return
            self._waiting[id] = data
            self._waiting_bytes += len(data)
            if self._waiting_bytes > _BATCH_BYTES or len(self._waiting) >= _BATCH_ENTRIES:
                self.flush()

    def flush(self) -> None:
        """Write what waits, in one short transaction."""
        with self._lock:
            rows = [
                (id, self._now, self._tag(id, data), data) for id, data in self._waiting.items()
            ]
            self._waiting, self._waiting_bytes = {}, 0
            if rows:
                self._many("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)

    def _do(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; nothing where it fails."""
        return self._tried(lambda database: database.execute(statement, values).fetchall())

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for many rows: for all of them or for none."""

        def run(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
            with database:  # a transaction, taken back where it fails
                database.execute("BEGIN IMMEDIATE")
                return database.executemany(statement, rows).fetchall()

        self._tried(run)

    def _tried(
        self, run: Callable[[sqlite3.Connection], list[tuple[Any, ...]]]
    ) -> list[tuple[Any, ...]]:
        import sqlite3

        if self._database is None:
            return []
        try:
            return run(self._database)
        except (sqlite3.Error, OverflowError, ValueError, MemoryError) as error:
            if not isinstance(error, sqlite3.OperationalError) and self._discarded(error):
                self._open()
            return []

    def close(self) -> None:
        """Write what waits, forget what is old or too much, and let go of the file."""
        with self._lock:
            wrote = bool(self._waiting)
            self.flush()
            if self._seen:
                self._many(
                    "UPDATE entries SET used=? WHERE id=?", [(self._now, i) for i in self._seen]
                )
                self._seen = []
            if wrote:
                self._prune()
            if self._database is not None:
                self._database.close()
                self._database = None

    def _prune(self) -> None:
        # A time in the future is a clock that was wrong.
        old, new = self._now - _KEPT_DAYS * _DAY, self._now + _DAY
        self._do("DELETE FROM entries WHERE used NOT BETWEEN ? AND ?", (old, new))
        size = self._do("SELECT total(length(data)) FROM entries")
        if size and size[0][0] > _MOST_BYTES:
            # The oldest go, until a fifth of the room is free.
            self._do(
                "DELETE FROM entries WHERE id IN (SELECT id FROM (SELECT id, sum(length(data)) "
                "OVER (ORDER BY used DESC, id) AS upto FROM entries) WHERE upto > ?)",
                (_MOST_BYTES * 4 // 5,),
            )
        self._do("PRAGMA incremental_vacuum")
        self._prune_neighbours()

    def _prune_neighbours(self) -> None:
        """Remove the caches of libraries that nobody has built for long."""
        with contextlib.suppress(OSError):
            for other in self._path.parent.parent.glob(f"{'[0-9a-f]' * 32}/{_DATABASE}"):
                if other != self._path and self._now - other.stat().st_mtime > _KEPT_DAYS * _DAY:
                    shutil.rmtree(other.parent, ignore_errors=True)
