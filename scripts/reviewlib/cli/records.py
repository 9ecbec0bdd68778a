"""The commands that read records: check, show, docs."""

from __future__ import annotations

import argparse
import os
import sys

from reviewlib.build_date import today
from reviewlib.cache import cache_of
from reviewlib.diagnostics import (
    ConfigError,
    as_github,
    as_json,
    as_text,
    count,
    errors,
    harmless_in_log,
    printable,
    sort_diagnostics,
)
from reviewlib.editors.changes import refuse_tracked
from reviewlib.editors.fixes import fix_library, unified_diff, write_fixes
from reviewlib.library import LoadResult, load
from reviewlib.library.checks import stale
from reviewlib.library.urls import report_address, wanted_file
from reviewlib.models.documentation import records_markdown
from reviewlib.search import advice
from reviewlib.site.url_manifest import lost_urls

_PRINTERS = {"text": as_text, "github": as_github, "json": as_json}


def _is_own_terminal() -> bool:
    """Whether what is printed is for one editor's eyes, not for a log that others read."""
    return sys.stdout.isatty() and not os.environ.get("CI")


def _load(options: argparse.Namespace, *, reveal: bool = False) -> LoadResult:
    return load(options.root, cache=cache_of(options.root), reveal=reveal, today=today())


def _fix(options: argparse.Namespace) -> bool:
    """Apply the safe fixes, or with --diff only show them; whether any is left to apply."""
    apply = not options.diff
    if options.format != "text":
        raise ConfigError("--fix and --diff print text; leave --format out.")
    files = fix_library(options.root, cache_of(options.root))
    if apply:
        write_fixes(options.root, files)
    for file in files:
        print(harmless_in_log("\n".join(map(printable, unified_diff(file)))))
    fixes = count(sum(file.count for file in files), "fix", "fixes")
    done = "applied" if apply else "can be applied"
    print(f"{fixes} in {count(len(files), 'file')} {done}." if files else "Nothing to fix.")
    return bool(files) and not apply


def check(options: argparse.Namespace) -> int:
    """Read every record and say what is wrong; on request fix what can be fixed safely."""
    refuse_tracked(options.root)
    fixable = (options.fix or options.diff) and _fix(options)
    result = _load(options, reveal=options.format == "text" and _is_own_terminal())
    library = result.library
    late = (*stale(library, today()), *advice(library)) if library else ()
    lost = lost_urls(options.root, library) if library and not errors(result.problems) else ()
    found = sort_diagnostics((*result.problems, *late, *lost))
    sys.stdout.write(_PRINTERS[options.format](found))
    return 1 if errors(found) or fixable else 0


def reports(options: argparse.Namespace) -> int:
    """Each report with the name its file has, or should have in reports/."""
    for review in _load(options).checked().reviews:
        for report in review.reports:
            state = "here" if report.file else "wanted"
            name = report.file or wanted_file(review, report)
            print(f"{state}\t{name}\t{report_address(review, name)}\t{report.title}")
    return 0


def docs(options: argparse.Namespace) -> int:
    """docs/records.md, which is made from the models; a command for developers."""
    if options.write:
        (options.root / "docs" / "records.md").write_text(records_markdown(), encoding="utf-8")
    else:
        sys.stdout.write(records_markdown())
    return 0
