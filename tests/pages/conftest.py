"""Libraries to make pages from: the real one, the made-up one, and a day to make them on."""

from __future__ import annotations

import datetime

import pytest

from reviewlib.library import Library
from reviewlib.pages import Context, Site

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(url="", today=TODAY)


@pytest.fixture
def context(library: Library, site: Site) -> Context:
    return Context(library, site)
