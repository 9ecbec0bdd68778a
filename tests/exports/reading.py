"""Read calendars with nothing but RFC 5545 in hand: a second reader beside `icalendar`.

takes: the bytes of a calendar
gives: its events as names with values
knows nothing of: how it was written
"""

from __future__ import annotations

import re

__all__ = ["events"]

_SIGNS = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def _lines(data: bytes) -> list[str]:
    """Content lines, unfolded (3.1)."""
    assert data.endswith(b"\r\n")
    physical = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in physical)
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    whole = data.replace(b"\r\n ", b"").decode("utf-8")
    return whole.split("\r\n")[:-1]


def _text(value: str) -> str:
    return re.sub(r"\\[nN,;\\]", lambda found: _SIGNS[found[0]], value)


def events(data: bytes) -> list[dict[str, str]]:
    """Every event, its values unescaped, its parameters left out."""
    lines = _lines(data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    open_parts: list[str] = []
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in found[-1], f"{name} stands twice"
            found[-1][name] = _text(value)
    assert open_parts == []
    return found
