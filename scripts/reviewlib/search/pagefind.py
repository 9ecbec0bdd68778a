"""Pagefind, the engine for large libraries, and which engine a library uses."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from xml.etree import ElementTree

from reviewlib.diagnostics import BuildError, Diagnostic
from reviewlib.library import Library
from reviewlib.search.catalogue import Passage, SearchEntry
from reviewlib.search.normalize import phrase_tokens

# Pagefind reads HTML pages. It gets small ones that nobody else ever sees, and in them not our
# words but their stems: so it finds what lunr.js finds, whatever language a word is of, and has
# no stemmer of its own to disagree. Its copies of those pages ("fragments") are not published:
# what readers are shown is in files of ours, one for each document.


@dataclass(frozen=True, slots=True)
class PagefindIndex:
    """What Pagefind made."""

    ids: tuple[str, ...]  # the name it gave each document, in order
    # of each entry the passages of each of its documents
    parts: tuple[tuple[Sequence[Passage], ...], ...]
    files: dict[str, bytes]  # its files, by name


_PACKAGE = "pagefind_bin"
_NAMES = ("pagefind", "pagefind_extended", "pagefind.exe", "pagefind_extended.exe")
# Its own user interfaces are not ours.
_PUBLISHED = ("pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind")
_MADE = ("*.pf_meta", "index/*")
# So many pages of a report are one document: fewer make the list of them all long, more make
# each of them slow to fetch.
_PAGES = 4
_SECONDS = 900


def binary() -> Path | None:
    """Pagefind's program, from the package that brings it; None where that is not installed."""
    try:
        found = files(_PACKAGE) or []
    except PackageNotFoundError:
        return None
    places = [Path(str(file.locate())) for file in found if file.name in _NAMES]
    return next((place for place in places if place.is_file()), None)


def _parts(entry: SearchEntry) -> tuple[Sequence[Passage], ...]:
    """An entry's passages as documents: the pages of reports by fours, all else in one."""
    rest = [one for one in entry.passages if one.kind != "pdf"]
    pages = [one for one in entry.passages if one.kind == "pdf"]
    fours = [pages[first : first + _PAGES] for first in range(0, len(pages), _PAGES)]
    return (*([rest] if rest else []), *fours)


def _page(passages: Iterable[Passage]) -> bytes:
    """A document as Pagefind reads it."""
    html = ElementTree.Element("html", lang="en")
    body = ElementTree.SubElement(html, "body")
    texts = (f"{one.head} {one.label} {one.text}" for one in passages)
    words = " ".join(token for text in texts for token in phrase_tokens(text))
    ElementTree.SubElement(body, "main", {"data-pagefind-body": ""}).text = words or "-"
    return (
        f"<!doctype html>{ElementTree.tostring(html, encoding='unicode', method='html')}".encode()
    )


def _run(program: Path, source: Path, target: Path) -> None:
    command = [str(program), "--site", str(source), "--output-path", str(target)]
    command += ["--force-language", "unknown", "--silent"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", b"") or b""
        told = said.decode(errors="replace").strip()
        raise BuildError(f"Pagefind could not make its index: {told or error}") from error


def _ids(target: Path, documents: int) -> Iterator[str]:
    """The name that Pagefind gave each document, in our order."""
    found: dict[int, str] = {}
    for file in (target / "fragment").iterdir():
        text = gzip.decompress(file.read_bytes())
        row = json.loads(text[text.index(b"{") :])
        found[int(row["url"].strip("/").removesuffix(".html"))] = file.stem.rpartition("_")[2]
    if len(found) != documents:
        raise BuildError("Pagefind left out some of what it was given.")
    return (found[number] for number in range(documents))


def pagefind_index(program: Path, entries: Sequence[SearchEntry]) -> PagefindIndex:
    """Let Pagefind index all passages.

    Raises:
        BuildError: it failed.
    """
    parts = tuple(map(_parts, entries))
    documents = [part for own in parts for part in own]
    with tempfile.TemporaryDirectory(prefix="reviewlib-pagefind-") as folder:
        source, target = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        for number, part in enumerate(documents):
            (source / f"{number}.html").write_bytes(_page(part))
        _run(program, source, target)
        ids = tuple(_ids(target, len(documents)))
        paths = [target / name for name in _PUBLISHED]
        paths += [path for pattern in _MADE for path in sorted(target.glob(pattern))]
        made = {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}
    return PagefindIndex(ids, parts, made)


# ---------- the choice of engine

# Of the reports' texts: some 1,200 pages. Up to there the index for lunr.js is not much larger than
# what a first search by Pagefind moves, and every later search is free (docs/search.md).
_MOST_LETTERS = 3_000_000
_INSTALL = (
    "To install it: python -m pip install pagefind_bin (docs/search.md). "
    "To keep lunr, write: search_engine: lunr"
)


def _wanted(library: Library) -> str:
    chosen = library.programme.search_engine
    if chosen != "auto":
        return chosen
    files = {
        report.file or "" for record in library.serving for report in library.texts(record).values()
    }
    letters = sum(len(page.text) for file in files for page in library.pdfs[file].pages)
    return "pagefind" if letters > _MOST_LETTERS else "lunr"


def engine_of(library: Library) -> str:
    """Which engine searches a library: "lunr" or "pagefind"."""
    return "pagefind" if _wanted(library) == "pagefind" and binary() else "lunr"


def advice(library: Library) -> tuple[Diagnostic, ...]:
    """That the engine which is chosen, or would do better, is not installed."""
    if _wanted(library) == engine_of(library):
        return ()
    message = "there are too many reports for lunr to search quickly on a phone; Pagefind would."
    if library.programme.search_engine == "pagefind":
        message = "Pagefind is chosen, and is not installed here; lunr searches in its place."
    place = library.programme.place
    return (place.problem("search_engine", "search-engine-missing", message, _INSTALL),)
