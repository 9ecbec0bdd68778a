"""PDFs: what they say of themselves, their text, and what in them is dangerous or private.

takes: files
gives: a PdfResult for each; quotations found in them; cleaned copies
knows nothing of: the library, pages, sheets
"""

# A PDF comes from anywhere, so it is only ever opened in a child process with limits
# (docs/adr/0010). pypdf is loaded there and nowhere else: a library without PDFs pays nothing.

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from pathlib import Path

from reviewlib.cache import Cache, cache_of, code_hash, key_of, sha256_of
from reviewlib.jobs import jobs
from reviewlib.pdf.model import (
    FIRST_BYTES,
    Block,
    Facts,
    Fault,
    PageText,
    PdfResult,
    PIIFinding,
    not_a_pdf,
    without_values,
)
from reviewlib.pdf.pool import Limits, Pool
from reviewlib.pdf.quotes import Quote, find_quote

__all__ = [
    "FIRST_BYTES",
    "Block",
    "Cache",
    "Facts",
    "Fault",
    "Limits",
    "PIIFinding",
    "PageText",
    "PdfResult",
    "Pool",
    "Quote",
    "cache_of",
    "find_quote",
    "first_pages",
    "not_a_pdf",
    "read_reports",
]


def first_pages(
    files: Mapping[str, Path], read: Mapping[str, PdfResult], cache: Cache | None = None
) -> dict[str, bytes]:
    """A picture of the first page of each PDF, as PNG; without those that cannot be drawn."""
    code = code_hash("pdf", packages=("pypdfium2",))
    with Pool(1, Limits(pages=1)) as pool:

        def drawn(path: Path) -> bytes:
            return base64.b64decode("".join(pool.pictures(path, wide=256, bits=4)))

        found = {
            name: (cache or Cache()).cached(
                "first-page", key_of(code, read[name].sha256), functools.partial(drawn, path), bytes
            )
            for name, path in files.items()
            if read[name].fault is None
        }
    return {name: png for name, png in found.items() if png}


def read_reports(
    files: Mapping[str, Path],
    cache: Cache | None = None,
    workers: int | None = None,
    *,
    limits: Limits | None = None,
    reveal: bool = False,
) -> dict[str, PdfResult]:
    """Read PDFs, those that were read before from the cache.

    Args:
        workers: how many to read at a time; as many as `jobs` says.
        reveal: whether to give the values that may tell of persons, for an editor's own eyes.

    Returns:
        A result for each name, in the order of `files`, whatever is wrong with the file.
    """
    limits, cache = limits or Limits(), cache or Cache()
    code = code_hash("pdf", "codec.py", packages=("pypdf", "pypdfium2"))
    keys: dict[str, bytes] = {}
    found: dict[str, PdfResult] = {}
    todo = {}
    for name, path in files.items():
        sha256 = sha256_of(path)
        keys[name] = key_of(code, limits.pages, sha256)
        kept = cache.get("pdf", keys[name], PdfResult)
        if kept is not None and not (reveal and kept.leaks):
            found[name] = kept
        else:
            todo[name] = (path, sha256, path.stat().st_size)
    if todo:
        with Pool(min(workers or jobs(), len(todo)), limits) as pool:
            for name, result in pool.read(todo):
                found[name] = result
                if not (result.fault and result.fault.is_of_machine):
                    cache.put("pdf", keys[name], without_values(result))
        cache.flush()
    return {name: found[name] if reveal else without_values(found[name]) for name in files}
