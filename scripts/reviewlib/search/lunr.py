"""The lunr engine: its index, and its script for the browser."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

from reviewlib.diagnostics import BuildError
from reviewlib.search.normalize import stem, tokenize

# An index as lunr writes it holds each word of each document twice, once with a score worked out
# to three places. The browser can work that out again from how often a word is in a
# document and how long the document is. What is published is a quarter of the size, and only
# the words that are asked for are ever unpacked (docs/search.md).


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _base36(number: int) -> str:
    """A number as JavaScript's parseInt(text, 36) reads it.

    >>> _base36(0), _base36(35), _base36(36)
    ('0', 'z', '10')
    """
    text = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        text = _DIGITS[rest] + text
    return _DIGITS[number] + text


def _written(one: str, word: str) -> str:
    """A stem with the word that is most often met for it, as what differs from the stem.

    >>> _written("school", "schools"), _written("studi", "studies"), _written("equiti", "equity")
    ('school+s', 'studi+es', 'equiti-1y')
    """
    if word == one:
        return one
    same = 0
    while same < min(len(one), len(word)) and one[same] == word[same]:
        same += 1
    cut = len(one) - same
    return f"{one}-{_base36(cut)}{word[same:]}" if cut else f"{one}+{word[same:]}"


class UsualWords:
    """Which word is most often met for each stem."""

    def __init__(self) -> None:
        self._words: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: str) -> Counter[str]:
        """Count the words of a text, and give how often it has each stem."""
        found: Counter[str] = Counter()
        for word, count in Counter(tokenize(text)).items():
            one = stem(word)
            found[one] += count
            self._words[one][word] += count
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """How often each word was met, by its stem."""
        return {one: dict(words) for one, words in self._words.items()}

    def join(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Add what another has counted."""
        for one, words in counts.items():
            own = self._words[one]
            for word, count in words.items():
                own[word] += count

    def stems(self) -> list[str]:
        """Every stem, in order."""
        return sorted(self._words)

    def written(self) -> str:
        """The stems in order, each with its usual word."""
        return " ".join(_written(one, self._usual(one)) for one in self.stems())

    def _usual(self, one: str) -> str:
        return min(self._words[one].items(), key=lambda pair: (-pair[1], pair[0]))[0]


@dataclass(frozen=True, slots=True)
class IndexPart:
    """The words of a few documents, counted once and joined to those of others."""

    lengths: Sequence[Sequence[int]]  # how many words each document has, by field
    words: Mapping[str, Mapping[str, int]]  # how often each word is met, by its stem
    # for each field, by stem: the first and the last document that has it, and what stands in its
    # postings after the first
    found: Sequence[Mapping[str, tuple[int, int, str]]]


Texts = Sequence[Iterable[str]]
"""A document: for each field its texts."""


def index_part(documents: Iterable[Texts]) -> IndexPart:
    """Count the words of some documents, which all have the same fields."""
    words = UsualWords()
    lengths: defaultdict[int, list[int]] = defaultdict(list)
    found: defaultdict[int, defaultdict[str, list[tuple[int, int]]]]
    found = defaultdict(lambda: defaultdict(list))
    for document, texts in enumerate(documents):
        for number, field in enumerate(texts):
            counts = words.add(" ".join(field))
            lengths[number].append(counts.total())
            for one, count in counts.items():
                found[number][one].append((document, count))
    runs = [{one: _run(hits) for one, hits in found[number].items()} for number in lengths]
    return IndexPart([*lengths.values()], words.counts(), runs)


def _run(hits: Sequence[tuple[int, int]]) -> tuple[int, int, str]:
    (first, count), last = hits[0], hits[-1][0]
    steps = [f".{_base36(count)}" if count > 1 else ""]
    before = first
    for document, count in hits[1:]:
        step = _base36(document - before)
        steps.append(f"{step}.{_base36(count)}" if count > 1 else step)
        before = document
    return first, last, " ".join(steps)


class IndexBuilder:
    """Joins counted documents to one index.

    Args:
        fields: the names of the fields, each with how much a word in it counts.
    """

    def __init__(self, fields: Sequence[tuple[str, int]]) -> None:
        self._fields = fields
        self._documents = 0
        self._lengths: list[list[int]] = [[] for _ in fields]
        # For each field, by stem: the last document, and the postings in pieces.
        self._found: list[dict[str, tuple[int, list[str]]]] = [{} for _ in fields]
        self._words = UsualWords()

    def join(self, part: IndexPart) -> None:
        """Add the next documents, which are counted already."""
        start = self._documents
        for held, runs in zip(self._found, part.found, strict=False):
            for one, (first, last, rest) in runs.items():
                before, pieces = held.get(one) or (0, [])
                pieces.append(f"{_base36(start + first - before)}{rest}")
                held[one] = start + last, pieces
        for lengths, more in zip(self._lengths, part.lengths, strict=False):
            lengths.extend(more)
        self._words.join(part.words)
        self._documents = len(self._lengths[0])

    def packed(self) -> dict[str, Any]:
        """The index as JSON holds it.

        `terms`: the stems in order, each with its usual word; `postings`: a line for each of
        them, its fields parted by "|", in each the documents as steps from one to the next, in
        base 36, with ".n" where the word is there n times; `lengths`: for each field how
        many words each document has.
        """
        nothing: tuple[int, list[str]] = (0, [])
        return {
            "fields": [[name, boost] for name, boost in self._fields],
            "documents": self._documents,
            "lengths": [" ".join(map(_base36, lengths)) for lengths in self._lengths],
            "terms": self._words.written(),
            "postings": "\n".join(
                "|".join(" ".join(held.get(one, nothing)[1]) for held in self._found)
                for one in self._words.stems()
            ),
        }


_FILE = "contrib/search/templates/search/lunr.js"
_VERSION = "2.3.9"
# It is written for scripts of any kind; a module has neither of what it looks for.
_BEFORE = "const module = { exports: {} }\nconst exports = module.exports\n"
_AFTER = "export default module.exports\n"


def _without_comments(text: str) -> str:
    """The script without the comments that have lines of their own; licences (/*!) stay.

    Only whole lines go, so that nothing within a string can be taken for a comment.
    """
    kept: list[str] = []
    inside = False
    for line in map(str.strip, text.splitlines()):
        # The first comment is the licence of the whole, and does not begin with /*!.
        opens = bool(kept) and line.startswith("/*") and not line.startswith("/*!")
        if inside or opens:
            inside = "*/" not in line
        elif line and not line.startswith("//"):
            kept.append(line)
    return "\n".join(kept) + "\n"


@functools.cache
def lunr_js() -> bytes:
    """The script.

    Raises:
        BuildError: MkDocs, which brings it, is not installed, or it is another version.
    """
    try:
        found = [file for file in files("mkdocs") or () if file.as_posix().endswith(_FILE)]
    except PackageNotFoundError:
        found = []
    if not found:
        raise BuildError("lunr.js is missing; install mkdocs again.")
    text = Path(str(found[0].locate())).read_text("utf-8")
    if _VERSION not in text[:400]:
        raise BuildError(f"mkdocs brings another lunr.js than {_VERSION}.")
    return f"{_BEFORE}{_without_comments(text)}{_AFTER}".encode()
