"""How much of what a made-up report says is in its draft, in its place.

takes: sources and their PDFs; the vocabulary of the made-up library
gives: scores(): a Score for each; total() of several
knows nothing of: how a draft is written, beyond what an editor sees of it
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from reviewlib.editors.report_draft import ReadReport, draft_text
from tests.pdf.conftest import read_here
from tests.pdf.reports import FINDINGS, Source
from tests.store import library

_POINT = re.compile(r"- “(?P<words>.*)” \(p\. (?P<page>\w+)\)")
_CLUE = re.compile(r"(?P<field>when|contributors|mode|stages):(?: (?P<value>.*))?")


@dataclass
class Score:
    """Of one report."""

    points: int = 0  # how many it has
    right: int = 0  # how many of them are in the draft under their heading with their page
    extra: int = 0  # how many points the draft has that are none
    facts: int = 0  # how many dates and authorities that took part it has
    known: int = 0  # how many of them are in the draft
    lost: list[str] = field(default_factory=list)  # words of the report that are not in the draft
    wrong: list[str] = field(default_factory=list)  # what is not right, for whoever looks at it


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text.casefold())


def _pages(raw: bytes) -> list[str]:
    """The bare letters of each page, as another reader than ours sees them."""
    document = pypdfium2.PdfDocument(raw)
    return [_bare(page.get_textpage().get_text_range()) for page in document]


def _page(text: str, pages: list[str]) -> str:
    """The page on which a text begins: the first with as much of its beginning as any has."""
    letters = _bare(text)
    for length in range(len(letters), 11, -4):
        for number, page in enumerate(pages, start=1):
            if letters[:length] in page:
                return str(number)
    return "?"


def _kinds() -> dict[str, str]:
    vocabulary = library("made up").vocabulary
    return {one.label: one.id for one in vocabulary.headings}


def _drafted(text: str) -> Counter[tuple[str, str, str]]:
    """The points of a draft: section, letters, page."""
    kinds, kind = _kinds(), ""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in text.splitlines():
        if row.startswith("#"):
            kind = kinds.get(row.lstrip("# "), "")
        elif kind in FINDINGS and (match := _POINT.match(row)):
            found[kind, _bare(match["words"]), match["page"]] += 1
    return found


def _clues(text: str) -> set[tuple[str, str]]:
    """The lines for the header: each field with each of its values."""
    found, name = set(), ""
    for row in text.splitlines():
        if match := _CLUE.fullmatch(row):
            name = match["field"]
            if match["value"]:
                found.add((name, match["value"]))
        elif row.startswith("  - ") and name:
            found.add((name, row[4:].strip("'")))
        else:
            name = ""
    return found


def score(source: Source, raw: bytes, text: str) -> Score:
    """The score of one draft."""
    found, pages = _drafted(text), _pages(raw)
    one = Score(points=len(source.points))
    for kind, words in source.points:
        wanted = (kind, _bare(words), _page(words, pages))
        if found[wanted]:
            found[wanted] -= 1
            one.right += 1
        else:
            one.wrong.append(f"{kind} p. {wanted[2]}: {words}")
    left = [key for key, count in found.items() if count > 0]
    one.extra = len(left)
    one.wrong += [f"extra: {kind} p. {page}: {words[:60]}" for kind, words, page in left]
    clues = _clues(text)
    facts = {
        *(("when", one) for one in source.when.split(", ")),
        *(("contributors", name) for name in source.others),
    }
    one.facts, one.known = len(facts), len(facts & clues)
    one.wrong += [f"lacking: {fact}" for fact in facts - clues]
    one.wrong += [f"wrong: {fact}" for fact in clues - facts]
    one.known -= len([clue for clue in clues - facts if clue[0] in ("contributors", "when")])
    plain = _bare(re.sub(r"<!--|-->|\\", " ", html.unescape(text)))
    one.lost = [word for word in source.words if _bare(word) not in plain]
    return one


def scores(files: Mapping[str, tuple[Source, bytes]], folder: Path) -> dict[str, Score]:
    """The score of each report, by its name."""
    made_up = library("made up")
    bare = dataclasses.replace(
        made_up.reviews[0], sections=(), contributors=(), stages=(), mode=None
    )
    paths = {}
    for name, (_, raw) in files.items():
        paths[name] = folder / f"{name}.pdf"
        paths[name].write_bytes(raw)
    found = {}
    for name, (source, raw) in files.items():
        host = next(one.id for one in made_up.vocabulary.authorities if source.host in one.label)
        own = dataclasses.replace(bare, authorities=(host,))
        text = draft_text(own, made_up.vocabulary, [ReadReport(name, read_here(paths[name]), True)])
        paths[name].with_suffix(".md").write_text(text, "utf-8")
        found[name] = score(source, raw, text)
    return found


def total(scores: Iterable[Score]) -> Score:
    """The sum of several."""
    whole = Score()
    for one in scores:
        for name, value in vars(one).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole
