"""The vocabularies that editors own: what may be chosen from, and by which names."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from reviewlib.models.enums import Language, SearchEngine, SectionKind
from reviewlib.schema import (
    Bool,
    Choice,
    DateValue,
    Day,
    Email,
    Link,
    List,
    Number,
    PartialDate,
    Placed,
    Size,
    SizeValue,
    Slug,
    Term,
    Text,
    optional,
    required,
)

_LANGUAGE = Choice(tuple(one for one in Language if " and " not in one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Placed):
    """A theme by which reviews and findings are gathered."""

    id: str = required(Slug(), "Its permanent name, used in its address.", "inclusion")
    label: str = required(Text(80), "What readers see.", "Inclusion")
    aliases: tuple[str, ...] = optional(
        List(Text(80)), "Other names for it, that records may use.", "Inclusive practice"
    )
    parents: tuple[str, ...] = optional(
        List(Term("themes")), "Wider themes it belongs to.", "Wellbeing"
    )
    scope: str | None = optional(
        Text(600),
        "What the theme covers here, in a sentence or two.",
        "How schools include everyone.",
    )
    indicators: tuple[str, ...] = optional(
        List(Text(160)),
        "Quality indicators that help to find things.",
        "3.1 Ensuring wellbeing, equality and inclusion",
    )
    formerly: tuple[str, ...] = optional(
        List(Slug()), "Permanent names it had before.", "including-everyone"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Placed):
    """A regional improvement collaborative, as formed in 2017-18."""

    id: str = required(Slug(), "Its permanent name.", "north-coast")
    label: str = required(Text(120), "Its full name.", "North Coast Collaborative")
    short: str | None = optional(Text(60), "A short name.", "North Coast")
    aliases: tuple[str, ...] = optional(List(Text(120)), "Other names for it.", "The Coast")
    note: str | None = optional(Text(600), "What readers should know of it.", "Renamed in 2018.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Placed):
    """A local authority."""

    id: str = required(Slug(), "Its permanent name, used in its address.", "glenmore")
    label: str = required(Text(80), "The area's official name.", "Glenmore")
    council: str = required(Text(80), "The council's official name.", "Glenmore Council")
    language: Language = optional(
        _LANGUAGE, "The language of the area's official name.", "English", default=Language.ENGLISH
    )
    council_language: Language = optional(
        _LANGUAGE,
        "The language of the council's official name.",
        "English",
        default=Language.ENGLISH,
    )
    aliases: tuple[str, ...] = optional(
        List(Text(80)), "Other names in use, that records and searches may use.", "The Glen"
    )
    gaelic: str | None = optional(Text(80), "A Gaelic name, with its source.", "An Gleann Mòr")
    gaelic_source: str | None = optional(
        Link(), "Where the Gaelic name is published.", "https://example.org/names"
    )
    gss: str | None = optional(Text(9), "Its code in official statistics.", "S12000099")
    gss_former: str | None = optional(Text(9), "The code it had before.", "S12000098")
    iso: str | None = optional(Text(6), "Its code in ISO 3166-2.", "GB-GLM")
    region: str | None = optional(Term("regions"), "Its region.", "North Coast")
    column: int | None = optional(
        Number(1, 30), "Its column on the grid of authorities, from the left.", "3"
    )
    row: int | None = optional(
        Number(1, 30), "Its row on the grid of authorities, from the top.", "2"
    )
    contact: str | None = optional(
        Link(), "The council's own contact page.", "https://example.org/contact"
    )
    formerly: tuple[str, ...] = optional(List(Slug()), "Permanent names it had before.", "glenmoor")

    @property
    def lang(self) -> str:
        """The language of its name as an IETF tag (BCP 47)."""
        return "" if self.language == Language.ENGLISH else self.language.tag

    @property
    def council_lang(self) -> str:
        """The language of the council's name as an IETF tag (BCP 47)."""
        return "" if self.council_language == Language.ENGLISH else self.council_language.tag

    @property
    def in_gaelic(self) -> tuple[str, ...]:
        """Those of its names that are Gaelic."""
        names = (self.lang and self.label, self.council_lang and self.council, self.gaelic)
        return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Placed):
    """A programme year: the year under which the programme listed a review."""

    id: str = required(Text(40), "Its permanent name and the name of its folder.", "2022-23")
    label: str = required(Text(80), "What readers see.", "2022–23")
    first: DateValue = required(PartialDate(), "When it began.", "2022-08", name="from")
    last: DateValue = required(PartialDate(), "When it ended.", "2023-06", name="to")
    name: str | None = optional(Text(80), "What the programme calls it.", "second phase")
    reported_in: str | None = optional(
        Term("documents"), "The document that reports on it.", "progress-report-2023"
    )
    note: str | None = optional(
        Text(600), "What readers should know of it.", "It ran into the autumn."
    )

    @property
    def span(self) -> str:
        """Its months, formatted."""
        return f"{self.first.words} to {self.last.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Placed):
    """A stage of education."""

    id: str = required(Slug(), "Its permanent name.", "senior-phase")
    label: str = required(Text(80), "What readers see.", "Senior phase (S4 to S6)")
    aliases: tuple[str, ...] = optional(List(Text(80)), "Other names for it.", "S4 to S6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Placed):
    """A heading that records use for a recognised section."""

    id: SectionKind = required(Choice(SectionKind), "Which section it stands for.", "strengths")
    label: str = required(Text(80), "The heading as we write it.", "Strengths")
    variants: tuple[str, ...] = optional(
        List(Text(120)), "Other headings that mean the same.", "Key strengths"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym(Placed):
    """An abbreviation or other word for the same thing; shown as a glossary."""

    term: str = required(Text(80), "The abbreviation or word.", "ASN")
    means: str = required(Text(160), "What it stands for.", "additional support needs")
    note: str | None = optional(
        Text(300), "A word of explanation.", "Used of learners who need more help."
    )


# Not in an address, a name of a field or file, or code.
_HOST = re.compile(
    r"(?<![\w/`#-])(an? )?(?:local )?(authorit(?:y|ies)|councils?)(?![\w/`:-]|\.\w)", re.IGNORECASE
)


def with_hosts_called(text: str, member: str | None, members: str | None) -> str:
    """A text with another word for authority and council, if there is one.

    >>> with_hosts_called("Ask an authority. Councils report.", "fire service", "fire services")
    'Ask a fire service. Fire services report.'
    """

    def own(found: re.Match[str]) -> str:
        several = found[2].casefold() in ("authorities", "councils")
        word = (members or f"{member}s") if several else member or ""
        if found[1]:
            return f"{found[1][0]}{'n' if word[:1] in 'aeiou' else ''} {word}"
        return f"{word[:1].upper()}{word[1:]}" if found[0][0].isupper() else word

    return _HOST.sub(own, text) if member else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Placed):
    """The programme, and who keeps this library of it."""

    name: str = required(Text(120), "The programme's name.", "Peer Improvement")
    short: str | None = optional(Text(20), "Its abbreviation.", "PI")
    title: str = required(Text(120), "The library's title.", "Peer Improvement reports")
    summary: str = required(
        Text(300), "What the library is, in a sentence.", "Reports of peer reviews."
    )
    purpose: str | None = optional(
        Text(300),
        "What the programme does, in two sentences: the first that readers see.",
        "Peers visit a council for three days to help it improve. Nobody is graded.",
    )
    member: str | None = optional(
        Text(40), "What a host is called, where it is no authority or council.", "fire service"
    )
    members: str | None = optional(Text(40), "Several of them.", "fire services")
    region: str | None = optional(
        Text(80), "What a region is called.", "Regional collaborative, as formed in 2017-18"
    )
    indicators: str | None = optional(
        Text(120), "What the quality indicators of themes are from.", "How good is our school?"
    )
    publisher: str = required(Text(120), "Who keeps the library.", "A. Keeper")
    official: bool = required(Bool(), "Whether the programme itself keeps it.", "no")
    contact: str | None = optional(Email(), "Where readers write to.", "library@example.org")
    accessible_format: str | None = optional(
        Email(), "Where readers ask for a file in another format.", "library@example.org"
    )
    licence: str | None = optional(Text(160), "The licence of our own words and data.", "CC BY 4.0")
    licence_link: str | None = optional(
        Link(), "The licence's address.", "https://creativecommons.org/licenses/by/4.0/"
    )
    recorded_up_to: datetime.date = required(
        Day(), "The day up to which the sources tell of the programme.", "2024-03-08"
    )
    namespace: str = required(
        Text(80),
        "The name that calendar entries carry for life; never change it.",
        "reviews.example.org",
    )
    pdf_warn_size: SizeValue = optional(
        Size(),
        "A published PDF larger than this gets a warning; 10 MB if it is not given.",
        "10 MB",
        default=SizeValue("10 MB", 10_000),
    )
    pdf_refuse_size: SizeValue = optional(
        Size(),
        "A PDF larger than this is not published; 100 MB if it is not given.",
        "100 MB",
        default=SizeValue("100 MB", 100_000),
    )
    search_engine: SearchEngine = optional(
        Choice(SearchEngine),
        "What searches the library: lunr for a small one, pagefind for a large one; auto chooses.",
        "auto",
        default=SearchEngine.AUTO,
    )

    def fit(self, text: str) -> str:
        """Words of ours, not of a record, with the programme's own word for its hosts."""
        return with_hosts_called(text, self.member, self.members)
