"""Finds the lines of front matter that YAML would misread, and the lines to write instead.

YAML reads many likely mistakes without a word: text after " #" is dropped, a line without a name
is joined to the one above. Others stop the parser at the first one. So each line is looked at
before YAML sees it. One that would be misread is a problem with its corrected line, which is what
is read on, so that one run finds every mistake of a file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability, Diagnostic, Edit, Severity, rules, with_rows
from reviewlib.text import quoted, without_curly_marks

# ---------- one line parsed

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


@functools.lru_cache(4096)  # most lines of a header are those of many others, too
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


# ---------- what YAML would misread in one line

_ITEM = re.compile(r"""\s*+("[^"\\]*+"|'(?:[^']|'')*+'|[^\s,\[\]{}"'][^,\[\]{}]*+)\s*+(?:,|$)""")

_GLUED = re.compile(r"(?P<name>[A-Za-z][A-Za-z_]*)(?:\s*=\s*|:(?!//))(?P<value>\S.*)")
_BULLET = re.compile(r"(?:[*+•–—·‣◦▪●] +|-(?=[A-Za-z\"']))(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Violation:
    """One misread value: what is wrong, and the lines to write instead."""

    code: str  # the problem's short name
    message: str  # what is wrong
    lines: tuple[str, ...]  # what to write instead of the line; none to leave it out
    hint: str = "Write:"  # the words before those lines


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


def _special_sign(line: Line) -> Violation:
    """A value that YAML would take for something else, or refuse."""
    value = line.value
    message = f"a value that begins with {value[0]} must be in quotation marks: {quoted(value)}."
    return Violation("special-sign", message, (line.with_value(quote(value)),))


def _bracketed(line: Line) -> Violation:
    """A list in square brackets, or names with values in curly ones."""
    value = line.value
    in_quotes = _special_sign(line)
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
    in_list = rows[0].startswith("- ") and line.dashes  # its items join the outer list
    column = line.dashes[-1] if in_list else line.start
    return (line.text[:column] + rows[0], *(" " * column + row for row in rows[1:]))


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
    return _special_sign(line)


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
        return _special_sign(line)
    return None


# ---------- the pass over all lines

_DELETE = {"Delete this line.", "Leave it out."}
# A second reading is as likely: a remark, a forgotten name, a sentence.
_UNSAFE = {"folded-line", "list-after-value", "no-colon", "text-after-quote", "text-lost"}
_NAMELESS = re.compile(r"([a-z][a-z0-9_]*) +(\S.*)")
_SENTENCES = "Delete it or, if it is a sentence for readers, put it below the header."
_FURTHEST = 50
"""How many lines on the other half of a quotation mark or bracket is looked for."""


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
        """The problem it makes.

        A correction can touch several lines, and a line can need several. So this is asked for
        once all lines are right: then every correction shows the same final lines, and whichever
        of them an editor pastes is right as a whole.
        """
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


@dataclass(slots=True)
class Level:
    """A list, or a group of names, that is still open."""

    column: int  # the indentation of its dashes or names, from 0
    is_list: bool  # whether it is a list
    index: int  # the line it begins on, from 0
    name: str = ""  # in a group, the last name read
    has_texts: bool = False  # in a list, whether an item so far is a text


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"


class _Autofix:
    """One pass over the lines; keeps what was read and what was said.

    YAML says with spaces what belongs to what, and one space too many makes another thing of a
    line, or stops everything. So the open lists and groups are followed as YAML does.
    """

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines, self.first_line = lines, first_line
        self.fixed: list[tuple[str, ...]] = []  # for each line, what stands for it
        self.edits: list[LineEdit] = []
        self.levels: list[Level] = []  # what is open after the lines so far
        self.owner = 0  # the column of the last name or, after a bare dash, of that dash
        self.owner_is_dash = False
        self.pending = False  # whether that name or dash still waits for its value
        self.field = ""  # the path of names to the current line
        self.last: tuple[int, Line] | None = None  # the last value on one line
        self.block: int | None = None  # the column of what owns the lines of text under | or >
        self.block_indent = 0  # where those begin; 0 before the first

    def run(self) -> None:
        """Take the lines one by one."""
        while len(self.fixed) < len(self.lines):
            count, self.field = len(self.edits), ""
            self._take(self.lines[len(self.fixed)])
            for edit in self.edits[count:]:  # only now is it known what the line belongs to
                edit.field = self.field

    def _report(
        self, code: str, message: str, hint: str = "Write:", first: int | None = None, used: int = 0
    ) -> None:
        """Say what is wrong with a line: one error at most for it, and one for what is joined."""
        index = len(self.fixed)
        first, last = index if first is None else first, index + used
        before = self.edits[-1] if self.edits else None
        if before and rules()[before.code].severity is Severity.ERROR:
            if before.index == index:
                before.messages.append(message)
                before.first, before.last = min(first, before.first), max(last, before.last)
                before.hint = hint if before.hint == "Write:" else before.hint
                return
            if before.code == code == "folded-line" and before.first == first:
                before.last = last
                return
        self.edits.append(LineEdit(index, first, last, code, [message], hint))

    def _take(self, text: str) -> None:
        text = text.rstrip()
        if self.block is not None and text and self._in_block(text):
            return
        if not text or text.lstrip()[0] == "#":
            self.fixed.append((text.lstrip(),))
            return
        line = parse_line(plain_spaces(self._without_tabs(text)))
        found = lint_form(line)
        if found:
            self._report(found.code, found.message)
            line = parse_line(found.lines[0])
        self._check_place(line)

    def _in_block(self, text: str) -> bool:
        """Whether a line belongs to the text under | or >; if so, it is taken."""
        assert self.block is not None
        spaces = text[: len(text) - len(text.lstrip(" \t"))]
        if "\t" not in spaces and len(spaces) <= self.block:
            self.block = None
            return False
        self.block_indent = self.block_indent or max(len(spaces.replace("\t", "")), self.block + 2)
        needed = self.block_indent
        fixed = text
        if "\t" in spaces or len(spaces) < needed:
            fixed = " " * needed + text.lstrip(" \t")
            message = (
                "this line belongs to the text above it, "
                f"which begins with {needed} spaces; so must this line."
            )
            self._report("wrong-indent", message)
        self.fixed.append((fixed,))
        self.field = self._path()
        return True

    def _without_tabs(self, text: str) -> str:
        if "\t" not in text:
            return text
        bare = text.lstrip()
        start = text[: len(text) - len(bare)]
        bare = bare.replace("\t", " ")
        if "\t" in start:
            start = " " * self._column_for(parse_line(bare))
        self._report("tab", "the line holds a tab; the lines of the header take spaces only.")
        return start + bare

    # ---------- where a line stands

    def _check_place(self, line: Line) -> None:
        """Check the indentation of a line, correct it, and lint its value."""
        column, is_list = line.indent, bool(line.dashes)
        below_name = self.pending and column == self.owner and not self.owner_is_dash
        if not self.levels:
            handle = self._stray_text if line.is_text else self._value
        elif column > self.owner:
            handle = self._value if self.pending else self._too_far_in
        elif below_name and (is_list or line.is_text):
            handle = self._value if is_list else self._joined
        elif line.is_text:
            handle = self._stray_text
        elif any(level.column == column and level.is_list is is_list for level in self.levels):
            handle = self._value
        else:
            handle = self._move
        handle(line)

    def _too_far_in(self, line: Line) -> None:
        """A line that begins further in than a value that is complete."""
        if line.is_text or (not line.dashes and not is_name(line.key)):
            self._joined(line)  # as YAML would
        elif line.dashes and not self.owner_is_dash:
            self._listed(line)
        else:
            self._move(line)

    def _nearest(self, is_list: bool, column: int) -> Level | None:
        """The open list, or group of names, that begins nearest to a column."""
        fitting = [level for level in reversed(self.levels) if level.is_list is is_list]
        return min(fitting, key=lambda level: abs(level.column - column), default=None)

    def _column_for(self, line: Line) -> int:
        """The likeliest column of a line whose own cannot be trusted."""
        if not self.levels:
            return 0
        if self.pending:
            return self.owner + 2
        level = self._nearest(bool(line.dashes), self.owner)
        return level.column if level else self.owner

    def _path(self) -> str:
        """The path of names to the last line, as diagnostics print it."""
        return ": ".join(level.name for level in self.levels if level.name)

    def _enter(self, line: Line, index: int) -> None:
        """Track a correctly indented line."""
        if line.is_text:  # a value on a line of its own
            self.pending = False
            return
        columns = [(column, True) for column in line.dashes]
        if line.key is not None:
            columns.append((line.start, False))
        first, is_list = columns[0]
        while self.levels and self._closes(self.levels[-1], first, is_list):
            self.levels.pop()
        last = self.levels[-1] if self.levels else None
        if last and (last.column, last.is_list) == (first, is_list):
            columns = columns[1:]
        self.levels += [Level(column, kind, index) for column, kind in columns]
        innermost = self.levels[-1]
        if line.key is not None:
            innermost.name = line.key
        else:
            innermost.has_texts = innermost.has_texts or bool(line.value)
        self.owner, self.owner_is_dash = line.owner, line.key is None
        self.pending = not line.value

    @staticmethod
    def _closes(level: Level, column: int, is_list: bool) -> bool:
        deeper = level.column > column
        return deeper or (level.column == column and level.is_list and not is_list)

    # ---------- lines in the wrong place

    def _move(self, line: Line) -> None:
        """Put a line at the column of what it probably belongs to."""
        level = self._nearest(bool(line.dashes), line.indent)
        if level:
            what = "list" if line.dashes else "names"
            self._report(
                "wrong-indent",
                f"this line begins with {_spaces(line.indent)}; to belong to the {what} that "
                f"begin{'s' if line.dashes else ''} on line {self.first_line + level.index} "
                f"it needs {_spaces(level.column)}.",
            )
            self._value(line.at(level.column))
        elif line.dashes and not self.owner_is_dash and line.indent == self.owner:
            self._listed(line)
        else:
            self._report_misplaced(line)

    def _stray_text(self, line: Line) -> None:
        """A text where a dash, or a name and a colon, belongs before it."""
        inner = [level for level in self.levels if level.column <= line.indent] or self.levels[:1]
        column, in_list = (inner[-1].column, inner[-1].is_list) if inner else (0, False)
        bare = line.text.lstrip(" ")
        value = bare.removesuffix(line.mark).rstrip()
        start = " " * column
        if in_list and not value.strip("-."):
            message = f"the line {quoted(value)} has no place inside a list."
            self._report("no-dash", message, "Delete this line.")
            self.fixed.append(())
        elif in_list:
            message = f"the line {quoted(bare)} is in a list without a dash before it."
            self._report("no-dash", message)
            self._value(parse_line(f"{start}- {as_value(value)} {line.mark}"))
        elif (parts := _NAMELESS.fullmatch(value)) is None:
            self._report_misplaced(line)
        else:
            self._report("no-colon", f"the line {quoted(bare)} has no colon after its name.")
            self._value(parse_line(f"{start}{parts[1]}: {as_value(parts[2])} {line.mark}"))

    def _report_misplaced(self, line: Line) -> None:
        """A line that can belong to nothing; it is left out."""
        if line.is_text:
            message = f"the line {quoted(line.text)} is not a name, a colon and a value."
        else:
            message = f"the line {quoted(line.text)} belongs to nothing above it."
        self._report("no-colon", message, _SENTENCES)
        self.fixed.append(())

    def _joined(self, line: Line) -> None:
        """Join a line to the value above, as YAML would, and say so."""
        if self.last is None:
            self._report_misplaced(line)
            return
        index, above = self.last
        more = line.text.removesuffix(line.mark).strip()
        parts = unquote(above.value) if above.value[:1] in {'"', "'"} else None
        value = f"{parts[0] if parts else above.value} {more}".strip()
        message = (
            f"the line {quoted(more)} has no name of its own; "
            "a value goes on one line, with its name or dash."
        )
        self._report("folded-line", message, first=index)
        fixed = parse_line(above.with_value(as_value(value)))
        self.fixed[index] = (fixed.text,)
        self.fixed.append(())
        self.last = (index, fixed)
        self.pending = False
        self.field = self._path()

    def _listed(self, line: Line) -> None:
        """A list below a name that has a value already: the value is its first item."""
        if self.last is None:
            self._report_misplaced(line)
            return
        index, above = self.last
        column = self.owner + 2
        message = (
            f"line {self.first_line + index} already gives a value; "
            "a list goes below a name that has none."
        )
        self._report("list-after-value", message, first=index)
        value = above.value if above.value[:1] in {'"', "'"} else as_value(above.value)
        item = parse_line(f"{' ' * column}- {value} {above.mark}")
        self.fixed[index] = (item.text,) if above.is_text else (above.head, item.text)
        self._enter(item, index)
        self._value(line.at(column))

    def _value(self, line: Line) -> None:
        """Lint the value of a correctly indented line, and keep the line."""
        index = len(self.fixed)
        line, used = self._whole(line)
        finding = self._text_item(line) or self._block(line) or lint_value(line)
        if finding:
            self._report(finding.code, finding.message, finding.hint, used=used)
        elif used:
            message = f"a value goes on one line: {as_it_is(line.value)}"
            self._report("folded-line", message, used=used)
        if line.mark:
            message = f"the value on this line is marked {quoted(PLEASE_CHECK)}."
            hint = "Compare it with the report, put it right, and delete the mark."
            self.edits.append(LineEdit(index, index, index, "please-check", [message], hint))
        lines = [parse_line(text) for text in finding.lines] if finding else [line]
        if finding and (item := self._text_item(lines[0] if lines else line)):
            lines = [parse_line(text) for text in item.lines]  # such as {a: b} between texts
        for each in lines:
            self._enter(each, index)
            if self.edits and not self.field:
                self.field = self._path()
        self.fixed.append(tuple(each.text for each in lines))
        self.fixed += [()] * used
        self.last = (index, lines[0]) if len(lines) == 1 else None
        if len(lines) == 1 and BLOCK.fullmatch(lines[0].value):
            self.last, self.block, self.block_indent = None, self.owner, 0

    def _continues_texts(self, line: Line) -> bool:
        """Whether a line that begins with a dash continues a list of texts."""
        return any(
            level.column == line.indent and level.is_list and level.has_texts
            for level in self.levels
        )

    def _text_item(self, line: Line) -> Violation | None:
        """An item that is a text with a colon in it, not a name and its value."""
        if not line.dashes or line.key is None:
            return None
        if is_name(line.key) and not self._continues_texts(line):
            return None
        start = line.text[: line.start]
        if not line.value:
            message = f"the colon after {quoted(line.key)} makes a name of it."
            return Violation("colon-in-item", message, (start + as_value(line.key),))
        text = line.text[line.start :].removesuffix(line.mark).rstrip()
        message = f"{quoted(text)} would be read as a name and a value, because of its colon."
        return Violation("colon-in-item", message, (f"{start}{quote(text)} {line.mark}".rstrip(),))

    def _block(self, line: Line) -> Violation | None:
        """A sign for a text on the lines below (YAML 1.2, 8.1), where no text is below."""
        if not BLOCK.fullmatch(line.value):
            return None
        below = next((row for row in self.lines[len(self.fixed) + 1 :] if row.strip()), "")
        inner, sign = parse_line(below.replace("\t", "    ")), quoted(line.value)
        if inner.indent <= line.indent:
            message = f"the sign {sign} stands for a text on the lines below, and there is none."
        elif inner.dashes or (inner.key is not None and is_name(inner.key)):
            message = f"the sign {sign} makes one text of the lines below, which are a list."
        else:
            return None
        return Violation("special-sign", message, (line.head,), "Leave the sign out:")

    def _whole(self, line: Line) -> tuple[Line, int]:
        """A line with the rest of its value, where that goes on; and how many lines it took."""
        if not opens_more(line.value):
            return line, 0
        index = len(self.fixed)
        owner = self.owner if line.is_text else line.owner
        value = line.value
        for used, text in enumerate(self.lines[index + 1 : index + 1 + _FURTHEST], start=1):
            bare = plain_spaces(text.replace("\t", " ")).strip()
            further = len(text) - len(text.lstrip()) > owner or not bare.strip("]},")
            if not bare or not further:
                break
            if value[0] in "\"'" and is_name(parse_line(bare).key):
                break
            value = f"{value} {bare}"
            if not opens_more(value):
                return parse_line(line.with_value(value)), used
        return line, 0


def autofix(
    lines: list[str], path: str, first_line: int
) -> tuple[list[str], tuple[int, ...], list[Diagnostic]]:
    """Find each line that YAML would misread or refuse.

    Args:
        lines: the lines of the header, without its fences.
        first_line: the line in the file of the first of `lines`, from 1.

    Returns:
        The lines as meant; for each of those lines its line in the file; the problems.
    """
    work = _Autofix(lines, first_line)
    work.run()
    fixed = [line for meant in work.fixed for line in meant]
    numbers = [first_line + index for index, meant in enumerate(work.fixed) for _ in meant]
    problems = [edit.problem(path, first_line, work.fixed) for edit in work.edits]
    return fixed, tuple(numbers), problems
