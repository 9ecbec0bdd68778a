"""Facts, text, the cache, and workers that are killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reviewlib.cache import Cache
from reviewlib.pdf import Limits, PdfResult, Pool, read_reports
from tests.pdf.conftest import Read
from tests.pdf.make import FONT, LINE, At, one_page, pdf, with_strange_letters
from tests.pdf.running import all_gone, workers
from tests.pdf.shapes import REPORT

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPORTS = Path(__file__).parent.parent / "data" / "library" / "reports"


# ------------------------------------------------------------------------------------- facts


@pytest.mark.parametrize("name", sorted(file.name for file in REPORTS.glob("*.pdf")))
def test_facts_are_those_that_pdfium_tells(name: str) -> None:
    facts = read_reports({name: REPORTS / name}, workers=1)[name].facts
    assert facts is not None
    with contextlib.closing(pypdfium2.PdfDocument(REPORTS / name)) as told:
        assert facts.pages == len(told)
        assert facts.title == told.get_metadata_value("Title")
        assert facts.version == f"{told.get_version() / 10}"
        assert facts.tagged == told.is_tagged()


def test_page_labels_and_bookmarks_are_told(read: Read) -> None:
    facts = read(
        pdf(
            [[LINE]] * 3,
            catalog="/PageLabels<</Nums[0<</S/r>>2<</S/D>>]>>/Outlines 5 0 R",
            objects=["<</First 6 0 R>>", "<</Title(a)/Parent 5 0 R>>"],
        )
    ).facts
    assert facts is not None
    assert facts.labels == ("i", "ii", "1")
    assert facts.bookmarks


# -------------------------------------------------------------------------------------- text


def test_hard_shapes_are_read(read: Read) -> None:
    pages = read(REPORT).pages
    blocks = [(block.kind, block.level, block.text) for page in pages for block in page.blocks]
    assert ("heading", 1, "Neighbourly Improvement in Glenmore") in blocks
    assert ("bullet", 1, "Officers come back with an answer within a month") in blocks
    assert ("bullet", 2, "every week") in blocks
    assert ("bullet", 2, "In small schools by telephone") in blocks
    assert ("bullet", 1, "Small schools are asked as often as large ones") in blocks
    assert "It was prepared by the council" in pages[0].text
    assert "who worked with it for an inter-authority view." in pages[0].text


def test_running_heads_and_feet_are_left_out_and_kept_aside(read: Read) -> None:
    pages = read(REPORT).pages
    assert all("Neighbourly Improvement" not in page.text for page in pages[1:])
    assert [page.edges[-1] for page in pages] == [f"Page {n} of 4" for n in (1, 2, 3, 4)]


def test_structure_tells_headings_and_bullets_where_type_does_not(read: Read) -> None:
    lines = b"""BT /F1 11 Tf
