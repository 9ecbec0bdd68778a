"""Which list or group each line of a header belongs to, by where it begins.

takes: lines taken apart, in order
gives: whether a line stands where it can be read and, if not, what was probably meant
knows nothing of: values, problems, what the names mean
"""

# YAML says with spaces what belongs to what, and one space too many makes another thing of a
# line, or stops everything. `Layout` follows the lines as YAML does, so that a line that
# stands wrong can be named, put right and read on from.

from __future__ import annotations

import enum
from dataclasses import dataclass

from reviewlib.source.line import Line, is_name

__all__ = ["Fit", "Layout", "Level", "Verdict"]


class Fit(enum.Enum):
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
    """A list, or a group of names, that is still open.

    Args:
        column: where its dashes or names stand, from 0.
        is_list: whether it is a list.
        index: the line it begins on, from 0.
        name: in a group, the last name read.
        has_texts: in a list, whether an item so far is a text.
    """

    column: int
    is_list: bool
    index: int
    name: str = ""
    has_texts: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `Layout.fit` says of a line; `column` and `index` are those of where it belongs."""

    fit: Fit
    column: int = 0
    index: int = 0


_OK = Verdict(Fit.OK)


class Layout:
    """The levels open after the lines entered so far."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.owner = 0  # the column of the last name or, after a bare dash, of that dash
        self.owner_is_dash = False
        self.pending = False  # whether that name or dash still waits for its value

    @property
    def trail(self) -> str:
        """The names in which the last line stands, as `fields` writes them."""
        return ": ".join(level.name for level in self.levels if level.name)

    def fit(self, line: Line) -> Verdict:
        """Judge where a line begins."""
        column = line.indent
        if not self.levels:
            return Verdict(Fit.NO_COLON) if line.is_text else _OK
        if column > self.owner:
            return _OK if self.pending else self._too_far_in(line)
        if self.pending and column == self.owner and not self.owner_is_dash:
            if line.dashes:
                return _OK
            if line.is_text:
                return Verdict(Fit.FOLDED)
        if line.is_text:
            return self._stray_text(column)
        is_list = bool(line.dashes)
        if any(level.column == column and level.is_list is is_list for level in self.levels):
            return _OK
        return self._nearest(is_list, column)

    def _too_far_in(self, line: Line) -> Verdict:
        """A line that begins further in than a value that is complete."""
        if line.is_text or (not line.dashes and not is_name(line.key)):
            return Verdict(Fit.FOLDED)
        if line.dashes and not self.owner_is_dash:
            return Verdict(Fit.LIST_BELOW_VALUE)
        return self._nearest(bool(line.dashes), line.indent)

    def _stray_text(self, column: int) -> Verdict:
        inner = [level for level in self.levels if level.column <= column] or self.levels[:1]
        level = inner[-1]
        return Verdict(Fit.NO_DASH if level.is_list else Fit.NO_COLON, level.column, level.index)

    def _nearest(self, is_list: bool, column: int) -> Verdict:
        fitting = [level for level in self.levels if level.is_list is is_list]
        if not fitting:
            if is_list and not self.owner_is_dash and column == self.owner:
                return Verdict(Fit.LIST_BELOW_VALUE)
            return Verdict(Fit.NOWHERE)
        best = min(reversed(fitting), key=lambda level: abs(level.column - column))
        return Verdict(Fit.MOVE, best.column, best.index)

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
        return found.column if found.fit is Fit.MOVE else self.owner

    def enter(self, line: Line, index: int) -> None:
        """Follow a line that stands right."""
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
