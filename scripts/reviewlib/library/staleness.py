"""What was right once and may no longer be."""

from __future__ import annotations

import datetime

from reviewlib.diagnostics import Diagnostic, Severity
from reviewlib.library.model import Library


def stale(library: Library, today: datetime.date) -> tuple[Diagnostic, ...]:
    """A warning where the last assessment of accessibility is more than twelve months old."""
    last = library.assessment
    if last is None or not last.is_old(today):
        return ()
    line = last.place.line_of("date")
    message = (
        f"the last assessment of accessibility is of {last.date.isoformat()}, more than twelve "
        "months ago."
    )
    hint = "Have the site assessed again, and add the assessment to the list."
    problem = Diagnostic(
        last.place.path, line, 0, "date", "assessment-old", message, hint, Severity.WARNING
    )
    return (problem,)
