"""The command `reviewlib`.

takes: words from the command line
gives: text on the terminal, files where asked, an exit code
knows nothing of: how anything is done
"""

# Exit codes: 0 clean, 1 the content has problems, 2 our fault or a setting that cannot be used.

from __future__ import annotations

import argparse
import contextlib
import datetime
import gc
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reviewlib.library import LoadResult, load
from reviewlib.library.addresses import report_address, wanted_file
from reviewlib.models.documentation import records_markdown
from reviewlib.pdf import cache_of
from reviewlib.problems import (
    ContentError,
    ReviewLibError,
    as_github,
    as_json,
    as_text,
    errors,
    shown,
)

__all__ = ["main"]

_PRINTERS = {"text": as_text, "github": as_github, "json": as_json}


def _is_own_terminal() -> bool:
    """Whether what is printed is for one editor's eyes, not for a log that others read."""
    return sys.stdout.isatty() and not os.environ.get("CI")


def _load(options: argparse.Namespace, *, reveal: bool = False) -> LoadResult:
    return load(options.root, cache=cache_of(options.root), reveal=reveal)


def _check(options: argparse.Namespace) -> int:
    result = _load(options, reveal=options.format == "text" and _is_own_terminal())
    sys.stdout.write(_PRINTERS[options.format](result.problems))
    return 1 if errors(result.problems) else 0


def _site_command(name: str) -> Callable[[argparse.Namespace], int]:
    """A command of build/commands.py, which brings much with it that `check` can do without."""

    def run(options: argparse.Namespace) -> int:
        from reviewlib.build import commands

        code: int = getattr(commands, name)(options)
        return code

    return run


def _show_reports(options: argparse.Namespace) -> int:
    """Each report with the name its file has, or should have in reports/."""
    for review in _load(options).checked().reviews:
        for report in review.reports:
            state = "here" if report.file else "wanted"
            name = report.file or wanted_file(review, report)
            print(f"{state}\t{name}\t{report_address(review, name)}\t{report.title}")
    return 0


def _import(options: argparse.Namespace) -> int:
    """Take a PDF in, and say what became of it."""
    from reviewlib.host.clock import today
    from reviewlib.intake import take_in

    day = today(options.today).isoformat()
    taken = take_in(options.root, options.file, day, clean=options.clean)
    print("\n".join((f"{taken.report}: here.", *taken.said)))
    return 0


def _docs(options: argparse.Namespace) -> int:
    """docs/records.md, which is made from the models; a command for developers."""
    if options.write:
        (options.root / "docs" / "records.md").write_text(records_markdown(), encoding="utf-8")
    else:
        sys.stdout.write(records_markdown())
    return 0


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day such as 2024-03-08') from None


def _url(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f'"{text}" does not begin with https://')
    return text.rstrip("/") + "/"


def _add_output(parser: argparse.ArgumentParser, folder: str) -> None:
    parser.add_argument("--out", type=Path, default=Path(folder), help=f"where to ({folder})")
    parser.add_argument("--today", type=_day, help="the day the pages are made for (today)")
    parser.add_argument("--site-url", type=_url, help="where the site will be published")


def _add_site_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="show the site here, and again after every change")
    serve.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
    serve.add_argument("--host", choices=("mkdocs", "properdocs"), default="mkdocs")
    serve.add_argument("--today", type=_day, help="the day the pages are made for (today)")
    serve.set_defaults(run=_site_command("serve"))
    addresses = commands.add_parser("addresses", help="which addresses are new, or would be lost")
    addresses.add_argument("--accept", action="store_true", help="add the new ones to the list")
    addresses.set_defaults(run=_site_command("addresses"))
    diff = commands.add_parser("diff", help="what two sites, or lists of addresses, differ in")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    diff.set_defaults(run=_site_command("diff"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reviewlib", description="Makes a public library of reports from plain records."
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the library's folder (here)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read every record and say what is wrong, in words")
    check.add_argument("--format", choices=sorted(_PRINTERS), default="text")
    check.set_defaults(run=_check)
    build = commands.add_parser(
        "build", help="check, then make the site in the place of the old one"
    )
    _add_output(build, "site")
    build.add_argument("--host", choices=("mkdocs", "properdocs"), default="mkdocs")
    build.set_defaults(run=_site_command("build"))
    stage = commands.add_parser("stage", help="make the site without MkDocs or Material")
    _add_output(stage, "staged-site")
    stage.add_argument(
        "--for-files", action="store_true", help="links that work without a server too"
    )
    stage.set_defaults(run=_site_command("stage"))
    _add_site_commands(commands)
    show = commands.add_parser("show", help="show what the library holds")
    things = show.add_subparsers(dest="thing", required=True, metavar="WHAT")
    reports = things.add_parser("reports", help="each report, with the name its file should have")
    reports.set_defaults(run=_show_reports)
    take = commands.add_parser("import", help="take in a PDF, and begin its record")
    take.add_argument("file", type=Path, metavar="FILE.pdf")
    take.add_argument("--clean", action="store_true", help="take out what acts, and who wrote it")
    take.add_argument("--today", type=_day, help="the day on which it is added (today)")
    take.set_defaults(run=_import)
    docs = commands.add_parser("docs", description="Prints docs/records.md.")
    docs.add_argument("--write", action="store_true", help="write it to docs/ instead")
    docs.set_defaults(run=_docs)
    return parser


def _our_fault(error: BaseException) -> int:
    """One line for the reader, the whole story in a file."""
    said = f"reviewlib stopped through a fault of its own ({type(error).__name__})"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="reviewlib-", suffix=".log", delete=False
        ) as log:
            log.write("".join(traceback.format_exception(error)))
        ask = f"Please send {log.name} to whoever looks after it."
    except OSError:  # no room for the story, but still for the line
        ask = f"Please tell whoever looks after it: {shown(str(error))}."
    print(f"{said}; nothing was published. {ask}", file=sys.stderr)
    return 2


def _show_every_letter() -> None:
    """Where a terminal knows few letters, the others are spelled out; printing never fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def _nothing_to_collect(command: str) -> Iterator[None]:
    """A command that ends soon keeps all it reads to its end; to look for rubbish is time lost."""
    if command == "serve" or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words after the command's name; those of the process by default.

    Returns:
        The exit code: 0 clean, 1 content problems, 2 a fault of ours or of a setting.
    """
    options = _parser().parse_args(arguments)
    _show_every_letter()
    try:
        with _nothing_to_collect(options.command):
            code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading has read enough, as in `reviewlib check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
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
