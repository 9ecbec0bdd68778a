"""The tree: every node on its line, and never too deep."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from reviewlib.markdown import MAX_DEPTH, parse, plain, to_html
from reviewlib.markdown.parse import TooDeepError

BLOCKS = st.sampled_from(
    [
        "Words *of* a paragraph\nover two lines\\\nor three",
        "## A heading",
        "Underlined\n----------",
        "- a bullet\n- another\n    - below it\n\n      and more",
        "3. three\n4. four",
        "> quoted\n> - bullet",
        "```\ncode\n\n```",
        "| a | b |\n|---|---|\n| c | d |",
        "---",
        "<div>\n</div>",
        "[x]: https://example.org\n\nA [link][x] é ‘’",
        "* other\n* bullets",
    ]
)


@given(st.lists(BLOCKS, min_size=1, max_size=8), st.integers(1, 500))
def test_every_word_is_on_its_line(blocks: list[str], first: int) -> None:
    text = "\n\n".join(blocks)
    lines = text.split("\n")
    for top in parse(text, first):
        for node in top.walk():
            assert first <= node.line < first + len(lines)
            if node.kind in {"text", "code"}:
                assert node.text.split()[0] in lines[node.line - first]


@pytest.mark.parametrize("sign", ["> ", "- "])
def test_what_nests_as_deep_as_allowed_is_read_and_deeper_is_refused(sign: str) -> None:
    deep = next(n for n in range(1, 100) if _too_deep(sign * n + "a"))
    assert plain(parse(sign * (deep - 1) + "a")) == "a"
    assert deep <= MAX_DEPTH + 1
    with pytest.raises(TooDeepError) as refused:
        parse("a\n\n" + sign * 5000 + "a", 10)
    assert refused.value.line == 12


def _too_deep(text: str) -> bool:
    try:
        parse(text)
    except TooDeepError:
        return True
    return False


def test_words_that_touch_are_one_piece() -> None:
    (paragraph,) = parse(r"a\*b &amp; c [d")
    assert [node.text for node in paragraph.children] == ["a*b & c [d"]


def test_plain_text_never_runs_words_of_two_blocks_together() -> None:
    text = "a\n\n- b\n    - c\n\n> d\n\n```\ne\n```\n\n| f | g |\n|---|---|\n| h | i |\n\n## j\n"
    assert plain(parse(text)) == "a b c d e f g h i j"


@pytest.mark.parametrize("written", ["<a@example.org>", "[a@example.org](mailto:a@example.org)"])
def test_an_address_in_angle_brackets_is_a_link_to_write_to(written: str) -> None:
    ((link,),) = (paragraph.children for paragraph in parse(written))
    assert (link.kind, link.href, plain([link])) == (
        "link",
        "mailto:a@example.org",
        "a@example.org",
    )


def test_a_table_of_a_head_alone_has_no_body() -> None:
    def html(text: str) -> str:
        return to_html(parse(text))

    assert "<tbody>" in html("| a |\n|---|\n| b |\n")
    assert "<thead>" in html("| a |\n|---|\n")
    assert "<tbody>" not in html("| a |\n|---|\n")
