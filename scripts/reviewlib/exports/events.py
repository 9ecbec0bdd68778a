"""The events of a review in calendars: its runs of days, those it has and those it had.

A run keeps its number for life: whoever has "--2" in a calendar of their own must be told what
became of it. So what `history` says a date was before is read like a date, and a run that there
was and is no more stays, as cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reviewlib.frontmatter import Scalar, Sequence
from reviewlib.models import ChangeKind, Review, Status
from reviewlib.schema import (
    DateRange,
    Precision,
    ReadContext,
    VisitDates,
    VisitDatesValue,
    rewrite_uk,
)

_AND = re.compile(r"\s*(?:,|;|\band\b)\s*")


class EventState(StrEnum):
    """What a calendar is to say of a run; `DROPPED` where the review no longer has it."""

    TOOK_PLACE = Status.TOOK_PLACE.value
    PLANNED = Status.PLANNED.value
    CALLED_OFF = Status.CALLED_OFF.value
    WITHDRAWN = ChangeKind.WITHDRAWN.value
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Event:
    """One run of a review's days."""

    number: int  # 1 for the first; never given to another run
    run: DateRange  # from when to when, both included
    precision: Precision  # how precisely it is known; never `unknown`
    state: EventState  # what became of it

    @property
    def is_cancelled(self) -> bool:
        """Whether the visit will not be, or is no longer told of."""
        return self.state not in {EventState.TOOK_PLACE, EventState.PLANNED}


def read_when(text: str) -> VisitDatesValue | None:
    """A date as a record gives it, or as a sentence does; None where it is neither.

    >>> read_when("2023-05-16 to 2023-05-18").words
    '16 to 18 May 2023'
    >>> read_when("16 to 18 May 2023").words
    '16 to 18 May 2023'
    >>> read_when("2023-03-01, 2023-03-08 to 2023-03-09").words
    '1, 8 and 9 March 2023'
    >>> read_when("five half days") is None
    True
    """
    for words in filter(None, (text, rewrite_uk(text))):
        found = VisitDates().read(Scalar(words, 1, 1), ReadContext(""))
        if found:
            return found
    parts = [rewrite_uk(part) or part for part in _AND.split(text) if part]
    items = tuple(Scalar(part, 1, 1) for part in parts)
    return VisitDates().read(Sequence(items, 1, 1), ReadContext("")) if len(items) > 1 else None


def when_in_words(text: str) -> str:
    """A date that stood in a record before, as the rest of the library says dates."""
    read = read_when(text)
    return (read.words if read else "") or text


def _former(review: Review) -> Iterator[VisitDatesValue]:
    """The dates a review had before, the latest first."""
    moves = (one for one in reversed(review.history) if one.change == ChangeKind.DATE_CHANGED)
    found = (read_when(change.was) for change in moves if change.was)
    return (when for when in found if when)


def events(review: Review) -> Iterator[Event]:
    """Every run of a review that was ever published, in order of number."""
    withdrawn = EventState.WITHDRAWN if review.is_withdrawn else None
    state = withdrawn or EventState(review.status)
    now = review.when
    for number, run in enumerate(now.ranges, start=1):
        yield Event(number, run, now.precision, state)
    gone = withdrawn or EventState.DROPPED
    told = len(now.ranges)
    for was in _former(review):
        # Of the versions that had a run of this number the latest tells when it was last.
        for number, run in enumerate(was.ranges[told:], start=told + 1):
            yield Event(number, run, was.precision, gone)
        told = max(told, len(was.ranges))
