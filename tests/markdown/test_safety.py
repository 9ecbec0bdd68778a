"""No text, however hostile, becomes anything but harmless HTML, and none takes long."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, strategies as st

from reviewlib.markdown import is_allowed_link, parse, plain, to_html
from reviewlib.markdown.parse import TooDeepError
from tests.markdown.texts import codes, nodes, read

PLAIN = "p ul li blockquote em strong code pre hr br table thead tbody tr td span h2 h3 h4 h5 h6"
TAGS: dict[str, set[str]] = {
    **{tag: set() for tag in PLAIN.split()},
    "ol": {"start"},
    "th": {"scope"},
    "a": {"href"},
    "div": {"class", "tabindex"},
}
VOID = {"hr", "br"}


class Strict(HTMLParser):
    """Fails on anything that is not in the lists above, as a browser would see it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= TAGS[tag]
        for name, value in attrs:
            if name == "href":
                self._link(value or "")
            elif name in {"start", "tabindex"}:
                assert value is not None
                assert value.isdigit()
            else:
                assert value in {"col", "table-wide"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def _link(self, href: str) -> None:
        # What browsers do before they read an address: WHATWG URL, 4.4, steps 1 to 3.
        seen = href.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None})
        seen = seen.replace("\\", "/")
        assert urlsplit(seen).scheme in {"http", "https", "mailto", ""}
        assert not seen.startswith("//")
        self.links.append(href)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(html: str) -> list[str]:
    """The links of a piece of HTML in which nothing is wrong."""
    strict = Strict()
    strict.feed(html)
    strict.close()
    assert strict.open == []
    return strict.links


def html_of(text: str) -> str:
    """The HTML of a text in full, on a page at the root, where links are barest."""
    try:
        whole = to_html(parse(text), lambda address: address)
    except TooDeepError:
        whole = to_html(())
    return str(whole + to_html(nodes(read(text)[0])))


SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript&colon;alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&#58;alert(1)",
    "javascript\\:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/&Tab;/evil.example",
    "/&#9;/evil.example",
    "///evil.example",
    "/javascript:alert(1)",
    "https:evil.example",
    "https://example.org@evil.example/",
    "https://example.org\\@evil.example/",
    "mailto:a@b.org?x\"onmouseover=alert(1)",
    "#\"onmouseover=alert(1)",
    "/about/\"onmouseover=alert(1)",
    "/about/?a=<script>",
    "ws://evil.example",
    "\u00a0javascript:alert(1)",
    "\u2028javascript:alert(1)",
]  # fmt: skip
FORMS = [
    "[a]({})",
    "[a](<{}>)",
    '[a]({} "b")',
    "[a][b]\n\n[b]: {}",
    "[b][]\n\n[b]: <{}>",
    "[b]\n\n[b]: {} 'c'",
    "<{}>",
    "![a]({})",
    "[![a]({})]({})",
    "- [a]({}) (p. 3)",
    "## [a]({})",
    "| [a]({}) |\n|---|\n| b |",
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("form", FORMS)
def test_no_link_leads_anywhere_unsafe_in_any_form(form: str, scheme: str) -> None:
    links = check(html_of(form.replace("{}", scheme)))
    assert all(is_allowed_link(link) or not link for link in links)
    assert not any("evil.example" in (urlsplit(link).hostname or "") for link in links)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_unsafe_link_is_refused_whatever_writes_it(scheme: str) -> None:
    assert not is_allowed_link(scheme)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a/b?c=d&e=f#g",
        "http://example.org",
        "mailto:a.b@example.org?subject=A%20record",
        "/",
        "/about/",
        "/reviews/2022-23/glenmore/glenmore-summary.pdf#page=7",
        "#strength-learners-lead",
    ],
)
def test_an_ordinary_link_is_kept(link: str) -> None:
    assert is_allowed_link(link)
    assert check(html_of(f"[a]({link})"))
    assert codes(f"[a]({link})\n") == []


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>a</a>",
    "<div onclick=alert(1) style='position:fixed'>a</div>",
    "<form action=//evil.example><button>a</button></form>",
    "<!-- <img src=x onerror=alert(1)> -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<p id=location>a</p><a name=body>b</a>",
    "</div></div></main><script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "```\"><script>alert(1)</script>\na\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "a &quot;onmouseover=alert(1)&quot; b",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "# <script>alert(1)</script>",
    "| <script>alert(1)</script> | \"onmouseover=alert(1) |\n|---|:-:|\n| a | b |",
    "[a](https://example.org 'x\" onmouseover=\"alert(1)')",
    "1234567890123. a",
    "999999999. a",
    "a\ufeffb\ufffec\U000e0001d",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "- {}", "> {}", "## Strengths\n\n- {} (p. 3)", "*{}*"])
def test_no_markup_of_an_author_s_own_is_alive(form: str, text: str) -> None:
    check(html_of(form.replace("{}", text)))


@given(st.text(alphabet="<>&\"'`*_[]()!#-|:/\\ \n\tabjs=;~+.1{}x", max_size=200))
@example('<a href="javascript:x">[b](</\t/c>)')
def test_whatever_is_typed_becomes_harmless(text: str) -> None:
    check(html_of(text))


