"""What search engines are told: which pages there are, and when they last changed.

takes: the library, the site's address
gives: sitemap.xml (https://www.sitemaps.org/protocol.html), robots.txt (RFC 9309)
knows nothing of: what the pages show, clocks
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree import ElementTree

from reviewlib.exports.words import changed_on, collections
from reviewlib.library import Library, addresses as at
from reviewlib.models import Review

__all__ = ["ROBOTS", "SITEMAP", "robots", "sitemap"]

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OF_ALL = (at.HOME, at.CALENDAR, at.DATA, at.QUESTIONS)


def _latest(library: Library, reviews: tuple[Review, ...]) -> datetime.date | None:
    """The last change that their histories tell of; None where they tell nothing."""
    return max((changed_on(library, one) for one in reviews if one.history), default=None)


def _changes(library: Library) -> Iterator[tuple[str, datetime.date | None]]:
    for collection in collections(library):
        yield collection.address, _latest(library, collection.every_review)
    for review in library.every_review:
        yield at.review_address(review), _latest(library, (review,))
    everything = _latest(library, library.every_review)
    yield from ((address, everything) for address in _OF_ALL)


def sitemap(library: Library, url: str) -> bytes:
    """Every page that stands for itself, with the day of its records' last change, where recorded.

    Args:
        library: the library.
        url: where the site stands, ending in "/"; a site map has whole addresses only.
    """
    changes = dict(_changes(library))
    pages = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for address in sorted(library.findable):
        page = ElementTree.SubElement(pages, "url")
        ElementTree.SubElement(page, "loc").text = url + address
        changed = changes.get(address)
        if changed:
            ElementTree.SubElement(page, "lastmod").text = changed.isoformat()
    data: bytes = ElementTree.tostring(pages, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def robots(url: str) -> bytes:
    """Everything may be read by everyone; where the site map is, where that is known."""
    lines = ["User-agent: *", "Allow: /"]
    if url:
        lines += ["", f"Sitemap: {url}{SITEMAP}"]
    return "\n".join([*lines, ""]).encode()