/H2 <</MCID 0>> BDC 1 0 0 1 64 700 Tm (Strengths) Tj EMC
/LI <</MCID 1>> BDC 1 0 0 1 64 680 Tm (Learners chair it) Tj EMC
/LI <</MCID 2>> BDC 1 0 0 1 64 660 Tm (Staff plan together) Tj EMC ET"""
    items = "".join(f"<</S/LI/Pg 3 0 R/K {number}>>" for number in (1, 2))
    tree = f"<</Type/StructTreeRoot/K[<</S/H2/Pg 3 0 R/K 0>><</S/L/K[{items}]>>]>>"
    tagged = "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
    raw = one_page(lines, FONT, tree, catalog=tagged).bytes()
    (page,) = read(raw).pages
    assert [(block.kind, block.text) for block in page.blocks] == [
        ("heading", "Strengths"),
        ("bullet", "Learners chair it"),
        ("bullet", "Staff plan together"),
    ]


def test_letters_that_cannot_be_read_are_measured(read: Read) -> None:
    (page,) = read(with_strange_letters("Staff offer", "five of fifty")).pages
    assert page.unreadable == round(8 / 21, 2)
    (page,) = read(pdf([["Staff offer five of fifty"]])).pages
    assert page.unreadable == 0


# ------------------------------------------------------------------------- limits and cache


def test_a_page_budget_gives_what_was_read_and_says_so(read: Read) -> None:
    result = read(pdf([[LINE]] * 9), limits=Limits(pages=4))
    assert [page.number for page in result.pages] == [1, 2, 3, 4]
    assert result.fault is not None
    assert result.fault.detail == "only its first 4 pages were read, of 9"


def test_values_that_tell_of_a_person_stay_out_of_the_cache(read: Read, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    raw = pdf([["Write to jo.example@example.org"]])
    assert read(raw, cache=cache, reveal=True).leaks[0].value == "jo.example@example.org"
    assert read(raw, cache=cache).leaks[0].value == ""
    cache.flush()
    kept = b"".join(file.read_bytes() for file in (tmp_path / "cache").rglob("*.sqlite3"))
    # The text of the page has it, as the PDF has; what was noticed of it is masked.
    assert kept.count(b"jo.example@example.org") == 1


def test_a_second_reading_comes_from_the_cache_and_is_the_same(read: Read, tmp_path: Path) -> None:
    first = read(REPORT, cache=Cache(tmp_path / "cache"))
    gone = Limits(seconds=0.0001)
    assert read(REPORT, cache=Cache(tmp_path / "cache"), limits=gone) == first
    assert read(REPORT, limits=gone) != first


# ---------------------------------------------------------------------------------- workers


def test_no_worker_is_left_behind(read: Read) -> None:
    read(REPORT)
    assert workers() == []


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced_and_the_file_read(tmp_path: Path) -> None:
    files = {}
    for number in range(30):
        files[f"{number}.pdf"] = tmp_path / f"{number}.pdf"
        files[f"{number}.pdf"].write_bytes(pdf([[At(f"{LINE} {number}")]] * 6))
    killed: list[int] = []
    done = threading.Event()

    def kill() -> None:
        while len(killed) < 2 and not done.is_set():
            found = workers(wait=0)
            for number in found:
                with contextlib.suppress(ProcessLookupError):  # it may just have ended
                    os.kill(number, signal.SIGKILL)
                    killed.append(number)
            done.wait(0.6 if found else 0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        results = read_reports(files, workers=1)
    finally:
        done.set()
        killer.join()
    assert killed
    assert list(results) == list(files)
    # Killed once or twice, a file is tried again; at most those that were killed are not read.
    failed = [name for name, result in results.items() if result.fault]
    assert len(failed) <= 1
    assert workers() == []


class Counted(Pool):
    """A pool that counts the files it reads."""

    count = 0

    def _read(self, path: Path, sha256: str, size: int) -> PdfResult:
        self.count += 1
        return super()._read(path, sha256, size)


def test_files_that_wait_when_reading_is_stopped_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(REPORT)
    with Counted(1, Limits()) as pool:
        reading = pool.read({str(number): (tmp_path / "a.pdf", "", 0) for number in range(50)})
        next(reading)
        reading.close()  # type: ignore[attr-defined]
        assert pool.count < 50


def test_a_library_without_pdfs_never_loads_the_reader() -> None:
    code = (
        "import sys; from reviewlib.library import load; load('tests/data/base');"
        "assert not {'pypdf', 'pypdfium2', 'typst'} & set(sys.modules)"
    )
    root = Path(__file__).parent.parent.parent
    env = {**os.environ, "PYTHONPATH": str(root / "scripts")}
    subprocess.run([sys.executable, "-c", code], cwd=root, env=env, check=True)


# ---------------------------------------------------------------- reports as councils make them

PRINTED = """<!doctype html><html lang="en-GB"><title>Glenmore report</title>
<style>h1 {font-size: 24pt} .two {columns: 2}</style>
<h1>Glenmore report</h1><p>The children said that inter-authority work was efficient.</p>
<h2>Strengths</h2><ul><li>Learners chair the group<ul><li>every week</li></ul></li>
<li>Staff plan</li></ul>
<table><tr><th>Who</th><th>What</th></tr><tr><td>Pupils</td><td>the panel</td></tr></table>
<p class="two">A first column of a few words that goes on in the second column
of the same page.</p>"""


@pytest.mark.browser
def test_a_page_that_a_browser_printed_keeps_its_headings_and_nested_bullets(
    page: Page, read: Read
) -> None:
    page.set_content(PRINTED)
    result = read(page.pdf(tagged=True, outline=True))
    assert result.facts is not None
    assert (result.facts.title, result.facts.tagged) == ("Glenmore report", True)
    blocks = [(block.kind, block.level, block.text) for block in result.pages[0].blocks]
    assert ("heading", 1, "Glenmore report") in blocks
    assert ("heading", 2, "Strengths") in blocks
    assert ("bullet", 1, "Learners chair the group") in blocks
    assert ("bullet", 2, "every week") in blocks
    assert ("bullet", 1, "Staff plan") in blocks
    assert ("row", 0, "Pupils | the panel") in blocks
    assert "goes on in the second column" in result.pages[0].text.replace("\n", " ")
    assert result.dangers == ()


def test_a_build_that_is_killed_leaves_no_worker(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.pdf").write_bytes(pdf([[At(f"{LINE} {number}")]] * 60))
    code = (
        "from pathlib import Path; from reviewlib.pdf import read_reports;"
        f"read_reports({{p.name: p for p in Path({str(tmp_path)!r}).glob('*.pdf')}}, workers=2)"
    )
    root = Path(__file__).parent.parent.parent
    env = {**os.environ, "PYTHONPATH": str(root / "scripts")}
    build = subprocess.Popen([sys.executable, "-c", code], env=env)
    while not (started := workers(wait=0)) and build.poll() is None:
        time.sleep(0.05)
    build.kill()
    build.wait()
    assert started
    assert all_gone(started)
