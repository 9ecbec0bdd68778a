"""The lunr engine: its index, and its script for the browser."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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

    def written(self) -> str:
        """The stems in order, each with its usual word."""
        return " ".join(_written(one, self._usual(one)) for one in sorted(self._words))

    def _usual(self, one: str) -> str:
        return min(self._words[one].items(), key=lambda pair: (-pair[1], pair[0]))[0]


class IndexBuilder:
    """Counts words.

    Args:
        fields: the names of the fields, each with how much a word in it counts.
    """

    def __init__(self, fields: Sequence[tuple[str, int]]) -> None:
        self._fields = fields
        self._documents = 0
        self._lengths: list[list[int]] = [[] for _ in fields]
        # By stem, for each field: document and how often, one after the other.
        self._found: defaultdict[str, list[list[tuple[int, int]]]]
        self._found = defaultdict(lambda: [[] for _ in fields])
        self._words = UsualWords()

    def add(self, texts: Sequence[Iterable[str]]) -> None:
        """Add the next document: for each field its texts."""
        for number, field in enumerate(texts):
            counts = self._words.add(" ".join(field))
            self._lengths[number].append(counts.total())
            for one, count in counts.items():
                self._found[one][number].append((self._documents, count))
        self._documents += 1

    def packed(self) -> dict[str, Any]:
        """The index as JSON holds it.

        `terms`: the stems in order, each with its usual word; `postings`: a line for each of
        them, its fields parted by "|", in each the documents as steps from one to the next, in
        base 36, with ".n" where the word is there n times; `lengths`: for each field how
        many words each document has.
        """
        terms = sorted(self._found)
        return {
            "fields": [[name, boost] for name, boost in self._fields],
            "documents": self._documents,
            "lengths": [" ".join(map(_base36, lengths)) for lengths in self._lengths],
            "terms": self._words.written(),
            "postings": "\n".join(
                "|".join(self._steps(found) for found in self._found[one]) for one in terms
            ),
        }

    @staticmethod
    def _steps(found: list[tuple[int, int]]) -> str:
        before, steps = 0, []
        for document, count in found:
            step = _base36(document - before)
            steps.append(f"{step}.{_base36(count)}" if count > 1 else step)
            before = document
        return " ".join(steps)


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
