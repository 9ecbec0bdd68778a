"""PDFs with words that no reader sees, each hidden in another way.

takes: nothing
gives: hidden_words(), by how they are hidden; NAME, the word that must not come out
knows nothing of: how a PDF is read
"""

from __future__ import annotations

from tests.pdf.make import FONT, one_page

NAME = "Quarnel"
SEEN = "Glenmore Council made this report."
_TEXT = f"BT /F1 11 Tf 60 780 Td ({SEEN}) Tj ET\n"
_SECRET = f"BT /F1 11 Tf 60 700 Td (Pupil Q. {NAME} told us.) Tj ET\n"


def _one(drawing: str, page: str = "", catalog: str = "", *objects: str) -> bytes:
    named = "/XObject<</F 6 0 R>>" if "/F Do" in drawing else "/Properties<</L 6 0 R>>"
    resources = f"/Font<</F1 5 0 R>>{named}"
    whole = (drawing.encode(), FONT, *objects)
    return one_page(*whole, resources=resources, page=page, catalog=catalog).bytes()


def _form(drawing: str, *, entries: str = "", page: str = "{} /F Do") -> bytes:
    """Words in a form, and what the page draws besides it."""
    font = "/Resources<</Font<</F9 5 0 R>>>>"
    inner = drawing.replace("/F1", "/F9").encode()
    head = f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{font}{entries}/Length {len(inner)}>>"
    form = head.encode() + b"\nstream\n" + inner + b"\nendstream"
    return _one(page.format(_TEXT), "", "", form.decode("latin-1"))


def _earlier() -> bytes:
    first = _one(_TEXT + _SECRET)
    start = len(first)
    body = b"4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n"
    body = body % (len(_TEXT), _TEXT.encode())
    old = first.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0]
    tail = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 9/Root 1 0 R/Prev %s>>\nstartxref\n%d\n"
    return first + body + tail % (start, old, start + len(body)) + b"%%EOF\n"


def hidden_words() -> dict[str, bytes]:
    """Each way, and a PDF of one page."""
    note = "<</Type/Annot/Rect[50 690 400 715]{}>>"
    off = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
    layer = "<</Type/OCG/Name(Notes)>>"
    return {
        "under a black box": _one(_TEXT + _SECRET + "0 g 50 690 400 25 re f"),
        "outside the crop box": _one(_TEXT + _SECRET, "/CropBox[0 750 595 842]"),
        "outside the page": _one(_TEXT + _SECRET.replace("700 Td", "-90 Td")),
        "on a layer that is off": _one(f"{_TEXT}/OC /L BDC {_SECRET} EMC", "", off, layer),
        "white on white": _one(f"{_TEXT}q 1 1 1 rg {_SECRET} Q"),
        "invisible": _one(f"{_TEXT}q 3 Tr {_SECRET} Q"),
        "marked for redaction": _one(
            _TEXT + _SECRET, "/Annots[6 0 R]", "", note.format("/Subtype/Redact")
        ),
        "under a square": _one(
            _TEXT + _SECRET, "/Annots[6 0 R]", "", note.format("/Subtype/Square/IC[0 0 0]")
        ),
        "under a black box in a form": _form(_SECRET + "0 g 50 690 400 25 re f"),
        "in a form under a black box": _form(_SECRET, page="{} /F Do 0 g 50 690 400 25 re f"),
        "white on white in a form": _form("1 g " + _SECRET),
        "outside the box of a form": _form(_SECRET, entries="/Matrix[1 0 0 1 0 -900]"),
        "invisible in a form": _form(f"q 3 Tr {_SECRET} Q", page="q 1 0 0 1 0 0 cm {} /F Do Q"),
        "only in an earlier version": _earlier(),
    }


def under_a_label(label: str) -> bytes:
    """Words under a black box on which other words are written."""
    box = f"0 g 50 690 400 25 re f 1 g BT /F1 11 Tf 60 702 Td ({label}) Tj ET"
    return _one(_TEXT + _SECRET + box)


def seen_words() -> dict[str, bytes]:
    """What looks like hidden words, and is not."""
    layer = "<</Type/OCG/Name(Notes)>>"
    on = "/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R]>>>>"
    return {
        "white on a dark box": _one(f"{_TEXT}0 g 50 690 400 25 re f 1 g {_SECRET}"),
        "white on a picture": _one(
            "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID @ EI Q 0 g "
            f"{_TEXT}1 g {_SECRET}"
        ),
        "on a box": _one(f"{_TEXT}0.9 g 50 690 400 25 re f 0 g {_SECRET}"),
        "on a layer that is on": _one(f"{_TEXT}/OC /L BDC {_SECRET} EMC", "", on, layer),
        "in a form on a box": _form(_SECRET, page="{} 0.9 g 50 690 400 25 re f 0 g /F Do"),
        "moved by its form from under a box": _form(
            _SECRET, entries="/Matrix[1 0 0 1 0 -200]", page="{} /F Do 0 g 50 690 400 25 re f"
        ),
        "beside a box": _one(_TEXT + _SECRET + "0 g 50 600 400 25 re f"),
        "under a box that is cut off": _one(
            f"{_TEXT}{_SECRET} q 50 500 9 9 re W n 0 g 50 690 400 25 re f Q"
        ),
        "under a mark": _one(
            _TEXT + _SECRET, "/Annots[6 0 R]", "",
            "<</Type/Annot/Subtype/Highlight/Rect[50 690 400 715]>>",
        ),
    }  # fmt: skip
