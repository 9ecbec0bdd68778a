"""Edits of a record's front matter that an import makes: an entry completed, a line of history."""

# As in `fixes`, lines are changed and nothing is written back from what was read, so that
# comments, order and the other fields stay as the editor left them.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewlib.diagnostics import Edit
from reviewlib.editors.fixes import apply_edits
from reviewlib.frontmatter import as_value
from reviewlib.schema import Place, Precision, VisitDatesValue

_DASH = re.compile(r"^(\s*)-(\s+)")
_FIRST = ("title", "kind")


@dataclass(frozen=True, slots=True)
class RecordEdits:
    """What is to be changed in one record."""

    # fields of the record itself, each with its new value; None takes it away
    fields: Mapping[str, str | None]
    entry: Place | None  # the place of the report's entry, or None to add one
    # the fields of that entry, each with its value as an editor writes it
    values: Mapping[str, str]
    history: tuple[Mapping[str, str], ...] = ()  # further changes, each as its fields


class _Lines:
    """The lines of a record, each with what is to be written in its place."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.rows = raw.decode("utf-8").removeprefix("\ufeff").splitlines()
        self.now = {at: [row] for at, row in enumerate(self.rows, 1)}
        closing = (at for at, row in enumerate(self.rows[1:], 2) if row.rstrip() == "---")
        self.end = next(closing, len(self.rows))

    def set(self, line: int, name: str, value: str) -> None:
        """A new value in the line of a field, whatever stands before its name."""
        before = self.rows[line - 1]
        head = before[: before.index(f"{name}:")] if f"{name}:" in before else ""
        self.now[line][0] = f"{head}{name}: {as_value(value)}"

    def end_of(self, line: int) -> int:
        """The last line of the field of the record that begins on a line."""
        last = line
        for at in range(line + 1, self.end):
            row = self.rows[at - 1]
            if row.strip() and not row.startswith((" ", "-", "#", "\t")):
                break
            if row.strip() and not row.startswith("#"):
                last = at
        return last

    def result(self) -> bytes:
        changed = ((at, now) for at, now in self.now.items() if now != [self.rows[at - 1]])
        return apply_edits(self.raw, [Edit.lines(at, now) for at, now in changed])[0]


def when_text(value: VisitDatesValue) -> str:
    """The dates of a visit in the form that records take; several runs with commas between them."""
    between = value.precision is Precision.BETWEEN
    joint, before = (" and ", "between ") if between else (" to ", "")
    runs = (joint.join(dict.fromkeys((run.first.iso, run.last.iso))) for run in value.ranges)
    return before + ", ".join(runs) if value.ranges else "unknown"


def field_rows(name: str, value: str) -> list[str]:
    """The lines of a field; separate days of a visit are a list."""
    if name == "when" and ", " in value:
        return [f"{name}:", *(f"  - {day}" for day in value.split(", "))]
    return [f"{name}: {as_value(value)}"]


def item_rows(values: Mapping[str, str], indent: str = "  ") -> list[str]:
    """The lines of an item of a list."""
    rows = [f"{name}: {as_value(value)}" for name, value in values.items()]
    return [f"{indent}- {rows[0]}", *(f"{indent}  {row}" for row in rows[1:])]


def _append(lines: _Lines, record: Place, name: str, items: Iterable[Mapping[str, str]]) -> None:
    """Items at the end of one of the record's lists; the list itself where it is not there."""
    given = dict(record.fields)
    items = tuple(items)
    if not items:
        return
    if name not in given:
        before = min((line for other, line in record.fields if other in ("sources", "history")
                      and other != name), default=lines.end)  # fmt: skip
        lines.now[before - 1] += [f"{name}:", *(row for one in items for row in item_rows(one))]
        return
    start = given[name]
    last = lines.end_of(start)
    dashes = (_DASH.match(row) for row in lines.rows[start:last])
    indent = next((found[1] for found in dashes if found), "  ")
    lines.now[last] += [row for one in items for row in item_rows(one, indent)]


def _complete(lines: _Lines, entry: Place, values: Mapping[str, str]) -> None:
    given = dict(entry.fields)
    dash = _DASH.match(lines.rows[entry.line - 1])
    indent = " " * len(dash[0]) if dash else "    "
    last = max((given[name] for name in _FIRST if name in given), default=entry.line)
    for name, value in values.items():
        if name in given:
            lines.set(given[name], name, value)
        else:
            lines.now[last].append(f"{indent}{name}: {as_value(value)}")


def edited(raw: bytes, record: Place, edits: RecordEdits) -> bytes:
    """A record's bytes with the edits made."""
    lines = _Lines(raw)
    given = dict(record.fields)
    for name, value in edits.fields.items():
        rows = [] if value is None else field_rows(name, value)
        if name in given:
            start = given[name]
            for line in range(start, lines.end_of(start) + 1):
                lines.now[line][:1] = rows if line == start else []
        else:
            lines.now[given.get("status", lines.end - 1)] += rows
    if edits.entry is not None:
        _complete(lines, edits.entry, edits.values)
    else:
        _append(lines, record, "reports", (edits.values,) if edits.values else ())
    _append(lines, record, "history", edits.history)
    return lines.result()
