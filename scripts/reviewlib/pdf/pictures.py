"""Pictures of pages, for an editor who reads a draft beside them."""

from __future__ import annotations

import base64
import importlib
import struct
import zlib
from collections.abc import Iterator
from typing import Any

_WIDE = 900  # pixels
_MOST_PIXELS = 4_000_000


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def as_png(width: int, height: int, stride: int, grey: bytes) -> bytes:
    """An image of one byte a pixel as PNG (ISO/IEC 15948)."""
    rows = b"".join(b"\0" + grey[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def pictures(path: str, most: int) -> Iterator[dict[str, Any]]:
    """Draw the pages of a PDF.

    Yields:
        Rows with "picture": a PNG in Base64, page after page; at last "done".
    """
    document = importlib.import_module("pypdfium2").PdfDocument(path)
    for page in list(document)[:most]:
        wide, high = page.get_size()
        scale = min(_WIDE / wide, (_MOST_PIXELS / (wide * high)) ** 0.5)
        drawn = page.render(scale=scale, grayscale=True)
        png = as_png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
        yield {"picture": base64.b64encode(png).decode()}
    yield {"done": True}
