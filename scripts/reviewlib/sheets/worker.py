"""The process in which sheets are set in type: it alone loads the compiler and its memory."""

# It is run as a file by itself, so that nothing of the package is loaded into it.

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_FORMATS: dict[str, dict[str, Any]] = {
    "pdf": {"format": "pdf", "pdf_standards": "ua-1"},
    "png": {"format": "png", "ppi": 72},
}


def _belong_to(parent: int) -> None:
    """End with the parent, however that ends; leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _memory() -> int:
    """How many bytes of memory this process holds, or where that is not told, held at most."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def _say(row: dict[str, Any], data: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(row).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


def main(arguments: list[str]) -> None:
    """Set sheets until there are no more."""
    root, fonts, parent, seconds = arguments
    _belong_to(int(parent))
    import typst

    compiler = typst.Compiler(root=root, font_paths=[fonts], ignore_system_fonts=True)
    for line in sys.stdin.buffer:
        task = json.loads(line)
        signal.alarm(int(seconds))
        try:
            made = compiler.compile(
                input=os.path.join(root, task["template"]),
                sys_inputs={"data": task["data"]},
                timestamp=task["timestamp"],
                **_FORMATS[task["format"]],
            )
        except typst.TypstError as error:
            _say({"error": error.message})
            continue
        finally:
            signal.alarm(0)
        assert isinstance(made, bytes)
        _say({"length": len(made), "memory": _memory()}, made)


if __name__ == "__main__":
    main(sys.argv[1:])
