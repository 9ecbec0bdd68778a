"""A record begun at a terminal: a whole one, or plain words and nothing."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from reviewlib.authoring import KINDS, Newcomer
from reviewlib.authoring.files import put_new
from reviewlib.cli import main
from reviewlib.library import Library, load
from reviewlib.problems import ConfigError, errors
from tests import store
from tests.authoring.conftest import TODAY, Ran, below

Run = Callable[..., Ran]

REVIEW = (
    "new", "--today", TODAY, "--year", "2022-23", "--authority", "Strathbeg",
    "--when", "2023-03-01", "--status", "took place", "--source", "progress-report-2023",
)  # fmt: skip
PATH = "content/reviews/2022-23/strathbeg.md"


@pytest.fixture(scope="module")
def base() -> Library:
    return store.library("base")


def test_a_review_has_the_form_of_all_reviews(run: Run, library: Path) -> None:
    ran = run(
        *REVIEW, "--theme", "inclusive practice", "--theme", "Quality Assurance",
        "--report", "Strathbeg: summary", "--report-kind", "Summary",
        "--report-listed", "https://example.org/x", "--report-rights", "linked only",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{PATH}: written. Its text goes below the header.\n"
    assert (
        (library / PATH).read_text("utf-8")
        == """\
---
authorities:
  - Strathbeg
when: 2023-03-01
status: took place
themes:
  - Inclusion
  - Quality Assurance
reports:
  - title: "Strathbeg: summary"
    kind: summary
    listed: https://example.org/x
    rights: linked only
sources:
  - progress-report-2023
history:
  - date: 2026-11-22
    change: added
---

## Focus questions

## Strengths

## Areas for further focus

## Planned improvements

## Next steps

## Notes on this record
"""
    )


def test_the_library_with_the_new_review_can_be_published(run: Run, library: Path) -> None:
    run(*REVIEW)
    assert errors(load(library).problems) == ()


def test_a_planned_review_waits_for_its_questions_only(run: Run, library: Path) -> None:
    words = ["planned" if word == "took place" else word for word in REVIEW]
    run(*words)
    headings = [
        row for row in (library / PATH).read_text("utf-8").splitlines() if row.startswith("## ")
    ]
    assert headings == ["## Focus questions"]


def test_every_mistake_is_told_at_once_in_the_words_of_the_check(run: Run, library: Path) -> None:
    before = below(library)
    ran = run(
        "new", "--year", "2022-32", "--authority", "Strathbegg", "--when", "1/3/2023",
        "--status", "happened", "--report-listed", "example.org", "--publisher", "Us",
    )  # fmt: skip
    assert ran.code == 2
    assert (
        ran.err
        == """\
--authority: "Strathbegg" is not in our list of authorities. Did you mean "Strathbeg"?
    To add an authority, edit content/vocabulary/authorities.yml.
--when: "1/3/2023" is not a date in the form this field takes.
    Write:
      2023-03-01
--status: "happened" is not one of the words for this field.
    Write one of: planned, took place, called off.
--publisher: a review has no such field.
--report-listed: "example.org" is not a web address as it should be written.
    Write:
      https://example.org
--report: the report's title is needed as well.
--year: "2022-32" is not in our list of years. Did you mean "2022–23"?
    To add a year, edit content/vocabulary/years.yml.
