"""Libraries to make pages from: the real one, the made-up one, and a day to make them on."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from reviewlib.library import Library, load
from reviewlib.pages import Context, Site

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(url="", today=TODAY)


@pytest.fixture(scope="session")
def real(root: Path) -> Library:
    return load(root).checked()


@pytest.fixture(scope="session")
def made_up(root: Path) -> Library:
    return load(root / "tests" / "data" / "library").checked()


@pytest.fixture(scope="session", params=["real", "made_up"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def context(library: Library, site: Site) -> Context:
    return Context(library, site)
