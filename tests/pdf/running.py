"""The processes of ours that read PDFs, as the system lists them, and whether a process runs.

takes: /proc
gives: workers(), their numbers; is_there(), all_gone()
knows nothing of: what they do
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

__all__ = ["all_gone", "is_there", "workers"]

_PATIENCE = 60  # seconds; a process that was told to end may have to wait for its turn to do so


def _status(number: int) -> list[str]:
    """The state of a process and the number of its parent; "X" where there is none."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[:2]
    return ["X", "0"]


def is_there(number: int) -> bool:
    """Whether a process runs; one that has ended and waits to be asked about does not."""
    return _status(number)[0] not in "ZX"


def all_gone(numbers: Iterable[int]) -> bool:
    """Whether none of these runs any more, or soon none will."""
    until = time.monotonic() + _PATIENCE
    left = list(numbers)
    while (left := [*filter(is_there, left)]) and time.monotonic() < until:
        time.sleep(0.02)
    return not left


def _ours(number: int) -> bool:
    """Whether a process reads PDFs, and is a child of this one or of a child of it."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    if b"reviewlib.pdf.worker" not in words or not is_there(number):
        return False
    while number > 1 and number != os.getpid():
        number = int(_status(number)[1])
    return number == os.getpid()


def workers(wait: float = _PATIENCE) -> list[int]:
    """The numbers of those that are still there after a while, or none as soon as there is none."""
    until = time.monotonic() + wait
    while True:
        found = [one for one in map(int, filter(str.isdigit, os.listdir("/proc"))) if _ours(one)]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.02)
