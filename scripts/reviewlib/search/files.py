"""What is published under search/: catalogue, indexes, texts."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import msgspec

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.codec import dump
from reviewlib.library.facets import Facet
from reviewlib.library.urls import OutputFile
from reviewlib.search.catalogue import Passage, SearchEntry
from reviewlib.search.lunr import IndexBuilder, IndexPart, Texts, UsualWords, index_part
from reviewlib.search.normalize import STOP_WORDS, WRITTEN
from reviewlib.search.pagefind import PagefindIndex

FOLDER = "search/"
VERSION = 1
# Field boosts.
_RECORD_FIELDS = (("name", 6), ("about", 3), ("text", 1))
_PAGE_FIELDS = (("head", 1), ("text", 2))
# Notes about a record rank a little below the review's own text.
_LESS = ("notes",)
# A file of texts takes no more passages once it has so many letters.
_LETTERS = 12_000


def stamped(files: Mapping[str, dict[str, Any]]) -> Iterator[OutputFile]:
    """The files with one stamp in all, by which a browser sees whether they belong together."""
    texts = {name: msgspec.json.encode(files[name]) for name in sorted(files)}
    whole = hashlib.sha256()
    for name, text in texts.items():
        whole.update(b"%s\n%s\n" % (name.encode(), text))
    begins = b'{"version":%d,"stamp":"%s",' % (VERSION, whole.hexdigest()[:12].encode())
    for name, text in texts.items():
        yield OutputFile(f"{FOLDER}{name}", begins + text[1:])


def catalogue(
    entries: Sequence[SearchEntry],
    facets: Sequence[Facet],
    engine: str,
    names: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """What can be found, and by what it can be chosen; the first that a browser loads.

    Args:
        names: names to suggest, each with the address of what it names.
    """
    pairs = [(facet.id, value.id) for facet in facets for value in facet.values]
    numbers = {pair: number for number, pair in enumerate(pairs)}
    rows = []
    for one in entries:
        held = ((name, value) for name, values in one.facets.items() for value in values)
        found = [numbers[pair] for pair in held if pair in numbers]
        rows.append([one.kind, one.address, one.title, one.note, one.date, one.lang, found])
    places = {entry.address: number for number, entry in enumerate(entries)}
    return {
        "engine": engine,
        "facets": [
            [one.id, one.label, [[value.id, value.label, value.lang] for value in one.values]]
            for one in facets
        ],
        "records": rows,
        "near": [[name, places[address]] for name, address in names],
    }


def records_index(
    entries: Sequence[SearchEntry],
    same: Sequence[Sequence[str]],
    *,
    brief: bool,
    cache: Cache | None = None,
) -> dict[str, Any]:
    """The index of records, and the words that mean the same.

    Args:
        same: groups of names for one thing.
        brief: whether to leave out what the index of passages has too, and of reviews all but names
            and themes, for a large library.
    """
    index = IndexBuilder(_RECORD_FIELDS)
    for entry in entries:
        names = _once([entry.title, *entry.names])
        about = _once([*entry.themes, *(() if brief and entry.kind == "review" else entry.about)])
        index.join(_counted([[names, about, [] if brief else [entry.text]]], cache))
    return {
        "stop": " ".join(sorted(STOP_WORDS)),
        "written": " ".join(WRITTEN),
        "same": same,
        "index": index.packed(),
    }


def english() -> dict[str, Any]:
    """Stems of common English words, so that a browser corrects none of them.

    It asks for them only where a word was not found and one like it was.
    """
    data = resources.files("reviewlib.search") / "data"
    notice = (data / "english-stems.LICENSE").read_text("utf-8")
    stems = (data / "english-stems.txt").read_text("utf-8")
    return {"notice": notice, "stems": " ".join(stems.split())}


def _once(texts: Iterable[str]) -> list[str]:
    """The texts, each word of them once: a name does not gain by being given again."""
    words = dict.fromkeys(word for text in texts for word in text.split())
    return [" ".join(words)]


def _counted(documents: Sequence[Texts], cache: Cache | None) -> IndexPart:
    """The words of some documents, from the cache where they were counted before."""
    key = key_of(code_hash("search", packages=("lunr",)), dump(documents))
    return (cache or Cache()).cached("index", key, lambda: index_part(documents), IndexPart)


def _written(passage: Passage) -> list[str]:
    """A passage as its file of texts holds it; what is empty at its end is left out."""
    row = [passage.kind, passage.label, passage.at, passage.text, passage.lang, passage.pdf]
    while not row[-1]:
        row.pop()
    return row


def pages_index(
    entries: Sequence[SearchEntry], cache: Cache | None = None
) -> dict[str, dict[str, Any]]:
    """The index of passages and the files of their texts, by name.

    The index tells how many passages each record has, and with which passage each file of texts
    begins.
    """
    index = IndexBuilder(_PAGE_FIELDS)
    for entry in entries:
        index.join(_counted([[[one.head, one.label], [one.text]] for one in entry.passages], cache))
    files: dict[str, dict[str, Any]] = {}
    starts: list[int] = []
    held: list[list[str]] = []
    letters = _LETTERS
    passages = [passage for entry in entries for passage in entry.passages]
    for number, passage in enumerate(passages):
        if letters >= _LETTERS:
            held, letters = [], 0
            files[f"texts/{len(starts)}.json"] = {"texts": held}
            starts.append(number)
        held.append(_written(passage))
        letters += len(passage.text)
    files["pages.json"] = {
        "counts": [len(entry.passages) for entry in entries],
        "files": starts,
        "less": [number for number, one in enumerate(passages) if one.kind in _LESS],
        "index": index.packed(),
    }
    return files


def documents(made: PagefindIndex) -> dict[str, dict[str, Any]]:
    """What goes with an index by Pagefind, by name: whose its documents are, their texts, words.

    A browser asks for the words only where something that was typed is found nowhere.
    """
    words = UsualWords()
    files: dict[str, dict[str, Any]] = {}
    for part in itertools.chain(*made.parts):
        for passage in part:
            words.add(f"{passage.label} {passage.text}")
        files[f"texts/{len(files)}.json"] = {"texts": [*map(_written, part)]}
    files["words.json"] = {"terms": words.written()}
    counts = [len(own) for own in made.parts]
    files["documents.json"] = {"ids": _shortened(made.ids), "counts": counts}
    return files


def _shortened(ids: Sequence[str]) -> str:
    """Names by as many of their first letters as tell them apart."""
    most = max(map(len, ids), default=0)
    letters = next(n for n in range(most + 1) if len({one[:n] for one in ids}) == len(ids))
    return " ".join(one[:letters] for one in ids)
