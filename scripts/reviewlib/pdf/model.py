"""What is known of a PDF; and whether a file is one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_UNREADABLE = 0.2
"""The part of a page's letters above which its text is of no use to a search."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says of itself."""

    pages: int  # how many pages it has
    version: str = ""  # of PDF, such as "1.7"
    title: str = ""  # its title, or ""
    language: str = ""  # the language it gives (BCP 47), or ""
    tagged: bool = False  # whether it says that its structure is marked (ISO 32000-1, 14.7.1)
    bookmarks: bool = False  # whether it has an outline
    # the number printed on each page, where it is not simply counted from 1
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as it stands there."""

    text: str  # its words
    x: float = 0  # its left edge in points from the left edge of the page
    y: float = 0  # its foot in points from the foot of the page
    size: float = 0  # the height of its letters in points
    bold: bool = False  # whether its font is a bold one
    # what the structure calls it: "H1" to "H6"; "LI/depth/number" or "TR/row/cell", the same for
    # all lines of one item or cell; "" for anything else or unknown
    role: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, bullet or row of a table on a page."""

    kind: str  # "paragraph", "heading", "bullet" or "row"
    text: str  # its words on one line; of a row, its cells with " | " between them
    level: int = 0  # of a heading 1 to 6; of a bullet 1 for the outermost; else 0
    continues: bool = False  # whether it goes on from the last block of the page before


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page."""

    number: int  # its number, counted from 1
    label: str  # the number printed on it, as the PDF has it
    blocks: tuple[Block, ...] = ()  # its text, running heads and feet left out
    edges: tuple[str, ...] = ()  # the running heads and feet that were left out
    pictures: bool = False  # whether it shows a picture
    glued: int = 0  # how many words seem to have lost the spaces between them
    hidden: int = 0  # how many words on it no reader sees; they are left out
    # how much of its text, from 0 to 1, are letters that cannot be read: a font does not say which
    # they are
    unreadable: float = 0.0

    @property
    def names(self) -> frozenset[str]:
        """Its number as printed and as counted, in small letters."""
        return frozenset({self.label.casefold(), str(self.number)})

    @property
    def is_readable(self) -> bool:
        """Whether there is text on it, most of which can be read."""
        return self.has_text and self.unreadable <= MOST_UNREADABLE

    @property
    def text(self) -> str:
        """Its blocks, each on a line."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def has_text(self) -> bool:
        """Whether there is any text on it that a machine can read."""
        return bool(self.blocks or self.edges)


@dataclass(frozen=True, slots=True)
class ActiveContent:
    """Something in a PDF that does more than show a page."""

    what: str  # its name in words, such as "JavaScript"
    page: int = 0  # the page it belongs to, or 0 for the whole file


@dataclass(frozen=True, slots=True)
class PIIFinding:
    """Something in a PDF that may tell of a person."""

    kind: str  # what it is, such as "e-mail address"
    page: int  # the page it is on, or 0
    masked: str  # as much of it as may be printed anywhere
    value: str = ""  # all of it; "" where it was read from the cache, which never holds it


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a PDF could not be read, or not to its end."""

    code: str  # "locked", "no-pages", "unreadable", "time", "memory", "crash" or "pages"
    detail: str = ""  # more of it in words, or ""

    @property
    def is_of_machine(self) -> bool:
        """Whether another machine, or another day, may do better."""
        return self.code in ("time", "memory", "crash")


class FaultError(Exception):
    """A PDF cannot be worked with."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class PdfResult:
    """All that is known of one PDF."""

    sha256: str = ""  # of the file
    size: int = 0  # its bytes
    facts: Facts | None = None  # what it says of itself; None where it could not be read that far
    pages: tuple[PageText, ...] = ()  # the pages that could be read, in order
    dangers: tuple[ActiveContent, ...] = ()  # what it does beside showing pages
    leaks: tuple[PIIFinding, ...] = ()  # what it may tell of persons
    fault: Fault | None = None  # why it could not be read to its end, or None
    redactions: tuple[int, ...] = ()  # the pages with marks for redaction, which hide nothing
    earlier: int = 0  # how many words stand only in an earlier version that the file still holds
    # whether its table of contents does not lead to its objects, as after a conversion of line ends
    mended: bool = False

    @property
    def pages_with_text(self) -> int:
        """On how many pages there is text that a machine can read."""
        return sum(page.has_text for page in self.pages)

    @property
    def has_text_page(self) -> bool:
        """Whether its text has a page: also where this machine could not read it, to keep it."""
        failed = self.fault is not None and self.fault.is_of_machine
        return failed or self.pages_with_text > 0

    @property
    def is_scanned(self) -> bool:
        """Whether it has pictures of pages, and no text."""
        return not self.pages_with_text and any(page.pictures for page in self.pages)


def merged(pieces: Iterable[PdfResult], sha256: str = "", size: int = 0) -> PdfResult:
    """What was told of a file piece by piece, as one; of two faults the first counts."""
    whole = PdfResult(sha256, size)
    values = {field.name: getattr(whole, field.name) for field in dataclasses.fields(whole)}
    for piece in pieces:
        for name, known in values.items():
            told = getattr(piece, name)
            values[name] = known + told if isinstance(known, tuple) else known or told
    return PdfResult(**values)


def without_values(result: PdfResult) -> PdfResult:
    """A result without the values that may tell of persons."""
    masked = tuple(dataclasses.replace(leak, value="") for leak in result.leaks)
    return dataclasses.replace(result, leaks=masked)


@dataclass(frozen=True, slots=True)
class Answer:
    """A part of what a child process says of its task."""

    result: PdfResult | None = None  # more of what is known of a file
    cleaned: tuple[str, ...] | None = None  # what was left out of a copy, in words
    picture: str = ""  # of a page, as a PNG in Base64
    fault: Fault | None = None  # why there is no more
    end: int | None = None  # the task is done; how the process ended that did it


# ---------- what is no PDF

FIRST_BYTES = 1024  # in which a PDF must name itself (ISO 32000-1, annex H, note 13)
_SAVE = "Save the report again as PDF."
_KINDS = (
    (
        rb"version https://git-lfs",
        "a pointer of Git LFS",
        "Fetch the file itself with: git lfs pull. Reports are kept in the repository as they are.",
    ),
    (
        rb"\s*<(?:!doctype html|html|head|body|\?xml)",
        "a web page",
        "Open the address in a browser, and save the report itself.",
    ),
    (rb"PK\x03\x04", "a Word file or another packed file", _SAVE),
    (rb"\xd0\xcf\x11\xe0", "a file of an older Office program", _SAVE),
    (rb"\{\\rtf", "a text in RTF", _SAVE),
)


def not_a_pdf(head: bytes) -> tuple[str, str] | None:
    r"""What to say of a file that is no PDF, and what to do; None where it is one.

    Args:
        head: its first FIRST_BYTES bytes; before the PDF's own there may be others.

    >>> not_a_pdf(b"\xef\xbb\xbf%PDF-1.7")
    >>> not_a_pdf(b"")[0]
    'this is not a PDF, whatever its name says: it is empty.'
    >>> not_a_pdf(b"Dear all,")[0]
    'this is not a PDF, whatever its name says.'
    """
    if b"%PDF-" in head:
        return None
    message = "this is not a PDF, whatever its name says"
    if not head.strip(b"\0\t\n\r "):
        return f"{message}: it is empty.", _SAVE
    plain = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, kind, hint in _KINDS:
        if re.match(pattern, plain, re.IGNORECASE):
            return f"{message}: it is {kind}.", hint
    return f"{message}.", _SAVE
