"""QR codes (ISO/IEC 18004) of addresses, so that paper leads back to the page."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno


@functools.cache
def qr_code(address: str) -> segno.QRCode:
    """The code of an address; readable with a seventh of it covered (level M)."""
    import segno  # slow to import, and wanted only where something is made anew

    return segno.make_qr(address, error="m")


def qr_svg(address: str) -> str:
    """The same as an SVG."""
    return qr_code(address).svg_inline(omitsize=True)


def qr_png(address: str) -> io.BytesIO:
    """The same as a PNG."""
    out = io.BytesIO()
    qr_code(address).save(out, kind="png", scale=8)
    return out
