"""How long PDFs and record sheets take: `python -m tests.bench.pdfs`.

takes: 320 made-up PDFs of 12 pages; a library of 320 made-up reviews
gives: seconds cold and warm; seconds of sheets cold and unchanged; memory
knows nothing of: what is in them
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reviewlib.cache import Cache
from reviewlib.library import load
from reviewlib.pdf import read_reports
from reviewlib.sheets import sheet_files
from tests.bench.library import write_library
from tests.pdf.make import At, pdf

ROOT = Path(__file__).parent.parent.parent
PAGES = 12
LINES = 42
PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(number: int) -> bytes:
    """A report of twelve pages, unlike every other."""
    pages = []
    for page in range(1, PAGES + 1):
        lines = [At("Glenmore Council", y=815, size=8), At("Strengths", y=770, size=16, bold=True)]
        lines += [
            At(
                f"• {number}.{page}.{line} Learners chair the school improvement group",
                y=740 - 16 * line,
            )
            for line in range(LINES)
        ]
        pages.append([*lines, At(f"Page {page} of {PAGES}", y=24, size=8)])
    return pdf(pages)


def bench_pdfs(folder: Path, number: int, workers: int) -> None:
    files = {}
    for one in range(number):
        files[f"{one}.pdf"] = folder / f"{one}.pdf"
        files[f"{one}.pdf"].write_bytes(report(one))
    cache = Cache(folder / "cache-of-pdfs")

    def read() -> None:
        results = read_reports(files, cache, workers)
        assert all(result.fault is None for result in results.values())

    cold, warm = timed(read), timed(read)
    print(
        f"{number} PDFs of {PAGES} pages, {workers} at a time: cold {cold:.1f} s, "
        f"warm {warm:.2f} s ({100 * warm / cold:.1f} %)"
    )


def peaks() -> str:
    """The most memory so far of this process, and of any that it started."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, others = (resource.getrusage(one).ru_maxrss / PER_MB for one in whose)
    return f"at most {own:.0f} MB here, {others:.0f} MB in a process beside"


def bench_sheets(folder: Path, number: int) -> None:
    root = folder / "library"
    write_library(root, number)
    library = load(root, cache=Cache(folder / "cache")).checked()

    def make() -> int:
        return sum(1 for _ in sheet_files(library, ROOT / "theme", "https://example.org/"))

    cold, unchanged = timed(make), timed(make)
    print(
        f"{make()} sheets of {number} reviews: cold {cold:.1f} s, unchanged {unchanged:.2f} s; "
        f"{peaks()}"
    )


def main() -> None:
    """Measure, and print a line for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--number", type=int, default=320)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench_sheets(Path(folder), given.number)  # first, while little else was held
        bench_pdfs(Path(folder), given.number, given.workers)
        print(f"PDFs: {peaks()}")


if __name__ == "__main__":
    main()
