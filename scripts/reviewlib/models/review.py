"""A review: the fields of its front matter, and what is read from its place and its text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewlib.models.ast import Finding, Section
from reviewlib.models.enums import ChangeKind, DateBasis, Mode, ReportKind, ReportState, Status
from reviewlib.models.programme import SOURCES, HeldFile
from reviewlib.schema import (
    Address,
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
    Precision,
    Record,
    Term,
    Text,
    VisitDates,
    VisitDatesValue,
    optional,
    required,
)

UNNAMED = ("name-of-the-authority", "please-name-the-host")
"""The names that a record's file has until somebody gives it one: begun by hand, from a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(HeldFile):
    """A report of a review: a file the library holds, or one listed elsewhere."""

    title: str = required(
        Text(), "The report's title as it is printed or listed.", "Glenmore Summary"
    )
    kind: ReportKind = optional(
        Choice(ReportKind),
        "What its publisher calls it. The programme uses report and summary side by side.",
        "summary",
        default=ReportKind.REPORT,
    )
    by: str | None = optional(
        Term("authorities"),
        "The host that wrote it, where several hosted.",
        "Glenmore",
        label="Written by",
    )
    published: DateValue | None = optional(
        PartialDate(), "When it was published, as far as known.", "2022-11"
    )
    version: str | None = optional(
        Text(80), "Which version it is, where there are several.", "corrected, March 2023"
    )
    listed: str | None = optional(
        Link(),
        "The page of its publisher that offers it.",
        "https://example.org/collaborative-improvement/",
        label="Page that offers it",
    )
    formerly: tuple[str, ...] = optional(
        List(PdfName()),
        "Names its PDF was published under before. Without a file, what was here was taken away.",
        "glenmore-summary.pdf",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """One line of a record's history: the only source of stamps, feeds and correction notes."""

    date: datetime.date = required(Day(), "When the record was changed.", "2026-11-21")
    change: ChangeKind = required(Choice(ChangeKind), "What kind of change it was.", "added")
    was: str | None = optional(Text(), "What was there before.", "March 2023")
    why: str | None = optional(
        Text(), "Why it was changed; readers see it.", "The visit was moved."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Placed):
    """One review of one or more authorities.

    Its id, `<year>/<slug>`, comes from where its file stands and never changes. Its sections
    come from its text. All else is front matter.
    """

    authorities: tuple[str, ...] = required(
        List(Term("authorities")),
        "Who hosted the review: one authority, or several together.",
        "Glenmore",
        label="Hosts",
    )
    when: VisitDatesValue = required(
        VisitDates(), "When the visit was, or is planned.", "2022-08-29 to 2022-08-30"
    )
    when_basis: DateBasis = optional(
        Choice(DateBasis),
        "Whether the date is that of the visit, or the planned one of a visit that took place.",
        "planned",
        default=DateBasis.STATED,
        label="The dates are",
    )
    status: Status = required(Choice(Status), "Of the visit, not of the report.", "took place")
    title: str | None = optional(
        Text(), "A title, where the hosts' names are not enough.", "Island hosts, second review"
    )
    themes: tuple[str, ...] = optional(
        List(Term("themes")), "What it was about, from our list.", "Inclusion"
    )
    theme_printed: str | None = optional(
        Text(120),
        "The theme as the programme printed it. Without it the page says that the library chose.",
        "Inclusion/ HWB",
        label="Theme as printed",
    )
    stages: tuple[str, ...] = optional(
        List(Term("stages")), "The stages it looked at.", "Senior phase"
    )
    mode: Mode | None = optional(
        Choice(Mode), "How the team met the host.", "in person", label="How the team met"
    )
    contributors: tuple[str, ...] = optional(
        List(Term("authorities")),
        "Other authorities that took part.",
        "Strathbeg",
        label="Other authorities that took part",
    )
    probably: tuple[str, ...] = optional(
        List(Term("authorities")),
        "Authorities that probably took part, as worked out from the sources. The notes say why.",
        "Port Edran",
        label="Probably took part",
    )
    leads: tuple[str, ...] = optional(
        List(Text(120)),
        "Who led it, as printed. Shown on the year's page and the calendar only.",
        "A. N. Officer",
        label="Led by",
    )
    reports: tuple[Report, ...] = optional(
        List(Record(Report)),
        "The reports of it, each with its own fields.",
        "title: Glenmore Summary\n    kind: summary\n    listed: https://example.org/ci/\n"
        "    rights: linked only",
    )
    terms: tuple[str, ...] = optional(
        List(Text(80)),
        "Short phrases of its sources, so that somebody who looks for one finds this record.",
        "user voice",
        label="Words people may search for",
    )
    sources: tuple[str, ...] = optional(
        SOURCES,
        "Where the facts in this record come from, by the name of a file in content/documents/.",
        "progress-report-2023",
    )
    history: tuple[Change, ...] = optional(
        List(Record(Change)),
        "What was done to this record, and when.",
        "date: 2026-11-21\n    change: added",
    )
    formerly: tuple[str, ...] = optional(
        List(Address()),
        "Addresses at which this review was published before.",
        "reviews/2022-23/glenmoor/",
    )
    pilot: bool = optional(
        Bool(),
        "Whether the programme calls it a pilot.",
        "yes",
        default=False,
        label="It was a pilot",
    )
    schema: int = optional(
        Number(1, 1), "The version of this form; only ever needed by `check --fix`.", "1", default=1
    )
    # What follows is not front matter.
    id: str = ""
    year: str = ""
    slug: str = ""
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = field(init=False, compare=False, repr=False)
    """Every finding, in the author's order."""

    def __post_init__(self) -> None:
        found = tuple(finding for section in self.sections for finding in section.findings)
        object.__setattr__(self, "findings", found)

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """The findings of one kind of section."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def sections_of(self, kind: str) -> Iterator[Section]:
        """The sections of one kind."""
        return (section for section in self.sections if section.kind == kind)

    @property
    def report_state(self) -> ReportState:
        """Where its reports are."""
        if any(report.file for report in self.reports):
            return ReportState.HERE
        return ReportState.LISTED_ELSEWHERE if self.reports else ReportState.NONE_RECORDED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record was withdrawn; its page is then a notice."""
        return any(change.change == ChangeKind.WITHDRAWN for change in self.history)

    @property
    def is_held(self) -> bool:
        """Whether it is recorded as held."""
        return self.status == Status.TOOK_PLACE

    @property
    def is_dated_as_planned(self) -> bool:
        """Whether it was held, and the date is the one it was planned for."""
        return self.is_held and bool(self.when.ranges) and self.when_basis == DateBasis.PLANNED

    @property
    def sort_key(self) -> tuple[datetime.date, str, str]:
        """Date order; a review of unknown date comes at its year's start."""
        unknown = self.when.precision is Precision.UNKNOWN
        first = datetime.date(int(self.year[:4] or 1), 1, 1) if unknown else self.when.first
        assert first is not None  # only an unknown date has none
        return (first, self.year, self.slug)
