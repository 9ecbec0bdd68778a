"""The program `reviewlib`, which is also `python -m reviewlib`."""

from __future__ import annotations

import signal
import sys

__all__ = ["run"]


def run() -> None:
    """Run the command; Ctrl-C ends it in a sentence, whenever it comes, and never in a traceback.

    Raises:
        SystemExit: always, with the exit code of `reviewlib.cli.main`.
    """
    try:
        from reviewlib.cli import main  # here, as Ctrl-C may come while it is imported

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said: only Python has to end
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("Stopped.", file=sys.stderr)
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    run()
