"""Names of people stand on the pages of a year and of the calendar, and nowhere else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from reviewlib.library import Library
from tests.exports.conftest import Files


def names(library: Library) -> set[str]:
    """Every name of a person that a record gives; councils stand among them and are none."""
    councils = " ".join(one.council for one in library.vocabulary.authorities)
    return {
        part.strip()
        for review in library.every_review
        for lead in review.leads
        for part in re.split(r",| and | with |\(|\)|;|:", lead)
        if len(part.split()) > 1 and part.strip() not in councils
    }


def test_the_records_do_name_people(library: Library) -> None:
    assert names(library)


def test_nothing_that_is_taken_away_names_a_person(library: Library, files: Files) -> None:
    for address, data in files.items():
        # Lines of calendars are folded, texts of others escaped: compared without either.
        if address.endswith(".xlsx"):
            parts = zipfile.ZipFile(io.BytesIO(data))
            data = b"".join(map(parts.read, parts.namelist()))
        text = data.decode("utf-8-sig").replace("\r\n ", "").replace("\\", "")
        for name in names(library):
            assert name not in text, (name, address)


def test_the_names_are_those_of_the_files(root: Path, real: Library) -> None:
    """The test above would find nothing if names were read from the wrong field."""
    folder = root / "content" / "reviews"
    with_leads = [path for path in folder.rglob("*.md") if "\nleads:\n" in path.read_text("utf-8")]
    assert len(with_leads) == sum(bool(review.leads) for review in real.every_review) > 0
