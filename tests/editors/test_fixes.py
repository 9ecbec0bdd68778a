"""`check --fix`: what can be fixed safely is fixed, with nothing else changed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.diagnostics import Applicability, Edit, errors
from reviewlib.editors.fixes import apply_edits, fix_library
from reviewlib.library import load
from tests.editors.conftest import DATA, Ran, below

Run = Callable[..., Ran]

CASES = sorted(case for case in (DATA / "migrations").iterdir() if case.is_dir())
OLDER_FORMS = {"former-name", "link-to-former-address"}
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
    ran = run("check", "--fix")
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
    found = [one for one in load(older).problems if one.code in OLDER_FORMS]
    assert found
    assert errors(load(older).problems) == ()
    assert all("`reviewlib check --fix`" in one.hint for one in found)


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_the_library_means_the_same_afterwards(older: Path, run: Run) -> None:
    before = load(older).checked()
    run("check", "--fix")
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
    assert not {one.code for one in load(older).problems} & OLDER_FORMS


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_a_second_run_finds_nothing(older: Path, run: Run) -> None:
    run("check", "--fix")
    before = below(older)
    ran = run("check", "--fix")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Nothing to fix.")
    assert below(older) == before


@pytest.mark.parametrize("older", CASES, indirect=True, ids=lambda case: case.name)
def test_asked_only_to_look_it_writes_nothing_and_fails(older: Path, run: Run) -> None:
    before = below(older)
    ran = run("check", "--diff")
    assert ran.code == 1
    assert " can be applied.\n" in ran.out
    assert below(older) == before


@pytest.mark.parametrize("library_", ["library", "base"])
def test_a_library_in_todays_form_is_left_as_it_is(library_: str, run: Run, library: Path) -> None:
    shutil.rmtree(library)
    shutil.copytree(DATA / library_, library, ignore=shutil.ignore_patterns(".cache"))
    before = below(library)
    assert run("check", "--diff").code == 0
    assert below(library) == before


def test_the_real_library_is_in_todays_form(root: Path) -> None:
    assert fix_library(root, None) == ()


def test_a_record_of_a_thousand_lines_is_rewritten_in_one_line_only(
    library: Path, run: Run
) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8").replace("  - Inclusion", "  - including-everyone")
    text += "".join(f"- Note {n} of including-everyone\n" for n in range(1000))
    file.write_text(text, "utf-8")
    assert run("check", "--fix").code == 0
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
    assert run("check", "--fix").code == 1
    assert file.read_text("utf-8") == text.replace("including-everyone", "Inclusion")
    assert {one.code for one in load(library).problems} == {"unknown-theme"}


def test_permissions_stay(library: Path, run: Run) -> None:
    file = library / REVIEW
    file.write_text(file.read_text("utf-8").replace("- Inclusion", "- including-everyone"), "utf-8")
    file.chmod(0o640)
    run("check", "--fix")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_fix_needs_no_library_that_can_be_read(library: Path, run: Run) -> None:
    file = library / "content" / "programme.yml"
    file.write_text(file.read_text("utf-8").replace("name: ", "name:", 1), "utf-8")
    assert errors(load(library).problems)
    ran = run("check", "--fix")
    assert (ran.code, ran.out.splitlines()[-2:]) == (
        0,
        ["1 fix in 1 file applied.", "No problems."],
    )


def test_fixes_on_one_line_wait_for_one_another(library: Path, run: Run) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8")
    file.write_text(text.replace("  - Inclusion", "\t-including-everyone"), "utf-8")
    assert run("check", "--fix").out.splitlines()[-2:] == [
        "2 fixes in 1 file applied.",
        "No problems.",
    ]
    assert file.read_text("utf-8") == text


def test_a_guess_is_never_applied(library: Path, run: Run) -> None:
    file = library / REVIEW
    file.write_text(file.read_text("utf-8").replace("- Inclusion", "- Inclusoin"), "utf-8")
    before = below(library)
    ran = run("check", "--fix")
    assert ran.code == 1
    assert ran.out.startswith("Nothing to fix.\n")
    assert below(library) == before


@pytest.mark.parametrize(
    ("written", "applicability"),
    [("29/8/2022", Applicability.SAFE), ("5/9/2022", Applicability.UNSAFE)],
)
def test_a_date_with_two_readings_is_left_to_an_editor(
    written: str, applicability: Applicability, library: Path
) -> None:
    file = library / REVIEW
    file.write_text(re.sub("when: .*", f"when: {written}", file.read_text("utf-8")), "utf-8")
    (problem,) = load(library).problems
    assert problem.fix is not None
    assert problem.fix.applicability is applicability


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_fix_is_printed_as_text_only(option: str, run: Run) -> None:
    ran = run("check", option, "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--fix and --diff print text; leave --format out.\n"


@pytest.mark.parametrize(("old", "new"), [((), "--fix"), (("--check",), "--diff")])
def test_the_former_verb_does_the_same_and_names_the_new_one(
    old: tuple[str, ...], new: str, library: Path, run: Run
) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8")
    file.write_text(text.replace("- Inclusion", "- including-everyone"), "utf-8")
    ran = run("migrate", *old)
    assert ran.err == f"`reviewlib migrate` is `reviewlib check {new}` now.\n"
    assert ran.code == (1 if old else 0)
    assert (file.read_text("utf-8") == text) is not bool(old)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a\r\nb\r\nc", Edit.lines(2, ["x", "y"]), "a\r\nx\r\ny\r\nc"),
        ("a\nb", Edit.lines(2, ["x", "y"]), "a\nx\ny"),
        ("a\nb\n", Edit.lines(1, []), "b\n"),
        ("\ufeffa\n\n", Edit.lines(1, ["x"]), "\ufeffx\n\n"),
        ("a: b # please check\n", Edit.lines(1, ["a: c"]), "a: c # please check\n"),
        ("one one-two (one)\n", Edit(1, 1, "x", "one"), "one one-two (x)\n"),
        ("[a][b]\n\n[b]: /old/\n", Edit(1, 1, "/new/", "/old/"), "[a][b]\n\n[b]: /new/\n"),
    ],
)
def test_an_edit_leaves_every_other_byte(before: str, edit: Edit, after: str) -> None:
    assert apply_edits(before.encode(), [edit]) == (after.encode(), 1)


def test_of_two_edits_of_a_line_one_is_applied() -> None:
    edits = [Edit.lines(1, ["x"]), Edit(1, 1, "y", "a"), Edit.lines(2, ["z"])]
    assert apply_edits(b"a\nb\n", edits) == (b"x\nz\n", 2)


_SLOWLY = """
import os, sys, time
from reviewlib.editors import files
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
        [sys.executable, "-c", _SLOWLY, "--root", str(library), "check", "--fix"],
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        os.kill(process.pid, signal.SIGKILL)
    assert below(library) == before
    assert run("check", "--fix").code == 0
    assert file.read_text("utf-8") == text.replace("including-everyone", "Inclusion")
