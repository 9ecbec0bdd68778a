"""The examples of docs/data.md work, and print what they are said to print."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

import reviewlib
from reviewlib.library import Library
from reviewlib.sheets import _jobs
from tests.exports.conftest import taken

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "data.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.+?)```\n\n```text\n(.+?)```", TEXT, re.DOTALL)
# What they read with is large, and installed for `make audit` anyway.
LARGE = {"pandas", "duckdb"}


def _library_of(code: str) -> str:
    found = re.search(r"import (\w+)", code)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        pytest.param(
            *pair,
            id=_library_of(pair[0]),
            marks=[pytest.mark.audit] if _library_of(pair[0]) in LARGE else [],
        )
        for pair in EXAMPLES
    ],
)
def test_an_example_prints_what_it_says(
    code: str, printed: str, made_up: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address, data in taken(made_up).items():
        if address.startswith("data/"):
            (tmp_path / address).parent.mkdir(exist_ok=True)
            (tmp_path / address).write_bytes(data)
    shutil.copytree(ROOT / "tests" / "data" / "library", tmp_path / "tests" / "data" / "library")
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "docs/data.md", "exec"), {})
    assert out.getvalue() == printed


def test_each_way_to_read_has_an_example() -> None:
    assert [_library_of(code) for code, _ in EXAMPLES] == ["pandas", "duckdb", "reviewlib"]


def test_every_address_of_the_table_is_published(made_up: Library) -> None:
    sheets = {address for job in _jobs(made_up, "") for address in job.files}
    published = taken(made_up).keys() | sheets | {"data/library.zip"}
    rows = re.findall(r"^\| (`/.+?) \|", TEXT, re.MULTILINE)
    assert len(rows) > 5
    for row in rows:
        names = re.findall(r"`([^`]+)`", row)
        folder = names[0].rpartition("/")[0]
        for name in names:
            address = (name if name.startswith("/") else f"{folder}/{name}").lstrip("/")
            pattern = re.sub("<(?:year|name|id)>", "[^/]+", address).replace(".", r"\.")
            assert any(re.fullmatch(pattern, one) for one in published), address


def test_the_public_names_are_typed_and_there() -> None:
    assert sorted(reviewlib.__all__) == list(reviewlib.__all__)
    for name in reviewlib.__all__:
        assert getattr(reviewlib, name).__doc__, name
    assert (Path(reviewlib.__file__).parent / "py.typed").is_file()


def test_an_expected_name_is_public() -> None:
    library = reviewlib.load(ROOT / "tests" / "data" / "library").checked()
    assert isinstance(library, reviewlib.Library)
    assert all(isinstance(review, reviewlib.Review) for review in library.reviews)
