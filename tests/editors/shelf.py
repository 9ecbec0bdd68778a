"""A made-up library in which 32 records wait for their reports, and the reports themselves.

takes: a folder; which of the reports have changed
gives: the library in it; the PDFs with the words printed for them
knows nothing of: how a PDF is matched with its record
"""

from __future__ import annotations

import functools
import shutil
from dataclasses import dataclass
from pathlib import Path

from reviewlib.schema import SizeValue, slugify
from tests.pdf.layouts import LAYOUTS, Told, make

BASE = Path(__file__).parent.parent / "data" / "base"
LISTED = "https://example.org/improvement/reports/"

# Some of these names stand within others, as those of real authorities do.
_STEMS = ("Glenmore", "Inverallan", "Strathbeg", "Garside", "Kinlarig", "Port Edran", "Dunskail",
          "Machair")  # fmt: skip
HOSTS = tuple(f"{side}{stem}" for stem in _STEMS for side in ("", "East ", "West ", "North "))
YEARS = (("2021-22", 2021), ("2022-23", 2022), ("2023-24", 2023))


@dataclass(frozen=True)
class Waiting:
    """A review whose report is to come."""

    host: str  # its authority
    year: str  # its programme year
    kind: str  # what its publisher calls the report
    layout: str  # that of the PDF
    visit: str  # the sentence in it that tells of the visit
    when: str  # what the record says of it
    status: str  # of the visit, in the record

    @property
    def title(self) -> str:
        """The title as it is printed in the publisher's list."""
        return f"{self.host} {self.kind.capitalize()}"

    @property
    def path(self) -> str:
        """The record's file."""
        return f"content/reviews/{self.year}/{slugify(self.host)}.md"

    def pdf(self, version: int = 1) -> bytes:
        """The report; another version has other words in it."""
        return _pdf(self, version)


@functools.cache
def _pdf(one: Waiting, version: int) -> bytes:
    opening = "The review follows the Joint Agreement of June 2018." + " Corrected." * (version - 1)
    title = f"{one.host} Council: Neighbourly Improvement"
    return make(one.layout, Told(title, one.visit, opening=opening, pages=12))


def _waiting(number: int) -> Waiting:
    year, first = YEARS[number % 3]
    month, name = ((10, "October"), (11, "November"))[number % 2]
    planned = number % 3 == 2
    return Waiting(
        host=HOSTS[number],
        year=year,
        kind=("report", "summary")[number % 2],
        layout=LAYOUTS[number % len(LAYOUTS)],
        visit=f"The review took place from 6 to 8 {name} {first}.",
        when=f"{first}-{month}" if number % 3 else "unknown",
        status="planned" if planned else "took place",
    )


SHELF = tuple(_waiting(number) for number in range(32))


def record(one: Waiting, rights: str = "linked only") -> str:
    """The record that waits for a report."""
    size = SizeValue.of(len(one.pdf())).text
    return (
        f"---\nauthorities:\n  - {one.host}\nwhen: {one.when}\nstatus: {one.status}\n"
        f"reports:\n  - title: {one.title}\n    kind: {one.kind}\n    listed: {LISTED}\n"
        f"    size: {size}\n    rights: {rights}\n"
        "sources:\n  - progress-report-2023\n"
        "history:\n  - date: 2026-11-21\n    change: added\n---\n\nWhat is known of it.\n"
    )


def make_shelf(root: Path, rights: str = "linked only") -> Path:
    """The library whose records wait."""
    shutil.copytree(BASE, root)
    shutil.rmtree(root / "content" / "reviews")
    (root / "reports").mkdir(exist_ok=True)
    vocabulary = root / "content" / "vocabulary"
    hosts = [
        f"- id: {slugify(host)}\n  label: {host}\n  council: {host} Council\n"
        "  region: North Coast\n"
        for host in HOSTS
    ]
    (vocabulary / "authorities.yml").write_text("".join(hosts), "utf-8")
    years = [
        f"- id: {year}\n  label: {year.replace('-', '–')}\n"
        f"  from: {first}-08\n  to: {first + 1}-06\n"
        for year, first in YEARS
    ]
    (vocabulary / "years.yml").write_text("".join(years), "utf-8")
    for one in SHELF:
        (root / one.path).parent.mkdir(parents=True, exist_ok=True)
        (root / one.path).write_text(record(one, rights), "utf-8")
    return root
