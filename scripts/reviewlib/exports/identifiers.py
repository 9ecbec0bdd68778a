"""Permanent names and times, by which programs know again what they fetched before."""

from __future__ import annotations

import datetime
from urllib.parse import quote

from reviewlib.library import Library, urls
from reviewlib.models import Review
from reviewlib.schema import is_slug


def lasting_name(review: Review) -> str:
    """The `<year>/<slug>` under which a review was first published, whatever it is called now.

    Calendars and feed readers know an entry by this alone, so it must outlive a move of the
    record's file. `formerly` lists the oldest address first.
    """
    for address in review.formerly:
        folder, _, name = address.removeprefix(urls.REVIEWS).strip("/").rpartition("/")
        if address.startswith(urls.REVIEWS) and is_slug(folder) and is_slug(name):
            return f"{folder}/{name}"
    return review.id


def namespace(library: Library) -> str:
    """The library's permanent name, with no sign that an address could not hold.

    >>> quote("peer reviews, 2nd", safe=".-")
    'peer%20reviews%2C%202nd'
    """
    return quote(library.programme.namespace, safe=".-")


def tag(library: Library, name: str) -> str:
    """A permanent identifier that does not depend on where the site stands (RFC 4151).

    The year is part of the scheme: the namespace was ours in it. It never changes.
    """
    return f"tag:{namespace(library)},2026:{name}"


def midnight(day: datetime.date) -> datetime.datetime:
    """The start of a day in UTC: records tell days, feeds and calendars want times."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
