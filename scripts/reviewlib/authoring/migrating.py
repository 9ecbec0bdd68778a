"""Records in an older form, rewritten: their own lines, and nothing else in the file."""

# An older form is one that is read still, with a warning: a step below for each such warning. A
# file is changed line by line, so that remarks, order, spaces and line ends stay as its editor
# left them, and is put into its place whole. What was rewritten is read with no warning, so a
# second run finds nothing. ADR 0013 says why there are steps and not version numbers.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.authoring.files import put_over
from reviewlib.fields import Choices
from reviewlib.library import Library
from reviewlib.problems import Problem
from reviewlib.source.lint import parse_line

__all__ = ["STEPS", "Rewritten", "Step", "rewritten", "write"]

_ENDS = re.compile(r"(\r\n|\n|\r)")
_MARK = re.compile(r"(?P<open>\(\s*themes?\s*:)(?P<names>[^()]+)\)", re.IGNORECASE)
_NAME = re.compile(r"[^\s,;](?:[^,;]*[^\s,;])?")
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:\s")  # "[name]: /address/", on a line of its own
_LINK = re.compile(r"(?P<before>\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)/(?P<to>[^\s)>#?\"']*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One older form, and how a line in it is rewritten.

    Args:
        code: the warning with which it is read still.
        rewrite: the line anew, without its end: from the line, its problem and the library.
        also: other lines of the same file that may hold what the problem is about.
    """

    code: str
    rewrite: Callable[[str, Problem, Library], str]
    also: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file in today's form.

    Args:
        path: the file, relative to the library's root.
        raw: all its bytes.
        lines: the number of each line that is another, with what it was and what it is.
        left: the lines that could not be rewritten, and are as they were.
    """

    path: str
    raw: bytes
    lines: tuple[tuple[int, str, str], ...]
    left: tuple[int, ...]


# ---------------------------------------------------------------------- the steps


def _present_name(line: str, problem: Problem, library: Library) -> str:
    """The name that a theme, an authority or a document has now, in the place of a former one."""
    if problem.column:  # in a header
        return _in_header(line, problem)
    return _in_mark(line, library.vocabulary.choices["themes"])


def _in_header(line: str, problem: Problem) -> str:
    rows = problem.hint.splitlines()
    new = parse_line(rows[1].strip()).value if len(rows) > 1 else ""
    return parse_line(line).with_value(new) if new else line


def _in_mark(line: str, themes: Choices) -> str:
    """The names in the last marks of a finding, such as "(theme: Inclusion, Equity)"."""

    def now(match: re.Match[str]) -> str:
        written = match[0]
        return written if themes.find(written) else themes.renamed(written) or written

    def all_now(match: re.Match[str]) -> str:
        return match["open"] + _NAME.sub(now, match["names"]) + ")"

    return _MARK.sub(all_now, line)


def _present_address(line: str, _problem: Problem, library: Library) -> str:
    """The address that a page of this site has now, in the place of a former one."""

    def now(match: re.Match[str]) -> str:
        to = match["to"]
        known = to in library.addresses or to not in library.redirects
        return match[0] if known else f"{match['before']}/{library.redirects[to]}"

    return _LINK.sub(now, line)


STEPS = (
    Step("former-name", _present_name),
    Step("link-to-former-address", _present_address, also=_DEFINITION),
)
"""Every older form that is read still."""


# ---------------------------------------------------------------------- the files


def rewritten(root: Path, library: Library, problems: tuple[Problem, ...]) -> Iterator[Rewritten]:
    """Each file with something in an older form, as it would be without.

    Args:
        root: the library's folder.
        library: what was read there.
        problems: what was found while it was read.
    """
    steps = {step.code: step for step in STEPS}
    by_path: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code in steps:
            by_path[problem.path].append(problem)
    for path, found in by_path.items():
        raw = (root / path).read_bytes()
        parts = _ENDS.split(raw.decode("utf-8"))  # what was read is UTF-8
        before = parts[::2]
        left = []
        for problem in found:
            step = steps[problem.code]
            also = step.also
            lines = [n for n, line in enumerate(parts[::2], 1) if also and also.match(line)]
            for line in dict.fromkeys((problem.line, *lines)):
                at = 2 * (line - 1)
                parts[at] = step.rewrite(parts[at], problem, library)
            if parts[::2] == before:
                left.append(problem.line)
        pairs = enumerate(zip(before, parts[::2], strict=True), 1)
        changed = tuple((n, old, new) for n, (old, new) in pairs if old != new)
        yield Rewritten(path, "".join(parts).encode("utf-8"), changed, tuple(left))


def write(root: Path, file: Rewritten) -> None:
    """Put a file into its place.

    Raises:
        ConfigError: it cannot be written.
    """
    if file.lines:
        put_over(root, root / file.path, file.raw)
