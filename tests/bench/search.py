"""Search, measured in Chromium: `python -m tests.bench.search [--large] [--write]`.

takes: the real library and the made-up one with what people ask of them; synthetic ones
gives: quality beside Material's own search; bytes; milliseconds on a processor a quarter as fast
knows nothing of: how anything is searched
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reviewlib.search import SearchEntry, all_entries
from tests import browser
from tests.bench.search_library import synthetic
from tests.search import material
from tests.search.judging import answers, mrr, questions, recall
from tests.search.sites import ROOT, loaded, open_engine, publish
from tests.server import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["Speed", "main", "moved", "opened", "quality", "speed", "too_slow"]

_REPORT = ROOT / "docs" / "search.md"
# What the programme's own size may take: the first search, and one letter typed.
_MOST_FIRST, _MOST_TYPING = 150, 50
_BEGIN, _END = "<!-- measured -->", "<!-- end of measured -->"
_SLOWED = 4
_PROGRAMME, _LARGE, _PAGES = 40, 1000, 12
_SHORT = "head teachers"
_ASKED = (
    "learners",
    "self-evaluation across clusters",
    "how do school leaders plan the pace of change?",
)
_IN_PACKAGES = (".pf_meta", ".pf_index", ".pagefind")
# The searcher without its worker: all its work falls on the page's own thread, where it counts.
_SEARCHER = """
async (root) => {
  const { Searcher } = await import(new URL('assets/js/search/searcher.js', root))
  const catalogue = await (await fetch(new URL('search/catalogue.json', root))).json()
  const { stamp, engine } = catalogue
  const records = catalogue.records.map(([kind, , title]) => [kind, title])
  const names = catalogue.near.map(([name]) => name.toLowerCase())
  window.searcher = new Searcher({ root, stamp, engine, records, names })
}
"""
_SEARCH = """
async (text) => {
  const { hits } = await searcher.search({ text, level: 'pages' })
  await searcher.fill({ text, found: hits.slice(0, 10).map(({ found }) => found) })
}
"""
_TYPE = """
(text) => {
  engine.suggest(text)
  return engine.search(text, { level: 'records' }).then(() => 0)
}
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time on the page's thread, times four: as on a slow phone."""

    ready: float  # to unpack all of the index
    first: float  # of the first search after that
    later: float  # the median of the next ones
    # the most that one more letter takes of the page itself, the searcher in its worker
    typing: float


@contextlib.contextmanager
def _chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser.obtain(), args=["--no-sandbox"])
        yield found
        found.close()


def moved(folder: Path, requested: Sequence[str]) -> int:
    """The bytes that a host sends for these addresses, packed with gzip where they are not yet."""
    total = 0
    for address in dict.fromkeys(requested):
        file = folder / urlsplit(address).path.lstrip("/")
        if file.name == "blank.html" or not file.is_file():
            continue
        data = file.read_bytes()
        total += len(data) if file.suffix in _IN_PACKAGES else len(gzip.compress(data, 9))
    return total


