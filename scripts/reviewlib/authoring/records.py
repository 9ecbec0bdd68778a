"""A new record from what an editor says of it, in the form that all records have."""

# What is typed is judged by the same field types as what stands in a file, so the words about a
# mistake are the same, and a record that was written is one that can be read.

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewlib.authoring.files import put_new
from reviewlib.fields import (
    Choice,
    Choices,
    FieldType,
    Group,
    Here,
    Listed,
    Spec,
    Term,
    is_slug,
    slugify,
    specs,
)
from reviewlib.library import Library
from reviewlib.models import Document, Report, Review, ThemeIntro
from reviewlib.models.template import HEADED, USUAL, Given, record_form, section_headings
from reviewlib.problems import ConfigError, Problem, as_text, errors, shown
from reviewlib.reading import read_document, read_review, read_theme_intro
from reviewlib.source import Scalar

__all__ = ["KINDS", "Begun", "Kind", "Newcomer", "blank_form", "is_reports", "judged", "listed"]

_NOT_YET = {"no-bullets"}  # of the headings that wait to be written under


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that can be begun.

    Args:
        name: what editors call it.
        model: what it holds.
        folder: where it stands, below content/.
        named_by: the field from which its file's name comes.
        read: reads it back.
    """

    name: str
    model: type
    folder: str
    named_by: str
    read: Callable[..., tuple[Any, list[Problem]]]

    @property
    def usual(self) -> tuple[str, ...]:
        """The fields it is asked for."""
        return tuple(name for name in USUAL[self.model] if name != "history")


KINDS = {
    "review": Kind("review", Review, "reviews", "authorities", read_review),
    "document": Kind("document", Document, "documents", "title", read_document),
    "theme": Kind("theme", ThemeIntro, "themes", "theme", read_theme_intro),
}


def blank_form(library: Library, kind: Kind) -> str:
    """The form of a kind of record with nothing filled in."""
    return record_form(kind.model, text=_headings(library, kind, HEADED))


def _headings(library: Library, kind: Kind, wanted: tuple[str, ...]) -> str:
    if kind.model is not Review:
        return ""
    return section_headings([(one.id, one.label) for one in library.vocabulary.headings], wanted)


@dataclass(frozen=True, slots=True)
class Begun:
    """A record ready to be written.

    Args:
        path: where it will stand, relative to the library's root.
        text: the whole file.
    """

    path: str
    text: str


@dataclass(slots=True)
class Newcomer:
    """A record in the making: what was said of it so far.

    Args:
        library: the library it will belong to.
        kind: what kind of record it is.
        given: what was said, by field; each value as it will be written.
        year: the programme year of a review.
        name: the name of its file, without ".md"; "" to make one from what was said.
        text: what stands below its header; "" for the headings of the form.
    """

    library: Library
    kind: Kind
    given: dict[str, Any] = dataclasses.field(default_factory=dict)
    year: str = ""
    name: str = ""
    text: str = ""

    # ------------------------------------------------------------------ one answer at a time

    def spec(self, name: str) -> Spec:
        """A field of this kind of record."""
        return specs(self.kind.model)[name][1]

    def judge(self, name: str, type: FieldType, text: str) -> tuple[str, list[str]]:
        """What is to be written for an answer, and what is wrong with it, in words.

        Args:
            name: the field.
            type: how it is read; of a list, how an item is.
            text: the answer.

        Returns:
            The value as it will stand in the record and no words; or "" and the words.
        """
        return judged(name, type, text, self.library.vocabulary.choices)

    def judge_year(self, text: str) -> tuple[str, list[str]]:
        """The same of the programme year, which is the name of a folder."""
        here = Here("", self.library.vocabulary.choices, ("year",))
        return Term("years").read(Scalar(text, 1, 1), here) or "", _words(here.problems)

    def judge_theme(self, text: str) -> tuple[str, list[str]]:
        """The same of the theme that an introduction belongs to: its permanent name."""
        here = Here("", self.library.vocabulary.choices, ("theme",))
        return Term("themes").read(Scalar(text, 1, 1), here) or "", _words(here.problems)

    def judge_name(self, text: str) -> tuple[str, list[str]]:
        """The same of the file's name."""
        text = text.removesuffix(".md")
        if not is_slug(text):
            better = slugify(text)
            also = f" Write {better}." if is_slug(better) else ""
            return "", [
                f"{shown(text)} becomes part of an address: small letters, digits and hyphens, "
                f"80 at most.{also}"
            ]
        if not self._taken(text):
            return text, []
        other = "" if self.kind.model is ThemeIntro else f" Call another one {self.free(text)}."
        return "", [f"There is {self.path(text)} already.{other}"]

    def _taken(self, name: str) -> bool:
        records: Mapping[str, tuple[Any, ...]] = {
            "review": self.library.every_review,
            "document": self.library.documents,
            "theme": self.library.intros,
        }
        return any(one.place.path == self.path(name) for one in records[self.kind.name])

    # ------------------------------------------------------------------ the whole

    @property
    def proposed_name(self) -> str:
        """A name for the file, from what was said."""
        said = self.given.get(self.kind.named_by, "")
        return slugify(said if isinstance(said, str) else " ".join(said))

    def free(self, name: str) -> str:
        """A name with a number after it, where that name is taken: fife-2."""
        numbered = (f"{name}-{number}" for number in itertools.count(2))
        return next(one for one in (name, *itertools.islice(numbered, 99)) if not self._taken(one))

    def path(self, name: str) -> str:
        """Where it will stand, under a name."""
        folder = f"{self.kind.folder}/{self.year}" if self.year else self.kind.folder
        return f"content/{folder}/{name}.md"

    def missing(self) -> tuple[str, ...]:
        """The fields that it cannot do without and of which nothing was said."""
        needed = [name for name in self.kind.usual if self.spec(name).required]
        first = ["year"] if self.kind.model is Review and not self.year else []
        first += ["theme"] if self.kind.model is ThemeIntro and not self.name else []
        return (*first, *(name for name in needed if name not in self.given))

    def begin(self, today: str) -> Begun:
        """The record.

        Args:
            today: the day on which it is added, as in 2026-11-21.

        Raises:
            ConfigError: something in it cannot be read back; in words.
        """
        header: Given = dict(self.given)
        if self.kind.model is Review:
            header = {**header, "history": ({"date": today, "change": "added"},)}
        happened = self.given.get("status") in (None, "took place")
        wanted = HEADED if happened else HEADED[:1]
        text = self.text or _headings(self.library, self.kind, wanted)
        begun = Begun(self.path(self.name), record_form(self.kind.model, header, text))
        try:
            raw = begun.text.encode("utf-8")
        except UnicodeEncodeError:
            raise ConfigError("What was given holds something that is not text.") from None
        _record, problems = self.kind.read(raw, begun.path, self.library.vocabulary.choices)
        wrong = errors(problems)
        if wrong:
            raise ConfigError(self._said(begun, wrong))
        return begun

    def _said(self, begun: Begun, wrong: tuple[Problem, ...]) -> str:
        """What is wrong, by the lines of the text that was given where it is wrong there."""
        lines = begun.text.split("\n")
        start = lines.index("---", 1) + 1
        start += 1 if start < len(lines) and not lines[start] else 0
        moved = (
            dataclasses.replace(one, path="the text", line=one.line - start)
            if self.text and one.line > start
            else dataclasses.replace(one, path="the record")
            for one in wrong
        )
        rows = as_text(tuple(moved)).splitlines()[:-1]
        return "\n".join([*rows, "Nothing was written."])

    def write(self, root: Path, begun: Begun) -> tuple[Problem, ...]:
        """Put it into its place.

        Returns:
            What the whole library says of it now, but for headings that wait for their text.

        Raises:
            ConfigError: there is a file of that name, or it cannot be written.
        """
        from reviewlib.cache import cache_of
        from reviewlib.library import load

        put_new(root, root / begun.path, begun.text.encode("utf-8"))
        found = load(root, cache=cache_of(root)).problems
        return tuple(one for one in found if one.path == begun.path and one.code not in _NOT_YET)


def judged(
    name: str, type: FieldType, text: str, choices: Mapping[str, Choices]
) -> tuple[str, list[str]]:
    """What is to be written for an answer, and what is wrong with it; as `Newcomer.judge`."""
    text = " ".join(text.split())
    here = Here("", choices, (name,))
    read = type.read(Scalar(text, 1, 1), here)
    if read is None:
        return "", _words(here.problems)
    if isinstance(type, Term):
        return _label(choices[type.vocabulary], text), []
    return (read if isinstance(type, Choice) else text), []


def _label(choices: Choices, text: str) -> str:
    """The term by the name that readers see, whichever of its names was given."""
    found = choices.find(text)
    return next((one for one in choices.labels if choices.find(one) == found), text)


def _words(problems: list[Problem]) -> list[str]:
    return [line for one in problems for line in (one.message, *one.hint.splitlines())]


def listed(spec: Spec) -> FieldType | None:
    """How an item is read, of a field that takes a list."""
    return spec.type.item if isinstance(spec.type, Listed) else None


def is_reports(spec: Spec) -> bool:
    """Whether a field takes reports, each with fields of its own."""
    item = listed(spec)
    return isinstance(item, Group) and item.model is Report
