"""The commands that bring PDFs in: import, collect."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.cache import working_folder
from reviewlib.cli.options import Commands, add_today
from reviewlib.diagnostics import ConfigError, count, harmless_in_log

if TYPE_CHECKING:
    from reviewlib.editors.import_pdf import Done, Options, Plan, Row
    from reviewlib.editors.sources import Source

_COLUMNS = ("file", "where to", "how sure", "why")
_WIDEST = (50, 60, 14, 60)
_TO_CHECK = (
    "Next:",
    "- Read each draft (*.draft.md beside its record; git ignores it) against the report, and take "
    "over what is right. `reviewlib draft RECORD` makes it again.",
    "- `reviewlib check` says what is still needed.",
)


def _out(rows: Iterator[str] | Sequence[str]) -> None:
    print(harmless_in_log("\n".join(rows)), flush=True)


def _where(row: Row) -> str:
    """The record; with the title of its report, where the file is not called by it."""
    record = row.record.removeprefix("content/reviews/") or "—"
    title = row.report.title if row.report and row.match.target else ""
    return f"{record}: {title}" if title and "title" not in row.match.clues else record


def _table(plan: Plan) -> Iterator[str]:
    """The plan as a table; under a row what is wrong with the file, or why it has no place."""
    cells = [
        (row.source.name, _where(row), str(row.match.state), ", ".join(row.match.clues) or "—")
        for row in plan.rows
    ]
    rows = [_COLUMNS, *cells]
    widths = [
        min(most, max(len(row[column]) for row in rows)) for column, most in enumerate(_WIDEST)
    ]
    for number, cell in enumerate(rows):
        yield "  ".join(
            text.ljust(width) for text, width in zip(cell, widths, strict=True)
        ).rstrip()
        if number:
            row = plan.rows[number - 1]
            for words in (row.match.reason, *row.wrong):
                if words:
                    yield f"    {words}"


def _summary(plan: Plan) -> str:
    from reviewlib.editors.matching import State

    todo = len(plan.todo)
    known = sum(row.match.state is State.KNOWN for row in plan.rows)
    left = len(plan.rows) - todo - known
    served = sum(row.serves for row in plan.todo)
    linked = f", {todo - served} of them linked only" if todo - served else ""
    words = [f"{count(len(plan.rows), 'file')}: {todo} with a place{linked}"]
    words += [f"{known} here already"] if known else []
    words += [f"{left} left where {'it is' if left == 1 else 'they are'}"] if left else []
    return ", ".join(words) + "."


def _agreed(options: argparse.Namespace, plan: Plan) -> bool:
    """Ask once; without a terminal to ask on, the command itself is the answer."""
    if options.yes or not sys.stdin.isatty():
        return True
    return input(f"Bring in {count(len(plan.todo), 'file')}? [y/N] ").strip().lower() in (
        "y",
        "yes",
    )


def _done(one: Done) -> Iterator[str]:
    source = one.row.source
    if not one.record:
        yield f"{source.name}: left where it is."
        yield f"    {one.row.match.reason}"
        return
    place = f"reports/{one.report}" if one.report else "not published; its record is linked only"
    yield f"{source.name}: {place}."
    yield f"    {one.record}: {'begun' if one.begun else 'completed'}."
    yield from (f"      {row}" for row in ((), one.edits)[not one.begun])
    yield from (f"    {row}" for row in one.said)


def bring_in(
    root: Path, sources: Sequence[Source], options: argparse.Namespace, how: Options
) -> int:
    """Plan, show, ask, do; 1 where a file has no place."""
    from reviewlib.editors.import_pdf import carry_out, plan

    found = plan(root, sources, how)
    _out([*_table(found), "", _summary(found)])
    left = any(not row.is_done and row.match.state != "here already" for row in found.rows)
    if options.dry_run or not found.rows:
        return 1 if left else 0
    if found.todo and not _agreed(options, found):
        print("Nothing was changed.")
        return 0
    count_done = 0

    def tell(one: Done) -> None:
        nonlocal count_done, left
        count_done += bool(one.record)
        left = left or not one.record
        _out(_done(one))

    try:
        done = carry_out(root, found, how, tell)
    except KeyboardInterrupt:
        print(
            f"Stopped: {count_done} of {len(found.todo)} have their place, each whole. The same "
            "command goes on from there.",
            file=sys.stderr,
        )
        return 130
    if any(one.record for one in done):
        _out(["", *_TO_CHECK])
    return 1 if left else 0


def how_to(options: argparse.Namespace) -> Options:
    """The options of an import, as its module takes them."""
    from reviewlib.build_date import today
    from reviewlib.editors.import_pdf import Options

    return Options(
        today=today(options.today).isoformat(),
        rights=options.rights or "",
        clean=options.clean,
        new=options.new,
        to=options.to or "",
    )


def _import(options: argparse.Namespace) -> int:
    """Bring in files, folders, archives, or what is in the inbox."""
    from reviewlib.editors.clean_pdf import clean_report
    from reviewlib.editors.sources import inbox_sources, sources_of

    root, how = options.root, how_to(options)
    if not options.inbox and not options.paths:
        raise ConfigError("Name what to bring in: reviewlib import FILE.pdf, or a folder, or a ZIP")
    held = [path for path in options.paths if path.resolve().parent == (root / "reports").resolve()]
    if options.clean and held:
        for path in held:
            _out([f"{path}: here.", *clean_report(root, path, how.today)])
        return 0
    with tempfile.TemporaryDirectory(dir=working_folder(root), prefix="zip-") as folder:
        sources: list[Source] = []
        if options.inbox:
            sources += inbox_sources(root)
            if not sources:
                print("Nothing waits in reports/incoming/.")
        sources += sources_of(root, options.paths, Path(folder))
        if not sources:
            if options.paths:
                print("There is no PDF in it.")
            return 0
        return bring_in(root, sources, options, how)


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    parser.add_argument("--rights", help='by what right all may be published, as in "OGL 3.0"')
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, only")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument(
        "--new", action="store_true", help="begin a record though one of its host waits"
    )
    parser.add_argument("--clean", action="store_true", help="take out what acts, and who wrote it")
    add_today(parser, "the day on which it is added")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    take = commands.add_parser("import", help="bring in PDFs, and complete their records")
    take.add_argument("paths", type=Path, metavar="PATH", nargs="*", help="a PDF, a folder, a ZIP")
    take.add_argument("--to", metavar="RECORD", help="the record it belongs to: 2022-23/glenmore")
    take.add_argument("--inbox", action="store_true", help="import what is in reports/incoming/")
    add_import_options(take)
    take.set_defaults(run=_import)
