"""What is said of the lines of a header while they are put right, and the problems it makes."""

# A correction can touch several lines, and a line can need several. So the lines to write are
# not put into words until all are right: then every correction shows the same final lines, and
# whichever of them an editor pastes is right as a whole.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability, Diagnostic, Edit, Severity, with_rows

WRITE = "Write:"
"""The words before the lines to write, where there is nothing to add."""


_DELETE = {"Delete this line.", "Leave it out."}
# A second reading is as likely: a remark, a forgotten name, a sentence.
_UNSAFE = {"folded-line", "list-after-value", "no-colon", "text-after-quote", "text-lost"}


@dataclass(slots=True)
class LineEdit:
    """What is said of a line.

    Args:
        index: the line, from 0.
        first: the first line that the correction stands for, from 0.
        last: the last such line.
        code: the problem's short name.
        messages: what is wrong, a sentence each.
        hint: what to do; where it ends with a colon, the corrected lines follow.
        severity: error or warning.
        field: the names in which the line stands.
    """

    index: int
    first: int
    last: int
    code: str
    messages: list[str]
    hint: str
    severity: Severity
    field: str = ""

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
        return Diagnostic(path, line, 0, self.field, self.code, message, hint, self.severity, fix)


class LineEdits:
    """All that is said of a header: one error at most for a line, and one for what is joined."""

    def __init__(self) -> None:
        self.all: list[LineEdit] = []

    def error(self, code: str, message: str, hint: str, index: int, first: int, last: int) -> None:
        """Say what is wrong with a line, and which lines are written anew."""
        before = self.all[-1] if self.all else None
        if before and before.severity is Severity.ERROR:
            if before.index == index:
                before.messages.append(message)
                before.first, before.last = min(first, before.first), max(last, before.last)
                before.hint = hint if before.hint == WRITE else before.hint
                return
            if before.code == code == "folded-line" and before.first == first:
                before.last = last
                return
        self.all.append(LineEdit(index, first, last, code, [message], hint, Severity.ERROR))

    def warning(self, code: str, message: str, hint: str, index: int) -> None:
        """Say what is worth a look."""
        self.all.append(LineEdit(index, index, index, code, [message], hint, Severity.WARNING))
