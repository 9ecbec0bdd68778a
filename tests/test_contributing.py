"""CONTRIBUTING.md and the pages under /contribute/, tried as a new editor would.

takes: every block, date and message they show
gives: each of them done in the small made-up library, as the words around it say
knows nothing of: how records are read
"""

# What a block is can be seen from how it begins: "---" is a whole record, "content/" a message,
# "name:" some lines of a header, "##" a passage of the text.

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.diagnostics import as_text, rules
from reviewlib.library import LoadResult, load
from reviewlib.models import Review
from reviewlib.models.scaffold import EXAMPLE, EXAMPLE_TEXT, record_form
from reviewlib.pages.editing import NEW_NAME, new_review_form
from tests import store
from tests.diagnostics.placing import REVIEW, base, of_glenmore, put_header, put_text
from tests.pdf.make import pdf

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "CONTRIBUTING.md", *sorted((ROOT / "content" / "contribute").glob("*.md")))
BLOCK = re.compile(r"^(?P<in> *)```[a-z]*\n(?P<text>.*?)^(?P=in)```$", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)]+)\)")
CODES = re.compile(r"\[([a-z]+(?:-[a-z]+)+)\]")
NOTHING_WRONG = "No problems.\n"


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def blocks(file: Path) -> list[str]:
    return [textwrap.dedent(found["text"]) for found in BLOCK.finditer(text_of(file))]


def of_kind(begins: str) -> list[object]:
    """Every block that begins so, with the name of its file and its number in it."""
    found = []
    for file in DOCS:
        some = [one for one in blocks(file) if re.match(begins, one)]
        found += [pytest.param(one, id=f"{file.stem}-{n}") for n, one in enumerate(some)]
    return found


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return base(tmp_path / "library")


def with_record(library: Path, record: str) -> LoadResult:
    (library / REVIEW).write_text(record, "utf-8")
    return load(library)


def form() -> str:
    return new_review_form(store.library("real"))


def filled_in(form: str) -> str:
    """The form with each field given as the remark above it shows, and no empty heading."""
    header, text = form.removeprefix("---\n").split("---\n", 1)
    rows: list[str] = []
    shown: list[str] = []
    for row in header.splitlines():
        if row.startswith("#   "):
            shown.append(row.removeprefix("#   "))
        elif row.startswith("#"):
            shown = []
        elif row == "status:":
            rows.append("status: took place")
        elif len(shown) == 1 and not shown[0].startswith("- "):
            rows.append(f"{row} {shown[0]}")
        else:
            rows += [row, *(f"  {line}" for line in shown)]
    strengths = text.partition("## Strengths")[1]
    return "\n".join(["---", *rows, "---", "", strengths, "", "- Learners lead the group", ""])


# ----------------------------------------------------------------------- the form


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_every_block_is_of_a_kind_that_is_tried(file: Path) -> None:
    assert all(re.match(r"---\n|content/|[a-z_]+:|## ", one) for one in blocks(file))


@pytest.mark.parametrize("name", ["CONTRIBUTING", "adding"])
def test_the_form_and_the_finished_record_are_the_generated_ones(name: str) -> None:
    (file,) = (file for file in DOCS if file.stem == name)
    records = [one for one in blocks(file) if one.startswith("---\n")]
    assert records == [form(), record_form(Review, EXAMPLE, EXAMPLE_TEXT)]


def test_the_form_can_be_filled_in_by_following_its_remarks(library: Path) -> None:
    result = with_record(library, filled_in(form()))
    assert as_text(result.problems) == NOTHING_WRONG
    (review,) = result.checked().reviews
    assert (review.authorities, review.themes) == (("glenmore",), ("inclusion",))
    assert [finding.kind for finding in review.findings] == ["strengths"]


def test_a_form_sent_under_the_name_it_comes_with_asks_for_another(library: Path) -> None:
    (library / REVIEW).unlink()
    (library / REVIEW).with_name(NEW_NAME).write_text(filled_in(form()), "utf-8")
    assert [one.code for one in load(library).problems] == ["name-not-given"]


def test_a_form_sent_empty_asks_for_what_is_needed(library: Path) -> None:
    problems = with_record(library, form()).problems
    needed = [one.field for one in problems if one.code == "missing-field"]
    assert needed == ["authorities", "when", "status"]


