"""PDFs imported: a copy in reports/ and a drafted record, of one file or of the inbox."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import cache_of, working_folder
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.draft import Draft, draft_record
from reviewlib.editors.files import put_new, put_over
from reviewlib.library import load
from reviewlib.library.pdf_checks import MENDED
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
            put_over(root, kept, file.read_bytes())
            put_over(root, file, copy.read_bytes())
            said = (*said, f"The original is kept in {kept}, which is not published.")
    return ImportResult(file, None, said)


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
        put_over(root, report, source.read_bytes())
    if result.mended and not clean:
        also = (*also, f"The structure of {quoted(file.name)} is damaged. {MENDED}")
    if record.exists():
        return ImportResult(report, None, (*_beside(root, record, draft, report), *also))
    # The lines of a record name the file as it is called in the end.
    text = draft.text.replace(f"file: {draft.file}\n", f"file: {report.name}\n")
    put_new(root, record, text.encode("utf-8"))
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


# ---------- the PDFs that wait in reports/incoming/, under whatever names they were dropped there

INCOMING = "reports/incoming"
_CLEAN = "clean"  # the folder in it for PDFs of which a cleaned copy is wanted
_PASSED_OVER = {".gitkeep", ".DS_Store", "README.md", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that waited.

    Args:
        name: where it waited, as text that is safe to print.
        done: whether it waits no longer.
        report: the name its PDF has in reports/ now, or "".
        record: the record that was begun, relative to the library's folder, or "".
        said: what the editor should know, a sentence or a line to paste each.
    """

    name: str
    done: bool
    report: str
    record: str
    said: tuple[str, ...]


def _below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, without following links."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name in _PASSED_OVER:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            yield Path(entry.path)


def inbox_files(root: Path) -> tuple[Path, ...]:
    """Every file in reports/incoming/, in the order of their names."""
    folder = root / INCOMING
    return tuple(_below(folder)) if folder.is_dir() and not folder.is_symlink() else ()


def _name(root: Path, file: Path) -> str:
    return quoted(os.fsencode(file.relative_to(root)).decode("utf-8", "replace"))[1:-1]


def _refused(name: str, *said: str) -> Outcome:
    return Outcome(name, False, "", "", said)


def _one(root: Path, file: Path, today: str, vocabulary: Vocabulary) -> Outcome:
    name = _name(root, file)
    if not stat.S_ISREG(file.lstat().st_mode):
        return _refused(name, "This is a link to another file. Upload the file itself.")
    clean = _CLEAN in file.relative_to(root / INCOMING).parts[:-1]
    try:
        taken = import_pdf(root, file, today, clean=clean, active=False, vocabulary=vocabulary)
    except HereAlreadyError as error:
        file.unlink()
        return Outcome(name, True, "", "", (str(error),))
    except ActiveError as error:
        ask = f"Ask for a file without that, or upload it to {INCOMING}/{_CLEAN}/ instead:"
        return _refused(name, str(error), f"{ask} then a copy is made that only shows pages.")
    except ConfigError as error:
        # It names the file by its whole path, which is that of a machine.
        said = str(error).replace(str(file), quoted(file.name))
        return _refused(name, said, "Save the report again as PDF, or ask for a new copy.")
    file.unlink()
    record = taken.record.relative_to(root).as_posix() if taken.record else ""
    return Outcome(name, True, taken.report.name, record, taken.said)


def import_inbox(root: Path, today: str) -> tuple[Outcome, ...]:
    """Take in each file in reports/incoming/; what cannot be taken in stays where it is.

    Args:
        root: the library's folder.
        today: the day, as in 2026-11-21.

    Raises:
        ConfigError: the library itself cannot be read.
    """
    files = inbox_files(root)
    if not files:
        return ()
    vocabulary = vocabulary_of(root)
    outcomes = tuple(_one(root, file, today, vocabulary) for file in files)
    folder = root / INCOMING
    for empty in sorted(folder.rglob("*"), reverse=True):
        if empty.is_dir() and not empty.is_symlink():
            with contextlib.suppress(OSError):  # something is left in it
                empty.rmdir()
    return outcomes
