"""What was right once and may no longer be.

takes: a library, a day
gives: problems
knows nothing of: clocks, pages
"""

from __future__ import annotations

import datetime

from reviewlib.library.model import Library
from reviewlib.problems import Problem, Severity

__all__ = ["outdated"]


def outdated(library: Library, today: datetime.date) -> tuple[Problem, ...]:
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
    problem = Problem(
        last.place.path, line, 0, "date", "assessment-old", message, hint, Severity.WARNING
    )
    return (problem,)
