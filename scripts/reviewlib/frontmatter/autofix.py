"""Finds the lines of front matter that YAML would silently misread, and the lines to write instead.

YAML reads many likely mistakes without a word: text after " #" is dropped, a line without a name
is joined to the one above. Others stop the parser at the first one. So each line is looked at
before YAML sees it. One that would be misread is a problem with its corrected line, which is what
is read on, so that one run finds every mistake of a file.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from reviewlib.diagnostics import Diagnostic
from reviewlib.frontmatter.lint import (
    BLOCK,
    PLEASE_CHECK,
    WRITE,
    Line,
    LineEdits,
    Violation,
    as_it_is,
    as_value,
    is_name,
    lint_form,
    lint_value,
    opens_more,
    parse_line,
    plain_spaces,
    quote,
    unquote,
)
from reviewlib.text import quoted

# YAML says with spaces what belongs to what, and one space too many makes another thing of a
# line, or stops everything. `Indentation` follows the lines as YAML does, so that a line that
# is indented wrongly can be reported, corrected and parsed on from.


class Placement(enum.Enum):
    """How a line stands to the lines above it."""

    OK = enum.auto()
    MOVE = enum.auto()  # to another column
    FOLDED = enum.auto()  # YAML would join it to the value above
    LIST_BELOW_VALUE = enum.auto()  # a list under a name that has a value already
    NO_DASH = enum.auto()  # a text between the items of a list
    NO_COLON = enum.auto()  # a text where a name and a value belong
    NOWHERE = enum.auto()  # nothing above that it can belong to


@dataclass(slots=True)
class Level:
    """A list, or a group of names, that is still open."""

    column: int  # the indentation of its dashes or names, from 0
    is_list: bool  # whether it is a list
    index: int  # the line it begins on, from 0
    name: str = ""  # in a group, the last name read
    has_texts: bool = False  # in a list, whether an item so far is a text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `Indentation.fit` says of a line; `column` and `index` are those of where it belongs."""

    fit: Placement
    column: int = 0
    index: int = 0


_OK = Verdict(Placement.OK)


