"""Lint of front matter, line by line: what YAML would misread, with corrected lines as edits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability, Diagnostic, Edit, Severity, rules, with_rows
from reviewlib.text import quoted, without_curly_marks

# A correction can touch several lines, and a line can need several. So the lines to write are
# not put into words until all are right: then every correction shows the same final lines, and
# whichever of them an editor pastes is right as a whole.


WRITE = "Write:"
"""The words before the lines to write, where there is nothing to add."""


_DELETE = {"Delete this line.", "Leave it out."}
# A second reading is as likely: a remark, a forgotten name, a sentence.
_UNSAFE = {"folded-line", "list-after-value", "no-colon", "text-after-quote", "text-lost"}


@dataclass(slots=True)
class LineEdit:
    """What is said of a line."""

    index: int  # the line, from 0
    first: int  # the first line that the correction stands for, from 0
    last: int  # the last such line
    code: str  # the problem's short name
    messages: list[str]  # what is wrong, a sentence each
    hint: str  # what to do; where it ends with a colon, the corrected lines follow
    field: str = ""  # the names in which the line stands

    def problem(self, path: str, first_line: int, lines: Sequence[tuple[str, ...]]) -> Diagnostic:
        """The problem it makes, once all lines are put right."""
        hint = self.hint
        if self.last > self.first:
            numbers = f"{first_line + self.first} to {first_line + self.last}"
            hint = re.sub("([Ww]rite):$", rf"\1 lines {numbers} as:", hint)
        fix = None
        if hint.endswith(":") or hint in _DELETE:
            fix = Edit.lines(
                first_line + self.first,
                [line for meant in lines[self.first : self.last + 1] for line in meant],
                last=first_line + self.last,
                applicability=Applicability.UNSAFE if self.code in _UNSAFE else Applicability.SAFE,
            )
        if fix and hint.endswith(":"):
            hint = with_rows(hint, fix)
        first, *more = self.messages
        message = " ".join([first, *(text[0].upper() + text[1:] for text in more)])
        line = first_line + self.index
        return Diagnostic(path, line, 0, self.field, self.code, message, hint, fix)


class LineEdits:
    """All that is said of a header: one error at most for a line, and one for what is joined."""

    def __init__(self) -> None:
        self.all: list[LineEdit] = []

    def error(self, code: str, message: str, hint: str, index: int, first: int, last: int) -> None:
        """Say what is wrong with a line, and which lines are written anew."""
        before = self.all[-1] if self.all else None
        if before and rules()[before.code].severity is Severity.ERROR:
            if before.index == index:
                before.messages.append(message)
                before.first, before.last = min(first, before.first), max(last, before.last)
                before.hint = hint if before.hint == WRITE else before.hint
                return
            if before.code == code == "folded-line" and before.first == first:
                before.last = last
                return
        self.all.append(LineEdit(index, first, last, code, [message], hint))

    def warning(self, code: str, message: str, hint: str, index: int) -> None:
        """Say what is worth a look."""
        self.all.append(LineEdit(index, index, index, code, [message], hint))


# ---------- one line parsed, and what YAML would misread in it

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
_ANY_SPACE = f"[{_OTHER_SPACES} ]"
# Possessive, so that the time grows with the length of a line, not with its square.
_ODD_AFTER_NAME = re.compile(
    rf"^([ -]*+[A-Za-z_]\w*+(?: ++\w++)*+){_ANY_SPACE}*+:[ ]*+[{_OTHER_SPACES}]{_ANY_SPACE}*+"
)
_ODD_BEFORE_MARK = re.compile(
    rf"(?<!{_ANY_SPACE}){_ANY_SPACE}++(?=#\s*please check[.:!?]?$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form `  - - name: value # please check`, of which each part may be missing."""

    text: str  # the line, without spaces at its end
    indent: int  # the spaces before it
    dashes: tuple[int, ...]  # the column of each dash, from 0
    start: int  # the column at which the name or, without one, the value begins, from 0
    key: str | None  # the name, without quotation marks; None where there is none
    head: str  # the line up to its value, without the space before it
    value: str  # the value as written, without the mark
    mark: str  # the "# please check" after it, or ""

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
    in_quotes = _QUOTED_NAME.match(rest) if rest[:1] in {'"', "'"} else None
    if in_quotes:
        key, end = in_quotes[1][1:-1], column + in_quotes.end()
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


_ITEM = re.compile(r"""\s*+("[^"\\]*+"|'(?:[^']|'')*+'|[^\s,\[\]{}"'][^,\[\]{}]*+)\s*+(?:,|$)""")

