"""One of a few fixed words, or a term of a vocabulary that editors own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewlib.fields.here import Choices, Here, expect_text
from reviewlib.fields.shape import Shape, plain_text
from reviewlib.problems import Edit, choices_in_words, fold, shown, suggest
from reviewlib.source import Scalar, Value

__all__ = ["Choice", "Flag", "Term"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words given to it, whatever its case.

    Args:
        allowed: what may be written, in the order that docs show: words, or an enum of them.
    """

    allowed: tuple[str, ...] | type[StrEnum]

    @property
    def words(self) -> tuple[str, ...]:
        """What may be written; of an enum, its members."""
        return tuple(self.allowed)

    def read(self, value: Value, here: Here) -> str | None:
        """The word as listed, of an enum its member, or None and a problem."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        for word in self.words:
            if fold(word) == fold(scalar.text):
                return word
        near = suggest(scalar.text, self.words)
        also = f' Did you mean "{near}"?' if near else ""
        message = f"{shown(scalar.text)} is not one of the words for this field.{also}"
        hint = "" if near else f"Write one of: {', '.join(self.words)}."
        fix = here.guess(scalar, near) if near else None
        here.say("not-a-choice", message, at=scalar, hint=hint, fix=fix)
        return None

    def describe(self) -> str:
        """What to write."""
        return choices_in_words(self.words) or ", ".join(self.words)

    def shape(self) -> Shape:
        """Its shape."""
        return {"enum": list(map(str, self.words))}


@dataclass(frozen=True, slots=True)
class Flag:
    """yes or no."""

    def read(self, value: Value, here: Here) -> bool | None:
        """True, False, or None and a problem."""
        word = Choice(("yes", "no")).read(value, here)
        return None if word is None else word == "yes"

    def describe(self) -> str:
        """What to write."""
        return "yes or no"

    def shape(self) -> Shape:
        """Its shape."""
        return Choice(("yes", "no")).shape()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a vocabulary, by its label, an alias or its id.

    Args:
        vocabulary: the name under which `Here.choices` holds it, such as "themes".
    """

    vocabulary: str

    def read(self, value: Value, here: Here) -> str | None:
        """The term's id, or None and a problem with the nearest label."""
        scalar = expect_text(value, here)
        choices = here.choices.get(self.vocabulary)
        if scalar is None or choices is None:
            return None
        found = choices.find(scalar.text)
        if found is None:
            label = choices.renamed(scalar.text)
            if label is not None:
                _former(scalar, label, here)
                return choices.find(label)
            self._unknown(scalar, choices, here)
        return found

    def _unknown(self, scalar: Scalar, choices: Choices, here: Here) -> None:
        noun = choices.noun.removeprefix("an ").removeprefix("a ")
        code = f"unknown-{noun.replace(' ', '-')}"
        parts = [part.strip() for part in scalar.text.split(",")]
        if len(parts) > 1 and all(map(choices.find, parts)):
            message = f"{shown(scalar.text)} is several; each goes on a line of its own."
            here.say(code, message, at=scalar, fix=here.write(scalar, *parts))
            return
        near = _nearest(scalar.text, choices)
        also = f' Did you mean "{near}"?' if near else ""
        listed = choices_in_words(choices.labels)
        hints = [f"Our list: {listed}."] if listed and not near else []
        if choices.path:
            article = "an" if noun[:1] in "aeiou" else "a"
            how = "put a file into" if choices.path.endswith("/") else "edit"
            hints.append(f"To add {article} {noun}, {how} {choices.path}.")
        message = f"{shown(scalar.text)} is not in our list of {self.vocabulary}.{also}"
        fix = here.guess(scalar, near) if near else None
        here.say(code, message, at=scalar, hint="\n".join(hints), fix=fix)

    def describe(self) -> str:
        """What to write."""
        return f"a name from our list of {self.vocabulary}"

    def shape(self) -> Shape:
        """Its shape."""
        return plain_text()


def _former(scalar: Scalar, label: str, here: Here) -> None:
    """Say that a term has another name by now; what was written is understood all the same."""
    message = f"{shown(scalar.text)} is the former name of {shown(label)}."
    hint = "`reviewlib check --fix` does this wherever it stands."
    fix = here.write(scalar, label)
    if not scalar.column:  # in a text
        hint = f"Write {label} in its place.\n{hint}"
        fix = Edit(scalar.line, scalar.line, label, scalar.text)
    here.say("former-name", message, at=scalar, hint=hint, fix=fix, warning=True)


def _nearest(word: str, choices: Choices) -> str | None:
    """The label nearest to a word; or that of the term whose other name is nearest."""
    label = suggest(word, choices.labels)
    if label:
        return label
    other = suggest(word, choices.ids)
    return next(
        (each for each in choices.labels if other and choices.find(each) == choices.ids[other]),
        None,
    )
