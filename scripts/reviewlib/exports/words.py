"""Names, stamps and dates that every kind of export uses, worked out once.

takes: records and the library they stand in
gives: words, permanent names, times of change; collections of reviews
knows nothing of: formats, pages, clocks
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from reviewlib.fields import is_slug
from reviewlib.library import Library, addresses as at
from reviewlib.models import Review

__all__ = [
    "Collection",
    "changed_on",
    "collections",
    "councils",
    "lasting_name",
    "listed",
    "midnight",
    "namespace",
    "tag",
    "title",
    "when",
]


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["Orkney", "Shetland", "Fife"])
    'Orkney, Shetland and Fife'
    """
    all_words = list(words)
    return " and ".join(filter(None, [", ".join(all_words[:-1]), *all_words[-1:]]))


def title(library: Library, review: Review) -> str:
    """What a review is called: its own title, else its hosts."""
    return review.title or listed(library.authority[name].label for name in review.authorities)


def councils(library: Library, review: Review) -> tuple[str, ...]:
    """The councils that hosted a review."""
    return tuple(library.authority[name].council for name in review.authorities)


def when(library: Library, review: Review) -> str:
    """When a review was, in words; the programme year where no more is known."""
    return review.when.words or f"{library.year[review.year].label}, date not recorded"


def lasting_name(review: Review) -> str:
    """The `<year>/<slug>` under which a review was first published, whatever it is called now.

    Calendars and feed readers know an entry by this alone, so it must outlive a move of the
    record's file. `formerly` lists the oldest address first.
    """
    for address in review.formerly:
        folder, _, name = address.removeprefix(at.REVIEWS).strip("/").rpartition("/")
        if address.startswith(at.REVIEWS) and is_slug(folder) and is_slug(name):
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


def changed_on(library: Library, review: Review) -> datetime.date:
    """The day of the last change that a record's history tells of."""
    dates = [change.date for change in review.history]
    return max(dates, default=library.programme.recorded_up_to)


@dataclass(frozen=True, slots=True)
class Collection:
    """A page that gathers reviews, and so has a feed, a calendar and a table of its own.

    Args:
        address: the page.
        name: what it gathers, as the end of a title: "Inclusion"; "" for all.
        every_review: its reviews in date order, withdrawn ones too: whoever has read of them
            must be told.
    """

    address: str
    name: str
    every_review: tuple[Review, ...]

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Those that are not withdrawn."""
        return tuple(review for review in self.every_review if not review.is_withdrawn)


def collections(library: Library) -> Iterator[Collection]:
    """Every collection: all reviews; then each theme's, authority's and year's.

    An authority's are those it hosted and those it took part in: its people go to both.
    """
    yield Collection(at.REVIEWS, "", library.every_review)
    by_theme: dict[str, list[Review]] = {}
    by_authority: dict[str, list[Review]] = {}
    by_year: dict[str, list[Review]] = {}
    for review in library.every_review:
        wider = (one for theme in review.themes for one in library.with_wider(theme))
        for theme in dict.fromkeys(wider):
            by_theme.setdefault(theme, []).append(review)
        for authority in dict.fromkeys((*review.authorities, *review.contributors)):
            by_authority.setdefault(authority, []).append(review)
        by_year.setdefault(review.year, []).append(review)
    for theme_ in library.vocabulary.themes:
        found = tuple(by_theme.get(theme_.id, ()))
        yield Collection(at.theme_address(theme_), theme_.label, found)
    for authority_ in library.vocabulary.authorities:
        found = tuple(by_authority.get(authority_.id, ()))
        yield Collection(at.authority_address(authority_), authority_.label, found)
    for year in library.vocabulary.years:
        yield Collection(at.year_address(year), year.label, tuple(by_year.get(year.id, ())))
