"""PDFs read by child processes, as many at a time as there are cores."""

# A worker loads the reader once and divides for each file; the part of it that reads a file has
# the limits. Should the worker itself be killed, another takes its place and the file is tried
# once more: it need not have been the file's fault.

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from reviewlib.pdf.model import (
    ActiveContent,
    Block,
    Facts,
    Fault,
    PageText,
    PdfResult,
    PIIFinding,
)

_GRACE = 2.0  # how much longer we wait than the child has, before we stop the worker as well
_PATIENCE = 6  # how many times its processor time a child may take where the machine is busy
_KILLED, _OUT_OF_TIME = -9, {-14, -24}  # SIGKILL; SIGALRM, SIGXCPU


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one PDF may take."""

    seconds: float = 10.0  # of processor time
    memory: int = 512 * 1024 * 1024  # bytes of address space
    pages: int = 1000  # how many pages are read


class _Worker:
    """One process that reads files, started when it is first needed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.stop()
            home = str(Path(__file__).resolve().parent.parent.parent)
            paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "reviewlib.pdf.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                bufsize=0,
            )
        return self.process

    def stop(self) -> None:
        """End the process, and the child it may have."""
        if self.process is not None:
            for stream in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()
            try:
                self.process.wait(0.5)  # it ends by itself when its input does
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def ask(self, task: dict[str, Any]) -> tuple[list[dict[str, Any]], int | None]:
        """All that is said about one task, and how its child ended; None if the worker did."""
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        rows: list[dict[str, Any]] = []
        # A worker that has only just been started has to load the reader first.
        deadline = time.monotonic() + task["seconds"] * _PATIENCE + _GRACE + 10
        try:
            process.stdin.write(json.dumps(task).encode() + b"\n")
            waiting = b""
            while (left := deadline - time.monotonic()) > 0:
                ready, _, _ = select.select([process.stdout], [], [], left)
                chunk = os.read(process.stdout.fileno(), 1 << 20) if ready else b""
                if not chunk:
                    break
                *lines, waiting = (waiting + chunk).split(b"\n")
                for line in lines:
                    with contextlib.suppress(ValueError):  # half a row of a child that was killed
                        rows.append(json.loads(line))
                if rows and "end" in rows[-1]:
                    return rows[:-1], int(rows[-1]["end"])
        except OSError:
            pass
        late = time.monotonic() >= deadline
        self.process.kill() if self.process else None
        self.stop()
        return rows, -14 if late else None


def _fault(rows: list[dict[str, Any]], end: int | None) -> Fault | None:
    said = [Fault(*row["fault"]) for row in rows if "fault" in row]
    if said:
        return said[0]
    if end in _OUT_OF_TIME:
        return Fault("time")
    if end is None or end == _KILLED:
        return Fault("crash", "the process that read it was stopped from outside")
    if end != 0 or not any("done" in row for row in rows):
        return Fault("crash", f"the process that read it ended with {end}")
    bad = [row["bad"] for row in rows if "bad" in row]
    pages = ", ".join(map(str, bad[:5])) + (" …" if len(bad) > 5 else "")
    return Fault("pages", f"the text of page {pages} could not be read") if bad else None


def _page(row: dict[str, Any]) -> PageText:
    blocks = tuple(Block(**one) for one in row.pop("blocks"))
    return PageText(blocks=blocks, edges=tuple(row.pop("edges")), **row)


def result_of(rows: list[dict[str, Any]], end: int | None, sha256: str, size: int) -> PdfResult:
    """What the rows of a child say, and how it ended."""
    facts = None
    dangers: list[ActiveContent] = []
    leaks: list[PIIFinding] = []
    pages: list[PageText] = []
    examined = False
    for row in rows:
        if "facts" in row:
            given = {**row["facts"], "labels": tuple(row["facts"]["labels"])}
            facts = Facts(sha256=sha256, size=size, **given)
        dangers += [ActiveContent(**one) for one in row.get("dangers", ())]
        leaks += [PIIFinding(**one) for one in row.get("leaks", ())]
        examined = examined or bool(row.get("examined"))
        if "page" in row:
            pages.append(_page(row["page"]))
    return PdfResult(
        sha256,
        size,
        facts,
        tuple(pages),
        tuple(dangers),
        tuple(leaks),
        _fault(rows, end),
        examined,
        redactions=tuple(row["redactions"] for row in rows if "redactions" in row),
        earlier=sum(row.get("earlier", 0) for row in rows),
        mended=any(row.get("mended", False) for row in rows),
    )


class Pool:
    """Workers for as long as a `with` block lasts; none is left behind.

    Args:
        workers: how many at a time.
        limits: what each file may take.
        reader: "pdfium" or, as where that fails, "pypdf".
    """

    def __init__(self, workers: int, limits: Limits, reader: str = "pdfium") -> None:
        self.limits = limits
        self.reader = reader
        self.workers = [_Worker() for _ in range(max(1, workers))]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self.workers:
            worker.stop()

    def _task(self, path: Path, **more: Any) -> dict[str, Any]:
        limits = self.limits
        return {
            "path": str(path.resolve()),
            "seconds": limits.seconds,
            "patience": _PATIENCE,
            "memory": limits.memory,
            "pages": limits.pages,
            "reader": self.reader,
            **more,
        }

    def _read(self, worker: _Worker, path: Path, sha256: str, size: int) -> PdfResult:
        rows, end = worker.ask(self._task(path))
        if end is None or end == _KILLED:
            rows, end = worker.ask(self._task(path))
        elif end not in (0, *_OUT_OF_TIME) and self.reader != "pypdf":
            # pdfium ends the process where it runs out of memory; pypdf says so, or copes.
            rows, end = worker.ask(self._task(path, reader="pypdf"))
        return result_of(rows, end, sha256, size)

    def clean(self, path: Path, to: Path) -> dict[str, Any]:
        """Write a cleaned copy; what was said about it, with "fault" where there is none."""
        rows, end = self.workers[0].ask(self._task(path, to=str(to.resolve())))
        said = {key: value for row in rows for key, value in row.items()}
        if "fault" not in said and (end != 0 or "cleaned" not in said):
            fault = _fault(rows, end) or Fault("crash")
            said["fault"] = [fault.code, fault.detail]
        return said

    def pictures(self, path: Path, wide: int = 900, bits: int = 8) -> list[str]:
        """A picture of each page, as a PNG in Base64; fewer where it cannot be drawn to its end."""
        rows, _ = self.workers[0].ask(self._task(path, pictures=[wide, bits]))
        return [row["picture"] for row in rows if "picture" in row]

    def read(
        self,
        files: Iterable[tuple[str, Path, str, int]],
        done: Callable[[str, PdfResult], None],
    ) -> None:
        """Read files; `done` is called for each as it is read, in no order.

        Args:
            files: the name, path, SHA-256 and size of each.
        """
        waiting: SimpleQueue[tuple[str, Path, str, int]] = SimpleQueue()
        for file in files:
            waiting.put(file)

        def work(worker: _Worker) -> None:
            while True:
                try:
                    name, path, sha256, size = waiting.get_nowait()
                except Empty:
                    return
                done(name, self._read(worker, path, sha256, size))

        with ThreadPoolExecutor(len(self.workers)) as threads:
            for future in [threads.submit(work, worker) for worker in self.workers]:
                future.result()
