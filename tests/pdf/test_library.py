"""A PDF in a library: what its record, its pages and its checks make of it."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.library import Library, LoadResult, load
from reviewlib.library.pdf_checks import check_pdfs
from reviewlib.pages import Context, Site, text_pages
from reviewlib.pages.report_texts import ReportTextView
from reviewlib.pdf import Fault, PageText
from tests import store
from tests.pdf.bad import CASES
from tests.pdf.make import pdf, with_strange_letters

DATA = Path(__file__).parent.parent / "data"
RECORD = "content/reviews/2022-23/glenmore.md"
PAGES = [
    ["Glenmore Council", "Learners chair the school improvement group."],
    ["Officers come back with an answer within a month."],
]
SECOND = "  - title: Another\n    file: {}\n    rights: OGL 3.0\nsources:"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A small library whose one record names a report of two pages."""
    root = tmp_path / "library"
    shutil.copytree(DATA / "base", root)
    (root / "reports").mkdir(exist_ok=True)
    (root / "reports" / "glenmore-2022.pdf").write_bytes(pdf(PAGES))
    (root / RECORD).write_text(
        """---
authorities:
  - Glenmore
when: 2022-08-29
status: took place
reports:
  - title: Glenmore Summary
    file: glenmore-2022.pdf
    rights: OGL 3.0
sources:
  - progress-report-2023
---

## Strengths

- "Learners chair the school improvement group" (p. 1)
""",
        encoding="utf-8",
    )
    return root


def case(name: str) -> bytes:
    return next(one for one in CASES if one.name == name).make()


def change(root: Path, old: str, new: str) -> LoadResult:
    record = root / RECORD
    text = record.read_text("utf-8")
    assert old in text
    record.write_text(text.replace(old, new), "utf-8")
    return load(root)


def put(root: Path, raw: bytes) -> str:
    (root / "reports" / "glenmore-2022.pdf").write_bytes(raw)
    return as_text(load(root).problems)


def texts(result: LoadResult) -> dict[str, ReportTextView]:
    library = result.checked()
    context = Context(library, Site("", datetime.date(2026, 11, 22)))
    return {page.address: page.make(context).view for page in text_pages(library)}  # type: ignore[misc]


def test_a_report_with_rights_has_facts_a_text_page_and_checked_quotations(library: Path) -> None:
    result = load(library)
    assert as_text(result.problems) == "No problems.\n"
    checked = result.checked()
    assert [quote.found for quote in checked.quotes.values()] == [True]
    view = texts(result)["reviews/2022-23/glenmore/text/"]
    assert [page.address.rpartition("/")[2] for page in view.pages] == [
        "glenmore-2022.pdf#page=1",
        "glenmore-2022.pdf#page=2",
    ]


def test_a_report_taken_out_again_leaves_no_trace(library: Path) -> None:
    before = load(library).checked().addresses
    (library / "reports" / "glenmore-2022.pdf").unlink()
    result = change(
        library,
        "    file: glenmore-2022.pdf\n    rights: OGL 3.0\n",
        "    listed: https://example.org/\n    rights: linked only\n",
    )
    after = result.checked()
    assert before - after.addresses == {"reviews/2022-23/glenmore/text/"}
    assert after.pdfs == after.quotes == texts(result) == {}


def test_two_reports_have_a_text_page_each_and_the_old_address_leads_on(library: Path) -> None:
    (library / "reports" / "glenmore-2022-full.pdf").write_bytes(pdf([*PAGES, ["More."]]))
    result = change(library, "sources:", SECOND.format("glenmore-2022-full.pdf"))
    at = "reviews/2022-23/glenmore/text/"
    assert set(texts(result)) == {f"{at}glenmore-2022/", f"{at}glenmore-2022-full/"}
    assert result.checked().redirects[at] == f"{at}glenmore-2022/"


def test_a_page_that_the_report_does_not_have_is_told(library: Path) -> None:
    told = as_text(change(library, "(p. 1)", "(p. 9)").problems)
    assert "not on p. 9" in told


def test_what_acts_stops_publishing_unless_the_record_says_why(library: Path) -> None:
    told = put(library, pdf(PAGES, catalog="/OpenAction<</S/JavaScript/JS(1)>>"))
    assert "It has JavaScript.  [pdf-active]" in told
    result = change(
        library, "    rights:", "    allow: it was looked at on 3 May 2026\n    rights:"
    )
    assert as_text(result.problems) == "No problems.\n"


