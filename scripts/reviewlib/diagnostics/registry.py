"""The registry of rules: every kind of problem, its severity, and what explains it to editors."""

# A rule is a file, rules/<code>.md; areas.toml gives the order in which the page
# /contribute/messages/ explains them. A new rule takes its file and a line there;
# tests/diagnostics puts both of its examples before the real reader.

from __future__ import annotations

import enum
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent
_FILE = re.compile(
    r"---\n(?P<header>.*?)\n---\n(?P<explanation>.*?)\n## Why\n(?P<why>.*?)"
    r"\n## Wrong\n(?P<wrong>.*)\n## Right\n(?P<right>.*)",
    re.DOTALL,
)


class Severity(enum.StrEnum):
    """How much a problem matters: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Part(enum.StrEnum):
    """What of a file an example shows."""

    HEADER = "header"
    """Some lines of a header, or of a list."""
    TEXT = "text"
    """A passage of the text below a header."""
    WHOLE = "whole"
    """The whole file."""
    NAME = "name"
    """The file's name and folder, in the place of what is in it."""
    WORDS = "words"
    """What cannot be written down, told in a sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """One mistake, and the same without it."""

    path: str  # the file it is in, or "" where that does not matter
    part: Part  # what of the file is shown
    wrong: str  # the lines that are answered with the problem
    right: str  # the lines that are not


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem."""

    code: str  # the name printed at the end of its message
    severity: Severity  # whether it stops publishing
    summary: str  # what is wrong, in a few words
    explanation: str  # when it is said and what to do, as Markdown
    why: str  # why it matters, as Markdown
    example: Example  # one mistake, and the same without it


@dataclass(frozen=True, slots=True)
class Area:
    """The rules for one part of a record or a library."""

    anchor: str  # its place on the page
    title: str  # its heading
    opening: str  # a sentence on what they have in common
    rules: tuple[Rule, ...]  # the rules, in the order of the page


def _unwrapped(text: str) -> str:
    return " ".join(text.split())


def _side(text: str, part: Part) -> str:
    """One side of an example: told in words, or lines between two fences."""
    inner = text.strip("\n").removeprefix("````\n").removesuffix("\n````")
    return f"{inner}\n" if part is Part.WHOLE else inner


def read_rule(code: str, text: str) -> Rule:
    """A rule from its file.

    Raises:
        ValueError: the file has not the form of a rule.
    """
    match = _FILE.fullmatch(text)
    if match is None:
        raise ValueError(f"rules/{code}.md: expected a header, an explanation, Why, Wrong, Right")
    header = dict(line.split(": ", 1) for line in match["header"].splitlines())
    part = Part(header["example"])
    sides = (_side(match[side], part) for side in ("wrong", "right"))
    return Rule(
        code=code,
        severity=Severity(header["severity"]),
        summary=header["summary"],
        explanation=_unwrapped(match["explanation"]),
        why=_unwrapped(match["why"]),
        example=Example(header.get("path", ""), part, *sides),
    )


@functools.cache
def _rule(code: str) -> Rule:
    return read_rule(code, (_FOLDER / "rules" / f"{code}.md").read_text("utf-8"))


def severity_of(code: str) -> Severity:
    """Whether a rule stops publishing."""
    return _rule(code).severity


@functools.cache
def areas() -> tuple[Area, ...]:
    """Every rule, area by area, in the order in which a record is read."""
    listed = tomllib.loads((_FOLDER / "areas.toml").read_text("utf-8"))["area"]
    return tuple(Area(**{**area, "rules": tuple(map(_rule, area["rules"]))}) for area in listed)


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code."""
    return MappingProxyType({rule.code: rule for area in areas() for rule in area.rules})
