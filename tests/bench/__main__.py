"""`make bench`: whole builds of ours beside stock MkDocs with Material, on the same Markdown."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.bench.library import write_library
from tests.bench.measure import Run, median, run

_ROOT = Path(__file__).resolve().parent.parent.parent
_REPORT = _ROOT / "docs" / "bench.md"
_REAL = 0  # this size stands for the real library
_SIZES = (_REAL, 320)
_HUGO = Path(sys.executable).with_name("hugo")

_ENVIRONMENT = {
    # The same day in every run, and the theme's notice about its own future left out.
    "SOURCE_DATE_EPOCH": "1795305600",
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
_HUGO_PAGE = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of build of one size of library, beside what stock MkDocs takes for its pages.

    `most` is the aim: at most this part of stock's processor time, where there is one.
    """

    reviews: int
    name: str
    took: Run
    stock: Run
    most: float | None = None

    @property
    def ratio(self) -> float:
        """Its processor time, as a part of stock's."""
        return self.took.processor / self.stock.processor

    @property
    def wall_ratio(self) -> float:
        """The same of the time on the clock."""
        return self.took.seconds / self.stock.seconds


def _one_review(library: Path) -> Path:
    return sorted((library / "content" / "reviews").rglob("*.md"))[-1]


def _edit(library: Path) -> None:
    with _one_review(library).open("a", encoding="utf-8") as opened:
        opened.write("- Words that were not there before\n")


def _add(library: Path) -> None:
    source = _one_review(library)
    shutil.copyfile(source, source.with_name(f"{source.stem}-2.md"))


def _rename_theme(library: Path) -> None:
    themes = library / "content" / "vocabulary" / "themes.yml"
    text = themes.read_text("utf-8")
    label = text.split("label: ", 1)[1].split("\n", 1)[0]
    themes.write_text(text.replace(f"  label: {label}\n", f"  label: {label} anew\n", 1), "utf-8")
    for review in (library / "content" / "reviews").rglob("*.md"):
        named = review.read_text("utf-8")
        review.write_text(named.replace(f"  - {label}\n", f"  - {label} anew\n", 1), "utf-8")


# Each after the one before, with what that left in the cache; and the aim at 1,000 reviews.
_BUILDS: tuple[tuple[str, Callable[[Path], None] | None, float | None], ...] = (
    ("cold", None, 3.5),
    ("nothing changed", None, 0.25),
    ("one edit", _edit, 0.45),
    ("one new record", _add, None),
    ("one theme renamed", _rename_theme, None),
)


def _write_library(folder: Path, options: argparse.Namespace, reviews: int) -> None:
    if reviews == _REAL:
        for name in ("content", "reports"):
            shutil.copytree(_ROOT / name, folder / name)
    else:
        write_library(folder, reviews, options.words, options.seed)
    settings = (_ROOT / "mkdocs.yml").read_text("utf-8")
    theme = f"custom_dir: {_ROOT / 'theme'}"
    (folder / "mkdocs.yml").write_text(settings.replace("custom_dir: theme", theme), "utf-8")
    (folder / "theme").symlink_to(_ROOT / "theme")


