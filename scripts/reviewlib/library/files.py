"""Which files a library has, and which of them it must not have."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.diagnostics import ConfigError, Diagnostic
from reviewlib.frontmatter import MAX_BYTES
from reviewlib.pdf import FIRST_BYTES, not_a_pdf
from reviewlib.schema import better_pdf_name, is_of_windows, is_pdf_name, why_no_pdf_name
from reviewlib.text import quoted

_CONTENT_TYPES = (".md", ".yml", ".jpg", ".png", ".webp")
_LEFTOVERS = {"Thumbs.db", "desktop.ini"}  # what file managers leave; dot files are passed over too
_INCOMING = "reports/incoming/"
_DRAFT = ".draft.md"  # what `reviewlib draft` writes beside a record
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a library."""

    # the bytes of each .md and .yml file under content/, by path, in order of path
    content: dict[str, bytes]
    pictures: dict[str, Path]  # the path of each picture under content/
    reports: dict[str, Path]  # each PDF in reports/, by its bare name
    # the names of files in reports/ of which it was said why they are none
    refused: frozenset[str] = frozenset()


def _walk(folder: Path, prefix: str, problems: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Every ordinary file below a folder, in order; anything else is a problem."""
    if prefix.count("/") > _DEEPEST:
        message, hint = "this folder is nested too deep.", "Move it further up."
        problems.append(Diagnostic(prefix.rstrip("/"), 1, 0, "", "misplaced-file", message, hint))
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name in _LEFTOVERS:
            continue
        if not entry.name.isprintable():  # undecodable bytes and line ends among others
            path = prefix + ascii(entry.name)[1:-1]
            message = "the name holds signs that cannot be shown."
            problems.append(Diagnostic(path, 1, 0, "", "bad-file-name", message, "Rename it."))
            continue
        path = prefix + entry.name
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(Path(entry.path), path + "/", problems)
        elif stat.S_ISREG(mode):
            yield path, Path(entry.path)
        else:
            problems.append(_not_a_file(path, Path(entry.path)))


def _not_a_file(path: str, there: Path) -> Diagnostic:
    what, hint = "not an ordinary file", "Delete it."
    if there.is_symlink():
        kind = "folder" if there.is_dir() or not there.suffix else "file"
        what, hint = f"a link to another {kind}", f"Put the {kind} itself here."
    return Diagnostic(path, 1, 0, "", "not-a-file", f"this is {what}.", hint)


def _folders(root: Path, problems: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """The files of content/ and of reports/; neither may be a link to somewhere else."""
    for name in ("content", "reports"):
        folder = root / name
        if folder.is_symlink():
            problems.append(_not_a_file(name, folder))
        elif folder.is_dir():
            yield from _walk(folder, f"{name}/", problems)


def _bytes(file: Path) -> bytes:
    """A file's bytes, or of one that is far too large as many as show it to be."""
    with file.open("rb") as opened:
        return opened.read(10 * MAX_BYTES)


def _report_problem(path: str, file: Path) -> Diagnostic | None:
    """What is wrong with a file in reports/ before anyone looks into it."""
    name = path.removeprefix("reports/")
    if not path.casefold().endswith(".pdf"):
        message = "only PDF files belong in reports/."
        return Diagnostic(path, 1, 0, "", "type-not-allowed", message, "Move it elsewhere.")
    if not is_pdf_name(name):
        better = better_pdf_name(name.replace("/", " "))
        message = f"{quoted(name)} {why_no_pdf_name(name)}"
        hint = f"Rename it to reports/{better}.pdf." if better else ""
        return Diagnostic(path, 1, 0, "", "bad-file-name", message, hint)
    with file.open("rb") as opened:
        wrong = not_a_pdf(opened.read(FIRST_BYTES))
    return Diagnostic(path, 1, 0, "", "not-a-pdf", *wrong) if wrong else None


def _read(root: Path, problems: list[Diagnostic]) -> Files:
    content: dict[str, bytes] = {}
    pictures: dict[str, Path] = {}
    reports: dict[str, Path] = {}
    refused: set[str] = set()
    for path, file in _folders(root, problems):
        # Neither what waits for its record nor what is drafted for one is part of the library.
        if path.startswith(_INCOMING) or path.endswith(_DRAFT):
            continue
        if path.startswith("reports/"):
            problem = _report_problem(path, file)
            if problem:
                problems.append(problem)
                refused.add(path.removeprefix("reports/"))
            else:
                reports[path.removeprefix("reports/")] = file
        elif not path.endswith(_CONTENT_TYPES):
            message = f"files of this type have no place in content/: {quoted(file.name)}."
            hint = f"Only {', '.join(_CONTENT_TYPES)} files belong here; reports go into reports/."
            problems.append(Diagnostic(path, 1, 0, "", "type-not-allowed", message, hint))
        elif path.endswith((".md", ".yml")):
            content[path] = _bytes(file)
        elif any(map(is_of_windows, path.split("/"))):
            message = f"{quoted(file.name)} is a name that Windows keeps for itself."
            problems.append(Diagnostic(path, 1, 0, "", "bad-file-name", message, "Rename it."))
        else:
            pictures[path] = file
    return Files(content, pictures, reports, frozenset(refused))


def read_files(root: Path) -> tuple[Files, list[Diagnostic]]:
    """Find and read the files of a library.

    Returns:
        The files, and a diagnostic for each in a place that is not allowed.

    Raises:
        ConfigError: there is no folder content/ in it, or a file cannot be read.
    """
    problems: list[Diagnostic] = []
    if not (root / "content").is_dir():
        message = f'There is no folder "content" in {root}, so there is no library to read.'
        raise ConfigError(message)
    try:
        return _read(root, problems), problems
    except OSError as error:
        raise ConfigError(f"{error.filename}: this cannot be read ({error.strerror}).") from error
