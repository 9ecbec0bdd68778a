"""One of a few fixed words, or a term of a vocabulary that editors own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reviewlib.diagnostics import Edit
from reviewlib.frontmatter import Scalar
from reviewlib.schema.base import (
    Choices,
    JsonSchema,
    OneValue,
    ReadContext,
    any_of,
    matching,
    plain_text,
)
from reviewlib.text import join_or, normalize_label, quoted, suggest


@dataclass(frozen=True, slots=True)
class Choice(OneValue[str]):
    """One of the words given to it, whatever its case."""

    # what may be written, in the order that docs show: words, or an enum of them
    allowed: tuple[str, ...] | type[StrEnum]

    @property
    def words(self) -> tuple[str, ...]:
        """What may be written; of an enum, its members."""
        return tuple(self.allowed)

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        for word in self.words:
            if normalize_label(word) == normalize_label(scalar.text):
                return word
        near = suggest(scalar.text, self.words)
        also = f' Did you mean "{near}"?' if near else ""
        message = f"{quoted(scalar.text)} is not one of the words for this field.{also}"
        hint = "" if near else f"Write one of: {', '.join(self.words)}."
        fix = context.guess(scalar, near) if near else None
        context.report("not-a-choice", message, at=scalar, hint=hint, fix=fix)
        return None

    def describe(self) -> str:
        """What to write."""
        return join_or(self.words) or ", ".join(self.words)

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return {"enum": list(map(str, self.words))}


class Bool(OneValue[bool]):
    """yes or no."""

    phrase = "yes or no"
    schema = Choice(("yes", "no")).json_schema()

    def _parse(self, scalar: Scalar, context: ReadContext) -> bool | None:
        word = Choice(("yes", "no"))._parse(scalar, context)
        return None if word is None else word == "yes"


@dataclass(frozen=True, slots=True)
class Term(OneValue[str]):
    """A term of a vocabulary, by its label, an alias or its id."""

    vocabulary: str  # the name under which `ReadContext.choices` holds it, such as "themes"

    schema = plain_text()

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        choices = context.choices.get(self.vocabulary)
        if choices is None:
            return None
        found = choices.find(scalar.text)
        if found is None:
            label = choices.renamed(scalar.text)
            if label is not None:
                _former(scalar, label, context)
                return choices.find(label)
            self._unknown(scalar, choices, context)
        return found

    def _unknown(self, scalar: Scalar, choices: Choices, context: ReadContext) -> None:
        noun = choices.noun.removeprefix("an ").removeprefix("a ")
        code = f"unknown-{noun.replace(' ', '-')}"
        parts = [part.strip() for part in scalar.text.split(",")]
        if len(parts) > 1 and all(map(choices.find, parts)):
            message = f"{quoted(scalar.text)} is several; each goes on a line of its own."
            context.report(code, message, at=scalar, fix=context.write(scalar, *parts))
            return
        near = _nearest(scalar.text, choices)
        also = f' Did you mean "{near}"?' if near else ""
        listed = join_or(choices.labels)
        hints = [f"Our list: {listed}."] if listed and not near else []
        if choices.path:
            article = "an" if noun[:1] in "aeiou" else "a"
            how = "put a file into" if choices.path.endswith("/") else "edit"
            hints.append(f"To add {article} {noun}, {how} {choices.path}.")
        message = f"{quoted(scalar.text)} is not in our list of {self.vocabulary}.{also}"
        fix = context.guess(scalar, near) if near else None
        context.report(code, message, at=scalar, hint="\n".join(hints), fix=fix)

    def describe(self) -> str:
        """What to write."""
        return f"a name from our list of {self.vocabulary}"


def _former(scalar: Scalar, label: str, context: ReadContext) -> None:
    """Say that a term has another name by now; what was written is understood all the same."""
    message = f"{quoted(scalar.text)} is the former name of {quoted(label)}."
    hint = "`reviewlib check --fix` does this wherever it is used."
    fix = context.write(scalar, label)
    if not scalar.column:  # in a text
        hint = f"Write {label} in its place.\n{hint}"
        fix = Edit(scalar.line, scalar.line, label, scalar.text)
    context.report("former-name", message, at=scalar, hint=hint, fix=fix)


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


_PERMISSION = re.compile(r"permission: ?(?P<who>[^,]+(?:,[^,]+)*), ?(?P<when>[^,]*[12][0-9]{3})")
_LONGEST = 300
_CC = "https://creativecommons.org/"
LICENCES = {
    "OGL 3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    **{
        f"CC {kind.upper()} 4.0": f"{_CC}licenses/{kind}/4.0/"
        for kind in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
    },
    "CC0 1.0": f"{_CC}publicdomain/zero/1.0/",
}
"""The licences under which a file may be published as it is, by name, each with its address."""

_FORMS = ("linked only", "OGL 3.0", "CC BY 4.0", '"permission: Glenmore Council, 3 May 2026"')


@dataclass(frozen=True, slots=True)
class RightsValue:
    """The rights in one report."""

    text: str  # as the record gives it
    may_serve: bool  # whether the library may publish the file itself
    licence: str = ""  # the licence's address, or ""


class Rights(OneValue[RightsValue]):
    """linked only, a licence of `LICENCES`, or a permission with who gave it and when."""

    phrase = 'linked only, OGL 3.0, CC BY 4.0, or "permission: who, when"'
    schema = any_of(
        {"enum": ["linked only", *LICENCES]},
        matching(r"permission: ?[^,]+(?:,[^,]+)*, ?[^,]*[12][0-9]{3}"),
    )

    def _parse(self, scalar: Scalar, context: ReadContext) -> RightsValue | None:
        text = " ".join(scalar.text.split())
        if text.casefold() == "linked only":
            return RightsValue("linked only", may_serve=False)
        plain = text.casefold().replace("v", "").replace("-4.0", " 4.0")
        for name, licence in LICENCES.items():
            if plain == name.casefold():
                return RightsValue(name, may_serve=True, licence=licence)
        if len(text) <= _LONGEST and _PERMISSION.fullmatch(text):
            return RightsValue(text, may_serve=True)
        context.report(
            "bad-rights",
            f"{quoted(scalar.text)} does not say what we may do with this report.",
            at=scalar,
            hint="\n".join(["Write one of:", *(f"  {context.prefix}{form}" for form in _FORMS)]),
        )
        return None
