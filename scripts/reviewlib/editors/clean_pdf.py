"""Cleaned copies of PDFs: without what acts, what is hidden, and who wrote them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewlib.cache import cache_of, kept_original, sha256_of
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.files import put_over
from reviewlib.pdf import (
    FIRST_BYTES,
    Fault,
    Limits,
    PdfResult,
    Pool,
    not_a_pdf,
    read_reports,
)

_WHY = {
    "locked": "it opens with a password only",
    "no-pages": "it has no pages",
    "time": "it takes longer than a report may",
    "memory": "it takes more memory than a report may",
}


def why_unreadable(result: PdfResult) -> str:
    """Why a PDF could not be read, as the end of a sentence; "" where it was read."""
    fault = result.fault
    if result.pages and (fault is None or fault.code == "pages"):
        return ""
    return _why(fault)


def _why(fault: Fault | None) -> str:
    if fault is None:
        return _WHY["no-pages"]
    return fault.detail or _WHY.get(fault.code, "it is damaged or not whole")


@contextlib.contextmanager
def cleaned(file: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A cleaned copy of a file for as long as it is needed, and what was left out of it.

    Raises:
        ConfigError: it cannot be cleaned, or not of everything.
    """
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        copy = Path(folder) / "copy.pdf"
        with Pool(1, Limits()) as pool:
            cut = pool.clean(file, copy)
        if isinstance(cut, Fault):
            raise ConfigError(f"{file} cannot be cleaned: {_why(cut)}.")
        left = read_reports({"copy": copy}, None, 1)["copy"]
        kept = {
            "marks for redaction": left.redactions,
            "an earlier version": left.earlier,
            "words that no reader sees": any(page.hidden for page in left.pages),
        }
        rest = [one.what for one in left.dangers] + [what for what, there in kept.items() if there]
        if rest or left.fault:
            names = ", ".join(rest) or "it is damaged"
            raise ConfigError(f"{file} cannot be cleaned of everything: {names}.")
        yield copy, cut


def _read(root: Path, file: Path) -> PdfResult:
    if not file.is_file():
        raise ConfigError(f"There is no file {file}.")
    with file.open("rb") as opened:
        wrong = not_a_pdf(opened.read(FIRST_BYTES))
    if wrong:
        raise ConfigError(f"{file}: {' '.join(wrong)}")
    result = read_reports({file.name: file}, cache_of(root))[file.name]
    if why := why_unreadable(result):
        raise ConfigError(f"{file} cannot be read: {why}.")
    return result


def clean_report(root: Path, file: Path, today: str) -> tuple[str, ...]:
    """Put a cleaned copy in the place of a file in reports/; the original is kept aside.

    Returns:
        What the editor should know, a sentence or a line to write each.

    Raises:
        ConfigError: it cannot be read or cleaned.
    """
    _read(root, file)
    with cleaned(file) as (copy, removed):
        if not removed:
            return ("There was nothing to take out of it.",)
        was, now = sha256_of(file), sha256_of(copy)
        kept = kept_original(root, was)
        put_over(root, kept, file.read_bytes())
        put_over(root, file, copy.read_bytes())
    return (
        f"Left out of the copy: {', '.join(removed)}.",
        "In the record, under this report, write:",
        f"    cleaned: {today}",
        f"    original: {was}",
        f"The copy's own checksum (SHA-256) is {now}.",
        f"The original is kept in {kept}, which is not published.",
    )
