"""Names in another language are marked wherever they stand in a text."""

from __future__ import annotations

import re

import pytest

from reviewlib.markdown import parse, to_html

NAMES = re.compile(r"(?<!\w)(?:Dùn Sgàil|Na Sgeirean)(?!\w)")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Dùn Sgàil", '<p><span lang="gd">Dùn Sgàil</span></p>'),
        (
            "From Dùn Sgàil to Na Sgeirean.",
            '<p>From <span lang="gd">Dùn Sgàil</span> to <span lang="gd">Na Sgeirean</span>.</p>',
        ),
        (
            "*Dùn Sgàil*, then [Na Sgeirean](/a/) and Dùn Sgàil",
            '<p><em><span lang="gd">Dùn Sgàil</span></em>, then '
            '<a href="/a/"><span lang="gd">Na Sgeirean</span></a> and '
            '<span lang="gd">Dùn Sgàil</span></p>',
        ),
        ("Dùn Sgàilean", "<p>Dùn Sgàilean</p>"),
        ("`Dùn Sgàil` Dùn Sgàil", '<p><code>Dùn Sgàil</code> <span lang="gd">Dùn Sgàil</span></p>'),
    ],
)
def test_a_name_is_marked_and_all_else_is_as_it_was(text: str, html: str) -> None:
    assert to_html(parse(text), gaelic=NAMES) == html


def test_words_alone_are_marked_too() -> None:
    (paragraph,) = parse("Led by <Dùn Sgàil>")
    assert to_html(paragraph.children, gaelic=NAMES) == (
        'Led by &lt;<span lang="gd">Dùn Sgàil</span>&gt;'
    )


def test_where_no_name_is_known_nothing_is_marked() -> None:
    assert "lang" not in to_html(parse("Dùn Sgàil"))
