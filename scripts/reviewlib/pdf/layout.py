"""Lines to paragraphs, headings and bullets, running heads and feet left out."""

# A PDF keeps where letters stand, not what they are. What is a heading is told by the
# structure where there is one, else by larger or bold type; what belongs together by distance.

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reviewlib.pdf.model import Block, Line, PageText
from reviewlib.pdf.words import BULLETS, clean_text, count_glued, join_lines, unreadable, words_of

_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|o(?= [A-Z]))\s*(?P<rest>.*)")
_DASH = re.compile(r"[-–—*]\s+(?P<rest>\S.*)")
_SIGN_ALONE = re.compile(rf"[{re.escape(BULLETS)}]|[-–—*o]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]")
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,2}|[a-z])[.)]\s+(?=\S)")
_SECTION_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s")
_ENDED = (".", ":", "?", "!", ";")
_UNFINISHED = re.compile(
    r"(?:[,–-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))$", re.I
)
_PAGE_NUMBER = re.compile(
    r"(?:page |p\.? ?)?[-–| ]*(\d{1,4}|[ivxlc]{1,7})[-–| ]*(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORD = re.compile(r"[^\W\d_]{2}")
_EDGE_LINES = 3
_STEP = 6  # points; nearer than that, two bullets stand at the same place
_COLUMN = 120  # points; further than that, another column begins
_LONGEST_HEADING = 110
_BESIDE = 40  # points; cells of a table are at least so far apart
_APART = 1.18  # times the usual step from line to line; what is further apart is another paragraph
_LEVEL = 3  # points; lines no further apart stand on one level


Before = tuple[Block, Line]


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as its reader gave it."""

    number: int
    lines: tuple[Line, ...] = ()
    pictures: bool = False
    hidden: int = 0  # how many words on it no reader sees; they are in no line
    marked: bool = False  # whether it has marks for redaction


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in one PDF."""

    body: float  # the size of its text
    step: float  # from one line of a paragraph to the next, as a multiple of the size
    wide: int  # how many letters a full line has
    bold: bool  # whether its text is bold
    hanging: bool  # whether the lines of a bullet begin to the right of its sign
    headings: tuple[tuple[float, ...], ...]  # its kinds of headings, the highest first
    known: frozenset[str]  # its words
    divided: bool  # whether words are divided at the ends of its lines
    running: frozenset[tuple[str, int]]  # its running heads and feet


def _key(line: Line) -> tuple[str, int]:
    """A line in the form in which it comes again on other pages: its digits do not count."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.y / 4)


def _edge_lines(lines: Sequence[Line]) -> list[Line]:
    """The outermost lines of a page, above and below."""
    by_height = sorted(lines, key=lambda line: line.y)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _most(counts: Counter[Any], otherwise: Any) -> Any:
    return counts.most_common(1)[0][0] if counts else otherwise


def _style(pages: Sequence[RawPage]) -> _Style:
    sizes: Counter[float] = Counter()
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
        seen.update({_key(line) for line in _edge_lines(page.lines)})
    needed = max(2, 0.4 * sum(bool(page.lines) for page in pages))
    running = frozenset(key for key, count in seen.items() if count >= needed)
    body = _most(sizes, 0.0)
    text = [line for page in pages for line in page.lines if line.size == body]
    bold = sum(len(line.text) for line in text if line.bold) * 2 > sum(
        len(one.text) for one in text
    )
    known, divided = words_of(line.text for page in pages for line in page.lines)
    style = _Style(body, _step(pages, body), _full(text), bold, _hangs(pages), (),
                   known, divided, running)  # fmt: skip
    lines = (line for page in pages for line in page.lines if _key(line) not in running)
    kinds = {key for line in lines if (key := _heading(line, style)) is not None}
    return replace(style, headings=tuple(sorted(kinds)))


def _step(pages: Sequence[RawPage], body: float) -> float:
    """The usual distance of two lines of a paragraph, as a multiple of their size."""
    steps: Counter[float] = Counter()
    for page in pages:
        for one, after in itertools.pairwise(page.lines):
            drop = (one.y - after.y) / (body or 1)
            goes_on = after.text[:1].islower() and after.size == one.size == body
            if 0.9 < drop < 2.5 and goes_on:
                steps[round(drop * 20) / 20] += 1
    return float(_most(steps, 1.4))


def _full(lines: Sequence[Line]) -> int:
    """How many letters a full line has: nine of ten have no more."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _hangs(pages: Sequence[RawPage]) -> bool:
    """Whether most items have their second line to the right of their sign."""
    hanging = flush = 0
    for page in pages:
        for one, after in itertools.pairwise(page.lines):
            near = 0 < one.y - after.y < 2 * max(one.size, 1)
            if near and _bullet(one) is not None and after.text[:1].islower():
                hanging += _STEP < after.x - one.x < 40
                flush += abs(after.x - one.x) <= _LEVEL
    return hanging > flush


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


def _heading(line: Line, style: _Style) -> tuple[float, ...] | None:
    """The kind of heading that a line is, such that higher ones come first; None if it is none.

    What the structure says counts; else larger type, bold type or capitals.
    """
    if re.fullmatch(r"H[1-6]", line.role):
        return (0, int(line.role[1]))
    text = line.text
    if line.role.startswith(("LI", "TR")) or len(text) > _LONGEST_HEADING:
        return None
    if not _WORD.search(text) or _bullet(line) is not None:
        return None
    capitals = text.isupper() and len(text) > 3
    larger = style.body > 0 and line.size >= 1.15 * style.body
    bold = line.bold and not style.bold
    if not larger and (text.endswith((".", ",", ";")) or not (bold or capitals)):
        return None
    section = _SECTION_NUMBER.match(text)
    depth = section[1].count(".") if section else 0
    return (1, -round(line.size / (style.body or 1), 1), not bold, not capitals, depth)


def _bullet(line: Line) -> str | None:
    """The words after a bullet, or None where the line has none."""
    match = _BULLET.fullmatch(line.text) or _DASH.fullmatch(line.text)
    return match["rest"] if match else None


def _whole_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines, each sign or number that stands alone put before the line it belongs to."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        alone = last is not None and _SIGN_ALONE.fullmatch(last.text)
        if last is not None and alone and _bullet(line) is None and line.y > last.y - _LEVEL - 12:
            found[-1] = replace(line, text=f"{last.text} {line.text}", x=last.x)
        else:
            found.append(line)
    return [line for line in found if _bullet(line) != ""]


def _numbered(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Which lines of each page begin an item of a numbered list: one number comes after another."""
    found: list[set[int]] = [set() for _ in pages]
    open_: dict[tuple[bool, bool], list[tuple[int, float, int, int]]] = {}
    for page, lines in enumerate(pages):
        for place, line in enumerate(lines):
            match = _NUMBERED.match(line.text)
            if not match:
                continue
            number = match["number"]
            value = int(number) if number.isdigit() else ord(number) - 96
            lists = open_.setdefault((line.bold, number.isdigit()), [])
            before = next((one for one in reversed(lists) if _follows(value, line.x, one)), None)
            if before:
                lists.remove(before)
                found[before[2]].add(before[3])
                found[page].add(place)
            if value == 1 or before:
                lists.append((value, line.x, page, place))
    return found


def _follows(value: int, x: float, before: tuple[int, float, int, int]) -> bool:
    """Whether a number is the next of a list: at the same place, or in another column."""
    apart = abs(x - before[1])
    return value == before[0] + 1 and (apart <= _STEP or apart > _COLUMN)


def _rows(lines: Sequence[Line]) -> dict[int, list[list[Line]]]:
    """Rows of tables: where each begins among the lines, and its cells.

    In a row, the text of a cell is followed by that of the next, which begins on the same level.
    A single such row may be anything; two of them with the same columns are a table.
    """
    rows: list[tuple[int, list[list[Line]]]] = []
    start = 0
    while start < len(lines):
        cells = [[lines[start]]]
        at = start + 1
        while at < len(lines):
            line, last = lines[at], cells[-1][-1]
            right = line.x - cells[-1][0].x
            if right > _BESIDE and abs(line.y - lines[start].y) <= _LEVEL:
                cells.append([line])
            elif (
                abs(right) <= _LEVEL
                and 0 < last.y - line.y < 2.2 * max(line.size, 1)
                and (len(cells) > 1 or _leads_to_cell(lines, at, lines[start]))
            ):
                cells[-1].append(line)
            else:
                break
            at += 1
        if len(cells) > 1:
            rows.append((start, cells))
        start = at if len(cells) > 1 else start + 1
    return dict(_in_tables(rows))


def _leads_to_cell(lines: Sequence[Line], at: int, first: Line) -> bool:
    """Whether the lines of a first cell are followed by a cell on the level of its first line."""
    for line in lines[at : at + 12]:
        if line.x - first.x > _BESIDE:
            return abs(line.y - first.y) <= _LEVEL
        if abs(line.x - first.x) > _LEVEL:
            return False
    return False


def _in_tables(rows: list[tuple[int, list[list[Line]]]]) -> Iterator[tuple[int, list[list[Line]]]]:
    """The rows that follow one another and have the same first columns."""
    for place, (start, cells) in enumerate(rows):
        size = sum(map(len, cells))
        for other in (place - 1, place + 1):
            if not 0 <= other < len(rows):
                continue
            begin, theirs = rows[other]
            end = begin + sum(map(len, theirs))
            follows = end == start or begin == start + size
            alike = all(
                abs(a[0].x - b[0].x) <= _STEP for a, b in zip(cells[:2], theirs[:2], strict=False)
            )
            if follows and alike:
                yield start, cells
                break


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
    """Puts the lines of one page together.

    Args:
        lines: its lines.
        numbered: those that begin an item of a numbered list.
        style: what is usual in the PDF.
        before: the last block and line of the page before, or None.
    """

    def __init__(
        self, lines: Sequence[Line], numbered: set[int], style: _Style, before: Before | None
    ) -> None:
        self.style = style
        self.before = before
        self.lines = lines
        self.numbered = numbered
        self.rows = {} if any(line.role for line in lines) else _rows(self.lines)
        signs = [line for place, line in enumerate(self.lines) if self.sign(place) is not None]
        self.levels = _levels(line.x for line in signs)
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.kind, self.level = "", 0
        self.first: Line | None = None
        self.last: Line | None = None

    def read(self) -> tuple[Block, ...]:
        place = 0
        while place < len(self.lines):
            if place in self.rows:
                cells = self.rows[place]
                self.row([" ".join(line.text for line in cell) for cell in cells])
                place += sum(map(len, cells))
                self.last = cells[-1][-1]
                continue
            self.line(place)
            self.last = self.lines[place]
            place += 1
        self.close()
        return tuple(self.blocks)

    def sign(self, place: int) -> str | None:
        """The words of an item; None where the line begins none."""
        line = self.lines[place]
        if place in self.numbered:  # unless it is a heading, by its type
            return line.text if _heading(line, self.style) is None else None
        return _bullet(line)

    def close(self) -> None:
        text = join_lines(self.open, self.style.known, divided=self.style.divided)
        kind = self.kind
        if kind == "heading" and (len(text) > 2 * _LONGEST_HEADING or text.count(". ") > 1):
            kind, self.level = "paragraph", 0  # a paragraph in bold type
        if text:
            goes_on = not self.blocks and self.goes_on_from_before(kind, text)
            self.blocks.append(Block(kind, text, self.level, goes_on))
        self.open, self.kind, self.level = [], "", 0

    def goes_on_from_before(self, kind: str, text: str) -> bool:
        """Whether the first block of the page belongs to the last of the page before."""
        if self.before is None or self.first is None or kind in ("heading", "row"):
            return False
        block, line = self.before
        if self.first.role.startswith("LI") and self.first.role == line.role:
            return True
        if kind == "bullet" or block.kind not in ("paragraph", "bullet"):
            return False
        return _runs_on(block.text, text)

    def begin(self, kind: str, line: Line, text: str, level: int = 0) -> None:
        self.close()
        self.kind, self.level, self.open, self.first = kind, level, [text], line

    def row(self, cells: Sequence[str]) -> None:
        self.close()
        self.blocks.append(Block("row", " | ".join(cells)))

    def line(self, place: int) -> None:
        """One more line: it goes on with what is open, or begins something."""
        line, words = self.lines[place], self.sign(place)
        heading = None if words is not None else _heading(line, self.style)
        # A line that comes again on other pages can be a heading of a kind that was not counted.
        level = min(bisect_left(self.style.headings, heading) + 1, 6) if heading else 0
        if line.role.startswith("TR"):
            self.cell(line)
        elif words is not None and not self.is_same_item(line):
            self.begin("bullet", line, words, self.bullet_level(line))
        elif level and not self.is_bold_part(line):
            if self.kind == "heading" and self.is_same_type(line) and self.goes_on(line, 1.9):
                self.open.append(line.text)
            else:
                self.begin("heading", line, line.text, level)
        elif line.role.startswith("LI") and (not self.last or self.last.role != line.role):
            self.begin("bullet", line, line.text, self.bullet_level(line))
        elif self.kind in ("bullet", "paragraph") and self.goes_on(line, _APART * self.style.step):
            self.open.append(line.text)
        else:
            self.begin("paragraph", line, line.text)

    def is_same_type(self, line: Line) -> bool:
        """Whether a line has the type of the one before it."""
        last = self.last
        return last is not None and (last.size, last.bold) == (line.size, line.bold)

    def is_same_item(self, line: Line) -> bool:
        """Whether a line that begins with a sign goes on with the item of the structure."""
        same = self.last is not None and self.last.role == line.role
        return (
            line.role.startswith("LI")
            and same
            and self.kind == "bullet"
            and line.text[0] not in BULLETS
        )

    def is_bold_part(self, line: Line) -> bool:
        """Whether a bold line only goes on with a bold item."""
        last, first = self.last, self.first
        if self.kind != "bullet" or last is None or first is None or line.role:
            return False
        alike = last.bold and line.size == last.size and line.x > first.x + 4
        return alike and self.goes_on(line, _APART * self.style.step)

    def cell(self, line: Line) -> None:
        """A line of a cell of a tagged table; the number of its row is the same for all cells."""
        row, _, cell = line.role.rpartition("/")
        last_row, _, last_cell = (self.last.role if self.last else "").rpartition("/")
        if self.kind == "row" and row == last_row:
            self.open.append(line.text if cell == last_cell else f"| {line.text}")
        else:
            self.begin("row", line, line.text)

    def bullet_level(self, line: Line) -> int:
        if line.role.startswith("LI/"):
            return min(max(int(line.role.split("/")[1]), 1), 3)
        return self.levels.get(round(line.x / _STEP), 1)

    def goes_on(self, line: Line, most: float) -> bool:
        """Whether a line belongs to the one before it, by where the two stand."""
        last, first = self.last, self.first
        if last is None or first is None or last.role != line.role:
            return False
        if line.role.startswith(("LI", "H")):
            return True
        drop = last.y - line.y
        tall = max(line.size, last.size, 1.0)
        if drop < -tall:  # the next column, or a box: only a sentence that is not finished goes on
            return self.kind != "heading" and _runs_on(last.text, line.text)
        if drop > most * tall:
            return False
        if self.kind == "bullet":
            out = line.x < last.x - 4 and last is first
            return not out and not (self.style.hanging and line.x <= first.x + _LEVEL)
        short = len(last.text) < 0.75 * self.style.wide and last.text.endswith(_ENDED)
        return self.kind == "heading" or not (short and not line.text[:1].islower())


def _runs_on(text: str, after: str) -> bool:
    """Whether a text that was broken off goes on with another."""
    if text.endswith(_ENDED):
        return False
    return after[:1].islower() or bool(_UNFINISHED.search(text))


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
    names = [
        labels[page.number - 1] if page.number <= len(labels) else str(page.number)
        for page in cleaned
    ]
    split = [_split_edges(page, name, style) for page, name in zip(cleaned, names, strict=True)]
    bodies = [_whole_bullets(body) for body, _ in split]
    before: Before | None = None
    found = []
    for place, (page, numbered) in enumerate(zip(cleaned, _numbered(bodies), strict=True)):
        blocks = _Page(bodies[place], numbered, style, before).read()
        if blocks:
            before = (blocks[-1], bodies[place][-1])
        glued = sum(count_glued(block.text) for block in blocks)
        strange = unreadable(line.text for line in pages[place].lines)
        rest = (tuple(split[place][1]), page.pictures, glued, page.hidden, strange)
        found.append(PageText(page.number, names[place], blocks, *rest))
    return tuple(found)
