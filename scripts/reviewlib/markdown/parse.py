"""Markdown text to one frozen tree in which every node knows its line."""

# pyromark (pulldown-cmark, CommonMark 0.31 with tables) gives every event its byte range: the
# only parser measured that is safe, fast and has positions inside a line. ADR 0004.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

from reviewlib.models import Node

MAX_DEPTH = 24
"""How deep blocks and marks may nest, before a text is refused."""

_OPTIONS = pyromark.Options.ENABLE_TABLES
_LEVELS = {f"H{number}": number for number in range(1, 7)}
_BLOCKS = {
    "Paragraph": "paragraph",
    "Item": "item",
    "BlockQuote": "quote",
    "CodeBlock": "code_block",
    "HtmlBlock": "html",
    "List": "list",
    "Heading": "heading",
    "Table": "table",
    "TableHead": "row",
    "TableRow": "row",
    "TableCell": "cell",
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Link": "link",
    "Image": "image",
}
_LEAVES = {"Text": "text", "Code": "code", "Html": "html", "InlineHtml": "html"}
_INLINE = {*_LEAVES.values(), "emphasis", "strong", "link", "image", "soft_break", "line_break"}
_SIGNS = {"SoftBreak": "soft_break", "HardBreak": "line_break", "Rule": "rule"}


class TooDeepError(ValueError):
    """A text nests deeper than anyone writes; carries the line."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"nested deeper than {MAX_DEPTH} at line {line}")


@dataclass(slots=True)
class _Open:
    """A node whose end has not come yet."""

    kind: str
    line: int
    details: dict[str, Any]  # other fields of the node
    children: list[Node]

    def close(self) -> Node:
        """The node, now that nothing more comes into it."""
        if self.kind in {"code_block", "html"}:
            return Node(self.kind, self.line, "".join(child.text for child in self.children))
        if self.kind == "item":
            self.children = _in_paragraphs(self.children, self.line)
        return Node(self.kind, self.line, "", tuple(self.children), **self.details)


def _in_paragraphs(children: list[Node], line: int) -> list[Node]:
    """The children of a bullet with loose words put in a paragraph, as in a spaced list."""
    blocks: list[Node] = []
    loose: list[Node] = []
    for child in (*children, None):
        if child and child.kind in _INLINE:
            loose.append(child)
            continue
        if loose:
            blocks.append(Node("paragraph", loose[0].line, "", tuple(loose)))
            loose = []
        if child:
            blocks.append(child)
    return blocks or [Node("paragraph", line)]


def _opened(tag: Any, line: int, within: _Open) -> _Open:
    """The node that a start event begins. A tag is a name, or a name with its details."""
    name: str = tag if isinstance(tag, str) else next(iter(tag))
    details: Any = None if isinstance(tag, str) else tag[name]
    found: dict[str, Any] = {}
    if name == "Heading":
        found = {"level": _LEVELS[details["level"]]}
    elif name == "List":
        found = {"ordered": details is not None, "level": details or 0}
    elif name in {"Link", "Image"}:
        href = details["dest_url"]
        if details["link_type"] == "Email" and not href.startswith("mailto:"):
            href = f"mailto:{href}"
        found = {"href": href, "title": details["title"]}
    elif name == "TableHead":
        found = {"header": True}
    elif name == "TableCell":
        found = {"header": within.details.get("header", False)}
    return _Open(_BLOCKS.get(name, "paragraph"), line, found, [])


def _leaf(event: Any, line: int) -> Node:
    """The node of an event that neither begins nor ends anything."""
    if isinstance(event, str):
        return Node(_SIGNS[event], line)
    name, text = next(iter(event.items()))
    return Node(_LEAVES.get(name, "text"), line, text)


def parse(text: str, first_line: int = 1) -> tuple[Node, ...]:
    r"""Parse Markdown.

    Args:
        text: CommonMark with tables, newlines as "\n".
        first_line: the line in its file on which `text` begins.

    Returns:
        The top-level blocks. The children of a bullet are always blocks.

    Raises:
        TooDeepError: it nests deeper than `MAX_DEPTH`.
    """
    raw = text.encode()
    stack = [_Open("root", first_line, {}, [])]
    line, seen = first_line, 0
    # Words that touch are one piece, so that marks at their end are found.
    events: Iterator[tuple[Any, Any]] = iter(
        pyromark.events_with_range(text, options=_OPTIONS, merge_text=True)
    )
    for event, span in events:
        if "End" in event:
            node = stack.pop().close()
        else:
            start = span["start"]
            if start > seen:  # events come in the order of the text
                line += raw.count(b"\n", seen, start)
                seen = start
            if "Start" in event:
                if len(stack) > MAX_DEPTH:
                    raise TooDeepError(line)
                stack.append(_opened(event["Start"], line, stack[-1]))
                continue
            node = _leaf(event, line)
        stack[-1].children.append(node)
    return tuple(stack[0].children)
