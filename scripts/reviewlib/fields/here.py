"""The file being read, as a field sees it.

takes: values with places
gives: Here, which collects problems and their fixes; Choices; Place; expect_text
knows nothing of: which fields there are
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping as MappingABC
from dataclasses import dataclass, field

from reviewlib.problems import Applicability, Edit, Problem, Severity, fold, shown, with_rows
from reviewlib.source import Scalar, Sequence, Value, as_value

__all__ = ["Choices", "Here", "Place", "expect_text"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record, or a part of one, was written.

    Args:
        path: the file, relative to the library's root.
        line: the line it begins on, from 1.
        fields: each field given, with its line.
    """

    path: str
    line: int
    fields: tuple[tuple[str, int], ...] = ()

    def line_of(self, name: str) -> int:
        """The line of a field, or the record's own where the field was not given."""
        return dict(self.fields).get(name, self.line)


@dataclass(frozen=True, slots=True)
class Choices:
    """A vocabulary as a field sees it.

    Args:
        noun: what one of them is called, such as "theme".
        path: the file an editor changes to add one, or "".
        labels: the preferred label of each, in order.
        ids: every folded label, alias and id, with the id it stands for.
        former: every folded id that one of them had before, with the id it has now.
    """

    noun: str
    path: str
    labels: tuple[str, ...]
    ids: MappingABC[str, str]
    former: MappingABC[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, noun: str, path: str, terms: Iterable[tuple[str, Iterable[str]]]) -> Choices:
        """Choices from (id, labels) pairs; the first label of each is the preferred one."""
        labels: list[str] = []
        ids: dict[str, str] = {}
        for term_id, names in terms:
            names = tuple(names)
            labels.extend(names[:1])
            for name in (term_id, *names):
                ids.setdefault(fold(name), term_id)
        return cls(noun, path, tuple(labels), ids)

    def find(self, word: str) -> str | None:
        """The id that a label, alias or id stands for, or None."""
        return self.ids.get(fold(word))

    def renamed(self, word: str) -> str | None:
        """The preferred label of what had this name before, or None."""
        now = self.former.get(fold(word))
        return next((one for one in self.labels if now and self.find(one) == now), None)


@dataclass(frozen=True, slots=True)
class Here:
    """The file being read: where problems go, and what may be chosen from.

    Args:
        path: the file, relative to the library's root.
        choices: the vocabularies by name, such as "themes".
        trail: the fields this one stands in, outermost first.
        problems: the list that grows as the file is read.
        lead: what stands before the value on its line, such as `  - title: `.
        line: the line of the name or dash whose value is read; 0 where that is not known.
    """

    path: str
    choices: MappingABC[str, Choices] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    lead: str = ""
    line: int = 0

    def within(self, name: str, lead: str = "", line: int = 0) -> Here:
        """The same file, one field further in."""
        lead = lead or f"{name}: "
        return Here(self.path, self.choices, (*self.trail, name), self.problems, lead, line)

    def item(self, value: Value) -> Here:
        """The same field, at one item of its list."""
        lead = " " * max(value.column - 3, 0) + "- "
        return Here(self.path, self.choices, self.trail, self.problems, lead, value.line)

    @property
    def in_list(self) -> bool:
        """Whether the value being read is an item of a list."""
        return self.lead.endswith("- ")

    def write(
        self, at: Value, *values: str, applicability: Applicability = Applicability.SAFE
    ) -> Edit:
        """The edit that writes a value, or a list of several, in the place of the one read."""
        if self.in_list:
            rows = [f"{self.lead}{as_value(value)}" for value in values]
        elif len(values) == 1:
            rows = [f"{self.lead}{as_value(values[0])}"]
        else:
            start = " " * (len(self.lead) - len(self.lead.lstrip(" -")) + 2)
            rows = [self.lead.rstrip(), *(f"{start}- {as_value(value)}" for value in values)]
        first = self.line or at.line
        return Edit.lines(first, rows, last=at.line, applicability=applicability)

    def guess(self, scalar: Scalar, word: str) -> Edit:
        """The edit that "Did you mean …?" asks about."""
        if scalar.column:
            return self.write(scalar, word, applicability=Applicability.GUESS)
        return Edit(scalar.line, scalar.line, word, scalar.text, Applicability.GUESS)  # in a text

    def say(
        self,
        code: str,
        message: str,
        *,
        at: Value | int,
        hint: str = "",
        fix: Edit | None = None,
        warning: bool = False,
    ) -> None:
        """Add a problem with the field being read.

        Args:
            code: the rule.
            message: what is wrong.
            at: the value, or the line.
            hint: what to do.
            fix: an edit; unless it is a guess or a replaced word, its lines are added to the hint.
            warning: whether it stops nothing.
        """
        line, column = (at, 0) if isinstance(at, int) else (at.line, at.column)
        severity = Severity.WARNING if warning else Severity.ERROR
        name = ": ".join(self.trail)
        if fix and not fix.old and fix.applicability is not Applicability.GUESS:
            hint = with_rows(hint, fix)
        if fix and any(one.fix and one.fix.conflicts(fix) for one in self.problems):
            fix = None  # the lines that it would replace are already to be written anew
        self.problems.append(
            Problem(self.path, line, column, name, code, message, hint, severity, fix)
        )


def expect_text(value: Value, here: Here) -> Scalar | None:
    """One piece of text, or a problem that says how something else came about."""
    if isinstance(value, Scalar):
        if value.text.strip():
            return value
        here.say(
            "no-value", "there is nothing here.", at=value, hint="Give a value, or delete the line."
        )
        return None
    if isinstance(value, Sequence):
        only = value.items[0] if len(value.items) == 1 else None
        fix = here.write(only, only.text) if isinstance(only, Scalar) else None
        hint = "" if fix else "Keep one of them, on the line of the name."
        message = "this takes one value, not a list."
        here.say("list-not-wanted", message, at=value, hint=hint, fix=fix)
        return None
    key, inner = value.entries[0] if len(value.entries) == 1 else (None, None)
    if key is not None and isinstance(inner, Scalar):
        meant = f"{key.text}: {inner.text}" if inner.text else key.text
        message = f"{shown(meant)} reads as a name and a value, because of its colon."
        if not inner.text:
            message = f"the colon after {shown(meant)} makes a name of it."
        here.say("colon-in-item", message, at=value, fix=here.write(value, meant))
    else:
        here.say("names-not-wanted", "this takes one value, not names with values.", at=value,
                 hint="Keep one value, on the line of the name.")  # fmt: skip
    return None