Nothing was written.
"""
    )
    assert below(library) == before


def test_what_is_needed_is_named(run: Run, library: Path) -> None:
    before = below(library)
    ran = run("new", "--authority", "Strathbeg")
    assert ran.code == 2
    assert ran.err == "Needed and not given: --year, --when, --status. Nothing was written.\n"
    assert below(library) == before


def test_a_record_that_is_there_is_never_written_over(run: Run, library: Path) -> None:
    run(*REVIEW)
    before = below(library)
    ran = run(*REVIEW)
    assert ran.code == 2
    assert ran.err == (
        f"There is {PATH} already. Call another one strathbeg-2.\n"
        "Give it with --name. Nothing was written.\n"
    )
    assert below(library) == before
    assert run(*REVIEW, "--name", "strathbeg-2").code == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../outside",
        "a/b",
        "..",
        "Straße 1",
        "a b",
        "😀",
        "x" * 200,
        ".hidden",
        "-",
        "con\n",
        "\0",
    ],
)
def test_a_name_that_is_no_name_is_refused(name: str, run: Run, library: Path) -> None:
    before = below(library)
    ran = run(*REVIEW, "--name", name)
    assert ran.code == 2
    assert "becomes part of an address" in ran.err
    assert below(library) == before
    assert not (library.parent / "outside.md").exists()


@pytest.mark.parametrize("year", ["../..", "2022-23/../..", "/tmp", "", "2022-23\n"])
def test_a_year_that_is_no_year_is_refused(year: str, run: Run, library: Path) -> None:
    before = below(library)
    ran = run("new", "--year", year, *REVIEW[5:], "--name", "x")
    assert (ran.code == 2) == (year.strip() != "2022-23")
    if ran.code:
        assert below(library) == before


def test_what_the_library_says_of_the_new_record_is_told(run: Run) -> None:
    ran = run(*REVIEW, "--report", "Summary", "--report-file", "strathbeg.pdf")
    assert ran.code == 0
    assert 'there is no file "strathbeg.pdf" in reports/.' in ran.out
    assert "file-without-rights" in ran.out


# ----------------------------------------------------------------------- its text


def test_a_text_of_a_thousand_lines_with_a_rule_in_it_is_taken_as_it_is(
    run: Run, library: Path, tmp_path: Path
) -> None:
    rows = ["Some text.", "", "---", "", "## Strengths", "", *(f"- Point {n}" for n in range(1000))]
    file = tmp_path / "text.md"
    file.write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    assert run(*REVIEW, "--text", str(file)).code == 0
    assert (library / PATH).read_text("utf-8").endswith("\n".join(["---", "", *rows, ""]))
    (review,) = [one for one in load(library).checked().reviews if one.slug == "strathbeg"]
    assert len(review.findings) == 1000


def test_a_mistake_in_the_text_is_told_by_its_line_there(
    run: Run, library: Path, tmp_path: Path
) -> None:
    before = below(library)
    file = tmp_path / "text.md"
    file.write_text("First.\n\n<script>alert(1)</script>\n", "utf-8")
    ran = run(*REVIEW, "--text", str(file))
    assert ran.code == 2
    assert ran.err.startswith("the text:3: ")
    assert ran.err.endswith("Nothing was written.\n")
    assert below(library) == before


def test_a_text_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    assert "cannot be read (No such file" in run(*REVIEW, "--text", str(tmp_path / "none")).err
    (tmp_path / "old").write_bytes("Straße".encode("cp1252"))
    assert "it is not saved as UTF-8" in run(*REVIEW, "--text", str(tmp_path / "old")).err


# ----------------------------------------------------------------------- whatever is typed


@given(title=st.text(max_size=60), lead=st.text(max_size=40))
@settings(max_examples=100)
def test_whatever_is_typed_is_read_back_as_it_was_typed_or_refused(
    title: str, lead: str, base: Library
) -> None:
    record = Newcomer(base, KINDS["review"], year="2022-23", name="strathbeg")
    record.given.update(authorities=("Strathbeg",), when="2023-03-01", status="took place")
    for name, typed in (("title", title), ("leads", lead)):
        spec = record.spec(name)
        type = spec.type.item if name == "leads" else spec.type
        value, words = record.judge(name, type, typed)
        if words:
            return
        record.given[name] = (value,) if name == "leads" else value
    try:
        begun = record.begin(TODAY)
    except ConfigError:
        return
    read, problems = KINDS["review"].read(begun.text.encode(), begun.path, base.vocabulary.choices)
    assert errors(problems) == ()
    unseen = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))  # dropped from every file
    assert read.title == " ".join(title.translate(unseen).split())
    assert read.leads == (" ".join(lead.translate(unseen).split()),)


# ----------------------------------------------------------------------- other kinds


def test_a_document_and_an_introduction_have_their_forms(run: Run, library: Path) -> None:
    ran = run(
        "new", "document", "--title", "Guidance, 2nd edition", "--kind", "guidance",
        "--publisher", "The partners", "--date", "2022-11", "--read", "no",
    )  # fmt: skip
    assert ran.code == 0
    assert (
        (library / "content/documents/guidance-2nd-edition.md").read_text("utf-8")
        == """\
---
title: Guidance, 2nd edition
kind: guidance
publisher: The partners
date: 2022-11
# Its address.
#   https://example.org/progress-2023
link:
# Its format.
#   PDF
format:
read: no
---
"""
    )
    assert run("new", "theme", "--theme", "inclusion").code == 0
    assert (library / "content/themes/inclusion.md").is_file()
    assert errors(load(library).problems) == ()


def test_the_form_is_printed_and_nothing_written(run: Run, library: Path) -> None:
    before = below(library)
    ran = run("new", "--print-template")
    assert ran.code == 0
    assert ran.out.startswith("---\n# Fill in what you know")
    assert below(library) == before


# ----------------------------------------------------------------------- whole or not at all


def test_two_at_once_do_not_write_over_one_another(library: Path) -> None:
    said: list[str] = []

    def write(text: str) -> None:
        try:
            put_new(library, library / PATH, text.encode())
            said.append(text)
        except ConfigError:
            pass

    threads = [threading.Thread(target=write, args=(f"text {n}" * 999,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(library / PATH).read_text("utf-8")] == said


def test_a_new_file_may_be_read_by_whoever_may_read_new_files(library: Path) -> None:
    put_new(library, library / PATH, b"text")
    other = library / "other"
    other.touch()
    assert stat.S_IMODE((library / PATH).stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


_SLOWLY = """
import os, sys, time
from pathlib import Path
from reviewlib.authoring import files
whole = os.fsync
os.fsync = lambda handle: (print("writing", flush=True), time.sleep(30), whole(handle))
root = Path(sys.argv[1])
files.put_new(root, root / sys.argv[2], b"half a record" * 100_000)
"""


@pytest.mark.slow
def test_one_that_is_killed_leaves_nothing_in_the_content(library: Path) -> None:
    before = below(library)
    with subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, str(library), PATH], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        os.kill(process.pid, signal.SIGKILL)
    assert below(library) == before
    put_new(library, library / PATH, b"whole")
    assert (library / PATH).read_bytes() == b"whole"


def in_a_child(*words: str) -> str:
    """What the command says where it is nobody in particular, to whom no file belongs."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(theirs, "w") as said, contextlib.redirect_stderr(said):
            if not os.geteuid():
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            main(words)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as said:
        whole = said.read()
    os.waitpid(child, 0)
    return whole


