from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable

import icalendar
import pytest

from reviewlib.exports.calendars import calendars
from reviewlib.exports.events import events as runs_of, read_when
from reviewlib.library import Library
from reviewlib.schema import Precision
from tests.exports.conftest import Files, taken
from tests.exports.reading import events

ALL = "reviews/calendar.ics"
RECORD = """\
---
authorities:
  - Glenmore
{front}sources:
  - progress-report-2023
history:
  - date: 2026-11-01
    change: added
{history}---
"""


def record(front: str, *history: str) -> str:
    changes = "".join(
        f"  - date: {date}\n    change: {change}\n    was: {was}\n"
        for date, change, was in (line.split(" | ") for line in history)
    )
    return RECORD.format(front=front, history=changes)


def by_uid(data: bytes) -> dict[str, dict[str, str]]:
    found = {one["UID"].partition("@")[0]: one for one in events(data)}
    assert len(found) == len(events(data))
    return found


def test_an_entry_is_followed_from_a_month_to_days_to_other_days_to_two_runs_to_its_end(
    with_record: Callable[..., Library],
) -> None:
    def built(front: str, *history: str) -> dict[str, dict[str, str]]:
        return by_uid(taken(with_record(record(front, *history)))[ALL])

    sharpened = "2026-11-02 | date changed | 2022-10"
    moved = "2026-11-03 | date changed | 2022-10-04 to 2022-10-05"
    split = "2026-11-04 | date changed | 2022-11-08 to 2022-11-09"

    first = built("when: 2022-10\nstatus: planned\n")
    (one,) = first.values()
    assert (one["DTSTART"], one["DTEND"]) == ("20221001", "20221101")
    assert (one["STATUS"], one["TRANSP"], one["SEQUENCE"]) == ("TENTATIVE", "TRANSPARENT", "0")
    assert one["DTSTAMP"] == "20261101T000000Z"

    second = built("when: 2022-10-04 to 2022-10-05\nstatus: planned\n", sharpened)
    (two,) = second.values()
    assert (two["DTSTART"], two["DTEND"]) == ("20221004", "20221006")
    assert (two["TRANSP"], two["SEQUENCE"], two["DTSTAMP"]) == ("OPAQUE", "1", "20261102T000000Z")

    third = built("when: 2022-11-08 to 2022-11-09\nstatus: took place\n", sharpened, moved)
    (three,) = third.values()
    assert (three["DTSTART"], three["STATUS"], three["SEQUENCE"]) == ("20221108", "CONFIRMED", "2")

    runs = "when:\n  - 2022-11-08\n  - 2022-11-15 to 2022-11-16\nstatus: planned\n"
    fourth = built(runs, sharpened, moved, split)
    assert set(first) == set(second) == set(third) == {"2022-23-glenmore"}
    assert set(fourth) == {"2022-23-glenmore", "2022-23-glenmore--2"}
    later = fourth["2022-23-glenmore--2"]
    assert (later["DTSTART"], later["DTEND"]) == ("20221115", "20221117")
    assert later["RELATED-TO"] == fourth["2022-23-glenmore"]["UID"]

    joined = "2026-11-05 | date changed | 2022-11-08, 2022-11-15 to 2022-11-16"
    fifth = built("when: 2022-11-22\nstatus: called off\n", sharpened, moved, split, joined)
    assert set(fifth) == set(fourth)
    off, dropped = fifth["2022-23-glenmore"], fifth["2022-23-glenmore--2"]
    # Some programs hide what is cancelled: that the visit was called off must be seen.
    assert (off["STATUS"], off["SUMMARY"].partition(":")[0]) == ("TENTATIVE", "Called off")
    assert (dropped["STATUS"], dropped["DTSTART"]) == ("CANCELLED", "20221115")
    assert dropped["SEQUENCE"] == "4"


def test_a_review_that_loses_its_date_has_its_entry_cancelled(
    with_record: Callable[..., Library],
) -> None:
    text = record("when: unknown\nstatus: planned\n", "2026-11-02 | date changed | 4 October 2022")
    (one,) = events(taken(with_record(text))[ALL])
    assert (one["STATUS"], one["DTSTART"]) == ("CANCELLED", "20221004")


def test_an_entry_is_the_same_when_the_file_of_its_record_is_renamed(
    with_record: Callable[..., Library],
) -> None:
    before = with_record(record("when: 2022-10-04\nstatus: took place\n"))
    front = "when: 2022-10-04\nstatus: took place\nformerly:\n  - reviews/2022-23/glenmore/\n"
    after = with_record(record(front), name="glenmore-and-glen")
    assert set(by_uid(taken(before)[ALL])) == set(by_uid(taken(after)[ALL]))


