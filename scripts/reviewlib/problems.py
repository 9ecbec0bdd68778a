"""Problems found in content, as data, and how they are printed.

takes: what a reader found, where, and what to write instead
gives: Problem, suggest(), and printers for terminal, JSON and GitHub annotations
knows nothing of: files, YAML, reviews
"""

# Content mistakes are data, never exceptions: every module that reads adds to one list, and
# only the printers below put them into words on a screen. The exception tree at the end is
# for what is not content.

from __future__ import annotations

import dataclasses
import difflib
import enum
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "BuildError",
    "ConfigError",
    "ContentError",
    "Problem",
    "ReviewLibError",
    "Severity",
    "as_github",
    "as_json",
    "as_text",
    "choices_in_words",
    "errors",
    "fold",
    "harmless_in_log",
    "shown",
    "sort_problems",
    "suggest",
    "summary_line",
    "warnings",
]

_LONGEST_SHOWN = 80
_LOG_COMMAND = re.compile(r"^[^\S\n]*::|##\[", re.MULTILINE)


class Severity(enum.StrEnum):
    """How much a problem matters: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or worth a look, in one place.

    Args:
        path: the file, relative to the library's root, with forward slashes.
        line: the line in that file, counted from 1.
        column: the column in that line, counted from 1; 0 where it does not matter.
        field: the field's name as the editor wrote it, "" for the file or its text.
        code: a short permanent name for this kind of problem, such as "unknown-theme".
        message: what is wrong, with the value found, in a sentence or two.
        hint: what to write instead; may hold several lines; "" for none.
        severity: error or warning.
    """

    path: str
    line: int
    column: int
    field: str
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether this stops the library from being published."""
        return self.severity is Severity.ERROR


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

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(summary_line(self.problems))


class BuildError(ReviewLibError):
    """The build failed for a reason that is not the editors' doing."""


def fold(word: str) -> str:
    """The form in which two labels are compared: no accents, no case, "&" as "and".

    >>> fold("  Na h-Eileanan  Siar ") == fold("na h-eileanan siar")
    True
    >>> fold("Early Learning & Childcare")
    'early learning and childcare'
    """
    word = word.replace("&", " and ").replace("’", "'")
    if not word.isascii():
        word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return " ".join(word.casefold().split())


def _slips(one: str, other: str) -> int:
    """How many letters were missed, added, mistaken or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 < j and a == other[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The one choice close enough to what was written to be worth proposing, or None.

    Close is a slip in every four letters at most; or, where there is only one such choice, one
    that begins or ends with what was written, or with which that begins.

    >>> suggest("Qualty Assurance", ["Inclusion", "Quality Assurance"])
    'Quality Assurance'
    >>> suggest("Gardening", ["Inclusion", "Quality Assurance"]) is None
    True
    """
    folded = fold(word)
    by_folded = {fold(choice): choice for choice in choices}
    for near in difflib.get_close_matches(folded, by_folded, n=5, cutoff=0.6):
        if _slips(folded, near) <= max(1, max(len(near), len(folded)) // 4):
            return by_folded[near]
    alike = [
        choice
        for choice in by_folded
        if _begins(choice, folded) or _begins(folded, choice) or _begins(choice[::-1], folded[::-1])
    ]
    return by_folded[alike[0]] if len(alike) == 1 else None


def _begins(whole: str, part: str) -> bool:
    """Whether a text begins with another, in whole words."""
    if len(part) < 3 or not whole.startswith(part) or whole == part:
        return False
    return not (part[-1].isalnum() and whole[len(part)].isalnum())


def choices_in_words(choices: Sequence[str]) -> str:
    """The choices as a sentence's end, or "" where there are more than eight.

    >>> choices_in_words(["planned", "took place", "called off"])
    'planned, took place or called off'
    """
    if not choices or len(choices) > 8:
        return ""
    return " or ".join([", ".join(choices[:-1]), choices[-1]]) if len(choices) > 1 else choices[0]


def shown(value: str) -> str:
    """A value as messages show it: in quotation marks, on one line, not too long."""
    flat = "".join(
        letter if letter.isprintable() else f"U+{ord(letter):04X}"
        for letter in " ".join(value.split())
    )
    return f'"{flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"}"'


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, then line, then all the rest, so that the order never varies; each once."""
    return tuple(sorted(set(problems), key=dataclasses.astuple))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only those that stop publishing."""
    return tuple(problem for problem in problems if problem.is_error)


def warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only those that do not stop publishing."""
    return tuple(problem for problem in problems if not problem.is_error)


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def summary_line(problems: Sequence[Problem]) -> str:
    """The last line of a check, such as "1 problem in 1 file. Nothing was published."."""
    wrong, doubtful = errors(problems), warnings(problems)
    parts = []
    if wrong:
        files = len({problem.path for problem in wrong})
        parts.append(f"{_count(len(wrong), 'problem')} in {_count(files, 'file')}.")
        parts.append("Nothing was published.")
    else:
        parts.append("No problems.")
    if doubtful:
        parts.append(f"{_count(len(doubtful), 'warning')}.")
    return " ".join(parts)


def _harmless(text: str) -> str:
    """A line for a terminal, in which a file's name cannot move the cursor or change colours."""
    if text.isprintable():
        return text
    signs = (f"U+{ord(c):04X}" if unicodedata.category(c) == "Cc" else c for c in text)
    return "".join(signs)


def _one_as_text(problem: Problem) -> str:
    kind = "" if problem.is_error else "warning: "
    field = f"{problem.field}: " if problem.field else ""
    head = f"{problem.path}:{problem.line}: {kind}{field}{problem.message}  [{problem.code}]"
    hint = (f"    {_harmless(line)}".rstrip() for line in problem.hint.split("\n") if problem.hint)
    return "\n".join([_harmless(head), *hint])


def as_text(problems: Sequence[Problem]) -> str:
    """Every problem and the summary line, as plain text for a terminal."""
    lines = [*map(_one_as_text, sort_problems(problems)), summary_line(problems)]
    return harmless_in_log("\n".join(lines) + "\n")


def harmless_in_log(text: str) -> str:
    """Text in which a log of GitHub's finds no command.

    There `::` begins one after any blank space at the left, and `##[` anywhere.

    >>> harmless_in_log("  ::error::x"), harmless_in_log("a ##[group]")
    ('  : :error::x', 'a ## [group]')
    """
    return _LOG_COMMAND.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", text)


def as_json(problems: Sequence[Problem]) -> str:
    """The same as a JSON document: {"problems": [...], "errors": n, "warnings": n}."""
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "field": problem.field,
            "code": problem.code,
            "severity": str(problem.severity),
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in sort_problems(problems)
    ]
    whole = {
        "problems": rows,
        "errors": len(errors(problems)),
        "warnings": len(warnings(problems)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(problems: Sequence[Problem]) -> str:
    """The same as GitHub workflow commands, which show each problem on its line."""
    rows = []
    for problem in sort_problems(problems):
        field = f"{problem.field}: " if problem.field else ""
        words = "\n".join(filter(None, [f"{field}{problem.message}", problem.hint]))
        where = [f"file={_github_property(problem.path)}", f"line={problem.line}"]
        if problem.column:
            where.append(f"col={problem.column}")
        where.append(f"title={_github_property(problem.code)}")
        rows.append(f"::{problem.severity} {','.join(where)}::{_github_data(words)}")
    return "\n".join([*rows, summary_line(problems)]) + "\n"
