"""Which headings mean something, and which were probably meant to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import structs

from reviewlib.diagnostics import Applicability, Edit
from reviewlib.markdown.annotations import Attributes, take_attributes
from reviewlib.markdown.findings import Anchors, FindingReader
from reviewlib.markdown.html import plain
from reviewlib.markdown.lint import lint
from reviewlib.markdown.parse import TooDeepError, parse
from reviewlib.models import SECTION_KINDS, Block, Node, Section, SectionKind
from reviewlib.schema import Choices, ReadContext, slugify
from reviewlib.text import normalize_label, quoted, suggest

_KINDS = {kind.id: kind for kind in SECTION_KINDS}
_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[.):])\s+"
)
_NUMBER_AT_THE_END = re.compile(r"\s+\(?(?:\d{1,2}|[A-Z])\)?$")
# Decorations: signs and pictures around the words, remarks and footnote marks in brackets at the
# end, a subtitle, whose they are.
_LEADING = re.compile(r"^[^\w(\[]+")
_TRAILING = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[^\w)\]]+)$")
_SUBTITLE = re.compile(r"\s+[–—|/-]+\s+|\s*[:–—|]\s+")
_OWN = re.compile(r"^(?:our|the|their|its|your|some|all|overall|other|further)\s+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_ENDS = ".:–—- "
_LOWEST = 3  # below ###, a heading is one of the author's own
_LONGEST = 60  # a longer heading was not meant as one of ours

# Below these, an author's own headings ("Next stages") would be called mistakes. Variants are
# many and short, so a heading must be nearer to one of them.
_NEAR_LABEL, _NEAR_VARIANT = 0.82, 0.88


def _without_numbering(text: str) -> str:
    return _NUMBERING.sub("", text, count=1).rstrip(_ENDS)


def _without_decorations(text: str) -> Iterator[str]:
    """What a heading would be without this or that decoration, one after another.

    >>> list(_without_decorations("✔ Our strengths (p. 3) – what works"))[-1]
    'strengths'
    """
    while (bare := _TRAILING.sub("", _LEADING.sub("", text))) != text:
        yield bare
        text = bare
    first = _SUBTITLE.split(text, maxsplit=1)[0]
    if first != text:
        yield first
        yield from _without_decorations(first)
        return
    own = _OWN.sub("", text)
    if own != text:
        yield own
        yield from _without_decorations(own)


_MOST_GUESSES = 50  # in one file, at what a heading may have been meant for


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading as its author wrote it."""

    text: str
    level: int
    line: int
    attributes: Attributes | None  # what stood in curly brackets at its end

    def row(self, text: str, level: int) -> str:
        """The line to write for another text, with the anchor that it was given."""
        given = self.attributes.anchor if self.attributes else ""
        anchor = f" {{#{given}}}" if given else ""
        return f"{'#' * min(max(level, 2), _LOWEST)} {text}{anchor}"


