"""PDFs: what they say of themselves, their text, and what in them is dangerous or private.

takes: files
gives: a PdfResult for each; quotations found in them; cleaned copies; drafts of records
knows nothing of: the library, pages, sheets
"""

# A PDF comes from anywhere, so it is only ever opened in a child process with limits
# (docs/adr/0010). pypdf is loaded there and nowhere else: a library without PDFs pays nothing.

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path

from reviewlib.pdf.cache import Cache, cache_of
from reviewlib.pdf.model import (
    Block,
    Danger,
    Facts,
    Fault,
    Leak,
    PageText,
    PdfResult,
    from_json,
    to_json,
)
from reviewlib.pdf.pool import Limits, Pool, without_values
from reviewlib.pdf.quotes import Quote, find_quote

__all__ = [
    "Block",
    "Cache",
    "Danger",
    "Facts",
    "Fault",
    "Leak",
    "Limits",
    "PageText",
    "PdfResult",
    "Pool",
    "Quote",
    "best_reader",
    "cache_of",
    "find_quote",
    "read_reports",
]

_NOT_KEPT = {"time", "memory", "crash"}  # another machine, or another day, may do better


def best_reader() -> str:
    """Which reader gives the text: "pdfium" where pypdfium2 is installed, else "pypdf"."""
    return "pdfium" if importlib.util.find_spec("pypdfium2") else "pypdf"


@functools.cache
def _reading() -> str:
    """A checksum of how we read. Whoever changes these modules has another cache from then on."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _kind(reader: str) -> str:
    import importlib.metadata  # slow to load, and wanted only where there are PDFs

    versions = [f"pypdf-{importlib.metadata.version('pypdf')}"]
    if reader == "pdfium":
        versions.append(f"pdfium-{importlib.metadata.version('pypdfium2')}")
    return f"pdf/{_reading()}-{'-'.join(versions)}"


def _kept(cache: Cache, sha256: str) -> PdfResult | None:
    raw = cache.get(f"{sha256}.json")
    try:
        return from_json(raw.decode()) if raw else None
    except (ValueError, KeyError, TypeError):
        return None


def _read_all(
    todo: list[tuple[str, Path, str, int]], cache: Cache, pool: Pool
) -> dict[str, PdfResult]:
    found: dict[str, PdfResult] = {}

    def done(name: str, result: PdfResult) -> None:
        found[name] = result
        if result.fault is None or result.fault.code not in _NOT_KEPT:
            cache.put(f"{result.sha256}.json", to_json(result).encode())

    with pool:
        pool.read(todo, done)
    return found


def read_reports(
    files: Mapping[str, Path],
    cache: Path | None = None,
    workers: int | None = None,
    *,
    reader: str | None = None,
    limits: Limits | None = None,
    reveal: bool = False,
) -> dict[str, PdfResult]:
    """Read PDFs, those that were read before from the cache.

    Args:
        files: each file by its name.
        cache: the folder for what is kept between runs, or None to keep nothing.
        workers: how many to read at a time; as many as there are cores.
        reader: "pypdf" or "pdfium"; the better of those installed.
        limits: what each may take.
        reveal: whether to give the values that may tell of persons, for an editor's own eyes.

    Returns:
        A result for each name, in the order of `files`, whatever is wrong with the file.
    """
    reader = reader or best_reader()
    store = Cache(cache, _kind(reader)) if files else Cache(None, "")
    found: dict[str, PdfResult] = {}
    todo = []
    for name, path in files.items():
        with path.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        kept = _kept(store, sha256)
        if kept is not None and not (reveal and kept.leaks):
            found[name] = kept
        else:
            todo.append((name, path, sha256, path.stat().st_size))
    if todo:
        cores = min(workers or os.cpu_count() or 1, len(todo))
        found |= _read_all(todo, store, Pool(cores, limits or Limits(), reader))
    ordered = {name: found[name] for name in files}
    return ordered if reveal else without_values(ordered)