_GLUED = re.compile(r"(?P<name>[A-Za-z][A-Za-z_]*)(?:\s*=\s*|:(?!//))(?P<value>\S.*)")
_BULLET = re.compile(r"(?:[*+•–—·‣◦▪●] +|-(?=[A-Za-z\"']))(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Violation:
    """One misread value: what is wrong, and the lines to write instead."""

    code: str  # the problem's short name
    message: str  # what is wrong
    lines: tuple[str, ...]  # what to write instead of the line; none to leave it out
    hint: str = WRITE  # the words before those lines


def as_it_is(value: str) -> str:
    """A value that has quotation marks of its own, for a message."""
    return quoted(value)[1:-1]


def opens_more(value: str) -> bool:
    """Whether a value begins with a sign whose other half is still to come."""
    if value[:1] in {'"', "'"}:
        return unquote(value) is None
    if value[:1] in {"[", "{"}:
        return value.count("[") > value.count("]") or value.count("{") > value.count("}")
    return False


def _quoted(line: Line) -> Violation | None:
    """A value that begins with a quotation mark."""
    value, mark = line.value, line.value[0]
    parts = unquote(value)
    if parts is None:
        inner = value[1:] if mark == '"' else value
        message = f"a quotation mark is opened and not closed: {as_it_is(value)}"
        return Violation("unclosed-quote", message, (line.with_value(as_value(inner)),))
    inner, rest = parts
    if rest.startswith(" #"):
        return _lost(line, rest, f"{inner}{rest}")
    if rest.strip():
        message = f"there is text after the closing quotation mark: {quoted(rest.strip())}."
        hint = "To keep the marks as part of the text, write:"
        return Violation("text-after-quote", message, (line.with_value(quote(value)),), hint)
    if mark == '"' and "\\" in value:
        message = f"a backslash (\\) between these marks changes what is read: {as_it_is(value)}"
        return Violation("special-sign", message, (line.with_value(as_value(inner)),))
    return None


def _lost(line: Line, lost: str, whole: str) -> Violation:
    """Text after " #", which YAML drops."""
    message = f"the text from {quoted(lost.strip())} on would be lost, because of the # before it."
    hint = "A remark goes on a line of its own. If it is part of the value, write:"
    return Violation("text-lost", message, (line.with_value(quote(whole)),), hint)


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


def _bracketed(line: Line) -> Violation:
    """A list in square brackets, or names with values in curly ones."""
    value = line.value
    message = f"a value that begins with {value[0]} must be in quotation marks: {quoted(value)}."
    in_quotes = Violation("special-sign", message, (line.with_value(quote(value)),))
    if value[-1] != {"[": "]", "{": "}"}[value[0]] or len(value) < 2:
        return in_quotes
    if not value[1:-1].strip():
        lines = (line.head,) if line.dashes else ()
        message = f"{value} stands for nothing, and is not needed."
        return Violation("list-in-brackets", message, lines, "Leave it out.")
    items = _items(value[1:-1])
    if not items:
        return in_quotes
    if value[0] == "[":
        message = f"a list goes one to a line, without brackets: {quoted(value)}."
        rows = [f"- {as_value(item)}" for item in items]
    else:
        message = f"names with values go one to a line, without brackets: {quoted(value)}."
        pairs = [item.partition(":") for item in items]
        if not all(colon and is_name(name.strip()) for name, colon, _ in pairs):
            return in_quotes
        rows = [f"{name.strip()}: {as_value(text.strip())}" for name, _, text in pairs]
    return Violation("list-in-brackets", message, _below(line, rows))


def _below(line: Line, rows: list[str]) -> tuple[str, ...]:
    """The rows as what a line's name or dash stands for."""
    if line.key is not None:
        return (line.head, *(" " * (line.start + 2) + row for row in rows))
    if rows[0].startswith("- ") and line.dashes:  # a list in a list: its items join the outer one
        return tuple(line.text[: line.dashes[-1]] + row if not n else " " * line.dashes[-1] + row
                     for n, row in enumerate(rows))  # fmt: skip
    return tuple(line.text[: line.start] + row if not n else " " * line.start + row
                 for n, row in enumerate(rows))  # fmt: skip


def _special(line: Line) -> Violation | None:
    """A value that begins with a sign to which YAML gives a meaning of its own."""
    value = line.value
    if value[0] in "\"'":
        return _quoted(line)
    if BLOCK.fullmatch(value):
        return None
    if value[0] in "[{":
        return _bracketed(line)
    if value[0] == "#":
        message = f"the whole value {quoted(value)} would be lost, because it begins with #."
        hint = "A remark goes on a line of its own. If it is the value, write:"
        return Violation("text-lost", message, (line.with_value(quote(value)),), hint)
    message = f"a value that begins with {value[0]} must be in quotation marks: {quoted(value)}."
    return Violation("special-sign", message, (line.with_value(quote(value)),))


def lint_form(line: Line) -> Violation | None:
    """What is wrong with a line's dash or its colon, if anything."""
    if line.dashes:
        return None
    start, bare = " " * line.indent, line.text.lstrip(" ")
    bullet = _BULLET.fullmatch(bare)
    if bullet:
        message = "an item of a list begins with a hyphen and a space."
        return Violation("wrong-bullet", message, (f"{start}- {bullet['rest']}",))
    glued = _GLUED.fullmatch(bare) if line.key is None or ":" in line.key else None
    if glued and (is_name(glued["name"]) or not line.indent):
        message = "a name is followed by a colon and a space."
        fixed = f"{start}{glued['name']}: {glued['value']}"
        return Violation("no-space-after-colon", message, (fixed,))
    return None


def lint_value(line: Line) -> Violation | None:
    """What is wrong with a line's value, if anything."""
    value = line.value
    if not value:
        return None
    if value[0] in SPECIAL:
        return _special(line)
    place = value.find(" #")
    if place >= 0:
        return _lost(line, value[place:], value)
    if ": " in value or value.endswith(":"):
        message = f"a colon inside a value needs quotation marks around the value: {quoted(value)}."
        meant = quote(without_curly_marks(value))
        return Violation("colon-in-value", message, (line.with_value(meant),))
    if value.startswith("- ") and line.key is not None:
        message = f"a list begins on the line below its name: {quoted(value)}."
        rows = [f"- {as_value(value[2:].strip())}"]
        return Violation("list-after-name", message, _below(line, rows))
    if value[:2] in {"- ", "? "} or value in {"-", "?"}:
        message = (
            f"a value that begins with {value[0]} must be in quotation marks: {quoted(value)}."
        )
        return Violation("special-sign", message, (line.with_value(quote(value)),))
    return None
