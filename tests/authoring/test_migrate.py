"""Records in an older form: read still, and rewritten with nothing else changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.authoring import migrating
from reviewlib.authoring.migrating import STEPS
from reviewlib.library import load
from reviewlib.problems import errors
from tests.authoring.conftest import DATA, Ran, below

Run = Callable[..., Ran]

CASES = sorted(case for case in (DATA / "migrations").iterdir() if case.is_dir())
REVIEW = "content/reviews/2022-23/glenmore.md"
with_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def older(library: Path, request: pytest.FixtureRequest) -> Path:
    """The library with a case's files in an older form."""
    shutil.copytree(request.param / "before", library, dirs_exist_ok=True)
    return library


def write_golden(case: Path, before: dict[str, bytes], after: dict[str, bytes], said: str) -> None:
    shutil.rmtree(case / "after", ignore_errors=True)
    for path in (path for path in after if after[path] != before[path]):
        file = case / "after" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(after[path])
    (case / "said.txt").write_text(said, "utf-8")


@pytest.mark.parametrize(
    ("older", "case"), [(case, case) for case in CASES], indirect=["older"], ids=lambda c: c.name
)
def test_an_older_form_is_rewritten_to_these_bytes(older: Path, case: Path, run: Run) -> None:
    before = below(older)
    ran = run("migrate")
    after = below(older)
    if os.environ.get("MIGRATIONS") == "write":
        write_golden(case, before, after, ran.out)
    assert ran.code == 0
    assert ran.out == (case / "said.txt").read_text("utf-8")
    assert {path: raw for path, raw in after.items() if raw != before[path]} == below(
        case / "after"
    )


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_what_is_in_an_older_form_is_read_with_a_warning_that_names_the_command(
    older: Path,
) -> None:
    found = [one for one in load(older).problems if one.code in {step.code for step in STEPS}]
    assert found
    assert errors(load(older).problems) == ()
    assert all("`reviewlib migrate`" in one.hint for one in found)


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_the_library_means_the_same_afterwards(older: Path, run: Run) -> None:
    before = load(older).checked()
    run("migrate")
    after = load(older).checked()
    for old, new in zip(before.reviews, after.reviews, strict=True):
        assert (old.authorities, old.themes, old.sources) == (
            new.authorities,
            new.themes,
            new.sources,
        )
        assert [(one.text, one.themes) for one in old.findings] == [
            (one.text, one.themes) for one in new.findings
        ]
    assert before.programme == after.programme
    assert not {one.code for one in load(older).problems} & {step.code for step in STEPS}


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_a_second_run_finds_nothing(older: Path, run: Run) -> None:
    run("migrate")
    before = below(older)
    ran = run("migrate")
    assert (ran.code, ran.out) == (0, "Every record is in today's form.\n")
    assert below(older) == before


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_asked_only_to_look_it_writes_nothing_and_fails(older: Path, run: Run) -> None:
    before = below(older)
    ran = run("migrate", "--check")
    assert ran.code == 1
    assert ran.out.endswith("would be rewritten.\n")
    assert below(older) == before


@pytest.mark.parametrize("library_", ["library", "base"])
def test_a_library_in_todays_form_is_left_as_it_is(library_: str, run: Run, library: Path) -> None:
    shutil.rmtree(library)
    shutil.copytree(DATA / library_, library, ignore=shutil.ignore_patterns(".cache"))
    before = below(library)
    assert run("migrate", "--check").code == 0
    assert below(library) == before


def test_the_real_library_is_in_todays_form(root: Path) -> None:
    library = load(root)
    assert library.library is not None
    assert list(migrating.rewritten(root, library.library, library.problems)) == []


def test_a_record_of_a_thousand_lines_is_rewritten_in_one_line_only(
    library: Path, run: Run
) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8").replace("  - Inclusion", "  - including-everyone")
    text += "".join(f"- Note {n} of including-everyone\n" for n in range(1000))
    file.write_text(text, "utf-8")
    assert run("migrate").code == 0
    changed = [
        (old, new)
        for old, new in zip(text.split("\n"), file.read_text("utf-8").split("\n"), strict=True)
        if old != new
    ]
    assert changed == [("  - including-everyone", "  - Inclusion")]


def test_a_record_with_mistakes_beside_is_rewritten_and_keeps_them(library: Path, run: Run) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8").replace("  - Inclusion", "  - including-everyone\n  - Inclusoin")
    file.write_text(text, "utf-8")
    assert run("migrate").code == 0
    assert file.read_text("utf-8") == text.replace("including-everyone", "Inclusion")
    assert {one.code for one in load(library).problems} == {"unknown-theme"}


def test_permissions_stay(library: Path, run: Run) -> None:
    file = library / REVIEW
    file.write_text(file.read_text("utf-8").replace("- Inclusion", "- including-everyone"), "utf-8")
    file.chmod(0o640)
    run("migrate")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_library_that_cannot_be_read_is_told_in_words(library: Path, run: Run) -> None:
    (library / "content" / "programme.yml").unlink()
    ran = run("migrate")
    assert ran.code == 2
    assert ran.err == f"The library in {library} cannot be read; `reviewlib check` says why.\n"


_SLOWLY = """
import os, sys, time
from reviewlib.authoring import files
from reviewlib.cli import main
whole = os.fsync
files.os.fsync = lambda handle: (print("writing", flush=True), time.sleep(30), whole(handle))
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_one_that_is_killed_leaves_each_file_as_it_was_or_as_it_will_be(
    library: Path, run: Run
) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8").replace("- Inclusion", "- including-everyone")
    file.write_text(text, "utf-8")
    before = below(library)
    with subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, "--root", str(library), "migrate"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        os.kill(process.pid, signal.SIGKILL)
    assert below(library) == before
    assert run("migrate").code == 0
    assert file.read_text("utf-8") == text.replace("including-everyone", "Inclusion")
