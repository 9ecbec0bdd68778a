"""A text to its sections, and the recognised ones to findings.

takes: the tree of a text; the headings that mean something; the themes
gives: sections with findings and updates, in the author's order, or problems
knows nothing of: front matter, other records, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.fields import Here, slugify
from reviewlib.markdown.convert import plain
from reviewlib.markdown.findings import Anchors, FindingReader
from reviewlib.markdown.headings import check_meant_as_heading, kind_of
from reviewlib.markdown.lint import check_lines, check_tree
from reviewlib.markdown.parse import TooDeepError, parse
from reviewlib.models import Block, Node, Section, SectionKind
from reviewlib.problems import shown

__all__ = ["read_nodes", "read_sections"]

_MOST_GUESSES = 50  # in one file, at what a heading may have been meant for


def read_nodes(body: str, first_line: int, here: Here) -> tuple[Node, ...]:
    """Parse a text and say what in it would not be shown as meant."""
    try:
        nodes = parse(body, first_line)
    except TooDeepError as error:
        here.say("too-deep", "lists or quotations stand in one another too deep.", at=error.line)
        return ()
    lines = body.split("\n")
    check_lines(lines, first_line, here)
    check_tree(nodes, lines, first_line, here)
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

    def __init__(self, here: Here) -> None:
        self._here = here
        self._anchors = Anchors()
        lost = frozenset(one.line for one in here.problems if one.code == "words-lost")
        self._findings = FindingReader(here, self._anchors, lost)
        self._guesses = 0
        self._area = ""
        self._whole: _Head | None = None  # the recognised heading that smaller ones divide
        self.sections: list[Section] = []
        self.heads: list[_Head] = []

    def begin(self, node: Node) -> _Head:
        """A heading: recognised, or the author's own, which may divide a recognised section."""
        kind, mistaken = kind_of(node, self._here, guess=self._guesses < _MOST_GUESSES)
        text, level = plain(node.children), max(node.level, 2)
        self._guesses += kind is None
        anchor = self._anchors.give(slugify(text)[:100].rstrip("-"))
        whole = self._whole
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

    def section(self, head: _Head, nodes: list[Node]) -> None:
        """What stands under a heading."""
        kind = head.kind
        blocks = []
        for node in nodes:
            if kind and kind.has_findings and node.kind == "list":
                findings = (self._findings.read(item, kind, head.area) for item in node.children)
                blocks.append(Block(findings=tuple(findings)))
            else:
                check_meant_as_heading(node, kind.id if kind else "", self._here)
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
            if any(problem.code == "bullet-sign" for problem in self._here.problems):
                return  # it was said how the lines there become bullets
            message = f"{shown(heading)} has text and no bullets, so nothing in it is a finding."
            hint = 'Begin each finding on its own line with "- ".'
        else:
            message = f"nothing stands under {shown(heading)}."
            hint = "Delete the heading, or write under it."
        self._here.say("no-bullets", message, at=parts[0].line, hint=hint, warning=True)


def read_sections(body: str, first_line: int, here: Here) -> tuple[Section, ...]:
    """Read the text of a record.

    Args:
        body: the Markdown below the header.
        first_line: the line in the file on which it begins.
        here: the file being read. Its choices "headings" say which headings mean something
            (none do where it has no such choices) and its choices "themes" which themes exist.

    Returns:
        The sections in order; the first has no heading where text stands before the first one.
    """
    nodes = read_nodes(body, first_line, here)
    reader = _Reader(here)
    head = _Head(None, "", 0, "", "", first_line)
    under: list[Node] = []
    for node in nodes:
        if node.kind != "heading":
            under.append(node)
            continue
        if head.level or under:
            reader.section(head, under)
        head, under = reader.begin(node), []
    if head.level or under:
        reader.section(head, under)
    reader.check_bullets()
    return tuple(reader.sections)
