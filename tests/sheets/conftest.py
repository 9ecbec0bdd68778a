"""The sheets of the made-up library, made once for all tests of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.library import Library
from reviewlib.sheets import sheet_files
from tests import store

URL = "https://example.org/library/"


@pytest.fixture(scope="package")
def library() -> Library:
    return store.library("made up")


@pytest.fixture(scope="package")
def sheets(library: Library, root: Path) -> dict[str, bytes]:
    """Every sheet of the made-up library by its address."""
    return {sheet.address: sheet.data for sheet in sheet_files(library, root / "theme", URL)}
