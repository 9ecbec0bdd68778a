"""How long PDFs and record sheets take: `python -m tests.bench.pdfs`.

takes: 320 made-up PDFs of 12 pages; a library of 320 made-up reviews
gives: seconds cold and warm by each reader; seconds of sheets cold and unchanged; memory
knows nothing of: what is in them
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reviewlib.library import load
from reviewlib.pdf import read_reports
from reviewlib.sheets import Sheets
from tests.pdf.make import At, pdf

ROOT = Path(__file__).parent.parent.parent
PAGES = 12
LINES = 42


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


def bench_pdfs(folder: Path, number: int, reader: str, workers: int) -> None:
    files = {}
    for one in range(number):
        files[f"{one}.pdf"] = folder / f"{one}.pdf"
        files[f"{one}.pdf"].write_bytes(report(one))
    cache = folder / f"cache-{reader}"

    def read() -> None:
        results = read_reports(files, cache, workers, reader=reader)
        assert all(result.fault is None for result in results.values())

    cold, warm = timed(read), timed(read)
    print(
        f"{number} PDFs of {PAGES} pages, {reader}, {workers} at a time: cold {cold:.1f} s, "
        f"warm {warm:.2f} s ({100 * warm / cold:.1f} %)"
    )


def bench_sheets(folder: Path, number: int) -> None:
    root = folder / "library"
    shutil.copytree(ROOT / "tests" / "data" / "base", root)
    record = (ROOT / "tests/data/library/content/reviews/2021-22/strathbeg.md").read_text("utf-8")
    body = record.split("---\n", 2)[2].replace("(theme: Wellbeing)", "").replace("/about/", "/")
    for sign in ("(theme: Support for all)", "(theme: Attendance)"):
        body = body.replace(sign, "")
    for one in range(number):
        (root / f"content/reviews/2022-23/made-up-{one}.md").write_text(
            "---\nauthorities:\n  - Glenmore\nwhen: 2022-08-29\nstatus: took place\n"
            f"title: Made-up review {one}\nsources:\n  - progress-report-2023\n---\n{body}",
            "utf-8",
        )
    library = load(root, cache=folder / "cache").checked()

    def make() -> None:
        for _ in Sheets(library, "https://example.org/").all(ROOT / "theme"):
            pass

    cold, unchanged = timed(make), timed(make)
    print(f"sheets of {number} reviews: cold {cold:.1f} s, unchanged {unchanged:.2f} s")


def main() -> None:
    """Measure, and print a line for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--number", type=int, default=320)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for reader in ("pypdf", "pdfium"):
            bench_pdfs(Path(folder), given.number, reader, given.workers)
        bench_sheets(Path(folder), given.number)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"most memory in this process: {peak} MB")


if __name__ == "__main__":
    main()
