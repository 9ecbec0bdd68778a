"""Headers that are written the plain way throughout, as nearly all are.

takes: the lines of a front matter
gives: whether each of them can be read in one way only
knows nothing of: what is wrong with a line that cannot, what the names mean, reviews
"""

# To look for misreadings line by line takes longer than to read a header. Where every line has
# one of four forms, and its value none of the signs that YAML gives a meaning, there is nothing
# to look for. Whatever has any other form goes the long way; so this says "no" where it doubts.

from __future__ import annotations

import re

__all__ = ["is_plain_header"]

# It begins with a letter or a digit, ends with no space, and holds no # and no colon before a
# space; spaces of other kinds, and the tab, have ways of their own of being misread.
_VALUE = (
    r"[A-Za-z0-9](?:[^\n#:\t\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
    r"|:(?=[^\s]))*(?<! )"
)
_NAME = r"[a-z][a-z0-9_]{0,40}"
_PAIR = rf"{_NAME}: {_VALUE}\n"
_TEXTS = rf"(?:  - (?!{_NAME}:){_VALUE}\n)+"
_GROUPS = rf"(?:  - {_PAIR}(?:    {_PAIR})*)+"
_HEADER = re.compile(rf"(?:{_PAIR}|{_NAME}:\n(?:{_TEXTS}|{_GROUPS}))+")


def is_plain_header(lines: list[str]) -> bool:
    """Whether nothing in the lines of a header can be read otherwise than it looks.

    >>> is_plain_header(["status: took place", "themes:", "  - Inclusion"])
    True
    >>> is_plain_header(["title: Note: Glenmore"]), is_plain_header(["themes: [Inclusion]"])
    (False, False)
    """
    return _HEADER.fullmatch("\n".join(lines) + "\n") is not None
