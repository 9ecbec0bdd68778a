"""From the bytes of a file to its front matter, each value with its place, and its body.

The YAML is composed from PyYAML's events, never loaded: at that level anchors, aliases and tags
are still to be seen and refused, nothing is expanded and nothing is converted (ADR 0003).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import yaml
from yaml import events as ev

from reviewlib.diagnostics import Diagnostic
from reviewlib.frontmatter.lint import autofix
from reviewlib.text import quoted


class _Located(msgspec.Struct, frozen=True, gc=False):
    """What a header has by the dozen: made faster than a dataclass."""


class Scalar(_Located, frozen=True):
    """One piece of text. Nothing is converted: `NO`, `0123` and `12:30` stay as written."""

    text: str  # the text; "" where a name was given no value
    line: int  # its line in the file, from 1
    column: int  # its column, from 1


class Sequence(_Located, frozen=True):
    """A list of values."""

    items: tuple[Value, ...]
    line: int
    column: int


class Mapping(_Located, frozen=True):
    """Names with their values, in the order written; no name twice."""

    entries: tuple[tuple[Scalar, Value], ...]
    line: int
    column: int

    def __iter__(self) -> Iterator[tuple[Scalar, Value]]:
        return iter(self.entries)

    def get(self, name: str) -> Value | None:
        """The value given for a name, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, split and read, nothing judged."""

    path: str  # relative to the library's root, with forward slashes
    values: Mapping | Sequence  # the front matter (or, of a .yml file, the whole of it)
    body: str  # the text after the front matter, newlines as "\n"; "" for a .yml file
    body_line: int  # the line in the file on which `body` begins, from 1


MAX_DEPTH = 8
"""How deep lists and names may nest; a review's reports need three."""

# libyaml's parser where PyYAML was built with it (every wheel), the same events in Python else.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """What stops the composer; its argument is the diagnostic."""


class _Composer:
    def __init__(self, numbers: tuple[int, ...], path: str) -> None:
        self.numbers = numbers
        self.path = path
        self.problems: list[Diagnostic] = []

    def place(self, event: ev.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # every event that a parser gives has its place
        return self.numbers[min(mark.line, len(self.numbers) - 1)], mark.column + 1

    def refused(self, line: int, code: str, message: str) -> _Refused:
        return _Refused(Diagnostic(self.path, line, 0, "", code, message))

    def marked(self, event: ev.NodeEvent, line: int) -> _Refused:
        """A value with an anchor, an alias or a tag."""
        if event.anchor:
            sign = "*" if isinstance(event, ev.AliasEvent) else "&"
            message = (
                f'"{sign}{event.anchor}" refers from one value to another; write each in full.'
            )
        else:
            message = (
                f"{quoted(getattr(event, 'tag', ''))} changes how a value is read; leave it out."
            )
        return self.refused(line, "special-sign", message)

    def document(self, text: str) -> Value | None:
        """The value of the only document; None where there is none."""
        self.next: Callable[[], Any] = _Loader(text).get_event
        self.next()  # the start of the stream
        if isinstance(self.next(), ev.StreamEndEvent):
            return None
        value = self.value(self.next(), 1)
        self.next()  # the document's end
        if not isinstance(after := self.next(), ev.StreamEndEvent):
            message = 'a second "---" follows.'
            raise self.refused(self.place(after)[0], "second-header", message)
        return value

    def value(self, event: ev.NodeEvent, depth: int) -> Value:
        line, column = self.place(event)
        if event.anchor or getattr(event, "tag", None):
            raise self.marked(event, line)
        if depth > MAX_DEPTH:
            message = f"lists are nested more than {MAX_DEPTH} deep."
            raise self.refused(line, "too-deep", message)
        if isinstance(event, ev.ScalarEvent):
            return Scalar(event.value, line, column)
        if isinstance(event, ev.SequenceStartEvent):
            return self.sequence(line, column, depth)
        return self.mapping(line, column, depth)

    def sequence(self, line: int, column: int, depth: int) -> Sequence:
        items = []
        while not isinstance(event := self.next(), ev.SequenceEndEvent):
            items.append(self.value(event, depth + 1))
        return Sequence(tuple(items), line, column)

    def mapping(self, line: int, column: int, depth: int) -> Mapping:
        seen: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := self.next(), ev.MappingEndEvent):
            key = self.value(event, depth + 1)
            if not isinstance(key, Scalar):
                message = "a name before a colon is one or two words."
                raise self.refused(key.line, "not-a-name", message)
            value = self.value(self.next(), depth + 1)
            if key.text in seen:
                first = seen[key.text][0].line
                message = f"{quoted(key.text)} is given twice; the first is on line {first}."
                hint = "Keep one of the two, with everything that belongs to it."
                self.problems.append(
                    Diagnostic(self.path, key.line, 0, key.text, "given-twice", message, hint)
                )
                continue
            seen[key.text] = (key, value)
        return Mapping(tuple(seen.values()), line, column)


