"""The files of the made-up library, as they are to be: a change of a format shows here."""

# GOLDEN=write python -m pytest tests/exports/test_golden.py

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reviewlib.library import Library
from tests.exports.conftest import taken

KEPT = (
    "data/SHA256SUMS",
    "data/authorities.csv",
    "data/datapackage.json",
    "data/documents.csv",
    "data/findings.csv",
    "data/library.json",
    "data/reports.csv",
    "data/reviews.csv",
    "data/themes.csv",
    "data/themes.rdf",
    "data/updates.csv",
    "data/years.csv",
    "reviews/2022-23/three-islands/cite.bib",
    "reviews/2022-23/three-islands/cite.ris",
    "reviews/2022-23/three-islands/record.json",
    "reviews/calendar.ics",
    "reviews/feed.xml",
    "robots.txt",
    "sitemap.xml",
    "years/2022-23/table.csv",
)


@pytest.fixture(scope="module")
def made(made_up: Library) -> dict[str, bytes]:
    return taken(made_up)


@pytest.mark.parametrize("address", KEPT)
def test_a_file_is_as_it_was(address: str, made: dict[str, bytes], root: Path) -> None:
    kept = root / "tests" / "data" / "golden" / address
    # What is packed depends on the version of zlib.
    data = re.sub(rb"(?m)^[0-9a-f]{64}  .*\.xlsx\n", b"", made[address])
    if os.environ.get("GOLDEN") == "write":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(data)
    assert data.decode() == kept.read_bytes().decode()


def test_no_file_is_kept_that_is_not_looked_at(root: Path) -> None:
    folder = root / "tests" / "data" / "golden"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(KEPT)


def test_the_same_library_gives_the_same_bytes(made_up: Library, made: dict[str, bytes]) -> None:
    assert taken(made_up) == made


@pytest.mark.slow
def test_the_day_and_the_order_of_reading_do_not_matter(root: Path, made: dict[str, bytes]) -> None:
    from reviewlib.library import load

    again = load(root / "tests" / "data" / "library").checked()
    assert taken(again) == made
