"""Sets sheets and pictures in type, in processes beside this one."""

# The compiler keeps what it has worked out, and gives none of that back while it lives. So it
# lives in a process of its own, which is started when the first sheet has to be made, and
# started anew whenever it holds too much (docs/adr/0012).

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from reviewlib.child import Child
from reviewlib.diagnostics import BuildError

TEMPLATE = "sheets/sheet.typ"
PICTURE = "share/picture.typ"
FONTS = "fonts"
_WORKER = Path(__file__).with_name("worker.py")
_MOST_MEMORY = 100_000_000
_LARGE = 200_000  # letters of data, for which the compiler takes a hundred times as much memory
_TRIES = 2  # one that is stopped from outside need not have been at fault


class Typesetter:
    """The process that sets sheets, for as long as a `with` block lasts; none is left behind.

    Args:
        theme: the folder with the template and the fonts.
        seconds: how long one sheet may take.
        most: how many bytes of memory the process may hold before another takes its place.
    """

    def __init__(self, theme: Path, seconds: int = 120, most: int = _MOST_MEMORY) -> None:
        self._seconds = seconds
        self._most = most
        root = theme.resolve()
        # -P: the folder of the file is no place to import from.
        paths = map(str, (_WORKER, root, root / FONTS))
        self._child = Child("-P", *paths, str(os.getpid()), str(seconds))

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process; another is started for the next sheet."""
        self._child.stop()

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        return self._child.pid

    def _ask(self, task: bytes) -> tuple[dict[str, Any], bytes] | None:
        """What is said about one sheet, and the sheet; None if the process ended over it."""
        try:
            output = self._child.give(task)
            said = json.loads(output.readline() or b"null")
            data = output.read(said.get("length", 0)) if said else b""
        except (OSError, ValueError):
            return None
        return (said, data) if said and len(data) == said.get("length", 0) else None

    def typeset(self, data: str, timestamp: int, name: str = "", template: str = TEMPLATE) -> bytes:
        """One sheet as a PDF, or one picture as a PNG.

        Args:
            data: what it says, as JSON.
            timestamp: seconds since 1970 of the day it carries.
            template: what gives it its look, in the theme.

        Raises:
            BuildError: the template is wrong, or the process was stopped over it, twice.
        """
        kind = "png" if template == PICTURE else "pdf"
        asked = {"data": data, "timestamp": timestamp, "template": template, "format": kind}
        task = json.dumps(asked).encode()
        ended = 0
        for _ in range(_TRIES):
            answer = self._ask(task)
            if answer is not None:
                break
            ended = self._child.stop()
            if ended == -signal.SIGALRM:
                raise BuildError(
                    f"{name} was not set in type in {self._seconds} seconds. "
                    f"Is something in its record, or in theme/{template}, without an end?"
                )
        else:
            raise BuildError(
                f"{name} could not be made: the process that sets it in type ended with {ended}, "
                "twice. Is there too little memory?"
            )
        said, made = answer
        if "error" in said:
            raise BuildError(f"theme/{template}: {said['error']}")
        if said["memory"] > self._most:
            self._child.stop()
        return made


class Typesetters:
    """Several such processes, each with a sheet at a time, for as long as a `with` block lasts.

    Args:
        theme: the folder with the template and the fonts.
        number: how many at most; each is started when it is first needed.
    """

    def __init__(self, theme: Path, number: int) -> None:
        self._threads = ThreadPoolExecutor(number)
        self._all = [Typesetter(theme) for _ in range(number)]
        self._free: SimpleQueue[Typesetter] = SimpleQueue()
        for typesetter in reversed(self._all):
            self._free.put(typesetter)
        self._one_large = threading.Lock()

    def __enter__(self) -> Typesetters:
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for typesetter in self._all:
            typesetter.stop()

    def begin(
        self, data: str, timestamp: int, name: str = "", template: str = TEMPLATE
    ) -> Future[bytes]:
        """Have a sheet or a picture made, as `Typesetter.typeset` makes it."""
        return self._threads.submit(self._typeset, data, timestamp, name, template)

    def end(self) -> None:
        """Let each process end as soon as nothing that was begun waits for it."""
        for _ in self._all:
            self._threads.submit(lambda: self._free.get().stop())

    def _typeset(self, data: str, *more: Any) -> bytes:
        is_large = len(data) > _LARGE
        with self._one_large if is_large else contextlib.nullcontext():
            typesetter = self._free.get()
            try:
                if is_large:
                    typesetter.stop()  # what it holds of others would come on top
                return typesetter.typeset(data, *more)
            finally:
                self._free.put(typesetter)
