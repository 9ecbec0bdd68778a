"""The vocabularies that editors own: what may be chosen from, and by which names."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

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
    Place,
    Size,
    SizeValue,
    Slug,
    Term,
    Text,
    schema_field,
)

_LANGUAGE = Choice(tuple(one for one in Language if " and " not in one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme by which reviews and findings are gathered."""

    id: str = schema_field(
        Slug(), "Its permanent name, used in its address.", "inclusion", required=True
    )
    label: str = schema_field(Text(80), "What readers see.", "Inclusion", required=True)
    aliases: tuple[str, ...] = schema_field(
        List(Text(80)),
        "Other names for it, that records may use.",
        "\n  - Inclusive practice",
        default=(),
    )
    parents: tuple[str, ...] = schema_field(
        List(Term("themes")), "Wider themes it belongs to.", "\n  - Wellbeing", default=()
    )
    scope: str | None = schema_field(
        Text(600),
        "What the theme covers here, in a sentence or two.",
        "How schools include everyone.",
    )
    indicators: tuple[str, ...] = schema_field(
        List(Text(160)),
        "Quality indicators that help to find things.",
        "\n  - 3.1 Ensuring wellbeing, equality and inclusion",
        default=(),
    )
    formerly: tuple[str, ...] = schema_field(
        List(Slug()), "Permanent names it had before.", "\n  - including-everyone", default=()
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A regional improvement collaborative, as formed in 2017-18."""

    id: str = schema_field(Slug(), "Its permanent name.", "north-coast", required=True)
    label: str = schema_field(
        Text(120), "Its full name.", "North Coast Collaborative", required=True
    )
    short: str | None = schema_field(Text(60), "A short name.", "North Coast")
    aliases: tuple[str, ...] = schema_field(
        List(Text(120)), "Other names for it.", "\n  - The Coast", default=()
    )
    note: str | None = schema_field(
        Text(600), "What readers should know of it.", "Renamed in 2018."
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A local authority."""

    id: str = schema_field(
        Slug(), "Its permanent name, used in its address.", "glenmore", required=True
    )
    label: str = schema_field(Text(80), "The area's official name.", "Glenmore", required=True)
    council: str = schema_field(
        Text(80), "The council's official name.", "Glenmore Council", required=True
    )
    language: Language = schema_field(
        _LANGUAGE, "The language of the area's official name.", "English", default=Language.ENGLISH
    )
    council_language: Language = schema_field(
        _LANGUAGE,
        "The language of the council's official name.",
        "English",
        default=Language.ENGLISH,
    )
    aliases: tuple[str, ...] = schema_field(
        List(Text(80)),
        "Other names in use, that records and searches may use.",
        "\n  - The Glen",
        default=(),
    )
    gaelic: str | None = schema_field(Text(80), "A Gaelic name, with its source.", "An Gleann Mòr")
    gaelic_source: str | None = schema_field(
        Link(), "Where the Gaelic name is published.", "https://example.org/names"
    )
    gss: str | None = schema_field(Text(9), "Its code in official statistics.", "S12000099")
    gss_former: str | None = schema_field(Text(9), "The code it had before.", "S12000098")
    iso: str | None = schema_field(Text(6), "Its code in ISO 3166-2.", "GB-GLM")
    region: str | None = schema_field(Term("regions"), "Its region.", "North Coast")
    column: int | None = schema_field(
        Number(1, 30), "Its column on the grid of authorities, from the left.", "3"
    )
    row: int | None = schema_field(
        Number(1, 30), "Its row on the grid of authorities, from the top.", "2"
    )
    contact: str | None = schema_field(
        Link(), "The council's own contact page.", "https://example.org/contact"
    )
    formerly: tuple[str, ...] = schema_field(
        List(Slug()), "Permanent names it had before.", "\n  - glenmoor", default=()
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

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
class Year:
    """A programme year: the year under which the programme listed a review."""

    id: str = schema_field(
        Text(40), "Its permanent name and the name of its folder.", "2022-23", required=True
    )
    label: str = schema_field(Text(80), "What readers see.", "2022–23", required=True)
    first: DateValue = schema_field(
        PartialDate(), "When it began.", "2022-08", required=True, name="from"
    )
    last: DateValue = schema_field(
        PartialDate(), "When it ended.", "2023-06", required=True, name="to"
    )
    name: str | None = schema_field(Text(80), "What the programme calls it.", "second phase")
    reported_in: str | None = schema_field(
        Term("documents"), "The document that reports on it.", "progress-report-2023"
    )
    note: str | None = schema_field(
        Text(600), "What readers should know of it.", "It ran into the autumn."
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    @property
    def span(self) -> str:
        """Its months, formatted."""
        return f"{self.first.words} to {self.last.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of education."""

    id: str = schema_field(Slug(), "Its permanent name.", "senior-phase", required=True)
    label: str = schema_field(
        Text(80), "What readers see.", "Senior phase (S4 to S6)", required=True
    )
    aliases: tuple[str, ...] = schema_field(
        List(Text(80)), "Other names for it.", "\n  - S4 to S6", default=()
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that records use for a recognised section."""

    id: SectionKind = schema_field(
        Choice(SectionKind),
        "Which section it stands for.",
        "strengths",
        required=True,
    )
    label: str = schema_field(Text(80), "The heading as we write it.", "Strengths", required=True)
    variants: tuple[str, ...] = schema_field(
        List(Text(120)), "Other headings that mean the same.", "\n  - Key strengths", default=()
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """An abbreviation or other word for the same thing; shown as a glossary."""

    term: str = schema_field(Text(80), "The abbreviation or word.", "ASN", required=True)
    means: str = schema_field(
        Text(160), "What it stands for.", "additional support needs", required=True
    )
    note: str | None = schema_field(
        Text(300), "A word of explanation.", "Used of learners who need more help."
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)


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
class Programme:
    """The programme, and who keeps this library of it."""

    name: str = schema_field(Text(120), "The programme's name.", "Peer Improvement", required=True)
    short: str | None = schema_field(Text(20), "Its abbreviation.", "PI")
    title: str = schema_field(
        Text(120), "The library's title.", "Peer Improvement reports", required=True
    )
    summary: str = schema_field(
        Text(300), "What the library is, in a sentence.", "Reports of peer reviews.", required=True
    )
    purpose: str | None = schema_field(
        Text(300),
        "What the programme does, in two sentences: the first that readers see.",
        "Peers visit a council for three days to help it improve. Nobody is graded.",
    )
    member: str | None = schema_field(
        Text(40), "What a host is called, where it is no authority or council.", "fire service"
    )
    members: str | None = schema_field(Text(40), "Several of them.", "fire services")
    region: str | None = schema_field(
        Text(80), "What a region is called.", "Regional collaborative, as formed in 2017-18"
    )
    indicators: str | None = schema_field(
        Text(120), "What the quality indicators of themes are from.", "How good is our school?"
    )
    publisher: str = schema_field(Text(120), "Who keeps the library.", "A. Keeper", required=True)
    official: bool = schema_field(
        Bool(), "Whether the programme itself keeps it.", "no", required=True
    )
    contact: str | None = schema_field(Email(), "Where readers write to.", "library@example.org")
    accessible_format: str | None = schema_field(
        Email(), "Where readers ask for a file in another format.", "library@example.org"
    )
    licence: str | None = schema_field(
        Text(160), "The licence of our own words and data.", "CC BY 4.0"
    )
    licence_link: str | None = schema_field(
        Link(), "The licence's address.", "https://creativecommons.org/licenses/by/4.0/"
    )
    recorded_up_to: datetime.date = schema_field(
        Day(), "The day up to which the sources tell of the programme.", "2024-03-08", required=True
    )
    namespace: str = schema_field(
        Text(80),
        "The name that calendar entries carry for life; never change it.",
        "reviews.example.org",
        required=True,
    )
    pdf_warn_size: SizeValue = schema_field(
        Size(),
        "A published PDF larger than this gets a warning; 10 MB if it is not given.",
        "10 MB",
        default=SizeValue("10 MB", 10_000),
    )
    pdf_refuse_size: SizeValue = schema_field(
        Size(),
        "A PDF larger than this is not published; 100 MB if it is not given.",
        "100 MB",
        default=SizeValue("100 MB", 100_000),
    )
    search_engine: SearchEngine = schema_field(
        Choice(SearchEngine),
        "What searches the library: lunr for a small one, pagefind for a large one; auto chooses.",
        "auto",
        default=SearchEngine.AUTO,
    )
    place: Place = field(default=Place("", 0), compare=False, repr=False)

    def fit(self, text: str) -> str:
        """Words of ours, not of a record, with the programme's own word for its hosts."""
        return with_hosts_called(text, self.member, self.members)
