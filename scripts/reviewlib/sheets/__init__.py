"""What is set in type: record sheets, pages for staff meetings, the pack for hosts, pictures.

takes: the library, the site's address, the theme's folder
gives: each file, and where there is a sheet
independent of: pages, HTML, how a report's PDF is read
"""

# The compiler is in its package; nothing is installed beside it (docs/adr/0012). What a sheet
# holds is gathered first, as plain data; the template theme/sheets/sheet.typ gives it its look.
# A sheet is made again only where its data, the template, a font or the compiler has changed;
# where none has, no process is started for it.

from __future__ import annotations

import functools
import json
from collections import defaultdict, deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.diagnostics import BuildError
from reviewlib.jobs import jobs
from reviewlib.library import Library, urls
from reviewlib.library.urls import OutputFile
from reviewlib.models import Review
from reviewlib.presentation.charts import coverage
from reviewlib.sheets.content import (
    SheetData,
    host_pack,
    meeting_points,
    meeting_sheet,
    page_picture,
    review_sheet,
    theme_sheet,
    year_sheet,
)
from reviewlib.sheets.qr import qr_svg
from reviewlib.sheets.typesetter import FONTS, PICTURE, TEMPLATE, Typesetters
from reviewlib.sheets.word import WORD_TEMPLATE, word_file

__all__ = ["has_pack", "has_sheet", "meeting_points", "sheet_files"]

_OF_ONE = {"reviews", "assets"}  # the first parts of addresses of what tells of one review
_EARLY = 3  # what is large comes within a third of the others
_MOST_WAITING = 128  # sheets, so that no more are held in memory at once


@dataclass(frozen=True, slots=True)
class _Job:
    """How one file is made."""

    make: Callable[[], tuple[str, int]]  # its data as JSON, and its timestamp
    source: str = ""
    template: str = TEMPLATE  # what gives it its look, in the theme


def has_sheet(library: Library, page: str) -> bool:
    """Whether a page has a sheet of its own: of a review, of what a year or a theme gathers."""
    review = library.review_at.get(page)
    if review:
        return bool(review.sections)
    folder, _, name = page.rstrip("/").rpartition("/")
    if f"{folder}/" == urls.YEARS:
        return name in library.in_year
    return f"{folder}/" == urls.THEMES and name in library.findings_on_theme


def has_pack(library: Library) -> bool:
    """Whether there is a pack for hosts."""
    return urls.HOSTING in library.addresses and bool(library.steps)


def _jobs(library: Library, url: str) -> dict[str, _Job]:
    """What makes each file, by its address."""
    found: dict[str, _Job] = {}

    def add(page: str, file: str, make: Callable[..., SheetData], *given: object) -> None:
        found[page + file] = _Job(functools.partial(_written, make, library, *given, url))

    for review in library.reviews:
        if review.sections:
            make = functools.partial(_of_review, library, review, url)
            page = urls.review_address(review)
            found[urls.sheet_address(page)] = _Job(make, review.place.path)
    for year in library.vocabulary.years:
        if library.in_year.get(year.id):
            add(urls.year_address(year), urls.SHEET_FILE, year_sheet, year)
    for theme in library.vocabulary.themes:
        page = urls.theme_address(theme)
        if library.findings_on_theme.get(theme.id):
            add(page, urls.SHEET_FILE, theme_sheet, theme)
        if any(meeting_points(library, theme)):
            both = functools.cache(functools.partial(_written, meeting_sheet, library, theme, url))
            found[page + urls.MEETING_PDF] = _Job(both)
            found[page + urls.MEETING_WORD] = _Job(both, template=WORD_TEMPLATE)
    if has_pack(library):
        add(urls.HOSTING, urls.PACK_FILE, host_pack)
    return {**found, **(_pictures(library) if url else {})}


