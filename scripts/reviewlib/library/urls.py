"""The address of everything the library publishes, relative to the site's root; a file there."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import sha256_of
from reviewlib.models import (
    Authority,
    Document,
    HeldFile,
    Language,
    Region,
    Report,
    Review,
    Theme,
    Year,
)
from reviewlib.schema import file_name


@dataclass(frozen=True)
class OutputFile:
    """A file of the site."""

    address: str  # its path in the site: "reviews/2022-23/fife/index.html"
    data: bytes | Path  # its bytes, or the file that has them
    source: str = ""  # the file of the library it is made from, or "" for many
    # the SHA-256 of the bytes that were examined, which alone may be published; "" for a file that
    # is not examined
    sha256: str = ""

    @functools.cached_property
    def digest(self) -> str:
        """The SHA-256 checksum of its bytes, in hexadecimal."""
        if isinstance(self.data, Path):
            return sha256_of(self.data)
        return hashlib.sha256(self.data).hexdigest()


HOME = ""
REVIEWS = "reviews/"
THEMES = "themes/"
AUTHORITIES = "authorities/"
YEARS = "years/"
ABOUT = "about/"
RELATED = f"{ABOUT}related/"
DOCUMENTS = f"{ABOUT}documents/"
QUESTIONS = "questions/"
CALENDAR = "calendar/"
COVERAGE = "coverage/"
NEW = "new/"
ACTIONS = "actions/"
DATA = "data/"
SEARCH = "search/"
HOSTING = "hosting/"
CONTRIBUTE = "contribute/"
ADDING = f"{CONTRIBUTE}adding/"
ADD = f"{CONTRIBUTE}add/"
CHANGE = f"{CONTRIBUTE}change/"
CORRECTING = f"{CONTRIBUTE}correcting/"
PRIVACY = "privacy/"
MESSAGES = f"{CONTRIBUTE}messages/"
NOT_FOUND = "404.html"

FEED_FILE = "feed.xml"
CALENDAR_FILE = "calendar.ics"
REVIEWS_FILE = "reviews.csv"
TABLE_FILE = "table.csv"
RECORD_FILE = "record.json"
CITE_BIB = "cite.bib"
CITE_RIS = "cite.ris"
WHOLE_FILE = "library.zip"
"""The names of what is made for taking away: each stands beside the page that it is made of."""

SHEET_FILE = "record.pdf"
MEETING_PDF = "meeting.pdf"
MEETING_WORD = "meeting.docx"
PACK_FILE = "pack.pdf"
CHECKSUMS_FILE = "SHA256SUMS"
MADE_FILES = frozenset((
    FEED_FILE, CALENDAR_FILE, REVIEWS_FILE, TABLE_FILE, RECORD_FILE, CITE_BIB, CITE_RIS, SHEET_FILE,
    MEETING_PDF, MEETING_WORD, PACK_FILE, CHECKSUMS_FILE,
))  # fmt: skip
"""What may stand beside a page for taking away; beside that of the data there is more."""


def review_address(review: Review) -> str:
    """A review's page."""
    return f"{REVIEWS}{review.id}/"


def record_address(record: Review | Document) -> str:
    """The page of a record that may have files."""
    return document_address(record) if isinstance(record, Document) else review_address(record)


def picture_address(file: str, picture: bytes) -> str:
    """The picture of a report's first page, named by its content; not in the URL manifest."""
    stem = file.removesuffix(".pdf")
    return f"assets/pages/{stem}-{hashlib.sha256(picture).hexdigest()[:10]}.png"


def report_address(record: Review | Document, file: str) -> str:
    """A report's file, beside its record's page."""
    return f"{record_address(record)}{file}"


def text_address(
    record: Review | Document, report: HeldFile | None = None, several: bool = False
) -> str:
    """The page with the text of a report; with its file's name where there are several."""
    stem = (report.file or "").removesuffix(".pdf") if report and several else ""
    return f"{record_address(record)}text/{stem + '/' if stem else ''}"


def sheet_address(page: str) -> str:
    """The record sheet of a page."""
    return f"{page}{SHEET_FILE}"


SHARED = "assets/share/"


def shared_picture(page: str) -> str:
    """The picture shown where a review's or theme's page is shared; not in the URL manifest."""
    return f"{SHARED}{page.removesuffix('/')}.png"


def wanted_file(review: Review | Document, report: Report | Document) -> str:
    """The name a report's PDF should have, if it were published: a document's is its own.

    The host, the year of the visit (the programme year where no more is known), who wrote it
    where one of several hosts did, its kind: highland-2023-summary.pdf.
    """
    if isinstance(review, Document) or isinstance(report, Document):
        return f"{review.id}.pdf"
    first = review.when.first
    parts = [review.slug, str(first.year) if first else review.year, report.by or "", report.kind]
    language = "" if report.language == Language.ENGLISH else report.language
    return file_name(*parts, language, report.version or "") + ".pdf"


def theme_address(theme: Theme) -> str:
    """A theme's page."""
    return f"{THEMES}{theme.id}/"


def authority_address(authority: Authority) -> str:
    """An authority's page."""
    return f"{AUTHORITIES}{authority.id}/"


def region_anchor(region: Region) -> str:
    """A region's place on the page of authorities."""
    return f"{AUTHORITIES}#{region.id}"


def year_address(year: Year) -> str:
    """A programme year's page."""
    return f"{YEARS}{year.id}/"


def document_address(document: Document) -> str:
    """A document's page."""
    return f"{DOCUMENTS}{document.id}/"
