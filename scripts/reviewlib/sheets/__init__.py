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

import contextlib
import functools
import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.diagnostics import BuildError
from reviewlib.jobs import jobs
from reviewlib.library import Library, urls
from reviewlib.library.model import Part, Record
from reviewlib.library.urls import OutputFile
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

__all__ = ["begun_sheets", "has_pack", "has_sheet", "meeting_points", "sheet_files"]


@dataclass(frozen=True, slots=True)
class _Job:
    """How files are made of the same data."""

    files: dict[str, str]  # their addresses, each with the template that gives it its look
    of: tuple[Record, ...]  # the records that they tell of
    make: Callable[[Library], SheetData]  # gives their data
    source: str = ""

    @property
    def name(self) -> str:
        """The first address."""
        return next(iter(self.files))


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


def _jobs(library: Library, url: str) -> Iterator[_Job]:
    """How every file is made: first what gathers many reviews, while little else is held."""
    for year in library.vocabulary.years:
        if found := library.in_year.get(year.id):
            address = urls.sheet_address(urls.year_address(year))
            yield _Job({address: TEMPLATE}, found, _of(year_sheet, year, url))
    for theme in library.vocabulary.themes:
        page, telling = urls.theme_address(theme), library.reviews_telling_of(theme.id)
        if library.findings_on_theme.get(theme.id):
            address = urls.sheet_address(page)
            yield _Job({address: TEMPLATE}, telling, _of(theme_sheet, theme, url))
        if any(meeting_points(library, theme)):
            files = {page + urls.MEETING_PDF: TEMPLATE, page + urls.MEETING_WORD: WORD_TEMPLATE}
            yield _Job(files, telling, _of(meeting_sheet, theme, url))
    if has_pack(library):
        files = {urls.HOSTING + urls.PACK_FILE: TEMPLATE}
        yield _Job(files, library.with_files, _of(host_pack, url))
    for review in library.reviews:
        if review.sections:
            address = urls.sheet_address(urls.review_address(review))
            make = _of(review_sheet, review, url)
            yield _Job({address: TEMPLATE}, (review,), make, review.place.path)
    if url:
        yield from _pictures(library)


def _of(make: Callable[..., SheetData], *given: object) -> Callable[[Library], SheetData]:
    return lambda library: make(library, *given)


def _pictures(library: Library) -> Iterator[_Job]:
    """How the picture of each page is made that has one of its own."""
    drawn = coverage(library)
    for review in library.reviews:
        address = urls.shared_picture(urls.review_address(review))
        yield _Job({address: PICTURE}, (review,), _of(page_picture, review, drawn))
    for theme in library.vocabulary.themes:
        address = urls.shared_picture(urls.theme_address(theme))
        found = library.on_theme.get(theme.id, ())
        yield _Job({address: PICTURE}, found, _of(page_picture, theme, drawn))


@contextlib.contextmanager
def begun_sheets(library: Library, theme: Path, url: str = "") -> Iterator[Iterator[OutputFile]]:
    """Begin every file, in processes beside this one; from the cache where nothing has changed.

    Args:
        library: a library without errors.
        theme: the folder of templates.
        url: the site's URL, ending in "/", or ""; pictures are made where it is known.

    Yields:
        The files in order; each is waited for when it is asked for.

    Raises:
        BuildError: a template is missing or wrong.
    """
    cache = library.cache or Cache()
    look = functools.cache(functools.partial(_look, theme))
    waiting: deque[tuple[str, str, bytes, bytes | Future[bytes]]] = deque()

    def files() -> Iterator[OutputFile]:
        while waiting:
            address, source, key, made = waiting.popleft()
            if not isinstance(made, bytes):
                made = made.result()
                cache.put("sheet", key, made)
            yield OutputFile(address, made, source)
        cache.flush()

    # Whoever takes the files has work of its own for one of the cores.
    with Typesetters(theme, max(1, jobs() - 1)) as typesetters:
        for job in _jobs(library, url):
            digest, data = _data(library, job, url)
            for address, template in job.files.items():
                key = key_of(look(template), digest)
                made = cache.get("sheet", key, bytes)
                begun = made or _begin(theme, typesetters, template, *data(), address)
                waiting.append((address, job.source, key, begun))
        typesetters.end()
        yield files()


def sheet_files(library: Library, theme: Path, url: str = "") -> Iterator[OutputFile]:
    """What `begun_sheets` gives."""
    with begun_sheets(library, theme, url) as files:
        yield from files


def _begin(
    theme: Path, typesetters: Typesetters, template: str, text: str, timestamp: int, address: str
) -> Future[bytes]:
    """Have a file made; QR codes are drawn here, so that what is kept draws none."""
    values = json.loads(text)
    if template == WORD_TEMPLATE:
        made: Future[bytes] = Future()
        made.set_result(word_file(values, timestamp, _bytes(theme / template)))
        return made
    if values.get("qr"):
        text = json.dumps({**values, "qr": qr_svg(values["qr"])})
    return typesetters.begin(text, timestamp, address, template)


def _data(library: Library, job: _Job, url: str) -> tuple[bytes, Callable[[], tuple[str, int]]]:
    """A hash of the data of files; and what gives it, as JSON with a timestamp."""
    made: list[tuple[str, int]] = []

    def make(alone: Library) -> bytes:
        data = job.make(alone)
        text = json.dumps(data.values, ensure_ascii=False, sort_keys=True)
        made.append((text, data.timestamp))
        return key_of(*made[0])

    part = Part(job.name, job.of, make)
    (digest,) = library.derived_of_each("sheet data", [part], bytes, url)

    def again() -> tuple[str, int]:
        if not made:
            make(library.alone(job.of))
        return made[0]

    return digest, again


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
