"""A new PDF taken in: its copy in reports/ under the right name, and the beginning of a record.

takes: the library's folder, a PDF
gives: the file in reports/, a drafted record; or a cleaned copy in the place of a file
knows nothing of: how a PDF is read, pages
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.library import load
from reviewlib.pdf import Fault, Limits, PdfResult, Pool, best_reader, cache_of, read_reports
from reviewlib.pdf.draft import draft_record
from reviewlib.problems import ConfigError, shown
from reviewlib.vocabulary import Vocabulary

__all__ = ["Taken", "clean_report", "take_in"]


_WHY = {
    "locked": "it opens with a password only",
    "no-pages": "it has no pages",
    "time": "it takes longer than a report may",
    "memory": "it takes more memory than a report may",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What was made of a PDF.

    Args:
        report: the file in reports/.
        record: the drafted record, or None where none was asked for.
        said: what the editor should know, a sentence a line.
    """

    report: Path
    record: Path | None
    said: tuple[str, ...]


def _why(fault: Fault | None) -> str:
    """Why a PDF could not be read, as the end of a sentence."""
    if fault is None:
        return _WHY["no-pages"]
    return fault.detail or _WHY.get(fault.code, "it is damaged or not whole")


def _read(root: Path, file: Path) -> PdfResult:
    if not file.is_file():
        raise ConfigError(f"There is no file {file}.")
    with file.open("rb") as opened:
        if opened.read(5) != b"%PDF-":
            raise ConfigError(f"{file} is not a PDF, whatever its name says.")
    result = read_reports({file.name: file}, cache_of(root))[file.name]
    if not result.pages or (result.fault and result.fault.code != "pages"):
        raise ConfigError(f"{file} cannot be read: {_why(result.fault)}.")
    return result


def _vocabulary(root: Path) -> Vocabulary:
    library = load(root, cache=cache_of(root)).library
    if library is None:
        raise ConfigError(f"The library in {root} cannot be read; `reviewlib check` says why.")
    return library.vocabulary


@contextlib.contextmanager
def _cleaned(file: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A cleaned copy of a file for as long as it is needed, and what was left out of it."""
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        copy = Path(folder) / "copy.pdf"
        with Pool(1, Limits(), best_reader()) as pool:
            said = pool.clean(file, copy)
        if "fault" in said:
            raise ConfigError(f"{file} cannot be cleaned: {_why(Fault(*said['fault']))}.")
        left = read_reports({"copy": copy}, None, 1)["copy"]
        if left.dangers or left.fault:
            names = ", ".join(one.what for one in left.dangers)
            raise ConfigError(
                f"{file} cannot be cleaned of everything: {names or 'it is damaged'}."
            )
        yield copy, tuple(said["cleaned"])


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _changed(original: Path, copy: Path, removed: tuple[str, ...], today: str) -> tuple[str, ...]:
    if not removed:
        return ("There was nothing to take out of it.",)
    return (
        f"Left out of the copy: {', '.join(removed)}.",
        "In the record, under this report, write:",
        f"    cleaned: {today}",
        f"    original: {_sha256(original)}",
        f"The copy's own checksum (SHA-256) is {_sha256(copy)}.",
    )


def clean_report(root: Path, file: Path, today: str) -> Taken:
    """Put a cleaned copy in the place of a file in reports/; the original is kept aside.

    Raises:
        ConfigError: it cannot be read or cleaned.
    """
    _read(root, file)
    with _cleaned(file) as (copy, removed):
        said = _changed(file, copy, removed, today)
        if removed:
            kept = cache_of(root) / "originals" / f"{_sha256(file)}.pdf"
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, kept)
            _put(copy, file)
            said = (*said, f"The original is kept in {kept}, which is not published.")
    return Taken(file, None, said)


def _put(source: Path, target: Path) -> None:
    """Copy a file to its place, all of it or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, aside)
    os.replace(aside, target)


def take_in(root: Path, file: Path, today: str, *, clean: bool = False) -> Taken:
    """Copy a PDF into reports/ and begin its record.

    Args:
        root: the library's folder.
        file: the PDF, wherever it is.
        today: the day, as in 2026-11-21.
        clean: whether to take in a cleaned copy.

    Raises:
        ConfigError: the PDF cannot be read, or there is a file or record of that name already.
    """
    if clean and file.resolve().parent == (root / "reports").resolve():
        return clean_report(root, file, today)
    vocabulary = _vocabulary(root)
    draft = draft_record(_read(root, file), vocabulary, today)
    year = draft.year or (vocabulary.years[-1].id if vocabulary.years else "")
    record = root / "content" / "reviews" / year / f"{draft.slug}.md"
    report = root / "reports" / draft.file
    for path in (record, report):
        if path.exists():
            raise ConfigError(
                f"There is a file {shown(path.name)} in {path.parent} already, "
                "and nothing was written over it."
            )
    said = [f"{record}: please read it against the report, and finish it."]
    if not draft.year:
        said.append("The year is a guess; move the file to the folder of its programme year.")
    with contextlib.ExitStack() as stack:
        source = file
        if clean:
            source, removed = stack.enter_context(_cleaned(file))
            said.extend(_changed(file, source, removed, today))
        _put(source, report)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(draft.text, encoding="utf-8")
    return Taken(report, record, tuple(said))