def _unreadable(error: yaml.YAMLError, numbers: tuple[int, ...], path: str) -> Diagnostic:
    mark = None
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
    line = numbers[min(mark.line, len(numbers) - 1)] if mark else numbers[0]
    message = "from this line on, the header does not read as names, colons and values."
    hint = (
        "Lines of one list or one group begin with the same number of spaces.\n"
        "Compare this line and the one above it with the example in docs/records.md."
    )
    return Diagnostic(path, line, 0, "", "header-unreadable", message, hint)


def compose(
    lines: list[str], numbers: tuple[int, ...], path: str
) -> tuple[Value | None, list[Diagnostic]]:
    """Compose values from YAML.

    Args:
        numbers: for each of `lines`, its line in the file.

    Returns:
        The value (None where there is none, or where it cannot be read) and the problems.
    """
    composer = _Composer(numbers, path)
    try:
        return composer.document("\n".join(lines) + "\n"), composer.problems
    except _Refused as refused:
        composer.problems.append(refused.args[0])
    except yaml.YAMLError as error:
        composer.problems.append(_unreadable(error, numbers, path))
    return None, composer.problems


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
_UNSEEN = "\ufeff\u200b\u2060\u00ad"
# Unicode's bidirectional controls: they make a line read otherwise than it is (UTR #36, UAX #9).
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SAVE_AS = 'Save the file again as "UTF-8" (in Notepad: File, Save as, Encoding).'


def _undecodable(raw: bytes, path: str, error: UnicodeDecodeError) -> Diagnostic:
    line = raw.count(b"\n", 0, error.start) + 1
    meant = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
    text = f'a letter on this line (probably "{meant}") is not saved as UTF-8.'
    return Diagnostic(path, line, 0, "", "not-utf-8", text, _SAVE_AS)


def forbidden(letter: str) -> str | None:
    """What a sign is that may stand in no text; None for all others."""
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


