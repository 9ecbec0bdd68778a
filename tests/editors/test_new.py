"""A record begun by `new`: the form of its kind under its name, or plain words and nothing."""

from __future__ import annotations

import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.diagnostics import ConfigError
from reviewlib.editors.files import put_new
from reviewlib.editors.scaffold import blank_form
from reviewlib.library import load
from tests.editors.conftest import TODAY, Ran, below

Run = Callable[..., Ran]

REVIEW = ("new", "review", "2022-23", "strathbeg", "--today", TODAY)
PATH = "content/reviews/2022-23/strathbeg.md"


def test_a_review_is_the_form_with_the_day_it_was_added(run: Run, library: Path) -> None:
    form = blank_form(load(library).checked(), "review")
    ran = run(*REVIEW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{PATH}: written. Fill it in; `reviewlib check` says what is still needed.\n"
    )
    text = (library / PATH).read_text("utf-8")
    assert "history:\n  - date: 2026-11-22\n    change: added\n---\n" in text
    assert text.startswith(form[: form.index("# What was done")])
    assert text.endswith(form[form.index("\n---\n\n") :])


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("document", "guidance-2023.md", "documents/guidance-2023.md"),
        ("theme", "Quality Assurance", "themes/quality-assurance.md"),
    ],
)
def test_a_document_and_an_introduction_have_their_forms(
    kind: str, name: str, path: str, run: Run, library: Path
) -> None:
    form = blank_form(load(library).checked(), kind)
    assert run("new", kind, name).code == 0
    assert (library / "content" / path).read_text("utf-8") == form


def test_a_record_that_is_there_is_never_written_over(run: Run, library: Path) -> None:
    run(*REVIEW)
    before = below(library)
    ran = run(*REVIEW)
    assert ran.code == 2
    assert ran.err == (
        f'There is a file "strathbeg.md" in {library}/content/reviews/2022-23 already, and '
        "nothing was written over it.\n"
    )
    assert below(library) == before


_NO_NAMES = [
    *("../../outside", "a/b", "..", "Straße 1", "a b", "😀", "x" * 200, ".hidden", "can\n", "\0"),
]
_NO_YEARS = ["../..", "2022-23/../..", "/tmp", "2022-32"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *((("review", "2022-23", name), "becomes part of an address") for name in _NO_NAMES),
        *((("review", year, "x"), f'"{year}" is not in our list of years') for year in _NO_YEARS),
        (("review", "", "x"), "there is nothing here."),
        (("theme", "Inclusoin"), '"Inclusoin" is not in our list of themes. Did you mean "Inclu'),
        (("document", "The Guidance"), '"The Guidance" becomes part of an address: small letters,'),
    ],
)
def test_what_cannot_be_used_is_told_in_the_words_of_the_check_and_nothing_written(
    words: tuple[str, ...], said: str, run: Run, library: Path
) -> None:
    before = below(library.parent)
    ran = run("new", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert below(library.parent) == before


def test_a_library_that_cannot_be_read_is_told_in_words(library: Path, run: Run) -> None:
    (library / "content" / "programme.yml").unlink()
    ran = run(*REVIEW)
    assert ran.code == 2
    assert ran.err == f"The library in {library} cannot be read; `reviewlib check` says why.\n"


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


def test_what_the_disk_refuses_is_told_and_leaves_nothing(library: Path) -> None:
    before = below(library)
    path = library / f"{'x' * 300}.md"
    with pytest.raises(ConfigError, match=r"md: cannot be written \(.*too long\)\."):
        put_new(library, path, b"text")
    assert below(library) == before


def test_a_file_in_the_place_of_a_folder_is_told(run: Run, library: Path) -> None:
    shutil.rmtree(library / "content" / "themes", ignore_errors=True)
    (library / "content" / "themes").write_text("in the way", "utf-8")
    ran = run("new", "theme", "inclusion")
    assert ran.code == 2
    assert "a file is in the way" in ran.err