def test_the_finished_record_is_right_and_all_of_it_is_read(library: Path) -> None:
    result = with_record(library, record_form(Review, EXAMPLE, EXAMPLE_TEXT))
    assert as_text(result.problems) == NOTHING_WRONG
    (review,) = result.checked().reviews
    kinds = [finding.kind for finding in review.findings]
    assert kinds == ["focus", "strengths", "strengths", "plans"]
    assert [len(finding.updates) for finding in review.findings] == [0, 0, 0, 1]


# ----------------------------------------------------------------------- passages and fields


@pytest.mark.parametrize("passage", of_kind("## "))
def test_a_passage_of_the_text_is_accepted(passage: str, library: Path) -> None:
    put_text(library, passage)
    result = load(library)
    assert as_text(result.problems) == NOTHING_WRONG
    bullets = len(re.findall(r"^- ", passage, re.MULTILINE))
    (review,) = result.checked().reviews
    headed = re.findall(r"^## (.+)$", passage, re.MULTILINE)
    found = [one for section in review.sections if section.heading in headed
             for block in section.blocks for one in block.findings]  # fmt: skip
    assert len(found) == bullets
    updates = len(re.findall(r"^    - \d", passage, re.MULTILINE))
    assert sum(len(one.updates) for one in found) == updates


@pytest.mark.parametrize("lines", of_kind("[a-z_]+:"))
def test_lines_of_a_header_are_accepted(lines: str, library: Path) -> None:
    for name in re.findall(r"file: (\S+\.pdf)", lines):
        (library / "reports" / name).write_bytes(of_glenmore())
    if lines.startswith("formerly:"):  # it is for a file that has another name now
        rename(library)
    record = REVIEW if (library / REVIEW).exists() else RENAMED
    if lines.startswith("file:"):
        record = "content/documents/progress-report-2023.md"
    put_header(library, lines, record)
    if "change: withdrawn" in lines:  # its text goes, as the words beside it say
        head = (library / record).read_text("utf-8").split("---\n")[1]
        (library / record).write_text(f"---\n{head}---\n", "utf-8")
    assert as_text(load(library).problems) == NOTHING_WRONG


RENAMED = REVIEW.replace("glenmore.md", "glen-more.md")


def rename(library: Path) -> None:
    (library / REVIEW).rename(library / RENAMED)


@pytest.mark.parametrize("lines", of_kind("formerly:"))
def test_the_old_address_of_a_renamed_record_leads_to_the_new_one(
    lines: str, library: Path
) -> None:
    rename(library)
    put_header(library, lines, RENAMED)
    redirects = load(library).checked().redirects
    assert redirects["reviews/2022-23/glenmore/"] == "reviews/2022-23/glen-more/"


@pytest.mark.parametrize("lines", of_kind(r"(?s)history:.*change: withdrawn"))
def test_a_withdrawn_record_is_withdrawn_and_keeps_its_address(lines: str, library: Path) -> None:
    put_header(library, lines)
    found = load(library).checked()
    assert found.reviews == ()
    assert "reviews/2022-23/glenmore/" in found.addresses


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_every_way_to_write_a_date_is_accepted(file: Path, library: Path) -> None:
    table = re.search(r"^ *\| *you know \| *write \|\n(?P<rows>(?: *\|.+\n)+)", text_of(file),
                      re.MULTILINE | re.IGNORECASE)  # fmt: skip
    written = re.findall(r"\| `([^`]+)` \|$", table["rows"], re.MULTILINE) if table else []
    assert len(written) in {0, 6}
    for when in written:
        put_header(library, f"when: {when}")
        problems = load(library).problems
        assert {one.code for one in problems} <= {"outside-year"}, as_text(problems)
    assert written or file.stem not in {"CONTRIBUTING", "adding"}


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_every_value_named_in_passing_is_accepted(file: Path, library: Path) -> None:
    """`rights: OGL 3.0`, `status` and the changes of a history, wherever a sentence names them."""
    for value in re.findall(r"`(rights: [^`]+)`", text_of(file)):
        report = "reports:\n  - title: Glenmore Summary\n    kind: summary\n"
        put_header(library, f"{report}    listed: https://example.org/\n    {value}")
        assert as_text(load(library).problems) == NOTHING_WRONG
    for change in re.findall(r"`(added|date changed|report published|corrected)`", text_of(file)):
        put_header(library, f"history:\n  - date: 2026-12-01\n    change: {change}")
        assert as_text(load(library).problems) == NOTHING_WRONG


