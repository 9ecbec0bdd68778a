"""The marks at the ends of a finding: its page, its theme, its quotation marks, its date."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import structs

from reviewlib.models import Node
from reviewlib.schema import date_like, rewrite_uk, to_date

# What stands in the last brackets of a text, after which at most a full stop follows. Only the
# last brackets are ever looked at, so that a long text takes no longer than a short one.
_PAGE = re.compile(
    r"(?:pp?|pgs?|pages?)\.?\s*(?P<page>\d{1,4})(?:\s*[-‐‑‒–—−]\s*(?P<last>\d{1,4}))?",
    re.IGNORECASE,
)
# Pages that are not numbered 1, 2, 3: "ii", "A-4".
_PRINTED = re.compile(
    r"(?:pp?|pgs?|pages?)\.?\s*(?P<page>[ivxlc]{1,7}|[A-Z]{1,2}[-.]?\d{1,3})", re.IGNORECASE
)
_CITED = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)(?:,\s*(?P<place>\S[^\n]{0,79}))?")
_THEME = re.compile(r"themes?\s*:\s*(?P<themes>.+)", re.IGNORECASE | re.DOTALL)
_SAME = re.compile(r"same\s+as\s*:?\s*(?P<place>/\S+)", re.IGNORECASE)
_MEANT_AS_MARK = re.compile(
    r"(?:see\s+)?(?:pp?|pgs?|pages?)\.?\s*\d.*|themes?\b.*|same\s+as\s*:.*",
    re.IGNORECASE | re.DOTALL,
)

# Attribute lists of other Markdown dialects: {#id}, {: .class}, {#id .class key=value}, {-}.
_ATTRIBUTES = re.compile(r"\{\s*(?::[^{}]*|[#.][^{}\s][^{}]*|[\w-]+=[^{}]*|-\s*)\}\Z")
_ID = re.compile(r"#([^\s#.{}]+)")

_DIGIT = re.compile(r"\d")
_COLON_WITHIN = 40
_MONTH = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Za-z]{3,9}\.?,?\s+\d{4}"
_NUMBERS = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[/.]\d{4}"
_BEGINS = re.compile(rf"(?P<date>{_NUMBERS}|{_MONTH})(?P<sign>\s*[:–—-]?)(?=\s|$)\s*")
_MONTH_AND_YEAR = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_SEASON = re.compile(r"(?:spring|summer|autumn|winter|early|mid|late)[\s-]+\d{4}", re.IGNORECASE)


class Annotations(msgspec.Struct, frozen=True, gc=False):
    """What stood at the ends of a finding."""

    nodes: tuple[Node, ...]  # the words without the marks
    page: int = 0  # the page of the report, or 0
    last_page: int = 0  # the last of several pages, or the same
    printed: str = ""  # the page as printed, where that is no plain number, such as "ii"; else ""
    themes: tuple[str, ...] = ()  # the themes named, as written, cut at commas
    source: str = ""  # the document named, as written, or ""
    source_place: str = ""  # where in that document, or ""
    same_as: str = ""  # the address of the finding that says the same, as written, or ""
    unread: str = ""  # what was probably meant as a mark but is none, such as "(p. 3, 5)"; or ""
    attributes: Attributes | None = None  # the attribute list, which gives it its lasting anchor


class Attributes(msgspec.Struct, frozen=True, gc=False):
    """An attribute list at the end of a heading or a finding."""

    written: str  # the list as written, such as "{#plans .wide}"
    anchor: str  # the id in it, or ""
    others: bool  # whether it holds anything but the id


class Dated(msgspec.Struct, frozen=True, gc=False):
    """A bullet that begins with a date, or with what was meant as one."""

    written: str  # the date as written
    colon: bool  # whether a colon follows it
    nodes: tuple[Node, ...]  # the words after it

    @property
    def better(self) -> str:
        """The date in the form that updates take, or "" where it cannot be known."""
        return _better(self.written)


class Quoted(enum.Enum):
    """How a text stands in quotation marks."""

    NOT = enum.auto()
    WHOLLY = enum.auto()
    IN_SINGLE_MARKS = enum.auto()


def _last_brackets(text: str) -> tuple[str, int, str]:
    """What stands in the last brackets, where they begin, and what brackets they are."""
    bare = text.rstrip().rstrip(".,;").rstrip()
    for opening, closing in ("()", "[]"):
        if bare.endswith(closing):
            start = bare.rfind(opening)
            if start >= 0 and closing not in bare[start:-1]:
                return bare[start + 1 : -1].strip(), start, opening
    return "", -1, ""


def _end(nodes: tuple[Node, ...]) -> str:
    """The words at the end, also where they are stressed."""
    while nodes and nodes[-1].kind in {"emphasis", "strong"}:
        nodes = nodes[-1].children
    return nodes[-1].text if nodes and nodes[-1].kind == "text" else ""


def _cut(nodes: tuple[Node, ...], length: int) -> tuple[Node, ...]:
    """The same words, of which the last text is cut to a length."""
    last = nodes[-1]
    if last.kind == "text":
        kept = last.text[:length].rstrip()
        if kept:
            return (*nodes[:-1], Node("text", last.line, kept))
    else:
        inner = _cut(last.children, length)
        if inner:
            return (*nodes[:-1], structs.replace(last, children=inner))
    rest = nodes[:-1]
    while rest and rest[-1].kind in {"soft_break", "line_break"}:
        rest = rest[:-1]
    return rest


def take_attributes(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], Attributes | None]:
    """Take an attribute list off the end of a heading or a finding."""
    text = _end(nodes)
    bare = text.rstrip()
    found = _ATTRIBUTES.match(bare, bare.rfind("{")) if bare.endswith("}") else None
    if found is None:
        return nodes, None
    ids = _ID.findall(found[0])
    others = found[0].strip("{}: ") != f"#{ids[0]}" if ids else True
    return _cut(nodes, found.start()), Attributes(found[0], ids[0] if ids else "", others)


def _mark(
    inside: str, found: Mapping[str, Any], is_document: Callable[[str], bool]
) -> dict[str, Any]:
    """What words in brackets say, as fields of `Annotations`; nothing where they are no mark.

    Args:
        found: the fields that marks after this one gave.
    """
    if "page" not in found and "printed" not in found:
        if paged := _PAGE.fullmatch(inside):
            page, last = int(paged["page"]), int(paged["last"] or paged["page"])
            return {"page": page, "last_page": last} if 0 < page <= last else {}
        if labelled := _PRINTED.fullmatch(inside):
            return {"printed": labelled["page"]}
    if not found.get("themes") and (themed := _THEME.fullmatch(inside)):
        return {"themes": tuple(filter(None, map(str.strip, re.split(r"[,;]", themed["themes"]))))}
    cited = None if "source" in found else _CITED.fullmatch(inside)
    if cited and ("-" in cited["name"] or cited["place"]) and is_document(cited["name"]):
        return {"source": cited["name"], "source_place": cited["place"] or ""}
    if "same_as" not in found and (same := _SAME.fullmatch(inside)):
        return {"same_as": same["place"]}
    return {}


def take_annotations(
    nodes: tuple[Node, ...], is_document: Callable[[str], bool] = lambda _: False
) -> Annotations:
    """Take the marks and attributes off the end of a finding, in whatever order.

    Args:
        is_document: whether a name is that of a document, or was meant as one.
    """
    found: dict[str, Any] = {}
    attributes, unread = None, ""
    while not _end(nodes)[-1:].isalnum():  # most texts end in a letter, and so without a mark
        if attributes is None:
            nodes, attributes = take_attributes(nodes)
        inside, start, opening = _last_brackets(_end(nodes))
        mark = _mark(inside, found, is_document) if opening == "(" else {}
        if not mark:
            unread = inside if _MEANT_AS_MARK.fullmatch(inside) else ""
            break
        found |= mark
        nodes = _cut(nodes, start)
    return Annotations(nodes, unread=unread, attributes=attributes, **found)


def quotation(text: str) -> Quoted:
    """Whether a text is one quotation from its first letter to its last.

    >>> quotation('"All of it."') == Quoted.WHOLLY, quotation('"One" and "two"') == Quoted.NOT
    (True, True)
    """
    if text[:1].isalnum():
        return Quoted.NOT  # most texts
    bare = text.rstrip(".;,")
    first, last, inner = bare[:1], bare[-1:], bare[1:-1]
    if len(bare) < 3:
        return Quoted.NOT
    if first == '"' and last == '"':
        return Quoted.NOT if '"' in inner else Quoted.WHOLLY
    if first == "“" and last == "”":
        open_marks = 1
        for letter in inner:
            open_marks += (letter == "“") - (letter == "”")
            if open_marks == 0:
                return Quoted.NOT
        return Quoted.WHOLLY
    if (first, last) in {("'", "'"), ("‘", "’")}:
        return Quoted.IN_SINGLE_MARKS
    return Quoted.NOT


def take_source(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], str]:
    """Take the source off the end of an update: (Education Plan 2022-23)."""
    inside, start, opening = _last_brackets(_end(nodes))
    if opening != "(" or not 2 <= len(inside) <= 160:
        return nodes, ""
    return _cut(nodes, start), inside


def _better(written: str) -> str:
    """A date in the form that updates take, or ""."""
    found = rewrite_uk(written) or written
    month = _MONTH_AND_YEAR.fullmatch(written)
    if month:
        found = f"{month['year']}-{int(month['month']):02}"
    return found if to_date(found) else ""


def _without_emphasis(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The words with a stressed beginning, as in **2023-03**: …, made plain."""
    if not nodes or nodes[0].kind not in {"emphasis", "strong"}:
        return nodes
    first, *rest = nodes
    if [child.kind for child in first.children] != ["text"]:
        return nodes
    words = first.children[0]
    if len(words.text) > _COLON_WITHIN:
        return nodes
    if rest and rest[0].kind == "text":
        words = structs.replace(words, text=words.text + rest.pop(0).text)
    return (words, *rest)


def dated(nodes: tuple[Node, ...]) -> Dated | None:
    """The date a bullet begins with, right or wrong; None where it does not begin with one."""
    nodes = _without_emphasis(nodes)
    if not nodes or nodes[0].kind != "text":
        return None
    text = nodes[0].text
    if not _DIGIT.search(text, 0, _COLON_WITHIN):
        return None  # most bullets, and there are many
    before, colon, _ = text[:_COLON_WITHIN].partition(":")
    written = before.strip()
    loose = _MONTH_AND_YEAR.fullmatch(written) or _SEASON.fullmatch(written)
    if colon and (loose or date_like(written) or to_date(written)):
        end, has_colon = len(before) + 1, True
    else:
        begins = _BEGINS.match(text[: 2 * _COLON_WITHIN])
        if not begins or not _better(begins["date"]):
            return None
        written, end, has_colon = begins["date"], begins.end(), ":" in begins["sign"]
    rest = Node("text", nodes[0].line, text[end:].lstrip())
    after = (rest, *nodes[1:]) if rest.text else nodes[1:]
    return Dated(written, has_colon, after)
