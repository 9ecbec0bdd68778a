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

from reviewlib.diagnostics import Applicability, ConfigError, Edit, errors
from reviewlib.editors.fixes import FixedFile, apply_edits, fix_library, write_fixes
from reviewlib.library import Library, load
from tests.editors.conftest import DATA, Ran, below

Run = Callable[..., Ran]

CASES = sorted(case for case in (DATA / "migrations").iterdir() if case.is_dir())
OLDER_FORMS = {"former-name", "link-to-former-address"}
REVIEW = "content/reviews/2022-23/glenmore.md"


def write_golden(case: Path, changed: dict[str, bytes], said: str) -> None:
    shutil.rmtree(case / "after", ignore_errors=True)
    for path, raw in changed.items():
        file = case / "after" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    (case / "said.txt").write_text(said, "utf-8")


def meaning(library: Library) -> tuple[object, ...]:
    """What must be the same in whatever form it is written."""
    reviews = [
        (one.authorities, one.themes, one.sources, [(two.text, two.themes) for two in one.findings])
        for one in library.reviews
    ]
    return reviews, library.programme


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_older_form_is_read_with_a_warning_and_rewritten_to_these_bytes(
    case: Path, library: Path, run: Run
) -> None:
    shutil.copytree(case / "before", library, dirs_exist_ok=True)
    older, before = load(library), below(library)
    found = [one for one in older.problems if one.code in OLDER_FORMS]
    assert found
    assert errors(older.problems) == ()
    assert all("`reviewlib check --fix`" in one.hint for one in found)

    only_shown = run("check", "--diff")
    assert only_shown.code == 1
    assert " can be applied.\n" in only_shown.out
    assert below(library) == before

    ran = run("check", "--fix")
    after = below(library)
    changed = {path: raw for path, raw in after.items() if raw != before[path]}
    if os.environ.get("MIGRATIONS") == "write":
        write_golden(case, changed, ran.out)
    assert (ran.code, ran.out) == (0, (case / "said.txt").read_text("utf-8"))
    assert changed == below(case / "after")
    newer = load(library)
    assert meaning(newer.checked()) == meaning(older.checked())
    assert not {one.code for one in newer.problems} & OLDER_FORMS

    again = run("check", "--fix")
    assert (again.code, again.out.splitlines()[0]) == (0, "Nothing to fix.")
    assert below(library) == after


@pytest.mark.parametrize("library_", ["library", "base"])
def test_a_library_in_todays_form_is_left_as_it_is(library_: str, run: Run, library: Path) -> None:
    shutil.rmtree(library)
    shutil.copytree(DATA / library_, library, ignore=shutil.ignore_patterns(".cache"))
    before = below(library)
    assert run("check", "--diff").code == 0
    assert below(library) == before


def test_the_real_library_is_in_todays_form(root: Path) -> None:
    assert fix_library(root, None) == ()


@pytest.fixture
def rewritten(library: Path) -> Callable[[str, str], str]:
    """`rewritten(old, new)`: other words in the record; its text as it was."""

    def rewrite(old: str, new: str) -> str:
        text = (library / REVIEW).read_text("utf-8")
        assert old in text
        (library / REVIEW).write_text(text.replace(old, new), "utf-8")
        return text

    return rewrite


def test_a_record_of_a_thousand_lines_is_rewritten_in_one_line_only_and_keeps_its_permissions(
    library: Path, run: Run
) -> None:
    file = library / REVIEW
    text = file.read_text("utf-8").replace("  - Inclusion", "  - including-everyone")
    notes = "".join(f"- Note {n} of including-everyone\n" for n in range(1000))
    file.write_text(text + notes, "utf-8")
    file.chmod(0o640)
    assert run("check", "--fix").code == 0
    assert file.read_text("utf-8") == text.replace("including-everyone", "Inclusion") + notes
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_record_with_mistakes_beside_is_rewritten_and_keeps_them(
    library: Path, run: Run, rewritten: Callable[[str, str], str]
) -> None:
    text = rewritten("  - Inclusion", "  - including-everyone\n  - Inclusoin")
    assert run("check", "--fix").code == 1
    kept = text.replace("  - Inclusion", "  - Inclusion\n  - Inclusoin")
    assert (library / REVIEW).read_text("utf-8") == kept
    assert {one.code for one in load(library).problems} == {"unknown-theme"}


def test_a_fix_needs_no_library_that_can_be_read(library: Path, run: Run) -> None:
    file = library / "content" / "programme.yml"
    file.write_text(file.read_text("utf-8").replace("name: ", "name:", 1), "utf-8")
    assert errors(load(library).problems)
    ran = run("check", "--fix")
    assert ran.code == 0
    assert ran.out.endswith("\n1 fix in 1 file applied.\nNo problems.\n")


def test_fixes_on_one_line_wait_for_one_another(
    library: Path, run: Run, rewritten: Callable[[str, str], str]
) -> None:
    text = rewritten("  - Inclusion", "\t-including-everyone")
    assert run("check", "--fix").out.endswith("\n2 fixes in 1 file applied.\nNo problems.\n")
    assert (library / REVIEW).read_text("utf-8") == text


def test_a_guess_is_never_applied(
    library: Path, run: Run, rewritten: Callable[[str, str], str]
) -> None:
    rewritten("- Inclusion", "- Inclusoin")
    before = below(library)
    ran = run("check", "--fix")
    assert ran.code == 1
    assert ran.out.startswith("Nothing to fix.\n")
    assert below(library) == before


@pytest.mark.parametrize(
    ("written", "applicability"),
    [
        ("29/8/2022", Applicability.SAFE),
        ("5/9/2022", Applicability.UNSAFE),
        ("22-10-29", Applicability.UNSAFE),
    ],
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
    library: Path, run: Run, rewritten: Callable[[str, str], str]
) -> None:
    text = rewritten("- Inclusion", "- including-everyone")
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
    assert (library / REVIEW).read_text("utf-8") == text


def test_an_edit_of_words_that_are_not_there_changes_nothing() -> None:
    assert apply_edits(b"a: b\n", [Edit(1, 1, "c", "d")]) == (b"a: b\n", 0)


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(library: Path) -> None:
    file = FixedFile(REVIEW, b"as it was read", b"as it would be", 1)
    with pytest.raises(ConfigError, match="was changed meanwhile, and was left as it is"):
        write_fixes(library, [file])