def test_logs_mask_what_a_terminal_may_show(library: Path) -> None:
    raw = pdf([[*PAGES[0], "Write to jo.example@example.org"], PAGES[1]])
    assert "jo.example" not in put(library, raw)
    assert "j…@…" in put(library, raw)
    assert "jo.example@example.org" in as_text(load(library, reveal=True).problems)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (case("locked with a password"), "pdf-locked"),
        (pdf([]), "pdf-no-pages"),
        (case("only pictures of text"), "pdf-scanned"),
        (pdf([["Glenmore", *["wordsThatRunTogether " * 3] * 2]]), "pdf-words-run-together"),
        (with_strange_letters("Glenmore: five of fifty staff."), "pdf-letters-unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_file_is_told_at_the_line_that_names_it(
    library: Path, raw: bytes, code: str
) -> None:
    rows = put(library, raw).splitlines()
    assert any(row.startswith(f"{RECORD}:8: ") and row.endswith(f"[{code}]") for row in rows), rows


def test_a_quotation_on_a_last_page_without_text_is_not_said_to_be_missing(library: Path) -> None:
    (library / "reports" / "glenmore-2022.pdf").write_bytes(pdf([*PAGES, []]))
    assert "quotation-not-found" not in as_text(change(library, "(p. 1)", "(p. 3)").problems)
    assert "quotation-not-found" in as_text(change(library, "(p. 3)", "(p. 2)").problems)


def test_a_page_that_is_a_picture_among_pages_of_text_is_told(library: Path) -> None:
    loaded = load(library).checked()
    ((name, read),) = loaded.pdfs.items()
    picture = PageText(3, "3", pictures=True)
    scanned = dataclasses.replace(read, pages=(*read.pages, picture))
    (problem,) = check_pdfs(dataclasses.replace(loaded, pdfs={name: scanned}), ())
    assert problem.code == "pdf-page-without-text"
    assert problem.message == 'page 3 of "glenmore-2022.pdf" is a picture without text.'


def read_otherwise(**changes: Any) -> Library:
    """The made-up library, had reading its reports given something else."""
    made_up = store.library("made up")
    pdfs = {name: dataclasses.replace(one, **changes) for name, one in made_up.pdfs.items()}
    return dataclasses.replace(made_up, pdfs=pdfs)


@pytest.mark.parametrize("code", ["pdf-time", "pdf-memory", "pdf-crash"])
def test_a_report_that_was_published_before_stops_no_site_where_it_cannot_be_read(
    code: str,
) -> None:
    late = read_otherwise(facts=None, pages=(), fault=Fault(code.removeprefix("pdf-")))
    published = [f"/{address}" for address in late.report_addresses]
    (new, old) = (next(check_pdfs(late, before)) for before in ((), published))
    assert (new.code, new.is_error) == (code, True)
    assert (old.code, old.is_error) == ("pdf-read-in-part", False)
    assert late.text_addresses == store.library("made up").text_addresses


def test_a_report_that_was_not_read_to_its_end_is_told_with_how_far() -> None:
    cut = read_otherwise(fault=Fault("pages", "only its first 1,000 pages were read, of 1,200"))
    said = next(check_pdfs(cut, ()))
    assert (said.code, said.is_error) == ("pdf-read-in-part", False)
    assert said.message.endswith("could be read: only its first 1,000 pages were read, of 1,200.")


def settings(root: Path, *rows: str) -> str:
    """What is said once the settings have these lines as well."""
    programme = root / "content" / "programme.yml"
    text = "".join(f"{row}\n" for row in rows)
    programme.write_text(programme.read_text("utf-8") + text, "utf-8")
    return as_text(load(root).problems)


def test_the_sizes_from_which_a_report_is_warned_about_and_refused_are_settings(
    library: Path,
) -> None:
    raw = pdf(PAGES * 10)
    assert put(library, raw) == "No problems.\n"
    told = settings(library, "pdf_warn_size: 2 KB")
    said = f'reports: file: "glenmore-2022.pdf" has {round(len(raw) / 1000)} KB'
    assert f"{RECORD}:8: warning: {said}, which is slow on a phone.  [pdf-large]" in told
    assert "Nothing was published." not in told
    told = settings(library, "pdf_refuse_size: 2.5 KB")
    assert f"{RECORD}:8: {said}; at most 2.5 KB can be published.  [pdf-too-large]" in told
    assert "Nothing was published." in told
