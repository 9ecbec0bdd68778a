"""Run a command and tell what it took.

takes: a command
gives: Run, its seconds and its peak memory
knows nothing of: what it does
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "median", "run"]

# ru_maxrss counts kilobytes on Linux, bytes on macOS. A process counts, too, what its parent
# held when it was started, so this one must stay small.
_PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took."""

    seconds: float  # from start to end
    processor: float  # seconds of processor time, on which other work on the machine tells less
    megabytes: float  # the most memory it and its children held at once


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command in a folder.

    Raises:
        RuntimeError: it failed; carries what it printed.
    """
    with (folder / "output.txt").open("w+") as output:
        start, most = time.perf_counter(), 0
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        while not done:
            most = max(most, _held_by(process.pid))
            time.sleep(_PAUSE)
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - start
        # wait4 has collected it; Popen must not wait for it again.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{output.read()[-4000:]}")
    peak = max(most / 1_000_000, usage.ru_maxrss / _PER_MB)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak)


def _held_by(pid: int) -> int:
    """The bytes of memory of a process and all below it; 0 where the system does not tell.

    What several processes share, as forked ones do, counts once ("Pss" in proc(5)).
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        held = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        listed = [one.read_text("ascii") for one in Path(f"/proc/{pid}/task").glob("*/children")]
    except (OSError, StopIteration):
        return 0
    return held + sum(_held_by(int(child)) for line in listed for child in line.split())


def median(runs: Sequence[Run]) -> Run:
    """The middle of several runs, of each figure by itself."""
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.processor for run in runs),
        statistics.median(run.megabytes for run in runs),
    )
