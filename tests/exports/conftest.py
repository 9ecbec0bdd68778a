"""Libraries to take things away from, and all that can be taken from each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.exports import all_exports
from reviewlib.library import Library, load

URL = "https://example.org/ci/"

Files = dict[str, bytes]


def taken(library: Library, url: str = URL) -> Files:
    """Everything there is to take away, by address; nothing twice."""
    found = list(all_exports(library, url))
    assert len({one.address for one in found}) == len(found)
    return {one.address: one.data for one in found}


@pytest.fixture(scope="session")
def files(library: Library) -> Files:
    return taken(library)


@pytest.fixture
def with_record(root: Path, tmp_path: Path) -> Callable[..., Library]:
    """`with_record(text, name="glenmore")`: the small library with this text as a record."""
    import shutil

    def make(text: str, name: str = "glenmore") -> Library:
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        shutil.copytree(root / "tests" / "data" / "base" / "content", tmp_path / "content")
        folder = tmp_path / "content" / "reviews" / "2022-23"
        (folder / "glenmore.md").unlink()
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        return load(tmp_path).checked()

    return make
