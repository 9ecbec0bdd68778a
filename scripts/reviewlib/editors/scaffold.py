"""The scaffold of a new record: the form of its kind, under its name, for an editor to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from reviewlib.diagnostics import ConfigError
from reviewlib.frontmatter import Scalar
from reviewlib.library import Library
from reviewlib.models import Document, Review, ThemeIntro
from reviewlib.models.scaffold import Given, record_form, section_headings
from reviewlib.schema import (
    Choices,
    FieldType,
    ReadContext,
    Term,
    file_name,
    is_file_name,
    why_no_file_name,
)
from reviewlib.text import quoted

KINDS: dict[str, type] = {"review": Review, "document": Document, "theme": ThemeIntro}
"""The kinds of record that can be begun, by what editors call them, with their models."""


def blank_form(library: Library, kind: str, given: Given | None = None) -> str:
    """The form of a kind of record with nothing filled in but what is given."""
    headings = [(one.id, one.label) for one in library.vocabulary.headings]
    text = section_headings(headings) if kind == "review" else ""
    return record_form(KINDS[kind], given or {}, text)


def scaffold(
    library: Library, kind: str, name: str, *, year: str = "", today: datetime.date
) -> tuple[str, str]:
    """Where a new record will be, relative to the library's root, and its form.

    Args:
        kind: one of `KINDS`.
        name: the name of its file, with or without ".md"; of an introduction, its theme.

    Raises:
        ConfigError: the name or the year is not valid.
    """
    name, given = name.removesuffix(".md"), {}
    folder = f"{kind}s"
    if kind == "review":
        folder = f"reviews/{_term(library, 'years', 'year', year)}"
        given = {"history": ({"date": today.isoformat(), "change": "added"},)}
    if kind == "theme":
        name = _term(library, "themes", "theme", name)
    if not is_file_name(name):
        better = file_name(name)
        also = f" Write {better}." if better else ""
        raise ConfigError(f"{quoted(name)} {why_no_file_name(name)}{also}")
    return f"content/{folder}/{name}.md", blank_form(library, kind, given)


def read_option(
    kind: FieldType, noun: str, text: str, choices: Mapping[str, Choices]
) -> tuple[Any, list[str]]:
    """The value that words beside a record give; what is wrong, in the words of the check."""
    context = ReadContext("", choices, (noun,))
    found = kind.read(Scalar(text, 1, 1), context)
    return found, [row for one in context.problems for row in (one.message, *one.hint.splitlines())]


def _term(library: Library, vocabulary: str, noun: str, text: str) -> str:
    found, wrong = read_option(Term(vocabulary), noun, text, library.vocabulary.choices)
    if found is None:
        raise ConfigError("\n".join(wrong))
    return str(found)
