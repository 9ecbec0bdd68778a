"""What of a review belongs into a calendar: its runs of days, those it has and those it had.

takes: a review, its history among it
gives: Entry, one for each run, with the permanent number it has in the review
knows nothing of: iCalendar
"""

# A run keeps its number for life: whoever has "--2" in a calendar of their own must be told
# what became of it. So what `history` says a date was before is read like a date, and a run
# that there was and is no more stays, as cancelled.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.fields import Here, Precision, Run, When, WhenValue, rewrite_uk
from reviewlib.models import ChangeKind, Review
from reviewlib.source import Scalar, Sequence

__all__ = ["Entry", "entries", "read_when"]

_AND = re.compile(r"\s*(?:,|;|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One run of a review's days.

    Args:
        number: 1 for the first; never given to another run.
        run: from when to when, both included.
        precision: how precisely it is known; never `unknown`.
        state: "took place", "planned", "called off", "withdrawn", or "dropped" where the
            review no longer has this run.
    """

    number: int
    run: Run
    precision: Precision
    state: str

    @property
    def is_cancelled(self) -> bool:
        """Whether the visit will not be, or is no longer told of."""
        return self.state in {"called off", "withdrawn", "dropped"}


def read_when(text: str) -> WhenValue | None:
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
        found = When().read(Scalar(words, 1, 1), Here(""))
        if found:
            return found
    parts = [rewrite_uk(part) or part for part in _AND.split(text) if part]
    items = tuple(Scalar(part, 1, 1) for part in parts)
    return When().read(Sequence(items, 1, 1), Here("")) if len(items) > 1 else None


def _former(review: Review) -> Iterator[WhenValue]:
    """The dates a review had before, the latest first."""
    for change in reversed(review.history):
        found = (
            read_when(change.was)
            if change.change == ChangeKind.DATE_CHANGED and change.was
            else None
        )
        if found:
            yield found


def entries(review: Review) -> Iterator[Entry]:
    """Every run of a review that was ever published, in order of number."""
    state = "withdrawn" if review.is_withdrawn else review.status
    now = review.when
    for number, run in enumerate(now.runs, start=1):
        yield Entry(number, run, now.precision, state)
    gone = "withdrawn" if review.is_withdrawn else "dropped"
    told = len(now.runs)
    for was in _former(review):
        # Of the versions that had a run of this number the latest tells when it was last.
        for number, run in enumerate(was.runs[told:], start=told + 1):
            yield Entry(number, run, was.precision, gone)
        told = max(told, len(was.runs))
