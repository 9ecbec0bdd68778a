"""Diagnostics and their edits, in order of place; our exceptions."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewlib.diagnostics.registry import Severity, severity_of


class ReviewLibError(Exception):
    """The root of what reviewlib raises.

    ReviewLibError
     ├── ConfigError    a setting of the site, or the folder it was asked to read, is not usable
     ├── ContentError   the content has problems; carries them
     └── BuildError     something of ours went wrong while building
    """


class ConfigError(ReviewLibError):
    """A setting, or the folder given, cannot be used."""


class ContentError(ReviewLibError):
    """The content has errors, so nothing is published."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        self.problems = tuple(problems)
        super().__init__(summary_line(self.problems))


class BuildError(ReviewLibError):
    """The build failed for a reason that is not the editors' doing."""


# ---------- diagnostics


class Applicability(enum.StrEnum):
    """How sure an edit is (the term of rustc and Ruff)."""

    SAFE = "safe"
    """It changes how a thing is written, not what is said; `check --fix` applies it."""
    UNSAFE = "unsafe"
    """The message shows it as one possibility; an editor must choose."""
    GUESS = "guess"
    """What "Did you mean …?" asks; an editor must confirm."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a file that would make a problem vanish."""

    first: int  # the first line it is about, from 1
    last: int  # the last such line
    # what to write: whole lines, each with its "\n" ("" to delete them); or, where `old` is given,
    # the text that takes its place
    new: str
    old: str = ""  # the text to replace within those lines; "" to replace the lines themselves
    applicability: Applicability = Applicability.SAFE  # how sure it is

    @classmethod
    def lines(
        cls,
        first: int,
        rows: Iterable[str],
        *,
        last: int = 0,
        applicability: Applicability = Applicability.SAFE,
    ) -> Edit:
        """Rows in the place of a line, or of all lines up to the last."""
        new = "".join(f"{row}\n" for row in rows)
        return cls(first, last or first, new, applicability=applicability)

    def conflicts(self, other: Edit) -> bool:
        """Whether the two cannot be applied together: both touch a line, and one replaces it."""
        apart = self.last < other.first or other.last < self.first
        return not apart and not (self.old and other.old)

    @property
    def rows(self) -> tuple[str, ...]:
        """The lines to write."""
        return tuple(self.new.split("\n")[:-1])


def with_rows(hint: str, edit: Edit) -> str:
    """A hint with the lines to write: after a hint that ends with a colon, else before it."""
    rows = [f"  {row}" for row in edit.rows]
    if hint.endswith(":"):
        return "\n".join([hint, *rows])
    return "\n".join(["Write:", *rows, *filter(None, [hint])])


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing wrong, or worth a look, in one place."""

    path: str  # the file, relative to the library's root, with forward slashes
    line: int  # the line in that file, counted from 1
    column: int  # the column in that line, counted from 1; 0 where it does not matter
    field: str  # the field's name as the editor wrote it, "" for the file or its text
    code: str  # the permanent name of its rule, such as "unknown-theme"
    message: str  # what is wrong, with the value found, in a sentence or two
    hint: str = ""  # what to write instead; may hold several lines; "" for none
    # the edit of this file that makes it vanish, where one is known
    fix: Edit | None = dataclasses.field(default=None, compare=False)

    @property
    def severity(self) -> Severity:
        """Error or warning, as its rule says."""
        return severity_of(self.code)

    @property
    def is_error(self) -> bool:
        """Whether this stops the library from being published."""
        return self.severity is Severity.ERROR


def sort_diagnostics(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, then line, then all the rest, so that the order never varies; each once."""
    return tuple(sorted(set(problems)))


def errors(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only those that stop publishing."""
    return tuple(problem for problem in problems if problem.is_error)


def warnings(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only those that do not stop publishing."""
    return tuple(problem for problem in problems if not problem.is_error)


def summary_line(problems: Sequence[Diagnostic]) -> str:
    """The last line of a check, such as "1 problem in 1 file. Nothing was published."."""
    wrong, doubtful = errors(problems), warnings(problems)
    parts = ["No problems."]
    if wrong:
        files = len({problem.path for problem in wrong})
        problems_in_files = f"{count(len(wrong), 'problem')} in {count(files, 'file')}."
        parts = [problems_in_files, "Nothing was published."]
    if doubtful:
        parts.append(f"{count(len(doubtful), 'warning')}.")
    return " ".join(parts)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "file"), count(1200, "file"), count(2, "authority", "authorities")
    ('1 file', '1,200 files', '2 authorities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
