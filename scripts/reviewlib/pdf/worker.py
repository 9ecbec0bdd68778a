"""The process in which PDFs are opened, one at a time, each in a child of its own with limits."""

# The reader is loaded once and the process then divides for each file, so that each file gets
# limits of its own and can do no harm beyond them, without loading anything again.

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from reviewlib.pdf.clean import clean
from reviewlib.pdf.examine import examine
from reviewlib.pdf.model import Answer, Fault, FaultError
from reviewlib.pdf.pictures import pictures

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def _limit(kind: int, most: int, grace: int = 0) -> None:
    with contextlib.suppress(ValueError, OSError):  # a system may not know this limit
        resource.setrlimit(kind, (most, most + grace))


def _confine(task: dict[str, Any]) -> None:
    """Limits of this process: time, memory, no files written but the one asked for."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != task["parent"]:
        os._exit(1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # Processor time is what counts: a busy machine makes a file no slower to read than it is.
    signal.setitimer(signal.ITIMER_REAL, task["seconds"] * task["patience"])
    # SIGXCPU at the soft limit tells that time ran out; at the hard one the kernel sends SIGKILL.
    _limit(resource.RLIMIT_CPU, max(1, round(task["seconds"])), grace=2)
    _limit(resource.RLIMIT_AS, task["memory"])
    _limit(resource.RLIMIT_CORE, 0)
    if "to" not in task:
        _limit(resource.RLIMIT_FSIZE, 0)


def _say(answer: Answer) -> None:
    # It begins a line of its own, whatever a child that was killed had left half said.
    rest = memoryview(b"\n" + msgspec.json.encode(answer) + b"\n")
    while rest:
        rest = rest[os.write(1, rest) :]


def _answers(task: dict[str, Any]) -> Iterator[Answer]:
    path = task["path"]
    if "pictures" in task:
        return (Answer(picture=one) for one in pictures(path, task["pages"], *task["pictures"]))
    if "to" in task:
        return iter([Answer(cleaned=clean(path, task["to"]))])
    return (Answer(one) for one in examine(path, task["pages"], task["seconds"]))


def _work(task: dict[str, Any]) -> None:
    """Read one file in this process, and end it."""
    _confine(task)
    try:
        for answer in _answers(task):
            _say(answer)
    except FaultError as error:
        _say(Answer(fault=error.fault))
    except MemoryError:
        _say(Answer(fault=Fault("memory")))
    except RecursionError:
        _say(Answer(fault=Fault("unreadable", "its parts are nested too deep")))
    except Exception:  # whatever is wrong with it; what the reader calls that helps no editor
        _say(Answer(fault=Fault("unreadable")))


def _wait(child: int) -> int | None:
    """How the child ended; None where whoever gave us the task is gone."""
    handle = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    try:
        while True:
            watched = [0] if handle is None else [0, handle]
            ready, _, _ = select.select(watched, [], [], 0.02 if handle is None else None)
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status
            if 0 in ready:  # no task comes before the last one is done, so it is the end
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return None
    finally:
        if handle is not None:
            os.close(handle)


def main() -> None:
    """Do tasks until there are no more."""
    for line in sys.stdin.buffer:
        task = json.loads(line)
        # What is loaded by now is shared with every child; counting it again would copy it.
        gc.freeze()
        task["parent"] = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                _work(task)
            finally:
                os._exit(0)
        status = _wait(child)
        if status is None:
            return
        _say(Answer(end=os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    sys.setrecursionlimit(1000)
    main()
