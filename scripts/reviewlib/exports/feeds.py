"""Feeds of what is new and corrected, of all reviews and of each collection: Atom (RFC 4287).

Each is a whole feed (RFC 5005, section 2).
"""

# An entry tells of one line of a record's history, so that a correction is an entry of its own
# and nothing that was read changes its meaning afterwards. Ids hang on the library's permanent
# name and the record's, never on the site's address.

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reviewlib.exports.collections import Collection, collections, midnight, permanent_name, tag
from reviewlib.exports.events import when_in_words
from reviewlib.library import Library, urls
from reviewlib.models import Change, ChangeKind, Review, Status
from reviewlib.presentation.wording import councils, focus, join_and, title, when_words

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_END = b"</feed>"
_LABELS = {
    ChangeKind.ADDED: "New",
    ChangeKind.DATE_CHANGED: "Date changed",
    ChangeKind.REPORT_PUBLISHED: "Report published",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing that happened to a record."""

    id: str  # permanent
    title: str  # what happened, and to which review
    day: datetime.date  # when
    published: datetime.date  # when the record first appeared
    text: str  # what readers should know of it
    address: str  # the review's page
    themes: tuple[tuple[str, str], ...]  # id and label of each theme


def _changes(library: Library, review: Review) -> tuple[Change, ...]:
    """A record's history; one without any was there from the start."""
    if any(change.change == ChangeKind.ADDED for change in review.history):
        return review.history
    first = min((one.date for one in review.history), default=library.programme.recorded_up_to)
    return (Change(date=first, change=ChangeKind.ADDED), *review.history)


def _when(library: Library, review: Review, later: tuple[Change, ...]) -> str:
    """When the visit was, as far as was known then: what the next change of its date replaced."""
    moves = (one.was for one in later if one.change == ChangeKind.DATE_CHANGED and one.was)
    was = next(moves, None)
    return when_words(library, review) if was is None else when_in_words(was)


def _entry_text(library: Library, review: Review, change: Change, when: str) -> str:
    """What an entry says beside its title."""
    if change.change == ChangeKind.WITHDRAWN:
        return change.why or "This record was withdrawn."
    lines = [f"{join_and(councils(library, review))}, {when}."]
    if change.change == ChangeKind.ADDED:
        if review.status != Status.TOOK_PLACE:
            planned = review.status == Status.PLANNED
            lines.append("Listed, not confirmed." if planned else "Called off.")
        lines.extend(filter(None, [focus(review).line]))
    if change.was:
        moved = change.change == ChangeKind.DATE_CHANGED
        lines.append(f"It said: {when_in_words(change.was) if moved else change.was}.")
    if change.why:
        lines.append(change.why)
    return " ".join(lines)


def feed_entries(library: Library, review: Review) -> Iterator[FeedEntry]:
    """What happened to a record, oldest first; of a withdrawn one, only that it was."""
    changes = _changes(library, review)
    seen: dict[tuple[str, datetime.date], int] = {}
    for number, change in enumerate(changes, start=1):
        when = _when(library, review, changes[number:])
        key = (change.change, change.date)
        count = seen[key] = seen.get(key, 0) + 1
        if review.is_withdrawn and change.change != ChangeKind.WITHDRAWN:
            continue
        kind = change.change.replace(" ", "-")
        # The day that a record was added may be put right later; it is added once all the same.
        dated = "" if kind == "added" else f"/{change.date.isoformat()}"
        again = f"/{count}" if count > 1 else ""
        themes = () if review.is_withdrawn else review.themes
        yield FeedEntry(
            id=tag(library, f"{urls.REVIEWS}{permanent_name(review)}/{kind}{dated}{again}"),
            title=f"{_LABELS[change.change]}: {title(library, review)}, {when}",
            day=change.date,
            published=changes[0].date,
            text=_entry_text(library, review, change, when),
            address=urls.review_address(review),
            themes=tuple((name, library.theme[name].label) for name in themes),
        )


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = ElementTree.SubElement(parent, name, attributes)
    if text:
        child.text = text
    return child


def _stamp(day: datetime.date) -> str:
    return midnight(day).isoformat().replace("+00:00", "Z")


def _entry(entry: FeedEntry, url: str) -> Element:
    element = Element("entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _stamp(entry.day))
    _add(element, "published", _stamp(min(entry.published, entry.day)))
    if url:
        _add(element, "link", rel="alternate", type="text/html", href=url + entry.address)
    for term, label in entry.themes:
        _add(element, "category", term=term, label=label)
    # Not `summary`, which would need a link to the whole (RFC 4287 4.1.2).
    _add(element, "content", entry.text, type="text")
    return element


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry as XML, with what it is sorted by; written once, for all the feeds it stands in."""

    id: str
    day: datetime.date
    address: str
    xml: str


def _written(entry: FeedEntry, url: str) -> _Written:
    xml = ElementTree.tostring(_entry(entry, url), encoding="utf-8").decode()
    return _Written(entry.id, entry.day, entry.address, xml)


def _opening(library: Library, collection: Collection) -> FeedEntry:
    """What stands in the feed of a collection to which nothing has happened yet."""
    day = library.programme.recorded_up_to
    return FeedEntry(
        id=tag(library, f"{collection.address}opening"),
        title=f"Nothing is recorded yet: {collection.name or 'reviews'}",
        day=day,
        published=day,
        text="What is recorded later will appear here.",
        address=collection.address,
        themes=(),
    )


def _feed(library: Library, collection: Collection, url: str, latest: datetime.date) -> Element:
    programme = library.programme
    feed = Element("feed", {"xmlns": _ATOM, "xmlns:fh": _HISTORY, "xml:lang": "en-GB"})
    _add(feed, "id", tag(library, f"{collection.address}feed"))
    name = f": {collection.name}" if collection.name else ""
    _add(feed, "title", f"{programme.title}{name}: new and corrected")
    _add(feed, "subtitle", programme.summary)
    _add(feed, "updated", _stamp(latest))
    _add(_add(feed, "author"), "name", programme.publisher)
    if programme.licence:
        _add(feed, "rights", f"Our words and data: {programme.licence}")
    _add(feed, "generator", "reviewlib")
    # All there is stands here; what is no longer here was taken back.
    _add(feed, "fh:complete")
    if url:
        _add(feed, "link", rel="alternate", type="text/html", href=url + collection.address)
        self_address = f"{url}{collection.address}{urls.FEED_FILE}"
        _add(feed, "link", rel="self", type="application/atom+xml", href=self_address)
    if programme.licence_link:
        _add(feed, "link", rel="license", href=programme.licence_link)
    return feed


def feeds(library: Library, url: str = "") -> Iterator[tuple[str, bytes]]:
    """The feed of every collection, with its address, newest entries first."""

    def make(alone: Library, review: Review) -> tuple[_Written, ...]:
        return tuple(_written(entry, url) for entry in feed_entries(alone, review))

    of = tuple[_Written, ...]
    told = library.derived_of_reviews("feed", library.every_review, make, of, url)
    for collection in collections(library):
        found = [entry for review in collection.every_review for entry in told[review.id]]
        found.sort(key=lambda entry: (-entry.day.toordinal(), entry.address, entry.id))
        if not found:
            found = [_written(_opening(library, collection), url)]
        latest = max(entry.day for entry in found)
        feed: bytes = ElementTree.tostring(
            _feed(library, collection, url, latest), encoding="utf-8", xml_declaration=True
        )
        entries = "".join(entry.xml for entry in found).encode()
        parts = [feed.removesuffix(_END), entries, _END, b"\n"]
        yield f"{collection.address}{urls.FEED_FILE}", b"".join(parts)
