"""`make bench`: ours beside stock MkDocs with Material, on the same Markdown."""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.bench.library import write_library
from tests.bench.measure import Run, median, run

__all__ = ["Row", "main", "missed"]

_ROOT = Path(__file__).resolve().parent.parent.parent
_REPORT = _ROOT / "docs" / "bench.md"
_SIZES = (40, 320)
_LARGE = 1000
# Decided at the start; `--strict` fails where they are missed.
_AT, _MOST_RATIO, _MOST_MB = 320, 0.7, 200.0

_ENVIRONMENT = {
    # The same day in every run, and the theme's notice about its own future left out.
    "SOURCE_DATE_EPOCH": "1700000000",
    "NO_MKDOCS_2_WARNING": "1",
    # Python keeps what it compiled, unless told otherwise. The libraries were compiled when they
    # were installed, so whoever tells it otherwise would count the compiling of our modules only.
    "PYTHONDONTWRITEBYTECODE": "",
}

# What the stock site does with the reviews is its best: out of the navigation, which would
# otherwise be written into every page.
_STOCK = """\
site_name: A synthetic library
theme:
  name: material
  font: false
nav:
  - index.md
not_in_nav: |
  /reviews/
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One size of library, measured: our pages, our whole build, the pages of stock MkDocs."""

    reviews: int
    words: int
    pages: Run
    ours: Run
    stock: Run

    @property
    def pages_ratio(self) -> float:
        """The time our pages alone take, as a part of stock's, which makes pages alone."""
        return self.pages.seconds / self.stock.seconds

    @property
    def ratio(self) -> float:
        """The time of our whole build, as a part of stock's."""
        return self.ours.seconds / self.stock.seconds

    @property
    def processor_ratio(self) -> float:
        """The same as `pages_ratio`, of processor time."""
        return self.pages.processor / self.stock.processor


def _write_stock(folder: Path, library: Path) -> None:
    docs = folder / "docs"
    shutil.copytree(library / "content" / "reviews", docs / "reviews")
    (docs / "index.md").write_text("# A synthetic library\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK, encoding="utf-8")


def _write_ours(folder: Path) -> None:
    settings = (_ROOT / "mkdocs.yml").read_text("utf-8")
    theme = f"custom_dir: {_ROOT / 'theme'}"
    (folder / "mkdocs.yml").write_text(settings.replace("custom_dir: theme", theme), "utf-8")


def _measure(reviews: int, options: argparse.Namespace, folder: Path) -> Row:
    ours, stock = folder / "ours", folder / "stock"
    total = write_library(ours, reviews, options.words, options.seed)
    _write_ours(ours)
    _write_stock(stock, ours)
    make_pages = [sys.executable, "-m", "tests.bench.pages", str(ours), str(folder / "pages")]
    build_ours = [sys.executable, "-m", "reviewlib", "build"]
    build_stock = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    # Turn about, so that whatever else the machine does falls on all of them.
    rounds = [
        (
            run(make_pages, folder, {**_ENVIRONMENT, "PYTHONPATH": str(_ROOT)}),
            run(build_ours, ours, _ENVIRONMENT),
            run(build_stock, stock, _ENVIRONMENT),
        )
        for _ in range(options.runs)
    ]
    pages, whole, stocks = (median(one) for one in zip(*rounds, strict=True))
    return Row(reviews, total // reviews, pages, whole, stocks)


def _table(rows: Sequence[Row], runs: int) -> str:
    lines = [
        "| reviews | words each | our pages | stock's pages | ratio | of processor time | memory "
        "| stock's memory | our whole build | ratio | memory |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row.reviews:,} | {row.words:,} | {row.pages.seconds:.2f} s "
            f"| {row.stock.seconds:.2f} s | {row.pages_ratio:.2f} | {row.processor_ratio:.2f} "
            f"| {row.pages.megabytes:.0f} MB | {row.stock.megabytes:.0f} MB "
            f"| {row.ours.seconds:.2f} s | {row.ratio:.2f} | {row.ours.megabytes:.0f} MB |"
            for row in rows
        ),
        "",
        f"Medians of {runs}, from starting Python to the finished folder. Our whole build checks, "
        "makes feeds, data, citations, a ZIP and typeset sheets, and verifies every link. "
        f"Python {platform.python_version()}, MkDocs {version('mkdocs')}, "
        f"Material {version('mkdocs-material')}.",
    ]
    return "\n".join(lines) + "\n"


def _beside() -> list[str]:
    """What is measured of reports and record sheets, a line each."""
    command = [sys.executable, "-m", "tests.bench.pdfs"]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def missed(rows: Sequence[Row]) -> list[str]:
    """The targets that were missed, in words."""
    return [
        f"At {row.reviews} reviews: {row.pages_ratio:.2f} of stock's time (at most {_MOST_RATIO}), "
        f"{row.pages.megabytes:.0f} MB (at most {_MOST_MB:.0f})."
        for row in rows
        if row.reviews == _AT and (row.pages_ratio > _MOST_RATIO or row.pages.megabytes > _MOST_MB)
    ]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--reviews", type=int, nargs="+", default=list(_SIZES), help="sizes")
    parser.add_argument("--large", action="store_true", help=f"{_LARGE:,} reviews as well")
    parser.add_argument("--words", type=int, default=900, help="about how many a review has")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3, help="of which the median is taken")
    parser.add_argument("--pages-only", action="store_true", help="no reports and sheets")
    parser.add_argument("--write", action="store_true", help="put the table into docs/bench.md")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and keep it where asked."""
    options = _options(arguments)
    rows = []
    for reviews in [*options.reviews, *([_LARGE] if options.large else [])]:
        print(f"{reviews:,} reviews ...", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="reviewlib-bench-") as folder:
            rows.append(_measure(reviews, options, Path(folder)))
    report = _table(rows, options.runs)
    if not options.pages_only:
        print("Reports and record sheets ...", file=sys.stderr)
        report += f"\n{_REPORTS}\n" + "".join(f"- {line}\n" for line in _beside())
    print(report)
    if options.write:
        _REPORT.write_text(f"# Speed and memory\n\n{_INTRODUCTION}\n{report}", encoding="utf-8")
    misses = missed(rows)
    print("\n".join(misses), file=sys.stderr, end="\n" if misses else "")
    return 1 if misses and options.strict else 0


_INTRODUCTION = """\
Made by `make bench BENCH=--write`. A synthetic library is built in one run by us and by MkDocs with
Material as they come: one page for each of the same Markdown files, out of the navigation and with
the search that is on by default. Pages are set beside pages; what our build does beyond them has
its own columns. Of an earlier run nothing is kept but what was compiled: modules, and our
templates. The ratio says more than the seconds, which are those of one machine. At 320 reviews we
aim at no more than 0.7 of stock's time and 200 MB for the pages. Search has its own figures, beside
Material's, in [search.md](search.md).
"""

_REPORTS = """\
## Reports and record sheets

Made-up PDFs read by each reader, and the record sheets of a library as large, both for the first
time and again with nothing changed. We aim at 30 s for sheets on one core, 1 s where nothing has
changed, and 300 MB.
"""


if __name__ == "__main__":
    sys.exit(main())
