r"""From the bytes of a file to its lines, refusing what no editor meant to write.

takes: bytes and the file's path
gives: the text with "\n" newlines, or problems
knows nothing of: YAML, Markdown, reviews
"""

from __future__ import annotations

import unicodedata

from reviewlib.problems import Problem

__all__ = ["MAX_BYTES", "decode"]

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes; a long record is about 20,000."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_FILES = (
    (b"%PDF", "the file is a PDF, not text.", "A PDF goes into reports/."),
    (b"PK\x03\x04", "the file is a Word or zip file, not text.", "Copy its text into a .md file."),
    (b"\xd0\xcf\x11\xe0", "the file is a Word file, not text.", "Copy its text into a .md file."),
)
# Byte order mark, zero-width space, word joiner, soft hyphen: nobody sees them, and they come
# with text pasted from a web page or a PDF. Left in, they would hide a word from search.
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
# Unicode's bidirectional controls: they make a line read otherwise than it is (UTR #36, UAX #9).
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SAVE_AS = 'Save the file again as "UTF-8" (in Notepad: File, Save as, Encoding).'


def _undecodable(raw: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    line = raw.count(b"\n", 0, error.start) + 1
    meant = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
    text = f'a letter on this line (probably "{meant}") is not saved as UTF-8.'
    return Problem(path, line, 0, "", "not-utf-8", text, _SAVE_AS)


def _forbidden(letter: str) -> str | None:
    if letter in _BIDI:
        return "an invisible sign that changes the reading direction"
    if letter == "\0":
        return "a NUL, which is not text"
    if unicodedata.category(letter) == "Cc" and letter not in "\n\t":
        return "an invisible control sign"
    if letter in "\u2028\u2029":
        return "an invisible line separator"
    if ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF:
        return "something that is not a letter"  # noncharacters, Unicode 23.7
    return None


def _hidden_signs(text: str, path: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable():
            continue
        for column, letter in enumerate(line, start=1):
            what = _forbidden(letter)
            if what:
                message = f"this line holds {what} (U+{ord(letter):04X})."
                hint = "Delete the line and type it again; do not paste it."
                found.append(Problem(path, number, column, "", "hidden-sign", message, hint))
                break
    return found


def decode(raw: bytes, path: str) -> tuple[str | None, list[Problem]]:
    r"""Decode a file.

    Windows or old Mac line ends become "\n", and a byte order mark and other signs that show
    nothing are dropped, in silence: they are what ordinary editors write, and none of them
    changes a word.

    Args:
        raw: the file's bytes.
        path: its name, for the problems.

    Returns:
        The text and no problems, or None and the problems.
    """
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1_000_000:.1f} MB"
        message = f"the file is {size}; a record is text of a few pages, at most 1 MB."
        return None, [Problem(path, 1, 0, "", "too-large", message)]
    for start, message, hint in _OTHER_FILES:
        if raw.startswith(start):
            return None, [Problem(path, 1, 0, "", "not-text", message, hint)]
    if raw.startswith(_UTF16_MARKS) or raw.count(0) * 4 > len(raw):
        message = "the file is saved as UTF-16."
        return None, [Problem(path, 1, 0, "", "not-utf-8", message, _SAVE_AS)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_undecodable(raw, path, error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    problems = _hidden_signs(text, path)
    return (None, problems) if problems else (text, [])