@contextlib.contextmanager
def opened(chromium: Browser, folder: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """A page at a site, the site's address, and the list of all that it asks for."""
    with serve(folder) as url:
        context = chromium.new_context()
        requested: list[str] = []
        context.on("request", lambda request: requested.append(request.url))
        yield context.new_page(), url, requested
        context.close()


def quality(chromium: Browser) -> Iterator[tuple[str, str, float, float]]:
    """For each library and engine: recall at 5, and the mean reciprocal rank."""
    for name in ("real", "made"):
        library, asked = loaded(name), questions(name)
        entries = tuple(all_entries(library))
        for engine in ("lunr", "pagefind"):
            with tempfile.TemporaryDirectory() as folder:
                site = publish(Path(folder), library, engine, entries)
                with opened(chromium, site) as (page, url, _):
                    open_engine(page, url)
                    found = answers(page, asked)
            yield name, engine, recall(asked, found), mrr(asked, found)
        with tempfile.TemporaryDirectory() as folder:
            site = publish(Path(folder), library, "lunr", entries)
            material.publish_material(site)
            with opened(chromium, site) as (page, url, _):
                page.goto(f"{url}blank.html")
                material.open_material(page, url, entries)
                found = material.material_answers(page, asked)
        yield name, "Material", recall(asked, found), mrr(asked, found)


class _Processor:
    """Counts the processor time of a page's thread, on which other work tells less."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _used(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))

    def of(self, script: str, value: object = None) -> float:
        """What a script takes: milliseconds, times four."""
        before = self._used()
        self._page.evaluate(script, value)
        return (self._used() - before) * 1000 * _SLOWED


def speed(chromium: Browser, site: Path, asked: Sequence[str], typed: str) -> Speed:
    """What a slow phone needs."""
    with opened(chromium, site) as (page, url, _):
        page.goto(f"{url}blank.html")
        page.evaluate(_SEARCHER, url)
        processor = _Processor(page)
        ready = processor.of("() => searcher.startPages()")
        first, *later = (processor.of(_SEARCH, one) for one in asked)
    with opened(chromium, site) as (page, url, _):
        open_engine(page, url)
        page.evaluate(_TYPE, "")
        processor = _Processor(page)
        letters = [processor.of(_TYPE, typed[:number]) for number in range(1, len(typed) + 1)]
    return Speed(ready, first, statistics.median(later), max(letters))


def _first_search(chromium: Browser, site: Path, asked: str) -> tuple[int, int]:
    """The bytes moved before anything is asked, and by a first search in all."""
    with opened(chromium, site) as (page, url, requested):
        open_engine(page, url)
        page.evaluate(_TYPE, "")
        before = moved(site, requested)
        search = "(text) => engine.search(text).then(({ hits }) => engine.fill(hits.slice(0, 10)))"
        page.evaluate(f"{search}.then(() => 0)", asked)
        return before, moved(site, requested)


def _quality_table(chromium: Browser) -> Iterator[str]:
    yield "| library | engine | recall@5 | mean reciprocal rank |"
    yield "|---|---|---:|---:|"
    for name, engine, share, rank in quality(chromium):
        yield f"| {name} | {engine} | {share:.3f} | {rank:.3f} |"


def _size_rows(chromium: Browser, name: str, site: Path, count: int) -> Iterator[str]:
    before, first = _first_search(chromium, site, _SHORT)
    index = site / "search" / "pages.json"
    each = len(gzip.compress(index.read_bytes(), 9)) / count / 1000 if index.exists() else 0
    per = f"{each:.2f} KB" if each else "-"
    yield f"| {name} | {count:,} | {before / 1000:.0f} KB | {first / 1000:.0f} KB | {per} |"


def _libraries(
    folder: Path, *, large: bool
) -> Iterator[tuple[str, Path, Sequence[SearchEntry], str]]:
    real = loaded("real")
    entries = tuple(all_entries(real))
    yield "the programme's, lunr", publish(folder / "real", real, "lunr", entries), entries, ""
    sizes = [(_PROGRAMME, "lunr"), (_PROGRAMME, "pagefind")]
    for reviews, engine in [*sizes, *([(_LARGE, "pagefind")] if large else [])]:
        place = folder / f"{reviews}-{engine}"
        library, entries = synthetic(place / "library", reviews, _PAGES)
        start = time.perf_counter()
        site = publish(place / "site", library, engine, entries)
        took = f"{time.perf_counter() - start:.1f} s"
        yield f"{reviews:,} reviews of {_PAGES} pages, {engine}", site, entries, took


def too_slow(name: str, took: Speed) -> Iterator[str]:
    """What a slow phone would feel, where the programme's own library takes more than it may."""
    if took.first > _MOST_FIRST:
        yield f"TOO SLOW: {name}: the first search takes more than {_MOST_FIRST} ms"
    if took.typing > _MOST_TYPING:
        yield f"TOO SLOW: {name}: one letter takes more than {_MOST_TYPING} ms"


def _rows(chromium: Browser, *, large: bool) -> Iterator[str]:
    sizes = ["| library | places | first load | first search | index of each |"]
    sizes.append("|---|---:|---:|---:|---:|")
    times = ["| library | made in | index ready | first search | later | one letter typed |"]
    times.append("|---|---:|---:|---:|---:|---:|")
    slow: list[str] = []
    with tempfile.TemporaryDirectory(prefix="reviewlib-search-") as folder:
        for name, site, entries, made in _libraries(Path(folder), large=large):
            sizes.extend(
                _size_rows(chromium, name, site, sum(len(one.passages) for one in entries))
            )
            took = speed(chromium, site, _ASKED * 3, "self-evaluation")
            if name.endswith("lunr"):
                slow.extend(too_slow(name, took))
            times.append(
                f"| {name} | {made or '-'} | {took.ready:.0f} ms | {took.first:.0f} ms "
                f"| {took.later:.0f} ms | {took.typing:.0f} ms |"
            )
    yield from [*sizes, "", *times, *slow]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and keep them where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"{_LARGE:,} reviews as well")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/search.md")
    options = parser.parse_args(arguments)
    with _chromium() as chromium:
        tables = [*_quality_table(chromium), "", *_rows(chromium, large=options.large)]
    text = "\n".join(tables)
    print(text)
    if options.write:
        whole = _REPORT.read_text("utf-8")
        pattern = f"{re.escape(_BEGIN)}.*{re.escape(_END)}"
        measured = f"{_BEGIN}\n\n{text}\n\n{_END}"
        _REPORT.write_text(re.sub(pattern, lambda _: measured, whole, flags=re.S), "utf-8")
    return 1 if "TOO SLOW" in text else 0


if __name__ == "__main__":
    sys.exit(main())
