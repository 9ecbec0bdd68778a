"""The PDFs that wait in reports/incoming/, under whatever names they were dropped there."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.diagnostics import ConfigError
from reviewlib.editors.import_pdf import ActiveError, HereAlreadyError, import_pdf, vocabulary_of
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.text import quoted

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
