"""The cache: what is kept is what was put, or nothing; whatever becomes of its file."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib import cache as module, codec
from reviewlib.cache import Cache, cache_of, code_hash, key_of

KEYS = [key_of("key", number) for number in range(40)]
Damage = Callable[[Path], object]
ROWS = dict[str, tuple[str | None, ...]]


def made(number: int) -> bytes:
    return random.Random(number).randbytes(100 + 700 * (number % 7))


def filled(folder: Path) -> Path:
    """A cache's folder with an entry for each key, written to its end."""
    cache = Cache(folder)
    for number, key in enumerate(KEYS):
        cache.put("kind", key, made(number))
    del cache
    return folder


def found(folder: Path) -> int:
    """How many entries are still known; each of them is what was put, or the test fails."""
    cache = Cache(folder)
    kept = [cache.get("kind", key, bytes) for key in KEYS]
    for number, data in enumerate(kept):
        assert data is None or data == made(number)
    again = [
        cache.cached("kind", key, lambda number=number: made(number), bytes)  # type: ignore[misc]
        for number, key in enumerate(KEYS)
    ]
    assert again == [made(number) for number in range(len(KEYS))]
    return sum(data is not None for data in kept)


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    assert found(filled(tmp_path / "cache")) == len(KEYS)


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    made_again: list[int] = []
    Cache(tmp_path / "cache").cached("kind", KEYS[0], lambda: made_again.append(1) or b"", bytes)  # type: ignore[func-returns-value]
    assert made_again == []


def test_kinds_and_keys_do_not_meet(tmp_path: Path) -> None:
    cache = Cache(filled(tmp_path / "cache"))
    assert cache.get("other", KEYS[0], bytes) is None
    assert cache.get("kind", key_of("other"), bytes) is None


def test_a_value_comes_back_as_its_type(tmp_path: Path) -> None:
    Cache(tmp_path / "cache").put("kind", KEYS[0], {"a": ("é", None)})
    assert Cache(tmp_path / "cache").get("kind", KEYS[0], ROWS) == {"a": ("é", None)}


def test_what_is_of_another_type_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(filled(tmp_path / "cache"))
    assert cache.get("kind", KEYS[0], int) is None
    assert cache.cached("kind", KEYS[0], lambda: 7, int) == 7


def test_without_a_folder_everything_is_made() -> None:
    cache = Cache()
    assert [cache.cached("kind", KEYS[0], lambda: b"x", bytes) for _ in range(2)] == [b"x", b"x"]
    assert cache.get("kind", KEYS[0], bytes) is None


def test_where_nothing_can_be_kept_no_key_is_asked_for(tmp_path: Path) -> None:
    asked: list[int] = []

    def key(number: int) -> bytes:
        asked.append(number)
        return KEYS[number]

    for cache in (Cache(), Cache(tmp_path / "cache")):
        found = cache.cached_each("kind", range(3), key, made, bytes)
        assert list(found) == [made(number) for number in range(3)]
        assert asked == ([] if cache.folder is None else [0, 1, 2])


# ------------------------------------------------------------------------------- keys


def test_parts_of_a_key_do_not_run_together() -> None:
    keys = {
        key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of(b"abc"),
        key_of(1), key_of("1"), key_of(),
    }  # fmt: skip
    assert len(keys) == 8


def test_the_hash_of_code_changes_with_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(module._PACKAGE / "pdf", tmp_path / "pdf")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    hashes = []
    for line in ("", "\n", "# another\n"):
        with (tmp_path / "pdf" / "model.py").open("a") as opened:
            opened.write(line)
        code_hash.cache_clear()
        hashes.append(code_hash("pdf"))
    hashes.append(code_hash("pdf", packages=("pypdf",)))
    hashes.append(code_hash("pdf/model.py"))
    assert len(set(hashes)) == 5
    code_hash.cache_clear()


def test_code_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(FileNotFoundError):
        code_hash("no_such_module.py")


# ------------------------------------------------------------------------------- its place


def test_each_library_has_a_folder_of_its_own_outside_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWLIB_CACHE", str(tmp_path / "home"))
    one, other = cache_of(tmp_path / "one").folder, cache_of(tmp_path / "other").folder
    assert one is not None
    assert other is not None
    assert one != other
    assert one.parent == other.parent == tmp_path / "home"


