"""Diagnostics for a terminal, as JSON, and as GitHub workflow commands."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from reviewlib.diagnostics.diagnostic import (
    Diagnostic,
    Edit,
    errors,
    sort_diagnostics,
    summary_line,
    warnings,
)

_LOG_COMMAND = re.compile(r"^[^\S\n]*::|##\[", re.MULTILINE)


def printable(text: str) -> str:
    """A line for a terminal, in which a file's name cannot move the cursor or change colours."""
    if text.isprintable():
        return text
    signs = (f"U+{ord(c):04X}" if unicodedata.category(c) == "Cc" else c for c in text)
    return "".join(signs)


def _one_as_text(problem: Diagnostic) -> str:
    kind = "" if problem.is_error else "warning: "
    field = f"{problem.field}: " if problem.field else ""
    head = f"{problem.path}:{problem.line}: {kind}{field}{problem.message}  [{problem.code}]"
    hint = (f"    {printable(line)}".rstrip() for line in problem.hint.split("\n") if problem.hint)
    return "\n".join([printable(head), *hint])


def as_text(problems: Sequence[Diagnostic]) -> str:
    """Every problem and the summary line, as plain text for a terminal."""
    lines = [*map(_one_as_text, sort_diagnostics(problems)), summary_line(problems)]
    return harmless_in_log("\n".join(lines) + "\n")


def harmless_in_log(text: str) -> str:
    """Text in which a log of GitHub's finds no command.

    There `::` begins one after any blank space at the left, and `##[` anywhere.

    >>> harmless_in_log("  ::error::x"), harmless_in_log("a ##[group]")
    ('  : :error::x', 'a ## [group]')
    """
    return _LOG_COMMAND.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", text)


def _fix(edit: Edit | None) -> dict[str, str | int] | None:
    if edit is None:
        return None
    return {
        "first_line": edit.first,
        "last_line": edit.last,
        "old": edit.old,
        "new": edit.new,
        "applicability": str(edit.applicability),
    }


def as_json(problems: Sequence[Diagnostic]) -> str:
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
            "fix": _fix(problem.fix),
        }
        for problem in sort_diagnostics(problems)
    ]
    whole = {"problems": rows, "errors": len(errors(problems)), "warnings": len(warnings(problems))}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(problems: Sequence[Diagnostic]) -> str:
    """The same as GitHub workflow commands, which show each problem on its line."""
    rows = []
    for problem in sort_diagnostics(problems):
        field = f"{problem.field}: " if problem.field else ""
        words = "\n".join(filter(None, [f"{field}{problem.message}", problem.hint]))
        where = [f"file={_github_property(problem.path)}", f"line={problem.line}"]
        if problem.column:
            where.append(f"col={problem.column}")
        where.append(f"title={_github_property(problem.code)}")
        rows.append(f"::{problem.severity} {','.join(where)}::{_github_data(words)}")
    return "\n".join([*rows, summary_line(problems)]) + "\n"
