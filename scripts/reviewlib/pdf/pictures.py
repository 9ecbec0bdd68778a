"""Pictures of pages: for an editor who reads a draft beside them, and of a report's first page."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]

_MOST_PIXELS = 4_000_000


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def as_png(width: int, height: int, stride: int, grey: bytes, bits: int = 8) -> bytes:
    """An image of one byte a pixel as PNG (ISO/IEC 15948) of 8 or 4 bits a pixel."""
    lines = [grey[row * stride : row * stride + width] for row in range(height)]
    if bits == 4:
        ends = ((line[::2], line[1::2] + b"\0") for line in lines)
        lines = [bytes(a & 0xF0 | b >> 4 for a, b in zip(*pair, strict=False)) for pair in ends]
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def pictures(path: str, most: int, wide: int, bits: int) -> Iterator[str]:
    """Draw the pages of a PDF as a reader sees them: what is covered or switched off is not there.

    Args:
        wide: how wide, in pixels.
        bits: of a pixel, 8 or 4.

    Yields:
        Page after page, a PNG in Base64.
    """
    document = pypdfium2.PdfDocument(path)
    for number in range(min(most, len(document))):
        page = document[number]
        across, down = page.get_size()
        scale = min(wide / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        drawn = page.render(scale=scale, grayscale=True)
        png = as_png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), bits)
        yield base64.b64encode(png).decode()
