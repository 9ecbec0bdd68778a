"""The commands that bring PDFs in: import, collect."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reviewlib.build_date import today
from reviewlib.cache import working_folder
from reviewlib.diagnostics import ConfigError, count, harmless_in_log, printable
from reviewlib.editors import matching
from reviewlib.editors.clean_pdf import clean_report
from reviewlib.editors.collect import (
    Item,
    State,
    compare,
    decoded,
    fetch,
    listed_pages,
    read_page,
    user_agent,
)
from reviewlib.editors.fetch import Fetcher, FetchError
from reviewlib.editors.import_pdf import (
    Done,
    Options,
    Plan,
    Row,
    carry_out,
    plan,
)
from reviewlib.editors.report_draft import readable_library
from reviewlib.editors.sources import Source, fetched_sources, inbox_sources, sources_of
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
    is_new = row.match.state is matching.State.NEW
    title = row.report.title if row.report and not is_new else ""
    return f"{record}: {title}" if title and "title" not in row.match.clues else record


def _table(plan: Plan) -> Iterator[str]:
    """The plan as a table; under a row what is wrong with the file, or why it has no place."""
    cells = [
        (row.source.name, _where(row), str(row.match.state), ", ".join(row.match.clues) or "—")
        for row in plan.rows
    ]
    columns = zip(_COLUMNS, *cells, strict=True)
    widths = [min(most, max(map(len, one))) for most, one in zip(_WIDEST, columns, strict=True)]
    below = [(), *((row.match.reason, *row.wrong) for row in plan.rows)]
    for texts, words in zip((_COLUMNS, *cells), below, strict=True):
        yield "  ".join(map(str.ljust, texts, widths)).rstrip()
        yield from (f"    {one}" for one in words if one)


def _summary(plan: Plan) -> str:
    todo = len(plan.todo)
    known = sum(row.match.state is matching.State.KNOWN for row in plan.rows)
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
    answer = input(f"Bring in {count(len(plan.todo), 'file')}? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


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
    return Options(
        today=today(options.today).isoformat(),
        rights=options.rights or "",
        clean=options.clean,
        new=options.new,
        to=options.to or "",
    )


def import_(options: argparse.Namespace) -> int:
    """Bring in files, folders, archives, or what is in the inbox."""
    root, how = options.root, how_to(options)
    if not options.inbox and not options.paths:
        raise ConfigError("Name what to bring in: reviewlib import FILE.pdf, or a folder, or a ZIP")
    held = [path for path in options.paths if path.resolve().parent == (root / "reports").resolve()]
    if options.clean and held:
        for path in held:
            _out([f"{path}: here.", *clean_report(root, path, how.today)])
        return 0
    # What is said of Ctrl-C holds only until all is done, so the folder is taken away outside it.
    with (
        tempfile.TemporaryDirectory(dir=working_folder(root), prefix="zip-") as folder,
        _stoppable(),
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
    counts = (f"{sum(item.state is state for item in items)} {state}" for state in State)
    yield printable(f"{page}: {', '.join(counts)}.")
    for item in items:
        if item.state is not State.KNOWN:
            yield printable(f"  {item.state}: {_named(item)}{item.why and f' ({item.why})'}")


def collect(options: argparse.Namespace) -> int:
    """Compare publishers' pages with the records; on request, bring in what waits or is new."""
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
    if options.fetch and fetched_sources(options.root):
        _out(["", *_TO_PLACE])
    return code