class _Headings:
    """Recognises the headings of one text, and says which were probably meant as one of ours.

    Args:
        context: the file being read. No heading is recognised where it has no choices "headings".
    """

    def __init__(self, context: ReadContext) -> None:
        self._context = context
        self._choices = context.choices.get("headings", Choices("", "", (), {}))
        self._guesses = 0

    def kind_of(
        self, heading: _Heading, whole: SectionKind | None, *, over_bullets: bool
    ) -> tuple[SectionKind | None, bool]:
        """What a heading stands for. Over bullets more is recognised, lest findings be lost.

        Args:
            whole: the section that it divides, if any.

        Returns:
            The kind of section, or None for the author's own; and whether one of ours was
            probably meant all the same, which was then said.
        """
        kind = self._find(heading.text)
        if kind and heading.level > _LOWEST:
            self._report_too_low(heading)
            kind, is_meant = None, True
        elif kind or not over_bullets:
            is_meant = kind is None and self._is_misspelt(heading)
        else:
            kind = self._decorated(heading)
            is_meant = kind is None and (
                self._is_misspelt(heading) or self._contains_another(heading, whole)
            )
        self._guesses += kind is None
        return kind, is_meant

    def _find(self, text: str) -> SectionKind | None:
        found = self._choices.find(text.rstrip(_ENDS))
        found = found or self._choices.find(_without_numbering(text))
        return _KINDS[found] if found else None

    def _report_too_low(self, heading: _Heading) -> None:
        self._context.report(
            "near-miss-heading",
            f"the heading {quoted(heading.text)} is recognised with ## or ### before it, not with "
            f"{'#' * heading.level}.",
            at=heading.line,
            fix=Edit.lines(heading.line, [heading.row(heading.text, _LOWEST)]),
        )

    def _report_near(self, heading: _Heading, message: str, hint: str, meant: str) -> None:
        """Warn of a heading that is nearly a recognised one, with the line that has that one."""
        row = heading.row(meant, heading.level)
        fix = Edit.lines(heading.line, [row], applicability=Applicability.UNSAFE)
        self._context.report("near-miss-heading", message, at=heading.line, hint=hint, fix=fix)

    def _report_misspelt(self, heading: _Heading, text: str, near: str) -> None:
        message = (
            f"the heading {quoted(text)} is not one we recognise. Did you mean {quoted(near)}?"
        )
        self._report_near(heading, message, "Or leave it, if it is a heading of your own.", near)

    def _is_misspelt(self, heading: _Heading) -> bool:
        text = _without_numbering(heading.text)
        if self._guesses >= _MOST_GUESSES or len(text) > _LONGEST:
            return False
        near = None if _NUMBER_AT_THE_END.search(text) else self._near(text)
        if near:
            self._report_misspelt(heading, text, near)
        return near is not None

    def _near(self, text: str) -> str | None:
        """The heading that was probably meant, as it should be written."""
        labels = self._choices.labels
        for words, least in ((labels, _NEAR_LABEL), (tuple(self._choices.ids), _NEAR_VARIANT)):
            near = suggest(text, words)
            pair = normalize_label(near or ""), normalize_label(text)
            if near and difflib.SequenceMatcher(None, *pair).ratio() >= least:
                return near if near in labels else near.capitalize()
        return None

    def _decorated(self, heading: _Heading) -> SectionKind | None:
        """Where only a decoration differs from one of ours, it is recognised, and that is said."""
        if heading.level > _LOWEST or len(heading.text) > 2 * _LONGEST:
            return None
        for bare in _without_decorations(_without_numbering(heading.text)):
            kind = self._find(bare)
            if kind and kind.has_findings:
                meant = _without_numbering(bare)
                meant = meant[:1].upper() + meant[1:]
                message = f"the heading {quoted(heading.text)} is read as {quoted(meant)}."
                self._report_near(heading, message, "Or leave it, if that is right.", meant)
                return kind
        return None

    def _contains_another(self, heading: _Heading, whole: SectionKind | None) -> bool:
        """Whether it begins or ends with the words of one of ours that has findings; says so."""
        if len(heading.text) > _LONGEST:
            return False
        words = _WORDS.findall(normalize_label(heading.text))
        for length in range(len(words) - 1, 0, -1):
            for part in (words[:length], words[-length:]):
                kind = self._choices.find(" ".join(part))
                if kind and _KINDS[kind].has_findings:
                    if _KINDS[kind] == whole:
                        return False
                    labels = (
                        one for one in self._choices.labels if self._choices.find(one) == kind
                    )
                    self._report_misspelt(heading, heading.text, next(labels))
                    return True
        return False

    def check_meant(self, node: Node, under: str) -> None:
        """Say so where a recognised heading was typed as a line of the text.

        Args:
            under: the id of the kind of section it stands in, or "".
        """
        if node.kind != "paragraph" or not node.children:
            return
        first, after = node.children[0], node.children[1:]
        alone = not after or after[0].kind == "soft_break"
        if first.kind == "strong":
            text = plain([first])
            ends = alone or after[0].text.lstrip().startswith((":", "–", "-"))
            if ends or text.endswith(":"):
                self._report_typed(text, "bold text", node.line)
        elif first.kind == "text" and alone and not first.text.endswith("."):
            kind = self._find(first.text)
            if kind and kind.id != under:
                self._report_typed(first.text, "a line of text", node.line)

    def _report_typed(self, text: str, what: str, line: int) -> None:
        kind = self._find(text)
        if kind is None:
            return
        because = ", so what follows is not read as its findings" if kind.has_findings else ""
        row = f"## {text.strip().rstrip(_ENDS)}"
        self._context.report(
            "bold-heading",
            f"{quoted(text.rstrip(_ENDS))} is {what}, not a heading{because}.",
            at=line,
            fix=Edit.lines(line, [row], applicability=Applicability.UNSAFE),
        )


