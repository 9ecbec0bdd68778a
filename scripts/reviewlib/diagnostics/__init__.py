"""Problems found in content: the rules, diagnostics with their fixes, and the printers.

takes: what a reader found, where, and what to write instead
gives: Diagnostic, Edit; the rules; printers for terminal, JSON and GitHub; our exceptions
independent of: how problems are found, YAML, reviews
"""

from __future__ import annotations

from reviewlib.diagnostics.diagnostic import (
    Applicability,
    BuildError,
    ConfigError,
    ContentError,
    Diagnostic,
    Edit,
    ReviewLibError,
    count,
    errors,
    sort_diagnostics,
    summary_line,
    warnings,
    with_rows,
)
from reviewlib.diagnostics.printers import as_github, as_json, as_text, harmless_in_log, printable
from reviewlib.diagnostics.registry import Area, Example, Part, Rule, Severity, areas, rules

__all__ = [
    "Applicability",
    "Area",
    "BuildError",
    "ConfigError",
    "ContentError",
    "Diagnostic",
    "Edit",
    "Example",
    "Part",
    "ReviewLibError",
    "Rule",
    "Severity",
    "areas",
    "as_github",
    "as_json",
    "as_text",
    "count",
    "errors",
    "harmless_in_log",
    "printable",
    "rules",
    "sort_diagnostics",
    "summary_line",
    "warnings",
    "with_rows",
]
