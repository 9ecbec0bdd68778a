"""The command: what it prints, and what it answers."""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewlib import cli
from reviewlib.cli import main, parser, records
from reviewlib.diagnostics import as_text
from reviewlib.library import load

DATA = Path(__file__).resolve().parent / "data"
RECORD = "content/reviews/2022-23/glenmore.md"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(DATA / "base", tmp_path / "library"))
    (root / "mkdocs.yml").write_text("site_name: Made up\n", "utf-8")
    return root


def edited(root: Path, old: str, new: str) -> Path:
    """The library with other words in its record."""
    record = root / RECORD
    text = record.read_text("utf-8")
    assert old in text
    record.write_text(text.replace(old, new), "utf-8")
    return root


@pytest.fixture
def broken(clean: Path) -> Path:
    return edited(clean, "took place", "tok place")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a terminal runs it."""
    return subprocess.run(
        [sys.executable, "-m", "reviewlib", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("", "", 0, "No problems.\n"),
        ("## Strengths", "## Strenghts", 0, "No problems. 1 warning.\n"),
        ("took place", "tok place", 1, "1 problem in 1 file. Nothing was published.\n"),
    ],
)
def test_a_problem_is_answered_with_one_and_a_warning_alone_with_zero(
    clean: Path, old: str, new: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(edited(clean, old, new)), "check"]) == code
    shown = capsys.readouterr()
    assert shown.out.endswith(said)
    assert shown.err == ""


def test_a_folder_that_is_no_library_is_answered_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "check"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert 'no folder "content"' in said.err


def test_the_root_is_where_one_stands_unless_said(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clean)
    assert main(["check"]) == 0
    monkeypatch.chdir(clean.parent)
    assert main(["check"]) == 2


_NO_SITES = (
    *("a.b", "https://", "https://a.b/?x", "https://a.b/#x", "https://me@a.b/", "https://a.b/c d"),
    *("https://a.b:port/", "https:///a", "https://a.b\\c"),
)


@pytest.mark.parametrize(
    "words",
    [
        *([], ["chek"], ["check", "--format", "xml"], ["show"]),
        ["build", "--plain", "--today", "8 March"],
        *(["build", "--jobs", number] for number in ("0", "two", "1000")),
        *(["build", "--site-url", url] for url in _NO_SITES),
    ],
)
def test_words_that_are_no_command_are_answered_with_two_and_the_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: reviewlib")


@pytest.mark.parametrize(
    ("words", "now", "told"),
    [
        ("stage", "build --plain --out staged-site", "stage → build --plain"),
        (
            "--root stage stage --for-files",
            "--root stage build --plain --out staged-site --for-files",
            "stage → build --plain",
        ),
        ("addresses --accept", "urls --update", "addresses --accept → urls --update"),
        ("addresses", "urls", "addresses → urls"),
        ("import --waiting", "import --inbox", "import --waiting → import --inbox"),
        ("proposal --base main", "changes --base main", "proposal → changes"),
        ("migrate", "check --fix", "migrate → check --fix"),
        ("migrate --check", "check --fix --diff", "migrate --check → check --fix --diff"),
        ("import stage", "import stage", ""),
        ("new review --name stage", "new review --name stage", ""),
        ("--root stage", "--root stage", ""),
        ("", "", ""),
    ],
)
def test_old_names_of_commands_answer_and_tell_the_new_ones(
    words: str, now: str, told: str
) -> None:
    found, note = parser.renamed(words.split())
    old, _, new = told.partition(" → ")
    said = f'"reviewlib {old}" is now "reviewlib {new}"; the old name goes with the next release.'
    assert (found, note) == (now.split(), said if told else "")


def test_each_command_names_a_function_that_exists() -> None:
    def runs(command: argparse.ArgumentParser) -> Iterator[str]:
        groups = (one.choices for one in command._actions if isinstance(one.choices, dict))
        below = [name for group in groups for one in group.values() for name in runs(one)]
        yield from below or [command.get_default("run")]

    found = [*runs(parser.make_parser())]
    assert len(found) > 15
    assert all(callable(pkgutil.resolve_name(name)) for name in found)


def test_an_old_name_still_does_its_work(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(clean), "import", "--waiting"]) == 0
    said = capsys.readouterr()
    assert said.out == "Nothing waits in reports/incoming/.\n"
    assert said.err.startswith('"reviewlib import --waiting" is now')


def test_the_same_is_said_as_text_as_data_and_as_annotations(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("text", "json", "github"):
        assert main(["--root", str(broken), "check", "--format", form]) == 1
    said = capsys.readouterr().out
    text, rest = said[: said.index("{")], said[said.index("{") :]
    data, _, annotations = rest.partition("\n}\n")
    (row,) = json.loads(data + "}")["problems"]
    assert f"{row['path']}:{row['line']}: {row['field']}: {row['message']}" in text
    assert annotations.startswith(f"::error file={row['path']},line={row['line']},col=")


def test_a_library_with_problems_is_neither_staged_nor_listed(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    assert main(["--root", str(broken), "build", "--plain", "--out", str(out)]) == 1
    assert main(["--root", str(broken), "show", "reports"]) == 1
    assert not out.exists()
    assert capsys.readouterr().out == ""


def test_the_reports_wanted_are_listed_with_the_names_they_should_have(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(clean), "show", "reports"]) == 0
    assert capsys.readouterr().out == (
        "wanted\tglenmore-2022-summary.pdf\t"
        "reviews/2022-23/glenmore/glenmore-2022-summary.pdf\tGlenmore Summary\n"
    )


def test_the_records_document_is_printed_and_written(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docs"]) == 0
    printed = capsys.readouterr().out
    (clean / "docs").mkdir()
    assert main(["--root", str(clean), "docs", "--write"]) == 0
    assert (clean / "docs" / "records.md").read_text("utf-8") == printed


# ------------------------------------------------------------------------------ our fault


def told(said: str) -> str:
    """The story in the log of the one line that is said."""
    found = re.fullmatch(
        r"reviewlib stopped because of an error in its own code \((\w+)\); nothing was published\. "
        r"Please send (\S+\.log) to the people who maintain it\.\n",
        said,
    )
    assert found, said
    log = Path(found[2])
    story = log.read_text("utf-8")
    log.unlink()
    assert found[1] in story
    return story


def fails_with(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_fault_of_ours_is_one_line_a_log_and_two(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(records, "load", fails_with(ZeroDivisionError("made to fail")))
    assert main(["--root", str(clean), "check"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "ZeroDivisionError: made to fail" in told(said.err)
    # Where no log can be written, the line is still said.
    monkeypatch.setattr(cli.tempfile, "NamedTemporaryFile", fails_with(OSError("no room")))
    assert main(["--root", str(clean), "check"]) == 2
    assert "Please tell the people who maintain it" in capsys.readouterr().err


def test_being_stopped_by_hand_is_said_without_a_story(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(records, "load", fails_with(KeyboardInterrupt()))
    assert main(["--root", str(clean), "check"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


# Presses Ctrl-C at the moment named, which is one at which `main` is not there to hear it.
_PRESSED = """
import atexit, os, signal, sys
from reviewlib.__main__ import run
signal.signal(signal.SIGINT, signal.default_int_handler)  # which `command &` has ignored
press = lambda *_: os.kill(os.getpid(), signal.SIGINT)
if sys.argv.pop(1) == "loading":
    sys.meta_path.insert(0, type("Finder", (), {"find_spec": press}))
