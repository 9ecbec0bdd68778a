"""The pages of both libraries, as text and as a folder that a browser can be sent to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.pages import Site
from reviewlib.site.files import render_pages
from tests import store

TODAY = store.TODAY


@pytest.fixture(scope="session")
def html() -> dict[str, str]:
    """Every page of the real and of the made-up library by where it stands."""
    pages = {}
    for name in ("real", "made up"):
        where = store.LIBRARIES[name].name
        for one in render_pages(store.library(name), Site("", TODAY), store.THEME):
            assert isinstance(one.data, bytes)
            pages[f"{where}/{one.address}"] = one.data.decode()
    return pages


@pytest.fixture(scope="session")
def site(served: Callable[..., str]) -> tuple[Path, str]:
    """The real library as a site: its folder and its address."""
    folder = store.site("real")
    return folder, served(folder)
