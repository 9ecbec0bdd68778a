"""What looks one way and reads another is pointed out, and the advice mends it."""

from __future__ import annotations

import re

import pytest

from reviewlib.diagnostics import Diagnostic
from tests.markdown.texts import codes, findings, read

# What is typed, what is said of it, and on which line.
SLIPS = {
    "a dot for a bullet": ("## Strengths\n\n• a\n", "bullet-sign", 3),
    "a dash for a bullet": ("## Strengths\n\n– a\n", "bullet-sign", 3),
    "no space after the hyphen": ("## Strengths\n\n-Learners\n", "bullet-sign", 3),
    "one space in": ("## Strengths\n\n- a\n - b\n", "one-space-indent", 4),
    "two spaces under a number": ("## Strengths\n\n1. a\n  - b\n", "one-space-indent", 4),
    "no space after the hashes": ("##Strengths\n", "heading-without-space", 1),
    "one hash": ("# Overview\n\ntext\n", "top-heading", 1),
    "four hashes": ("#### Strengths\n\n- a\n", "near-miss-heading", 1),
    "a slip of the pen": ("## Strenghts\n\n- a\n", "near-miss-heading", 1),
    "bold for a heading": ("**Strengths**\n\n- a\n", "bold-heading", 1),
    "bold with a colon": ("**Strengths:** learners lead\n", "bold-heading", 1),
    "bold on the line above": ("**Strengths**\n- a\n", "bold-heading", 1),
    "a plain line": ("Strengths\n\n- a\n", "bold-heading", 1),
    "four spaces in": ("Text.\n\n    more text\n", "indented-text", 3),
    "a long line underlined": ("So " + "it went on " * 9 + "\n---\n", "text-as-heading", 1),
    "no bullets": ("## Strengths\n\nLearners lead.\n", "no-bullets", 1),
    "nothing under it": ("## Strengths\n\n## Next steps\n\n- a\n", "no-bullets", 1),
    "an empty bullet": ("## Strengths\n\n- a\n-\n", "no-value", 4),
    "only a page": ("## Strengths\n\n- (p. 3)\n", "no-value", 3),
    "a part set as code": ("Text.\n\n```\nmore\n", "code-not-closed", 3),
    "a name in brackets": ("Text.\n\n[Action]: Improve\n", "words-lost", 3),
    "a bullet with a name in brackets": ("## Diary\n\n- [Action]: Improve\n", "words-lost", 3),
    "words inside a link": ('[a](https://example.org "b c")\n', "words-lost", 1),
    "a cell too many": ("| a |\n|---|\n| b | c |\n", "words-lost", 3),
    "HTML": ("a <br>\n", "html-in-text", 1),
    "a remark": ("Text.\n\n<!-- a -->\n", "html-in-text", 3),
    "a picture": ("![a](a.png)\n", "picture-in-text", 1),
    "a link to a file": ("[a](../b.md)\n", "bad-link", 1),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_pointed_out_on_its_line(slip: str) -> None:
    text, code, line = SLIPS[slip]
    found = read(text)[1]
    assert (code, line) in [(problem.code, problem.line) for problem in found]


@pytest.mark.parametrize("slip", SLIPS)
def test_writing_what_is_advised_mends_it(slip: str) -> None:
    text, code, line = SLIPS[slip]
    (problem,) = [one for one in read(text)[1] if (one.code, one.line) == (code, line)]
    advised = re.match(r"Write:\n {2}(.+)", problem.hint)
    if advised:
        lines = text.split("\n")
        lines[line - 1] = advised[1]
        assert code not in codes("\n".join(lines))


def test_only_what_is_lost_or_unsafe_is_an_error() -> None:
    stopped = {problem.code for text, _, _ in SLIPS.values() for problem in read(text)[1]
               if problem.is_error}  # fmt: skip
    assert stopped == {
        "bad-link",
        "code-not-closed",
        "html-in-text",
        "no-value",
        "picture-in-text",
        "words-lost",
    }


@pytest.mark.parametrize(
    "text",
    [
        "## Strengths\n\n- a\n    - b\n\n    c\n\n- d\n",
        "## Strengths\n\n  - a\n  - b\n",
        "- - a\n  - b\n",
        "```\n• a\n-b\n##c\n[d]: e\n```\n",
        "[a][b] and [b]\n\n[b]: https://example.org\n",
        "| a | b |\n|---|---|\n| c \\| d | e |\n",
        "Text with a #hashtag and #1.\n\n#1 in the list\n",
        "Five – or six – of them, 3-4 years\n",
        "Next steps are below.\n\n## Next steps\n\nActions:\n\n- a\n",
        "**Strengths** lie in many places.\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_bullets_already_told_of_line_by_line_are_not_told_of_again() -> None:
    assert codes("## Strengths\n\n• a\n• b\n") == ["bullet-sign", "bullet-sign"]


def test_mending_every_line_at_once_gives_the_findings() -> None:
    text = "##Strengths\n\n• one\n–  two\n-three\n"
    lines = text.split("\n")

    def mend(problem: Diagnostic) -> None:
        lines[problem.line - 1] = problem.hint.removeprefix("Write:\n  ")

    for problem in read(text)[1]:
        mend(problem)
    assert [one.text for one in findings("\n".join(lines))] == ["one", "two", "three"]
