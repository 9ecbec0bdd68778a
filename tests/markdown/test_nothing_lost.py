"""Nothing that stands in a text vanishes: what a page shows has every word of it."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reviewlib.markdown import to_html
from tests.markdown.texts import VOCABULARY, pieces, read, words

ROOT = Path(__file__).resolve().parents[2]
WORD = st.text(alphabet="abcdefghijklmnoprstuvwyzàèòùâ", min_size=2, max_size=9)
PHRASE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
THEMES = [theme.label for theme in VOCABULARY.themes]
HEADINGS = [name for heading in VOCABULARY.headings for name in (heading.label, *heading.variants)]

ENDS = (
    "",
    "",
    " (p. 3)",
    " (pp. 3-4).",
    " (page 7, para 2)",
    " [p. 3]",
    "THEME",
    " (p. 1) (p. 2)",
    " (theme: none such)",
    " (a first)",
)


@st.composite
def bullets(draw: st.DrawFn) -> list[str]:
    """A list as reports have them: first point unbulleted, odd indents, odd signs, updates."""
    lines = []
    if draw(st.booleans()):
        lines.append(draw(PHRASE))
        lines += [""] * draw(st.integers(0, 1))
    for _ in range(draw(st.integers(1, 5))):
        sign = draw(
            st.sampled_from(["- ", "- ", "- ", "* ", "• ", "– ", " - ", "  - ", "-", "1. "])
        )
        end = draw(st.sampled_from(ENDS))
        theme = f" (theme: {draw(st.sampled_from(THEMES))})"
        words = draw(PHRASE)
        words = draw(
            st.sampled_from([words, f"**{words}**", f'"{words}"', f"`{words}` and", f"*{words}*"])
        )
        lines.append(sign + words + end.replace("THEME", theme))
        for _ in range(draw(st.integers(0, 2))):
            indent = draw(st.sampled_from([" ", "  ", "    ", "    ", "        "]))
            date = draw(
                st.sampled_from(
                    ["", "2023-03: ", "2023: ", "March 2023: ", "2023-03 ", "2023-02-30: "]
                )
            )
            source = draw(st.sampled_from(["", " (Education Plan 2022-23)", " (p. 4)"]))
            lines.append(f"{indent}- {date}{draw(PHRASE)}{source}")
        if draw(st.integers(0, 5)) == 0:
            lines += ["", "    " + draw(PHRASE)]
    return lines


@st.composite
def tables(draw: st.DrawFn) -> list[str]:
    cells = [draw(WORD) for _ in range(4)]
    return [f"| {cells[0]} | {cells[1]} |", "|---|---|", f"| {cells[2]} | {cells[3]} |"]


@st.composite
def headings(draw: st.DrawFn) -> list[str]:
    text = draw(st.one_of(st.sampled_from(HEADINGS), PHRASE))
    forms = ["## {}", "### {}", "#### {}", "**{}**", "{}:", "# {}", "##{}", "{}\n----", "> ## {}"]
    form = draw(st.sampled_from(forms))
    return form.format(text).split("\n")


PROSE = PHRASE.map(lambda text: [text])
PARTS = st.one_of(
    headings(),
    bullets(),
    bullets(),
    tables(),
    PROSE,
    st.tuples(PHRASE, WORD).map(lambda pair: [f"{pair[0]} [{pair[1]}](https://example.org/)"]),
    PHRASE.map(lambda text: [f"> {text}"]),
    PHRASE.map(lambda text: ["```", text, "```"]),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    # Most texts have a section with findings, or most bullets would be mere bullets.
    lines = [f"## {draw(st.sampled_from(HEADINGS))}", ""] if draw(st.booleans()) else []
    for part in draw(st.lists(PARTS, min_size=1, max_size=8)):
        lines += part + [""] * draw(st.sampled_from([0, 1, 1, 1, 2]))
    return "\n".join(lines) + "\n"


def spoken(text: str) -> list[str]:
    """The words of a text; the words of marks and addresses of links aside."""
    bare = re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", text)
    bare = re.sub(r"\(themes?:[^)]*\)", " ", bare)
    bare = re.sub(r"\([a-z0-9]+(?:-[a-z0-9]+)+(?:, [^)]*)?\)$", " ", bare, flags=re.MULTILINE)
    return [word for word in re.findall(r"[^\W\d_]+", bare) if word not in {"pp", "page"}]


def counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", text))


def check(text: str) -> None:
    sections, problems = read(text)
    if any(problem.code == "words-lost" for problem in problems):
        return  # it was said, and stops the build
    wanted = Counter(spoken(text))
    assert not wanted - counted(words(sections))
    beside = " ".join(section.heading for section in sections)
    for section in sections:
        for one in section.findings:
            beside += f" {one.pages} " + " ".join(update.source for update in one.updates)
    as_html = re.sub(r"<[^>]*>", " ", " ".join(map(to_html, pieces(sections))))
    assert not wanted - counted(f"{html.unescape(as_html)} {beside}")


@given(texts())
def test_every_word_of_a_text_is_shown(text: str) -> None:
    check(text)


@given(texts())
def test_every_number_of_a_text_is_shown(text: str) -> None:
    sections, problems = read(text)
    assert not {problem.code for problem in problems} & {"words-lost"}
    wanted = Counter(re.findall(r"\d+", re.sub(r"(?m)^\s*\d\. ", "", text)))
    assert not wanted - Counter(re.findall(r"\d+", words(sections)))


@pytest.mark.parametrize(
    "text",
    [
        "## Strengths\n\nFirst point without a bullet\n- second\n - third\n",
        "## Next steps\n\n- a\n    - 2023-03: under way (Plan)\n\n      with\n        - and more\n",
        "## Strengths\n\n- > quoted\n- ## heading\n-     code\n",
        "**Strengths**\n• one\n• two\n",
    ],
)
def test_every_word_of_a_shape_that_real_reports_have_is_shown(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "file",
    sorted((ROOT / "content").rglob("*.md")),
    ids=lambda file: file.relative_to(ROOT).as_posix(),
)
def test_every_word_of_a_real_text_is_shown(file: Path) -> None:
    check(file.read_text("utf-8").split("\n---\n", 1)[1])
