"""What every field has: its type, help and example; the file being read; lists and groups."""

from __future__ import annotations

import abc
import dataclasses
import functools
from collections.abc import Iterable, Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from msgspec import structs

from reviewlib.diagnostics import Applicability, Diagnostic, Edit, with_rows
from reviewlib.frontmatter import Mapping, Scalar, Sequence, Value, as_value
from reviewlib.text import (
    join_or,
    normalize_label,
    plain_signs,
    quoted,
    suggest,
    without_curly_marks,
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record, or a part of one, was written."""

    path: str  # the file, relative to the library's root
    line: int  # the line it begins on, from 1
    fields: tuple[tuple[str, int], ...] = ()  # each field given, with its line

    def line_of(self, name: str) -> int:
        """The line of a field, or the record's own where the field was not given."""
        return dict(self.fields).get(name, self.line)

    def problem(
        self, field: str, code: str, message: str, hint: str = "", fix: Edit | None = None
    ) -> Diagnostic:
        """A diagnostic of a field, such as "reports: file"; "" for the record itself."""
        line = self.line_of(field.rpartition(": ")[2])
        return Diagnostic(self.path, line, 0, field, code, message, hint, fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What is read from a file, and knows where it was written."""

    place: Place = field(default=Place("", 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """A vocabulary as a field sees it."""

    noun: str  # what one of them is called, such as "theme"
    path: str  # the file an editor changes to add one, or ""
    labels: tuple[str, ...]  # the preferred label of each, in order
    ids: MappingABC[str, str]  # every folded label, alias and id, with the id it stands for
    # every folded id that one of them had before, with the id it has now
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
                ids.setdefault(normalize_label(name), term_id)
        return cls(noun, path, tuple(labels), ids)

    def find(self, word: str) -> str | None:
        """The id that a label, alias or id stands for, or None."""
        return self.ids.get(normalize_label(word))

    def renamed(self, word: str) -> str | None:
        """The preferred label of what had this name before, or None."""
        now = self.former.get(normalize_label(word))
        return next((one for one in self.labels if now and self.find(one) == now), None)


@dataclass(slots=True)
class _EditedLines:
    """The lines that the fixes of a file's problems touch, found without looking at all again."""

    seen: int = 0  # how many of the problems were looked at
    fixes: dict[int, list[Edit]] = field(default_factory=dict)  # by line

    def conflict(self, edit: Edit, path: str, problems: list[Diagnostic]) -> bool:
        """Whether a fix that was given already cannot be applied together with another."""
        for one in problems[self.seen :]:
            self.seen += 1
            if one.fix and one.path == path:
                for line in range(one.fix.first, one.fix.last + 1):
                    self.fixes.setdefault(line, []).append(one.fix)
        lines = range(edit.first, edit.last + 1)
        return any(edit.conflicts(fix) for line in lines for fix in self.fixes.get(line, ()))


class ReadContext(msgspec.Struct, frozen=True):
    """The file being read: where problems go, and what may be chosen from."""

    path: str  # the file, relative to the library's root
    # the vocabularies by name, such as "themes"
    choices: MappingABC[str, Choices] = msgspec.field(default_factory=dict)
    field_path: tuple[str, ...] = ()  # the fields this one stands in, outermost first
    # the list that grows as the file is read
    problems: list[Diagnostic] = msgspec.field(default_factory=list)
    prefix: str = ""  # what stands before the value on its line, such as ` - title: `
    line: int = 0  # the line of the name or dash whose value is read; 0 where that is not known
    edited: _EditedLines = msgspec.field(default_factory=_EditedLines)  # the lines that fixes touch

    def within(self, name: str, lead: str = "", line: int = 0) -> ReadContext:
        """The same file, one field further in."""
        lead = lead or f"{name}: "
        path = (*self.field_path, name)
        return structs.replace(self, field_path=path, prefix=lead, line=line)

    def item(self, value: Value) -> ReadContext:
        """The same field, at one item of its list."""
        lead = " " * max(value.column - 3, 0) + "- "
        return structs.replace(self, prefix=lead, line=value.line)

    def choosing(self, choices: MappingABC[str, Choices]) -> ReadContext:
        """The same file, with other vocabularies to choose from."""
        return structs.replace(self, choices=choices)

    @property
    def in_list(self) -> bool:
        """Whether the value being read is an item of a list."""
        return self.prefix.endswith("- ")

    @property
    def below(self) -> str:
        """The spaces before what stands below the name whose value is read."""
        return " " * (len(self.prefix) - len(self.prefix.lstrip(" -")) + 2)

    def write(
        self, at: Value, *values: str, applicability: Applicability = Applicability.SAFE
    ) -> Edit:
        """The edit that writes a value, or a list of several, in the place of the one read."""
        rows = [f"{self.prefix}{as_value(value)}" for value in values]
        if len(values) > 1 and not self.in_list:
            rows = [self.prefix.rstrip(), *(f"{self.below}- {as_value(value)}" for value in values)]
        first = self.line or at.line
        return Edit.lines(first, rows, last=at.line, applicability=applicability)

    def guess(self, scalar: Scalar, word: str) -> Edit:
        """The edit that "Did you mean …?" asks about."""
        if scalar.column:
            return self.write(scalar, word, applicability=Applicability.GUESS)
        return Edit(scalar.line, scalar.line, word, scalar.text, Applicability.GUESS)  # in a text

    def report(
        self, code: str, message: str, *, at: Value | int, hint: str = "", fix: Edit | None = None
    ) -> None:
        """Add a problem with the field being read.

        Args:
            at: the value, or the line.
            fix: an edit; unless it is a guess or a replaced word, its lines are added to the hint.
        """
        line, column = (at, 0) if isinstance(at, int) else (at.line, at.column)
        name = ": ".join(self.field_path)
        if fix and not fix.old and fix.applicability is not Applicability.GUESS:
            hint = with_rows(hint, fix)
        if fix and self.edited.conflict(fix, self.path, self.problems):
            fix = None  # the lines that it would replace are already to be written anew
        self.problems.append(Diagnostic(self.path, line, column, name, code, message, hint, fix))


def expect_text(value: Value, context: ReadContext) -> Scalar | None:
    """One piece of text, or a problem that says how something else came about."""
    if isinstance(value, Scalar):
        if value.text.strip():
            return value
        context.report(
            "no-value", "there is nothing here.", at=value, hint="Give a value, or delete the line."
        )
        return None
    if isinstance(value, Sequence):
        only = value.items[0] if len(value.items) == 1 else None
        fix = context.write(only, only.text) if isinstance(only, Scalar) else None
        hint = "" if fix else "Keep one of them, on the line of the name."
        message = "this takes one value, not a list."
        context.report("list-not-wanted", message, at=value, hint=hint, fix=fix)
        return None
    key, inner = value.entries[0] if len(value.entries) == 1 else (None, None)
    if key is not None and isinstance(inner, Scalar):
        meant = f"{key.text}: {inner.text}" if inner.text else key.text
        message = f"{quoted(meant)} reads as a name and a value, because of its colon."
        if not inner.text:
            message = f"the colon after {quoted(meant)} makes a name of it."
        context.report("colon-in-item", message, at=value, fix=context.write(value, meant))
    else:
        context.report(
            "names-not-wanted",
            "this takes one value, not names with values.",
            at=value,
            hint="Keep one value, on the line of the name.",
        )
    return None


# For editors' programs, which help while somebody writes; what counts is `reviewlib check`. So a
# schema takes whatever a field takes in the form that docs/records.md teaches, and says no more.
# The words used are those that drafts 7 and 2020-12 of JSON Schema share, since the language
# servers in use know either. Values are as YAML 1.2 reads them: a year is a number there.


JsonSchema = dict[str, Any]
"""A JSON Schema."""

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""A day, as a pattern."""

MONTH = "[0-9]{4}-[0-9]{2}"
"""A month, as a pattern."""


def plain_text(longest: int = 0) -> JsonSchema:
    """Any one value: text, or what YAML takes for a number or for true."""
    schema: JsonSchema = {"type": ["string", "number", "boolean"], "minLength": 1}
    return {**schema, "maxLength": longest} if longest else schema


def matching(regular: str) -> JsonSchema:
    """Text of a form. The pattern must be one of ECMA-262 too."""
    return {"type": "string", "pattern": f"^(?:{regular})$"}


def whole_number(least: int, most: int) -> JsonSchema:
    """Digits, in quotation marks or not."""
    return any_of({"type": "integer", "minimum": least, "maximum": most}, matching("[0-9]{1,9}"))


def any_of(*schemas: JsonSchema) -> JsonSchema:
    """Whichever of several."""
    parts = (schema["anyOf"] if schema.keys() == {"anyOf"} else [schema] for schema in schemas)
    return {"anyOf": [one for part in parts for one in part]}


def array_of(item: JsonSchema) -> JsonSchema:
    """A list; or its only item on the line of the name, where an item is no more than a line."""
    many: JsonSchema = {"type": "array", "items": item, "minItems": 1}
    return many if item.get("type") == "object" else any_of(many, item)


_EMPTY = 'A record begins with a line "---", then its header, then another line "---".'


class FieldType(abc.ABC):
    """A kind of field: it owns how a value is read and how a mistake in it is worded."""

    phrase: ClassVar[str]  # what to write, for docs/records.md
    schema: ClassVar[JsonSchema]  # what a value looks like, for editors' programs

    @abc.abstractmethod
    def read(self, value: Value, context: ReadContext) -> Any:
        """The value, or None after a problem was reported."""

    def describe(self) -> str:
        """What to write."""
        return self.phrase

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return self.schema


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not taken, and what to write instead."""

    code: str  # the rule that it breaks
    message: str
    hint: str = ""
    fix: Edit | None = None


@dataclass(frozen=True)
class OneValue(FieldType, Generic[_T]):
    """A field type whose value is one piece of text."""

    code: ClassVar[str]  # the rule that other text breaks
    wrong: ClassVar[str] = ""  # what such text is not, if that is not "is not <phrase>."
    hint: ClassVar[str] = ""  # what to write instead; {0} in it is the field type

    def read(self, value: Value, context: ReadContext) -> _T | None:
        """The value, or None after a problem was reported."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        found = self._find(scalar.text, context)
        if found is not None:
            self._warn(found, scalar, context)
        elif refusal := self._refuse(scalar, context):
            one = self._of_signs(scalar, context, refusal)
            context.report(one.code, one.message, at=scalar, hint=one.hint, fix=one.fix)
        return found

    def _find(self, text: str, context: ReadContext) -> _T | None:
        return self._value(text)

    def _value(self, text: str) -> _T | None:
        """What a text stands for; None where it breaks the rule."""
        raise NotImplementedError

    def _warn(self, found: _T, scalar: Scalar, context: ReadContext) -> None:
        """Report what is odd about a text that is taken."""

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal | None:
        """What is wrong with a text that breaks the rule; None where that is said elsewhere."""
        message = f"{quoted(scalar.text)} {self.wrong or f'is not {self.describe()}.'}"
        return Refusal(self.code, message, self.hint.format(self))

    def _of_signs(self, scalar: Scalar, context: ReadContext, refusal: Refusal) -> Refusal:
        """A refusal; where signs of a word processor are all that is wrong, one that says so."""
        plain = plain_signs(scalar.text)
        if plain == scalar.text or not scalar.column:
            return refusal
        fix: Edit | None = context.write(scalar, plain)
        if self._find(plain, context) is None:
            again = self._refuse(structs.replace(scalar, text=plain), context)
            fix = again.fix if again else None
        if fix is None or fix.applicability is Applicability.GUESS:
            return refusal
        what = "holds hyphens, spaces or digits other than those of a keyboard."
        if without_curly_marks(scalar.text) != scalar.text:
            what = "is in curly quotation marks, which would be part of the value."
        return Refusal(refusal.code, f"{quoted(scalar.text)} {what}", fix=fix)


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of a record."""

    type: FieldType  # how its value is read
    help: str  # what it is for, a sentence for editors
    example: str  # a value as an editor writes it (YAML)
    required: bool = False  # whether a record must give it
    name: str = ""  # the name editors write, where it is not the attribute's
    label: str = ""  # what a form for editors calls it, where it is not the name

    def written(self, name: str) -> str:
        """The field with its example, as an editor writes it."""
        return f"{name}: {self.example}".replace(": \n", ":\n", 1)


def required(type: FieldType, help: str, example: str, *, name: str = "", label: str = "") -> Any:
    """Declare a field that a record must give; the only place where it is named and explained.

    Args:
        example: a value as an editor writes it (YAML); of a list, one item.
        name: what editors write, where it is not the attribute's.
        label: what a form for editors calls it, where it is not the name.
    """
    return _declared(FieldInfo(type, help, example, True, name, label), None)


def optional(
    type: FieldType,
    help: str,
    example: str,
    *,
    default: Any = None,
    name: str = "",
    label: str = "",
) -> Any:
    """Declare a field that may be left out: its value is then the default, of a list ()."""
    return _declared(FieldInfo(type, help, example, False, name, label), default)


def _declared(spec: FieldInfo, default: Any) -> Any:
    if isinstance(spec.type, List):
        example = "\n  - " + spec.example
        spec, default = dataclasses.replace(spec, example=example), default or ()
    return dataclasses.field(default=default, metadata={"spec": spec})


@functools.cache
def fields_of(model: type) -> MappingABC[str, tuple[str, FieldInfo]]:
    """The fields of a model, by the name editors write: the attribute's name and its Spec.

    Its own come first, then those it shares with other models.
    """
    found = {}
    own = model.__annotations__
    for attribute in sorted(dataclasses.fields(model), key=lambda one: one.name not in own):
        spec: FieldInfo | None = attribute.metadata.get("spec")
        if spec:
            found[spec.name or attribute.name] = (attribute.name, spec)
    return found


def json_schema_of(model: type) -> JsonSchema:
    """The fields of a model as JSON Schema: each with its help; a field may stand there empty."""
    fields: JsonSchema = {}
    for name, (_, spec) in fields_of(model).items():
        schema = spec.type.json_schema()
        if not spec.required:
            schema = any_of(schema, {"type": "null"})
        fields[name] = {"description": spec.help, **schema}
    needed = [name for name, (_, spec) in fields_of(model).items() if spec.required]
    schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return {**schema, "required": needed} if needed else schema


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Scalar) and not value.text.strip()


def _unknown(key: Scalar, model: type, context: ReadContext) -> str | None:
    """Say that there is no such field; the field that was probably meant."""
    names = tuple(fields_of(model))
    near = suggest(key.text, names)
    what = quoted(context.field_path[-1]) if context.field_path else "this kind of file"
    if near:
        message, hint = f'there is no field of this name in {what}. Did you mean "{near}"?', ""
    else:
        message, listed = f"there is no field of this name in {what}.", join_or(names)
        hint = f"The names to choose from: {listed}." if listed else ""
        hint = hint or "All names are explained in docs/records.md."
    fix = (
        Edit(key.line, key.line, f"{near}:", f"{key.text}:", Applicability.GUESS) if near else None
    )
    context.within(key.text).report("unknown-field", message, at=key, hint=hint, fix=fix)
    return near


def _not_names(model: type, value: Value, context: ReadContext) -> None:
    """Say that a group of fields belongs where something else stands."""
    got = quoted(value.text) if isinstance(value, Scalar) else "a list"
    needed = [
        row
        for name, (_, spec) in fields_of(model).items()
        if spec.required
        for row in spec.written(name).split("\n")
    ]
    head, prefix = [], context.prefix
    if prefix and not context.in_list:
        head, prefix = [prefix.rstrip()], f"{context.below}- "
    rows = [*head, prefix + needed[0], *(" " * len(prefix) + row for row in needed[1:])]
    hint = "\n".join(["Write it in this form:", *(f"  {row}" for row in rows)])
    message = f"{got} is where fields belong, each with its name and a colon."
    context.report("not-names", message, at=value, hint=hint)


def _missing(name: str, spec: FieldInfo, value: Mapping, context: ReadContext) -> None:
    """Say that a field is needed, at its own line where it is there without a value."""
    key = next((key for key, _ in value if key.text == name), None)
    start = " " * (value.column - 1)
    rows = (f"  {start}{row}" for row in spec.written(name).split("\n"))
    hint = "\n".join(["Write, for example:", *rows])
    message = f"this field is needed and {'has no value' if key else 'is not given'}."
    context.within(name).report("missing-field", message, at=key or value, hint=hint)


def _lead(key: Scalar, value: Mapping, context: ReadContext) -> str:
    """What stands before the value of a name; a group's first name may follow a dash."""
    first = context.in_list and key is value.entries[0][0]
    start = " " * (key.column - 3) + "- " if first else " " * (key.column - 1)
    return f"{start}{key.text}: "


def read_fields(
    model: type, value: Value, context: ReadContext
) -> tuple[dict[str, Any], Place] | None:
    """Read the fields of a model from names with values.

    Args:
        model: a dataclass whose fields are `required` or `optional`.

    Returns:
        The attributes that were given and could be read, and their place; None where
        `value` is not names with values, or a required field is missing or unreadable.
    """
    if not context.field_path and value.column > 2:  # an item of a file that is a list
        context = context.item(value)
    if not isinstance(value, Mapping):
        _not_names(model, value, context)
        return None
    known = fields_of(model)
    if not value.entries and any(spec.required for _, spec in known.values()):
        context.report("empty-header", "the header is empty.", at=value.line, hint=_EMPTY)
        return None
    attributes: dict[str, Any] = {}
    lines = []
    meant = set()  # fields whose names are misspelt, which is said; they are not missing as well
    complete = True
    for key, given in value:
        if key.text not in known:
            meant.add(_unknown(key, model, context))
            continue
        attribute, spec = known[key.text]
        lines.append((key.text, key.line))
        if _is_nothing(given):
            continue
        there = context.within(key.text, _lead(key, value, context), key.line)
        read = spec.type.read(given, there)
        if read is not None:
            attributes[attribute] = read
        elif spec.required:
            complete = False
            attributes[attribute] = None  # said by the field; not missing as well
    for name, (attribute, spec) in known.items():
        if spec.required and attribute not in attributes:
            complete = False
            if name not in meant:
                _missing(name, spec, value, context)
    place = Place(context.path, value.line, tuple(lines))
    return (attributes, place) if complete else None


_DASH = (
    'Put "- " before its first line, and two more spaces before each of its others. It is read as '
    "a list of one."
)


@dataclass(frozen=True, slots=True)
class List(FieldType):
    """A list, one value to a line after a dash. A single value stands for a list of one."""

    item: FieldType  # what each value is

    def read(self, value: Value, context: ReadContext) -> tuple[Any, ...] | None:
        """The values that could be read, in order, none twice; None where none could."""
        items = self._items(value, context)
        if items is None:
            return None
        found: list[Any] = []
        for item, there in items:
            if isinstance(item, Scalar) and not item.text.strip():
                context.report(
                    "no-value",
                    "there is nothing after this dash.",
                    at=item,
                    hint="Give a value, or delete the line.",
                )
                continue
            read = self.item.read(item, there)
            if read is None:
                continue
            if read in found and isinstance(item, Scalar):
                context.report(
                    "given-twice",
                    f"{quoted(item.text)} is in this list twice.",
                    at=item,
                    hint="Delete one of the two lines.",
                )
                continue
            found.append(read)
        return tuple(found) or None

    def _items(self, value: Value, context: ReadContext) -> list[tuple[Value, ReadContext]] | None:
        """Each item with its place; None and a problem where there is no list."""
        alone = isinstance(value, Mapping) and isinstance(self.item, Record)
        if alone:
            context.report(
                "entry-without-dash",
                "this is a list, and its entry has no dash.",
                at=value,
                hint=_DASH,
            )
        if isinstance(value, Scalar) or alone:
            return [(value, context)]
        if isinstance(value, Sequence):
            return [(item, context.item(item)) for item in value.items]
        context.report(
            "names-not-wanted",
            "this takes a list, not names with values.",
            at=value,
            hint="Write each value on a line of its own, after a dash.",
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return f"a list; each: {self.item.describe()}"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return array_of(self.item.json_schema())


@dataclass(frozen=True, slots=True)
class Record(FieldType):
    """Named fields that belong together, read into a model."""

    model: type  # a dataclass with fields that are `required` or `optional`, of `Placed`

    def read(self, value: Value, context: ReadContext) -> Any:
        """An instance of the model, or None and problems."""
        read = read_fields(self.model, value, context)
        if read is None:
            return None
        attributes, place = read
        return self.model(**attributes, place=place)

    def describe(self) -> str:
        """What to write."""
        return f"the fields of {self.model.__name__.lower()}"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return json_schema_of(self.model)
