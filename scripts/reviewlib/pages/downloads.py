"""What can be taken away from a page: citations, a feed, a calendar, a table, a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.exports import as_text, citations, collections
from reviewlib.library import urls
from reviewlib.models import Review
from reviewlib.pages.page import Context
from reviewlib.presentation.wording import LinkView
from reviewlib.sheets import Sheets


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation to copy: which work it is of, and the words."""

    of: str
    text: str


@dataclass(frozen=True, slots=True)
class TakeawayView:
    """What can be taken away from a page, below it.

    Args:
        heading: its words.
        citations: how to cite what is on the page.
        links: files, two at most on a page of a collection.
        more: where all files are described.
    """

    heading: str
    citations: tuple[CitationView, ...]
    links: tuple[LinkView, ...]
    more: LinkView


_ALL = LinkView("All data, feeds and calendars", urls.DATA)


def _feed(page: str) -> LinkView:
    return LinkView("Feed of what is new and corrected", page + urls.FEED_FILE, note="Atom")


def _calendar(page: str) -> LinkView:
    return LinkView("Calendar of these reviews", page + urls.CALENDAR_FILE, note="iCalendar")


def _table(page: str) -> LinkView:
    return LinkView("These reviews as a table", page + urls.REVIEWS_FILE, note="CSV")


class Downloads:
    """The block below each page that has one.

    Args:
        context: the library and the site.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reviews = {urls.review_address(review): review for review in context.library.reviews}
        self._collections = {one.address for one in collections(context.library)}
        self._sheets = Sheets(context.library, context.site.url)

    def of(self, address: str) -> TakeawayView | None:
        """The block below a page, or None."""
        if address in self._reviews:
            return self._review(address, self._reviews[address])
        if address not in self._collections:
            return None
        links = (_feed(address), _calendar(address))
        if address == urls.REVIEWS:
            links = (_table(address), _feed(address))
        elif address.startswith(urls.YEARS):
            table = LinkView("This table as a file", address + urls.TABLE_FILE, note="CSV")
            links = (table, _calendar(address))
        return TakeawayView("Download or subscribe", (), self._with_sheet(address, links), _ALL)

    def _review(self, address: str, review: Review) -> TakeawayView:
        site, library = self._context.site, self._context.library
        found = tuple(
            CitationView("The report" if one.is_report else "This record", as_text(one))
            for one in citations(library, review, site.url)
        )
        links = (
            LinkView("Citations for BibTeX", address + urls.CITE_BIB, note="BibTeX"),
            LinkView("Citations for reference managers", address + urls.CITE_RIS, note="RIS"),
            LinkView("This record as data", address + urls.RECORD_FILE, note="JSON"),
        )
        reports = "reports" if len(review.reports) > 1 else "report"
        heading = f"Cite the {reports}, or this record" if review.reports else "Cite this record"
        return TakeawayView(heading, found, self._with_sheet(address, links), _ALL)

    def _with_sheet(self, address: str, links: tuple[LinkView, ...]) -> tuple[LinkView, ...]:
        """The links, after one to the sheet of the page where it has one."""
        if not self._sheets.has(address):
            return links
        return (
            LinkView("Summary sheet (PDF)", urls.sheet_address(address), note="PDF"),
            *links,
        )
