"""How many processes a command may use at a time, and work divided among them.

takes: `--jobs`, or the environment; work
gives: a number; what the work gives, which is the same however many processes do it
independent of: what the processes do
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

__all__ = ["in_processes", "jobs", "use_jobs"]

_T = TypeVar("_T")
_R = TypeVar("_R")

_VARIABLE = "REVIEWLIB_JOBS"
_WORTH = 0.1  # seconds of work after which it pays to start processes
_AT_A_TIME = 4


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


def in_processes(work: Callable[[_T], _R], items: Sequence[_T]) -> Iterator[_R]:
    """What `work` gives for each item, in order; for much work, by as many processes as `jobs`.

    The first items are done in this process: what they load, all others find loaded. The processes
    are forked from it, so that only what they give is copied. Where there is no fork, or there are
    other threads, which a fork would cut off in the middle, this process does it all.
    """
    done, spent = 0, 0.0
    while done < len(items) and spent < _WORTH:
        started = time.process_time()
        made = work(items[done])
        spent += time.process_time() - started
        done += 1
        yield made
    rest = items[done:]
    number = min(jobs(), len(rest))
    if number < 2 or sys.platform != "linux" or threading.active_count() > 1:
        yield from map(work, rest)
        return
    import multiprocessing  # only large libraries need it

    with multiprocessing.get_context("fork").Pool(number, _begin, (work, rest)) as pool:
        yield from pool.imap(_do, range(len(rest)), _AT_A_TIME)


_todo: list[Any] = []  # in a process that was forked: the work, and the items


def _begin(work: Callable[[_T], _R], items: Sequence[_T]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that forked this one ends it
    _todo[:] = work, items


def _do(place: int) -> Any:
    work, items = _todo
    return work(items[place])
