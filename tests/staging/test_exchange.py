from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reviewlib.problems import BuildError, ConfigError
from reviewlib.staging import MARK, beside, mend
from reviewlib.staging.lock import held
from tests.host.project import REPOSITORY, tree

WAYS = pytest.mark.parametrize("in_one_step", [True, False], ids=["one step", "two steps"])


def fill(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")


def site(out: Path) -> str:
    return (out / "index.html").read_text(encoding="utf-8")


def killed_while_exchanging(out: Path, *folders: str) -> Path:
    """What is left beside `out` by a build that was killed after it wrote its journal."""
    workshop = out.with_name(f".{out.name}-ab12cd34")
    workshop.mkdir()
    for name in folders:
        fill(workshop / name, name)
    out.with_name(f".{out.name}-journal").write_text(workshop.name, encoding="utf-8")
    return workshop


@WAYS
def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path, in_one_step: bool) -> None:
    out = tmp_path / "site"
    for text in ("first", "second", "third"):
        with beside(out, in_one_step=in_one_step) as folder:
            fill(folder, text)
        assert site(out) == text
        assert list(tmp_path.iterdir()) == [out]


def test_there_is_never_a_moment_without_a_site_on_this_file_system(tmp_path: Path) -> None:
    out, done, absent = tmp_path / "site", threading.Event(), []
    fill(out, "first")

    def look() -> None:
        while not done.is_set():
            if not out.is_dir():
                absent.append(time.monotonic())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        for number in range(100):
            with beside(out) as folder:
                fill(folder, str(number))
    finally:
        done.set()
        watcher.join()
    assert absent == []
    assert site(out) == "99"


@pytest.mark.parametrize(
    ("here", "aside", "expected"),
    [
        ("old", ["new"], "old"),  # before the first rename
        ("", ["new", "old"], "new"),  # between the two
        ("", ["old"], "old"),  # the new one is nowhere: the old one comes back
        ("new", ["old"], "new"),  # after the second
    ],
)
def test_the_next_command_goes_on_where_a_killed_one_stopped(
    tmp_path: Path, here: str, aside: list[str], expected: str
) -> None:
    out = tmp_path / "site"
    killed_while_exchanging(out, *aside)
    if here:
        fill(out, here)
    mend(out)
    assert site(out) == expected
    assert list(tmp_path.iterdir()) == [out]


def test_a_build_mends_before_it_begins(tmp_path: Path) -> None:
    out = tmp_path / "site"
    killed_while_exchanging(out, "new", "old")
    with pytest.raises(ZeroDivisionError), beside(out):
        assert site(out) == "new"
        _ = 1 / 0
    assert site(out) == "new"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["../../etc", ".site-", ".other-ab12cd34", "", "\x00"])
def test_a_journal_that_names_anything_else_moves_nothing(tmp_path: Path, name: str) -> None:
    out = tmp_path / "public" / "site"
    fill(out, "old")
    fill(tmp_path / "public" / ".other-ab12cd34" / "new", "not ours")
    out.with_name(".site-journal").write_text(name, encoding="utf-8")
    mend(out)
    assert site(out) == "old"
    assert site(tmp_path / "public" / ".other-ab12cd34" / "new") == "not ours"
    assert not out.with_name(".site-journal").exists()


def test_folders_of_others_beside_the_site_are_left(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for name in (".site-two-ab12cd34", ".site-notes", ".site-ab12cd34"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("Years of work", encoding="utf-8")
    with beside(out) as folder:
        fill(folder, "new")
    assert len([name for name in tree(tmp_path) if name.endswith("thesis.txt")]) == 3


def test_two_builds_at_once_are_one_build_and_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "site"
    code = (
        "import pathlib, sys; from reviewlib.staging.lock import held;"
        "lock = held(pathlib.Path(sys.argv[1])); lock.__enter__();"
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == b"held\n"
        said = rf"Another build of .*site is running \(process {other.pid}\)\. Wait until"
        with pytest.raises(ConfigError, match=said), beside(out):
            pytest.fail("nothing may be made")
        mend(out)  # leaves alone what someone is working in
        assert out.with_name(".site-lock").exists()
    finally:
        other.kill()
        other.communicate()
    with beside(out) as folder:  # its lock ended with it
        fill(folder, "new")
    assert list(tmp_path.iterdir()) == [out]


def test_a_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with held(tmp_path / "site"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_moved_is_left_and_said(tmp_path: Path) -> None:
    out = tmp_path / "site"
    fill(out, "old")
    with pytest.raises(BuildError, match=r"could not be written: .*site is as it was\."):  # noqa: SIM117
        with beside(out) as folder:
            folder.rmdir()
    assert site(out) == "old"
    assert list(tmp_path.iterdir()) == [out]
