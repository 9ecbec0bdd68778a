"""What the tests of PDFs share: reading bytes as a file, and a file without a child process."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewlib.cache import sha256_of
from reviewlib.pdf import Fault, Limits, PdfResult, read_reports
from reviewlib.pdf.examine import examine
from reviewlib.pdf.model import FaultError, merged

Read = Callable[..., PdfResult]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(raw, **how)`: what is found in the bytes of a PDF."""

    def one(raw: bytes, **how: Any) -> PdfResult:
        file = tmp_path / "report.pdf"
        file.write_bytes(raw)
        return read_reports({"report.pdf": file}, workers=1, **how)["report.pdf"]

    return one


def read_here(file: Path) -> PdfResult:
    """What is found in a file that this process opens itself: one of ours, which does no harm."""
    pieces: list[PdfResult] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in the process that opens others
            pieces.extend(examine(str(file), Limits().pages, Limits().seconds))
    except Exception as error:
        fault = error.fault if isinstance(error, FaultError) else Fault("unreadable")
        pieces.append(PdfResult(fault=fault))
    return merged(pieces, sha256_of(file), file.stat().st_size)
