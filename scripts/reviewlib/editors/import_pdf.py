"""One PDF taken in: its copy in reports/ under the right name, and the beginning of a record."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import cache_of, working_folder
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.draft import Draft, draft_record
from reviewlib.library import load
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.pdf import (
    FIRST_BYTES,
    Fault,
    Limits,
    PdfResult,
    Pool,
    best_reader,
    not_a_pdf,
    read_reports,
)
from reviewlib.text import quoted

_WHY = {
    "locked": "it opens with a password only",
    "no-pages": "it has no pages",
    "time": "it takes longer than a report may",
    "memory": "it takes more memory than a report may",
}


class HereAlreadyError(ConfigError):
    """The very same PDF is in reports/, and its record is written."""


class ActiveError(ConfigError):
    """The PDF does more than show pages, which is not wanted here."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was made of a PDF.

    Args:
        report: the file in reports/.
        record: the drafted record, or None where there is one already or none was asked for.
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
        wrong = not_a_pdf(opened.read(FIRST_BYTES))
    if wrong:
        raise ConfigError(f"{file}: {' '.join(wrong)}")
    result = read_reports({file.name: file}, cache_of(root))[file.name]
    if not result.pages or (result.fault and result.fault.code != "pages"):
        raise ConfigError(f"{file} cannot be read: {_why(result.fault)}.")
    return result


def vocabulary_of(root: Path) -> Vocabulary:
    """The vocabularies of a library, whatever is wrong with its records.

    Raises:
        ConfigError: it cannot be read at all.
    """
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
        kept = {
            "marks for redaction": left.redactions,
            "an earlier version": left.earlier,
            "words that no reader sees": any(page.hidden for page in left.pages),
        }
        rest = [one.what for one in left.dangers] + [what for what, there in kept.items() if there]
        if rest or left.fault:
            names = ", ".join(rest)
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


def clean_report(root: Path, file: Path, today: str) -> ImportResult:
    """Put a cleaned copy in the place of a file in reports/; the original is kept aside.

    Raises:
        ConfigError: it cannot be read or cleaned.
    """
    _read(root, file)
    with _cleaned(file) as (copy, removed):
        said = _changed(file, copy, removed, today)
        if removed:
            kept = working_folder(root) / "originals" / f"{_sha256(file)}.pdf"
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, kept)
            _put(copy, file)
            said = (*said, f"The original is kept in {kept}, which is not published.")
    return ImportResult(file, None, said)


def _put(source: Path, target: Path) -> None:
    """Copy a file to its place, all of it or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, aside)
    os.replace(aside, target)


def _write_new(target: Path, text: str) -> None:
    """Write a file that is not there yet, all of it or none.

    Raises:
        FileExistsError: somebody else was quicker.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    try:
        os.link(aside, target)  # unlike a renaming, this never writes over anything
    finally:
        aside.unlink()


def _free(wanted: Path, source: Path) -> Path:
    """The name a PDF gets in reports/: another one where that is taken by another file."""
    number, path = 1, wanted
    while path.exists() and _sha256(path) != _sha256(source):
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}.pdf")
    return path


def _same_in(folder: Path, source: Path) -> Path | None:
    """The file in a folder that has the same bytes, or None."""
    size, digest = source.stat().st_size, ""
    for path in sorted(folder.glob("*.pdf")):
        if path.is_file() and path.stat().st_size == size:
            digest = digest or _sha256(source)
            if _sha256(path) == digest:
                return path
    return None


def _lines_for(draft: Draft, report: Path) -> tuple[str, ...]:
    """What to write into a record that is there already: the report, as the draft has it."""
    rows = draft.text.splitlines()
    first = rows.index("reports:")
    last = next(at for at in range(first + 1, len(rows)) if not rows[at].startswith(" "))
    named = (
        row.replace(f"file: {draft.file}", f"file: {report.name}") for row in rows[first + 1 : last]
    )
    return tuple(f"    {row}" for row in named)


def _refuse_active(result: PdfResult, name: str) -> None:
    if result.dangers:
        what = ", ".join(sorted({one.what for one in result.dangers}))
        raise ActiveError(f"{name} does more than show pages. It has {what}.")


def _place(root: Path, draft: Draft, vocabulary: Vocabulary) -> Path:
    """Where the record of a draft belongs."""
    year = draft.year or (vocabulary.years[-1].id if vocabulary.years else "")
    return root / "content" / "reviews" / year / f"{draft.slug}.md"


def import_pdf(
    root: Path,
    file: Path,
    today: str,
    *,
    clean: bool = False,
    active: bool = True,
    vocabulary: Vocabulary | None = None,
) -> ImportResult:
    """Copy a PDF into reports/ and begin its record; nothing is ever written over.

    Where the review has a record already, the PDF is put beside it, and what to add to the
    record is said. Stopped at any moment, the same command goes on from there.

    Args:
        root: the library's folder.
        file: the PDF, wherever it is.
        today: the day, as in 2026-11-21.
        clean: whether to take in a cleaned copy.
        active: whether a PDF may come in that does more than show pages.
        vocabulary: that of the library, where it was read already.

    Raises:
        HereAlreadyError: it is in reports/ already.
        ActiveError: it does more than show pages.
        ConfigError: the PDF cannot be read.
    """
    if clean and file.resolve().parent == (root / "reports").resolve():
        return clean_report(root, file, today)
    vocabulary = vocabulary or vocabulary_of(root)
    result = _read(root, file)
    if not (active or clean):
        _refuse_active(result, quoted(file.name))
    draft = draft_record(result, vocabulary, today)
    record = _place(root, draft, vocabulary)
    with contextlib.ExitStack() as stack:
        source: Path = file
        also: tuple[str, ...] = ()
        if clean:
            source, removed = stack.enter_context(_cleaned(file))
            also = _changed(file, source, removed, today)
        twin = _same_in(root / "reports", source)
        if twin and (record.exists() or twin.name != draft.file):
            raise HereAlreadyError(
                f"{quoted(file.name)} is here already, as reports/{twin.name}; "
                "nothing was written over it."
            )
        report = _free(root / "reports" / draft.file, source)
        _put(source, report)
    if record.exists():
        return ImportResult(report, None, (*_beside(root, record, draft, report), *also))
    # The lines of a record name the file as it is called in the end.
    text = draft.text.replace(f"file: {draft.file}\n", f"file: {report.name}\n")
    _write_new(record, text)
    return ImportResult(report, record, (*_begun(root, record, draft), *also))


def _begun(root: Path, record: Path, draft: Draft) -> Iterable[str]:
    name = record.relative_to(root).as_posix()
    yield f"{name}: please read it against the report, and finish it."
    if not draft.year:
        yield "The year is a guess; move the file to the folder of its programme year."


def _beside(root: Path, record: Path, draft: Draft, report: Path) -> Iterable[str]:
    name = record.relative_to(root).as_posix()
    yield f"{name}: this record is here already, and was left as it is."
    yield "If the report belongs to it, add these lines at the end of its `reports:`"
    yield from _lines_for(draft, report)
    if report.name != draft.file:
        yield f"reports/{draft.file} is another file. If this one replaces it, delete that one."
