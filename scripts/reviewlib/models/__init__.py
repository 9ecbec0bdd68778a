"""The records, and the only list of their fields, with the help text of each.

takes: nothing
gives: frozen dataclasses; `FILE_KINDS`, which kind of file holds which of them
knows nothing of: where values come from, pages
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.models.ast import Block, Finding, Node, Section, Update, links_in
from reviewlib.models.enums import (
    ChangeKind,
    DateBasis,
    DocumentKind,
    Language,
    Mode,
    ReportKind,
    ReportState,
    SectionKind,
    ShortfallKind,
    Status,
)
from reviewlib.models.programme import (
    Aim,
    Assessment,
    Development,
    Document,
    HeldFile,
    Page,
    Practicum,
    Shortfall,
    Statement,
    Step,
    ThemeIntro,
)
from reviewlib.models.review import UNNAMED, Change, Report, Review
from reviewlib.models.vocabulary import (
    Authority,
    Heading,
    Programme,
    Region,
    Stage,
    Synonym,
    Theme,
    Year,
)

__all__ = [
    "FILE_KINDS",
    "SECTION_KINDS",
    "UNNAMED",
    "Aim",
    "Assessment",
    "Authority",
    "Block",
    "Change",
    "ChangeKind",
    "DateBasis",
    "Development",
    "Document",
    "DocumentKind",
    "Finding",
    "Heading",
    "HeldFile",
    "Language",
    "Mode",
    "Node",
    "Page",
    "Practicum",
    "Programme",
    "Region",
    "Report",
    "ReportKind",
    "ReportState",
    "Review",
    "Section",
    "SectionKind",
    "Shortfall",
    "ShortfallKind",
    "Stage",
    "Statement",
    "Status",
    "Step",
    "Synonym",
    "Theme",
    "ThemeIntro",
    "Update",
    "Year",
    "links_in",
]

SECTION_KINDS = tuple(SectionKind)
"""The sections of a review that mean something to the library."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file in content/."""

    pattern: str  # where it stands, as editors see it
    model: type  # what it holds
    many: bool  # whether the file is a list of them
    what: str  # a sentence for docs/records.md


FILE_KINDS = (
    FileKind("content/reviews/<year>/<slug>.md", Review, False, "One review."),
    FileKind("content/themes/<id>.md", ThemeIntro, False, "An introduction to a theme."),
    FileKind(
        "content/documents/<id>.md",
        Document,
        False,
        "A document or web page of or about the programme.",
    ),
    FileKind("content/practicums/<id>.md", Practicum, False, "A local improvement project."),
    FileKind("content/programme/steps.yml", Step, True, "The steps of hosting a review."),
    FileKind(
        "content/programme/progress.yml",
        Development,
        True,
        "What the programme was asked, and did.",
    ),
    FileKind("content/programme/statements.yml", Statement, True, "What people said of it."),
    FileKind(
        "content/programme/accessibility.yml",
        Assessment,
        True,
        "The assessments of the site's accessibility.",
    ),
    FileKind("content/<folder>/<name>.md", Page, False, "A page written by hand."),
    FileKind(
        "content/programme.yml", Programme, False, "The programme, and who keeps the library."
    ),
    FileKind("content/vocabulary/themes.yml", Theme, True, "The themes; no others exist."),
    FileKind("content/vocabulary/authorities.yml", Authority, True, "The authorities."),
    FileKind("content/vocabulary/regions.yml", Region, True, "The regions, if there are any."),
    FileKind("content/vocabulary/years.yml", Year, True, "The programme years."),
    FileKind("content/vocabulary/stages.yml", Stage, True, "The stages of education."),
    FileKind("content/vocabulary/headings.yml", Heading, True, "The headings with a meaning."),
    FileKind("content/vocabulary/synonyms.yml", Synonym, True, "Abbreviations; the glossary."),
)
