"""PDFs under any name in the inbox, taken in or left there; nothing half-written, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.editors.import_pdf import Options, Row, carry_out, plan
from reviewlib.editors.sources import INCOMING, inbox_files, inbox_sources
from reviewlib.library import load
from tests.editors.conftest import below
from tests.pdf.bad import CASES
from tests.pdf.make import pdf
from tests.pdf.shapes import REPORT

DATA = Path(__file__).parents[1] / "data"
RECORD = "content/reviews/2022-23/glenmore.md"
NAME = "glenmore-2022-summary.pdf"
TODAY = "2026-11-22"

pytestmark = pytest.mark.slow  # a program is started for each PDF

ODD = (
    "My Report (final) v2.pdf",
    "  leading and trailing .pdf",
    "-rf.pdf",
    "$(touch owned).pdf",
    "emoji 📄.pdf",
    "line\nbreak.pdf",
    "..pdf",
    f"{'x' * 200}.pdf",
    "no ending",
    "CAPITALS.PDF",
    "glenmore-2022-summary.pdf",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small library whose one record waits for a report that may be published."""
    made = tmp_path / "library"
    shutil.copytree(DATA / "base", made)
    record = made / RECORD
    record.write_text(record.read_text("utf-8").replace("linked only", "OGL 3.0"), "utf-8")
    (made / INCOMING).mkdir(parents=True)
    return made


def drop(root: Path, name: str, data: bytes = REPORT) -> Path:
    place = root / INCOMING / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def bad(name: str) -> bytes:
    return next(case.make() for case in CASES if case.name == name)


def take(root: Path) -> tuple[Row, ...]:
    """Take in all that waits; what was planned for each file."""
    options = Options(TODAY)
    found = plan(root, inbox_sources(root), options)
    carry_out(root, found, options)
    return found.rows


def one(root: Path) -> Row:
    (row,) = take(root)
    return row


@pytest.mark.parametrize("name", [ODD[0], ODD[2]])
def test_whatever_it_is_called_it_gets_its_name_from_its_record(root: Path, name: str) -> None:
    drop(root, name)
    row = one(root)
    assert (row.is_done, row.record) == (True, RECORD)
    assert (root / "reports" / NAME).read_bytes() == REPORT
    assert inbox_files(root) == ()


def test_all_of_them_at_once_are_one_report(root: Path) -> None:
    for name in ODD:
        drop(root, name)
    rows = take(root)
    assert len(rows) == len(ODD)
    assert all(row.source.name.isprintable() for row in rows)
    assert inbox_files(root) == ()
    assert list(below(root / "reports")) == [NAME]
    assert not list(root.rglob("owned"))


def test_a_folder_that_was_dropped_is_looked_through_and_taken_away(root: Path) -> None:
    drop(root, "from the council/2022/a.pdf")
    assert one(root).is_done
    assert list((root / INCOMING).iterdir()) == []


def test_a_report_without_a_licence_waits_and_the_reason_is_said(root: Path) -> None:
    record = root / RECORD
    record.write_text(record.read_text("utf-8").replace("OGL 3.0", "linked only"), "utf-8")
    drop(root, "a.pdf")
    before = below(root)
    row = one(root)
    assert not row.is_done
    assert "linked only, so that it may not be published" in row.match.reason
    assert below(root) == before
    (root / INCOMING / "a.pdf").unlink()
    drop(root, "ogl/a.pdf")
    assert one(root).is_done
    assert (root / "reports" / NAME).is_file()


def test_another_report_of_a_review_is_left_to_the_editor(root: Path) -> None:
    drop(root, "a.pdf")
    one(root)
    drop(root, "an appendix.pdf", REPORT.replace(b"Glenmore Summary", b"Glenmore Another"))
    row = one(root)
    assert not row.is_done
    assert "has its report already" in row.match.reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bad("locked with a password"), "opens with a password only"),
        (bad("a web page named .pdf"), "is not a PDF, whatever its name says"),
        (bad("half of it"), "cannot be read"),
        (b"", "is not a PDF"),
    ],
)
def test_what_cannot_be_read_stays_where_it_is_and_the_reason_is_said(
    root: Path, data: bytes, said: str
) -> None:
    drop(root, "a.pdf", data)
    before = below(root)
    row = one(root)
    assert not row.is_done
    assert said in row.match.reason
    assert str(root) not in row.match.reason
    assert below(root) == before


def test_what_acts_is_refused_and_a_copy_that_only_shows_pages_made_where_asked(
    root: Path,
) -> None:
    active = next(case for case in CASES if case.danger == "JavaScript").make()
    place = drop(root, "Glenmore Summary.pdf", active)
    row = one(root)
    assert not row.is_done
    assert "JavaScript" in row.match.reason
    assert f"{INCOMING}/clean/" in row.match.reason
    place.unlink()
    drop(root, "clean/Glenmore Summary.pdf", active)
    assert one(root).is_done
    assert f"cleaned: {TODAY}" in (root / RECORD).read_text("utf-8")
    assert b"JavaScript" not in (root / "reports" / NAME).read_bytes()


def test_a_link_is_never_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(REPORT)
    (root / INCOMING / "a.pdf").symlink_to(secret)
    (root / INCOMING / "folder").symlink_to(tmp_path)
    assert [row.is_done for row in take(root)] == [False, False]
    assert secret.read_bytes() == REPORT
    assert list((root / "reports").glob("*.pdf")) == []


def test_a_library_that_cannot_be_read_keeps_all_that_waits(root: Path) -> None:
    drop(root, "a.pdf")
    (root / "content" / "programme.yml").unlink()
    assert main(["--root", str(root), "import", "--inbox"]) == 2
    assert len(inbox_files(root)) == 1


def test_nothing_waiting_is_said_in_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "import", "--inbox"]) == 0
    assert capsys.readouterr().out == "Nothing waits in reports/incoming/.\n"


def test_a_file_that_waits_is_no_part_of_the_library(root: Path) -> None:
    before = load(root).problems
    drop(root, "Any Name At All.txt", b"x")
    assert load(root).problems == before


@pytest.mark.audit
@pytest.mark.parametrize("after", [0.2, 0.6, 1.0, 1.4, 1.8])
def test_killed_at_any_moment_the_next_run_finishes_it(root: Path, after: float) -> None:
    drop(root, "a.pdf")
    command = [sys.executable, "-m", "reviewlib", "--root", str(root), "import", "--inbox"]
    process = subprocess.Popen(
        [*command, "--today", TODAY], stdout=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    record = root / RECORD
    assert record.read_text("utf-8").startswith("---\n")
    assert load(root).library is not None
    take(root)
    assert (root / "reports" / NAME).read_bytes() == REPORT
    assert record.read_text("utf-8").count("change: report published") == 1
    assert inbox_files(root) == ()


def test_a_report_in_place_without_its_line_in_the_record_is_gone_on_with(root: Path) -> None:
    (root / "reports").mkdir(exist_ok=True)
    (root / "reports" / NAME).write_bytes(REPORT)  # what a stop between the two leaves
    drop(root, "a.pdf")
    assert one(root).record == RECORD
    assert list(below(root / "reports")) == [NAME]
    assert f"file: {NAME}" in (root / RECORD).read_text("utf-8")


def test_a_pdf_of_nobody_in_particular_waits(root: Path) -> None:
    drop(root, "a.pdf", pdf([["Nothing to see here."]]))
    assert "does not say plainly" in one(root).match.reason
