"""Record sheets: tagged, literal, the same every time, made again only where something changed."""

from __future__ import annotations

import contextlib
import datetime
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from reviewlib.cache import Cache
from reviewlib.library import Library, load
from reviewlib.pages import Context, Site, downloads
from reviewlib.pdf import read_reports
from reviewlib.sheets import _jobs, sheet_files
from reviewlib.sheets.typesetter import Typesetter
from tests.bench.library import write_library
from tests.sheets.conftest import URL

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
THEME = ROOT / "theme"
LEAD = "C. Sample"
WORD_AND_PDF = ("pdf", "docx")


def pdfs(sheets: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((address, raw) for address, raw in sheets.items() if address.endswith(".pdf"))


def words(raw: bytes) -> str:
    """Its text as PDFium reads it, on one line."""
    with contextlib.closing(pypdfium2.PdfDocument(raw)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def record(folder: Path, body: str, title: str = "A title") -> Library:
    """A small library whose one review has this text."""
    shutil.copytree(DATA / "base", folder)
    (folder / "content/reviews/2022-23/glenmore.md").write_text(
        "---\nauthorities:\n  - Glenmore\nwhen: 2022-08-29\nstatus: took place\n"
        f"title: '{title}'\nsources:\n  - progress-report-2023\n---\n\n{body}\n",
        encoding="utf-8",
    )
    return load(folder).checked()


def of(library: Library, address: str = "reviews/2022-23/glenmore/record.pdf") -> bytes:
    return next(one.data for one in sheet_files(library, THEME, URL) if one.address == address)


def test_each_review_with_text_each_year_and_each_theme_with_findings_has_one(
    library: Library, sheets: dict[str, bytes]
) -> None:
    wanted = {f"reviews/{one.id}/record.pdf" for one in library.reviews if one.sections}
    wanted |= {f"years/{name}/record.pdf" for name in library.in_year}
    wanted |= {f"themes/{name}/record.pdf" for name in library.findings_on_theme}
    wanted |= {
        f"themes/{name}/meeting.{end}" for name in library.findings_on_theme for end in WORD_AND_PDF
    }
    made = {one for one in sheets if not one.endswith(".png")}
    assert made == {*wanted, "hosting/pack.pdf"}


def test_pages_link_to_the_sheets_there_are_and_to_no_other(
    library: Library, sheets: dict[str, bytes]
) -> None:
    context = Context(library, Site(URL, datetime.date(2026, 11, 22)))
    linked = {
        link.address
        for address in library.addresses
        if (block := downloads(context, address))
        for link in block.links
        if link.address.endswith(".pdf")
    }
    assert linked == {one for one in sheets if one.endswith("/record.pdf")}


def test_each_is_tagged_pdf_ua_with_title_and_language(sheets: dict[str, bytes]) -> None:
    for address, raw in pdfs(sheets):
        reader = PdfReader(io.BytesIO(raw))
        root = reader.root_object
        assert root["/Lang"] == "en-GB", address
        assert root["/MarkInfo"]["/Marked"], address
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], address
        assert reader.metadata is not None
        assert reader.metadata.title, address
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data(), address
        assert reader.outline or address.startswith("years/"), address


def test_each_passes_the_checks_that_reports_must_pass(
    sheets: dict[str, bytes], tmp_path: Path
) -> None:
    files = {}
    for number, (address, raw) in enumerate(pdfs(sheets)):
        files[address] = tmp_path / f"{number}.pdf"
        files[address].write_bytes(raw)
    for address, result in read_reports(files, workers=2).items():
        assert (result.dangers, result.fault, result.leaks) == ((), None, ()), address
        assert result.pages_with_text == len(result.pages), address


def test_the_same_library_gives_the_same_bytes(library: Library, sheets: dict[str, bytes]) -> None:
    again = {sheet.address: sheet.data for sheet in sheet_files(library, THEME, URL)}
    assert again == sheets


def test_the_fullest_says_all_that_its_record_does(sheets: dict[str, bytes]) -> None:
    text = words(sheets["reviews/2021-22/strathbeg/record.pdf"])
    for said in (
        "This sheet was made by the library from its record. It is not the report of",
        "“Belonging in Strathbeg: report of a visit by our neighbours”, at",
        "Quoted, checked, p. 4",
        "June 2022: the form is agreed (Education Plan 2022-23)",
        "Theme: Attendance",
        "head teachers and the whole team",
        "Councils report progress on these in their own improvement plans.",
        "Neighbourly Improvement (web page with downloads)",
        f"{URL}reviews/2021-22/strathbeg/",
        "22 November 2026",
    ):
        assert said in text


def test_no_sheet_has_the_name_of_a_person(sheets: dict[str, bytes]) -> None:
    assert not [address for address, raw in pdfs(sheets) if LEAD in words(raw)]


def test_gaelic_is_marked(sheets: dict[str, bytes]) -> None:
    raw = sheets["reviews/2023-24/dun-sgail/record.pdf"]

    def languages(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            if "/Lang" in node:
                yield str(node["/Lang"])
            children = node.get("/K", [])
            children = children.get_object() if hasattr(children, "get_object") else children
            for child in children if isinstance(children, list) else [children]:
                yield from languages(child.get_object() if hasattr(child, "get_object") else child)

    tree = PdfReader(io.BytesIO(raw)).root_object["/StructTreeRoot"]
    assert {one.partition("-")[0] for one in languages(tree)} == {"en", "gd"}


HOSTILE = r"""
- #let x = read("/etc/passwd"); #panic("no") $x^2$ @ref \#eval("1")
- \input{/etc/passwd} \textbf{bold} % not a remark
- `#sys.inputs` and \<b>angle\</b> ] } ) /* */ // --- ~ 'quotes' "too"
"""


def test_commands_in_a_record_come_out_as_those_characters(tmp_path: Path) -> None:
    raw = of(record(tmp_path / "library", f"## Strengths\n{HOSTILE}", r"#panic() \LaTeX <b> $1$"))
    text = words(raw).replace(" ", "")
    for said in (
        '#letx=read("/etc/passwd");#panic("no")$x^2$@ref#eval("1")',
        r"\input{/etc/passwd}\textbf{bold}%notaremark",
        "#sys.inputs",
        "<b>angle</b>]})/**///---~",
        r"#panic()\LaTeX<b>$1$",
    ):
        assert said in text


def test_only_a_changed_sheet_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    record(root, "## Strengths\n\n- One\n")
    typeset: list[str] = []
    made_by = Typesetter.typeset

    def counted(self: Typesetter, data: str, timestamp: int, name: str, template: str) -> bytes:
        typeset.append(name)
        return made_by(self, data, timestamp, name, template)

    monkeypatch.setattr(Typesetter, "typeset", counted)

    def made() -> tuple[list[str], list[bytes]]:
        library = load(root, cache=Cache(tmp_path / "cache")).checked()
        typeset.clear()
        data = [sheet.data for sheet in sheet_files(library, THEME, URL)]
        return list(typeset), data

    first, before = made()
    assert len(first) == len(before)
    assert made() == ([], before)
    file = root / "content/reviews/2022-23/glenmore.md"
    file.write_text(file.read_text("utf-8").replace("- One", "- Two"), "utf-8")
    second, after = made()
    assert after != before
    assert len(second) == 1  # the review's; its words stand on no year or theme


def test_sheets_that_gather_many_reviews_come_first(tmp_path: Path) -> None:
    write_library(tmp_path, 120)
    of = [len(job.of) for job in _jobs(load(tmp_path).checked(), "")]
    assert max(of) > 20
    assert of.index(1) > max(at for at, number in enumerate(of) if number > 20)
