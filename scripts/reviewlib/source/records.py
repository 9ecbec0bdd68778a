"""From a file to its values, each with its line, and its body."""

from __future__ import annotations

import re

from reviewlib.problems import Problem, shown
from reviewlib.source.compose import compose
from reviewlib.source.repair import repair
from reviewlib.source.text import decode
from reviewlib.source.values import Mapping, Scalar, Sequence, SourceFile, Value

__all__ = ["MAX_HEADER_LINES", "read_record", "read_yaml"]

MAX_HEADER_LINES = 500
"""The longest header of a record, in lines; the longest real one has under 60."""

_FENCE = "---"
_BEGIN = 'A record begins with a line "---", then its header, then another line "---".'
_NAMED = re.compile(r"[A-Za-z][A-Za-z_ ]*:(?: |$)")
_FIELD = re.compile(r"[a-z_]+:(?: |$)")
_HEADING = re.compile(r"#{2,6} ")


def _values(lines: list[str], path: str, first_line: int) -> tuple[Value | None, list[Problem]]:
    fixed, numbers, problems = repair(lines, path, first_line)
    if not fixed:
        return None, problems
    value, more = compose(fixed, numbers, path)
    return value, [*problems, *more]


def _fences(lines: list[str], path: str) -> tuple[int, Problem | None]:
    """The line, from 0, that closes the header; or what is wrong with one of the two."""
    if lines[0].rstrip() != _FENCE:
        first = next(index for index, line in enumerate(lines) if line.strip())
        if first and lines[first].rstrip() == _FENCE:
            message = 'there are empty lines before the first "---".'
            return 0, Problem(path, 1, 0, "", "no-header", message, "Delete them.")
        message = f'the file begins with {shown(lines[first])}, not with "---".'
        return 0, Problem(path, first + 1, 0, "", "no-header", message, _BEGIN)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), None)
    stop = len(lines) if end is None else end
    if end is None or any(map(_HEADING.match, lines[1:stop])):
        return 0, _missing_fence(lines[:stop], path)
    if end > MAX_HEADER_LINES:
        message = f"the header is {end - 1:,} lines long, and {MAX_HEADER_LINES} are the most."
        hint = "Sentences belong below the header."
        return 0, Problem(path, 1, 0, "", "header-too-long", message, hint)
    after = lines[end + 1] if end + 1 < len(lines) else ""
    if _FIELD.match(after) and any(line.rstrip() == _FENCE for line in lines[end + 2 :]):
        message = 'the line "---" ends the header here, and what follows reads as more of it.'
        return 0, Problem(path, end + 1, 0, "", "second-header", message, "Delete this line.")
    return end, None


def _missing_fence(lines: list[str], path: str) -> Problem:
    """Where the header probably ends: before its first line that cannot be part of it."""
    message = 'the line "---" that closes the header is missing.'
    for index, line in enumerate(lines[1:], start=1):
        following = next((text for text in lines[index:] if text.strip()), None)
        if following is None:
            break
        ended = _HEADING.match(line) or (not line.strip() and not _NAMED.match(following))
        if ended or (line[:1].isalnum() and not _NAMED.match(line)):
            hint = f'Put a line "---" before line {index + 1}, where the text begins.'
            return Problem(path, index + 1, 0, "", "header-not-closed", message, hint)
    hint = 'Put a line "---" after the last line.'
    last = max(index for index, line in enumerate(lines) if line.strip())
    return Problem(path, last + 1, 0, "", "header-not-closed", message, hint)


def read_record(raw: bytes, path: str) -> tuple[SourceFile | None, list[Problem]]:
    """Read a Markdown file with a header.

    Args:
        raw: the file's bytes.
        path: its path under the library's root, with forward slashes.

    Returns:
        The file, or None where its header cannot be read; and every problem found.
    """
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [Problem(path, 1, 0, "", "empty-file", "the file is empty.", _BEGIN)]
    lines = text.split("\n")
    end, problem = _fences(lines, path)
    if problem:
        return None, [problem]
    value, problems = _values(lines[1:end], path, 2)
    if value is None and not problems:
        value = Mapping((), 1, 1)  # as good as no header, for what needs none
    if isinstance(value, Sequence):
        message = "the header begins with a dash; each of its lines begins with a name and a colon."
        problems.append(Problem(path, value.line, 0, "", "empty-header", message))
    if not isinstance(value, Mapping):
        return None, problems
    return SourceFile(path, value, "\n".join(lines[end + 1 :]), end + 2), problems


def read_yaml(raw: bytes, path: str) -> tuple[SourceFile | None, list[Problem]]:
    """Read a .yml file: one list, or one set of names with values.

    Args:
        raw: the file's bytes.
        path: its path under the library's root, with forward slashes.

    Returns:
        The file, or None where it cannot be read; and every problem found.
    """
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    if lines[first].rstrip() == _FENCE:  # YAML's own sign for the start of a file
        lines[first] = ""
    value, problems = _values(lines, path, 1)
    if value is None and not problems:
        problems.append(Problem(path, 1, 0, "", "empty-file", "the file is empty."))
    if value is None or isinstance(value, Scalar):
        return None, problems
    return SourceFile(path, value, "", 1), problems
