"""One line of a header, taken apart, and text made fit to be a value on one.

takes: a line
gives: Line; quote() and as_value() for what is to be written
knows nothing of: the lines around it, what the names mean, reviews
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["BLOCK", "PLEASE_CHECK", "Line", "as_value", "is_name", "parse_line", "quote", "unquote"]

PLEASE_CHECK = "# please check"
"""The one remark allowed after a value: `import` marks what it is unsure of with it."""

BLOCK = re.compile(r"[|>][+-]?")
"""What stands for a value that follows as lines of text (YAML 1.2.2, 8.1)."""

# Signs with a meaning of their own at the start of a value (YAML 1.2.2, 5.3).
SPECIAL = frozenset("[]{}*&!|>%@`,#\"'")

_MARK = re.compile(r"(?:^|(?<= ))#\s*please check[.:!?]?$", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_QUOTED_NAME = re.compile(r"""("[^"\\]{1,200}"|'[^']{1,200}')[ ]*:(?=[ ]|$)""")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_LONGEST_NAME = 200
_DASHES = re.compile(r"(?P<indent>[ ]*)(?:-(?:[ ]+|$))*")
# Spaces of other kinds (no-break, thin, ideographic), where YAML would not take them for spaces.
_OTHER_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_START = re.compile(rf"[ {_OTHER_SPACES}]*(?:-[ {_OTHER_SPACES}]+)*")
_ODD_AFTER_NAME = re.compile(
    rf"^([ -]*[A-Za-z_][\w ]*?)[{_OTHER_SPACES} ]*:[ ]*[{_OTHER_SPACES}][{_OTHER_SPACES} ]*"
)
_ODD_BEFORE_MARK = re.compile(rf"[{_OTHER_SPACES} ]+(?=#\s*please check[.:!?]?$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form `  - - name: value # please check`, of which each part may be missing.

    Args:
        text: the line, without spaces at its end.
        indent: the spaces before it.
        dashes: the column of each dash, from 0.
        start: the column at which the name or, without one, the value begins, from 0.
        key: the name, without quotation marks; None where there is none.
        head: the line up to its value, without the space before it.
        value: the value as written, without the mark.
        mark: the "# please check" after it, or "".
    """

    text: str
    indent: int
    dashes: tuple[int, ...]
    start: int
    key: str | None
    head: str
    value: str
    mark: str

    @property
    def is_text(self) -> bool:
        """Whether it has neither a dash nor a name."""
        return not self.dashes and self.key is None

    @property
    def owner(self) -> int:
        """The column of the name, or of the last dash, whose value this is."""
        return self.dashes[-1] if self.key is None and self.dashes else self.start

    def with_value(self, value: str) -> str:
        """The line with another value."""
        head = self.head + " " if self.head.strip() and value else self.head
        return f"{head}{value} {self.mark}".rstrip()

    def at(self, indent: int) -> Line:
        """The same line with another indent."""
        return parse_line(" " * indent + self.text.lstrip(" "))


def is_name(text: str | None) -> bool:
    """Whether a text has the shape that all names of fields have."""
    return text is not None and _NAME.fullmatch(text) is not None


def plain_spaces(text: str) -> str:
    """The line with ordinary spaces around its dashes and its colon.

    A no-break space comes with text pasted from a word processor, and nobody can see it: this
    is put right in silence, as are Windows line ends. In a value it stays.
    """
    if text.isascii():
        return text
    match = _ODD_START.match(text)
    assert match is not None  # it matches nothing, too
    start = "".join(" " if letter.isspace() else letter for letter in match[0])
    return _ODD_BEFORE_MARK.sub(" ", _ODD_AFTER_NAME.sub(r"\1: ", start + text[match.end() :]))


def _name_ends(rest: str) -> int:
    """Where the colon after a name is; -1 where there is no name."""
    if not rest or rest[0] in SPECIAL or rest[0] == ":" or rest[:2] in {"? ", "- "}:
        return -1
    if rest[:3] in {"---", "..."} and rest[3:4] in {"", " "}:
        return -1
    end = rest.find(": ")
    if end < 0:
        end = len(rest) - 1 if rest.endswith(":") else -1
    return end if end <= _LONGEST_NAME and " #" not in rest[: max(end, 0)] else -1


def parse_line(text: str) -> Line:
    """Take a line apart. Any line can be: what has no other form is a value alone.

    >>> line = parse_line("  - name: some value")
    >>> line.dashes, line.start, line.key, line.value
    ((2,), 4, 'name', 'some value')
    """
    text = text.rstrip(" ")
    match = _DASHES.match(text)
    assert match is not None  # it matches nothing, too
    indent, column = match.end("indent"), match.end()
    dashes = [place for place in range(indent, column) if text[place] == "-"]
    rest = text[column:]
    key, end = None, column
    quoted = _QUOTED_NAME.match(rest) if rest[:1] in {'"', "'"} else None
    if quoted:
        key, end = quoted[1][1:-1], column + quoted.end()
    elif (found := _name_ends(rest)) > 0:
        key, end = rest[:found].rstrip(" "), column + found + 1
    value, mark = text[end:].strip(" "), ""
    if "#" in value and (match := _MARK.search(value)):
        value, mark = value[: match.start()].rstrip(" "), match[0]
    head = text[:column].rstrip(" ") if dashes and key is None else text[:end]
    return Line(text, indent, tuple(dashes), column, key, head, value, mark)


def quote(value: str) -> str:
    """A value in quotation marks that YAML reads back letter for letter.

    >>> print(quote("Note: Fife"))
    "Note: Fife"
    >>> print(quote('The "best" one'))
    'The "best" one'
    """
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def unquote(value: str) -> tuple[str, str] | None:
    r"""The text in quotation marks and what follows them; None where they are not closed.

    Of the signs after a backslash only the mark and the backslash itself are taken for what
    they stand for: `"C:\new"` is a folder.
    """
    match = (_DOUBLE if value[0] == '"' else _SINGLE).match(value)
    if not match:
        return None
    inner = (
        match[1].replace("''", "'") if value[0] == "'" else re.sub(r'\\(["\\])', r"\1", match[1])
    )
    return inner, value[match.end() :]


def is_plain(value: str) -> bool:
    """Whether YAML reads a value as it stands, without quotation marks."""
    if not value or value[0] in SPECIAL or value != value.strip():
        return False
    if (value[0] in "-?:" and value[1:2].isspace()) or value in {"-", "?", ":"}:
        return False
    return " #" not in value and ": " not in value and not value.endswith(":")


def as_value(value: str) -> str:
    """A text as it can stand after a name or a dash: as it is or, where needed, quoted."""
    return value if is_plain(value) else quote(value)
