"""What is new: reports published, records added, dates changed and corrections, from `history`."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.exports import when_in_words
from reviewlib.library import Library, urls
from reviewlib.models import Change, ChangeKind, Review
from reviewlib.pages.components import Group
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import DateValue

News = Group[tuple[LinkView, str]]
"""Changes of one kind on one day: what was done, and the day as its note. Each review, in date
order, with what stood there before and why it was changed, or ""."""


@dataclass(frozen=True, slots=True)
class NewView:
    """What is new."""

    news: tuple[News, ...]  # the changes, the latest first


# In the order in which a day's changes are told.
_WORDS = {
    ChangeKind.REPORT_PUBLISHED: ("Report published", "reports published"),
    ChangeKind.ADDED: ("Record added", "records added"),
    ChangeKind.DATE_CHANGED: ("Date changed", "dates changed"),
    ChangeKind.CORRECTED: ("Record corrected", "records corrected"),
    ChangeKind.WITHDRAWN: ("Record withdrawn", "records withdrawn"),
}
_ORDER = list(_WORDS)


def _changes(library: Library) -> Iterator[tuple[datetime.date, ChangeKind, Review, Change]]:
    """Of a withdrawn record, only that it was withdrawn."""
    for review in library.every_review:
        for change in review.history:
            if not review.is_withdrawn or change.change == ChangeKind.WITHDRAWN:
                yield change.date, change.change, review, change


def _text(change: Change) -> str:
    was = change.was or ""
    if change.change == ChangeKind.DATE_CHANGED:
        was = when_in_words(was)
    return " ".join(filter(None, [f"It said: {was}." if was else "", change.why]))


def _entry(library: Library, review: Review, change: Change) -> tuple[LinkView, str]:
    when = wording.when_short(library, review)
    return dataclasses.replace(wording.review_link(library, review), note=when), _text(change)


def news(library: Library) -> tuple[News, ...]:
    """What was done to records, by day and kind, the latest first."""
    found = sorted(_changes(library), key=lambda one: (-one[0].toordinal(), _ORDER.index(one[1])))
    groups = []
    for (day, kind), group in itertools.groupby(found, key=lambda one: one[:2]):
        entries = tuple(_entry(library, review, change) for _, _, review, change in group)
        one, many = _WORDS[kind]
        what = one if len(entries) == 1 else f"{len(entries)} {many}"
        anchor = f"{day.isoformat()}-{kind.replace(' ', '-')}"
        groups.append(Group(what, anchor, entries, DateValue.of(day).words))
    return tuple(groups)


def new_page(context: Context) -> OutputPage:
    """The page of what is new."""
    description = "Reports published, records added, dates changed and corrections, newest first."
    return made_page(urls.NEW, NewView(news(context.library)), description)
