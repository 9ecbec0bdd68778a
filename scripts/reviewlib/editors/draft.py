"""The beginning of a record, drafted from a report."""

# Nothing is made up and nothing is dropped. What is not sure has a line "# please check" above
# it. The report's words are in quotation marks or as a quotation, since they are not ours:
# the next check then finds each of them on its page, or says so.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviewlib.frontmatter import as_value
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import SECTION_KINDS, UNNAMED, Authority
from reviewlib.pdf.dates import find_dates
from reviewlib.pdf.model import Block, PageText, PdfResult
from reviewlib.pdf.words import normalize_text
from reviewlib.schema import file_name, rewrite_uk
from reviewlib.text import normalize_label

_CHECK = "# please check"
_FINDINGS = {kind.id for kind in SECTION_KINDS if kind.has_findings}
_NUMBERING = re.compile(r"^(?:\d{1,2}|[a-zA-Z])[.)]\s+")
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_LONGEST_LEAD = 220
_FRONT = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to finish.

    Args:
        year: the programme year, "" where none fits.
        slug: the name of the record's file, without ".md".
        text: the record.
        language: "gaelic" or "" for the name of the PDF.
        kind: what the report calls itself: "summary" or "report".
        first_year: the year of the visit, or "".
    """

    year: str
    slug: str
    text: str
    language: str
    kind: str
    first_year: str

    @property
    def file(self) -> str:
        """The name the PDF should have in reports/."""
        parts = (self.slug, self.first_year or self.year, self.kind, self.language)
        return file_name(*filter(None, parts)) + ".pdf"


@dataclass(slots=True)
class _Front:
    """What the header says, and whether it is sure."""

    hosts: list[Authority]
    sure_of_hosts: bool
    when: str
    sure_of_when: bool
    year: str


def _names(authority: Authority) -> tuple[str, ...]:
    given = (authority.label, authority.council, authority.gaelic or "", *authority.aliases)
    return tuple(normalize_label(name) for name in given if len(name) > 3)


def _named(text: str, authorities: Iterable[Authority]) -> list[tuple[int, int, Authority]]:
    """The authorities a text names: how often, and where first, in the order of how often."""
    folded = normalize_label(text)
    found = []
    for authority in authorities:
        places = [
            match.start()
            for name in _names(authority)
            for match in re.finditer(rf"\b{re.escape(name)}\b", folded)
        ]
        if places:
            found.append((-len(set(places)), min(places), authority))
    return sorted(found, key=lambda one: one[:2])


def _hosts(result: PdfResult, vocabulary: Vocabulary) -> tuple[list[Authority], bool]:
    """Who hosted, and whether that is plain: the title names them, or one is named most."""
    title = result.facts.title if result.facts else ""
    first = result.pages[0].blocks if result.pages else ()
    heads = " ".join(block.text for block in first if block.kind == "heading")
    for text in (title, heads):
        named = _named(text, vocabulary.authorities)
        if named:
            return [one[2] for one in sorted(named, key=lambda one: one[1])], True
    whole = "\n".join(page.text for page in result.pages)
    named = _named(whole, vocabulary.authorities)
    return ([named[0][2]] if named else []), False


def _when(result: PdfResult) -> tuple[str, bool]:
    """When the visit was, in the form records take."""
    for pages in (result.pages[:_FRONT], result.pages):
        found = find_dates(" ".join(page.text.replace("\n", " ") for page in pages))
        if found:
            return found[0], len(found) == 1
    return "unknown", False


def _year(when: str, vocabulary: Vocabulary) -> str:
    match = re.search(r"\d{4}-\d{2}", when)
    for year in vocabulary.years:
        if match and year.first.iso[:7] <= match[0] <= year.last.iso[:7]:
            return year.id
    return ""


def _header(front: _Front, result: PdfResult, title: str, kind: str, file: str) -> Iterator[str]:
    facts = result.facts
    yield "---"
    if not front.sure_of_hosts or not front.hosts:
        yield _CHECK
    yield "authorities:"
    for host in front.hosts:
        yield f"  - {as_value(host.label)}"
    if not front.sure_of_when:
        yield _CHECK
    yield f"when: {front.when}"
    yield _CHECK
    yield "status: took place"
    yield "reports:"
    yield f"  - title: {as_value(title)}"
    yield f"    kind: {kind}"
    if facts and facts.language.startswith("gd"):
        yield "    language: Gaelic"
    yield f"    file: {file}"
    if facts:
        yield f"    pages: {facts.pages}"
    yield f"    {_CHECK}: a file may be published only with a licence or a permission"
    yield "    rights: linked only"


def _escaped(text: str) -> str:
    """Words that mean themselves in Markdown, whatever signs are in them."""
    text = _SIGNS.sub(r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])(?=\s|$|-)", r"\\\1", text))


@dataclass(slots=True)
class _Body:
    """Writes the text of a record, block by block."""

    vocabulary: Vocabulary
    out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kind: str = ""
    bulleted: bool = False
    edges: dict[str, None] = field(default_factory=dict)

    def page(self, page: PageText) -> None:
        for edge in page.edges:
            self.edges.setdefault(re.sub(r"\d+", "…", edge))
        if not page.has_text:
            self.notes.append(
                f"Please check: page {page.number} of the report has no text to read."
            )
        label = page.label if page.label.isdigit() else str(page.number)
        for block in page.blocks:
            self.block(block, label)

    def block(self, block: Block, label: str) -> None:
        if block.kind == "heading":
            self.heading(block)
        elif block.kind == "bullet":
            self.bullet(block, label)
        elif kind := self.lead(block.text):
            self.begin(kind, self.label(kind))
            self.prose(block.text)
        elif self.kind in _FINDINGS and not self.bulleted and not block.text.endswith(":"):
            self.bullet(Block("bullet", block.text, 1), label)
            self.notes.append(
                f"Please check: on page {label}, a point of this record has no bullet in the "
                f"report: “{_escaped(block.text[:80])}”."
            )
        else:
            self.prose(block.text)

    def label(self, kind: str) -> str:
        return next(one.label for one in self.vocabulary.headings if one.id == kind)

    def begin(self, kind: str, heading: str, level: int = 2) -> None:
        self.kind, self.bulleted = kind, False
        self.gap()
        self.out.append(f"{'#' * level} {heading}")

    def heading(self, block: Block) -> None:
        text = _NUMBERING.sub("", block.text).rstrip(".: ")
        kind = self.vocabulary.choices["headings"].find(text) or ""
        if kind:
            self.begin(kind, text)
        elif block.level < 3:
            self.begin("", _escaped(block.text))
        else:  # what divides a section belongs to it
            self.begin(self.kind, _escaped(block.text), 3)

    def lead(self, text: str) -> str:
        """The kind of findings that a sentence leads up to, such as "… these strengths:"."""
        if len(text) > _LONGEST_LEAD or not text.rstrip().endswith(":"):
            return ""
        folded = normalize_label(text)
        named = [
            (len(words), one.id)
            for one in self.vocabulary.headings
            if one.id in _FINDINGS
            for words in map(normalize_label, (one.label, *one.variants))
            if re.search(rf"\b{re.escape(words)}\b", folded)
        ]
        return max(named)[1] if named else ""

    def gap(self) -> None:
        if self.out and self.out[-1]:
            self.out.append("")

    def prose(self, text: str) -> None:
        self.gap()
        self.out.append(f"> {_escaped(text)}")

    def bullet(self, block: Block, label: str) -> None:
        under = block.level > 1 and self.bulleted
        if not self.bulleted or (self.out and not self.out[-1].lstrip().startswith("- ")):
            self.gap()
        self.bulleted = True
        words = f"“{_escaped(block.text)}”"
        page = f" (p. {label})" if self.kind in _FINDINGS and not under else ""
        self.out.append(f"{'    ' if under else ''}- {words}{page}")

    def close(self) -> None:
        for edge in self.edges:
            self.notes.append(
                f"Left out, since it stands at the edge of pages: “{_escaped(edge)}”."
            )
        if self.notes:
            self.begin("notes", self.label("notes"))
            self.gap()
            self.out += [f"- {note}" for note in self.notes]


def _same(one: str, other: str) -> bool:
    return normalize_text(one) == normalize_text(other)


def draft_record(result: PdfResult, vocabulary: Vocabulary, today: str) -> Draft:
    """Begin a record.

    Args:
        result: what was read from the report.
        vocabulary: the authorities, years and headings to look for.
        today: the day on which the record is added, as in 2026-11-21.
    """
    hosts, sure = _hosts(result, vocabulary)
    when, sure_of_when = _when(result)
    year = _year(when, vocabulary)
    front = _Front(hosts, sure, when, sure_of_when and bool(year), year)
    heads = (
        [one.text for one in result.pages[0].blocks if one.kind == "heading"]
        if result.pages
        else []
    )
    title = (result.facts.title if result.facts else "") or (heads[0] if heads else "Report")
    kind = "summary" if "summary" in normalize_label(title + " ".join(heads)) else "report"
    slug = file_name(" ".join(host.label for host in hosts)) or UNNAMED[1]
    gaelic = bool(result.facts and result.facts.language.startswith("gd"))
    first_year = when[:4] if rewrite_uk(when) or when[:4].isdigit() else _first_year(when)
    draft = Draft(year, slug, "", "gaelic" if gaelic else "", kind, first_year)
    body = _Body(vocabulary)
    for page in result.pages:
        body.page(page)
    body.close()
    rows = [*_header(front, result, title, kind, draft.file), "history:", f"  - date: {today}",
            "    change: added", "---", "", *body.out]  # fmt: skip
    text = "\n".join(rows).rstrip() + "\n"
    return Draft(year, slug, text, draft.language, kind, first_year)


def _first_year(when: str) -> str:
    match = re.search(r"\d{4}", when)
    return match[0] if match else ""