def test_the_users_cache_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWLIB_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    folder = cache_of(tmp_path / "library").folder
    assert folder is not None
    assert folder.parent == tmp_path / "xdg" / "reviewlib"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = cache_of(tmp_path / "library").folder
    assert folder is not None
    assert folder.parent == tmp_path / "home" / ".cache" / "reviewlib"


@pytest.mark.parametrize("place", ["", ".cache", "content/kept", "../library/x"])
def test_a_place_that_a_checkout_could_bring_is_not_used(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    root.mkdir()
    monkeypatch.setenv("REVIEWLIB_CACHE", str(root / place))
    assert cache_of(root).folder is None


def test_a_link_into_the_library_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library" / "kept").mkdir(parents=True)
    (tmp_path / "home").symlink_to(tmp_path / "library" / "kept")
    monkeypatch.setenv("REVIEWLIB_CACHE", str(tmp_path / "home"))
    assert cache_of(tmp_path / "library").folder is None


def test_only_its_user_can_open_it(tmp_path: Path) -> None:
    folder = filled(tmp_path / "home" / "cache")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o707])
def test_a_folder_that_others_can_open_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = filled(tmp_path / "cache")
    folder.chmod(mode)
    assert found(folder) == 0


def test_a_folder_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    filled(tmp_path / "other")
    (tmp_path / "cache").symlink_to(tmp_path / "other")
    assert found(tmp_path / "cache") == 0


# ------------------------------------------------------------------------------- trust


def test_another_cache_with_another_secret_is_not_trusted(tmp_path: Path) -> None:
    """As when an attacker, another user or another machine made the file."""
    filled(tmp_path / "theirs")
    mine = tmp_path / "mine"
    Cache(mine).put("kind", b"", b"")
    shutil.copy(tmp_path / "theirs" / "cache.sqlite3", mine / "cache.sqlite3")
    assert found(mine) == 0
    assert found(mine) == len(KEYS)  # made anew, and kept with our own secret


def test_an_entry_that_was_moved_to_another_key_is_not_trusted(tmp_path: Path) -> None:
    folder = filled(tmp_path / "cache")
    with sqlite3.connect(folder / "cache.sqlite3") as database:
        rows = database.execute("SELECT id, tag, data FROM entries ORDER BY id").fetchall()
        for (id, _, _), (_, tag, data) in zip(rows, rows[1:] + rows[:1], strict=True):
            database.execute("UPDATE entries SET tag=?, data=? WHERE id=?", (tag, data, id))
    assert found(folder) == 0


@pytest.mark.parametrize("value", [None, 1, "words", b""])
def test_an_entry_of_another_shape_is_not_trusted(tmp_path: Path, value: object) -> None:
    folder = filled(tmp_path / "cache")
    with sqlite3.connect(folder / "cache.sqlite3") as database:
        if value is not None:
            database.execute("UPDATE entries SET data=?, tag=?, used=used", (value, value))
            assert database.execute("SELECT count(*) FROM entries").fetchone() == (len(KEYS),)
        else:
            database.execute("DELETE FROM entries")
    assert found(folder) == 0


@pytest.mark.parametrize("raw", [b"", b"short", b"x" * 33], ids=["empty", "cut", "long"])
def test_a_damaged_secret_is_made_anew(tmp_path: Path, raw: bytes) -> None:
    folder = filled(tmp_path / "cache")
    (folder / "secret").write_bytes(raw)
    assert found(folder) == 0
    assert found(folder) == len(KEYS)


def test_a_secret_that_others_can_read_is_made_anew(tmp_path: Path) -> None:
    folder = filled(tmp_path / "cache")
    (folder / "secret").chmod(0o644)
    assert found(folder) == 0
    assert found(folder) == len(KEYS)


# ------------------------------------------------------------------------------- damage


def _cut(part: float) -> Damage:
    return lambda path: os.truncate(path, int(path.stat().st_size * part))


def _another_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE entries (id TEXT, data TEXT)")


