"""Records other than reviews: documents, pages, steps, developments, statements and others."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from decimal import Decimal

from reviewlib.models.ast import Node, Section
from reviewlib.models.enums import Conformance, DocumentKind, Language, ShortfallKind
from reviewlib.schema import (
    Address,
    Amount,
    Bool,
    Choice,
    DateValue,
    Day,
    Link,
    List,
    Number,
    PartialDate,
    PdfName,
    Placed,
    Record,
    Rights,
    RightsValue,
    Size,
    SizeValue,
    Slug,
    Term,
    Text,
    optional,
    required,
)

SOURCES = List(Term("documents"))
"""The documents that a record was written from, or that belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile(Placed):
    """What is recorded of a file, whether the library holds it or its publisher alone."""

    title: str = required(Text(), "Its title as printed.", "Progress report")
    file: str | None = optional(
        PdfName(), "The PDF in reports/, where we may publish it.", "glenmore-2022-summary.pdf"
    )
    language: Language = optional(
        Choice(Language), "The language it is written in.", "English", default=Language.ENGLISH
    )
    size: SizeValue | None = optional(Size(), "Its size as its publisher prints it.", "162 KB")
    pages: int | None = optional(
        Number(1, 5000), "How many pages it has.", "12", label="Number of pages"
    )
    rights: RightsValue | None = optional(
        Rights(),
        "What we may do with it. A file here needs a licence or a permission.",
        "linked only",
    )
    allow: str | None = optional(
        Text(),
        "Why a PDF with active content may be published all the same.",
        "its form fields were checked on 3 May 2026",
    )
    cleaned: datetime.date | None = optional(
        Day(), "When the library took out of the PDF what acts or tells who wrote it.", "2026-11-22"
    )
    original: str | None = optional(
        Text(64),
        "The checksum (SHA-256) of the PDF as its publisher gave it. The command writes it.",
        "f" * 64,
    )
    address: str | None = optional(
        Link(),
        "Where the PDF itself was fetched from. The command writes it.",
        "https://example.org/files/glenmore-summary.pdf",
    )
    fetched: datetime.date | None = optional(
        Day(), "When the PDF was fetched from there. The command writes it.", "2026-11-22"
    )

    @property
    def lang(self) -> str:
        """The language as an IETF tag (BCP 47)."""
        return self.language.tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(HeldFile):
    """A published document or web page; every record names the ones it was written from.

    Its id is its file's name.
    """

    title: str = required(Text(), "Its title as printed.", "Progress report 2023")
    kind: DocumentKind = required(
        Choice(DocumentKind), "What kind of document it is.", "progress report"
    )
    publisher: str = required(Text(160), "Who published it.", "The programme's partners")
    short: str | None = optional(
        Text(80), "A short title for lists of sources.", "Progress report 2023"
    )
    date: DateValue | None = optional(PartialDate(), "When it was published.", "2023-08")
    date_note: str | None = optional(
        Text(300),
        "How the date is known, where it is not printed.",
        "Worked out from its text, which speaks of 2022 as past.",
    )
    updated: DateValue | None = optional(PartialDate(), "When it was last changed.", "2024-03-08")
    link: str | None = optional(Link(), "Its address.", "https://example.org/progress-2023")
    listed_on: str | None = optional(
        Term("documents"),
        "The page it is offered on, where it has no address of its own.",
        "programme-page-2024",
    )
    format: str | None = optional(Text(40), "Its format.", "PDF")
    edition: str | None = optional(Text(120), "Which edition it is.", "second, November 2022")
    replaces: str | None = optional(
        Term("documents"), "The earlier edition it replaces.", "guidance-2021"
    )
    authorities: tuple[str, ...] = optional(
        List(Term("authorities")), "The authorities it is about.", "Glenmore"
    )
    order: int = optional(Number(0, 999), "Its place in lists.", "1", default=999)
    read: bool = optional(
        Bool(), "Whether we have read its text, or only its listing.", "yes", default=False
    )
    related: bool = optional(
        Bool(), "Whether it is not of the programme itself.", "yes", default=False
    )
    formerly: tuple[str, ...] = optional(
        List(Slug()), "Names its file had before.", "progress-2023"
    )
    id: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def reports(self) -> tuple[Document, ...]:
        """Itself: where the files of records are looked at, a document is its own one report."""
        return (self,)

    @property
    def name(self) -> str:
        """The short title where there is one."""
        return self.short or self.title

    @property
    def sort_date(self) -> datetime.date:
        """For lists in date order; a document without a date comes last."""
        return self.date.first if self.date else datetime.date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Placed):
    """A page written by hand. Its address is its file's place in content/."""

    title: str = required(Text(120), "Its title.", "About the programme")
    summary: str | None = optional(
        Text(300), "What it tells, in a sentence, for lists and search engines.", "How it began."
    )
    order: int = optional(
        Number(0, 999), "Its place among the pages of its folder.", "1", default=999
    )
    sources: tuple[str, ...] = optional(
        SOURCES, "Where its facts come from.", "progress-report-2023"
    )
    formerly: tuple[str, ...] = optional(
        List(Address()), "Addresses it had before.", "about/old-name/"
    )
    address: str = ""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeIntro(Placed):
    """A theme's introduction, in themes/<id>.md. It may have no fields at all."""

    sources: tuple[str, ...] = optional(
        SOURCES, "Where its facts come from.", "progress-report-2023"
    )
    theme: str = ""
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Placed):
    """One step of hosting a review, in the order of the file."""

    name: str = required(Text(80), "What is done, in a few words.", "Propose a topic")
    what: str = required(Text(400), "What it means.", "It comes out of self-evaluation.")
    who: str = required(Text(160), "Who acts.", "the host")
    lanes: tuple[str, ...] = optional(
        List(Text(40)),
        "Who acts, as in the drawing of the steps: the lanes in which the step stands.",
        "Host",
    )
    documents: tuple[str, ...] = optional(
        SOURCES, "The documents that help with it.", "guidance-2022"
    )
    note: str | None = optional(
        Text(300),
        "A word on the documents, or on where else to look.",
        "The outline in the guidance.",
    )
    sources: tuple[str, ...] = required(
        SOURCES, "Where the step is described.", "progress-report-2023"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Development(Placed):
    """Something the programme was asked to do, what it did, and what came next."""

    id: str = required(Slug(), "Its permanent name.", "guidance")
    area: str = required(Text(120), "What it is about.", "Guidance")
    year: str = required(Term("years"), "The programme year in which it was asked.", "2022-23")
    asked: str = required(Text(600), "What was asked.", "Share the guidance.")
    done: str | None = optional(Text(600), "What was done about it.", "It was shared widely.")
    next: str | None = optional(Text(600), "What was to come next.", "Apply it strictly.")
    sources: tuple[str, ...] = required(SOURCES, "Where it is reported.", "progress-report-2023")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Placed):
    """What someone who took part said, without a name, in our words."""

    strand: str = required(Text(80), "Under which heading the source has it.", "On single reviews")
    role: str = required(Text(120), "What the speaker was.", "Head of Service")
    says: str = required(Text(600), "What was said, in our words.", "Found it worth the time.")
    sources: tuple[str, ...] = required(SOURCES, "Where it is printed.", "progress-report-2023")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim(Placed):
    """A measurable aim of a practicum: a share of its teams that is to get somewhere."""

    what: str = required(Text(300), "What each team is to reach.", "Reaches its own aim")
    share: int = required(Number(1, 100), "The share of the teams, in per cent.", "66")
    score: Decimal | None = optional(
        Amount(), "The score to reach; without it, the team's own aim counts.", "3.5"
    )
    by: str | None = optional(Text(80), "By when, as the source says.", "June 2019")

    def needed(self, teams: int) -> int:
        """How many whole teams make the share: 66 % of 6 teams is 3.96, so 4."""
        return math.ceil(Decimal(self.share) * teams / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Placed):
    """A team of a practicum, where its results are published."""

    name: str = required(Text(120), "Its name.", "Reading in the Glen")
    score: Decimal | None = optional(Amount(), "The score it reached.", "3.5")
    reached: bool | None = optional(Bool(), "Whether it reached its own aim.", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Practicum(Placed):
    """A local improvement project with measured aims. Its id is its file's name."""

    title: str = required(Text(120), "Its title.", "Improvement practicums")
    authorities: tuple[str, ...] = required(List(Term("authorities")), "Who ran it.", "Glenmore")
    start: DateValue | None = optional(PartialDate(), "When it began, or was to begin.", "2018-10")
    end: DateValue | None = optional(PartialDate(), "When it ended, or was to end.", "2019-06")
    teams_count: int = required(Number(1, 500), "How many teams it has.", "6")
    aims: tuple[Aim, ...] = required(
        List(Record(Aim)), "Its measurable aims.", "what: Reaches its own aim\n    share: 66"
    )
    teams: tuple[Team, ...] = optional(
        List(Record(Team)),
        "Its teams, where their results are published.",
        "name: Reading in the Glen\n    score: 3.5\n    reached: yes",
    )
    sources: tuple[str, ...] = required(SOURCES, "Where its facts come from.", "practicum-2018")
    id: str = ""
    sections: tuple[Section, ...] = ()

    def met(self, aim: Aim) -> int | None:
        """How many teams got where the aim wants them; None where results are not published."""
        if aim.score is not None:
            scores = [team.score for team in self.teams if team.score is not None]
            return sum(score >= aim.score for score in scores) if scores else None
        reached = [team.reached for team in self.teams if team.reached is not None]
        return sum(reached) if reached else None


# ---------- accessibility assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall(Placed):
    """Something on the site that not everyone can use."""

    what: str = required(
        Text(400),
        "What it is, and whom it hinders.",
        "Drawings of the coverage have no words of their own.",
    )
    kind: ShortfallKind = required(
        Choice(ShortfallKind), "Which part of the statement it belongs to.", "does not meet it"
    )
    criterion: str | None = optional(
        Text(120), "The success criterion it fails.", "1.1.1 Non-text Content"
    )
    plan: str | None = optional(
        Text(300), "What will be done, and by when; or why nothing is.", "Mended by June 2024."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Placed):
    """One assessment of the site, signed by the one who made it. The latest one counts."""

    date: datetime.date = required(Day(), "When it was finished.", "2024-02-14")
    by: str = required(Text(160), "Who made it and signs for it.", "The access group of Glenmore")
    result: Conformance = required(
        Choice(Conformance), "How far the site meets WCAG 2.2, level AA.", "meets it in part"
    )
    method: str = required(
        Text(600),
        "How it was made: by what means, with which programs.",
        "By keyboard and with a screen reader.",
    )
    covered: str = required(Text(400), "Which pages were looked at.", "One page of each kind.")
    shortfalls: tuple[Shortfall, ...] = optional(
        List(Record(Shortfall)),
        "What not everyone can use.",
        "what: Drawings have no words of their own.\n    kind: does not meet it",
    )

    def is_old(self, today: datetime.date) -> bool:
        """Whether it was made more than twelve months ago.

        >>> made = datetime.date(2024, 2, 29)
        >>> one = Assessment(date=made, by="", result=Conformance.FULL, method="", covered="")
        >>> one.is_old(datetime.date(2025, 2, 28)), one.is_old(datetime.date(2025, 3, 1))
        (False, True)
        """
        made = self.date
        return (today.year, today.month, today.day) > (made.year + 1, made.month, made.day)
