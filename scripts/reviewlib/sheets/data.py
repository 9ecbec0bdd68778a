"""What every record sheet says, as plain data.

takes: records, the library they stand in, the site's address
gives: SheetData, and the pieces that several sheets have
knows nothing of: Typst, type, pages
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from reviewlib.exports import words as said
from reviewlib.fields import DateValue
from reviewlib.figures import coverage
from reviewlib.library import Library
from reviewlib.models import Finding, Review
from reviewlib.sheets.nodes import Row, blocks, words

__all__ = [
    "PROGRESS",
    "SUMMARIES",
    "SheetData",
    "day",
    "finding_row",
    "grid",
    "hosts",
    "sheet",
    "stamp",
    "text",
]

PROGRESS = (
    "Councils report progress on these in their own improvement plans. Where this library knows "
    "of a later report, it stands beside the action."
)
SUMMARIES = (
    "Questions and findings are the library’s summary, in its own words, unless they stand in "
    "quotation marks."
)


@dataclass(frozen=True, slots=True)
class SheetData:
    """All that one sheet holds.

    Args:
        values: what the template shows, in words, numbers and lists of them.
        timestamp: seconds since 1970 of the last change to what it is made from.
    """

    values: Row
    timestamp: int


def stamp(days: Iterable[datetime.date], library: Library) -> int:
    """The last of the days as seconds since 1970; that of the library where there is none."""
    last = max(days, default=library.programme.recorded_up_to)
    return int(said.midnight(last).timestamp())


def day(date: datetime.date) -> str:
    """A day in words."""
    return DateValue.of(date).words


def text(words: str, lang: str = "") -> Row:
    """Words, with their language where it is not the sheet's."""
    return {"text": words, "lang": lang}


def hosts(library: Library, review: Review) -> list[Row]:
    """The title of a review, or its hosts, each in its language."""
    if review.title:
        return [text(review.title)]
    named = [library.authority[name] for name in review.authorities]
    return [text(host.label, host.lang) for host in named]


def grid(library: Library, hosts: Iterable[str]) -> Row | None:
    """The grid of authorities with some of them picked out."""
    drawn = coverage(library)
    if drawn is None:
        return None
    picked = set(hosts)
    tiles = [
        {"x": tile.x, "y": tile.y, "size": tile.size, "code": tile.code,
         "picked": tile.authority in picked}
        for tile in drawn.tiles
    ]  # fmt: skip
    return {"width": drawn.width, "height": drawn.height, "tiles": tiles}


def sheet(library: Library, address: str, url: str, **values: object) -> Row:
    """The parts that every sheet has."""
    programme = library.programme
    return {
        "library": programme.title,
        "publisher": programme.publisher,
        "programme": programme.name,
        "official": programme.official,
        "address": url + address if url else "",
        "licence": programme.licence or "",
        "lead": "",
        "notice": [],
        "facts": [],
        "grid": None,
        "note": "",
        "sections": [],
        **values,
    }


def _wording(library: Library, review: Review, finding: Finding) -> str:
    quote = library.quotes.get((review.id, finding.anchor))
    checked = "checked" if quote is not None and quote.found else ""
    return ", ".join(filter(None, ["Quoted" if finding.quoted else "", checked, finding.pages]))


def _lang(library: Library, review: Review, finding: Finding) -> str:
    """The language of a quotation, where its report is in another than the sheet's; else ""."""
    quote = library.quotes.get((review.id, finding.anchor))
    file = quote.file if quote is not None and quote.found else None
    return next((one.lang for one in review.reports if one.file == file and one.lang == "gd"), "")


def finding_row(library: Library, review: Review, finding: Finding, url: str) -> Row:
    """A finding with all that belongs to it."""
    themes = [library.theme[name].label for name in finding.themes]
    return {
        "inside": words(finding.nodes, url),
        "lang": _lang(library, review, finding),
        "meta": _wording(library, review, finding),
        "themes": f"Theme: {said.listed(themes)}" if themes else "",
        "details": blocks(finding.details, url),
        "updates": [
            {"date": one.date.words, "inside": words(one.nodes, url), "source": one.source}
            for one in finding.updates
        ],
    }