DAMAGE: dict[str, Damage] = {
    "deleted": Path.unlink,
    "empty": _cut(0),
    "cut in its header": lambda path: os.truncate(path, 50),
    "half": _cut(0.5),
    "a little short": lambda path: os.truncate(path, path.stat().st_size - 1),
    "words": lambda path: path.write_text("these are words, not a database\n" * 500),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "another version's": _another_table,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link": lambda path: (path.unlink(), path.symlink_to("/dev/null")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a foreign journal": lambda path: Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05" * 4000),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_gives_the_same_results(tmp_path: Path, damage: Damage) -> None:
    folder = filled(tmp_path / "cache")
    damage(folder / "cache.sqlite3")
    found(folder)
    found(folder)


def test_a_file_that_was_damaged_is_made_anew(tmp_path: Path) -> None:
    folder = filled(tmp_path / "cache")
    (folder / "cache.sqlite3").write_bytes(b"not a database" * 1000)
    assert found(folder) == 0
    assert found(folder) == len(KEYS)


def _flipped(folder: Path, offsets: range) -> None:
    path = filled(folder) / "cache.sqlite3"
    whole = path.read_bytes()
    for offset in offsets:
        flipped = bytearray(whole)
        flipped[offset % len(whole)] ^= 1 << (offset % 8) if offset % 3 else 0xFF
        path.write_bytes(flipped)
        found(folder)


def test_a_flipped_byte_gives_the_same_results(tmp_path: Path) -> None:
    _flipped(tmp_path / "cache", range(0, 100))  # its header
    _flipped(tmp_path / "cache", range(100, 130_000, 1777))


@pytest.mark.audit
def test_any_of_thousands_of_flipped_bytes_gives_the_same_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "KEYS", KEYS[:3])
    size = (filled(tmp_path / "cache") / "cache.sqlite3").stat().st_size
    _flipped(tmp_path / "cache", range(0, size, 4))


# ------------------------------------------------------------------------------- disks


def test_a_file_that_is_damaged_while_it_is_open_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(filled(tmp_path / "cache"))
    assert cache.get("kind", KEYS[0], bytes) == made(0)
    file = tmp_path / "cache" / "cache.sqlite3"
    file.write_bytes(b"x" * file.stat().st_size)
    assert cache.get("kind", KEYS[1], bytes) is None
    cache.put("kind", KEYS[1], made(1))
    cache.flush()
    assert cache.get("kind", KEYS[1], bytes) == made(1)


def no_room(*_: object, **__: object) -> None:
    raise OSError


def test_a_damaged_file_that_cannot_be_removed_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (filled(tmp_path / "cache") / "cache.sqlite3").write_bytes(b"not a database" * 1000)
    monkeypatch.setattr(Path, "unlink", no_room)
    assert found(tmp_path / "cache") == 0


def test_a_file_that_cannot_be_opened_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    filled(tmp_path / "cache")
    monkeypatch.setattr(sqlite3, "connect", closed)
    assert found(tmp_path / "cache") == 0


def test_the_folder_of_another_user_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "cache")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert found(tmp_path / "cache") == 0


def test_nothing_is_kept_where_no_secret_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_room)
    assert found(filled(tmp_path / "cache")) == 0


def test_a_folder_that_cannot_be_made_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in ("file", "file/cache", "file/a/cache"):
        assert found(tmp_path / place) == 0


def test_a_file_that_cannot_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_SETTINGS", (*module._SETTINGS, "PRAGMA query_only=ON"))
        cache = Cache(folder)
        assert cache.get("kind", KEYS[0], bytes) == made(0)
        assert cache.cached("kind", b"new", lambda: b"new", bytes) == b"new"
        cache.flush()
    assert Cache(folder).get("kind", b"new", bytes) is None
    assert found(folder) == len(KEYS)


