"""What the tests of PDFs share: reading bytes as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewlib.pdf import PdfResult, read_reports

Read = Callable[..., PdfResult]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(raw, **how)`: what is found in the bytes of a PDF."""

    def one(raw: bytes, **how: Any) -> PdfResult:
        file = tmp_path / "report.pdf"
        file.write_bytes(raw)
        return read_reports({"report.pdf": file}, workers=1, **how)["report.pdf"]

    return one
