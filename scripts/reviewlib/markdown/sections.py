"""Which headings mean something, and which were probably meant to."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability, Edit
from reviewlib.markdown.annotations import Attributes, take_attributes
from reviewlib.markdown.findings import Anchors, FindingReader
from reviewlib.markdown.html import plain
from reviewlib.markdown.lint import check_lines, check_tree
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


def _found(text: str, headings: Choices) -> SectionKind | None:
    found = headings.find(text.rstrip(_ENDS)) or headings.find(_without_numbering(text))
    return _KINDS[found] if found else None


def _near(text: str, headings: Choices) -> str | None:
    """The heading that was probably meant, as it should be written."""
    for words, least in ((headings.labels, _NEAR_LABEL), (tuple(headings.ids), _NEAR_VARIANT)):
        near = suggest(text, words)
        if (
            near
            and difflib.SequenceMatcher(None, normalize_label(near), normalize_label(text)).ratio()
            >= least
        ):
            return near if near in headings.labels else near.capitalize()
    return None


def kind_of(
    node: Node, context: ReadContext, *, guess: bool = True, attributes: Attributes | None = None
) -> tuple[SectionKind | None, bool]:
    """What a heading stands for.

    Args:
        guess: whether to say which heading may have been meant, which takes time.
        attributes: what stood in curly brackets at its end.

    Returns:
        The kind of section, or None for the author's own; and whether one of ours was
        probably meant all the same, which was then said.
    """
    headings = context.choices.get("headings")
    if headings is None:
        return None, False
    written = plain(node.children)
    found = _found(written, headings)
    if found and node.level <= _LOWEST:
        return found, False
    if found:
        context.report(
            "near-miss-heading",
            f"the heading {quoted(written)} is recognised with ## or ### before it, not with "
            f"{'#' * node.level}.",
            at=node.line,
            fix=Edit.lines(node.line, [_line(_LOWEST, written, attributes)]),
        )
        return None, True
    text = _without_numbering(written)
    counted = _NUMBER_AT_THE_END.search(text)
    near = None if counted or not guess or len(text) > _LONGEST else _near(text, headings)
    if near:
        _report_misspelt(node, text, near, context, attributes)
    return None, near is not None


def _line(level: int, text: str, attributes: Attributes | None) -> str:
    """A heading as it is written, with the anchor it was given."""
    anchor = f" {{#{attributes.anchor}}}" if attributes and attributes.anchor else ""
    return f"{'#' * min(max(level, 2), _LOWEST)} {text}{anchor}"


def _report_near(
    node: Node,
    message: str,
    hint: str,
    heading: str,
    context: ReadContext,
    attributes: Attributes | None,
) -> None:
    """Warn of a heading that is nearly a recognised one, with the line that has that one."""
    line = _line(node.level, heading, attributes)
    fix = Edit.lines(node.line, [line], applicability=Applicability.UNSAFE)
    context.report("near-miss-heading", message, at=node.line, hint=hint, fix=fix)


def _report_misspelt(
    node: Node, text: str, near: str, context: ReadContext, attributes: Attributes | None
) -> None:
    message = f"the heading {quoted(text)} is not one we recognise. Did you mean {quoted(near)}?"
    hint = "Or leave it, if it is a heading of your own."
    _report_near(node, message, hint, near, context, attributes)


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


def _within(text: str, headings: Choices) -> SectionKind | None:
    """The heading of ours with whose words a longer one begins or ends."""
    words = _WORDS.findall(normalize_label(text))
    for length in range(len(words) - 1, 0, -1):
        for part in (words[:length], words[-length:]):
            kind = headings.find(" ".join(part))
            if kind and _KINDS[kind].has_findings:
                return _KINDS[kind]
    return None


def decorated(
    node: Node, context: ReadContext, attributes: Attributes | None = None
) -> SectionKind | None:
    """What a heading over bullets stands for that is not one of ours as it is written.

    Where only a decoration differs, it is recognised, and that is said.
    """
    headings = context.choices.get("headings")
    written = plain(node.children)
    if headings is None or node.level > _LOWEST or len(written) > 2 * _LONGEST:
        return None
    for bare in _without_decorations(_without_numbering(written)):
        kind = _found(bare, headings)
        if kind and kind.has_findings:
            meant = _without_numbering(bare)
            meant = meant[:1].upper() + meant[1:]
            message = f"the heading {quoted(written)} is read as {quoted(meant)}."
            hint = "Or leave it, if that is right."
            _report_near(node, message, hint, meant, context, attributes)
            return kind
    return None


def contains_recognised(
    node: Node, whole: SectionKind | None, context: ReadContext, attributes: Attributes | None
) -> bool:
    """Whether a heading over bullets holds the words of one of ours among others; says so.

    Args:
        whole: the section that it divides, if any.
    """
    headings = context.choices.get("headings")
    written = plain(node.children)
    if headings is None or len(written) > _LONGEST:
        return False
    kind = _within(written, headings)
    if kind is None or kind == whole:
        return False
    label = next(label for label in headings.labels if headings.find(label) == kind.id)
    _report_misspelt(node, written, label, context, attributes)
    return True


def check_meant_as_heading(node: Node, under: str, context: ReadContext) -> None:
    """Say so where a recognised heading was typed as a line of the text.

    Args:
        under: the id of the kind of section it stands in, or "".
    """
    headings = context.choices.get("headings")
    if headings is None or node.kind != "paragraph" or not node.children:
        return
    first, after = node.children[0], node.children[1:]
    alone = not after or after[0].kind == "soft_break"
    if (
        first.kind == "strong" and (alone or after[0].text.lstrip().startswith((":", "–", "-")))
    ) or (first.kind == "strong" and plain([first]).endswith(":")):
        _report_typed(plain([first]), "bold text", node.line, headings, context)
    elif first.kind == "text" and alone:
        kind = _found(first.text, headings)
        if kind and kind.id != under and not first.text.endswith("."):
            _report_typed(first.text, "a line of text", node.line, headings, context)


def _report_typed(text: str, what: str, line: int, headings: Choices, context: ReadContext) -> None:
    kind = _found(text, headings)
    if kind is None:
        return
    because = ", so what follows is not read as its findings" if kind.has_findings else ""
    context.report(
        "bold-heading",
        f"{quoted(text.rstrip(_ENDS))} is {what}, not a heading{because}.",
        at=line,
        fix=Edit.lines(
            line, [f"## {text.strip().rstrip(_ENDS)}"], applicability=Applicability.UNSAFE
        ),
    )


_MOST_GUESSES = 50  # in one file, at what a heading may have been meant for


def read_nodes(body: str, first_line: int, context: ReadContext) -> tuple[Node, ...]:
    """Parse a text and say what in it would not be shown as meant."""
    try:
        nodes = parse(body, first_line)
    except TooDeepError as error:
        context.report("too-deep", "lists or quotations are nested too deep.", at=error.line)
        return ()
    lines = body.split("\n")
    check_lines(lines, first_line, context)
    check_tree(nodes, lines, first_line, context)
    return nodes


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading, and where it puts what stands under it."""

    kind: SectionKind | None
    text: str
    level: int
    anchor: str
    area: str
    line: int
    divides: bool = False


