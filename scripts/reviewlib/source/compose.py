"""From lines of YAML to values that keep their place. Composed, never loaded.

takes: lines that `repair` has been over
gives: Scalar, Sequence, Mapping; or problems
knows nothing of: what the names mean, reviews
"""

# Built from PyYAML's events, not its nodes or objects: at that level anchors, aliases and tags
# are still to be seen and refused, nothing is expanded and nothing is converted. ADR 0003.

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml import events as ev

from reviewlib.problems import Problem, shown
from reviewlib.source.values import Mapping, Scalar, Sequence, Value

__all__ = ["MAX_DEPTH", "compose"]

MAX_DEPTH = 8
"""How deep lists and names may nest; a review's reports need three."""

# libyaml's parser where PyYAML was built with it (every wheel), the same events in Python else.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    def __init__(self, line: int, code: str, message: str) -> None:
        self.line, self.code, self.message = line, code, message


class _Composer:
    def __init__(self, events: Iterator[ev.Event], numbers: tuple[int, ...], path: str) -> None:
        self.events = events
        self.numbers = numbers
        self.path = path
        self.problems: list[Problem] = []

    def place(self, event: ev.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # every event that a parser gives has its place
        return self.numbers[min(mark.line, len(self.numbers) - 1)], mark.column + 1

    def refuse_marks(self, event: ev.Event) -> None:
        if isinstance(event, ev.NodeEvent) and event.anchor:
            sign = "*" if isinstance(event, ev.AliasEvent) else "&"
            message = (
                f'"{sign}{event.anchor}" refers from one value to another; write each in full.'
            )
            raise _Refused(self.place(event)[0], "special-sign", message)
        tag = getattr(event, "tag", None)
        if tag:
            message = f"{shown(tag)} changes how a value is read; leave it out."
            raise _Refused(self.place(event)[0], "special-sign", message)

    def value(self, event: ev.Event, depth: int) -> Value:
        self.refuse_marks(event)
        line, column = self.place(event)
        if depth > MAX_DEPTH:
            raise _Refused(line, "too-deep", f"lists stand in lists more than {MAX_DEPTH} deep.")
        if isinstance(event, ev.ScalarEvent):
            return Scalar(event.value, line, column)
        if isinstance(event, ev.SequenceStartEvent):
            return self.sequence(line, column, depth)
        return self.mapping(line, column, depth)

    def sequence(self, line: int, column: int, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), ev.SequenceEndEvent):
            items.append(self.value(event, depth + 1))
        return Sequence(tuple(items), line, column)

    def mapping(self, line: int, column: int, depth: int) -> Mapping:
        seen: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := next(self.events), ev.MappingEndEvent):
            key = self.value(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, "not-a-name", "a name before a colon is one or two words.")
            value = self.value(next(self.events), depth + 1)
            if key.text in seen:
                first = seen[key.text][0].line
                message = f"{shown(key.text)} is given twice; the first is on line {first}."
                hint = "Keep one of the two, with everything that belongs to it."
                self.problems.append(
                    Problem(self.path, key.line, 0, key.text, "given-twice", message, hint)
                )
                continue
            seen[key.text] = (key, value)
        return Mapping(tuple(seen.values()), line, column)


def _unreadable(error: yaml.YAMLError, numbers: tuple[int, ...], path: str) -> Problem:
    mark = None
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
    line = numbers[min(mark.line, len(numbers) - 1)] if mark else numbers[0]
    message = "from this line on, the header does not read as names, colons and values."
    hint = (
        "Lines of one list or one group begin with the same number of spaces.\n"
        "Compare this line and the one above it with the example in docs/records.md."
    )
    return Problem(path, line, 0, "", "header-unreadable", message, hint)


def compose(
    lines: list[str], numbers: tuple[int, ...], path: str
) -> tuple[Value | None, list[Problem]]:
    """Compose values from YAML.

    Args:
        lines: the YAML, a line each.
        numbers: for each of `lines`, its line in the file.
        path: the file's name, for the problems.

    Returns:
        The value (None where there is none, or where it cannot be read) and the problems.
    """
    events = yaml.parse("\n".join(lines) + "\n", Loader=_Loader)
    composer = _Composer(events, numbers, path)
    try:
        for event in events:
            if isinstance(event, (ev.StreamStartEvent, ev.DocumentStartEvent)):
                continue
            if isinstance(event, ev.StreamEndEvent):
                return None, composer.problems
            value = composer.value(event, 1)
            next(events)  # the document's end
            after = next(events)
            if not isinstance(after, ev.StreamEndEvent):
                raise _Refused(composer.place(after)[0], "second-header", 'a second "---" follows.')
            return value, composer.problems
    except _Refused as refused:
        composer.problems.append(Problem(path, refused.line, 0, "", refused.code, refused.message))
    except yaml.YAMLError as error:
        composer.problems.append(_unreadable(error, numbers, path))
    return None, composer.problems
