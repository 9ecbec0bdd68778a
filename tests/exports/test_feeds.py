from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import feedparser
import pytest

from reviewlib.exports import feeds
from reviewlib.library import Library
from tests.exports.conftest import Files, taken

ALL = "reviews/feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"


def ids(data: bytes) -> list[str]:
    return [
        one.findtext(f"{ATOM}id") or "" for one in ElementTree.fromstring(data).iter(f"{ATOM}entry")
    ]


def test_every_feed_is_read_without_complaint(files: Files) -> None:
    found = {address: data for address, data in files.items() if address.endswith("feed.xml")}
    assert len(found) > 10
    for address, data in found.items():
        read = feedparser.parse(data)
        assert not read.bozo, (address, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.entries
        stamps = [entry.updated for entry in read.entries]
        assert stamps == sorted(stamps, reverse=True)
        assert read.feed.updated == stamps[0]
        assert len({entry.id for entry in read.entries}) == len(read.entries)
        assert all(entry.title and entry.content[0].value for entry in read.entries)


def test_ids_do_not_hang_on_where_the_site_stands(library: Library) -> None:
    there, nowhere = (dict(feeds(library, url)) for url in ("https://example.org/", ""))
    for address, data in there.items():
        assert ids(data) == ids(nowhere[address])
        assert b"example.org/reviews" not in nowhere[address]


def test_every_review_is_told_of_once_as_new(library: Library, files: Files) -> None:
    new = [name for name in ids(files[ALL]) if name.endswith("/added")]
    assert len(new) == len(library.reviews)


def test_a_correction_is_an_entry_of_its_own_with_what_was_said_before(made_up: Library) -> None:
    read = feedparser.parse(taken(made_up)[ALL])
    (entry,) = (one for one in read.entries if "strathbeg/corrected" in one.id)
    assert entry.title.startswith("Corrected: Strathbeg")
    assert "five half days" in entry.content[0].value
    assert "six half days" in entry.content[0].value
    (new,) = (one for one in read.entries if one.id.endswith("2021-22/strathbeg/added"))
    assert new.updated < entry.updated


def test_two_changes_of_a_kind_are_two_entries(made_up: Library) -> None:
    moved = [name for name in ids(taken(made_up)[ALL]) if "2022-23/strathbeg/date-changed" in name]
    assert len(moved) == 2


def test_of_a_withdrawn_review_only_that_is_told(made_up: Library) -> None:
    found = [name for name in ids(taken(made_up)[ALL]) if "2023-24/port-edran" in name]
    assert len(found) == 1
    assert "withdrawn" in found[0]


def test_a_feed_to_which_nothing_happened_yet_says_so(made_up: Library) -> None:
    quiet = [data for _, data in feeds(made_up) if ids(data)[0].endswith("/opening")]
    assert quiet
    assert all(len(ids(data)) == 1 for data in quiet)


def test_an_entry_stays_when_the_day_it_was_added_is_put_right(
    with_record: Callable[..., Library],
) -> None:
    text = (
        "---\nauthorities:\n  - Glenmore\nwhen: 2022-10\nstatus: took place\n"
        "sources:\n  - progress-report-2023\n{}---\n"
    )
    none, first, second = (
        ids(taken(with_record(text.format(history)))[ALL])
        for history in (
            "",
            "history:\n  - date: 2026-11-01\n    change: added\n",
            "history:\n  - date: 2026-10-31\n    change: added\n",
        )
    )
    assert none == first == second


def test_what_an_entry_told_stays_when_a_date_changes_again(
    with_record: Callable[..., Library],
) -> None:
    text = (
        "---\nauthorities:\n  - Glenmore\nwhen: {}\nstatus: took place\n"
        "sources:\n  - progress-report-2023\nhistory:\n  - date: 2026-11-19\n    change: added\n"
        "  - date: 2026-11-20\n    change: date changed\n    was: 2023-05-16 to 2023-05-18\n{}---\n"
    )
    again = "  - date: 2026-11-21\n    change: date changed\n    was: 2023-06-04\n"
    before, after = (
        {one.id: (one.title, one.updated, one.content[0].value) for one in read.entries}
        for read in (
            feedparser.parse(taken(with_record(text.format(when, more)))[ALL])
            for when, more in (("2023-06-04", ""), ("2023-06-05", again))
        )
    )
    assert len(after) == len(before) + 1
    assert {name: after[name] for name in before} == before
    assert "16 to 18 May 2023" in next(told[0] for name, told in after.items() if "/added" in name)


def of_theme(library: Library) -> set[str]:
    return {
        review.id
        for review in library.every_review
        if "inclusion" in {up for name in review.themes for up in library.with_wider(name)}
    }


def of_authority(library: Library) -> set[str]:
    return {
        review.id
        for review in library.every_review
        if "port-edran" in (*review.authorities, *review.contributors)
    }


@pytest.mark.parametrize(
    ("page", "own"), [("themes/inclusion/", of_theme), ("authorities/port-edran/", of_authority)]
)
def test_the_feed_of_a_page_tells_of_its_reviews_alone(
    made_up: Library, page: str, own: Callable[[Library], set[str]]
) -> None:
    read = feedparser.parse(taken(made_up)[f"{page}feed.xml"])
    pages = {entry.link for entry in read.entries}
    assert pages == {f"https://example.org/ci/reviews/{name}/" for name in own(made_up)}
