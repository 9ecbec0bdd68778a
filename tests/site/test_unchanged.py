"""What stands already is not built again; in any doubt it is."""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.cache import Cache
from reviewlib.diagnostics import Applicability, Diagnostic, Edit
from reviewlib.site.build import build
from reviewlib.site.unchanged import Inputs, LastBuild, Summary, inputs, written
from tests.site.project import a_record, project, tree

TODAY = datetime.date(2026, 11, 22)


def same_size_and_time(file: Path) -> None:
    """Change a byte, and set the time back."""
    found, data = file.stat(), bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte of a file whose size and time stay": lambda root: same_size_and_time(root / "a/one"),
    "a new file": lambda root: (root / "a/new").write_bytes(b""),
    "a new folder": lambda root: (root / "a/new").mkdir(),
    "another name": lambda root: (root / "a/one").rename(root / "a/two"),
    "a file less": lambda root: (root / "a/b/three").unlink(),
    "a folder that was not there": lambda root: (root / "no").mkdir(),
    "a file in another folder": lambda root: (root / "a/b/three").rename(root / "a/three"),
}


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one").write_bytes(b"1")
    (tmp_path / "a" / "b" / "three").write_bytes(b"3")
    return [tmp_path / "a", tmp_path / "no"]


def seen(sources: list[Path]) -> Inputs:
    found = inputs(sources)
    assert found
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_of_a_source_shows(
    sources: list[Path], tmp_path: Path, change: Callable[[Path], object]
) -> None:
    before = seen(sources)
    assert inputs(sources) == before
    change(tmp_path)
    now = seen(sources)
    assert now.content != before.content


def test_a_copy_to_the_same_place_is_the_same_content(sources: list[Path], tmp_path: Path) -> None:
    """A file that was read and written again without a change."""
    before = seen(sources)
    (tmp_path / "a" / "one").write_bytes(b"1")
    now = seen(sources)
    assert now.content == before.content
    assert now.stats != before.stats


def test_what_was_changed_and_changed_back_shows_within_a_build(
    sources: list[Path], tmp_path: Path
) -> None:
    before = seen(sources)
    same_size_and_time(tmp_path / "a" / "one")
    same_size_and_time(tmp_path / "a" / "one")
    now = seen(sources)
    assert now.content == before.content
    assert now != before


def test_where_there_are_links_nobody_knows(sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "a" / "link").symlink_to(tmp_path / "a" / "one")
    assert inputs(sources) is None


def test_another_package_installed_shows(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(sources)
    (tmp_path / "more" / "jinja2-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "more"))
    assert inputs(sources) != before


def test_what_is_told_is_kept_whole(sources: list[Path], tmp_path: Path) -> None:
    fix = Edit(1, 2, "new\n", "old", Applicability.GUESS)
    warned = (
        Diagnostic("a.md", 1, 2, "when", "please-check", "It is old.", "Look.", fix),
        Diagnostic("b.md", 1, 0, "", "please-check", "It is old."),
    )
    told = Summary(tmp_path, 1, 2, 3, (("a", 3),), 0.5, warned)
    last, now = LastBuild(Cache(tmp_path / "c" / "d"), b"key"), seen(sources)
    assert last.summary(now, tmp_path / "a") is None
    last.keep(now, written(tmp_path / "a"), told)
    kept = last.summary(now, tmp_path / "a")
    assert kept == dataclasses.replace(told, unchanged=True)
    assert repr(kept) == repr(dataclasses.replace(told, unchanged=True))  # with what == leaves out


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("project"), "base")
    assert not is_left(root)
    return root


def is_left(root: Path, plain: bool = False, today: datetime.date = TODAY) -> bool:
    """Build; whether the site was left as it was."""
    return build(root, root / "site", today=today, plain=plain).unchanged


@pytest.mark.slow
def test_what_stands_is_left_and_told_the_same(root: Path) -> None:
    build(root, root / "site", today=TODAY)
    before = {path: path.stat() for path in (root / "site").rglob("*")}
    assert is_left(root)
    assert {path: path.stat() for path in (root / "site").rglob("*")} == before


SPOILED: tuple[Callable[[Path], object], ...] = (
    lambda site: (site / "index.html").write_text("mine", "utf-8"),
    lambda site: (site / "404.html").unlink(),
    lambda site: (site / "new.html").write_text("mine", "utf-8"),
    lambda site: shutil.rmtree(site),
)


@pytest.mark.slow
def test_a_site_that_was_touched_is_built_again(root: Path) -> None:
    build(root, root / "site", today=TODAY)
    good = tree(root / "site")
    for spoil in SPOILED:
        assert is_left(root)
        spoil(root / "site")
        assert not is_left(root)
        assert tree(root / "site") == good


@pytest.mark.slow
def test_an_edit_another_day_and_other_options_are_built(root: Path) -> None:
    with a_record(root).open("a", encoding="utf-8") as record:
        record.write("- Words that were not there before\n")
    assert not is_left(root)
    assert not is_left(root, today=TODAY + datetime.timedelta(1))
    assert not is_left(root, plain=True)
    assert is_left(root, plain=True)


@pytest.mark.slow
def test_settings_that_bring_in_more_are_never_left(root: Path) -> None:
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text + "copyright: !ENV [NOBODY, '']\n", "utf-8")
    assert [is_left(root), is_left(root)] == [False, False]
    settings.write_text(text, "utf-8")
