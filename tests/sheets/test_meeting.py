"""A page of each theme for a staff meeting, as PDF and as a Word file; the pack for hosts."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
import segno
from pypdf import PdfReader

from reviewlib.library import Library, load
from reviewlib.models import Finding, Review
from reviewlib.pages import Context, Site
from reviewlib.pages.themes import ThemeView, theme_pages
from reviewlib.sheets import sheet_files
from reviewlib.sheets.content import meeting_points
from tests.sheets.conftest import URL
from tests.theme.extremes import extreme

Pairs = list[tuple[Review, Finding]]
Matrix = list[list[bool]]


def text_of(raw: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)
    return " ".join(" ".join(pages).split())


def squeezed(text: str) -> str:
    """Without blanks, so that it does not matter where lines end."""
    return "".join(text.split())


def pages(sheets: dict[str, bytes]) -> Iterator[tuple[str, bytes, docx.document.Document]]:
    """Each theme that has such a page, with the PDF and the Word file."""
    for address, raw in sheets.items():
        if address.endswith("/meeting.pdf"):
            word = docx.Document(io.BytesIO(sheets[address.replace(".pdf", ".docx")]))
            yield address.split("/")[1], raw, word


def test_findings_are_of_as_many_reviews_as_can_be_and_the_latest_first(library: Library) -> None:
    for theme in library.vocabulary.themes:
        whole = library.findings_on_theme.get(theme.id, ())
        learned = [pair for pair in whole if pair[1].kind not in ("focus", "topics")]
        for shown, most in zip(meeting_points(library, theme), (5, 3), strict=True):
            of = [review.id for review, _ in shown]
            first = list(dict.fromkeys(of))
            assert of[: len(first)] == first
            assert first == sorted(first, key=lambda one: -of_date(library, one))
            assert len(shown) <= most
        found, _ = meeting_points(library, theme)
        reviews = {review.id for review, _ in learned}
        assert len({review.id for review, _ in found}) == min(5, len(reviews)), theme.id
        assert len(found) >= min(3, len(learned)), theme.id
        assert not [pair for pair in found if pair not in learned]


def of_date(library: Library, id: str) -> int:
    return [review.id for review in library.reviews].index(id)


def test_it_is_one_page_that_says_how_its_findings_were_chosen(
    library: Library, sheets: dict[str, bytes]
) -> None:
    for theme, raw, _ in pages(sheets):
        assert len(PdfReader(io.BytesIO(raw)).pages) == 1, theme
        text = text_of(raw)
        found, asked = meeting_points(library, library.theme[theme])
        assert ("This is no ranking." in text) == bool(found), theme
        assert "What will we do on Monday?" in text
        assert f"{URL}themes/{theme}/" in squeezed(text)
        for review, one in (*found, *asked):
            assert squeezed(one.text) in squeezed(text), theme
            assert review.when.words.split()[-1] in text
            assert squeezed(one.pages) in squeezed(text)


def test_the_word_file_has_the_words_of_the_pdf(library: Library, sheets: dict[str, bytes]) -> None:
    for theme, raw, word in pages(sheets):
        said = squeezed(text_of(raw))
        for paragraph in word.paragraphs:
            assert squeezed(paragraph.text) in said, (theme, paragraph.text)
        styles = [one.style.name for one in word.paragraphs if one.style]
        points = sum(map(len, meeting_points(library, library.theme[theme])))
        assert styles.count("List Bullet") == points
        assert styles.count("Title") == 1
        whole = " ".join(paragraph.text for paragraph in word.paragraphs)
        assert "in its own words, unless they are in quotation marks." in whole
        assert ("in the library’s words, unless quoted." in whole) == ("to discuss" in whole)
        assert "Heading 1" in styles
        assert word.core_properties.title == library.theme[theme].label
        assert {one.get(f"{W}val") for one in word.styles.element.iter(f"{W}lang")} == {"en-GB"}


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_nothing_in_the_word_file_comes_from_the_clock(
    library: Library, sheets: dict[str, bytes]
) -> None:
    for theme, _, word in pages(sheets):
        raw = sheets[f"themes/{theme}/meeting.docx"]
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
        changed = max(c.date for r, _ in library.findings_on_theme[theme] for c in r.history)
        found = word.core_properties
        assert found.created is not None
        assert found.created == found.modified
        assert found.created.date() == changed


def read_code(rows: list[list[bool]]) -> Matrix:
    """The modules of a QR code in a picture of dark and light: what is dark bounds it."""
    lines = [y for y, row in enumerate(rows) if any(row)]
    columns = [x for x in range(len(rows[0])) if any(row[x] for row in rows)]
    top, left, side = lines[0], columns[0], columns[-1] - columns[0] + 1
    # The upper edge of the finder pattern is seven modules wide.
    size = round(side / (rows[top + 1][left:].index(False) / 7))
    at = [int((place + 0.5) * side / size) for place in range(size)]
    return [[rows[top + y][left + x] for x in at] for y in at]


def pdf_rows(raw: bytes) -> list[list[bool]]:
    """The black pixels of the first page of a PDF; its words have a colour."""
    with contextlib.closing(pypdfium2.PdfDocument(raw)) as document:
        drawn = document[0].render(scale=4, grayscale=True)
        data, width = bytes(drawn.buffer), drawn.stride
        return [[one < 8 for one in data[y : y + width]] for y in range(0, len(data), width)]


def test_the_code_leads_to_the_page(sheets: dict[str, bytes]) -> None:
    theme, raw, word = next(pages(sheets))
    code, picture = segno.make_qr(f"{URL}themes/{theme}/", error="m"), io.BytesIO()
    code.save(picture, kind="png", scale=8)
    parts = word.part.package.iter_parts()
    assert [p.blob for p in parts if p.content_type == "image/png"] == [picture.getvalue()]
    assert read_code(pdf_rows(raw)) == [[bool(one) for one in row] for row in code.matrix]


def test_the_pack_has_each_step_each_document_and_who_looked_at_a_theme_before(
    library: Library, sheets: dict[str, bytes]
) -> None:
    raw = sheets["hosting/pack.pdf"]
    text = squeezed(text_of(raw))
    places = [text.index(squeezed(f"{step.name}. {step.what}")) for step in library.steps]
    assert places == sorted(places)
    names = {name for step in library.steps for name in step.documents}
    assert names
    for document in (library.document[name] for name in names):
        assert squeezed(document.name) in text or squeezed(document.title) in text
    for review in library.reviews:
        for one in review.of_kind("focus"):
            assert (squeezed(one.text) in text) == bool(one.themes or review.themes)


def test_the_page_of_a_theme_links_to_what_there_is(
    library: Library, sheets: dict[str, bytes]
) -> None:
    context = Context(library, Site(URL, datetime.date(2026, 11, 22)))
    for page in theme_pages(library):
        view = page.make(context).view
        assert isinstance(view, ThemeView)
        linked = {link.address for link in view.meeting}
        assert linked == {one for one in sheets if one.startswith(f"{page.address}meeting.")}


@pytest.mark.audit
def test_it_is_one_page_whatever_the_records_hold(tmp_path: Path, root: Path) -> None:
    made = sheet_files(load(extreme(tmp_path)).checked(), root / "theme", URL)
    pages = {one.address: one.data for one in made if one.address.endswith("/meeting.pdf")}
    assert len(pages) > 40
    for address, raw in pages.items():
        assert len(PdfReader(io.BytesIO(raw)).pages) == 1, address
