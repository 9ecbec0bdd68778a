"""A record begun from a report: what is found, what is marked, and that nothing is dropped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewlib.cache import cache_of
from reviewlib.cli import main
from reviewlib.diagnostics import as_text
from reviewlib.library import load
from reviewlib.pdf import read_reports
from reviewlib.pdf.words import normalize_text
from tests.pdf.bad import CASES
from tests.pdf.make import pdf
from tests.pdf.shapes import REPORT, WORDS

DATA = Path(__file__).parent.parent / "data"
RECORD = "content/reviews/2022-23/glenmore.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small library that waits for its first record."""
    made = tmp_path / "library"
    shutil.copytree(DATA / "base", made)
    (made / RECORD).unlink()
    return made


def take(root: Path, raw: bytes, *more: str) -> int:
    file = root.parent / "My Report (final).pdf"
    file.write_bytes(raw)
    return main(["--root", str(root), "import", str(file), "--today", "2026-11-22", *more])


def draft(root: Path, raw: bytes = REPORT) -> str:
    assert take(root, raw) == 0
    return (root / RECORD).read_text("utf-8")


def test_name_host_dates_and_pages_are_found(root: Path) -> None:
    text = draft(root)
    assert (root / "reports" / "glenmore-2022-summary.pdf").read_bytes() == REPORT
    for row in (
        "  - Glenmore",
        "when: 2022-08-29 to 2022-08-30",
        "    kind: summary",
        "    file: glenmore-2022-summary.pdf",
        "    pages: 4",
        "  - date: 2026-11-22",
    ):
        assert row in text.splitlines()


def test_what_is_not_sure_is_marked(root: Path) -> None:
    rows = draft(root).splitlines()
    assert rows[rows.index("status: took place") - 1] == "# please check"
    assert rows[rows.index("    rights: linked only") - 1].startswith("    # please check")


def test_a_draft_may_not_be_published_before_its_rights_are_known(root: Path) -> None:
    draft(root)
    assert "file-without-rights" in as_text(load(root).problems)


def test_with_its_rights_known_a_draft_has_no_errors_and_every_quotation_is_on_its_page(
    root: Path,
) -> None:
    text = draft(root).replace("rights: linked only", "rights: OGL 3.0")
    (root / RECORD).write_text(text, "utf-8")
    library = load(root).checked()
    (review,) = library.reviews
    quoted = [finding for finding in review.findings if finding.quoted]
    assert len(quoted) == 7
    assert all(library.quotes[review.id, finding.anchor].found for finding in quoted)


def test_findings_are_of_the_kind_that_a_heading_or_a_sentence_names(root: Path) -> None:
    draft(root)
    library = load(root).library
    assert library is not None
    (review,) = library.reviews
    kinds = [(finding.kind, finding.page) for finding in review.findings]
    assert kinds == [("focus", 1), *[("strengths", 2)] * 3, *[("areas", 3)] * 3]


def test_no_word_of_the_report_is_dropped(root: Path) -> None:
    text = normalize_text(draft(root).replace("\\", ""))
    lost = [word for word in WORDS if normalize_text(word).strip("•o-") not in text]
    assert lost == []


def test_a_point_without_its_bullet_is_kept_and_pointed_out(root: Path) -> None:
    text = draft(root)
    assert "- “Learners chair the school improvement group” (p. 2)" in text
    assert "a point of this record has no bullet in the report" in text


def test_signs_of_markdown_in_a_report_stay_signs(root: Path) -> None:
    assert r"\*in place\* of \<five\> forms" in draft(root)


def test_a_report_that_says_nothing_gives_a_draft_that_asks(root: Path) -> None:
    assert take(root, pdf([["Nothing to see here."]])) == 0
    (record,) = (root / "content" / "reviews").rglob("please-name-the-host.md")
    text = record.read_text("utf-8")
    assert "# please check\nauthorities:\n# please check\nwhen: unknown" in text
    assert "> Nothing to see here." in text


def test_nothing_is_written_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert take(root, REPORT) == 2
    assert "nothing was written over it" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("raw", [b"", b"<html>", b"%PDF-1.7 and no more"])
def test_what_is_no_pdf_is_refused_in_words(
    root: Path, raw: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(root, raw) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


def test_a_cleaned_copy_takes_the_place_of_a_report(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = pdf([["Glenmore"]], catalog="/OpenAction<</S/JavaScript/JS(1)>>")
    file = root / "reports" / "glenmore-2022.pdf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    command = ["--root", str(root), "import", "--clean", str(file), "--today", "2026-11-22"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Left out of the copy: JavaScript." in said
    assert "    cleaned: 2026-11-22" in said
    assert b"JavaScript" not in file.read_bytes()
    assert main(command) == 0
    assert "There was nothing to take out of it." in capsys.readouterr().out


@pytest.mark.audit
@pytest.mark.parametrize("clean", [False, True])
def test_whatever_is_given_it_is_taken_in_or_refused_in_a_sentence(
    root: Path, clean: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [case for case in CASES if not case.long]
    for number, case in enumerate(cases):
        (root.parent / f"{number}.pdf").write_bytes(case.make())
    # Read in one go by the same workers, as a library's are; both steps then find it in the cache.
    read_reports({one.name: one for one in root.parent.glob("*.pdf")}, cache_of(root), 2)
    # What cleaning makes of each kind of them, test_clean.py shows.
    for case in cases[:: 3 if clean else 1]:
        shutil.rmtree(root)
        shutil.copytree(DATA / "base", root)
        (root / RECORD).unlink()
        code = take(root, case.make(), *(["--clean"] if clean else []))
        said = capsys.readouterr()
        assert code in (0, 2), case.name
        assert "fault of its own" not in said.err, case.name
        assert len(said.err.splitlines()) == (0 if code == 0 else 1), case.name
        if code == 0:
            codes = {
                problem.code
                for problem in load(root, cache=cache_of(root)).problems
                if problem.is_error
            }
            # What is left is for the editor: the rights, a host, a year, and what acts.
            assert "file-without-rights" in codes or "missing-field" in codes, case.name
            assert not codes & {"pdf-unreadable", "pdf-no-pages", "header-unreadable"}, case.name
