"""Whether a process that a test knows by its number is still there.

takes: /proc
gives: is_there(), ends()
knows nothing of: what it does
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

__all__ = ["ends", "is_there"]

# A process that was told to end does so at once, however long a busy machine makes of that.
_SECONDS = 60


def is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be asked about does not."""
    with contextlib.suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state not in "ZX"
    return False


def ends(pid: int) -> bool:
    """Whether a process comes to its end."""
    until = time.monotonic() + _SECONDS
    while is_there(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_there(pid)
