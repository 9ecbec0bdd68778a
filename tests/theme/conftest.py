"""The pages of both libraries, as text and as a folder that a browser can be sent to."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.render import render_pages
from reviewlib.staging import stage

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="session")
def html(root: Path) -> dict[str, str]:
    """Every page of the real and of the made-up library by where it stands."""
    pages = {}
    for where in (root, root / "tests" / "data" / "library"):
        library, theme = load(where).checked(), root / "theme"
        for one in render_pages(library, Site("", TODAY), theme):
            assert isinstance(one.data, bytes)
            pages[f"{where.name}/{one.address}"] = one.data.decode()
    return pages


@pytest.fixture(scope="session")
def site(
    root: Path, served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The real library as a site: its folder and its address."""
    folder = tmp_path_factory.mktemp("theme") / "site"
    stage(load(root).checked(), Site("", TODAY), root / "theme", folder)
    return folder, served(folder)
