"""What is wrong with the shape, or the value, of one line.

takes: a Line
gives: a Finding: what YAML would make of it, and what to write; or None
knows nothing of: the lines around it, what the names mean, reviews
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewlib.problems import shown
from reviewlib.source.line import BLOCK, SPECIAL, Line, as_value, is_name, quote, unquote
from reviewlib.source.notes import WRITE

__all__ = ["Finding", "as_it_is", "judge", "misshapen", "opens_more"]

_ITEM = re.compile(r"""\s*("[^"\\]*"|'(?:[^']|'')*'|[^\s,\[\]{}"'][^,\[\]{}]*)\s*(?:,|$)""")

_GLUED = re.compile(r"(?P<name>[A-Za-z][A-Za-z_]*)(?:\s*=\s*|:(?!//))(?P<value>\S.*)")
_BULLET = re.compile(r"(?:[*+•–—·‣◦▪●] +|-(?=[A-Za-z\"']))(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One misread value: what is wrong, and the lines to write instead.

    Args:
        code: the problem's short name.
        message: what is wrong.
        lines: what to write instead of the line; none to leave it out.
        hint: the words before those lines.
    """

    code: str
    message: str
    lines: tuple[str, ...]
    hint: str = WRITE


def as_it_is(value: str) -> str:
    """A value that has quotation marks of its own, for a message."""
    return shown(value)[1:-1]


def opens_more(value: str) -> bool:
    """Whether a value begins with a sign whose other half is still to come."""
    if value[:1] in {'"', "'"}:
        return unquote(value) is None
    if value[:1] in {"[", "{"}:
        return value.count("[") > value.count("]") or value.count("{") > value.count("}")
    return False


def _quoted(line: Line) -> Finding | None:
    """A value that begins with a quotation mark."""
    value, mark = line.value, line.value[0]
    parts = unquote(value)
    if parts is None:
        inner = value[1:] if mark == '"' else value
        message = f"a quotation mark is opened and not closed: {as_it_is(value)}"
        return Finding("unclosed-quote", message, (line.with_value(as_value(inner)),))
    inner, rest = parts
    if rest.startswith(" #"):
        return _lost(line, rest, f"{inner}{rest}")
    if rest.strip():
        message = f"there is text after the closing quotation mark: {shown(rest.strip())}."
        hint = "To keep the marks as part of the text, write:"
        return Finding("text-after-quote", message, (line.with_value(quote(value)),), hint)
    if mark == '"' and "\\" in value:
        message = f"a backslash (\\) between these marks changes what is read: {as_it_is(value)}"
        return Finding("special-sign", message, (line.with_value(as_value(inner)),))
    return None


def _lost(line: Line, lost: str, whole: str) -> Finding:
    """Text after " #", which YAML drops."""
    message = f"the text from {shown(lost.strip())} on would be lost, because of the # before it."
    hint = "A remark goes on a line of its own. If it is part of the value, write:"
    return Finding("text-lost", message, (line.with_value(quote(whole)),), hint)


def _items(inside: str) -> list[str] | None:
    """The values between two brackets; None where they are not a simple list."""
    items, place = [], 0
    while place < len(inside):
        match = _ITEM.match(inside, place)
        if not match:
            return None
        text = match[1].strip()
        parts = unquote(text) if text[0] in "\"'" else None
        items.append(parts[0] if parts else text)
        place = match.end()
    return items


def _bracketed(line: Line) -> Finding:
    """A list in square brackets, or names with values in curly ones."""
    value = line.value
    message = f"a value that begins with {value[0]} must be in quotation marks: {shown(value)}."
    in_quotes = Finding("special-sign", message, (line.with_value(quote(value)),))
    if value[-1] != {"[": "]", "{": "}"}[value[0]] or len(value) < 2:
        return in_quotes
    if not value[1:-1].strip():
        lines = (line.head,) if line.dashes else ()
        message = f"{value} stands for nothing, and is not needed."
        return Finding("list-in-brackets", message, lines, "Leave it out.")
    items = _items(value[1:-1])
    if not items:
        return in_quotes
    if value[0] == "[":
        message = f"a list goes one to a line, without brackets: {shown(value)}."
        rows = [f"- {as_value(item)}" for item in items]
    else:
        message = f"names with values go one to a line, without brackets: {shown(value)}."
        pairs = [item.partition(":") for item in items]
        if not all(colon and is_name(name.strip()) for name, colon, _ in pairs):
            return in_quotes
        rows = [f"{name.strip()}: {as_value(text.strip())}" for name, _, text in pairs]
    return Finding("list-in-brackets", message, _below(line, rows))


def _below(line: Line, rows: list[str]) -> tuple[str, ...]:
    """The rows as what a line's name or dash stands for."""
    if line.key is not None:
        return (line.head, *(" " * (line.start + 2) + row for row in rows))
    if rows[0].startswith("- ") and line.dashes:  # a list in a list: its items join the outer one
        return tuple(line.text[: line.dashes[-1]] + row if not n else " " * line.dashes[-1] + row
                     for n, row in enumerate(rows))  # fmt: skip
    return tuple(line.text[: line.start] + row if not n else " " * line.start + row
                 for n, row in enumerate(rows))  # fmt: skip


def _special(line: Line) -> Finding | None:
    """A value that begins with a sign to which YAML gives a meaning of its own."""
    value = line.value
    if value[0] in "\"'":
        return _quoted(line)
    if BLOCK.fullmatch(value):
        return None
    if value[0] in "[{":
        return _bracketed(line)
    if value[0] == "#":
        message = f"the whole value {shown(value)} would be lost, because it begins with #."
        hint = "A remark goes on a line of its own. If it is the value, write:"
        return Finding("text-lost", message, (line.with_value(quote(value)),), hint)
    message = f"a value that begins with {value[0]} must be in quotation marks: {shown(value)}."
    return Finding("special-sign", message, (line.with_value(quote(value)),))


def misshapen(line: Line) -> Finding | None:
    """What is wrong with a line's dash or its colon, if anything."""
    if line.dashes:
        return None
    start, bare = " " * line.indent, line.text.lstrip(" ")
    bullet = _BULLET.fullmatch(bare)
    if bullet:
        message = "an item of a list begins with a hyphen and a space."
        return Finding("wrong-bullet", message, (f"{start}- {bullet['rest']}",))
    glued = _GLUED.fullmatch(bare) if line.key is None or ":" in line.key else None
    if glued and (is_name(glued["name"]) or not line.indent):
        message = "a name is followed by a colon and a space."
        fixed = f"{start}{glued['name']}: {glued['value']}"
        return Finding("no-space-after-colon", message, (fixed,))
    return None


def judge(line: Line) -> Finding | None:
    """What is wrong with a line's value, if anything.

    Args:
        line: the line, of which place and name are right.

    Returns:
        The finding, whose lines YAML reads as they are meant; or None.
    """
    value = line.value
    if not value:
        return None
    if value[0] in SPECIAL:
        return _special(line)
    place = value.find(" #")
    if place >= 0:
        return _lost(line, value[place:], value)
    if ": " in value or value.endswith(":"):
        message = f"a colon inside a value needs quotation marks around the value: {shown(value)}."
        return Finding("colon-in-value", message, (line.with_value(quote(value)),))
    if value.startswith("- ") and line.key is not None:
        message = f"a list begins on the line below its name: {shown(value)}."
        rows = [f"- {as_value(value[2:].strip())}"]
        return Finding("list-after-name", message, _below(line, rows))
    if value[:2] in {"- ", "? "} or value in {"-", "?"}:
        message = f"a value that begins with {value[0]} must be in quotation marks: {shown(value)}."
        return Finding("special-sign", message, (line.with_value(quote(value)),))
    return None
