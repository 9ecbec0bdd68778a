"""Records other than reviews: steps, developments, statements, practicums, assessments."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field
from decimal import Decimal

from reviewlib.models.ast import Section
from reviewlib.models.document import sources_field
from reviewlib.models.enums import Conformance, ShortfallKind
from reviewlib.schema import (
    Amount,
    Bool,
    Choice,
    DateValue,
    Day,
    List,
    Number,
    PartialDate,
    Place,
    Record,
    Slug,
    Term,
    Text,
    schema_field,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of hosting a review, in the order of the file."""

    name: str = schema_field(
        Text(80), "What is done, in a few words.", "Propose a topic", required=True
    )
    what: str = schema_field(
        Text(400), "What it means.", "It comes out of self-evaluation.", required=True
    )
    who: str = schema_field(Text(160), "Who acts.", "the host", required=True)
    lanes: tuple[str, ...] = schema_field(
        List(Text(40)),
        "Who acts, as in the drawing of the steps: the lanes in which the step stands.",
        "\n  - Host",
        default=(),
    )
    documents: tuple[str, ...] = schema_field(
        List(Term("documents")),
        "The documents that help with it.",
        "\n  - guidance-2022",
        default=(),
    )
    note: str | None = schema_field(
        Text(300),
        "A word on the documents, or on where else to look.",
        "The outline in the guidance.",
    )
    sources: tuple[str, ...] = sources_field("Where the step is described.", required=True)
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """Something the programme was asked to do, what it did, and what came next."""

    id: str = schema_field(Slug(), "Its permanent name.", "guidance", required=True)
    area: str = schema_field(Text(120), "What it is about.", "Guidance", required=True)
    year: str = schema_field(
        Term("years"), "The programme year in which it was asked.", "2022-23", required=True
    )
    asked: str = schema_field(Text(600), "What was asked.", "Share the guidance.", required=True)
    done: str | None = schema_field(Text(600), "What was done about it.", "It was shared widely.")
    next: str | None = schema_field(Text(600), "What was to come next.", "Apply it strictly.")
    sources: tuple[str, ...] = sources_field("Where it is reported.", required=True)
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What someone who took part said, without a name, in our words."""

    strand: str = schema_field(
        Text(80), "Under which heading the source has it.", "On single reviews", required=True
    )
    role: str = schema_field(Text(120), "What the speaker was.", "Head of Service", required=True)
    says: str = schema_field(
        Text(600), "What was said, in our words.", "Found it worth the time.", required=True
    )
    sources: tuple[str, ...] = sources_field("Where it is printed.", required=True)
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A measurable aim of a practicum: a share of its teams that is to get somewhere."""

    what: str = schema_field(
        Text(300), "What each team is to reach.", "Reaches its own aim", required=True
    )
    share: int = schema_field(
        Number(1, 100), "The share of the teams, in per cent.", "66", required=True
    )
    score: Decimal | None = schema_field(
        Amount(), "The score to reach; without it, the team's own aim counts.", "3.5"
    )
    by: str | None = schema_field(Text(80), "By when, as the source says.", "June 2019")
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def needed(self, teams: int) -> int:
        """How many whole teams make the share: 66 % of 6 teams is 3.96, so 4."""
        return math.ceil(Decimal(self.share) * teams / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of a practicum, where its results are published."""

    name: str = schema_field(Text(120), "Its name.", "Reading in the Glen", required=True)
    score: Decimal | None = schema_field(Amount(), "The score it reached.", "3.5")
    reached: bool | None = schema_field(Bool(), "Whether it reached its own aim.", "yes")
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practicum:
    """A local improvement project with measured aims. Its id is its file's name."""

    title: str = schema_field(Text(120), "Its title.", "Improvement practicums", required=True)
    authorities: tuple[str, ...] = schema_field(
        List(Term("authorities")), "Who ran it.", "\n  - Glenmore", required=True
    )
    start: DateValue | None = schema_field(
        PartialDate(), "When it began, or was to begin.", "2018-10"
    )
    end: DateValue | None = schema_field(PartialDate(), "When it ended, or was to end.", "2019-06")
    teams_count: int = schema_field(Number(1, 500), "How many teams it has.", "6", required=True)
    aims: tuple[Aim, ...] = schema_field(
        List(Record(Aim)),
        "Its measurable aims.",
        "\n  - what: Reaches its own aim\n    share: 66",
        required=True,
    )
    teams: tuple[Team, ...] = schema_field(
        List(Record(Team)),
        "Its teams, where their results are published.",
        "\n  - name: Reading in the Glen\n    score: 3.5\n    reached: yes",
        default=(),
    )
    sources: tuple[str, ...] = schema_field(
        List(Term("documents")),
        "Where its facts come from.",
        "\n  - practicum-2018",
        required=True,
    )
    id: str = ""
    sections: tuple[Section, ...] = ()
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def met(self, aim: Aim) -> int | None:
        """How many teams got where the aim wants them; None where results are not published."""
        if aim.score is not None:
            scores = [team.score for team in self.teams if team.score is not None]
            return sum(score >= aim.score for score in scores) if scores else None
        reached = [team.reached for team in self.teams if team.reached is not None]
        return sum(reached) if reached else None


# ---------- accessibility assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something on the site that not everyone can use."""

    what: str = schema_field(
        Text(400),
        "What it is, and whom it hinders.",
        "Drawings of the coverage have no words of their own.",
        required=True,
    )
    kind: ShortfallKind = schema_field(
        Choice(ShortfallKind),
        "Which part of the statement it belongs to.",
        "does not meet it",
        required=True,
    )
    criterion: str | None = schema_field(
        Text(120), "The success criterion it fails.", "1.1.1 Non-text Content"
    )
    plan: str | None = schema_field(
        Text(300), "What will be done, and by when; or why nothing is.", "Mended by June 2024."
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment of the site, signed by the one who made it. The latest one counts."""

    date: datetime.date = schema_field(Day(), "When it was finished.", "2024-02-14", required=True)
    by: str = schema_field(
        Text(160), "Who made it and signs for it.", "The access group of Glenmore", required=True
    )
    result: Conformance = schema_field(
        Choice(Conformance),
        "How far the site meets WCAG 2.2, level AA.",
        "meets it in part",
        required=True,
    )
    method: str = schema_field(
        Text(600),
        "How it was made: by what means, with which programs.",
        "By keyboard and with a screen reader.",
        required=True,
    )
    covered: str = schema_field(
        Text(400), "Which pages were looked at.", "One page of each kind.", required=True
    )
    shortfalls: tuple[Shortfall, ...] = schema_field(
        List(Record(Shortfall)),
        "What not everyone can use.",
        "\n  - what: Drawings have no words of their own.\n    kind: does not meet it",
        default=(),
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def is_old(self, today: datetime.date) -> bool:
        """Whether it was made more than twelve months ago.

        >>> made = datetime.date(2024, 2, 29)
        >>> one = Assessment(date=made, by="", result=Conformance.FULL, method="", covered="")
        >>> one.is_old(datetime.date(2025, 2, 28)), one.is_old(datetime.date(2025, 3, 1))
        (False, True)
        """
        return (today.year, today.month, today.day) > (
            self.date.year + 1,
            self.date.month,
            self.date.day,
        )
