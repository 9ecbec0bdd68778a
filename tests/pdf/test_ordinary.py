"""Ordinary PDFs: nothing in them is called active, hidden or unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.pdf import read_reports
from tests.pdf.ordinary import ordinary


@pytest.mark.audit
def test_nothing_is_found_that_acts_in_dozens_of_ordinary_pdfs(tmp_path: Path) -> None:
    files = {}
    for name, raw in ordinary(48, seed=7):
        files[name] = tmp_path / name
        files[name].write_bytes(raw)
    results = read_reports(files, None, 1)
    assert {name: one.dangers for name, one in results.items() if one.dangers} == {}
    assert {name: one.fault for name, one in results.items() if one.fault} == {}
