"""What changes between the library as it was and as it is proposed."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import cache_of
from reviewlib.diagnostics import Diagnostic, errors
from reviewlib.editors.changes.advice import Advice, advice
from reviewlib.editors.changes.records import ChangedLine, ChangedRecord, entries
from reviewlib.library import Library, LoadResult, load

_LONG = 1_000_000  # pairs of lines


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in a record that is not as it was.

    Args:
        what: the field's name, or the heading under which a text stands, or "".
        was: what stood there, "" for nothing.
        now: what stands there, "" for nothing.
    """

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is added, changed or removed.

    Args:
        kind: "added", "changed" or "removed"; "mended" where it could not be read before.
        entry: the record as it is proposed; as it was, of one that is removed.
        differences: what is not as it was, of one that is changed.
        advice: what would make it better.
    """

    kind: str
    entry: ChangedRecord
    differences: tuple[Difference, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file in reports/ that is added, changed or removed."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a proposal does to the library.

    Args:
        before: the library as it was, as far as it could be read.
        after: the library as it is proposed.
        changes: its records, in the order of the library.
        files: its reports.
        unreadable: files that changed, and of which no record could be read.
        paths: every file in content/ and reports/ that is not as it was.
        problems: what is wrong, and what is worth a look, anywhere in it.
        elsewhere: how many files change outside content/ and reports/, as far as is known.
    """

    before: LoadResult
    after: LoadResult
    changes: tuple[Change, ...]
    files: tuple[FileChange, ...]
    unreadable: tuple[str, ...]
    paths: frozenset[str]
    problems: tuple[Diagnostic, ...]
    elsewhere: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether it could be published."""
        return self.after.library is not None and not errors(self.problems)


def _hashes(root: Path) -> dict[str, str]:
    """Every ordinary file in content/ and reports/, with a checksum of what is in it."""
    found = {}
    for folder in ("content", "reports"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
                found[path.relative_to(root).as_posix()] = digest
    return found


def _text(before: tuple[ChangedLine, ...], after: tuple[ChangedLine, ...]) -> Iterator[Difference]:
    # Exact comparison takes quadratic time where the same line stands very often.
    is_long = len(before) * len(after) > _LONG
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=is_long)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        was, now = list(before[i1:i2]), list(after[j1:j2])
        for old, new in zip(was, now, strict=False):
            yield Difference(new.heading or old.heading, old.text, new.text)
        for old in was[len(now) :]:
            yield Difference(old.heading, old.text, "")
        for new in now[len(was) :]:
            yield Difference(new.heading, "", new.text)


def _differences(before: ChangedRecord, after: ChangedRecord) -> Iterator[Difference]:
    was, now = dict(before.fields), dict(after.fields)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name, "") != now.get(name, ""):
            yield Difference(name, was.get(name, ""), now.get(name, ""))
    yield from _text(before.lines, after.lines)


def _compared(
    before: dict[str, ChangedRecord],
    after: dict[str, ChangedRecord],
    old: dict[str, str],
    new: dict[str, str],
) -> Iterator[Change]:
    for key, entry in after.items():
        if key not in before:
            yield Change("mended" if entry.path in old and not _is_list(entry) else "added", entry)
        elif differences := tuple(_differences(before[key], entry)):
            yield Change("changed", entry, differences)
    for key, entry in before.items():
        if key not in after and (_is_list(entry) or entry.path not in new):
            yield Change("removed", entry)


def _is_list(entry: ChangedRecord) -> bool:
    """Whether its file holds others beside it."""
    return entry.path.endswith(".yml")


def _advised(root: Path, change: Change) -> Change:
    if change.kind == "removed":
        return change
    found = tuple(advice(root, change.entry))
    return Change(change.kind, change.entry, change.differences, found)


def _files(old: dict[str, str], new: dict[str, str]) -> Iterator[FileChange]:
    for path in sorted({*old, *new}):
        if path.startswith("reports/") and path.endswith(".pdf") and old.get(path) != new.get(path):
            kind = "added" if path not in old else "removed" if path not in new else "changed"
            yield FileChange(kind, path)


def _entries(library: Library | None) -> dict[str, ChangedRecord]:
    return {} if library is None else entries(library)


def propose(root: Path, base: Path) -> Proposal:
    """Compare a library with what it was.

    Args:
        root: its folder, as it is proposed.
        base: its folder, as it was.

    Raises:
        ConfigError: one of them cannot be read at all.
    """
    cache = cache_of(root)
    before, after = load(base, cache=cache), load(root, cache=cache)
    old, new = _hashes(base), _hashes(root)
    paths = frozenset(path for path in {*old, *new} if old.get(path) != new.get(path))
    now = _entries(after.library)
    compared = _compared(_entries(before.library), now, old, new)
    read = {entry.path for entry in now.values()}
    lost = (path for path in sorted(paths) if path.endswith((".md", ".yml")) and path in new)
    return Proposal(
        before=before,
        after=after,
        changes=tuple(_advised(root, change) for change in compared),
        files=tuple(_files(old, new)),
        unreadable=tuple(path for path in lost if path not in read),
        paths=paths,
        problems=after.problems,
    )