def _pictures(library: Library) -> dict[str, _Job]:
    """What makes the picture of each page that has one of its own, by its address."""
    drawn = coverage(library)
    pages = {
        **{urls.review_address(one): one for one in library.reviews},
        **{urls.theme_address(one): one for one in library.vocabulary.themes},
    }
    return {
        urls.shared_picture(page): _Job(
            functools.partial(_written, page_picture, library, one, drawn), "", PICTURE
        )
        for page, one in pages.items()
    }


def _spread(found: dict[str, _Job]) -> list[tuple[str, _Job]]:
    """What gathers many reviews early and one by one among the others: it may be large.

    The compiler then holds much memory, which grows in this process as well until the end; and
    another large one must wait for it.
    """
    kinds = defaultdict(list)
    for address in found:
        kinds[address.partition("/")[0]].append(address)
    placed = [
        (at / len(kind) / (1 if name in _OF_ONE else _EARLY), address)
        for name, kind in kinds.items()
        for at, address in enumerate(kind)
    ]
    return [(address, found[address]) for _, address in sorted(placed)]


def sheet_files(library: Library, theme: Path, url: str = "") -> Generator[OutputFile, None, None]:
    """Every file, from the cache where nothing of it has changed.

    Args:
        library: a library without errors.
        theme: the folder of templates.
        url: the site's URL, ending in "/", or ""; pictures are made where it is known.

    Raises:
        BuildError: a template is missing or wrong.
    """
    cache = library.cache or Cache()
    look = functools.cache(functools.partial(_look, theme))
    waiting: deque[tuple[str, str, bytes, bytes | Future[bytes]]] = deque()

    def done(address: str, source: str, key: bytes, made: bytes | Future[bytes]) -> OutputFile:
        if not isinstance(made, bytes):
            made = made.result()
            cache.put("sheet", key, made)
        return OutputFile(address, made, source)

    # Whoever takes the files has work of its own for one of the cores.
    with Typesetters(theme, max(1, jobs() - 1)) as typesetters:
        for address, job in _spread(_jobs(library, url)):
            text, timestamp = job.make()
            key = key_of(look(job.template), timestamp, text)
            data = cache.get("sheet", key, bytes)
            made = data or _begin(theme, typesetters, job, text, timestamp, address)
            waiting.append((address, job.source, key, made))
            if len(waiting) > _MOST_WAITING:
                yield done(*waiting.popleft())
        yield from (done(*one) for one in waiting)
    cache.flush()


def _begin(
    theme: Path, typesetters: Typesetters, job: _Job, text: str, timestamp: int, address: str
) -> Future[bytes]:
    """Have a file made; QR codes are drawn here, so that what is kept draws none."""
    values = json.loads(text)
    if job.template == WORD_TEMPLATE:
        made: Future[bytes] = Future()
        made.set_result(word_file(values, timestamp, _bytes(theme / job.template)))
        return made
    if values.get("qr"):
        text = json.dumps({**values, "qr": qr_svg(values["qr"])})
    return typesetters.begin(text, timestamp, address, job.template)


def _written(make: Callable[..., SheetData], *given: object) -> tuple[str, int]:
    """The data of a sheet as JSON, and its timestamp."""
    data = make(*given)
    return json.dumps(data.values, ensure_ascii=False, sort_keys=True), data.timestamp


def _of_review(library: Library, review: Review, url: str) -> tuple[str, int]:
    def make(alone: Library) -> tuple[str, int]:
        return _written(review_sheet, alone, review, url)

    return library.derived("sheet data", review, make, tuple[str, int], url)


def _look(theme: Path, template: str) -> bytes:
    """A hash of all that gives files of a kind their look."""
    made_by = "sheets/word.py" if template == WORD_TEMPLATE else "sheets/worker.py"
    packages = ("python-docx", "segno", "typst")
    parts: list[str | bytes] = [code_hash(made_by, "sheets/qr.py", packages=packages)]
    for path in [theme / template, *sorted((theme / FONTS).glob("*.ttf"))]:
        parts += [path.name, _bytes(path)]
    return key_of(*parts)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BuildError(f"The theme has no {path.name}, which sheets need.") from error
