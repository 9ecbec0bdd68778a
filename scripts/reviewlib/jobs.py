"""How many processes a command may use at a time.

takes: `--jobs`, or the environment
gives: a number; what is made is the same whatever it is
independent of: what the processes do
"""

from __future__ import annotations

import os

__all__ = ["jobs", "use_jobs"]

_VARIABLE = "REVIEWLIB_JOBS"


def jobs() -> int:
    """As many as were asked for; otherwise one for each core this process may run on."""
    asked = os.environ.get(_VARIABLE, "")
    if asked.isdigit() and int(asked):
        return int(asked)
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def use_jobs(number: int) -> None:
    """Use so many from now on; processes that are started inherit it."""
    os.environ[_VARIABLE] = str(number)
