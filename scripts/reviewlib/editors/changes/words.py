"""Words from outside, made fit for a page that others read: masked, and only ever words."""

from __future__ import annotations

import re

from reviewlib.pdf.pii import in_text

_MOST = 2000
# What means something anywhere in GitHub Flavored Markdown, and what only means something at
# the beginning of a line.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&])")
_FIRST = re.compile(r"^([-+=#>]|\d{1,9}(?=[.)]))")
# Whatever stands before it: GitHub looks for a scheme within words too, as in `1https://`.
_WEB = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(?=:)|(www)(?=\.)")
# GitHub makes links of these after Markdown is read, so that no backslash helps. A word joiner
# (U+2060) is seen by no reader.
_CALLS = re.compile(r"([@#])(?=\w)|(GH)(?=-\d)", re.IGNORECASE)
_JOINER = "\u2060"
_HIDDEN = re.compile(
    "[\ud800-\udfff\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def _flat(text: str) -> str:
    """On one line, not too long, without signs that nobody sees."""
    text = _HIDDEN.sub("", " ".join(text.split()))
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _fence(text: str, least: int) -> str:
    """More back-ticks than a text has in a row."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _masked(text: str) -> str:
    """Addresses and numbers of persons shown in part only."""
    for leak in in_text(text, 0):
        text = text.replace(leak.value, leak.masked)
    return text


def safe(text: str) -> str:
    r"""A text as it is meant, in Markdown: nothing in it is mark-up, a link or a call.

    >>> safe("<b>See</b> [this](x) and jo@example.org")
    '\\<b\\>See\\</b\\> \\[this\\](x) and j…@…'
    """
    text = _SIGNS.sub(r"\\\1", _masked(_flat(text)))
    text = _FIRST.sub(_first, text)
    text = _WEB.sub(lambda found: f"{found[0]}{_JOINER}", text)
    return _CALLS.sub(lambda found: f"{found[0]}{_JOINER}", text)


def _first(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def code(text: str) -> str:
    """A text in a code span, such as a file's name; nothing in it ends the span.

    >>> code("a`b"), code("content/a.md")
    ('`` a`b ``', '`content/a.md`')
    """
    text = _masked(_flat(text)) or " "
    fence = _fence(text, 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def block(text: str) -> tuple[str, ...]:
    """Lines to be copied as they are: a fenced block, personal data in them masked."""
    # What is at the left matters, and what nobody sees does not.
    rows = [_masked(_HIDDEN.sub("", row)[:_MOST]) for row in text.split("\n")]
    fence = _fence(text, 3)
    return (f"{fence}text", *rows, fence)
