"""Apply the edits that diagnostics carry, and leave every other byte of a file as it is."""

# YAML and Markdown are never written back from what was read: an edit changes its own lines, so
# comments, order, spaces, quotation marks and line ends stay as the editor left them. Edits that
# touch one line wait for one another: the library is read again, with what was fixed so far laid
# over it, until nothing more can be fixed. Only then is anything written (ADR 0019).

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache
from reviewlib.diagnostics import Applicability, ConfigError, Edit
from reviewlib.editors.files import put_over
from reviewlib.frontmatter.lint import parse_line
from reviewlib.library import load

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|$)")
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:\s*<?")  # "[name]: /address/", on a line of its own
_MOST_ROUNDS = 20
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file with its fixes applied."""

    path: str  # the file, relative to the library's root
    before: bytes  # all its bytes as they were read
    after: bytes  # all its bytes with the fixes
    count: int  # how many fixes were applied


class _Text:
    """The lines of a file, each with its own end, while they are edited from the last upwards."""

    def __init__(self, raw: bytes) -> None:
        text = raw.decode("utf-8")  # what has a fix could be read, so it is UTF-8
        self.bom = _BOM if text.startswith(_BOM) else ""
        found = [(one[1], one[2]) for one in _LINE.finditer(text.removeprefix(_BOM))]
        self.lines = found[:-1] if found[-1] == ("", "") and len(found) > 1 else found

    def raw(self) -> bytes:
        return (self.bom + "".join(line + end for line, end in self.lines)).encode("utf-8")

    def apply(self, edit: Edit) -> bool:
        return self._replace_text(edit) if edit.old else self._replace_lines(edit)

    def _replace_text(self, edit: Edit) -> bool:
        """The last occurrence in its lines; of a link, else the one in a reference definition."""
        word = re.compile(rf"(?<![\w-]){re.escape(edit.old)}(?![\w-])")
        for index in reversed(range(edit.first - 1, min(edit.last, len(self.lines)))):
            if found := [*word.finditer(self.lines[index][0])]:
                self._put(index, found[-1].start(), edit)
                return True
        for index, (line, _) in enumerate(self.lines):
            start = _DEFINITION.match(line)
            if start and word.match(line, start.end()):
                self._put(index, start.end(), edit)
                return True
        return False

    def _put(self, index: int, column: int, edit: Edit) -> None:
        line, end = self.lines[index]
        self.lines[index] = (line[:column] + edit.new + line[column + len(edit.old) :], end)

    def _replace_lines(self, edit: Edit) -> bool:
        old = self.lines[edit.first - 1 : edit.last]
        rows = list(edit.rows)
        if len(rows) == len(old) == 1:
            rows = [_with_mark(rows[0], old[0][0])]
        new = [(row, old[0][1] or "\n") for row in rows]
        if new:
            new[-1] = (new[-1][0], old[-1][1])
        self.lines[edit.first - 1 : edit.last] = new
        return new != old


def _with_mark(row: str, before: str) -> str:
    """A line with the "# please check" of the one whose place it takes."""
    mark = parse_line(before).mark
    return f"{row} {mark}" if mark and not parse_line(row).mark else row


def apply_edits(raw: bytes, edits: Iterable[Edit]) -> tuple[bytes, int]:
    """A file's bytes with edits applied, and how many were: those that conflict with none before.

    Args:
        edits: what to change, each by its lines in the file as it is.
    """
    chosen: list[Edit] = []
    for edit in edits:
        if not any(edit.conflicts(other) for other in chosen):
            chosen.append(edit)
    text = _Text(raw)
    count = sum(text.apply(edit) for edit in sorted(chosen, key=lambda one: -one.first))
    return text.raw(), count


def fix_library(root: Path, cache: Cache | None) -> tuple[FixedFile, ...]:
    """Every file that has a safe fix, as it would be with all of them. Nothing is written."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for _ in range(_MOST_ROUNDS):
        changed = False
        safe: defaultdict[str, list[Edit]] = defaultdict(list)
        for problem in load(root, cache=cache, overlay=after).problems:
            if problem.fix and problem.fix.applicability is Applicability.SAFE:
                safe[problem.path].append(problem.fix)
        for path, edits in safe.items():
            if path not in before:
                before[path] = after[path] = (root / path).read_bytes()
            raw, count = apply_edits(after[path], edits)
            changed = changed or raw != after[path]
            after[path] = raw
            counts[path] += count
        if not changed:
            break
    return tuple(
        FixedFile(path, before[path], after[path], counts[path])
        for path in sorted(after)
        if after[path] != before[path]
    )


def unified_diff(file: FixedFile) -> Iterator[str]:
    """The change as a unified diff, line by line, without line ends."""
    before, after = (raw.decode("utf-8").splitlines() for raw in (file.before, file.after))
    yield from difflib.unified_diff(before, after, file.path, file.path, lineterm="")


def write_fixes(root: Path, files: Iterable[FixedFile]) -> None:
    """Put each file into its place, whole or not at all.

    Raises:
        ConfigError: one was changed meanwhile, or cannot be written.
    """
    for file in files:
        if (root / file.path).read_bytes() != file.before:
            raise ConfigError(f"{file.path} was changed meanwhile, and was left as it is.")
        put_over(root, root / file.path, file.after)