def test_what_an_entry_is_known_by_does_not_hang_on_where_the_site_stands(
    library: Library,
) -> None:
    there, nowhere = (dict(calendars(library, url)) for url in ("https://example.org/", ""))
    for address, data in there.items():
        assert [one["UID"] for one in events(data)] == [
            one["UID"] for one in events(nowhere[address])
        ]
        assert b"example.org/reviews" not in nowhere[address]


def test_every_run_of_a_review_is_read_back_as_it_is_recorded(
    library: Library, files: Files
) -> None:
    calendar = icalendar.Calendar.from_ical(files[ALL])
    read = {str(one["uid"]): one for one in calendar.walk("VEVENT")}
    day = datetime.timedelta(days=1)
    told = 0
    for review in library.reviews:
        for number, run in enumerate(review.when.ranges, start=1):
            names = [name for name in read if _is_of(name, review, number)]
            (event,) = (read[name] for name in names)
            assert event.decoded("dtstart") == run.first.first
            assert event.decoded("dtend") - day == run.last.last
            certain = review.when.precision is Precision.DAYS
            assert (event["transp"] == "OPAQUE") == (certain and review.status != "called off")
            assert (event["status"] == "CONFIRMED") == (certain and review.status == "took place")
            told += 1
    assert told == sum(len(review.when.ranges) for review in library.reviews)


def _is_of(uid: str, review: object, number: int) -> bool:
    from reviewlib.exports.collections import permanent_name
    from reviewlib.models import Review

    assert isinstance(review, Review)
    name = permanent_name(review).replace("/", "-")
    return uid.partition("@")[0] == (name if number == 1 else f"{name}--{number}")


def test_two_readers_find_the_same_in_every_calendar(files: Files) -> None:
    found = [data for address, data in files.items() if address.endswith("calendar.ics")]
    assert len(found) > 10
    for data in found:
        calendar = icalendar.Calendar.from_ical(data)
        assert calendar.errors == []
        theirs = [
            (str(one["uid"]), str(one["summary"]), str(one.get("description", "")))
            for one in calendar.walk("VEVENT")
        ]
        ours = [(one["UID"], one["SUMMARY"], one.get("DESCRIPTION", "")) for one in events(data)]
        assert theirs == ours


def test_an_entry_is_the_same_bytes_in_every_calendar(files: Files) -> None:
    whole = files[ALL]
    for address, data in files.items():
        if address.endswith("calendar.ics"):
            for part in data.split(b"BEGIN:VEVENT")[1:]:
                assert part.partition(b"END:VEVENT")[0] in whole


def test_no_entry_stands_twice_in_a_calendar(files: Files) -> None:
    for address, data in files.items():
        if address.endswith("calendar.ics"):
            counted = Counter(one["UID"] for one in events(data))
            assert not counted or max(counted.values()) == 1, address


def test_a_calendar_without_entries_holds_something_all_the_same(made_up: Library) -> None:
    empty = [data for _, data in calendars(made_up) if not events(data)]
    assert empty
    for data in empty:
        assert icalendar.Calendar.from_ical(data).subcomponents


def test_a_withdrawn_review_is_cancelled_and_nothing_more_is_told_of_it(made_up: Library) -> None:
    (gone,) = (one for one in made_up.every_review if one.id == "2023-24/port-edran")
    found = by_uid(taken(made_up)[ALL])["2023-24-port-edran"]
    assert gone.is_withdrawn
    assert found["STATUS"] == "CANCELLED"
    assert "DESCRIPTION" not in found
    assert "CATEGORIES" not in found


def test_reviews_of_unknown_date_have_no_entry(library: Library) -> None:
    unknown = [one for one in library.reviews if one.when.precision is Precision.UNKNOWN]
    assert unknown
    assert not any(list(runs_of(one)) for one in unknown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-10", "October 2022"),
        ("October 2022", "October 2022"),
        ("4 and 5 October 2022", "4 to 5 October 2022"),
        (
            "between 2022-10-04 and 2022-10-11",
            "some days between 4 October and 11 October 2022",
        ),
        ("2022-10-04, 2022-10-11 to 2022-10-12", "4, 11 and 12 October 2022"),
        ("4 October 2022; 11 October 2022", "4 and 11 October 2022"),
    ],
)  # fmt: skip
def test_a_former_date_is_read_as_it_is_written(text: str, words: str) -> None:
    found = read_when(text)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("text", ["planned", "five half days", "2022-13", "", "and", ", ,"])
def test_what_is_not_a_date_is_not_read_as_one(text: str) -> None:
    assert read_when(text) is None
