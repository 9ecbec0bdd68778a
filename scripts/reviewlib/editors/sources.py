"""The PDFs named on a command line: files, folders, ZIP archives, the inbox."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewlib.diagnostics import ConfigError
from reviewlib.editors.files import put_over
from reviewlib.schema import slugify
from reviewlib.text import quoted

INCOMING = "reports/incoming"
CLEAN, OGL = "clean", "ogl"
"""Folders in the inbox: for PDFs of which a cleaned copy is wanted; for those under the OGL 3.0."""
FETCHED = "fetched"
"""A folder in the inbox, which git ignores: PDFs that were downloaded, and where each is from."""

LARGEST = 200_000_000  # bytes of one PDF; what may be published is far less
_MOST_IN_ZIP = 500
_NOTES = "fetched.json"
_PASSED_OVER = {
    _NOTES,
    ".gitkeep",
    ".DS_Store",
    "README.md",
    "Thumbs.db",
    "desktop.ini",
    "__MACOSX",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to bring in."""

    path: Path  # where it can be read
    name: str  # what to call it to the editor; safe to print
    label: str  # the words printed for it, or the name of the file
    problem: str = ""  # why it is not even opened, or ""
    is_waiting: bool = False  # whether it is in the inbox, and leaves it once it has its place
    clean: bool = False  # whether a cleaned copy is wanted
    rights: str = ""  # by what right it may be published, or "" for what its record says
    address: str = ""  # where it was fetched from, or ""
    fetched: str = ""  # the day of that (ISO 8601), or ""
    listed: str = ""  # the page that leads there, or ""


def printable_name(name: str) -> str:
    """A file's name as text that is safe to print."""
    return quoted(os.fsencode(name).decode("utf-8", "replace"))[1:-1]


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


def _in_inbox(root: Path, file: Path) -> Source:
    below = file.relative_to(root / INCOMING).parts[:-1]
    name = printable_name(str(file.relative_to(root)))
    problem = ""
    if not stat.S_ISREG(file.lstat().st_mode):
        problem = "This is a link to another file. Upload the file itself."
    rights = "OGL 3.0" if OGL in below else ""
    note = _notes(root).get(file.name, {}) if below == (FETCHED,) else {}
    name = printable_name(file.name) if note else name
    label = note.get("label") or file.stem
    return Source(file, name, label, problem, True, CLEAN in below, rights,
                  *(note.get(one, "") for one in ("address", "fetched", "listed")))  # fmt: skip


def _notes(root: Path) -> dict[str, dict[str, str]]:
    """Where each PDF that was downloaded is from, by its name."""
    folder = root / INCOMING / FETCHED
    try:
        found = json.loads((folder / _NOTES).read_bytes())
        return {
            name: {key: str(value) for key, value in note.items()}
            for name, note in found.items()
            if (folder / name).is_file()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def fetched_file(root: Path, address: str, label: str, size: str) -> Path:
    """The name that a download has in the inbox; what is printed with another size has another."""
    key = hashlib.sha256(f"{address} {size}".encode()).hexdigest()[:8]
    return root / INCOMING / FETCHED / f"{slugify(label)[:60]}-{key}.pdf"


def keep_fetched(root: Path, file: Path, raw: bytes, note: Mapping[str, str]) -> None:
    """Put a download into the inbox, with its label, address, day, and the page that leads there.

    Raises:
        ConfigError: it cannot be written.
    """
    notes = json.dumps(_notes(root) | {file.name: dict(note)}, indent=1)
    put_over(root, file.parent / _NOTES, notes.encode())
    put_over(root, file, raw)


def fetched_sources(root: Path) -> tuple[Source, ...]:
    """All that was downloaded and has no place yet."""
    return tuple(one for one in inbox_sources(root) if one.path.parent.name == FETCHED)


def inbox_sources(root: Path) -> tuple[Source, ...]:
    """All that waits in reports/incoming/."""
    return tuple(_in_inbox(root, file) for file in inbox_files(root))


def _too_large(size: int) -> str:
    return f"It has {size // 1_000_000:,} MB, which no report has." if size > LARGEST else ""


def _extracted(archive: zipfile.ZipFile, one: zipfile.ZipInfo, to: Path) -> str:
    """Write a member under a name of ours; why it was not, or ""."""
    if problem := _too_large(one.file_size):
        return problem
    try:
        with archive.open(one) as packed, to.open("wb") as out:
            shutil.copyfileobj(packed, out)  # at most as much as is declared, as zipfile sees to
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        return f"It cannot be unpacked: {error}."
    return ""


def _in_zip(file: Path, folder: Path) -> Iterator[Source]:
    """The PDFs in an archive; a name in it is words to show, never a path to write to."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".pdf")]
            for number, one in enumerate(members[:_MOST_IN_ZIP]):
                base = one.filename.replace("\\", "/").rpartition("/")[2]
                if base.startswith("._"):
                    continue
                to = folder / f"{file.stem[:40]}-{number}.pdf"
                problem = _extracted(archive, one, to)
                name = printable_name(f"{file.name}: {base}")
                yield Source(to, name, base.rpartition(".")[0], problem)
    except zipfile.BadZipFile:
        yield Source(
            file, printable_name(file.name), file.stem, "It is not a ZIP archive, or it is damaged."
        )


def sources_of(root: Path, paths: Iterable[Path], folder: Path) -> tuple[Source, ...]:
    """The PDFs that paths name.

    Args:
        folder: an empty folder to unpack archives into.

    Raises:
        ConfigError: there is no such file or folder.
    """
    found: list[Source] = []
    inbox = (root / INCOMING).resolve()
    for path in paths:
        if not path.exists():
            raise ConfigError(f"There is no file {path}.")
        if path.resolve().is_relative_to(inbox):
            files = _below(path.resolve()) if path.is_dir() else [path.resolve()]
            found += [_in_inbox(root, root / INCOMING / one.relative_to(inbox)) for one in files]
        elif path.is_dir():
            files = (one for one in _below(path) if one.suffix.lower() in (".pdf", ".zip"))
            found += [one for file in files for one in _of_file(file, folder)]
        else:
            found += _of_file(path, folder)
    return tuple(found)


def _of_file(file: Path, folder: Path) -> Iterator[Source]:
    if file.suffix.lower() == ".zip" and not file.is_symlink():
        within = folder / str(sum(1 for _ in folder.iterdir()))
        within.mkdir()
        yield from _in_zip(file, within)
        return
    problem = _too_large(file.stat().st_size) if file.is_file() else "It is not a file."
    yield Source(file, printable_name(file.name), file.stem, problem)


def emptied(root: Path) -> None:
    """Take empty folders out of the inbox."""
    folder = root / INCOMING
    for path, _, _ in sorted(os.walk(folder), reverse=True):
        if Path(path) != folder and not set(os.listdir(path)) - {_NOTES}:
            shutil.rmtree(path)
