"""A record's text as rows that theme/sheets/sheet.typ reads: a kind, with its text or contents."""

# Everything an editor wrote goes to the typesetter as data, never as its language: a record full
# of its commands comes out as those characters.

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewlib.markdown import is_allowed_link
from reviewlib.models import Node

Row = dict[str, Any]

_INLINE = {"emphasis", "strong", "link"}


def _link(node: Node, url: str) -> str:
    """The whole address of a link; "" where it cannot be followed from paper or a file."""
    if not is_allowed_link(node.href) or node.href.startswith("#"):
        return ""
    if node.href.startswith("/"):
        return url + node.href[1:] if url else ""
    return node.href


def words(nodes: Iterable[Node], url: str) -> list[Row]:
    """Inline nodes."""
    found: list[Row] = []
    for node in nodes:
        if node.kind in {"text", "html"}:
            found.append({"kind": "text", "text": node.text})
        elif node.kind == "code":
            found.append({"kind": "code", "text": node.text})
        elif node.kind == "soft_break":
            found.append({"kind": "text", "text": " "})
        elif node.kind == "line_break":
            found.append({"kind": "break"})
        elif node.kind == "link":
            found.append(
                {"kind": "link", "to": _link(node, url), "inside": words(node.children, url)}
            )
        elif node.kind in _INLINE:
            found.append({"kind": node.kind, "inside": words(node.children, url)})
        else:
            found.extend(words(node.children, url))
    return found


def _rows(node: Node, url: str) -> Row:
    rows = [[words(cell.children, url) for cell in row.children] for row in node.children]
    heads = sum(row.header for row in node.children)
    width = max(map(len, rows), default=1)
    padded = [[*row, *[[] for _ in range(width - len(row))]] for row in rows]
    return {"kind": "table", "columns": width, "head": padded[:heads], "rows": padded[heads:]}


def blocks(nodes: Iterable[Node], url: str) -> list[Row]:
    """Block nodes; words that stand among them become paragraphs."""
    found: list[Row] = []
    loose: list[Node] = []

    def close() -> None:
        if loose:
            found.append({"kind": "paragraph", "inside": words(loose, url)})
            loose.clear()

    for node in nodes:
        if node.kind in {"text", "html", "code", "soft_break", "line_break", *_INLINE}:
            loose.append(node)
            continue
        close()
        if node.kind == "list":
            items = [blocks(item.children, url) for item in node.children]
            start = node.level if node.ordered else 0
            found.append({"kind": "list", "ordered": node.ordered, "start": start, "items": items})
        elif node.kind == "quote":
            found.append({"kind": "quote", "inside": blocks(node.children, url)})
        elif node.kind == "code_block":
            found.append({"kind": "code_block", "text": node.text})
        elif node.kind == "table":
            found.append(_rows(node, url))
        elif node.kind == "rule":
            found.append({"kind": "rule"})
        else:
            found.append({"kind": "paragraph", "inside": words(node.children, url)})
    close()
    return found
