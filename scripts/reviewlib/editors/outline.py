"""A report's text as sections of known kinds, each with its points and their pages."""

# Headings are recognised by the words of the vocabulary; where one of them ends is told by its
# level. Everything that is in no recognised section is kept, in order, in sections without a kind.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import SECTION_KINDS, Authority
from reviewlib.pdf.model import PageText
from reviewlib.text import normalize_label

FINDINGS = frozenset(kind.id for kind in SECTION_KINDS if kind.has_findings)

_NUMBERING = re.compile(
    r"^(?:(?:section|part)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z])[.):]?\s+(?=\S)", re.I
)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEADER = re.compile(r"(?:\s*[.…·_]){3,}\s*(?:\d{1,3}|[ivxlc]{1,6})$")
_ENDS_IN_NUMBER = re.compile(r"\s\d{1,3}$")
_CONTENTS = {"contents", "table of contents", "contents page", "clar-innse", "clar innse"}
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘'])")
_NUMBERED = re.compile(
    r"^(?P<mark>(?:recommendation|action(?: point)?|point|moladh)\s+\d{1,2}|R\d{1,2})\s*"
    r"[.:)–—-]*\s*(?P<rest>.*)$",
    re.I,
)
_LIST_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_LONGEST_LEAD = 250
_LONGEST_HEADING = 14  # words
_DEEP = 9  # the level of a heading that has no type of its own
# Words beside the name of a section that change nothing of what it is.
_SMALL = """
a agreed all an and area areas as at authority by council during emerging finding findings following
for found from general identified in is key local main noted observed of on our overall overview
peer report review reviewers s seen some suggested summary team that the these they this to visit
was we were what which with within aig airson an ann anns den do na nan san
"""
_NEUTRAL = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph or point and where it begins."""

    kind: str  # "heading", "paragraph", "row", "point" or "detail" (a point below a point)
    text: str  # its words
    page: str  # the number printed on its page
    number: int  # the number of its page, counted from 1
    level: int = 0  # of a heading
    sign: bool = True  # whether a point has a bullet or a number in the report
    whole: str = ""  # all that the report has there, where a point is only the chief part of it


@dataclass(slots=True)
class Part:
    """A section."""

    kind: str  # the id of a `SectionKind`, or ""
    heading: Passage | None  # the heading in the report, or ""
    level: int  # of its heading
    area: str = ""  # the heading above it, where each of several areas has its own sections; or ""
    passages: list[Passage] = field(default_factory=list)  # what it holds, in order


@dataclass(frozen=True, slots=True)
class Outline:
    """A report by its sections."""

    parts: tuple[Part, ...]  # the sections, in the order of the report
    contents: tuple[Passage, ...]  # the entries of its table of contents
    edges: tuple[str, ...]  # the running heads and feet, each once
    silent: tuple[int, ...]  # the pages without text

    def points(self) -> Iterator[tuple[Part, Passage]]:
        """Every point of a section that has findings."""
        for part in self.parts:
            for passage in part.passages:
                if part.kind in FINDINGS and passage.kind == "point":
                    yield part, passage


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(normalize_label(text).replace("'s", " s"))


class HostNames:
    """The names of authorities; the longest name at a place in a text counts alone.

    East Renfrewshire is not Renfrewshire, though the one name stands within the other.
    """

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self.ids = {
            normalize_label(name): one.id
            for one in authorities
            for name in (one.label, one.council, one.gaelic or "", *one.aliases)
            if len(name) > 3
        }
        longest = sorted(map(re.escape, self.ids), key=lambda name: (-len(name), name))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest) or '(?!)'})(?!\w)")

    def named_in(self, text: str) -> Iterator[str]:
        """The authority that each name in a text stands for, by id."""
        return (self.ids[found[0]] for found in self.pattern.finditer(normalize_label(text)))


class Headings:
    """Which section a heading begins, and which one a sentence leads up to."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        phrases = {
            tuple(_tokens(words)): one.id
            for one in vocabulary.headings
            for words in (one.label, *one.variants)
        }
        self.phrases = dict(sorted(phrases.items(), key=lambda one: -len(one[0])))
        self.hosts = HostNames(vocabulary.authorities).pattern

    def _named_in(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """The sections that some words name, longer names first: the name's length and place."""
        for phrase, kind in self.phrases.items():
            for at in range(len(tokens) - len(phrase) + 1):
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    yield len(phrase), at, kind

    def kind(self, text: str) -> str:
        """The section that a heading begins, or "".

        The words may be numbered, and have the host's name or words that mean little beside them.
        """
        tokens = _tokens(self.hosts.sub(" ", normalize_label(_NUMBERING.sub("", text))))
        if not tokens or len(tokens) > _LONGEST_HEADING:
            return ""
        return next(
            (
                kind
                for length, at, kind in self._named_in(tokens)
                if _NEUTRAL.issuperset(tokens[:at] + tokens[at + length :])
            ),
            "",
        )

    def lead(self, text: str) -> str:
        """The section with findings that the last sentence of a paragraph leads up to, or ""."""
        last = SENTENCE.split(text.rstrip())[-1]
        if not last.endswith(":") or len(last) > _LONGEST_LEAD:
            return ""
        named = (one for one in self._named_in(_tokens(last)) if one[2] in FINDINGS)
        return max(named, default=(0, 0, ""))[2]

    def run_in(self, text: str) -> tuple[str, str]:
        """A heading at the beginning of its paragraph, as in "Focus: how …", and what follows."""
        head, sign, rest = text.partition(":")
        if sign and rest.strip() and len(head) < 60 and self.kind(head) in FINDINGS:
            return head, rest.strip()
        return "", text


# ---------- from pages to passages


def _label(page: PageText) -> str:
    return page.label or str(page.number)


def _whole(pages: Sequence[PageText]) -> Iterator[Passage]:
    """Every block; one that goes on from the page before is made whole."""
    last: Passage | None = None
    for page in pages:
        for block in page.blocks:
            if last is not None and block.continues:
                last = replace(last, text=f"{last.text} {block.text}")
                continue
            if last is not None:
                yield last
            kind = block.kind
            if kind == "bullet":
                kind = "point" if block.level < 2 else "detail"
            last = Passage(kind, block.text, _label(page), page.number, block.level)
    if last is not None:
        yield last


def _without_contents(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The passages, and apart from them the entries of a table of contents."""
    kept: list[Passage] = []
    contents: list[Passage] = []
    within = 0
    for one in passages:
        if normalize_label(one.text).rstrip(":. ") in _CONTENTS and one.kind != "point":
            within = one.number
            contents.append(one)
        elif _LEADER.search(one.text) or (
            within == one.number and _ENDS_IN_NUMBER.search(one.text)
        ):
            contents.append(one)
        else:
            kept.append(one)
    return kept, contents


def _with_headings(passages: Iterable[Passage], headings: Headings) -> Iterator[Passage]:
    """Lines that have the words of a heading and not its type are headings too."""
    for one in passages:
        if one.kind == "paragraph":
            head, rest = headings.run_in(one.text)
            if headings.kind(one.text) and not one.text.endswith((".", "?")):
                yield replace(one, kind="heading", level=_DEEP)
                continue
            if head:
                yield replace(one, kind="heading", text=head, level=_DEEP)
                yield replace(one, kind="paragraph", text=rest)
                continue
        yield one


# ---------- from passages to sections


def _parts(passages: Iterable[Passage], headings: Headings) -> list[Part]:
    parts = [Part("", None, 0)]
    for one in passages:
        part = parts[-1]
        if one.kind == "heading":
            kind = headings.kind(one.text)
            # A heading of a lower level divides its section; one of the same level ends it.
            if kind or not part.kind or one.level <= part.level or part.level == _DEEP:
                parts.append(Part(kind, one, one.level))
            else:
                part.passages.append(one)
        elif one.kind == "paragraph" and (kind := headings.lead(one.text)) and kind != part.kind:
            parts.append(Part(kind, None, part.level or _DEEP))
            parts[-1].passages.append(one)
        else:
            part.passages.append(one)
    return [part for part in parts if part.heading or part.passages]


def _mark_areas(parts: Sequence[Part]) -> None:
    """Where a kind of section comes again under several headings, those are areas."""
    above: dict[int, str] = {}
    under: list[tuple[Part, str]] = []
    for part in parts:
        if part.heading is not None:
            above = {level: text for level, text in above.items() if level < part.level}
        if part.kind:
            under.append((part, above[max(above)] if above else ""))
        elif part.heading is not None and not part.passages:
            above[part.level] = part.heading.text
    seen = [(part.kind, area) for part, area in under if area]
    repeated = {kind for kind, _ in seen if len({a for k, a in seen if k == kind}) > 1}
    areas = {area for kind, area in seen if kind in repeated}
    for part, area in under:
        part.area = area if area in areas else ""


# ---------- from what a section holds to its points


def _numbered(passages: Sequence[Passage]) -> list[Passage]:
    """Recommendations that are written as numbered paragraphs, made points."""
    found: list[Passage] = []
    mark = ""
    for one in passages:
        match = _NUMBERED.match(one.text) if one.kind in ("paragraph", "heading", "point") else None
        if match and (match["rest"] or one.kind != "point"):
            mark = "" if match["rest"] else one.text
            if match["rest"]:
                found.append(replace(one, kind="point", text=match["rest"], whole=one.text))
        elif mark and one.kind == "paragraph":
            found.append(replace(one, kind="point", whole=f"{mark} {one.text}"))
            mark = ""
        else:
            found.append(one)
    return found


def _from_tables(passages: Sequence[Passage], headings: Headings) -> Iterator[Passage]:
    """The rows of tables made points: of each the cell that says what is to be done."""
    for is_table, group in itertools.groupby(passages, key=lambda one: one.kind == "row"):
        rows = list(group)
        if not is_table:
            yield from rows
            continue
        table = [[cell.strip() for cell in one.text.split("|")] for one in rows]
        first = table[0]
        named = [at for at, cell in enumerate(first) if headings.kind(cell) in FINDINGS]
        is_head = bool(named) or all(len(cell.split()) < 4 for cell in first)
        body = table[1:] if is_head and len(table) > 1 else table
        wide = max(map(len, body))
        size = [sum(len(row[at]) for row in body if at < len(row)) for at in range(wide)]
        column = named[0] if named and named[0] < wide else size.index(max(size))
        for one, cells in zip(rows, table, strict=True):
            if is_head and cells is first and len(table) > 1:
                yield replace(one, kind="paragraph", text=f"{one.text}:")
            elif column < len(cells) and cells[column]:
                yield replace(one, kind="point", text=cells[column], whole=one.text)
            else:
                yield replace(one, kind="paragraph")


def tidy(text: str) -> str:
    """A point without its number and without the comma or "and" that joins it to the next.

    >>> tidy("a) Learners chair it; and")
    'Learners chair it'
    """
    text = _LIST_NUMBER.sub("", text)
    return re.sub(r"(?:[,;]\s*(?:and|or|agus)?|\s+(?:and|agus))$", "", text).rstrip()


def _points(part: Part, headings: Headings) -> None:
    """Which passages of a section are its points."""
    if part.kind not in FINDINGS:
        return
    passages = list(_from_tables(_numbered(part.passages), headings))
    signed = any(one.kind == "point" for one in passages)
    found: list[Passage] = []
    begun, led = False, False
    for one in passages:
        if one.kind == "paragraph":
            asks = part.kind == "focus" and one.text.endswith("?")
            alone = not signed and not one.text.endswith(":")
            if asks or alone or (led and not begun):
                found.append(replace(one, kind="point", sign=False))
                led = False
                continue
            led = one.text.endswith(":")
        begun = begun or one.kind == "point"
        found.append(one)
    part.passages = [
        replace(one, text=tidy(one.text)) if one.kind in ("point", "detail") else one
        for one in found
    ]


def outline(pages: Sequence[PageText], vocabulary: Vocabulary) -> Outline:
    """Read a report's text as sections."""
    headings = Headings(vocabulary)
    passages, contents = _without_contents(list(_whole(pages)))
    parts = _parts(_with_headings(passages, headings), headings)
    _mark_areas(parts)
    for part in parts:
        _points(part, headings)
    edges = dict.fromkeys(re.sub(r"\d+", "…", edge) for page in pages for edge in page.edges)
    silent = tuple(page.number for page in pages if not page.has_text)
    return Outline(tuple(parts), tuple(contents), tuple(edges), silent)
