"""A draft beside a record: where its points stand, what is marked, and that nothing is lost."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.editors.report_draft import ReadReport, draft_text
from reviewlib.library import load
from reviewlib.pdf import Block, PageText, PdfResult
from reviewlib.pdf.words import normalize_text
from tests.pdf.bad import CASES
from tests.pdf.make import pdf
from tests.pdf.shapes import REPORT, WORDS
from tests.store import library

RECORD = "content/reviews/2022-23/glenmore.md"
RIGHTS = "    rights: OGL 3.0\n"
LICENSED = "reports:\n  - title: A\n    file: a.pdf\n" + RIGHTS
LINKED = "reports:\n  - title: A\n    listed: https://example.org/a/\n    rights: linked only\n"


@pytest.fixture
def root(library: Path) -> Path:
    """A small library whose one record has a report."""
    (library / "reports").mkdir()
    return library


def _record(root: Path, reports: str, body: str = "") -> None:
    head, _, _ = (root / RECORD).read_text("utf-8").partition("reports:")
    text = f"---{head.split('---')[1].rstrip()}\n{reports}---\n\n{body}"
    (root / RECORD).write_text(text, "utf-8")


def _draft(root: Path, *files: Path) -> str:
    words = ["--root", str(root), "draft", "glenmore", *map(str, files)]
    assert main(words) == 0
    return (root / RECORD).with_suffix(".draft.md").read_text("utf-8")


def _licensed(root: Path, body: str = "") -> str:
    (root / "reports" / "a.pdf").write_bytes(REPORT)
    _record(root, LICENSED, body)
    return _draft(root)


def test_points_of_a_licensed_report_are_quotations_with_their_pages(root: Path) -> None:
    rows = _licensed(root).splitlines()
    for row in (
        "- “How well do our schools listen to learners?” (p. 1)",
        "- “Officers come back with an answer within a month” (p. 2)",
        "- “Small schools are asked as often as large ones” (p. 3)",
    ):
        assert row in rows
    assert rows.index("## Strengths") < rows.index("## Areas for further focus")


def test_no_word_of_a_licensed_report_is_lost(root: Path) -> None:
    text = normalize_text(_licensed(root).replace("\\", ""))
    assert [word for word in WORDS if normalize_text(word).strip("•o-") not in text] == []


def test_no_sentence_of_a_report_that_is_linked_only_is_in_its_draft(root: Path) -> None:
    _record(root, LINKED)
    (root.parent / "a.pdf").write_bytes(REPORT)
    text = _draft(root, root.parent / "a.pdf")
    assert "<!-- point 2 of 3: Officers come back with an answer …" in text
    assert "within a month" not in text


def test_points_that_the_record_has_are_marked_and_their_pages_given(root: Path) -> None:
    text = _licensed(root, "## Strengths\n\n- Officers come back within a month\n")
    assert "- Officers come back within a month (p. 2) <!-- line " in text
    assert "- “Officers come back" not in text


def test_a_page_shows_the_points_beside_pictures_of_the_report(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _licensed(root)
    assert main(["--root", str(root), "draft", "glenmore", "--html"]) == 0
    page = root / ".cache" / "reviewlib" / "drafts" / "2022-23-glenmore.html"
    assert str(page) in capsys.readouterr().out
    text = page.read_text("utf-8")
    assert '<li class="point">Officers come back with an answer within a month (p. 2)</li>' in text
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    assert len(pictures) == 4
    assert all(base64.b64decode(one).startswith(b"\x89PNG") for one in pictures)


def _scan() -> bytes:
    return next(case.make() for case in CASES if case.name == "only pictures of text")


def test_a_scan_asks_for_the_program_that_reads_it(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(root))
    (root / "reports" / "a.pdf").write_bytes(_scan())
    _record(root, LICENSED)
    assert main(["--root", str(root), "draft", "glenmore"]) == 2
    assert "install ocrmypdf" in capsys.readouterr().err


def test_words_read_from_pictures_are_marked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A program of that name, which "reads" what it was given beside it.
    program, read = root.parent / "ocrmypdf", root.parent / "read.pdf"
    read.write_bytes(REPORT)
    program.write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp "{read}" "$last"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(root.parent))
    (root / "reports" / "a.pdf").write_bytes(_scan())
    _record(root, LICENSED)
    text = _draft(root)
    assert "read from pictures by a program" in text
    assert "- “Officers come back with an answer within a month” (p. 2)" in text


def test_a_draft_is_no_part_of_the_library(root: Path) -> None:
    _licensed(root)
    before = load(root)
    (root / RECORD).with_suffix(".draft.md").unlink()
    assert load(root).problems == before.problems


def test_a_record_without_a_pdf_asks_for_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _record(root, LINKED)
    assert main(["--root", str(root), "draft", "2022-23/glenmore"]) == 2
    assert f"reviewlib draft {RECORD} FILE.pdf" in capsys.readouterr().err


def test_a_name_that_is_not_there_is_answered_with_one_that_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "draft", "glenmoor"]) == 2
    assert "Did you mean glenmore?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raw", "said"),
    [(None, "There is no file "), (pdf([[]]), "has no text that can be read")],
)
def test_a_file_that_gives_no_words_is_named(
    root: Path, raw: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root.parent / "a.pdf"
    if raw is not None:
        file.write_bytes(raw)
    assert main(["--root", str(root), "draft", "glenmore", str(file)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 1", "could not read a.pdf"), ('/bin/cp "$0.pdf" "$last"', "found no words in a.pdf")],
)
def test_pictures_that_give_no_words_are_told(
    root: Path, script: str, said: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    program = root.parent / "ocrmypdf"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n", "utf-8")
    program.with_name("ocrmypdf.pdf").write_bytes(_scan())
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(root.parent))
    (root / "reports" / "a.pdf").write_bytes(_scan())
    _record(root, LICENSED)
    assert main(["--root", str(root), "draft", "glenmore"]) == 2
    assert f"ocrmypdf {said}." in capsys.readouterr().err


def test_sections_that_come_again_are_drafted_under_their_areas() -> None:
    made_up = library("made up")
    blocks = [
        block
        for area in ("Voice", "Learning")
        for block in (Block("heading", area, 1), Block("heading", "Strengths", 2),
                      Block("bullet", f"{area} is good.", 1))
    ]  # fmt: skip
    result = PdfResult(pages=(PageText(1, "1", tuple(blocks)),))
    text = draft_text(made_up.reviews[0], made_up.vocabulary, [ReadReport("a", result, True)])
    assert "\n## Voice\n\n### Strengths\n\n- “Voice is good.” (p. 1)\n" in text
    assert "\n## Learning\n\n### Strengths\n\n- “Learning is good.” (p. 1)\n" in text
    alone = PdfResult(pages=(PageText(1, "1", tuple(blocks[1:3])),))
    text = draft_text(made_up.reviews[0], made_up.vocabulary, [ReadReport("a", alone, True)])
    assert text.endswith("\n## Strengths\n\n- “Voice is good.” (p. 1)\n")
