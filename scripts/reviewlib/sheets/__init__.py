"""Record sheets: each review, year and theme as a PDF to print, send and file.

takes: the library, the site's address, the theme's folder
gives: Sheets, which knows where there is a sheet and makes each
independent of: pages, HTML, how a report's PDF is read
"""

# The compiler is in its package; nothing is installed beside it (docs/adr/0012). What a sheet
# holds is gathered first, as plain data; the template theme/sheets/sheet.typ gives it its look.
# A sheet is made again only where its data, the template, a font or the compiler has changed;
# where none has, no process is started for it.

from __future__ import annotations

import functools
import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.codec import BYTES, Codec, codec_of
from reviewlib.diagnostics import BuildError
from reviewlib.jobs import jobs
from reviewlib.library import Library, urls
from reviewlib.models import Review
from reviewlib.sheets.content import SheetData, review_sheet, theme_sheet, year_sheet
from reviewlib.sheets.typesetter import FONTS, TEMPLATE, Typesetters

__all__ = ["Sheet", "Sheets"]

_MOST_WAITING = 32  # sheets, so that no more are held in memory at once


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record sheet."""

    address: str  # relative to the site's root, such as "reviews/2022-23/fife/record.pdf"
    data: bytes  # the PDF
    source: str  # the file of the record, or "" for many


class Sheets:
    """The record sheets of one library.

    Args:
        library: a library without errors.
        url: the site's URL, ending in "/", or "".
    """

    def __init__(self, library: Library, url: str = "") -> None:
        self._library = library
        self._url = url

    @functools.cached_property
    def _made(self) -> dict[str, tuple[Callable[[], tuple[str, int]], str]]:
        """What makes the data of each sheet, and its source, by the address of its page."""
        library, url = self._library, self._url
        found: dict[str, tuple[Callable[[], tuple[str, int]], str]] = {}
        for review in library.reviews:
            if review.sections:
                make = functools.partial(_of_review, library, review, url)
                found[urls.review_address(review)] = (make, review.place.path)
        for year in library.vocabulary.years:
            if library.in_year.get(year.id):
                found[urls.year_address(year)] = (
                    functools.partial(_written, year_sheet, library, year, url),
                    "",
                )
        for theme in library.vocabulary.themes:
            if library.findings_on_theme.get(theme.id):
                found[urls.theme_address(theme)] = (
                    functools.partial(_written, theme_sheet, library, theme, url),
                    "",
                )
        return found

    def has(self, page: str) -> bool:
        """Whether the page at an address has a sheet."""
        return page in self._made

    def all(self, theme: Path) -> Iterator[Sheet]:
        """Every sheet, from the cache where nothing of it has changed.

        Raises:
            BuildError: the template is missing or wrong.
        """
        cache = self._library.cache or Cache()
        look = _look(theme)
        with Typesetters(theme, jobs()) as typesetters:

            def done(address: str, source: str, key: bytes, result: bytes | Future[bytes]) -> Sheet:
                if not isinstance(result, bytes):
                    result = result.result()
                    cache.put("sheet", key, result, BYTES)
                return Sheet(address, result, source)

            waiting: deque[tuple[str, str, bytes, bytes | Future[bytes]]] = deque()
            for page, (make, source) in self._made.items():
                address, (text, timestamp) = urls.sheet_address(page), make()
                key = key_of(look, timestamp, text)
                pdf = cache.get("sheet", key, BYTES)
                pdf_or_task = pdf or typesetters.begin(text, timestamp, address)
                waiting.append((address, source, key, pdf_or_task))
                if len(waiting) > _MOST_WAITING:
                    yield done(*waiting.popleft())
            yield from (done(*one) for one in waiting)
        cache.flush()


def _written(make: Callable[..., SheetData], *given: object) -> tuple[str, int]:
    """The data of a sheet as JSON, and its timestamp."""
    data = make(*given)
    return json.dumps(data.values, ensure_ascii=False, sort_keys=True), data.timestamp


def _of_review(library: Library, review: Review, url: str) -> tuple[str, int]:
    def make(alone: Library) -> tuple[str, int]:
        return _written(review_sheet, alone, review, url)

    codec: Codec[tuple[str, int]] = codec_of(tuple[str, int])
    return library.derived("sheet data", review, make, codec, url)


def _look(theme: Path) -> bytes:
    """A hash of all that gives every sheet its look."""
    parts: list[str | bytes] = [code_hash("sheets/worker.py", packages=("typst",))]
    for path in [theme / TEMPLATE, *sorted((theme / FONTS).glob("*.ttf"))]:
        parts += [path.name, _bytes(path)]
    return key_of(*parts)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BuildError(f"The theme has no {path.name}, which record sheets need.") from error
