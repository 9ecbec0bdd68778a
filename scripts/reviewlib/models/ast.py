"""The text of a record: a frozen tree, and the sections and findings read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from reviewlib.schema import DateValue


class _Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a record has by the hundred: made, kept and read back faster than a dataclass."""


class Node(_Part, frozen=True):
    """A piece of Markdown with its place: from these HTML, plain text and sheets are made."""

    # paragraph, heading, list, item, quote, code_block, rule, table, row, cell (blocks); text,
    # emphasis, strong, code, link, line_break, soft_break, html (inline)
    kind: str
    line: int  # its line in the file, from 1
    text: str = ""  # its own text (of text, code, code_block, html)
    children: tuple[Node, ...] = ()  # what it holds
    level: int = 0  # of a heading 1 to 6; of a numbered list its first number; else 0
    href: str = ""  # of a link
    header: bool = False  # of a row or cell, whether it heads the table
    ordered: bool = False  # of a list, whether it is numbered
    title: str = ""  # of a link, the words that a mouse pointer would have shown

    def walk(self) -> Iterator[Node]:
        """This node and all within it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend(reversed(node.children))


def links_in(nodes: Iterable[Node]) -> Iterator[Node]:
    """The links in a text, in reading order."""
    for top in nodes:
        if top.kind != "text":  # most are, and hold nothing
            yield from (node for node in top.walk() if node.kind == "link")


class Update(_Part, frozen=True):
    """What a host later reported beside an action."""

    date: DateValue  # when, as precise as given
    nodes: tuple[Node, ...]  # what was reported
    text: str  # the same as plain text
    source: str  # where it was reported, such as "Education Plan 2022-23"; "" where not given
    line: int  # its line in the file


class Finding(_Part, frozen=True):
    """One bullet of a recognised section."""

    kind: str  # the section's kind, such as "strengths"
    anchor: str  # its address on the review's page, without "#"
    nodes: tuple[Node, ...]  # the finding, its page and theme mark-up taken off
    text: str  # the same as plain text
    line: int  # its line in the file
    page: int = 0  # the page of the report it is on, or 0
    last_page: int = 0  # the last of several pages; else the same as `page`
    printed: str = ""  # its page as printed, where that is no plain number, such as "ii"; else ""
    themes: tuple[str, ...] = ()  # ids of the themes it is given of its own
    document: str = ""  # the id of the document it is taken from, where it names one; else ""
    document_place: str = ""  # where in that document, such as "Appendix 1", or ""
    same_as: str = ""  # the address of another review's finding that says the same, or ""
    quoted: bool = False  # whether it is in the report's words, in quotation marks
    area: str = ""  # the heading over its section where a review has several focus areas, or ""
    has_own_anchor: bool = False  # whether its author gave it its anchor
    details: tuple[Node, ...] = ()  # the content under it that is not an update
    updates: tuple[Update, ...] = ()  # what was later reported, as the record gives it

    @property
    def pages(self) -> str:
        """Its page or pages as printed: "p. 7", "pp. 3–4", "p. ii", or ""."""
        if self.printed:
            return f"p. {self.printed}"
        if not self.page:
            return ""
        return (
            f"p. {self.page}"
            if self.last_page == self.page
            else f"pp. {self.page}–{self.last_page}"
        )


class Block(_Part, frozen=True):
    """Either one block of prose or one list of findings, in the author's order."""

    prose: Node | None = None
    findings: tuple[Finding, ...] = ()


class Section(_Part, frozen=True):
    """A heading and the content under it, up to the next heading."""

    # the id of a `SectionKind`; "" for opening text and the author's own headings, but for those
    # that divide a recognised section: they have the kind of that section
    kind: str
    heading: str  # the author's words; "" for the text before the first heading
    level: int  # 2 to 6; 0 for the opening text
    anchor: str  # its address on the page
    area: str  # the author's own heading over it, where there is one
    blocks: tuple[Block, ...]  # what it holds
    line: int  # its line in the file

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of its blocks, in order."""
        return tuple(finding for block in self.blocks for finding in block.findings)

    @property
    def nodes(self) -> Iterator[Node]:
        """All that it shows below its heading, piece by piece."""
        for block in self.blocks:
            if block.prose:
                yield block.prose
            for finding in block.findings:
                yield from (*finding.nodes, *finding.details)
                for update in finding.updates:
                    yield from update.nodes
