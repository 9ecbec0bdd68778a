"""What stands beside the reviews: steps, developments, statements, practicums."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal

from reviewlib.fields import (
    Amount,
    DateValue,
    Flag,
    Group,
    Listed,
    Number,
    PartialDate,
    Place,
    Slug,
    Term,
    Text,
    entry,
)
from reviewlib.models.tree import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of hosting a review, in the order of the file."""

    name: str = entry(Text(80), "What is done, in a few words.", "Propose a topic", required=True)
    what: str = entry(
        Text(400), "What it means.", "It comes out of self-evaluation.", required=True
    )
    who: str = entry(Text(160), "Who acts.", "the host", required=True)
    documents: tuple[str, ...] = entry(
        Listed(Term("documents")),
        "The documents that help with it.",
        "\n  - guidance-2022",
        default=(),
    )
    note: str | None = entry(
        Text(300),
        "A word on the documents, or on where else to look.",
        "The outline in the guidance.",
    )
    sources: tuple[str, ...] = entry(
        Listed(Term("documents")),
        "Where the step is described.",
        "\n  - progress-report-2023",
        required=True,
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """Something the programme was asked to do, what it did, and what came next."""

    id: str = entry(Slug(), "Its permanent name.", "guidance", required=True)
    area: str = entry(Text(120), "What it is about.", "Guidance", required=True)
    year: str = entry(
        Term("years"), "The programme year in which it was asked.", "2022-23", required=True
    )
    asked: str = entry(Text(600), "What was asked.", "Share the guidance.", required=True)
    done: str | None = entry(Text(600), "What was done about it.", "It was shared widely.")
    next: str | None = entry(Text(600), "What was to come next.", "Apply it strictly.")
    sources: tuple[str, ...] = entry(
        Listed(Term("documents")),
        "Where it is reported.",
        "\n  - progress-report-2023",
        required=True,
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What someone who took part said, without a name, in our words."""

    strand: str = entry(
        Text(80), "Under which heading the source has it.", "On single reviews", required=True
    )
    role: str = entry(Text(120), "What the speaker was.", "Head of Service", required=True)
    says: str = entry(
        Text(600), "What was said, in our words.", "Found it worth the time.", required=True
    )
    sources: tuple[str, ...] = entry(
        Listed(Term("documents")),
        "Where it is printed.",
        "\n  - progress-report-2023",
        required=True,
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A measurable aim of a practicum: a share of its teams that is to get somewhere."""

    what: str = entry(
        Text(300), "What each team is to reach.", "Reaches its own aim", required=True
    )
    share: int = entry(Number(1, 100), "The share of the teams, in per cent.", "66", required=True)
    score: Decimal | None = entry(
        Amount(), "The score to reach; without it, the team's own aim counts.", "3.5"
    )
    by: str | None = entry(Text(80), "By when, as the source says.", "June 2019")
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def needed(self, teams: int) -> int:
        """How many whole teams make the share: 66 % of 6 teams is 3.96, so 4."""
        return math.ceil(Decimal(self.share) * teams / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of a practicum, where its results are published."""

    name: str = entry(Text(120), "Its name.", "Reading in the Glen", required=True)
    score: Decimal | None = entry(Amount(), "The score it reached.", "3.5")
    reached: bool | None = entry(Flag(), "Whether it reached its own aim.", "yes")
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practicum:
    """A local improvement project with measured aims. Its id is its file's name."""

    title: str = entry(Text(120), "Its title.", "Improvement practicums", required=True)
    authorities: tuple[str, ...] = entry(
        Listed(Term("authorities")), "Who ran it.", "\n  - Glenmore", required=True
    )
    start: DateValue | None = entry(PartialDate(), "When it began, or was to begin.", "2018-10")
    end: DateValue | None = entry(PartialDate(), "When it ended, or was to end.", "2019-06")
    teams_count: int = entry(Number(1, 500), "How many teams it has.", "6", required=True)
    aims: tuple[Aim, ...] = entry(
        Listed(Group(Aim)),
        "Its measurable aims.",
        "\n  - what: Reaches its own aim\n    share: 66",
        required=True,
    )
    teams: tuple[Team, ...] = entry(
        Listed(Group(Team)),
        "Its teams, where their results are published.",
        "\n  - name: Reading in the Glen\n    score: 3.5\n    reached: yes",
        default=(),
    )
    sources: tuple[str, ...] = entry(
        Listed(Term("documents")),
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
