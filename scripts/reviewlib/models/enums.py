"""The fixed words that records may use, one list of each: forms, checks, tables and pages read it.

Each member is the very word that an editor writes and a table holds.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What became of a review's visit."""

    PLANNED = "planned"
    TOOK_PLACE = "took place"
    CALLED_OFF = "called off"


class DateBasis(StrEnum):
    """What a date is known from."""

    STATED = "stated"
    PLANNED = "planned"


class Mode(StrEnum):
    """How the team met the host."""

    ONLINE = "online"
    IN_PERSON = "in person"
    BLENDED = "blended"


class ReportKind(StrEnum):
    """What its publisher calls a report."""

    REPORT = "report"
    SUMMARY = "summary"
    FULL_REPORT = "full report"
    APPENDIX = "appendix"


class ReportState(StrEnum):
    """Where the reports of a review are; worked out, never written."""

    HERE = "here"
    LISTED_ELSEWHERE = "listed elsewhere"
    NONE_RECORDED = "none recorded"


class ChangeKind(StrEnum):
    """What was done to a record."""

    ADDED = "added"
    DATE_CHANGED = "date changed"
    REPORT_PUBLISHED = "report published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Language(StrEnum):
    """The language of a report, or of a name."""

    ENGLISH = "English"
    GAELIC = "Gaelic"
    BOTH = "English and Gaelic"
    IRISH = "Irish"
    SCOTS = "Scots"
    WELSH = "Welsh"
    ENGLISH_AND_WELSH = "English and Welsh"

    @property
    def tag(self) -> str:
        """The language as an IETF tag (BCP 47); of two, the first."""
        tags = {"Gaelic": "gd", "Irish": "ga", "Scots": "sco", "Welsh": "cy"}
        return tags.get(self, "en-GB")


class DocumentKind(StrEnum):
    """What kind of document it is."""

    PROGRESS_REPORT = "progress report"
    GUIDANCE = "guidance"
    TOOL = "tool"
    SLIDES = "slides"
    WEB_PAGE = "web page"
    REVIEW_REPORT = "review report"
    COUNCIL_PAGE = "council page"
    PAPER = "paper"


class Conformance(StrEnum):
    """How far the site meets WCAG 2.2, level AA."""

    FULL = "meets it"
    PARTIAL = "meets it in part"
    NONE = "does not meet it"


class ShortfallKind(StrEnum):
    """Which part of an accessibility statement a shortfall belongs to."""

    NON_COMPLIANT = "does not meet it"
    DISPROPORTIONATE_BURDEN = "disproportionate burden"
    OUT_OF_SCOPE = "outside the regulations"


class SearchEngine(StrEnum):
    """What searches the library."""

    AUTO = "auto"
    LUNR = "lunr"
    PAGEFIND = "pagefind"


class SectionKind(StrEnum):
    """A heading the library recognises, whatever words a record uses for it. Its words are data.

    Args:
        value: its name in `content/vocabulary/headings.yml`.
        anchor: the first word of its findings' addresses.
        has_findings: whether its bullets are findings.
    """

    anchor: str
    has_findings: bool

    def __new__(cls, value: str, anchor: str, has_findings: bool) -> SectionKind:
        """A member with its attributes, as `enum` documents it."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.anchor, kind.has_findings = anchor, has_findings
        return kind

    FOCUS = "focus", "question", True
    TOPICS = "topics", "topic", True
    WHY = "why", "why", False
    HOW = "how", "how", False
    STRENGTHS = "strengths", "strength", True
    AREAS = "areas", "area", True
    LEARNING = "learning", "learning", True
    PLANS = "plans", "plan", True
    NEXT_STEPS = "next-steps", "next-step", True
    NOTES = "notes", "note", False

    @property
    def id(self) -> str:
        """Its name in `content/vocabulary/headings.yml`."""
        return self.value
