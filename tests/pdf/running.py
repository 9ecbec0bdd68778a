"""The processes of ours that read PDFs, as the system lists them.

takes: /proc
gives: workers(), their numbers
knows nothing of: what they do
"""

from __future__ import annotations

import os
import time
from pathlib import Path

__all__ = ["workers"]


def _ours(folder: Path) -> bool:
    try:
        words = (folder / "cmdline").read_bytes().split(b"\0")
        status = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return b"reviewlib.pdf.worker" in words and status[0] != "Z" and _descends(folder.name)


def _descends(number: str) -> bool:
    """Whether a process is a child of this one, or was left to the system by one that is gone."""
    while number not in ("0", "1"):
        try:
            number = (Path("/proc") / number / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False
        if number == str(os.getpid()):
            return True
    return False


def workers(wait: float = 60) -> list[int]:
    """The numbers of those that are still there after a moment."""
    until = time.monotonic() + wait
    while True:
        found = [int(one.name) for one in Path("/proc").glob("[0-9]*") if _ours(one)]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.02)
