"""A folder to a library: the same whatever the order of files, and nothing is touched."""

from __future__ import annotations

import dataclasses
import os
import shutil
from pathlib import Path

import pytest

from reviewlib.diagnostics import ConfigError, ContentError, as_text
from reviewlib.library import load
from tests import store
from tests.library.trees import DATA, base, digest, review, write


def codes(root: Path) -> list[str]:
    return [problem.code for problem in load(root).problems]


def test_two_loads_are_equal() -> None:
    kept = store.loaded("made up")
    cold = load(DATA / "library")
    assert cold.library == dataclasses.replace(kept.checked(), cache=None)
    assert cold.problems == kept.problems


def test_a_load_writes_nothing(tmp_path: Path) -> None:
    root = Path(shutil.copytree(DATA / "library", tmp_path / "library"))
    before = digest(root)
    load(root)
    assert digest(root) == before


def test_a_folder_without_content_is_not_a_library(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='no folder "content"'):
        load(tmp_path)


def test_an_empty_content_is_told_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    result = load(tmp_path)
    assert result.library is None
    assert {problem.code for problem in result.problems} == {"missing-file"}
    with pytest.raises(ContentError):
        result.checked()


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    # Nothing keeps root from an ordinary file, but a path of more than 4,096 letters does.
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for letter in "abcdefghij":
            os.mkdir(letter * 250)
            os.chdir(letter * 250)
        root = Path(os.getcwd())
        shutil.copytree(DATA / "base" / "content", "content")
        os.chdir("content")
        for letter in "klmnopq":
            os.mkdir(letter * 250)
            os.chdir(letter * 250)
    finally:
        os.chdir(here)
    with pytest.raises(ConfigError, match=r"[k-q]: this cannot be read \("):
        load(root)


@pytest.mark.parametrize("name", ["content", "reports"])
def test_the_folders_themselves_are_no_links(name: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    if (root / name).exists():
        (root / name).rename(tmp_path / "elsewhere")
    else:
        (tmp_path / "elsewhere").mkdir()
    (root / name).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (found,) = [problem for problem in load(root).problems if problem.code == "not-a-file"]
    assert (found.path, found.message) == (name, "this is a link to another folder.")


def _huge(content: Path) -> None:
    with (content / "huge.md").open("wb") as file:
        file.truncate(40_000_000_000)


def _left_by_file_managers(content: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".glenmore.md.swp"):
        (content / name).write_bytes(b"\0")


ODD = {
    "a link to a file": (lambda to: (to / "more.md").symlink_to("programme.yml"), ["not-a-file"]),
    "a link to nothing": (lambda to: (to / "more.md").symlink_to("nowhere.md"), ["not-a-file"]),
    "a link outside": (lambda to: (to / "more.md").symlink_to("/etc/passwd"), ["not-a-file"]),
    "a link to a folder": (lambda to: (to / "more.md").symlink_to(".."), ["not-a-file"]),
    "a pipe": (lambda to: os.mkfifo(to / "pipe.md"), ["not-a-file"]),
    "too deep": (
        lambda to: (to / "/".join("abcdefghijklmnop")).mkdir(parents=True), ["misplaced-file"],
    ),
    "a huge file": (_huge, ["too-large"]),
    "what file managers leave": (_left_by_file_managers, []),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_ordinary_file_is_told_without_being_read(odd: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    make, said = ODD[odd]
    make(root / "content")
    assert codes(root) == said


def test_names_that_cannot_be_shown_can_still_be_told(tmp_path: Path) -> None:
    root = base(tmp_path)
    (Path(os.fsdecode(os.fsencode(root) + b"/content/gl\xe9nmore.md"))).write_text("a")
    (root / "content" / "two\nlines.md").write_text("a")
    result = load(root)
    assert [problem.code for problem in result.problems] == ["bad-file-name"] * 2
    assert as_text(result.problems).encode().count(b"\n") == 5


def test_a_broken_record_does_not_hide_the_mistakes_in_others(tmp_path: Path) -> None:
    root = base(tmp_path)
    review(root, "2022-23/a", "stats: 1\n", "[a](/nowhere/)\n")
    review(root, "2022-23/b", "themes: Gardening\n")
    (root / "content" / "reviews" / "2022-23" / "glenmore.md").write_bytes(b"\xff\xfe")
    assert sorted(codes(root)) == ["not-utf-8", "unknown-field", "unknown-theme"]


def test_a_missing_vocabulary_is_told_once_and_not_for_each_record(tmp_path: Path) -> None:
    for name in ("themes", "authorities", "years", "headings"):
        root = base(tmp_path / name)
        (root / "content" / "vocabulary" / f"{name}.yml").unlink()
        assert codes(root) == ["missing-file"], name


def test_a_library_needs_no_regions(tmp_path: Path) -> None:
    root = base(tmp_path)
    regions = root / "content" / "vocabulary" / "regions.yml"
    authorities = regions.with_name("authorities.yml")
    text = authorities.read_text("utf-8").replace("  region: North Coast\n", "")
    authorities.write_text(text, "utf-8")
    regions.write_text("# none\n", "utf-8")
    assert codes(root) == []


def test_a_record_of_a_kind_that_is_a_list_is_told_so(tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/vocabulary/themes.yml", "inclusion: Inclusion\n")
    assert "list-wanted" in codes(root)
