"""Words that no reader sees: left out, counted, and gone from a cleaned copy."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from reviewlib.pdf import Fault, PdfResult, first_pages
from reviewlib.pdf.clean import clean
from reviewlib.pdf.examine import examine
from reviewlib.pdf.model import FaultError, merged
from tests.pdf.hidden import NAME, SEEN, hidden_words, seen_words, under_a_label


def looked_at(raw: bytes, folder: Path) -> PdfResult:
    """What is found in a PDF, in this process."""
    (folder / "a.pdf").write_bytes(raw)
    return merged(examine(str(folder / "a.pdf"), 99, 60))


@pytest.mark.parametrize("how", list(hidden_words()))
def test_hidden_words_are_left_out_and_told(how: str, tmp_path: Path) -> None:
    result = looked_at(hidden_words()[how], tmp_path)
    (page,) = result.pages
    assert page.text == SEEN
    assert page.hidden == (0 if "earlier" in how else 5)
    assert result.redactions == ((1,) if "redaction" in how else ())
    assert result.earlier == (5 if "earlier" in how else 0)


def test_words_written_on_a_box_do_not_show_those_under_it(tmp_path: Path) -> None:
    label = "NAME OF A PUPIL TAKEN OUT"
    raw = under_a_label(label)
    assert looked_at(raw, tmp_path).pages[0].text.split("\n") == [SEEN, label]
    assert clean(str(tmp_path / "a.pdf"), str(tmp_path / "to.pdf"))
    assert (
        looked_at((tmp_path / "to.pdf").read_bytes(), tmp_path).pages[0].text == f"{SEEN}\n{label}"
    )


def test_a_picture_shows_no_hidden_words_and_is_the_same_each_time(tmp_path: Path) -> None:
    ways = {how: raw for how, raw in hidden_words().items() if "redaction" not in how}
    ways["seen"] = next(iter(seen_words().values()))
    words = f"Pupil Q. {NAME} told us.".encode()
    blank = {f"{how}, blank": raw.replace(words, b" " * len(words)) for how, raw in ways.items()}
    files, read = {}, {}
    for name, raw in (ways | blank | {"once more": ways["seen"]}).items():
        files[name], read[name] = tmp_path / f"{len(files)}.pdf", PdfResult(name, len(raw))
        files[name].write_bytes(raw)
    drawn = first_pages(files, read)
    assert [how for how in ways if drawn[how] != drawn[f"{how}, blank"]] == ["seen"]
    assert drawn["once more"] == drawn["seen"]


def test_what_cannot_be_drawn_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    files = {"a.pdf": tmp_path / "a.pdf"}
    assert first_pages(files, {"a.pdf": PdfResult("", 0)}) == {}
    assert first_pages(files, {"a.pdf": PdfResult("", 0, fault=Fault("unreadable"))}) == {}


@pytest.mark.parametrize("how", list(seen_words()))
def test_words_that_are_seen_stay(how: str, tmp_path: Path) -> None:
    result = looked_at(seen_words()[how], tmp_path)
    assert NAME in result.pages[0].text
    assert result.pages[0].hidden == 0


@pytest.mark.parametrize("how", list(hidden_words()))
def test_a_cleaned_copy_has_them_no_more(how: str, tmp_path: Path) -> None:
    (tmp_path / "from.pdf").write_bytes(hidden_words()[how])
    assert clean(str(tmp_path / "from.pdf"), str(tmp_path / "to.pdf"))
    raw = (tmp_path / "to.pdf").read_bytes()
    shown = PdfReader(io.BytesIO(raw)).pages[0].get_contents()
    assert shown is not None
    assert NAME.encode() not in shown.get_data() + raw
    assert NAME.encode().hex().encode() not in shown.get_data()
    result = looked_at(raw, tmp_path)
    assert (result.redactions, result.earlier, result.pages[0].hidden) == ((), 0, 0)
    assert result.pages[0].text == SEEN


def test_a_picture_under_a_redaction_mark_is_not_said_to_be_cleaned(tmp_path: Path) -> None:
    raw = hidden_words()["marked for redaction"]
    drawn = raw.replace(b"BT ", b"BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI BT ", 1)
    assert drawn != raw
    (tmp_path / "from.pdf").write_bytes(drawn)
    with pytest.raises(FaultError) as told:
        clean(str(tmp_path / "from.pdf"), str(tmp_path / "to.pdf"))
    assert "ask for a copy in which they were applied" in told.value.fault.detail
    assert not (tmp_path / "to.pdf").exists()
