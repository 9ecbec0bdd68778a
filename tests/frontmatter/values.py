"""What the tests of source share: values without their places, and corrections pasted in."""

from __future__ import annotations

import re
from typing import Any

from reviewlib.diagnostics import Diagnostic
from reviewlib.frontmatter import Mapping, Scalar, Value


def plain(value: Value | None) -> Any:
    """A value as Python's own lists, dictionaries and texts."""
    if value is None:
        return None
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Mapping):
        return {name.text: plain(inner) for name, inner in value}
    return [plain(item) for item in value.items]


def correction(problem: Diagnostic) -> list[str]:
    """The lines that a problem's hint says to write."""
    return [line[2:] for line in problem.hint.split("\n") if line.startswith("  ")]


def pasted(lines: list[str], problem: Diagnostic) -> tuple[list[str], range]:
    """The lines of a file after an editor did what a hint says, and which of them are new."""
    span = re.search(r"rite lines (\d+) to (\d+) as:", problem.hint)
    first, last = (int(span[1]), int(span[2])) if span else (problem.line, problem.line)
    written = correction(problem)
    return [*lines[: first - 1], *written, *lines[last:]], range(first, first + len(written))