class Indentation:
    """The levels open after the lines entered so far."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.owner = 0  # the column of the last name or, after a bare dash, of that dash
        self.owner_is_dash = False
        self.pending = False  # whether that name or dash still waits for its value

    @property
    def field_path(self) -> str:
        """The path of names to the last line, as diagnostics print it."""
        return ": ".join(level.name for level in self.levels if level.name)

    def fit(self, line: Line) -> Verdict:
        """Judge where a line begins."""
        column = line.indent
        if not self.levels:
            return Verdict(Placement.NO_COLON) if line.is_text else _OK
        if column > self.owner:
            return _OK if self.pending else self._too_far_in(line)
        if self.pending and column == self.owner and not self.owner_is_dash:
            if line.dashes:
                return _OK
            if line.is_text:
                return Verdict(Placement.FOLDED)
        if line.is_text:
            return self._stray_text(column)
        is_list = bool(line.dashes)
        if any(level.column == column and level.is_list is is_list for level in self.levels):
            return _OK
        return self._nearest(is_list, column)

    def _too_far_in(self, line: Line) -> Verdict:
        """A line that begins further in than a value that is complete."""
        if line.is_text or (not line.dashes and not is_name(line.key)):
            return Verdict(Placement.FOLDED)
        if line.dashes and not self.owner_is_dash:
            return Verdict(Placement.LIST_BELOW_VALUE)
        return self._nearest(bool(line.dashes), line.indent)

    def _stray_text(self, column: int) -> Verdict:
        inner = [level for level in self.levels if level.column <= column] or self.levels[:1]
        level = inner[-1]
        return Verdict(
            Placement.NO_DASH if level.is_list else Placement.NO_COLON, level.column, level.index
        )

    def _nearest(self, is_list: bool, column: int) -> Verdict:
        fitting = [level for level in self.levels if level.is_list is is_list]
        if not fitting:
            if is_list and not self.owner_is_dash and column == self.owner:
                return Verdict(Placement.LIST_BELOW_VALUE)
            return Verdict(Placement.NOWHERE)
        best = min(reversed(fitting), key=lambda level: abs(level.column - column))
        return Verdict(Placement.MOVE, best.column, best.index)

    def in_list_of_texts(self, line: Line) -> bool:
        """Whether a line that begins with a dash continues a list of texts."""
        return any(
            level.column == line.indent and level.is_list and level.has_texts
            for level in self.levels
        )

    def column_for(self, line: Line) -> int:
        """The likeliest column of a line whose own cannot be trusted."""
        if not self.levels:
            return 0
        if self.pending:
            return self.owner + 2
        found = self._nearest(bool(line.dashes), self.owner)
        return found.column if found.fit is Placement.MOVE else self.owner

    def enter(self, line: Line, index: int) -> None:
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


_NAMELESS = re.compile(r"([a-z][a-z0-9_]*) +(\S.*)")
_SENTENCES = "Delete it or, if it is a sentence for readers, put it below the header."
_FURTHEST = 50
"""How many lines on the other half of a quotation mark or bracket is looked for."""


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"


class _Autofix:
    """One pass over the lines; keeps what was read and what was said."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines, self.first_line = lines, first_line
        self.fixed: list[tuple[str, ...]] = []  # for each line, what stands for it
        self.notes = LineEdits()
        self.layout = Indentation()
        self.field = ""  # the path of names to the current line
        self.last: tuple[int, Line] | None = None  # the last value on one line
        self.block: int | None = None  # the column of what owns the lines of text under | or >
        self.block_indent = 0  # where those begin; 0 before the first

    def run(self) -> None:
        """Take the lines one by one."""
        while len(self.fixed) < len(self.lines):
            count, self.field = len(self.notes.all), ""
            self._take(self.lines[len(self.fixed)])
            for note in self.notes.all[count:]:  # only now is it known what the line belongs to
                note.field = self.field

    def _report(self, code: str, message: str, hint: str = WRITE, first: int | None = None,
             used: int = 0) -> None:  # fmt: skip
        index = len(self.fixed)
        self.notes.error(
            code, message, hint, index, index if first is None else first, index + used
        )

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
            self._report("wrong-indent", f"this line belongs to the text above it, which begins "
                      f"with {needed} spaces; so must this line.")  # fmt: skip
        self.fixed.append((fixed,))
        self.field = self.layout.field_path
        return True

    def _without_tabs(self, text: str) -> str:
        if "\t" not in text:
            return text
        bare = text.lstrip()
        start = text[: len(text) - len(bare)]
        bare = bare.replace("\t", " ")
        if "\t" in start:
            start = " " * self.layout.column_for(parse_line(bare))
        self._report("tab", "the line holds a tab; the lines of the header take spaces only.")
        return start + bare

    def _check_place(self, line: Line) -> None:
        """Check the indentation of a line, correct it, and lint its value."""
        verdict = self.layout.fit(line)
        if verdict.fit is Placement.OK:
            self._value(line)
        elif verdict.fit is Placement.MOVE:
            self._value(self._moved(line, verdict))
        elif verdict.fit is Placement.FOLDED:
            self._joined(line)
        elif verdict.fit is Placement.LIST_BELOW_VALUE:
            self._listed(line)
        elif verdict.fit is Placement.NOWHERE:
            self._report_misplaced(line)
        else:
            self._nameless(line, verdict)

    def _moved(self, line: Line, verdict: Verdict) -> Line:
        what = "list" if line.dashes else "names"
        self._report(
            "wrong-indent",
            f"this line begins with {_spaces(line.indent)}; to belong to the {what} that "
            f"begin{'s' if line.dashes else ''} on line {self.first_line + verdict.index} "
            f"it needs {_spaces(verdict.column)}.",
        )
        return line.at(verdict.column)

    def _nameless(self, line: Line, verdict: Verdict) -> None:
        """A text where a dash, or a name and a colon, belongs before it."""
        bare = line.text.lstrip(" ")
        value = bare.removesuffix(line.mark).rstrip()
        start = " " * verdict.column
        if verdict.fit is Placement.NO_DASH and not value.strip("-."):
            message = f"the line {quoted(value)} has no place inside a list."
            self._report("no-dash", message, "Delete this line.")
            self.fixed.append(())
        elif verdict.fit is Placement.NO_DASH:
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
        self.layout.pending = False
        self.field = self.layout.field_path

    def _listed(self, line: Line) -> None:
        """A list below a name that has a value already: the value is its first item."""
        if self.last is None:
            self._report_misplaced(line)
            return
        index, above = self.last
        column = self.layout.owner + 2
        message = (
            f"line {self.first_line + index} already gives a value; "
            "a list goes below a name that has none."
        )
        self._report("list-after-value", message, first=index)
        value = above.value if above.value[:1] in {'"', "'"} else as_value(above.value)
        item = parse_line(f"{' ' * column}- {value} {above.mark}")
        self.fixed[index] = (item.text,) if above.is_text else (above.head, item.text)
        self.layout.enter(item, index)
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
            self.notes.warning("please-check", message, hint, index)
        lines = [parse_line(text) for text in finding.lines] if finding else [line]
        if finding and (item := self._text_item(lines[0] if lines else line)):
            lines = [parse_line(text) for text in item.lines]  # such as {a: b} between texts
        for each in lines:
            self.layout.enter(each, index)
            self.field = self.field or self.layout.field_path
        self.fixed.append(tuple(each.text for each in lines))
        self.fixed += [()] * used
        self.last = (index, lines[0]) if len(lines) == 1 else None
        if len(lines) == 1 and BLOCK.fullmatch(lines[0].value):
            self.last, self.block, self.block_indent = None, self.layout.owner, 0

    def _text_item(self, line: Line) -> Violation | None:
        """An item that is a text with a colon in it, not a name and its value."""
        if not line.dashes or line.key is None:
            return None
        if is_name(line.key) and not self.layout.in_list_of_texts(line):
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
        owner = self.layout.owner if line.is_text else line.owner
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
    problems = [note.problem(path, first_line, work.fixed) for note in work.notes.all]
    return fixed, tuple(numbers), problems
