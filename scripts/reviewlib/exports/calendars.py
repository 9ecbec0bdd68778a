"""Calendars to subscribe to (RFC 5545, RFC 7986), one for each collection of reviews."""

# Calendars that people subscribe to are fetched again and again, for years. Everything by which
# a program knows an entry again comes from the record: UID from its name, SEQUENCE and DTSTAMP
# from its history. Nothing comes from the clock or from where the site is published.
#
# No names of people: those a record has stay on two pages (see `models.Review.leads`).

from __future__ import annotations

import datetime
from collections.abc import Iterator

import icalendar

from reviewlib.exports.collections import (
    Collection,
    collections,
    midnight,
    namespace,
    permanent_name,
)
from reviewlib.exports.events import Event, EventState, events
from reviewlib.library import Library, urls
from reviewlib.models import ChangeKind, Review, Status
from reviewlib.presentation.facts import calendar_sentences
from reviewlib.presentation.wording import PRECISION_NOTES, as_planned, changed_on, title, up_to
from reviewlib.schema import Precision

_A_DAY = datetime.timedelta(days=1)
_END = b"END:VCALENDAR\r\n"
_WORDS = {
    EventState.CALLED_OFF: "Called off",
    EventState.DROPPED: "No longer part of this review",
    EventState.WITHDRAWN: "Record withdrawn",
}


def uid(library: Library, review: Review, number: int) -> str:
    """What an entry is known by for life (RFC 5545 3.8.4.7): `<year>-<slug>@<namespace>`."""
    run = "" if number == 1 else f"--{number}"
    return f"{permanent_name(review).replace('/', '-')}{run}@{namespace(library)}"


def _summary(library: Library, review: Review, entry: Event) -> str:
    words = f"{title(library, review)}: {library.programme.name} review"
    state = _WORDS.get(entry.state)
    if state:
        return f"{state}: {words}"
    notes = ["planned, not confirmed"] if review.status == Status.PLANNED else []
    if entry.precision is not Precision.DAYS:
        whole = entry.precision is Precision.MONTHS
        notes.append(f"some time in {entry.run.words}" if whole else "some of these days")
    return f"{words} ({', '.join(notes)})" if notes else words


def _description(library: Library, review: Review, entry: Event) -> str:
    if entry.state is EventState.WITHDRAWN:
        return ""
    words = review.when.words or "date not recorded"
    lines = {
        EventState.PLANNED: [f"Planned for {words}; not confirmed."],
        EventState.CALLED_OFF: [f"Called off. It was planned for {words}."],
        EventState.DROPPED: [f"The review is now recorded for {words}."],
    }.get(entry.state, [f"When: {words}{as_planned(review)}."])
    if entry.precision in PRECISION_NOTES:
        lines.append(PRECISION_NOTES[entry.precision])
    lines += calendar_sentences(library, review)
    lines.append(f"Recorded up to {up_to(library)}.")
    return "\n".join(lines)


def _event(library: Library, review: Review, entry: Event, url: str) -> bytes:
    """One run as a VEVENT."""
    certain = entry.precision is Precision.DAYS
    stamp = midnight(changed_on(library, review))
    added = [change.date for change in review.history if change.change == ChangeKind.ADDED]
    event = icalendar.Event()
    event.add("uid", uid(library, review, entry.number))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    if added:
        event.add("created", midnight(added[0]))
    event.add(
        "sequence", sum(change.change == ChangeKind.DATE_CHANGED for change in review.history)
    )
    event.add("dtstart", entry.run.first.first)
    event.add("dtend", entry.run.last.last + _A_DAY)  # the first day that is not of it
    event.add("summary", _summary(library, review, entry))
    description = _description(library, review, entry)
    if description:
        event.add("description", description)
    # Some programs hide what is CANCELLED; that a visit was called off is to be seen.
    if entry.is_cancelled and entry.state is not EventState.CALLED_OFF:
        event.add("status", "CANCELLED")
    else:
        firm = certain and review.status == Status.TOOK_PLACE
        event.add("status", "CONFIRMED" if firm else "TENTATIVE")
    event.add("transp", "OPAQUE" if certain and not entry.is_cancelled else "TRANSPARENT")
    if review.themes and entry.state is not EventState.WITHDRAWN:
        event.add("categories", [library.theme[name].label for name in review.themes])
    if entry.number > 1:
        event.add("related-to", uid(library, review, 1))
    if url:
        event.add("url", url + urls.review_address(review))
    return bytes(event.to_ical())


def _head(library: Library, collection: Collection, url: str) -> bytes:
    programme = library.programme
    name = f"{programme.name}: {collection.name or 'all'} reviews"
    about = (
        f"Kept by {programme.publisher}. Where only a month or a span of days is known, the entry "
        "says so."
    )
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{namespace(library)}//reviewlib//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("uid", f"{collection.address.replace('/', '-')}calendar@{namespace(library)}")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", about)
    calendar.add("x-wr-caldesc", about)
    calendar.add("refresh-interval", _A_DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    if url:
        calendar.add("url", url + collection.address)
        calendar.add("source", f"{url}{collection.address}{urls.CALENDAR_FILE}")
    return bytes(calendar.to_ical())[: -len(_END)]


def _nothing() -> bytes:
    """A calendar must hold something (RFC 5545 3.6). Where there is no event yet, a time zone."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime.datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", datetime.timedelta())
    standard.add("tzoffsetto", datetime.timedelta())
    zone.add_component(standard)
    return bytes(zone.to_ical())


def calendars(library: Library, url: str = "") -> Iterator[tuple[str, bytes]]:
    """The calendar of every collection, with its address."""

    def make(alone: Library, review: Review) -> bytes:
        return b"".join(_event(alone, review, entry, url) for entry in events(review))

    made = library.derived_of_reviews("events", library.every_review, make, bytes, url)
    for collection in collections(library):
        found = b"".join(made[review.id] for review in collection.every_review)
        whole = _head(library, collection, url) + (found or _nothing()) + _END
        yield f"{collection.address}{urls.CALENDAR_FILE}", whole
