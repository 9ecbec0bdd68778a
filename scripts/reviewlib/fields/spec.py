"""What a field is, and how the fields of one group are read.

takes: names with values; a model whose fields were declared with `entry`
gives: Spec; `entry` to declare a field, `read_fields` to read them
knows nothing of: which fields there are
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any, Protocol

from reviewlib.fields.here import Here, Place
from reviewlib.fields.shape import Shape, any_of
from reviewlib.problems import Applicability, Edit, choices_in_words, shown, suggest
from reviewlib.source import Mapping, Scalar, Value, as_value

__all__ = ["FieldType", "Spec", "entry", "read_fields", "shape_of", "specs"]

_EMPTY = 'A record begins with a line "---", then its header, then another line "---".'


class FieldType(Protocol):
    """A kind of field: it owns how a value is read and how a mistake in it is worded."""

    def read(self, value: Value, here: Here) -> Any:
        """The value, or None after a problem was added to `here`."""
        ...

    def describe(self) -> str:
        """What to write, as a phrase for docs/records.md."""
        ...

    def shape(self) -> Shape:
        """What a value looks like, for editors' programs."""
        ...


@dataclass(frozen=True, slots=True)
class Spec:
    """One field of a record.

    Args:
        type: how its value is read.
        help: what it is for, a sentence for editors.
        example: a value as an editor writes it (YAML).
        required: whether a record must give it.
        name: the name editors write, where it is not the attribute's.
    """

    type: FieldType
    help: str
    example: str
    required: bool = False
    name: str = ""


def entry(
    type: FieldType,
    help: str,
    example: str,
    *,
    required: bool = False,
    default: Any = None,
    name: str = "",
) -> Any:
    """Declare a field of a record: the only place where it is named, typed and explained."""
    spec = Spec(type, help, example, required, name)
    return dataclasses.field(default=default, metadata={"spec": spec})


@functools.cache
def specs(model: type) -> MappingABC[str, tuple[str, Spec]]:
    """The fields of a model, by the name editors write: the attribute's name and its Spec."""
    found = {}
    for attribute in dataclasses.fields(model):
        spec: Spec | None = attribute.metadata.get("spec")
        if spec:
            found[spec.name or attribute.name] = (attribute.name, spec)
    return found


def shape_of(model: type) -> Shape:
    """The fields of a model as JSON Schema: each with its help; a field may stand there empty."""
    fields: Shape = {}
    for name, (_, spec) in specs(model).items():
        shape = spec.type.shape()
        if not spec.required:
            shape = any_of(shape, {"type": "null"})
        fields[name] = {"description": spec.help, **shape}
    needed = [name for name, (_, spec) in specs(model).items() if spec.required]
    shape = {"type": "object", "properties": fields, "additionalProperties": False}
    return {**shape, "required": needed} if needed else shape


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Scalar) and not value.text.strip()


def _unknown(key: Scalar, model: type, here: Here) -> str | None:
    """Say that there is no such field; the field that was probably meant."""
    names = tuple(specs(model))
    near = suggest(key.text, names)
    what = shown(here.trail[-1]) if here.trail else "this kind of file"
    if near:
        message, hint = f'there is no field of this name in {what}. Did you mean "{near}"?', ""
    else:
        message, listed = f"there is no field of this name in {what}.", choices_in_words(names)
        hint = f"The names to choose from: {listed}." if listed else ""
        hint = hint or "All names are explained in docs/records.md."
    fix = (
        Edit(key.line, key.line, f"{near}:", f"{key.text}:", Applicability.GUESS) if near else None
    )
    here.within(key.text).say("unknown-field", message, at=key, hint=hint, fix=fix)
    return near


def _example(name: str, spec: Spec) -> list[str]:
    """The lines of a field's example, as an editor writes them."""
    gap = "" if spec.example.startswith("\n") else " "
    return f"{name}:{gap}{spec.example}".split("\n")


def _not_names(model: type, value: Value, here: Here) -> None:
    """Say that a group of fields belongs where something else stands."""
    got = shown(value.text) if isinstance(value, Scalar) else "a list"
    needed = [row for name, (_, spec) in specs(model).items() if spec.required
              for row in _example(name, spec)]  # fmt: skip
    rows = [here.lead + needed[0], *(" " * len(here.lead) + row for row in needed[1:])]
    if here.lead and not here.in_list:
        start = " " * (len(here.lead) - len(here.lead.lstrip(" -")) + 2)
        rows = [
            here.lead.rstrip(),
            f"{start}- {needed[0]}",
            *(f"{start}  {row}" for row in needed[1:]),
        ]
    hint = "\n".join(["Write it in this form:", *(f"  {row}" for row in rows)])
    message = f"{got} stands where fields belong, each with its name and a colon."
    here.say("not-names", message, at=value, hint=hint)


def _missing(name: str, spec: Spec, value: Mapping, here: Here) -> None:
    """Say that a field is needed, at its own line where it is there without a value."""
    key = next((key for key, _ in value if key.text == name), None)
    start = " " * (value.column - 1)
    hint = "\n".join(["Write, for example:", *(f"  {start}{row}" for row in _example(name, spec))])
    message = "this field is needed and has no value." if key else (
        "this field is needed and is not given."
    )  # fmt: skip
    here.within(name).say("missing-field", message, at=key or value, hint=hint)


def _lead(key: Scalar, value: Mapping, here: Here) -> str:
    """What stands before the value of a name; a group's first name may follow a dash."""
    first = here.in_list and key is value.entries[0][0]
    start = " " * (key.column - 3) + "- " if first else " " * (key.column - 1)
    return f"{start}{as_value(key.text)}: "


def read_fields(model: type, value: Value, here: Here) -> tuple[dict[str, Any], Place] | None:
    """Read the fields of a model from names with values.

    Args:
        model: a dataclass whose fields were declared with `entry`.
        value: what the file gives.
        here: the file being read.

    Returns:
        The attributes that were given and could be read, and their place; None where
        `value` is not names with values, or a required field is missing or unreadable.
    """
    if not here.trail and value.column > 2:  # an item of a file that is a list
        here = here.item(value)
    if not isinstance(value, Mapping):
        _not_names(model, value, here)
        return None
    known = specs(model)
    if not value.entries and any(spec.required for _, spec in known.values()):
        here.say("empty-header", "the header is empty.", at=value.line, hint=_EMPTY)
        return None
    attributes: dict[str, Any] = {}
    lines = []
    meant = set()  # fields whose names are misspelt, which is said; they are not missing as well
    complete = True
    for key, given in value:
        if key.text not in known:
            meant.add(_unknown(key, model, here))
            continue
        attribute, spec = known[key.text]
        lines.append((key.text, key.line))
        if _is_nothing(given):
            continue
        read = spec.type.read(given, here.within(key.text, _lead(key, value, here), key.line))
        if read is not None:
            attributes[attribute] = read
        elif spec.required:
            complete = False
            attributes[attribute] = None  # said by the field; not missing as well
    for name, (attribute, spec) in known.items():
        if spec.required and attribute not in attributes:
            complete = False
            if name not in meant:
                _missing(name, spec, value, here)
    place = Place(here.path, value.line, tuple(lines))
    return (attributes, place) if complete else None
