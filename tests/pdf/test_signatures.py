"""Words about PDF code are no code, and what stands beside words is not hidden by them."""

from __future__ import annotations

import zlib

import pytest

from reviewlib.pdf.signatures import ACTIONS, scan
from tests.pdf.make import pdf

LAUNCH = ACTIONS["/Launch"]
WORDS = "Write /S /JavaScript /JS (x), /AA << >> or /Subtype /Movie"
ESCAPED = WORDS.replace("(", "\\(").replace(")", "\\)")
XMP = f'<?xpacket begin=""?><x:xmpmeta><dc:title>{WORDS}</dc:title></x:xmpmeta>'
CODE = b"/S/Launch/S/GoTo/F(x)/D[3 0 R/Fit]"
TJ = b"BT (See 7 0 obj << /S /Launch /F \\(x\\) >> endobj) Tj ET"


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(pdf([[WORDS]]), id="on a page"),
        pytest.param(pdf(info=f"/Title({ESCAPED})"), id="as the title"),
        pytest.param(pdf(objects=[f"<</Title({ESCAPED})/Parent 1 0 R>>"]), id="in a bookmark"),
        pytest.param(pdf(objects=[f"<</S/Figure/P 1 0 R/Alt({ESCAPED})>>"]), id="of a picture"),
        pytest.param(pdf(objects=[f"<</Subtype/Text/Contents({ESCAPED})>>"]), id="in a note"),
        pytest.param(
            pdf(objects=[stream(zlib.compress(XMP.encode()), "/Filter/FlateDecode")]),
            id="as metadata",
        ),
        pytest.param(
            pdf(objects=["<</S/URI/URI(https://example.org/?q=/S /JavaScript)>>"]), id="in a link"
        ),
        pytest.param(
            pdf(objects=[stream(zlib.compress(TJ), "/Filter/FlateDecode")]), id="whole objects"
        ),
    ],
)
def test_words_about_code_are_words(raw: bytes) -> None:
    assert scan(raw) == set()


@pytest.mark.parametrize(
    "body",
    [
        b"<<%% (\n%s%% )\n>>",
        b"<</X<41(>%s/Y<)42>>>",
        b"<</X(a\\))%s/Y(b)>>",
        b"<</X(a\\()%s/Y(b)>>",
        b"<</X(a(b)c)%s/Y(d)>>",
        b"<</X(a\\\\)%s/Y(d)>>",
        b"<</X(stream\n)%s/Y(endstream)>>",
        b"<<%%stream\n%%Tj (\n%s%% )\n%%endstream\n>>",
        b"<</X 1/S ] /Launch %s>>",
        b"<<%%stream\n<?xpacket %s%%endstream\n>>",
    ],
)
def test_code_between_words_is_found(body: bytes) -> None:
    assert LAUNCH in scan(pdf(catalog="/OpenAction 5 0 R", objects=[body % CODE]))