def _hidden_signs(text: str, path: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if text.replace("\n", "").isprintable():
        return found
    for number, line in enumerate(text.split("\n"), start=1):
        signs = {letter: what for letter in line if (what := forbidden(letter))}
        if signs:
            named = " and ".join(f"{what} (U+{ord(letter):04X})" for letter, what in signs.items())
            hint = "Delete the line and type it again; do not paste it."
            column = line.index(next(iter(signs))) + 1
            message = f"this line holds {named}."
            found.append(Diagnostic(path, number, column, "", "hidden-sign", message, hint))
    return found


# What Git leaves where two changes met on the same lines (git-merge(1), "How conflicts are
# presented"): <<<<<<< ours, ||||||| base, =======, >>>>>>> theirs, each at the start of its line.
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_MARKERS = ("<" * 7, ">" * 7, "|" * 7, "=" * 7)
_OPENS_CODE = re.compile(r"(?P<sign>`{3,})[^`]*|(?P<tilde>~{3,}).*")


def _is_underline(lines: list[str], index: int) -> bool:
    """Whether seven equals signs underline a heading of as many letters, and nothing else."""
    title = lines[index - 1] if index else ""
    alone = index < 2 or not lines[index - 2].strip()
    return alone and len(title) == len(lines[index]) and title[:1].isalpha()


def _conflict_marker(text: str, path: str) -> Diagnostic | None:
    """The first marker of a merge conflict that does not stand in a fenced code block."""
    if not any(map(text.__contains__, _MARKERS)):
        return None
    lines, fence = text.split("\n"), ""
    in_lists = path.endswith(".yml")
    for index, written in enumerate(lines):
        line = written.rstrip()
        opens = None if in_lists or fence else _OPENS_CODE.fullmatch(line)
        if opens:
            fence = opens["sign"] or opens["tilde"]
        elif fence:
            bare = line.lstrip(" ")
            closes = bare.startswith(fence) and not bare.strip(fence[0])
            fence = "" if closes and len(line) - len(bare) < 4 else fence
        elif _CONFLICT.fullmatch(line) and not (line[0] == "=" and _is_underline(lines, index)):
            message = (
                f"{quoted(line)} is a conflict marker of Git: two changes met here, and both "
                "versions may be in the file."
            )
            hint = (
                "Keep what is right of the two versions, and delete every line that begins with "
                "<<<<<<<, |||||||, ======= or >>>>>>>."
            )
            return Diagnostic(path, index + 1, 0, "", "conflict-marker", message, hint)
    return None


def decode(raw: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    r"""Decode a file.

    Windows or old Mac line ends become "\n", and a byte order mark and other signs that show
    nothing are dropped, in silence: they are what ordinary editors write, and none of them
    changes a word.

    Returns:
        The text and no problems, or None and the problems.
    """
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1_000_000:.1f} MB"
        message = f"the file is {size}; a record is text of a few pages, at most 1 MB."
        return None, [Diagnostic(path, 1, 0, "", "too-large", message)]
    for start, message, hint in _OTHER_FILES:
        if raw.startswith(start):
            return None, [Diagnostic(path, 1, 0, "", "not-text", message, hint)]
    if raw.startswith(_UTF16_MARKS) or raw.count(0) * 4 > len(raw):
        message = "the file is saved as UTF-16."
        return None, [Diagnostic(path, 1, 0, "", "not-utf-8", message, _SAVE_AS)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_undecodable(raw, path, error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _UNSEEN:
        text = text.replace(sign, "")
    marker = _conflict_marker(text, path)
    problems = [marker] if marker else _hidden_signs(text, path)
    return (None, problems) if problems else (text, [])


MAX_HEADER_LINES = 500
"""The longest header of a record, in lines; the longest real one has under 60."""

MAX_LINE = 5_000
"""The longest line of a header or a list, in characters; the longest real one has about 300."""

_FENCE = "---"
_BEGIN = 'A record begins with a line "---", then its header, then another line "---".'
_NAMED = re.compile(r"[A-Za-z][A-Za-z_ ]*:(?: |$)")
_FIELD = re.compile(r"[a-z_]+:(?: |$)")
_HEADING = re.compile(r"#{2,6} ")


def _values(lines: list[str], path: str, first_line: int) -> tuple[Value | None, list[Diagnostic]]:
    for number, line in enumerate(lines, start=first_line):
        if len(line) > MAX_LINE:
            message = f"this line has {len(line):,} characters, and {MAX_LINE:,} are the most."
            hint = "Sentences belong below the header; spaces at the end of a line can go."
            return None, [Diagnostic(path, number, 0, "", "line-too-long", message, hint)]
    fixed, numbers, problems = autofix(lines, path, first_line)
    if not fixed:
        return None, problems
    value, more = compose(fixed, numbers, path)
    return value, [*problems, *more]


def _fences(lines: list[str], path: str) -> tuple[int, Diagnostic | None]:
    """The line, from 0, that closes the header; or what is wrong with one of the two."""
    if lines[0].rstrip() != _FENCE:
        first = next(index for index, line in enumerate(lines) if line.strip())
        if first and lines[first].rstrip() == _FENCE:
            message = 'there are empty lines before the first "---".'
            return 0, Diagnostic(path, 1, 0, "", "no-header", message, "Delete them.")
        message = f'the file begins with {quoted(lines[first])}, not with "---".'
        return 0, Diagnostic(path, first + 1, 0, "", "no-header", message, _BEGIN)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), None)
    stop = len(lines) if end is None else end
    if end is None or any(map(_HEADING.match, lines[1:stop])):
        return 0, _missing_fence(lines[:stop], path)
    if end > MAX_HEADER_LINES:
        message = f"the header is {end - 1:,} lines long, and {MAX_HEADER_LINES} are the most."
        hint = "Sentences belong below the header."
        return 0, Diagnostic(path, 1, 0, "", "header-too-long", message, hint)
    after = lines[end + 1] if end + 1 < len(lines) else ""
    if _FIELD.match(after) and any(line.rstrip() == _FENCE for line in lines[end + 2 :]):
        message = 'the line "---" ends the header here, and what follows reads as more of it.'
        return 0, Diagnostic(path, end + 1, 0, "", "second-header", message, "Delete this line.")
    return end, None


def _missing_fence(lines: list[str], path: str) -> Diagnostic:
    """Where the header probably ends: before its first line that cannot be part of it."""
    message = 'the line "---" that closes the header is missing.'
    for index, line in enumerate(lines[1:], start=1):
        following = next((text for text in lines[index:] if text.strip()), None)
        if following is None:
            break
        ended = _HEADING.match(line) or (not line.strip() and not _NAMED.match(following))
        if ended or (line[:1].isalnum() and not _NAMED.match(line)):
            hint = f'Put a line "---" before line {index + 1}, where the text begins.'
            return Diagnostic(path, index + 1, 0, "", "header-not-closed", message, hint)
    hint = 'Put a line "---" after the last line.'
    last = max(index for index, line in enumerate(lines) if line.strip())
    return Diagnostic(path, last + 1, 0, "", "header-not-closed", message, hint)


def read_record(raw: bytes, path: str) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read a Markdown file with a header.

    Returns:
        The file, or None where its header cannot be read; and every problem found.
    """
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [Diagnostic(path, 1, 0, "", "empty-file", "the file is empty.", _BEGIN)]
    lines = text.split("\n")
    end, problem = _fences(lines, path)
    if problem:
        return None, [problem]
    value, problems = _values(lines[1:end], path, 2)
    if value is None and not problems:
        value = Mapping((), 1, 1)  # as good as no header, for what needs none
    if isinstance(value, Sequence):
        message = "the header begins with a dash; each of its lines begins with a name and a colon."
        problems.append(Diagnostic(path, value.line, 0, "", "empty-header", message))
    if not isinstance(value, Mapping):
        return None, problems
    return SourceFile(path, value, "\n".join(lines[end + 1 :]), end + 2), problems


def read_yaml(raw: bytes, path: str) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read a .yml file: one list, or one set of names with values.

    Returns:
        The file, or None where it cannot be read; and every problem found.
    """
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    if lines[first].rstrip() == _FENCE:  # YAML's own sign for the start of a file
        lines[first] = ""
    value, problems = _values(lines, path, 1)
    if value is None and not problems:
        problems.append(Diagnostic(path, 1, 0, "", "empty-file", "the file is empty.",
                                   "Write its first entry, as docs/records.md shows."))  # fmt: skip
    if value is None or isinstance(value, Scalar):
        return None, problems
    return SourceFile(path, value, "", 1), problems
