"""A synthetic library of any size, in the form that editors write.

takes: a folder, how many reviews, about how many words in each, a seed
gives: content/ in that folder; the same bytes for the same numbers
knows nothing of: how a library is read
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.bench.words import AUTHORITIES, THEMES, sentence, words

__all__ = ["SECTIONS", "write_library"]

SECTIONS = {
    "focus": "Focus questions",
    "topics": "Topics",
    "why": "Why this focus",
    "how": "How the review was run",
    "strengths": "Strengths",
    "areas": "Areas for further focus",
    "learning": "Learning from other authorities",
    "plans": "Planned improvements",
    "next-steps": "Next steps",
    "notes": "Notes on this record",
}
_PROSE = ("why", "how", "notes")
_BULLETS = 5
_FIRST_YEAR = 1990
_LAST_YEAR = 2024  # a visit is not to be in the future
_PROGRAMME = """\
name: Peer Improvement
short: PI
title: A synthetic library
summary: Made up to measure with; its places, people and findings do not exist.
publisher: Nobody
official: no
recorded_up_to: 2024-03-08
namespace: bench.example.org
"""
_DOCUMENT = """\
---
title: Progress report
kind: progress report
publisher: Nobody
date: 2023-08
---

Made up.
"""
_GLOSSARY = """\
---
title: Abbreviations
summary: What abbreviations stand for.
---

Made up.
"""


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _items(*rows: dict[str, str]) -> str:
    """Rows as a YAML list."""
    items = ("\n".join(f"  {name}: {value}" for name, value in row.items()) for row in rows)
    return "".join(f"- {item[2:]}\n" for item in items)


def _years(number: int) -> list[tuple[int, str]]:
    """So many years, each with its id; they begin earlier where there are more than up to now."""
    start = min(_FIRST_YEAR, _LAST_YEAR + 1 - number)
    return [(first, f"{first}-{(first + 1) % 100:02}") for first in range(start, start + number)]


def _vocabulary(years: list[tuple[int, str]]) -> dict[str, str]:
    return {
        "authorities": _items(
            *(
                {"id": _slug(name), "label": name, "council": f"{name} Council", "region": "North"}
                for name in AUTHORITIES
            )
        ),
        "headings": _items(*({"id": id, "label": label} for id, label in SECTIONS.items())),
        "regions": _items({"id": "north", "label": "North"}),
        "stages": _items({"id": "senior-phase", "label": "Senior phase"}),
        "synonyms": _items({"term": "ASN", "means": "additional support needs"}),
        "themes": _items(*({"id": _slug(name), "label": name} for name in THEMES)),
        "years": _items(
            *(
                {"id": id, "label": id, "from": f"{first}-08", "to": f"{first + 1}-06"}
                for first, id in years
            )
        ),
    }


def _header(random: random.Random, authority: str, first: int) -> str:
    day = random.randint(1, 26)
    # As in the programme, where two reviews of seventeen have a second theme.
    themes = sorted(random.sample(THEMES, 2 if random.random() < 0.12 else 1))
    others = sorted(random.sample([name for name in AUTHORITIES if name != authority], 3))
    lines = [
        "authorities:",
        f"  - {authority}",
        f"when: {first}-{random.randint(9, 12):02}-{day:02} to ",
        "status: took place",
        "themes:",
        *(f"  - {theme}" for theme in themes),
        "mode: in person",
        "contributors:",
        *(f"  - {name}" for name in others),
        "reports:",
        f"  - title: {authority} Summary",
        "    kind: summary",
        "    listed: https://example.org/reports/",
        f"    size: {random.randint(90, 900)} KB",
        "    rights: linked only",
        "sources:",
        "  - progress-report",
        "history:",
        "  - date: 2026-11-21",
        "    change: added",
    ]
    # The visit lasts three days.
    lines[2] += f"{lines[2][6:13]}-{day + 2:02}"
    return "---\n" + "\n".join(lines) + "\n---\n"


def _bullets(random: random.Random, kind: str, least: int) -> list[str]:
    lines = []
    for _ in range(_BULLETS):
        page = f" (p. {random.randint(2, 30)})" if random.random() < 0.5 else ""
        end = "?" if kind == "focus" else ""
        lines.append(f"- {sentence(random, least)}{end}{page}")
        if kind == "plans" and random.random() < 0.4:
            lines.append(f"    - 2023-03: {sentence(random, 6)} (Education Plan 2022-23)")
    return lines


def _body(random: random.Random, about: int) -> str:
    # Of a record's words a third stands in paragraphs, the rest in bullets.
    bulleted = [kind for kind in SECTIONS if kind not in _PROSE]
    in_bullet = max(5, about * 2 // 3 // (_BULLETS * len(bulleted)) - 9)
    in_paragraph = max(5, about // 3 // (len(_PROSE) + 1) - 9)
    parts = [f"{sentence(random, in_paragraph)}."]
    for kind, heading in SECTIONS.items():
        text = (
            [f"{sentence(random, in_paragraph)}."]
            if kind in _PROSE
            else _bullets(random, kind, in_bullet)
        )
        parts.append("\n".join([f"## {heading}", "", *text]))
    return "\n\n".join(parts) + "\n"


def write_library(folder: Path, reviews: int, about: int = 900, seed: int = 1) -> int:
    """Write content/ of a library.

    Args:
        folder: where; it need not exist.
        reviews: how many, one a year at most for each of the forty authorities; at most 5,000, as
            records take dates from 1900.
        about: about how many words a review's text has.
        seed: of the made-up words.

    Returns:
        How many words all the texts have together.
    """
    content = folder / "content"
    years = _years(max(1, -(-reviews // len(AUTHORITIES))))
    files = {f"vocabulary/{name}.yml": text for name, text in _vocabulary(years).items()}
    files |= {
        "programme.yml": _PROGRAMME,
        "documents/progress-report.md": _DOCUMENT,
        "about/glossary.md": _GLOSSARY,
    }
    total = 0
    for number in range(reviews):
        made_up = random.Random(f"{seed}/{number}")
        first, year = years[number // len(AUTHORITIES)]
        authority = AUTHORITIES[number % len(AUTHORITIES)]
        body = _body(made_up, about)
        total += words(body)
        header = _header(made_up, authority, first)
        files[f"reviews/{year}/{_slug(authority)}.md"] = f"{header}\n{body}"
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return total
