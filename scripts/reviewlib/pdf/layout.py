"""Lines to paragraphs, headings and bullets, running heads and feet left out."""

# A PDF keeps where letters stand, not what they are. What is a heading is told by the
# structure where there is one, else by larger or bold type; what belongs together by distance.

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reviewlib.pdf.model import Block, Line, PageText
from reviewlib.pdf.words import BULLETS, clean_text, count_glued, join_lines

_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|o(?= [A-Z]))\s*(?P<rest>.*)")
_DASH = re.compile(r"[-–—*]\s+(?P<rest>\S.*)")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\.? ?)?[-–| ]*(\d{1,4}|[ivxlc]{1,7})[-–| ]*(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORD = re.compile(r"[^\W\d_]{2}")
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*+(?!-$)")
_EDGE_LINES = 3
_STEP = 6  # points; nearer than that, two bullets stand at the same place
_COLUMN = 120  # points; further than that, another column begins
_LONGEST_HEADING = 110


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as its reader gave it."""

    number: int
    lines: tuple[Line, ...] = ()
    pictures: bool = False
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in one PDF: the size of its text, its words, its running lines."""

    body: float
    known: frozenset[str]
    running: frozenset[tuple[str, int]]


def _key(line: Line) -> tuple[str, int]:
    """A line in the form in which it comes again on other pages: its digits do not count."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.y / 4)


def _edge_lines(lines: Sequence[Line]) -> list[Line]:
    """The outermost lines of a page, above and below."""
    by_height = sorted(lines, key=lambda line: line.y)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _style(pages: Sequence[RawPage]) -> _Style:
    sizes: Counter[float] = Counter()
    known: set[str] = set()
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
            known.update(_TOKEN.findall(line.text.casefold()))
        seen.update({_key(line) for line in _edge_lines(page.lines)})
    needed = max(2, 0.4 * sum(bool(page.lines) for page in pages))
    running = frozenset(key for key, count in seen.items() if count >= needed)
    return _Style(sizes.most_common(1)[0][0] if sizes else 0.0, frozenset(known), running)


def _is_number(line: Line, page: RawPage, label: str) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return bool(match) and match[1].casefold() in {str(page.number), label.casefold()}  # type: ignore[index]


def _split_edges(page: RawPage, label: str, style: _Style) -> tuple[list[Line], list[str]]:
    outer = {id(line) for line in _edge_lines(page.lines)}
    body, edges = [], []
    for line in page.lines:
        repeated = _key(line) in style.running
        if id(line) in outer and (repeated or _is_number(line, page, label)):
            edges.append(line.text)
        else:
            body.append(line)
    if not body:  # the same page again and again is no running head
        return list(page.lines), []
    return body, edges


def _heading_level(line: Line, style: _Style) -> int:
    if re.fullmatch(r"H[1-6]", line.role):
        return min(int(line.role[1]), 3)
    if line.role.startswith(("LI", "TR")) or len(line.text) > _LONGEST_HEADING:
        return 0
    if not _WORD.search(line.text):
        return 0
    if style.body and line.size >= 1.5 * style.body:
        return 1
    if style.body and line.size >= 1.15 * style.body:
        return 2
    return 3 if line.bold and not line.text.endswith((".", ",", ";")) else 0


def _bullet(line: Line) -> str | None:
    """The words after a bullet, or None where the line has none."""
    match = _BULLET.fullmatch(line.text) or _DASH.fullmatch(line.text)
    return match["rest"] if match else None


def _whole_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines, each bullet that stands alone put before the line it belongs to."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and _bullet(last) == "" and _bullet(line) is None:
            found[-1] = replace(line, text=f"{last.text} {line.text}", x=last.x)
        else:
            found.append(line)
    return [line for line in found if _bullet(line) != ""]


def _levels(places: Iterable[float]) -> dict[int, int]:
    """How deep a bullet stands, by its place from the left; each column begins again."""
    levels: dict[int, int] = {}
    first, level = 0, 0
    for place in sorted({round(place / _STEP) for place in places}):
        column = level > 0 and place - first > _COLUMN / _STEP
        first = place if column or not level else first
        level = 1 if column else min(level + 1, 3)
        levels[place] = level
    return levels


class _Page:
    """Puts the lines of one page together."""

    def __init__(self, lines: Sequence[Line], style: _Style) -> None:
        self.style = style
        self.lines = _whole_bullets(lines)
        self.levels = _levels(line.x for line in self.lines if _bullet(line) is not None)
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.kind, self.level = "", 0
        self.last: Line | None = None

    def read(self) -> tuple[Block, ...]:
        for line in self.lines:
            self.line(line)
            self.last = line
        self.close()
        return tuple(self.blocks)

    def close(self) -> None:
        text = join_lines(self.open, self.style.known)
        if text:
            self.blocks.append(Block(self.kind, text, self.level))
        self.open, self.kind, self.level = [], "", 0

    def begin(self, kind: str, text: str, level: int = 0) -> None:
        self.close()
        self.kind, self.level, self.open = kind, level, [text]

    def line(self, line: Line) -> None:
        """One more line: it goes on with what is open, or begins something."""
        words = _bullet(line)
        level = 0 if words is not None else _heading_level(line, self.style)
        if words is not None:
            self.begin("bullet", words, self.bullet_level(line))
        elif level:
            if self.kind == "heading" and self.level == level and self.goes_on(line, 1.9):
                self.open.append(line.text)
            else:
                self.begin("heading", line.text, level)
        elif line.role.startswith("LI") and (not self.last or self.last.role != line.role):
            self.begin("bullet", line.text, self.bullet_level(line))
        elif self.kind and self.kind != "heading" and self.goes_on(line, 1.75):
            self.open.append(line.text)
        else:
            self.begin("paragraph", line.text)

    def bullet_level(self, line: Line) -> int:
        if line.role.startswith("LI/"):
            return min(max(int(line.role.split("/")[1]), 1), 3)
        return self.levels.get(round(line.x / _STEP), 1)

    def goes_on(self, line: Line, most: float) -> bool:
        """Whether a line belongs to the one before it, by where the two stand."""
        last = self.last
        if last is None or last.role != line.role:
            return False
        drop = last.y - line.y
        tall = max(line.size, last.size, 1.0)
        if drop < -tall:  # the next column, or a box: only a sentence that is not finished goes on
            return not last.text.rstrip().endswith((".", ":", "?", "!"))
        if self.kind == "bullet" and line.x < last.x - 4 and _bullet(last) is not None:
            return False
        return drop <= most * tall


def _number(text: str) -> tuple[str, int] | None:
    """A printed page number as its kind and value."""
    match = _PAGE_NUMBER.fullmatch(text)
    if match is None:
        return None
    if match[1].isdigit():
        return "", int(match[1])
    value = 0
    for letter, after in zip(match[1].casefold(), [*match[1].casefold()[1:], ""], strict=True):
        worth = _ROMAN[letter]
        value += -worth if after and _ROMAN[after] > worth else worth
    return "roman", value


def _printed(pages: Sequence[RawPage]) -> list[str]:
    """The number printed on each page, where a file without labels shows another than the count.

    It is taken from the outermost lines, and only where on every page that shows one it goes on
    from the page before, or begins again at 1.
    """
    found: list[tuple[str, str, int] | None] = []
    for page in pages:
        numbers = [(line.text, _number(line.text)) for line in _edge_lines(page.lines)[:2]]
        numbers += [(line.text, _number(line.text)) for line in _edge_lines(page.lines)[-1:]]
        one = next(((text, *value) for text, value in numbers if value), None)
        found.append(one)
    shown = [one for one in found if one]
    if len(shown) < 2 or len(shown) * 2 < len(pages):
        return []
    for before, one in itertools.pairwise(found):
        goes_on = before and one and one[1:] == (before[1], before[2] + 1)
        if before and one and not goes_on and one[2] != 1:
            return []
    labels = [
        _PAGE_NUMBER.fullmatch(one[0])[1].casefold() if one else str(page.number)  # type: ignore[index]
        for one, page in zip(found, pages, strict=True)
    ]
    return [] if labels == [str(page.number) for page in pages] else labels


def lay_out(pages: Sequence[RawPage], labels: Sequence[str] = ()) -> tuple[PageText, ...]:
    """The text of every page.

    Args:
        pages: the pages in order.
        labels: the number printed on each, where it is not simply counted; where there are none,
            they are looked for on the pages.
    """
    cleaned = [
        replace(
            page,
            lines=tuple(
                replace(line, text=text) for line in page.lines if (text := clean_text(line.text))
            ),
        )
        for page in pages
    ]
    style = _style(cleaned)
    whole = [page.number for page in cleaned] == list(range(1, len(cleaned) + 1))
    labels = labels or (_printed(cleaned) if whole else ())
    found = []
    for page in cleaned:
        inside = page.number <= len(labels)
        label = labels[page.number - 1] if inside else str(page.number)
        body, edges = _split_edges(page, label, style)
        blocks = _Page(body, style).read()
        glued = sum(count_glued(block.text) for block in blocks)
        rest = (tuple(edges), page.pictures, glued, page.hidden)
        found.append(PageText(page.number, label, blocks, *rest))
    return tuple(found)
