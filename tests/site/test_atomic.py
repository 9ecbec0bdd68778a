from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reviewlib.diagnostics import BuildError, ConfigError
from reviewlib.site.atomic import MARK, atomic_directory, locked, recover
from tests.site.project import REPOSITORY, tree


def fill(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")


def site(out: Path) -> str:
    return (out / "index.html").read_text(encoding="utf-8")


def killed_while_exchanging(out: Path, *folders: str) -> Path:
    """What is left beside `out` by a build that was killed."""
    aside = out.with_name(f".{out.name}-build")
    aside.mkdir()
    for name in folders:
        fill(aside / name, name)
    return aside


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for text in ("first", "second", "third"):
        with atomic_directory(out) as folder:
            fill(folder, text)
        assert site(out) == text
        assert list(tmp_path.iterdir()) == [out]


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
    recover(out)
    assert site(out) == expected
    assert list(tmp_path.iterdir()) == [out]


def test_a_build_recovers_before_it_begins(tmp_path: Path) -> None:
    out = tmp_path / "site"
    killed_while_exchanging(out, "new", "old")
    with pytest.raises(ZeroDivisionError), atomic_directory(out):
        assert site(out) == "new"
        _ = 1 / 0
    assert site(out) == "new"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["thesis.txt", "new.txt", "older"])
def test_a_folder_of_somebody_elses_in_our_way_is_refused_and_left(
    tmp_path: Path, name: str
) -> None:
    out = tmp_path / "site"
    fill(out, "old")
    aside = tmp_path / ".site-build"
    aside.mkdir()
    (aside / name).write_text("Years of work", encoding="utf-8")
    with pytest.raises(ConfigError, match="holds files that were not made here"):  # noqa: SIM117
        with atomic_directory(out):
            pytest.fail("nothing may be made")
    recover(out)
    assert site(out) == "old"
    assert sorted(tree(tmp_path)) == [f".site-build/{name}", f"site/{MARK}", "site/index.html"]


def test_half_of_an_old_site_is_never_taken_for_a_whole_one(tmp_path: Path) -> None:
    out = tmp_path / "site"
    aside = killed_while_exchanging(out, "old")
    (aside / "old" / MARK).unlink()  # goes first where an old site is removed
    recover(out)
    assert not out.exists()


def test_two_builds_at_once_are_one_build_and_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "site"
    code = (
        "import pathlib, sys; from reviewlib.site.atomic import locked;"
        "lock = locked(pathlib.Path(sys.argv[1])); lock.__enter__();"
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
        with pytest.raises(ConfigError, match=said), atomic_directory(out):
            pytest.fail("nothing may be made")
        recover(out)  # leaves alone what someone is working in
        assert out.with_name(".site-lock").exists()
    finally:
        other.kill()
        other.communicate()
    with atomic_directory(out) as folder:  # its lock ended with it
        fill(folder, "new")
    assert list(tmp_path.iterdir()) == [out]


def test_a_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with locked(tmp_path / "site"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_moved_is_left_and_said(tmp_path: Path) -> None:
    out = tmp_path / "site"
    fill(out, "old")
    with pytest.raises(BuildError, match=r"could not be written: .*site is as it was\."):  # noqa: SIM117
        with atomic_directory(out) as folder:
            folder.rmdir()
    assert site(out) == "old"
    assert list(tmp_path.iterdir()) == [out]
