"""What may become a link: nothing that runs, hides where it goes, or is not whole."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from reviewlib.schema import is_web_address


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        " https://example.org",
        "data:text/html,<b>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:a@example.org",
        "//example.org/",
        "/page",
        "example.org",
        "https:example.org",
        "https:/example.org",
        "https://",
        "https:///page",
        "https://https://example.org",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org\\@other.org/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1]/",
        "https://[/",
        "https://localhost/",
        "https://.example.org/",
        "https://example..org/",
        "https://exa%6dple.org/",
        "https://ex_ample.org/",
        "https://exámple.org/",
        "https://example.org/á",
        'https://example.org/"onclick=x',
        "https://example.org/<b>",
        "https://example.org/a b",
        *(f"https://example.org/{sign}" for sign in '<>"\\^`{|}'),
        "https://example.org/\n",
        "https://example.org/\x7f",
        "https://example.org/\u202e",
        "",
    ],
)
def test_it_is_not_a_web_address(text):
    assert not is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "HTTPS://Example.ORG/",
        "http://example.org:8080/a/b.html?c=d&e=%20#f",
        "https://www.education.gov.scot/improvement/",
        "https://example.org/~a/(b)'c",
        "https://example.org/path@2x.png",
    ],
)
def test_it_is_a_web_address(text):
    assert is_web_address(text)


@given(
    st.text(max_size=60), st.sampled_from(["", "https://", "https://example.org/", "javascript:"])
)
def test_no_text_makes_a_web_address_of_anything_else(text, start):
    whole = start + text
    if is_web_address(whole):
        assert whole.casefold().startswith(("https://", "http://"))
        assert whole.isascii()
        assert whole.isprintable()
        assert not set(whole) & set(' <>"\\^`{|}')
        assert "@" not in whole.split("/")[2]
