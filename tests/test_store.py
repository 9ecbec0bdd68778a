from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import store


def test_a_site_is_made_once_and_found_again_by_another_process() -> None:
    again = "from tests import store; print(store.site('base'), end='')"
    found = subprocess.run(
        [sys.executable, "-c", again], cwd=store.ROOT, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout) == store.site("base")


def test_what_is_made_depends_on_the_files_it_is_made_of(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    source = tmp_path / "record.md"
    source.write_text("one", "utf-8")
    first = store.built("of one file", make, of=[source])
    assert store.built("of one file", make, of=[source]) == first
    source.write_text("two", "utf-8")
    assert store.built("of one file", make, of=[source]) != first
    assert len(made) == 2


def test_what_could_not_be_made_whole_is_made_again(tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        folder.mkdir()
        raise ValueError("half of it")

    with pytest.raises(ValueError, match="half of it"):
        store.built("half", fails, of=[tmp_path])
    whole = store.built("half", lambda folder: folder.mkdir(), of=[tmp_path])
    assert list(whole.iterdir()) == []
