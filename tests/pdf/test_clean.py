"""Cleaned copies: the same pages, and nothing else."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from reviewlib.pdf import Fault, Limits, Pool
from tests.pdf.bad import ACTIVE, CRAFTED, PRIVATE, Bad
from tests.pdf.conftest import Read
from tests.pdf.make import LINE, pdf

REPORTS = Path(__file__).parent.parent / "data" / "library" / "reports"
SECRET = b"Jo Example"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """One worker for all of these tests."""
    with Pool(1, Limits()) as one:
        yield one


@pytest.fixture
def copy_of(tmp_path: Path, pool: Pool) -> object:
    """`copy_of(raw)`: the bytes of the cleaned copy, and what was left out."""

    def one(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
        (tmp_path / "from.pdf").write_bytes(raw)
        cut = pool.clean(tmp_path / "from.pdf", tmp_path / "to.pdf")
        assert not isinstance(cut, Fault), cut
        return (tmp_path / "to.pdf").read_bytes(), cut

    return one


def contents(raw: bytes) -> list[bytes]:
    """What draws each page."""
    pages = PdfReader(io.BytesIO(raw)).pages
    return [page.get_contents().get_data() if page.get_contents() else b"" for page in pages]


def everything(raw: bytes) -> bytes:
    """All bytes of a PDF, its deflated parts unpacked too."""
    found = [raw]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=[pytest.mark.audit] if place % 3 else [])
        for place, case in enumerate(ACTIVE)
    ],
)
def test_what_acts_is_gone_from_the_copy(case: Bad, copy_of: object, read: Read) -> None:
    copy, removed = copy_of(case.make())  # type: ignore[operator]
    assert removed
    result = read(copy)
    assert result.dangers == ()
    assert result.fault is None or result.fault.code == "pages"


@pytest.mark.audit
@pytest.mark.parametrize(
    "case", [case for case in CRAFTED[::3] if not case.long], ids=lambda case: case.name
)
def test_a_copy_of_a_crafted_file_acts_no_more_and_is_said_to_differ_or_there_is_none(
    case: Bad, tmp_path: Path, pool: Pool, read: Read
) -> None:
    (tmp_path / "from.pdf").write_bytes(case.make())
    cut = pool.clean(tmp_path / "from.pdf", tmp_path / "to.pdf")
    if not isinstance(cut, Fault):
        assert any(case.danger in one for one in cut)
        assert read((tmp_path / "to.pdf").read_bytes()).dangers == ()


@pytest.mark.parametrize("case", PRIVATE[:6], ids=lambda case: case.name)
def test_what_tells_of_a_person_leaves_no_bytes_behind(
    case: Bad, copy_of: object, read: Read
) -> None:
    copy, removed = copy_of(case.make())  # type: ignore[operator]
    assert removed
    assert read(copy).leaks == ()
    assert SECRET not in everything(copy)
    assert b"xmpMM" not in everything(copy)


def test_nothing_stands_in_the_copy_that_no_page_leads_to(copy_of: object) -> None:
    raw = pdf(
        catalog="/OpenAction 5 0 R",
        objects=["<</S/JavaScript/JS 6 0 R>>", "<</Length 10>>\nstream\nJo Example\nendstream"],
    )
    copy, _ = copy_of(raw)  # type: ignore[operator]
    assert SECRET in raw
    assert SECRET not in everything(copy)


@pytest.mark.parametrize("name", ["strathbeg-2021-full.pdf", "dun-sgail-2023-gaidhlig.pdf"])
def test_pages_tags_title_and_language_stay_as_they_were(
    name: str, copy_of: object, read: Read
) -> None:
    raw = (REPORTS / name).read_bytes()
    copy, _ = copy_of(raw)  # type: ignore[operator]
    before, after = read(raw), read(copy)
    assert contents(copy) == contents(raw)
    assert before.facts is not None
    assert after.facts is not None
    assert (after.facts.title, after.facts.language, after.facts.tagged) == (
        before.facts.title,
        before.facts.language,
        before.facts.tagged,
    )
    assert after.pages == before.pages


def test_a_link_to_the_web_stays(copy_of: object) -> None:
    raw = pdf(
        [[LINE]],
        page="/Annots[5 0 R]",
        objects=[
            "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>"
        ],
    )
    copy = PdfReader(io.BytesIO(copy_of(raw)[0]))  # type: ignore[operator]
    assert copy.pages[0]["/Annots"][0]["/A"]["/URI"] == "https://example.org/"  # type: ignore[index]
