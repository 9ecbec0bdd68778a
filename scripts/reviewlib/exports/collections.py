"""What exports share: permanent identifiers, and collections of reviews."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from reviewlib.library import Library, urls
from reviewlib.models import Review
from reviewlib.schema import is_slug


def permanent_name(review: Review) -> str:
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
    """A permanent identifier that does not depend on the site's URL (RFC 4151).

    The year is part of the scheme: the namespace was ours in it. It never changes.
    """
    return f"tag:{namespace(library)},2026:{name}"


def midnight(day: datetime.date) -> datetime.datetime:
    """The start of a day in UTC: records tell days, feeds and calendars want times."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


# ---------- collections: pages of reviews with a feed, a calendar and a table


@dataclass(frozen=True, slots=True)
class Collection:
    """A page that gathers reviews, and so has a feed, a calendar and a table of its own."""

    address: str  # the page
    name: str  # what it gathers, as the end of a title: "Inclusion"; "" for all
    # its reviews in date order, withdrawn ones too: whoever has read of them must be told
    every_review: tuple[Review, ...]

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Those that are not withdrawn."""
        return tuple(review for review in self.every_review if not review.is_withdrawn)


def collection_names(library: Library) -> dict[str, str]:
    """The name of each collection by its address: all reviews; each theme, authority and year."""
    words = library.vocabulary
    return {
        urls.REVIEWS: "",
        **{urls.theme_address(one): one.label for one in words.themes},
        **{urls.authority_address(one): one.label for one in words.authorities},
        **{urls.year_address(one): one.label for one in words.years},
    }


def collections(library: Library) -> Iterator[Collection]:
    """Every collection: all reviews; then each theme's, authority's and year's.

    An authority's are those it hosted and those it took part in: its people go to both.
    """
    found: dict[str, list[Review]] = {address: [] for address in collection_names(library)}
    for review in library.every_review:
        wider = (one for theme in review.themes for one in library.with_wider(theme))
        of = [
            urls.REVIEWS,
            *(urls.theme_address(library.theme[one]) for one in wider),
            *(
                urls.authority_address(library.authority[one])
                for one in (*review.authorities, *review.contributors)
            ),
            urls.year_address(library.year[review.year]),
        ]
        for address in dict.fromkeys(of):
            found[address].append(review)
    for address, name in collection_names(library).items():
        yield Collection(address, name, tuple(found[address]))