def test_every_state_of_a_visit_is_named_and_accepted(library: Path) -> None:
    for file in DOCS[:1]:
        (row,) = re.findall(r"\*\*`status`\*\*.+?\.$", text_of(file), re.MULTILINE | re.DOTALL)
        for status in re.findall(r"`([a-z ]+)`", row.partition(":")[2]):
            put_header(library, f"status: {status}")
            assert as_text(load(library).problems) == NOTHING_WRONG


@pytest.mark.parametrize("name", ["CONTRIBUTING", "adding"])
def test_the_headings_that_are_said_to_have_a_meaning_are_all_of_them(name: str) -> None:
    (file,) = (file for file in DOCS if file.stem == name)
    (said,) = re.findall(r"eadings have a meaning.+?\n- \*\*", text_of(file), re.DOTALL)
    words = " ".join(said.split())
    for heading in store.library("real").vocabulary.headings:
        assert heading.label in words


# ----------------------------------------------------------------------- messages


@pytest.mark.parametrize("message", of_kind("content/"))
def test_the_message_that_is_shown_is_the_one_that_is_printed(message: str, library: Path) -> None:
    wrong = record_form(Review, EXAMPLE, EXAMPLE_TEXT).replace("- Inclusion\n", "- Inclusoin\n")
    assert as_text(with_record(library, wrong).problems) == message


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_a_message_that_is_named_is_explained(file: Path) -> None:
    assert set(CODES.findall(text_of(file))) <= set(rules())


# ----------------------------------------------------------------------- from the PDF


def test_a_pdf_is_taken_in_and_nothing_is_wrong_afterwards(library: Path) -> None:
    """The steps of "A report was published", as the text asks for them."""
    put_header(library, "reports:\n  - title: Glenmore Summary\n"
               "    listed: https://example.org/\n    rights: OGL 3.0\n")  # fmt: skip
    incoming = library / "reports" / "incoming"
    incoming.mkdir()
    lines = ["Glenmore Council", "Strengths", "Learners chair the group."]
    (incoming / "Glenmore FINAL (2).pdf").write_bytes(pdf([lines], info="/Title(Glenmore Summary)"))
    assert main(["--root", str(library), "import", "--inbox", "--today", "2026-11-22"]) == 0
    assert (library / "reports" / "glenmore-2022-report.pdf").is_file()
    assert as_text(load(library).problems) == NOTHING_WRONG


# ----------------------------------------------------------------------- pictures and places


def test_every_picture_is_there_is_small_and_is_told_in_words() -> None:
    found = list(IMAGE.finditer(text_of(DOCS[0])))
    assert len(found) == 3
    for picture in found:
        file = ROOT / picture["file"]
        assert file.read_bytes().startswith(b"\x89PNG")
        assert file.stat().st_size < 200_000
        assert len(picture["words"]) > 40


def test_every_folder_that_is_named_exists() -> None:
    names = re.findall(r"`((?:content|reports|docs)/[a-z-]+/)(?:`|<)", text_of(DOCS[0]))
    assert names
    for name in names:
        assert (ROOT / name).is_dir() or name == "reports/incoming/", name


def test_the_steps_name_the_workflow_that_takes_a_pdf_in() -> None:
    workflow = text_of(ROOT / ".github" / "workflows" / "incoming.yml")
    (name,) = re.findall(r"^name: (.+)$", workflow, re.MULTILINE)
    for file in (one for one in DOCS if "reports/incoming/" in text_of(one)):
        assert f"*{name}*" in text_of(file)
    assert "reports/incoming/**" in workflow


def test_the_steps_name_the_preview_as_the_check_keeps_it() -> None:
    workflow = text_of(ROOT / ".github" / "workflows" / "check.yml")
    assert re.search(r"name: preview-\$\{\{ github\.run_attempt \}\}\n +path: preview\n", workflow)
    (name,) = re.findall(r"^name: (.+)$", workflow, re.MULTILINE)
    for file in (one for one in DOCS if "`preview" in text_of(one)):
        assert f"*{name}*" in text_of(file)