def read_nodes(body: str, first_line: int, context: ReadContext) -> tuple[Node, ...]:
    """Parse a text and say what in it would not be shown as meant."""
    try:
        nodes = parse(body, first_line)
    except TooDeepError as error:
        context.report("too-deep", "lists or quotations are nested too deep.", at=error.line)
        return ()
    lint(nodes, body, first_line, context)
    return nodes


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading, with which a section begins; the opening text has one without words."""

    kind: SectionKind | None
    heading: str
    level: int
    anchor: str
    area: str
    line: int
    divides: bool = False  # whether it is the author's own, in a recognised section


class _Reader:
    """Reads one text from top to bottom."""

    def __init__(self, context: ReadContext, body: str) -> None:
        self._context = context
        self._headings = _Headings(context)
        self._anchors = Anchors(context, body)
        lost = frozenset(one.line for one in context.problems if one.code == "words-lost")
        self._findings = FindingReader(context, self._anchors, lost)
        self._area = ""
        self._whole: _Head | None = None  # the recognised heading that smaller ones divide
        self.sections: list[Section] = []
        self.heads: list[_Head] = []

    def begin(self, node: Node, under: Node | None) -> _Head:
        """A heading: recognised, or the author's own, which may divide a recognised section."""
        words, attributes = take_attributes(node.children)
        heading = _Heading(plain(words), node.level, node.line, attributes)
        whole = self._whole.kind if self._whole else None
        kind, is_meant = self._headings.kind_of(heading, whole, over_bullets=under is not None)
        text, level = heading.text, max(node.level, 2)
        anchor = self._anchors.own(attributes, node.line)
        anchor = anchor or self._anchors.give(slugify(text)[:100].rstrip("-"))
        over = self._whole
        if over and whole and whole.has_findings and not (kind or is_meant) and level > over.level:
            return _Head(whole, text, level, anchor, over.area or text, node.line, divides=True)
        if level == 2:
            self._area = "" if kind else text
        head = _Head(kind, text, level, anchor, self._area if kind else "", node.line)
        self._whole = head if kind else None
        return head

    def section(self, head: _Head, nodes: list[Node]) -> None:
        """What stands under a heading."""
        kind = head.kind.id if head.kind else ""
        blocks = []
        for node in nodes:
            if head.kind and head.kind.has_findings and node.kind == "list":
                findings = [
                    self._findings.read(item, head.kind, head.area) for item in node.children
                ]
                blocks.append(Block(findings=tuple(findings)))
            else:
                self._headings.check_meant(node, kind)
                blocks.append(Block(prose=node))
        of_heading = (kind, head.heading, head.level, head.anchor, head.area)
        self.sections.append(Section(*of_heading, tuple(blocks), head.line))
        self.heads.append(head)

    def settle_anchors(self) -> None:
        """Tell findings apart that begin with the same words."""
        anchors = self._findings.disambiguate()
        if anchors:
            self.sections = [with_anchors(section, anchors) for section in self.sections]

    def check_bullets(self) -> None:
        """Say which recognised sections have no bullets, in none of their parts, or nothing."""
        for number, head in enumerate(self.heads):
            if not head.kind or head.divides:
                continue
            if not head.kind.has_findings:
                self._check_not_empty(number)
                continue
            end = number + 1
            while end < len(self.heads) and self.heads[end].divides:
                end += 1
            parts = self.sections[number:end]
            if not any(part.findings for part in parts):
                self._no_bullets(parts)

    def _check_not_empty(self, number: int) -> None:
        """A section of ordinary text: what a smaller heading under it has counts as well."""
        section, below = self.sections[number], self.sections[number + 1 : number + 2]
        if not section.blocks and not any(one.level > section.level for one in below):
            self._no_bullets([section])

    def _no_bullets(self, parts: list[Section]) -> None:
        heading = parts[0].heading
        if any(part.blocks for part in parts):
            if any(problem.code == "bullet-sign" for problem in self._context.problems):
                return  # it was said how the lines there become bullets
            message = f"{quoted(heading)} has text and no bullets, so nothing in it is a finding."
            hint = 'Begin each finding on its own line with "- ".'
        else:
            message = f"there is nothing under {quoted(heading)}."
            hint = "Delete the heading, or write under it."
        self._context.report("no-bullets", message, at=parts[0].line, hint=hint)


def with_anchors(section: Section, anchors: Mapping[str, str]) -> Section:
    """A section in which findings have other anchors: those they have now, and the new ones."""
    if not any(one.anchor in anchors for one in section.findings):
        return section
    blocks = (
        structs.replace(
            block,
            findings=tuple(
                structs.replace(one, anchor=anchors.get(one.anchor, one.anchor))
                for one in block.findings
            ),
        )
        for block in section.blocks
    )
    return structs.replace(section, blocks=tuple(blocks))


def _with_following(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, Node | None]]:
    """Each block with the first list under it, before the next heading."""
    below: Node | None = None
    pairs = []
    for node in reversed(nodes):
        pairs.append((node, below))
        below = None if node.kind == "heading" else node if node.kind == "list" else below
    return reversed(pairs)


def read_sections(body: str, first_line: int, context: ReadContext) -> tuple[Section, ...]:
    """Read the text of a record.

    Args:
        first_line: the line in the file on which it begins.
        context: the file being read. Its choices "headings" say which headings mean something
            (none do where it has no such choices) and its choices "themes" which themes exist.

    Returns:
        The sections in order; the first has no heading where text stands before the first one.
    """
    nodes = read_nodes(body, first_line, context)
    reader = _Reader(context, body)
    head = _Head(None, "", 0, "", "", first_line)
    under: list[Node] = []
    for node, following in _with_following(nodes):
        if node.kind != "heading":
            under.append(node)
            continue
        if head.level or under:
            reader.section(head, under)
        head, under = reader.begin(node, following), []
    if head.level or under:
        reader.section(head, under)
    reader.settle_anchors()
    reader.check_bullets()
    return tuple(reader.sections)
