"""The real library as a site that a browser can be sent to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import store


@pytest.fixture(scope="session")
def site(served: Callable[..., str]) -> tuple[Path, str]:
    """The real library as a site: its folder and its address."""
    folder = store.site("real")
    return folder, served(folder)