@pytest.mark.slow
def test_a_folder_that_may_not_be_written_is_told(run: Run, library: Path) -> None:
    run(*REVIEW)  # so that the child has nothing left to import, wherever Python may stand
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        other = shutil.copytree(library, Path(folder) / "library")
        (other / PATH).unlink()
        for path in (other, *other.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        said = in_a_child("--root", str(other), *REVIEW)
        for path in (other, *other.rglob("*")):
            path.chmod(0o755)
        assert said == f"{other / PATH}: cannot be written (Permission denied).\n"
        assert not (other / PATH).exists()


def test_a_file_in_the_place_of_a_folder_is_told(run: Run, library: Path) -> None:
    shutil.rmtree(library / "content" / "themes", ignore_errors=True)
    (library / "content" / "themes").write_text("in the way", "utf-8")
    ran = run("new", "theme", "--theme", "inclusion")
    assert ran.code == 2
    assert "a file stands in its way" in ran.err


# ----------------------------------------------------------------------- asked at a terminal


class Terminal:
    """A terminal of its own, in which a command runs."""

    def __init__(self, library: Path, *words: str) -> None:
        import pty

        self.screen, line = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reviewlib", "--root", str(library), *words],
            stdin=line, stdout=line, stderr=line, start_new_session=True, close_fds=True,
            preexec_fn=_own_terminal,
        )  # fmt: skip
        os.close(line)
        self.shown = ""

    def until(self, words: str) -> None:
        end = time.monotonic() + 60
        while not self.shown.endswith(words) and time.monotonic() < end:
            if not self._read():
                break
        assert self.shown.endswith(words), self.shown

    def _read(self) -> bool:
        if not select.select([self.screen], [], [], 60)[0]:
            return False
        try:
            more = os.read(self.screen, 4096).decode()
        except OSError:  # nobody is there any more
            return False
        self.shown += more.replace("\r\n", "\n")
        return bool(more)

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def stop(self, key: str) -> int:
        """Press a key until it is felt: just before it waits for a line, a program is deaf."""
        while self.process.poll() is None:
            self.type(key)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
        return self.end()

    def end(self) -> int:
        while self._read():
            pass
        os.close(self.screen)
        return self.process.wait(60)


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.slow
def test_at_a_terminal_it_asks_for_what_is_not_said_and_asks_again(library: Path) -> None:
    terminal = Terminal(library, "new", "--today", TODAY)
    for prompt, answer in (
        ("year: ", "2022-23"),
        ("authorities: ", ""),
        ("This is needed.\nauthorities: ", "Strathbegg"),
        ("authorities: ", "Strathbeg"),
        ("another: ", ""),
        ("when: ", "1 March 2023"),
        ("Write:\n    2023-03-01\nwhen: ", "2023-03-01"),
        ("status: ", "took place"),
        ("themes: ", "Inclusion"),
        ("another: ", ""),
        ("report's title: ", ""),
        ("sources: ", "progress-report-2023"),
        ("another: ", ""),
        ("name [strathbeg]: ", ""),
    ):
        terminal.until(prompt)
        terminal.type(f"{answer}\n")
    assert terminal.end() == 0
    text = (library / PATH).read_text("utf-8")
    assert "when: 2023-03-01\nstatus: took place\nthemes:\n  - Inclusion\n" in text
    assert errors(load(library).problems) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [("\x03", 130, "Stopped."), ("\x04", 2, "Stopped; nothing was written.")],
)
def test_at_a_terminal_it_can_be_stopped_with_nothing_written(
    keys: str, code: int, said: str, library: Path
) -> None:
    before = below(library)
    terminal = Terminal(library, "new")
    terminal.until("year: ")
    terminal.type("2022-23\n")
    terminal.until("authorities: ")
    assert terminal.stop(keys) == code
    assert terminal.shown.rstrip().endswith(said)
    assert below(library) == before
