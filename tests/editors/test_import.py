"""PDFs brought in: each where it belongs, nothing begun twice, nothing published without leave."""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from reviewlib.cache import cache_of, kept_original
from reviewlib.cli import main
from reviewlib.diagnostics import as_text
from reviewlib.editors import sources
from reviewlib.editors.clean_pdf import why_unreadable
from reviewlib.editors.sources import sources_of
from reviewlib.library import load
from reviewlib.pdf import Fault, PdfResult
from tests.editors.shelf import SHELF, Waiting, make_shelf
from tests.pdf.bad import CASES
from tests.pdf.layouts import Told, make
from tests.pdf.make import pdf

TODAY = "2026-11-28"
# Of the nested names, of all three years, of each layout, planned and held.
SOME = SHELF[:6]
VISIT = ["Glenmore", "The visit was on 6 October 2021."]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_shelf(tmp_path / "library")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def bring(root: Path, *words: str | Path) -> int:
    return main(["--root", str(root), "import", *map(str, words), "--yes", "--today", TODAY])


def put(desk: Path, one: Waiting, name: str = "") -> Path:
    file = desk / (name or f"{one.title}.pdf")
    file.write_bytes(one.pdf())
    return file


def records(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted((root / "content" / "reviews").rglob("*.md"))
        if not path.name.endswith(".draft.md")
    }


def no_problems(root: Path) -> bool:
    return as_text(load(root).problems) == "No problems.\n"


# ----------------------------------------------------------------------- the usual way


def test_a_folder_of_licensed_reports_completes_their_records(root: Path, desk: Path) -> None:
    for one in SOME:
        put(desk, one)
    before = set(records(root))
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    assert set(records(root)) == before
    library = load(root).checked()
    for one in SOME:
        review = next(review for review in library.reviews if review.place.path == one.path)
        (report,) = review.reports
        assert (root / "reports" / (report.file or "")).read_bytes() == one.pdf()
        assert (report.pages, report.rights.text if report.rights else "") == (12, "OGL 3.0")
        assert report.original == library.pdfs[report.file or ""].sha256
        assert review.is_held
        assert review.when.words.startswith("6 to 8 ")
        assert [change.change for change in review.history][-1] == "report published"
        assert (root / one.path).with_suffix(".draft.md").is_file()
    assert no_problems(root)


def test_a_report_that_is_linked_only_leaves_no_sentence_in_the_repository(
    root: Path, desk: Path
) -> None:
    one = SHELF[2]
    put(desk, one)
    assert bring(root, desk) == 0
    record = (root / one.path).read_text("utf-8")
    assert "status: took place" in record
    assert "    pages: 12" in record
    assert "file:" not in record
    kept = [
        path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.parts and not path.name.endswith(".draft.md")
    ]
    assert not any(b"Learners chair the improvement group" in raw for raw in kept)
    assert list((root / "reports").glob("*.pdf")) == []
    assert no_problems(root)


def test_sentences_of_a_report_that_is_linked_only_are_counted_without_quotation_marks(
    root: Path, desk: Path
) -> None:
    one = SHELF[2]
    put(desk, one)
    bring(root, desk)
    record = root / one.path
    before = record.read_text("utf-8")
    words = "Officers visit each school once a term. "
    record.write_text(f"{before}\n{words * 9}\n", "utf-8")
    assert no_problems(root)
    record.write_text(f"{before}\n{words * 10}\n", "utf-8")
    record.write_text(f"{before}\n{words * 10}Its own words stand beside them.\n", "utf-8")
    (problem,) = load(root).problems
    assert (problem.code, problem.line) == ("quoted-too-much", before.count("\n") + 2)
    assert "repeats 70 words" in problem.message
    assert "5% of it. No licence lets us publish them; at most 69 may be" in problem.message


def test_a_dry_run_shows_the_plan_and_writes_nothing(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, SHELF[1])
    before = records(root)
    assert bring(root, desk, "--dry-run") == 0
    row = next(
        row for row in capsys.readouterr().out.splitlines() if "sure" in row and ".md" in row
    )
    assert SHELF[1].path.removeprefix("content/reviews/") in row
    assert "title, size, host, date" in row
    assert records(root) == before


