"""The tree to safe HTML and to plain text."""

# Elements are built with a library that escapes text and attributes, never by joining strings,
# and what it gives goes through nh3 all the same: two locks on one door.

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree

import nh3
from markupsafe import Markup, escape

from reviewlib.models import Node
from reviewlib.schema import is_web_address

_TAGS = {
    "paragraph": "p",
    "item": "li",
    "quote": "blockquote",
    "emphasis": "em",
    "strong": "strong",
    "code": "code",
    "rule": "hr",
    "line_break": "br",
    "row": "tr",
    "table": "table",
}
_OTHERS = ("ul", "ol", "th", "td", "thead", "tbody", "a", "pre", "span", "div")
_ALLOWED = {*_TAGS.values(), *_OTHERS, *(f"h{level}" for level in range(2, 7))}
_ATTRIBUTES = {
    "a": {"href", "rel"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"class", "tabindex"},
    "span": {"lang"},
}
_CLEANER = nh3.Cleaner(
    tags=_ALLOWED,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

# Addresses of ours are plain, so that nothing in one can be read as another host or a scheme:
# browsers take "/\t/x.org" and "/\\x.org" for "//x.org".
_LOCAL = re.compile(
    r"(?:/(?:[A-Za-z0-9._-]+/?)*)?(?:\?[A-Za-z0-9=&%+._-]*)?(?:#[A-Za-z0-9=&._-]+)?"
)
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+(?:\?[A-Za-z0-9=&%+.,;:@!_~*'()/-]*)?")

# What begins and ends a line of its own, so that its words never run into their neighbours.
_APART = {
    *("paragraph", "heading", "list", "item", "quote", "code_block", "rule", "table", "row", "cell")
}

_ONLY_WORDS = {"text", "soft_break"}

LinkFrom = Callable[[str], str]
"""Turns an address on this site, such as "about/", into a link from the current page."""


def is_allowed_link(href: str) -> bool:
    """Whether a link is allowed in a text: the web, e-mail, or an address on this site.

    >>> is_allowed_link("/about/"), is_allowed_link("mailto:a@b.org"), is_allowed_link("#names")
    (True, True, True)
    >>> is_allowed_link("javascript:alert(1)"), is_allowed_link("//x.org"), is_allowed_link("")
    (False, False, False)
    """
    if href.startswith(("/", "#")):
        return _LOCAL.fullmatch(href) is not None
    return _MAIL.fullmatch(href) is not None or is_web_address(href)


def _add_text(parent: ElementTree.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _element(parent: ElementTree.Element, node: Node, link: LinkFrom) -> ElementTree.Element:
    """The element that a node's children go into."""
    tag, attributes = _TAGS.get(node.kind, "span"), {}
    if node.kind == "heading":
        tag = f"h{max(node.level, 2)}"
    elif node.kind == "list":
        tag = "ol" if node.ordered else "ul"
        attributes = {"start": str(node.level)} if node.ordered and node.level != 1 else {}
    elif node.kind == "cell":
        tag, attributes = ("th", {"scope": "col"}) if node.header else ("td", {})
    elif node.kind == "link" and is_allowed_link(node.href):
        href = link(node.href[1:]) if node.href.startswith("/") else node.href
        tag, attributes = "a", {"href": href}
    elif node.kind == "code_block":
        parent, tag = ElementTree.SubElement(parent, "pre"), "code"
    return ElementTree.SubElement(parent, tag, attributes)


def _table(parent: ElementTree.Element, node: Node, link: LinkFrom) -> None:
    wide = ElementTree.SubElement(parent, "div", {"class": "table-wide", "tabindex": "0"})
    table = ElementTree.SubElement(wide, "table")
    for name, header in (("thead", True), ("tbody", False)):
        rows = [row for row in node.children if row.header is header]
        if rows:
            _build(ElementTree.SubElement(table, name), rows, link)


def _build(parent: ElementTree.Element, nodes: Iterable[Node], link: LinkFrom) -> None:
    for node in nodes:
        if node.kind in {"text", "html"}:
            _add_text(parent, node.text)
        elif node.kind == "soft_break":
            _add_text(parent, "\n")
        elif node.kind in {"code_block", "code"}:
            _element(parent, node, link).text = node.text
        elif node.kind == "table":
            _table(parent, node, link)
        elif node.kind == "item":
            _item(parent, node, link)
        else:
            _build(_element(parent, node, link), node.children, link)


def _item(parent: ElementTree.Element, node: Node, link: LinkFrom) -> None:
    """A bullet: its first paragraph without a paragraph's margins."""
    item = ElementTree.SubElement(parent, "li")
    first, *rest = node.children
    _build(item, first.children if first.kind == "paragraph" else (first,), link)
    _build(item, rest, link)


def _in_gaelic(text: str, gaelic: re.Pattern[str]) -> tuple[str, list[ElementTree.Element]]:
    """The text up to the first name, then each name with what follows it."""
    parts = []
    matches = tuple(gaelic.finditer(text))
    ends = [*(match.start() for match in matches), len(text)]
    for match, end in zip(matches, ends[1:], strict=True):
        part = ElementTree.Element("span", lang="gd")
        part.text, part.tail = match[0], text[match.end() : end]
        parts.append(part)
    return text[: ends[0]], parts


def _mark_gaelic(root: ElementTree.Element, gaelic: re.Pattern[str]) -> None:
    """Say of each name that it is Gaelic, so that it is read aloud as such (WCAG 2.2 3.1.2)."""
    for element in [one for one in root.iter() if one.tag != "code"]:
        # From the last on: what is put in moves none of those that are still to come.
        for at, child in reversed(tuple(enumerate(element, 1))):
            child.tail, names = _in_gaelic(child.tail or "", gaelic)
            element[at:at] = names
        element.text, names = _in_gaelic(element.text or "", gaelic)
        element[0:0] = names


def to_html(
    nodes: Iterable[Node], link: LinkFrom = "/".__add__, gaelic: re.Pattern[str] | None = None
) -> Markup:
    """Safe HTML.

    Args:
        gaelic: names that are Gaelic wherever they occur.

    Returns:
        HTML in which only the tags, attributes and link schemes listed above occur.
    """
    nodes = tuple(nodes)
    if {node.kind for node in nodes} <= _ONLY_WORDS:  # most findings: nothing to sanitise
        words = "".join([node.text or "\n" for node in nodes])
        if gaelic is None or not gaelic.search(words):
            return escape(words)
    root = ElementTree.Element("div")
    _build(root, nodes, link)
    if gaelic is not None:
        _mark_gaelic(root, gaelic)
    html = ElementTree.tostring(root, encoding="unicode", method="html")
    inner = html[len("<div>") : -len("</div>")]
    return Markup(_CLEANER.clean(inner))


def plain(nodes: Iterable[Node]) -> str:
    r"""The words alone, on one line.

    >>> from reviewlib.markdown.parse import parse
    >>> plain(parse("Two *fine*\nwords"))
    'Two fine words'
    """
    parts: list[str] = []
    _add_words(nodes, parts)
    return " ".join("".join(parts).split())


def _add_words(nodes: Iterable[Node], parts: list[str]) -> None:
    for node in nodes:
        if node.kind == "text":
            parts.append(node.text)
        elif node.kind in {"soft_break", "line_break"}:
            parts.append(" ")
        else:
            space = " " if node.kind in _APART else ""
            parts += (space, node.text)
            _add_words(node.children, parts)
            parts.append(space)
