"""Whether words stand on a page: the proof of a quotation."""

# Words are compared without spaces, hyphens at line ends and the look of quotation marks: all
# of these are the typesetter's. Nothing else may differ but the case of letters.

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reviewlib.pdf.model import PageText
from reviewlib.pdf.words import UNREADABLE, normalize_text

_GAPS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\.)\s*")
_LIGATURE = re.compile("f[fil]")
_CONTEXT = 60
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation and where it was found."""

    exact: str  # the words, without quotation marks
    page: int = 0  # the page's number, counted from 1; 0 where they are nowhere
    found: bool = False  # whether they stand on the page they were said to be on
    prefix: str = ""  # what stands before them there
    suffix: str = ""  # what stands after them
    nearest: str = ""  # the passage nearest to them, where they were not found as they are
    printed: str = ""  # the number printed on that page, where it is another; else ""
    file: str = ""  # the PDF, by its name in reports/, where it was looked for in several
    sha256: str = ""  # of that file


def unquoted(text: str) -> str:
    """The words within the quotation marks, and without a mark of punctuation after them.

    >>> unquoted('“Learners chair it”.')
    'Learners chair it'
    """
    return text.strip().rstrip(".,;").strip('"“”„').strip()


def _with_places(text: str) -> tuple[str, list[int]]:
    """A text squeezed, and where in it each letter that is left stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for kept in normalize_text(letter):
            letters.append(kept)
            places.append(place)
    return "".join(letters), places


def _loosely(part: str) -> re.Pattern[str]:
    """The words, each letter or ligature of which may be one that cannot be read.

    A ligature may be gone, too: some programs put NUL or a dash in its place.
    """
    sign = UNREADABLE.pattern
    letters = re.findall("ff[il]|f[fil]|.", part)
    return re.compile(
        "".join(f"(?:{re.escape(one)}|{sign}){'?' * (len(one) > 1)}" for one in letters)
    )


def _place(text: str, exact: str) -> tuple[int, int] | None:
    """From where to where a quotation stands in a text; … may stand for a part left out."""
    flat, places = _with_places(text)
    unreadable = UNREADABLE.search(flat) is not None or _LIGATURE.search(exact) is not None
    first, at = None, 0
    for part in filter(None, map(normalize_text, _GAPS.split(exact))):
        start = flat.find(part, at)
        end = start + len(part)
        if start < 0 and unreadable:
            match = _loosely(part).search(flat, at)
            start, end = match.span() if match else (-1, -1)
        if start < 0:
            return None
        first = start if first is None else first
        at = end
    return None if first is None else (places[first], places[at - 1] + 1)


def _runs(pages: Sequence[PageText]) -> Iterator[tuple[PageText, str]]:
    """Each page, its end joined to the beginning of the next: sentences cross pages."""
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        over = after.text[:600] if after is not None and page.number + 1 == after.number else ""
        yield page, f"{page.text}\n{over}"


def _words(text: str) -> list[str]:
    return [word for word in (normalize_text(word) for word in text.split()) if word]


def _nearest(exact: str, pages: Sequence[PageText]) -> tuple[int, str]:
    """The passage that shares most words with a quotation, and its page."""
    wanted = set(_words(exact))
    length = max(len(_words(exact)), 1)
    best: tuple[float, int, str] = (0.0, 0, "")
    for page in pages:
        shown = page.text.split()
        marks = [normalize_text(word) in wanted for word in shown]
        for start in range(0, max(len(shown) - length, 0) + 1, max(length // 4, 1)):
            score = sum(marks[start : start + length]) / length
            if score > best[0]:
                best = (score, page.number, " ".join(shown[start : start + length]))
    return (best[1], best[2]) if best[0] >= _ENOUGH else (0, "")


def find_quote(text: str, wanted: Collection[str], pages: Sequence[PageText]) -> Quote:
    """Look for a quotation.

    Args:
        wanted: the pages it is said to be on, as printed there or counted; none for any.

    Returns:
        Where it is; `found` only where that is the page it was said to be on, by the number
        printed on it or by counting.
    """
    exact = unquoted(text)
    elsewhere = None
    for page, run in _runs(pages):
        place = _place(run, exact)
        if place is None or place[0] > len(page.text):
            continue
        start, end = place
        before, after = run[max(0, start - _CONTEXT) : start], run[end : end + _CONTEXT]
        right = not wanted or not page.names.isdisjoint(wanted)
        printed = "" if page.label == str(page.number) else page.label
        quote = Quote(exact, page.number, right, before, after, printed=printed)
        if right:
            return quote
        elsewhere = elsewhere or quote
    if elsewhere is not None:
        return elsewhere
    number, passage = _nearest(exact, pages)
    return Quote(exact, number, False, nearest=passage)
