"""The commands that bring PDFs in: import, collect."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.cache import working_folder
from reviewlib.cli.options import Commands, add_today
from reviewlib.diagnostics import ConfigError, count, harmless_in_log, printable

if TYPE_CHECKING:
    from reviewlib.editors.collect import Item
    from reviewlib.editors.fetch import Fetcher
    from reviewlib.editors.import_pdf import Done, Options, Plan, Row
    from reviewlib.editors.sources import Source
    from reviewlib.library import Library

_COLUMNS = ("file", "where to", "how sure", "why")
_WIDEST = (50, 60, 14, 60)
_TO_CHECK = (
    "Next:",
    "- Read each draft (*.draft.md beside its record; git ignores it) against the report, and take "
    "over what is right. `reviewlib draft RECORD` makes it again.",
    "- `reviewlib check` says what is still needed.",
)

_TO_PLACE = (
    "What was left is in reports/incoming/fetched/, which git ignores. To say which record it is:",
    "  reviewlib import reports/incoming/fetched/FILE --to 2022-23/glenmore",
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


@contextlib.contextmanager
def _stoppable(done: Callable[[], str] = lambda: "nothing was changed") -> Iterator[None]:
    """Ctrl-C ends with one sentence: what is done, as far as the innermost of these knows."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        words = f"Stopped: {done()}. The same command goes on from there."
        raise KeyboardInterrupt(*(stopped.args or (words,))) from None


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

    with _stoppable(lambda: f"{count_done} of {len(found.todo)} have their place, each whole"):
        done = carry_out(root, found, how, tell)
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
    with (
        _stoppable(),
        tempfile.TemporaryDirectory(dir=working_folder(root), prefix="zip-") as folder,
    ):
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


def _named(item: Item) -> str:
    """A link, or what was one, with the line of its record or where it leads."""
    link, report = item.link, item.target.report if item.target else None
    words = link.label if link else report.title if report else ""
    words += f" ({link.size.text})" if link and link.size else ""
    where = f"{report.place.path}:{report.place.line}" if report else link.address if link else ""
    return f"{words}, {where}"


def _listing(page: str, library: Library, fetcher: Fetcher) -> tuple[str, tuple[Item, ...]]:
    """The links of a page, by address or as a saved file, compared with the records."""
    from reviewlib.editors.collect import compare, decoded, listed_pages, read_page
    from reviewlib.editors.fetch import FetchError

    listed = listed_pages(library)
    if page.startswith(("https://", "http://")):
        raw, charset, found = fetcher.page(page)
    elif Path(page).is_file():
        raw, charset, found = Path(page).read_bytes(), "", listed[0] if len(listed) == 1 else ""
        page = found
    else:
        raise ConfigError(f"{page} is neither an address nor a file.")
    titles = [report.title for review in library.reviews for report in review.reports]
    links = read_page(decoded(raw, charset), found, titles)
    if not links:
        raise FetchError("There is no link to a PDF on it. Is it the right page, without a login?")
    return page, compare(library, page, links)


def _compared(page: str, items: Sequence[Item]) -> Iterator[str]:
    """What a page has, in a line; then a line for each link that is not simply known."""
    from reviewlib.editors.collect import State

    counts = (f"{sum(item.state is state for item in items)} {state}" for state in State)
    yield printable(f"{page}: {', '.join(counts)}.")
    for item in items:
        if item.state is not State.KNOWN:
            yield printable(f"  {item.state}: {_named(item)}{item.why and f' ({item.why})'}")


def _collect(options: argparse.Namespace) -> int:
    """Compare publishers' pages with the records; on request, bring in what waits or is new."""
    from reviewlib.editors.collect import State, fetch, listed_pages, user_agent
    from reviewlib.editors.fetch import Fetcher, FetchError
    from reviewlib.editors.import_pdf import readable_library
    from reviewlib.editors.sources import fetched_sources

    library, how, code, here = readable_library(options.root), how_to(options), 0, 0
    pages = options.pages or listed_pages(library)
    if not pages:
        raise ConfigError("No record says where its report is listed (`listed:`). Name the page.")
    private = frozenset(options.allow_private)
    fetcher = Fetcher(options.root, user_agent(library), options.pause, private)
    with _stoppable(lambda: f"{count(here, 'PDF')} fetched, each whole, and no record was changed"):
        for page in pages:
            try:
                address, items = _listing(page, library, fetcher)
            except FetchError as error:
                print(printable(f"{page}: {error}"), file=sys.stderr)
                code = 2
                continue
            _out([*_compared(page, items)])
            if not options.fetch:
                wanted = count(sum(item.is_wanted for item in items), "PDF")
                _out([f"  {wanted} to bring in with `reviewlib collect --fetch`."])
            left = {State.GONE} if options.fetch else {State.GONE, State.NEW, State.CHANGED}
            code = max(code, int(any(item.state in left for item in items)))
            wanted_now = items if options.fetch else ()
            for item, why in fetch(options.root, wanted_now, fetcher, address, how.today):
                here, code = here + (not why), max(code, int(bool(why)))
                said = f"left: {_named(item)} - {why}" if why else f"here: {_named(item)}"
                _out([printable(f"  {said}")])
        if options.fetch and (sources := fetched_sources(options.root)):
            code = max(code, bring_in(options.root, sources, options, how))
            if fetched_sources(options.root):
                _out(["", *_TO_PLACE])
        return code


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
    words = "compare a publisher's page of PDFs with the records; with --fetch, bring them in"
    gather = commands.add_parser("collect", help=words)
    words = "its address, or the page saved (where records' reports are `listed:`)"
    gather.add_argument("pages", metavar="PAGE", nargs="*", help=words)
    gather.add_argument("--fetch", action="store_true", help="download what is not here; import it")
    gather.add_argument("--pause", type=float, default=2.0, help="seconds between requests (2)")
    words = "may be in a private network: to try it on one's own machine, as in 127.0.0.1:8000"
    gather.add_argument("--allow-private", metavar="HOST:PORT", nargs=1, action="extend",
                        default=[], help=words)  # fmt: skip
    add_import_options(gather)
    gather.set_defaults(run=_collect, to="")
