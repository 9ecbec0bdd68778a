"""What the tests of publishing share: the stand-in for GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflows.hub import Hub


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A stand-in with a small library on its branch main."""
    return Hub(tmp_path)
