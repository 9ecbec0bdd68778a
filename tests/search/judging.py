"""How well an engine answers what people ask.

takes: judged.yml; what an engine answers
gives: the share of good pages among its first five; how near to the top the first of them stands
knows nothing of: engines
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from reviewlib.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["Question", "answerable", "answers", "mrr", "questions", "recall"]

_FIRST = 5
_ASK = """
async (asked) => {
  const found = []
  for (const one of asked) {
    const { hits } = await engine.search(one, { level: 'pages' })
    found.push(hits.slice(0, 20).map((hit) => hit.record.id))
  }
  return found
}
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    library: str  # "real" or "made"
    ask: str  # the words
    find: tuple[str, ...]  # the addresses of all pages that answer it
    page: str = ""  # the place that the first hit must lead to, or ""


def questions(library: str) -> tuple[Question, ...]:
    """Those of one library."""
    rows = yaml.safe_load((Path(__file__).parent / "judged.yml").read_text("utf-8"))
    return tuple(
        Question(library, str(row["ask"]), tuple(row["find"]), row.get("page", ""))
        for row in rows[library]
    )


def answerable(library: Library, name: str) -> tuple[Question, ...]:
    """The questions of one library that it can still answer: editors rename and remove pages."""
    kept = (
        replace(one, find=tuple(address for address in one.find if address in library.addresses))
        for one in questions(name)
    )
    return tuple(one for one in kept if one.find)


def answers(page: Page, asked: Sequence[Question]) -> list[list[str]]:
    """What the engine of a page answers: addresses, the best first."""
    found: list[list[str]] = page.evaluate(_ASK, [one.ask for one in asked])
    return found


def recall(asked: Sequence[Question], found: Sequence[Sequence[str]]) -> float:
    """Of the pages that answer, the share that is among the first five (of at most five)."""
    shares = (
        len(set(one.find) & set(answer[:_FIRST])) / min(_FIRST, len(one.find))
        for one, answer in zip(asked, found, strict=True)
    )
    return statistics.fmean(shares)


def mrr(asked: Sequence[Question], found: Sequence[Sequence[str]]) -> float:
    """The mean reciprocal rank of the first page that answers: 1 where it always stands first."""
    ranks = (
        next((1 / place for place, one in enumerate(answer, 1) if one in question.find), 0.0)
        for question, answer in zip(asked, found, strict=True)
    )
    return statistics.fmean(ranks)
