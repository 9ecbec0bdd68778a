"""What `compose` refuses by itself, were `repair` ever to let it through."""

from __future__ import annotations

import pytest

from reviewlib.frontmatter import MAX_DEPTH
from reviewlib.frontmatter.parser import compose
from tests.frontmatter.values import plain


def composed(text: str):
    lines = text.split("\n")
    return compose(lines, tuple(range(1, len(lines) + 1)), "x.yml")


REFERS = "refers from one value to another; write each in full."


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("a: &x b\nc: d", 1, "special-sign", f'"&x" {REFERS}'),
        ("a: b\nc: *x", 2, "special-sign", f'"*x" {REFERS}'),
        (
            "a: !!int 3",
            1,
            "special-sign",
            '"tag:yaml.org,2002:int" changes how a value is read; leave it out.',
        ),
        ("a: b\n---\nc: d", 2, "second-header", 'a second "---" follows.'),
        ("a: b\n[c, d]: e", 2, "not-a-name", "a name before a colon is one or two words."),
        (
            "a: b\n c: d",
            2,
            "header-unreadable",
            "from this line on, the header does not read as names, colons and values.",
        ),
        (
            "- " * (MAX_DEPTH + 1) + "x",
            1,
            "too-deep",
            f"lists are nested more than {MAX_DEPTH} deep.",
        ),
    ],
)
def test_what_it_cannot_take_is_one_problem_at_its_line(text, line, code, message):
    value, problems = composed(text)
    assert value is None
    assert [(each.line, each.code, each.message) for each in problems] == [(line, code, message)]


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    value, problems = composed("\n".join(rows))
    assert value is None
    assert problems[0].line == 1


def test_nothing_is_converted():
    value, _ = composed("a: NO\nb: 0123\nc: 12:30\nd: 2025-02-30\ne: ~\nf: .inf")
    assert plain(value) == {
        "a": "NO", "b": "0123", "c": "12:30", "d": "2025-02-30", "e": "~", "f": ".inf",
    }  # fmt: skip


def test_no_lines_are_no_value():
    assert composed("") == (None, [])
