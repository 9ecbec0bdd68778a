"""The command `reviewlib`.

takes: words from the command line
gives: text on the terminal, files where asked, an exit code
independent of: how anything is done
"""

# Exit codes: 0 clean, 1 the content has problems, 2 our fault or a setting that cannot be used.

from __future__ import annotations

import gc
import io
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Sequence

from reviewlib.cli.parser import make_parser, renamed
from reviewlib.diagnostics import ContentError, ReviewLibError, as_text
from reviewlib.text import quoted

__all__ = ["main"]


def _our_fault(error: BaseException) -> int:
    """One line for the reader, the whole story in a file."""
    said = f"reviewlib stopped because of an error in its own code ({type(error).__name__})"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="reviewlib-", suffix=".log", delete=False
        ) as log:
            log.write("".join(traceback.format_exception(error)))
        ask = f"Please send {log.name} to the people who maintain it."
    except OSError:  # no room for the story, but still for the line
        ask = f"Please tell the people who maintain it: {quoted(str(error))}."
    print(f"{said}; nothing was published. {ask}", file=sys.stderr)
    return 2


def _show_every_letter() -> None:
    """Where a terminal knows few letters, the others are spelled out; printing never fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        The exit code: 0 clean, 1 content problems, 2 a fault of ours or of a setting.
    """
    words, note = renamed(sys.argv[1:] if arguments is None else arguments)
    _show_every_letter()
    if note:
        print(note, file=sys.stderr)
    options = make_parser().parse_args(words)
    # Records and views hold no cycles: to look for them at every 700 objects takes a seventh of an
    # edit's time at 1,000 reviews.
    gc.set_threshold(50_000, 20, 20)
    try:
        code: int = pkgutil.resolve_name(options.run)(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading has read enough, as in `reviewlib check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt as stopped:
        print(str(stopped) or "Stopped.", file=sys.stderr)
        return 130
    except ContentError as error:
        sys.stderr.write(as_text(error.problems))
        return 1
    except ReviewLibError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:
        return _our_fault(error)
    return code
