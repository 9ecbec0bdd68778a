"""PDFs under any name, taken in or left where they are; nothing half-written, nothing lost."""

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
from reviewlib.editors.import_pdf import INCOMING, Outcome, import_inbox, inbox_files
from reviewlib.library import load
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
    """A small library that waits for its first record."""
    made = tmp_path / "library"
    shutil.copytree(DATA / "base", made)
    (made / RECORD).unlink()
    (made / INCOMING).mkdir(parents=True)
    return made


def drop(root: Path, name: str, data: bytes = REPORT) -> Path:
    place = root / INCOMING / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def bad(name: str) -> bytes:
    return next(case.make() for case in CASES if case.name == name)


def one(root: Path) -> Outcome:
    (outcome,) = import_inbox(root, TODAY)
    return outcome


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.mark.parametrize("name", [ODD[0], ODD[2]])
def test_whatever_it_is_called_it_gets_its_name_from_its_contents(root: Path, name: str) -> None:
    drop(root, name)
    outcome = one(root)
    assert (outcome.done, outcome.report, outcome.record) == (True, NAME, RECORD)
    assert (root / "reports" / NAME).read_bytes() == REPORT


def test_all_of_them_at_once_are_one_report(root: Path) -> None:
    for name in ODD:
        drop(root, name)
    outcomes = import_inbox(root, TODAY)
    assert len(outcomes) == len(ODD)
    assert all(outcome.done and outcome.name.isprintable() for outcome in outcomes)
    assert [outcome.report for outcome in outcomes if outcome.report] == [NAME]
    assert inbox_files(root) == ()
    assert list(files(root / "reports")) == [NAME]
    assert not list(root.rglob("owned"))


def test_a_folder_that_was_dropped_is_looked_through_and_taken_away(root: Path) -> None:
    drop(root, "from the council/2022/a.pdf")
    assert one(root).report == NAME
    assert list((root / INCOMING).iterdir()) == []


def test_the_same_file_twice_is_taken_in_once(root: Path) -> None:
    drop(root, "a.pdf")
    drop(root, "b.pdf")
    first, second = import_inbox(root, TODAY)
    assert first.record == RECORD
    assert second.done
    assert "here already" in second.said[0]
    assert list(files(root / "reports")) == [NAME]


def test_a_second_report_of_a_review_is_put_beside_its_record_with_the_lines_to_add(
    root: Path,
) -> None:
    drop(root, "a.pdf")
    one(root)
    record = root / RECORD
    record.write_text(record.read_text("utf-8").replace("linked only", "OGL 3.0"), "utf-8")
    before = record.read_bytes()
    drop(root, "a corrected one.pdf", REPORT.replace(b"Glenmore", b"GLENMORE"))
    outcome = one(root)
    assert outcome.record == ""
    assert outcome.report == "glenmore-2022-summary-2.pdf"
    assert record.read_bytes() == before
    lines = [row.removeprefix("    ") for row in outcome.said if row.startswith("    ")]
    assert f"    file: {outcome.report}" in lines
    # What is said to be added can be pasted as it is, once its rights are known.
    text = record.read_text("utf-8").replace("history:", "\n".join(lines) + "\nhistory:", 1)
    record.write_text(text.replace("linked only", "OGL 3.0"), "utf-8")
    assert len(load(root).checked().reviews[0].reports) == 2


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
    before = files(root)
    outcome = one(root)
    assert not outcome.done
    assert said in outcome.said[0]
    assert str(root) not in " ".join(outcome.said)
    assert files(root) == before


def test_what_acts_is_refused_and_a_copy_that_only_shows_pages_made_where_asked(
    root: Path,
) -> None:
    active = next(case for case in CASES if case.danger == "JavaScript").make()
    place = drop(root, "a.pdf", active)
    outcome = one(root)
    assert not outcome.done
    assert "JavaScript" in outcome.said[0]
    assert f"{INCOMING}/clean/" in outcome.said[1]
    place.unlink()
    drop(root, "clean/a.pdf", active)
    cleaned = one(root)
    assert cleaned.done
    assert any(row.strip().startswith("original: ") for row in cleaned.said)
    assert b"JavaScript" not in (root / "reports" / cleaned.report).read_bytes()


def test_a_link_is_never_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(REPORT)
    (root / INCOMING / "a.pdf").symlink_to(secret)
    (root / INCOMING / "folder").symlink_to(tmp_path)
    outcomes = import_inbox(root, TODAY)
    assert [outcome.done for outcome in outcomes] == [False, False]
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
    if record.exists():  # all of it, or it is not there
        assert record.read_text("utf-8").startswith("---\n")
        assert load(root).library is not None
    outcomes = import_inbox(root, TODAY)
    assert all(outcome.done for outcome in outcomes)
    assert (root / "reports" / NAME).read_bytes() == REPORT
    assert "change: added" in record.read_text("utf-8")
    assert inbox_files(root) == ()


def test_a_report_in_place_without_its_record_is_gone_on_with(root: Path) -> None:
    (root / "reports").mkdir(exist_ok=True)
    (root / "reports" / NAME).write_bytes(REPORT)  # what a stop between the two leaves
    drop(root, "a.pdf")
    assert one(root).record == RECORD
    assert list(files(root / "reports")) == [NAME]


def test_a_pdf_of_nobody_in_particular_asks_for_the_host(root: Path) -> None:
    drop(root, "a.pdf", pdf())
    outcome = one(root)
    assert outcome.done
    assert outcome.record.startswith("content/reviews/")
