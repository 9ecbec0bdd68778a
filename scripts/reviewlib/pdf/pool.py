"""PDFs read by child processes, as many at a time as there are cores."""

# A worker loads the reader once and divides for each file; the part of it that reads a file has
# the limits. Should the worker itself be killed, another takes its place and the file is tried
# once more: it need not have been the file's fault.

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import msgspec

from reviewlib.child import Child
from reviewlib.pdf.model import Answer, Fault, PdfResult, merged

_PATIENCE = 6  # how many times its processor time a child may take where the machine is busy
_KILLED = (None, -9)  # SIGKILL, or the worker with it
_OUT_OF_TIME = (-14, -24)  # SIGALRM, SIGXCPU
_OUT_OF_MEMORY = (-4, -5, -6)  # SIGILL, SIGTRAP, SIGABRT: how PDFium ends where it gets none


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one PDF may take."""

    seconds: float = 10.0  # of processor time
    memory: int = 512 * 1024 * 1024  # bytes of address space
    pages: int = 1000  # how many pages are read


def _worker() -> Child:
    home = str(Path(__file__).resolve().parent.parent.parent)
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return Child("-m", "reviewlib.pdf.worker", environment={"PYTHONPATH": os.pathsep.join(paths)})


def _fault(answers: Iterable[Answer], end: int | None) -> Fault | None:
    """What went wrong with a task, by what was said of it and how its process ended."""
    said = next((one.fault for one in answers if one.fault), None)
    if said or end == 0:
        return said
    if end in _OUT_OF_TIME:
        return Fault("time")
    if end in _OUT_OF_MEMORY:
        return Fault("memory")
    if end in _KILLED:
        return Fault("crash", "the process that read it was stopped from outside")
    return Fault("crash", f"the process that read it ended with {end}")


class Pool:
    """Workers for as long as a `with` block lasts; none is left behind.

    Args:
        workers: how many at a time.
        limits: what each file may take.
    """

    def __init__(self, workers: int, limits: Limits) -> None:
        self.limits = limits
        self.workers = [_worker() for _ in range(max(1, workers))]
        self.free: SimpleQueue[Child] = SimpleQueue()
        for worker in self.workers:
            self.free.put(worker)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self.workers:
            worker.stop()

    def _ask(self, path: Path, **more: Any) -> tuple[list[Answer], Fault | None]:
        """All that is said about one file, and what went wrong with it."""
        limits = dataclasses.asdict(self.limits)
        asked = {"path": str(path.resolve()), "patience": _PATIENCE, **limits, **more}
        worker = self.free.get()
        try:
            task = json.dumps(asked).encode()
            for _ in range(2):
                answers = list(_answers(worker, task))
                end = answers[-1].end if answers else None
                if end not in _KILLED:
                    break
        finally:
            self.free.put(worker)
        return answers, _fault(answers, end)

    def _read(self, path: Path, sha256: str, size: int) -> PdfResult:
        answers, fault = self._ask(path)
        pieces = [one.result for one in answers if one.result]
        return merged([*pieces, PdfResult(fault=fault)], sha256, size)

    def clean(self, path: Path, to: Path) -> tuple[str, ...] | Fault:
        """Write a cleaned copy; what was left out of it, or why there is none."""
        answers, fault = self._ask(path, to=str(to.resolve()))
        cleaned = next((one.cleaned for one in answers if one.cleaned is not None), None)
        return fault or (Fault("crash") if cleaned is None else cleaned)

    def pictures(self, path: Path, wide: int = 900, bits: int = 8) -> list[str]:
        """A picture of each page, as a PNG in Base64; fewer where it cannot be drawn to its end."""
        answers, _ = self._ask(path, pictures=[wide, bits])
        return [one.picture for one in answers if one.picture]

    def read(self, files: Mapping[str, tuple[Path, str, int]]) -> Iterator[tuple[str, PdfResult]]:
        """Read files.

        Args:
            files: the path, SHA-256 and size of each, by its name.

        Yields:
            The name of each and what is in it as it is read, in no order.
        """
        threads = ThreadPoolExecutor(len(self.workers))
        try:
            todo = {threads.submit(self._read, *file): name for name, file in files.items()}
            for future in as_completed(todo):
                yield todo[future], future.result()
        finally:  # where it is stopped, as by Ctrl-C, those that still wait are not read
            threads.shutdown(cancel_futures=True)


def _answers(worker: Child, task: bytes) -> Iterator[Answer]:
    """What a worker says of a task; without an end where it has itself ended."""
    with contextlib.suppress(OSError):
        for line in worker.give(task):
            with contextlib.suppress(ValueError):  # half a line of a child that was killed
                answer = msgspec.json.decode(line, type=Answer)
                yield answer
                if answer.end is not None:
                    return
    worker.stop()
