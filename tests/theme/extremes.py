"""A library whose words nobody planned for: very long, very short, very many, from elsewhere.

takes: a folder of the test's own
gives: `extreme`, the root of the library; PAGES, the pages where it shows
knows nothing of: templates, style sheets
"""

from __future__ import annotations

from pathlib import Path

from tests.library.trees import base, write

__all__ = ["PAGES", "extreme"]

# Real words, and one that cannot be broken anywhere: both are what a page must bear.
SENTENCE = "How well does every school in every cluster listen to what its learners say about "
LONG = (SENTENCE * 5)[:299].rstrip() + "?"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
ARABIC = "كيف تستمع مدارسنا إلى المتعلمين وماذا تفعل بما يقولونه كل يوم؟"
HEBREW = "איך בתי הספר שלנו מקשיבים לתלמידים?"
EMOJI = "👩🏽‍🏫 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 learners first 🎉"

PAGES = (
    "",
    "reviews/",
    "reviews/2022-23/long/",
    "reviews/2022-23/short/",
    "reviews/2022-23/many/",
    "reviews/2022-23/other/",
    "themes/",
    "themes/theme-7/",
    "authorities/",
    "authorities/strathbeg/",
    "questions/",
    "calendar/",
    "years/",
    "years/2022-23/",
    "search/",
    "404.html",
)


def _review(root: Path, name: str, fields: str, body: str, *, when: str = "2022-10-03") -> None:
    header = f"authorities:\n  - Strathbeg\nwhen: {when}\nstatus: took place\n"
    header += "sources: progress-report-2023\n"
    write(root, f"content/reviews/2022-23/{name}.md", f"---\n{header}{fields}---\n\n{body}")


def _findings(heading: str, texts: list[str]) -> str:
    bullets = "\n".join(f"- {text}" for text in texts)
    return f"## {heading}\n\n{bullets}\n\n"


def _label(number: int) -> str:
    return f"Theme number {number}" + (f" {UNBROKEN[:60]}" if number == 7 else "")


def _themes(root: Path) -> None:
    path = root / "content/vocabulary/themes.yml"
    more = [f"- id: theme-{number}\n  label: {_label(number)}\n" for number in range(40)]
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + "".join(more), "utf-8")


def _theme_names(count: int) -> str:
    return "themes:\n" + "".join(f"  - {_label(number)}\n" for number in range(count))


def extreme(folder: Path) -> Path:
    """A library of four reviews, each hard to show in its own way."""
    root = base(folder)
    _themes(root)
    report = f"reports:\n  - title: {LONG[:-1]}\n    listed: https://example.org/{'a' * 250}\n"
    report += "    rights: linked only\n"
    words = _findings("Focus questions", [LONG, UNBROKEN]) + _findings("Strengths", [LONG])
    _review(root, "long", f'title: "{LONG}"\n{report}', f"{UNBROKEN}\n\n{words}")
    _review(root, "short", "title: X\n", _findings("Focus questions", ["Y?"]))
    many = [f"Finding {number} of very many, said in a few words" for number in range(200)]
    _review(root, "many", _theme_names(40), _findings("Strengths", many))
    other = _findings("Focus questions", [ARABIC, HEBREW, EMOJI])
    _review(root, "other", f'title: "{ARABIC} {EMOJI}"\n{_theme_names(8)}', other, when="unknown")
    return root