def _write_stock(folder: Path, library: Path) -> None:
    docs = folder / "docs"
    shutil.copytree(library / "content" / "reviews", docs / "reviews")
    (docs / "index.md").write_text("# A synthetic library\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK, encoding="utf-8")


def _write_hugo(folder: Path, library: Path) -> None:
    shutil.copytree(library / "content" / "reviews", folder / "content" / "reviews")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(_HUGO_PAGE, "utf-8")
    (folder / "hugo.toml").write_text('title = "A synthetic library"\n', "utf-8")


def _measure(reviews: int, options: argparse.Namespace, folder: Path) -> list[Row]:
    ours, stock, hugo = folder / "ours", folder / "stock", folder / "hugo"
    _write_library(ours, options, reviews)
    _write_stock(stock, ours)
    size = len(list((ours / "content" / "reviews").rglob("*.md")))
    took: dict[str, list[Run]] = {}
    for number in range(options.runs):
        cache = {**_ENVIRONMENT, "REVIEWLIB_CACHE": str(folder / f"cache-{number}")}
        library = folder / f"ours-{number}"
        shutil.copytree(ours, library, symlinks=True)
        # Stock stands between ours, so that whatever else the machine does falls on both.
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        took.setdefault("stock", []).append(run(build, stock, _ENVIRONMENT))
        for name, change, _ in _BUILDS:
            if change:
                change(library)
            build = [sys.executable, "-m", "reviewlib", "build"]
            took.setdefault(name, []).append(run(build, library, cache))
        make_pages = [sys.executable, "-m", "tests.bench.pages", str(ours), str(folder / "pages")]
        pages = {**cache, "PYTHONPATH": str(_ROOT), "REVIEWLIB_CACHE": str(ours / "no")}
        took.setdefault("cold, pages alone", []).append(run(make_pages, folder, pages))
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        took["stock"].append(run(build, stock, _ENVIRONMENT))
    if _HUGO.exists():
        _write_hugo(hugo, ours)
        took["Hugo, pages alone"] = [run([str(_HUGO), "--quiet"], hugo, {})]
    aims = {name: most for name, _, most in _BUILDS}
    beside = median(took["stock"])
    return [Row(size, name, median(runs), beside, aims.get(name)) for name, runs in took.items()]


def _table(rows: Sequence[Row], runs: int) -> str:
    lines = [
        "| reviews | build | processor | of stock's | on the clock | of stock's | memory | aim |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row.reviews:,} | {row.name} | {row.took.processor:.1f} s | {row.ratio:.2f} "
            f"| {row.took.seconds:.1f} s | {row.wall_ratio:.2f} | {row.took.megabytes:.0f} MB "
            f"| {row.most or ''} |"
            for row in rows
        ),
        "",
        f"Medians of {runs}, from starting Python to the finished folder, all processes together; "
        f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}, "
        f"{datetime.date.today()}. Python {platform.python_version()}, MkDocs {version('mkdocs')}, "
        f"Material {version('mkdocs-material')}.",
    ]
    return "\n".join(lines) + "\n"


def _beside() -> list[str]:
    """What is measured of reports and record sheets, a line each."""
    command = [sys.executable, "-m", "tests.bench.pdfs"]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def missed(rows: Sequence[Row]) -> list[str]:
    """The aims that were missed, in words."""
    return [
        f"{row.name} at {row.reviews:,} reviews: {row.ratio:.2f} of stock's time (aim: {row.most})."
        for row in rows
        if row.reviews >= 1000 and row.most and row.ratio > row.most
    ]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    sizes = "sizes; 0 is the real library"
    parser.add_argument("--reviews", type=int, nargs="+", default=list(_SIZES), help=sizes)
    parser.add_argument("--large", action="store_true", help="1,000 reviews as well")
    parser.add_argument("--words", type=int, default=900, help="about how many a review has")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1, help="of which the median is taken")
    parser.add_argument("--builds-only", action="store_true", help="no reports and sheets")
    parser.add_argument("--write", action="store_true", help="put the table into docs/bench.md")
    parser.add_argument("--strict", action="store_true", help="fail where an aim is missed")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and keep it where asked."""
    options = _options(arguments)
    rows: list[Row] = []
    for reviews in [*options.reviews, *([1000] if options.large else [])]:
        print(f"{reviews:,} reviews ..." if reviews else "The real library ...", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="reviewlib-bench-") as folder:
            rows += _measure(reviews, options, Path(folder))
    report = _table(rows, options.runs)
    if not options.builds_only:
        print("Reports and record sheets ...", file=sys.stderr)
        report += f"\n{_REPORTS}\n" + "".join(f"- {line}\n" for line in _beside())
    print(report)
    if options.write:
        _REPORT.write_text(f"# Speed and memory\n\n{_INTRODUCTION}\n{report}", encoding="utf-8")
    misses = missed(rows)
    print("\n".join(misses), file=sys.stderr, end="\n" if misses else "")
    return 1 if misses and options.strict else 0


_INTRODUCTION = """\
Made by `make bench BENCH=--write`. A library is built in one run by us and by MkDocs with Material
as they come ("stock"): one page for each of the same Markdown files, out of the navigation and with
the search that is on by default. Ours is always the whole: it checks, makes pages, feeds, data,
citations, a ZIP and typeset sheets, and verifies every link. Each build comes after the one in the
line above, with what that left in the cache. Processor time tells more than the clock, and a ratio
more than either, which are those of one machine. Memory is that of all processes at once, what they
share counted once. Search has its own figures, beside Material's, in [search.md](search.md).
"""

_REPORTS = """\
## Reports and record sheets

Made-up PDFs read by each reader, and the record sheets of a library as large, both for the first
time and again with nothing changed. We aim at 30 s for sheets on one core, 1 s where nothing has
changed, and 300 MB.
"""


if __name__ == "__main__":
    sys.exit(main())