def test_a_full_disk_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = filled(tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_SETTINGS", (*module._SETTINGS, "PRAGMA max_page_count=1"))
        cache = Cache(folder)
        for number in range(50):
            assert cache.cached("new", key_of(number), lambda: bytes(9000), bytes) == bytes(9000)
        cache.flush()
    assert found(folder) == len(KEYS)


# ------------------------------------------------------------------------------- many at once


def test_threads_may_share_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def use() -> None:
        for number, key in enumerate(KEYS):
            cache.cached("kind", key, lambda number=number: made(number), bytes)  # type: ignore[misc]

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cache.flush()
    assert found(tmp_path / "cache") == len(KEYS)


_BUILD = """
import sys
from pathlib import Path
from reviewlib.cache import Cache, key_of
cache = Cache(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2])):
    data = cache.cached("kind", key_of(number), lambda: b"%d" % number * 1000, bytes)
    assert data == b"%d" % number * 1000
    cache.flush()
"""


def _build(folder: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _BUILD, str(folder), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _kept(folder: Path) -> int:
    cache = Cache(folder)
    kept = {number: cache.get("kind", key_of(number), bytes) for number in range(100_000)[:2000]}
    assert all(data is None or data == b"%d" % n * 1000 for n, data in kept.items())
    return sum(data is not None for data in kept.values())


def test_builds_may_share_it(tmp_path: Path) -> None:
    builds = [_build(tmp_path / "cache", 60) for _ in range(3)]
    for build in builds:
        with build:
            build.communicate()
        assert build.returncode == 0
    assert _kept(tmp_path / "cache") == 60


def test_a_build_that_is_killed_leaves_what_it_wrote(tmp_path: Path) -> None:
    for number in range(4):
        with _build(tmp_path / "cache", 2000) as build:
            assert build.stdout is not None
            assert build.stdout.readline() == "ready\n"
            time.sleep(0.02 * number)
            build.kill()
        _kept(tmp_path / "cache")
    with _build(tmp_path / "cache", 100) as build:
        build.communicate()
    assert build.returncode == 0
    assert _kept(tmp_path / "cache") >= 100


# ------------------------------------------------------------------------------- its size


def _age(folder: Path, days: int, *keys: bytes) -> None:
    with sqlite3.connect(folder / "cache.sqlite3") as database:
        for key in keys:
            database.execute(
                "UPDATE entries SET used=used-? WHERE id=?", (days * 86400, key_of("kind", key))
            )


def _write_something(folder: Path) -> None:
    Cache(folder).put("other", b"", b"")


def test_what_was_not_used_for_long_is_forgotten(tmp_path: Path) -> None:
    folder = filled(tmp_path / "cache")
    _age(folder, 31, *KEYS[:10])
    _age(folder, 29, *KEYS[10:])
    _write_something(folder)
    cache = Cache(folder)
    assert [cache.get("kind", key, bytes) is None for key in KEYS] == [True] * 10 + [False] * 30


def test_what_is_used_is_not_forgotten(tmp_path: Path) -> None:
    folder = filled(tmp_path / "cache")
    _age(folder, 29, *KEYS)
    Cache(folder).get("kind", KEYS[0], bytes)
    _age(folder, 2, *KEYS)
    _write_something(folder)
    cache = Cache(folder)
    assert [number for number, key in enumerate(KEYS) if cache.get("kind", key, bytes)] == [0]


def test_the_oldest_go_first_where_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "cache")
    _age(folder, 2, *KEYS[:20])
    monkeypatch.setattr(module, "_MOST_BYTES", sum(len(made(number)) for number in range(40)) - 1)
    _write_something(folder)
    cache = Cache(folder)
    kept = [cache.get("kind", key, bytes) is not None for key in KEYS]
    assert all(kept[20:])
    assert 0 < sum(kept[:20]) < 20


def test_the_folders_of_libraries_that_nobody_builds_are_removed(tmp_path: Path) -> None:
    old, new = filled(tmp_path / ("0" * 32)), filled(tmp_path / ("1" * 32))
    other = tmp_path / "photographs"
    other.mkdir()
    for folder in (old, other):
        os.utime(folder / "cache.sqlite3" if folder == old else folder, (1, 1))
    _write_something(new)
    assert not old.exists()
    assert other.exists()
    assert found(new) == len(KEYS)


def test_only_data_is_kept(tmp_path: Path) -> None:
    """Whoever could write an entry would gain nothing but another site."""
    for one in (module, codec):
        source = Path(one.__file__).read_text("utf-8")
        assert not any(f"import {name}" in source for name in ("pickle", "marshal", "shelve"))