def test_an_archive_is_looked_through_and_its_paths_are_words_only(root: Path, desk: Path) -> None:
    with zipfile.ZipFile(desk / "reports.zip", "w") as archive:
        archive.writestr(f"../../{SHELF[0].title}.pdf", SHELF[0].pdf())
        archive.writestr("notes.txt", "none")
    assert bring(root, desk / "reports.zip", "--rights", "OGL 3.0") == 0
    assert len(list((root / "reports").glob("*.pdf"))) == 1
    assert sorted(path.name for path in desk.parent.iterdir()) == ["desk", "library"]


def test_a_record_keeps_its_comments_and_its_order(root: Path, desk: Path) -> None:
    one = SHELF[0]
    record = root / one.path
    text = record.read_text("utf-8").replace("reports:", "# as listed\nreports:")
    record.write_bytes(text.replace("\n", "\r\n").encode())
    put(desk, one)
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    raw = record.read_bytes()
    assert b"# as listed\r\nreports:\r\n" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert no_problems(root)


# ----------------------------------------------------------------------- where it is not sure


def refused(root: Path, said: str, *words: str | Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = records(root)
    assert bring(root, *words, "--rights", "OGL 3.0") == 1
    out = capsys.readouterr().out
    assert said in out
    assert records(root) == before
    assert list((root / "reports").glob("*.pdf")) == []


def test_a_host_whose_name_is_within_another_is_not_taken_for_it(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    east = next(one for one in SHELF if one.host == "East Glenmore")
    plain = next(one for one in SHELF if one.host == "Glenmore")
    put(desk, east, f"{plain.title}.pdf")
    refused(root, "It names East Glenmore", desk, capsys=capsys)


def test_the_date_of_a_law_names_no_year(root: Path, desk: Path) -> None:
    file = desk / "x.pdf"
    told = Told(
        "Glenmore Council", "The visit was on 6 October 2021.", opening="An Act of May 2022."
    )
    file.write_bytes(make("word", told))
    assert bring(root, file, "--rights", "OGL 3.0") == 0
    assert "file: glenmore-2021-report.pdf" in records(root)["content/reviews/2021-22/glenmore.md"]


def test_a_year_that_is_not_on_the_list_does_not_join_an_old_review(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / "Glenmore visit.pdf"
    file.write_bytes(make("word", Told("Glenmore Council", "The visit was on 6 October 2031.")))
    refused(root, "outside that programme year", file, capsys=capsys)


def test_two_scans_are_not_one_report(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("scan1.pdf", "scan2.pdf"):
        (desk / name).write_bytes(pdf([[""]], info=f"/Title({name})"))
    refused(root, "2 left where they are", desk, capsys=capsys)


def test_two_files_that_claim_one_report_are_left_to_the_editor(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.pdf", "other.pdf"):
        told = Told("Glenmore Council", "The visit was on 6 October 2021.", opening=name)
        (desk / name).write_bytes(make("word", told))
    refused(root, "Another of these files", desk, capsys=capsys)


def test_of_two_files_that_claim_one_report_it_goes_to_the_one_of_its_title_and_size(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, SHELF[0])
    put(desk, SHELF[0], "other.pdf").write_bytes(SHELF[0].pdf(2))  # nearly as large
    assert bring(root, desk) == 1
    assert "2 files: 1 with a place" in capsys.readouterr().out
    assert bring(root, desk / f"{SHELF[0].title}.pdf") == 0
    assert "1 here already" in capsys.readouterr().out


def test_the_editor_says_which_record_it_is(root: Path, desk: Path) -> None:
    file = desk / "scan.pdf"
    file.write_bytes(pdf())
    assert bring(root, file, "--to", "2021-22/glenmore", "--rights", "OGL 3.0") == 0
    assert (
        "file: glenmore-2021-22-report.pdf" in records(root)["content/reviews/2021-22/glenmore.md"]
    )


def test_a_new_record_begins_where_nothing_of_its_host_waits(root: Path, desk: Path) -> None:
    (root / SHELF[0].path).unlink()
    put(desk, SHELF[0], "any name.pdf")
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    text = records(root)[SHELF[0].path]
    assert "# please check\nwhen: 2021-10-06 to 2021-10-08" in text
    assert "title: Glenmore Report" in text  # "Microsoft Word - …" is no title
    assert ">" not in text


def test_what_acts_is_refused_unless_a_clean_copy_is_wanted(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / f"{SHELF[0].title}.pdf"
    lines = [["Glenmore", "The visit was on 6 October 2021."]]
    file.write_bytes(pdf(lines, catalog="/OpenAction<</S/JavaScript/JS(1)>>"))
    refused(root, "With --clean, a copy is made", desk, capsys=capsys)
    assert bring(root, desk, "--rights", "OGL 3.0", "--clean") == 0
    record = records(root)[SHELF[0].path]
    assert f"cleaned: {TODAY}" in record
    assert b"JavaScript" not in (root / "reports" / "glenmore-2021-report.pdf").read_bytes()
    assert no_problems(root)


def test_rights_that_are_none_are_said_at_once(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, SHELF[0])
    assert bring(root, desk, "--rights", "OK") == 2
    assert "OGL 3.0" in capsys.readouterr().err


@pytest.mark.audit
@pytest.mark.parametrize("clean", [False, True])
def test_whatever_is_given_it_is_taken_in_or_refused_in_a_sentence(
    root: Path, desk: Path, clean: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [case for case in CASES if not case.long]
    for case in cases[::3] if clean else cases:  # tests/pdf/test_clean.py cleans each of them
        (desk / "a.pdf").write_bytes(case.make())
        words = ["--to", "2021-22/glenmore", "--rights", "OGL 3.0", *(["--clean"] if clean else [])]
        fresh = shutil.copytree(root, root.with_name("fresh"))
        assert bring(fresh, desk, *words) in (0, 1), case.name
        assert "error in its own code" not in capsys.readouterr().err, case.name
        problems = load(fresh, cache=cache_of(fresh)).problems
        assert not [one for one in problems if one.is_error], case.name
        shutil.rmtree(fresh)


def test_separate_days_are_written_as_a_list(root: Path, desk: Path) -> None:
    told = Told("Glenmore Council: Report", "The team visited on 6 and 8 March 2022.")
    (desk / f"{SHELF[0].title}.pdf").write_bytes(make("bold only", told))
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    record = (root / SHELF[0].path).read_text("utf-8")
    assert "when:\n  - 2022-03-06\n  - 2022-03-08\n" in record
    assert no_problems(root)


# ----------------------------------------------------------------------- newer editions, documents


def test_a_newer_edition_tells_all_edits_and_the_quotations_that_no_longer_match(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = SHELF[0]
    file = put(desk, one)
    bring(root, file, "--rights", "OGL 3.0")
    record = root / one.path
    quote = '- "The review follows the Joint Agreement of June 2018." (p. 1)'
    gone = '- "Staff plan together." (p. 1)'
    page = next(
        page.number
        for page in next(iter(load(root).checked().pdfs.values())).pages
        if "Staff plan together" in page.text
    )
    gone = gone.replace("p. 1", f"p. {page}")
    text = record.read_text("utf-8")
    record.write_text(f"{text}\n## Strengths\n\n{quote}\n{gone}\n", "utf-8")
    assert no_problems(root)
    told = Told(
        f"{one.host} Council: Neighbourly Improvement",
        one.visit,
        sections=[("Strengths", ["Staff now plan with learners."])],
        opening="The review follows the Joint Agreement of June 2018.",
        pages=12,
    )
    file.write_bytes(make(one.layout, told))
    capsys.readouterr()
    assert bring(root, file, "--rights", "OGL 3.0") == 0
    said = capsys.readouterr().out
    for words in ("version: as of 28 November 2026", "change: corrected", "replaced the report"):
        assert words in said
    assert 'the words "Staff plan together." are not on' in said.replace("“", '"')
    assert "Joint Agreement" not in said
    (problem,) = load(root).problems
    assert problem.code == "quotation-not-found"


def test_a_document_that_waits_gets_its_pdf_and_its_quotations_are_checked(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = root / "content" / "documents" / "progress-report-2023.md"
    title = load(root).checked().document["progress-report-2023"].title
    (desk / "Progress-Report-2023.pdf").write_bytes(
        pdf([[title], ["Eleven visits took place, of twelve."], ["Six points to mend."]])
    )
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    assert "first page" in capsys.readouterr().out
    assert "file: progress-report-2023.pdf\n" in record.read_text("utf-8")
    review = root / SHELF[0].path
    before = review.read_text("utf-8")

    def codes(quote: str) -> list[str]:
        review.write_text(f"{before}\n## Strengths\n\n- {quote}\n", "utf-8")
        return [one.code for one in load(root).problems]

    quote = '"Eleven visits took place, of twelve." (progress-report-2023, '
    assert codes(f"{quote}p. 2)") == codes(f"{quote}Appendix 1)") == []
    assert codes(f"{quote}p. 3)") == ["quotation-not-found"]
    assert "Write (progress-report-2023, p. 2) at its end" in load(root).problems[0].hint


# ----------------------------------------------------------------------- in other words


def keyboard(says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal at which somebody answers every question."""
    answers = io.StringIO(f"{says}\n" * 9)
    answers.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", answers)


def test_an_editor_may_say_no(
    root: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = put(desk, SHELF[0]), records(root)
    keyboard("", monkeypatch)
    assert main(["--root", str(root), "import", str(file)]) == 0
    assert capsys.readouterr().out.endswith("Bring in 1 file? [y/N] Nothing was changed.\n")
    assert records(root) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name what to bring in: reviewlib import FILE.pdf, or a folder, or a ZIP"),
        (["nowhere.pdf"], "There is no file nowhere.pdf."),
        (["reports/nothing.pdf", "--clean"], "There is no file "),
        (["reports/page.pdf", "--clean"], "page.pdf: this is not a PDF, whatever its name says"),
        (["reports/cut.pdf", "--clean"], "cut.pdf cannot be read: it is damaged or not whole."),
    ],
)
def test_what_cannot_be_looked_for_is_said(
    library: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (library / "reports").mkdir()
    (library / "reports" / "page.pdf").write_bytes(b"<html>")
    (library / "reports" / "cut.pdf").write_bytes(b"%PDF-1.7 and no more")
    monkeypatch.chdir(library)
    assert main(["import", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_a_pdf_is_said_to_have_none(
    library: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(library), "import", str(desk)]) == 0
    assert capsys.readouterr().out == "There is no PDF in it.\n"


def test_a_record_that_is_named_must_be_there(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(desk, SHELF[0])
    assert bring(root, file, "--to", "2021-22/nowhere") == 2
    assert "There is no record content/reviews/2021-22/nowhere.md." in capsys.readouterr().err
    assert bring(root, file, "--to", SHELF[0].path, "--dry-run") == 0
    assert "title, size, host, date" in capsys.readouterr().out  # not only as one says


def test_a_name_that_another_file_has_is_not_taken(root: Path, desk: Path) -> None:
    taken = root / "reports" / "glenmore-2021-report.pdf"
    taken.write_bytes(pdf())
    put(desk, SHELF[0]).write_bytes(pdf([VISIT]))
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    assert taken.read_bytes() == pdf()
    assert "file: glenmore-2021-report-2.pdf\n" in records(root)[SHELF[0].path]


def test_two_reports_of_one_record_are_written_into_it_one_after_the_other(
    root: Path, desk: Path
) -> None:
    record = root / SHELF[0].path
    other = "  - title: Glenmore Summary\n    kind: summary\n    rights: linked only\nsources:"
    record.write_text(record.read_text("utf-8").replace("sources:", other), "utf-8")
    for title in ("Glenmore Report", "Glenmore Summary"):
        (desk / f"{title}.pdf").write_bytes(pdf([VISIT, [title]]))
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    (review,) = (one for one in load(root).checked().reviews if one.place.path == SHELF[0].path)
    assert [one.file for one in review.reports] == [
        "glenmore-2021-report.pdf",
        "glenmore-2021-summary.pdf",
    ]
    assert no_problems(root)


def test_a_record_without_reports_gets_one_with_its_language(root: Path, desk: Path) -> None:
    record = root / SHELF[0].path
    head, _, rest = record.read_text("utf-8").partition("reports:\n")
    record.write_text(f"{head}{rest[rest.index('sources:') :]}", "utf-8")
    (desk / "Aithisg.pdf").write_bytes(pdf([VISIT], catalog="/Lang(gd)"))
    assert bring(root, desk, "--rights", "OGL 3.0") == 0
    assert "reports:\n  - title: Glenmore Report\n    kind: report\n    language: Gaelic\n" in (
        record.read_text("utf-8")
    )
    assert no_problems(root)


@pytest.mark.parametrize(
    ("status", "raw", "rows"),
    [
        ("planned", pdf([[""]]), "when: 2023-10\nstatus: took place\nwhen_basis: planned\n"),
        ("took place\nwhen_basis: planned", SHELF[2].pdf(),
         "when: 2023-10-06 to 2023-10-08\nstatus: took place\nreports:\n"),
    ],
    ids=["no date in it", "its days in it"],
)  # fmt: skip
def test_the_date_of_a_visit_stays_the_planned_one_until_its_report_gives_days(
    root: Path, desk: Path, status: str, raw: bytes, rows: str
) -> None:
    one = SHELF[2]
    record = root / one.path
    text = record.read_text("utf-8").replace("status: planned", f"status: {status}")
    record.write_text(text, "utf-8")
    (desk / "a.pdf").write_bytes(raw)
    to = one.path.removeprefix("content/reviews/").removesuffix(".md")
    assert bring(root, desk, "--to", to) == 0
    assert rows in record.read_text("utf-8")


# ----------------------------------------------------------------------- cleaned copies


def test_a_report_that_is_here_is_cleaned_in_its_place(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "reports").mkdir()
    file = library / "reports" / "glenmore.pdf"
    file.write_bytes(pdf(catalog="/OpenAction<</S/JavaScript/JS(1)>>"))
    was = hashlib.sha256(file.read_bytes()).hexdigest()

    def clean() -> str:
        assert main(["--root", str(library), "import", str(file), "--clean", "--today", TODAY]) == 0
        return capsys.readouterr().out

    said = clean()
    assert f"    cleaned: {TODAY}\n    original: {was}\n" in said
    assert b"JavaScript" not in file.read_bytes()
    assert "There was nothing to take out of it." in clean()


def test_a_file_that_cannot_be_written_leaves_its_pdf_where_it_is(
    root: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = kept_original(root, "0" * 64).parent
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("a file, where a folder should be", "utf-8")
    file, before = put(desk, SHELF[0]), records(root)
    assert bring(root, file) == 1
    said = capsys.readouterr().out
    assert f"{file.name}: left where it is.\n" in said
    assert "cannot be written" in said
    assert records(root) == before


def test_why_a_pdf_cannot_be_read_is_said_in_words() -> None:
    assert why_unreadable(PdfResult()) == "it has no pages"
    assert why_unreadable(PdfResult(fault=Fault("locked"))) == "it opens with a password only"
    assert why_unreadable(PdfResult(fault=Fault("crash"))) == "it is damaged or not whole"


# ----------------------------------------------------------------------- archives


def zipped(file: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, raw in members.items():
            archive.writestr(f"{name}.pdf", raw)
    return file


def test_what_cannot_be_unpacked_of_an_archive_is_said(
    tmp_path: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = zipped(desk / "a.zip", report=b"%PDF-1.7 " * 9, **{"__MACOSX/._report": b"x"})
    cut = desk / "b.zip"
    cut.write_bytes(whole.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.4", 1))
    (desk / "c.zip").write_bytes(b"PK and no more")
    found = {one.name: one.problem for one in sources_of(tmp_path, [desk], tmp_path)}
    assert found == {
        "a.zip: report.pdf": "",
        "b.zip: report.pdf": "It cannot be unpacked: Bad CRC-32 for file 'report.pdf'.",
        "c.zip": "It is not a ZIP archive, or it is damaged.",
    }
    monkeypatch.setattr(sources, "LARGEST", 80)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (large,) = sources_of(tmp_path, [whole], fresh)
    assert large.problem == "It has 0 MB, which no report has."


def test_a_file_in_the_inbox_may_be_named(root: Path) -> None:
    waits = root / "reports" / "incoming" / "ogl" / "a.pdf"
    waits.parent.mkdir(parents=True)
    waits.write_bytes(b"%PDF-1.7")
    for path in (waits, waits.parent):
        (found,) = sources_of(root, [path], root)
        assert (found.is_waiting, found.rights) == (True, "OGL 3.0")