else:
    atexit.register(press)
run()
"""


@pytest.mark.parametrize(("at", "ended"), [("loading", (130, "Stopped.\n")), ("ending", (0, ""))])
def test_ctrl_c_outside_the_work_shows_no_traceback(
    clean: Path, at: str, ended: tuple[int, str]
) -> None:
    command = [sys.executable, "-c", _PRESSED, at, "--root", str(clean), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == ended


def test_a_theme_that_is_not_there_is_no_fault_of_the_content(clean: Path, tmp_path: Path) -> None:
    ended = run("--root", str(clean), "build", "--plain", "--out", str(tmp_path / "site"))
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "theme" in ended.stderr.splitlines()[-1]
    assert not (tmp_path / "site").exists()


# ------------------------------------------------------------------------- in a terminal


def test_a_terminal_is_told_the_same_and_one_that_knows_few_letters_too(broken: Path) -> None:
    edited(broken, "- Inclusion", "- Innlùdadh…")
    ended = run("--root", str(broken), "check")
    assert ended.stdout == as_text(load(broken).problems)
    few = run("--root", str(broken), "check", PYTHONIOENCODING="ascii")
    assert (few.returncode, few.stderr) == (1, "")
    assert few.stdout.encode().decode("unicode_escape") == ended.stdout
    assert "Innl\\xf9dadh" in few.stdout


def test_a_reader_who_goes_away_is_not_an_error(broken: Path) -> None:
    edited(broken, "## Strengths", "<b>\n" * 5000 + "\n## Strengths")
    script = '"$0" -m reviewlib --root "$1" check | head -n 1'
    ended = subprocess.run(
        ["bash", "-c", script, sys.executable, str(broken)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")
