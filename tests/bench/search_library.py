"""A synthetic library with reports to search in, of any size.

takes: a folder, how many reviews, how many pages each report has, a seed
gives: the library and its entries, each review with the pages of a report; the same every time
knows nothing of: PDFs, indexes, browsers
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from reviewlib.library import Library, load
from reviewlib.search import Passage, SearchEntry, all_entries
from tests.bench.library import write_library
from tests.bench.words import sentence

__all__ = ["entries_with_reports", "synthetic"]

_START = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "br", "cl", "pr", "st", "tr")
_MIDDLE = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
_END = ("", "l", "n", "r", "t", "nd", "ment", "ing", "ation", "ity", "ed", "s")
_VOCABULARY = 12_000
_WORDS = 400
# As in English prose: of a hundred words some forty-five are such as these.
_SMALL = ("the", "of", "and", "to", "in", "a", "for", "that", "is", "on", "with", "as", "their")
_OF_SMALL, _OF_PLAIN = 0.45, 0.1


def _vocabulary(chance: random.Random) -> list[str]:
    """Words that sound like some; in the order of how often they are used."""
    syllables = ["".join(parts) for parts in itertools.product(_START, _MIDDLE, _END)]
    pairs = ["".join(chance.sample(syllables, 2)) for _ in range(2 * _VOCABULARY)]
    return list(dict.fromkeys(pairs))[:_VOCABULARY]


def _page(chance: random.Random, words: list[str], weights: list[float]) -> str:
    """A page: words used as often as words are (Zipf), small ones, some plain sentences."""
    plain = [f"{sentence(chance, 12)}." for _ in range(int(_WORDS * _OF_PLAIN / 12))]
    small = chance.choices(_SMALL, k=int(_WORDS * _OF_SMALL))
    rest = chance.choices(words, cum_weights=weights, k=_WORDS - len(small) - 12 * len(plain))
    mixed = [*small, *rest]
    chance.shuffle(mixed)
    return " ".join([*plain, *mixed])


def entries_with_reports(library: Library, pages: int = 12, seed: int = 1) -> Iterator[SearchEntry]:
    """The entries of a library, each review with a report of so many made-up pages."""
    chance = random.Random(seed)
    words = _vocabulary(chance)
    weights = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(words))))
    for entry in all_entries(library):
        if entry.kind != "review":
            yield entry
            continue
        report = tuple(
            Passage(
                kind="pdf",
                label=f"Page {number} of {entry.title} Summary",
                at=f"text/#page-{number}",
                text=_page(chance, words, weights),
                pdf=f"summary.pdf#page={number}",
            )
            for number in range(1, pages + 1)
        )
        yield dataclasses.replace(entry, passages=(*entry.passages, *report))


def synthetic(
    folder: Path, reviews: int, pages: int = 12
) -> tuple[Library, tuple[SearchEntry, ...]]:
    """A library of so many reviews, with what is to be searched in it."""
    write_library(folder, reviews)
    library = load(folder).checked()
    return library, tuple(entries_with_reports(library, pages))