def test_what_gets_past_the_first_wall_is_stopped_by_the_second() -> None:
    """An address of ours that were wrongly made would still not run."""
    html = to_html(parse("[a](/about/)"), lambda _: "javascript:alert(1)")
    assert check(str(html)) == []
    assert html == "<p><a>a</a></p>"


def test_the_words_of_hostile_markup_are_shown_as_words() -> None:
    text = "<script>alert(1)</script>"
    assert plain(parse(text)) == text
    assert "&lt;script&gt;" in html_of(text)


# ------------------------------------------------------------------------------------ time

GROWING = {
    "stars": lambda n: "*a **b " * n,
    "stress in stress": lambda n: "*_" * n + "a" + "_*" * n,
    "one long run of stars": lambda n: "*" * n + "a" + "*" * n,
    "escapes": lambda n: "\\*" * n,
    "open brackets": lambda n: "[" * n,
    "open links": lambda n: "[a](" * n,
    "links that name others": lambda n: "[a][b]" * n,
    "definitions": lambda n: "".join(f"[a{i}]: /b\n" for i in range(n // 4)) + "[a1]" * n,
    "angles": lambda n: "<a " * n,
    "entities": lambda n: "&amp;" * n,
    "ticks": lambda n: "".join("`" * (i % 90) + "a" for i in range(n // 20)),
    "spaces": lambda n: "## Strengths\n\n- a" + " " * n + "b",
    "brackets at the end": lambda n: "## Strengths\n\n- a" + "(p. 3)" * n,
    "open brackets at the end": lambda n: "## Next steps\n\n- a" + " (" * n,
    "themes": lambda n: "## Strengths\n\n- a (theme: " + "b," * n + ")",
    "bullets": lambda n: "## Strengths\n\n" + "- a b\n" * (n // 3),
    "empty bullets": lambda n: "## Strengths\n\n" + "-\n" * (n // 3),
    "unknown themes": lambda n: "## Strengths\n\n" + "- a (theme: bcd)\n" * (n // 6),
    "updates": lambda n: "## Next steps\n\n- a\n" + "    - 2023-03: b\n" * (n // 6),
    "wrong updates": lambda n: "## Next steps\n\n- a\n" + "    - 2023-13: b\n" * (n // 6),
    "headings": lambda n: "".join(f"## Strenghts {i}x\n" for i in range(n // 6)),
    "underlines": lambda n: "a\n=\n" * (n // 3),
    "lines": lambda n: "a\n" * (n // 2),
    "odd bullets": lambda n: "## Strengths\n\n" + "• a\n" * (n // 3),
    "parts of code": lambda n: "```\na\n```\n" * (n // 8),
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|c|d|e|\n" * (n // 6),
    "cells": lambda n: "|a" * (n // 3) + "\n" + "|-" * (n // 3) + "\n" + "|b" * (n // 3) + "\n",
    "quotes": lambda n: ">" * n + "a",
    "deeper and deeper": lambda n: "".join("  " * i + "- a\n" for i in range(int((n * 3) ** 0.5))),
}


def _seconds(text: str) -> float:
    started = time.process_time()
    html_of(text)
    return time.process_time() - started


@pytest.mark.audit
@pytest.mark.parametrize("shape", GROWING)
def test_64_times_the_text_takes_nowhere_near_4096_times_as_long(shape: str) -> None:
    make = GROWING[shape]
    small = min(_seconds(make(2_000)) for _ in range(3))
    # Ten times what it should be leaves room for a busy machine, and still is far from the square.
    assert _seconds(make(128_000)) < 640 * small + 0.1


def test_ten_thousand_bullets_and_a_thousand_cells_are_read() -> None:
    sections, problems = read("## Strengths\n\n" + "- a b c\n" * 10_000)
    assert (len(sections[0].findings), problems) == (10_000, [])
    row = "|" + " a |" * 40 + "\n"
    text = row + "|" + "---|" * 40 + "\n" + row * 25
    assert check(html_of(text)) == []
    assert html_of(text).count("<td>") == 2 * 25 * 40
