"""The one table of the pages that are there once: made by the library, or written by hand.

Pages, the menu, search, the site map and the checks read it; the pages of records (reviews, themes,
authorities, years, documents) follow from those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewlib.library import urls
from reviewlib.models import Assessment, Development, Practicum, Statement, Step, Synonym

if TYPE_CHECKING:
    from reviewlib.library.model import Library


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page of which every library has one at most."""

    address: str  # relative to the site's root
    # its template in theme/pages/; of a page written by hand, the one for its records
    template: str = "content-page"
    title: str = ""  # the title of a page that is made; what menus call it
    section: str = ""  # the address of its entry in the menu, or ""
    header: int = 0  # its place in the menu, from 1; 0 where it is not there
    footer: int = 0  # its place among the links at the foot, from 1; 0 where it is not there
    is_made: bool = True  # whether the library makes it, so that it is always there
    records: type | None = None  # what is shown of records on a page written by hand: the model
    # the field of those records of which the headings of their parts of the page are made, or ""
    heading: str = ""
    # other words by which search finds a page that is made; "" for not at all
    search_terms: str = ""
    follows_reviews: bool = False  # whether it changes whenever a review does
    in_sitemap: bool = True  # whether it is in the site map

    def __post_init__(self) -> None:
        if self.is_made and self.records:
            raise ValueError(f"{self.address}: records are shown on a page written by hand alone.")


def _by_hand(
    address: str, title: str = "", template: str = "content-page", **more: Any
) -> PageKind:
    return PageKind(address, template, title, is_made=False, **more)


PAGES = (
    PageKind(urls.HOME, "home", follows_reviews=True),
    PageKind(urls.REVIEWS, "reviews", "Reviews", urls.REVIEWS, header=1,
             search_terms="list of all reviews, browse, filter"),
    PageKind(urls.THEMES, "themes", "Themes", urls.THEMES, header=2, search_terms="topics"),
    PageKind(urls.AUTHORITIES, "authorities", "Authorities", urls.AUTHORITIES, header=3,
             search_terms="councils, local authorities, map"),
    PageKind(urls.YEARS, "years", "Years", urls.CALENDAR, footer=3,
             search_terms="programme years, tables by year"),
    PageKind(urls.DOCUMENTS, "documents", "Documents", urls.ABOUT, footer=6,
             search_terms="sources, publications"),
    PageKind(urls.QUESTIONS, "questions", "Focus questions", urls.HOSTING, footer=4,
             search_terms="question bank, self-evaluation questions", follows_reviews=True),
    PageKind(urls.CALENDAR, "calendar", "Calendar", urls.CALENDAR, header=5,
             search_terms="dates, timetable, when reviews are, subscribe", follows_reviews=True),
    PageKind(urls.COVERAGE, "coverage", "What is recorded", urls.AUTHORITIES, footer=2,
             search_terms="coverage, overview of all authorities, which councils have hosted, gaps",
             follows_reviews=True),
    PageKind(urls.ACTIONS, "actions", "What authorities planned", urls.THEMES, footer=5,
             search_terms="actions, planned improvements, next steps, progress, follow-up",
             follows_reviews=True),
    PageKind(urls.NEW, "new", "What is new", footer=1,
             search_terms="latest changes, updates, news, feeds, RSS, Atom, subscribe",
             follows_reviews=True),
    PageKind(urls.DATA, "data", "Data", footer=8,
             search_terms="download, tables, CSV, JSON, spreadsheet, feeds", follows_reviews=True),
    PageKind(urls.SEARCH, "search", "Search", urls.SEARCH),
    PageKind(urls.MESSAGES, "messages", "Messages explained", urls.CONTRIBUTE),
    PageKind(urls.ADD, "review-form", "Add a review with a form", urls.CONTRIBUTE,
             search_terms="new review, propose a review"),
    PageKind(urls.CHANGE, "review-change", "Say what became of a review", urls.CONTRIBUTE,
             search_terms="took place, report published, update a review"),
    PageKind(urls.NOT_FOUND, "not-found", "Page not found", in_sitemap=False),
    _by_hand(urls.HOSTING, "Hosting a review", "hosting", header=4, records=Step),
    _by_hand(urls.ABOUT, "About", header=6),
    _by_hand("about/progress/", template="progress", records=Development, heading="id"),
    _by_hand("about/what-people-said/", template="statements", records=Statement,
             heading="strand"),
    _by_hand(urls.RELATED, template="practicums", records=Practicum, heading="id"),
    _by_hand("about/glossary/", "Glossary", "glossary", footer=7, records=Synonym),
    _by_hand(urls.CONTRIBUTE, "Contribute", footer=9),
    _by_hand("accessibility/", "Accessibility", "accessibility", footer=10, records=Assessment),
    _by_hand(urls.PRIVACY, "Privacy", footer=11),
)  # fmt: skip

PAGE = {kind.address: kind for kind in PAGES}
"""The same by address."""

MADE = tuple(kind.address for kind in PAGES if kind.is_made)
"""The pages every library has, whatever its records."""


def menu(place: Callable[[PageKind], int], library: Library) -> Iterator[PageKind]:
    """The pages in the header or at the foot, in order; only pages there are."""
    found = (kind for kind in PAGES if place(kind) and kind.address in library.addresses)
    return iter(sorted(found, key=place))