class _Reader:
    """Reads one text from top to bottom."""

    def __init__(self, context: ReadContext, body: str) -> None:
        self._context = context
        self._anchors = Anchors(context, body)
        lost = frozenset(one.line for one in context.problems if one.code == "words-lost")
        self._findings = FindingReader(context, self._anchors, lost)
        self._guesses = 0
        self._area = ""
        self._whole: _Head | None = None  # the recognised heading that smaller ones divide
        self.sections: list[Section] = []
        self.heads: list[_Head] = []

    def begin(self, node: Node, under: Node | None) -> _Head:
        """A heading: recognised, or the author's own, which may divide a recognised section."""
        words, attributes = take_attributes(node.children)
        node = dataclasses.replace(node, children=words)
        whole = self._whole
        kind, mistaken = self._kind(node, under, attributes)
        text, level = plain(node.children), max(node.level, 2)
        self._guesses += kind is None
        anchor = self._anchors.own(attributes, node.line)
        anchor = anchor or self._anchors.give(slugify(text)[:100].rstrip("-"))
        own = kind is None and not mistaken
        if own and whole and whole.kind and whole.kind.has_findings and level > whole.level:
            return _Head(
                whole.kind, text, level, anchor, whole.area or text, node.line, divides=True
            )
        if level == 2:
            self._area = text if kind is None else ""
        area = self._area if kind else ""
        head = _Head(kind, text, level, anchor, area, node.line)
        self._whole = head if kind else None
        return head

    def _kind(
        self, node: Node, under: Node | None, attributes: Attributes | None
    ) -> tuple[SectionKind | None, bool]:
        """As `kind_of`; over bullets more is recognised, lest findings be lost in silence."""
        guess = self._guesses < _MOST_GUESSES
        kind, mistaken = kind_of(
            node, self._context, guess=guess and not under, attributes=attributes
        )
        if kind or mistaken or not under:
            return kind, mistaken
        kind = decorated(node, self._context, attributes)
        if kind:
            return kind, False
        kind, mistaken = kind_of(node, self._context, guess=guess, attributes=attributes)
        whole = self._whole.kind if self._whole else None
        return kind, mistaken or contains_recognised(node, whole, self._context, attributes)

    def section(self, head: _Head, nodes: list[Node]) -> None:
        """What stands under a heading."""
        kind = head.kind
        blocks = []
        for node in nodes:
            if kind and kind.has_findings and node.kind == "list":
                findings = (self._findings.read(item, kind, head.area) for item in node.children)
                blocks.append(Block(findings=tuple(findings)))
            else:
                check_meant_as_heading(node, kind.id if kind else "", self._context)
                blocks.append(Block(prose=node))
        section = Section(
            kind.id if kind else "",
            head.text,
            head.level,
            head.anchor,
            head.area,
            tuple(blocks),
            head.line,
        )
        self.sections.append(section)
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
        below = self.heads[number + 1 : number + 2]
        if not self.sections[number].blocks and not any(
            one.level > self.heads[number].level for one in below
        ):
            self._no_bullets(self.sections[number : number + 1])

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
    blocks = (
        dataclasses.replace(
            block,
            findings=tuple(
                dataclasses.replace(one, anchor=anchors.get(one.anchor, one.anchor))
                for one in block.findings
            ),
        )
        for block in section.blocks
    )
    return dataclasses.replace(section, blocks=tuple(blocks))


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
