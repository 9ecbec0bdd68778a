"""A process beside this one that does tasks, one after another.

takes: a command; a task as a line
gives: what the process says of it
knows nothing of: what is done there
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import IO

__all__ = ["Child"]


class Child:
    """A process of Python, started when it is first needed; `stop` leaves none behind.

    Args:
        arguments: of Python.
        environment: variables it has beside those of this process.
    """

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._arguments = arguments
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        return self._process.pid if self._process else None

    def give(self, task: bytes) -> IO[bytes]:
        """Give it a task, and where to read what it says.

        Raises:
            OSError: it has ended.
        """
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **self._environment},
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(task + b"\n")
        self._process.stdin.flush()
        return self._process.stdout

    def stop(self) -> int:
        """End the process; how it ended, were it not for us."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for stream in filter(None, (process.stdin, process.stdout)):
            with contextlib.suppress(OSError):  # what was not taken from us is lost
                stream.close()
        try:
            return process.wait(0.5)  # it ends by itself when its input does
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
