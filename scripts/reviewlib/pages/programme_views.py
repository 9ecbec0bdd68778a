"""The views of the pages on which the programme's own records stand beside words written by hand.

takes: nothing
gives: the view classes
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.pages.parts import LinkView, SectionView
from reviewlib.pages.views import Fact, Group, HandView

__all__ = [
    "AimView",
    "DevelopmentView",
    "GlossaryView",
    "HostingView",
    "PracticumView",
    "PracticumsView",
    "ProgressView",
    "QuestionsView",
    "RunRow",
    "StatementView",
    "StatementsView",
    "StepView",
    "Strand",
    "YearOfProgress",
]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of hosting a review."""

    name: str
    what: str
    who: str
    documents: tuple[LinkView, ...]
    note: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """How one review was run.

    Args:
        hosts: who hosted it.
        review: its page, labelled with when it was.
        days: how many days, counted from the dates; "" where the days are not known.
        mode: online, in person, blended or "".
        more: the part of its record that tells how it was run, or None.
    """

    hosts: tuple[LinkView, ...]
    review: LinkView
    days: str
    mode: str
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class HostingView:
    """Hosting a review: the steps, how others ran theirs, what they asked, who looked before.

    Args:
        page: the words written by hand.
        steps: the steps in order.
        runs: reviews of which it is recorded how they were run.
        questions: past focus questions by theme.
        before: for each theme the reviews on it; a contact page after a host that has one.
    """

    page: HandView
    steps: tuple[StepView, ...]
    runs: tuple[RunRow, ...]
    questions: tuple[Group, ...]
    before: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """What was asked of the programme, what it did, what was to come next."""

    area: str
    anchor: str
    asked: str
    done: str
    next: str


@dataclass(frozen=True, slots=True)
class YearOfProgress:
    """The developments of one programme year."""

    year: LinkView
    anchor: str
    developments: tuple[DevelopmentView, ...]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What the programme was asked, did and planned next, by year and area."""

    page: HandView
    years: tuple[YearOfProgress, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """What someone said, by their role."""

    role: str
    says: str


@dataclass(frozen=True, slots=True)
class Strand:
    """The statements under one heading of the source."""

    heading: str
    anchor: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """What people said of the programme, by strand and role; `roles` counts them by role."""

    page: HandView
    total: str
    strands: tuple[Strand, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AimView:
    """An aim of a practicum.

    Args:
        what: what each team is to reach.
        share: the share of the teams and what it comes to: "66% of 6 teams: 4 needed".
        by: by when, or "".
        result: how many got there, or "" where no results are published.
    """

    what: str
    share: str
    by: str
    result: str


@dataclass(frozen=True, slots=True)
class PracticumView:
    """A local improvement project; `teams` are empty where no results are published."""

    title: str
    anchor: str
    facts: tuple[Fact, ...]
    aims: tuple[AimView, ...]
    teams: tuple[Fact, ...]
    sections: tuple[SectionView, ...]
    sources: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class PracticumsView:
    """Work that is near to the programme and not part of it."""

    page: HandView
    practicums: tuple[PracticumView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Abbreviations and what they stand for."""

    page: HandView
    terms: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """Every focus question, by theme; and by authority as a list of links."""

    statement: str
    groups: tuple[Group, ...]
    hosts: tuple[LinkView, ...]
