"""Sentences that mean nothing, from made-up places and plain words; the same for the same seed.

takes: a random.Random
gives: sentences, names
knows nothing of: records
"""

from __future__ import annotations

import random

__all__ = ["AUTHORITIES", "THEMES", "sentence", "words"]

_FIRST = ("Glen", "Strath", "Inver", "Kin", "Loch", "Dal", "Ard", "Bal")
_LAST = ("beg", "larig", "more", "allan", "rannoch")
AUTHORITIES = tuple(first + last for first in _FIRST for last in _LAST)
"""Forty made-up places."""

THEMES = (
    "Inclusion",
    "Health and Wellbeing",
    "Senior Phase",
    "Quality Assurance",
    "Play Pedagogy",
    "Transitions",
    "Digital Learning",
    "Outdoor Learning",
)

_WHO = (
    "learners",
    "head teachers",
    "school leaders",
    "families",
    "the central team",
    "early years staff",
    "partners",
    "support assistants",
)
_DOES = (
    "share",
    "plan",
    "review",
    "discuss",
    "lead",
    "strengthen",
    "understand",
    "compare",
    "evaluate",
)
_WHAT = (
    "self-evaluation",
    "the curriculum",
    "what works well",
    "moderation across clusters",
    "wellbeing data",
    "professional learning",
    "the pace of change",
    "next steps in learning",
    "expectations of every school",
)
_HOW = (
    "together each term",
    "with growing confidence",
    "through cluster meetings",
    "in most schools",
    "as part of the yearly calendar",
    "with help from other authorities",
    "from the early level to the senior phase",
    "by looking at learners' own work",
)


def sentence(random: random.Random, least: int) -> str:
    """A sentence of at least so many words, with a capital and without a full stop."""
    parts: list[str] = []
    while not parts or words(" ".join(parts)) < least:
        if parts:
            parts.append(random.choice(("and", "while", "so that", "because")))
        parts.extend(random.choice(group) for group in (_WHO, _DOES, _WHAT, _HOW))
    text = " ".join(parts)
    return text[0].upper() + text[1:]


def words(text: str) -> int:
    """How many words there are."""
    return len(text.split())
