"""Generated from the models: docs/records.md and the JSON Schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewlib.models import FILE_KINDS, SECTION_KINDS, Document, FileKind, Practicum, Review
from reviewlib.models.scaffold import EXAMPLE, EXAMPLE_TEXT, record_form
from reviewlib.schema import (
    WHEN_FORMS,
    FieldInfo,
    JsonSchema,
    List,
    Record,
    fields_of,
    json_schema_of,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One whole file, or one entry of a list, as an editor writes it."""

    kind: FileKind  # what it is an example of
    path: str  # where it could stand
    text: str  # the file, or the entry


_PLACES = {"<year>": "2022-23", "<slug>": "glenmore", "<folder>": "about", "<name>": "index"}
_IDS = {
    "ThemeIntro": "inclusion",
    "Document": "progress-report-2023",
    "Practicum": "practicum-2018",
}
_LEFT_OUT: Mapping[type, tuple[str, ...]] = {
    Practicum: ("teams",),  # the example lists one, and the number of teams is six
    # What the command writes, and what a file needs that is there.
    Document: ("file", "allow", "cleaned", "original", "address", "fetched"),
}


def _prose(part: str) -> str:
    """What docs/records.md says beside its tables; "[…]" in it stands for what is made."""
    return (Path(__file__).parent / f"records-{part}.md").read_text("utf-8").rstrip()


def _all_fields(model: type) -> str:
    given = (pair for pair in fields_of(model).items() if pair[0] not in _LEFT_OUT.get(model, ()))
    return "\n".join(spec.written(name) for name, (_, spec) in given)


def _whole(kind: FileKind) -> str:
    """An example of a kind of file with (nearly) every field; of a review, the usual ones."""
    if kind.model is Review:
        return record_form(Review, EXAMPLE, EXAMPLE_TEXT)
    fields = _all_fields(kind.model)
    if kind.many:
        first, *rest = fields.split("\n")
        return "\n".join([f"- {first}", *(f"  {line}" for line in rest)]) + "\n"
    if kind.pattern.endswith(".yml"):
        return f"{fields}\n"
    return f"---\n{fields}\n---\n\nThe text comes here.\n"


def _path(kind: FileKind) -> str:
    path = kind.pattern.replace("<id>", _IDS.get(kind.model.__name__, ""))
    for place, name in _PLACES.items():
        path = path.replace(place, name)
    return path


def examples() -> tuple[Example, ...]:
    """The example of each kind of file that docs/records.md shows."""
    return tuple(Example(kind, _path(kind), _whole(kind)) for kind in FILE_KINDS)


def _groups(model: type) -> Iterator[tuple[str, type]]:
    """The fields whose values have fields of their own."""
    for name, (_, spec) in fields_of(model).items():
        item = spec.type.item if isinstance(spec.type, List) else spec.type
        if isinstance(item, Record):
            yield name, item.model


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _example(spec: FieldInfo) -> str:
    rows = [row.strip() for row in spec.example.strip().split("\n")]
    return f"`{rows[0]}`" + (" …" if len(rows) > 1 else "")


def _table(model: type) -> Iterator[str]:
    yield "| field | | what it is for | write | example |"
    yield "|---|---|---|---|---|"
    for name, (_, spec) in fields_of(model).items():
        needed = "needed" if spec.required else ""
        cells = (f"`{name}`", needed, spec.help, spec.type.describe(), _example(spec))
        yield f"| {' | '.join(map(_cell, cells))} |"


def _sections() -> str:
    words = {True: "are findings", False: "are shown as they are"}
    return "\n".join(
        f"| `{kind.id}` | {words[kind.has_findings]} | "
        f"{f'`{kind.anchor}-`' if kind.has_findings else ''} |"
        for kind in SECTION_KINDS
    )


def _kind(example: Example) -> Iterator[str]:
    kind = example.kind
    language = "yaml" if kind.pattern.endswith(".yml") else "markdown"
    yield f"## `{kind.pattern}`"
    yield kind.what + (" A list; each entry has these fields." if kind.many else "")
    yield "\n".join(_table(kind.model))
    for name, model in _groups(kind.model):
        yield f"Each entry of `{name}` has fields of its own:"
        yield "\n".join(_table(model))
    if kind.model is Review:
        forms = "\n".join(f"| `{form}` | {words} |" for form, words in WHEN_FORMS.items())
        yield _prose("review").replace("[forms]", forms).replace("[sections]", _sections())
    yield f"For example, {'an entry of ' if kind.many else ''}`{example.path}`:"
    yield f"```{language}\n{example.text}```"


def records_markdown() -> str:
    """The whole of docs/records.md."""
    parts = [_prose("opening")]
    for example in examples():
        parts.extend(_kind(example))
    return "\n\n".join(parts) + "\n"


# ---------- JSON Schemas

# Which themes or authorities there are is not in them: that is data which editors change, and a
# schema must not be out of date after each new theme. `reviewlib check` knows.


FOLDER = "schemas"
"""Where a library keeps them."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_name(kind: FileKind) -> str:
    """What the schema of a kind of file is called.

    >>> [schema_name(kind) for kind in FILE_KINDS][:2], schema_name(FILE_KINDS[-1])
    (['review', 'theme-intro'], 'synonyms')
    """
    if kind.pattern.endswith(".yml"):
        return kind.pattern.rpartition("/")[2].removesuffix(".yml")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.model.__name__).lower()


def _schema(kind: FileKind) -> JsonSchema:
    schema = json_schema_of(kind.model)
    if kind.many:
        schema = {"type": "array", "items": schema}
    elif "required" not in schema:  # a header with nothing in it
        schema["type"] = ["object", "null"]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:reviewlib:{schema_name(kind)}",
        "title": kind.pattern,
        "description": kind.what,
        **schema,
    }


def schemas() -> dict[str, JsonSchema]:
    """The schema of each kind of file, by its name; of a .md file, of its header."""
    return {schema_name(kind): _schema(kind) for kind in FILE_KINDS}


def as_json(schema: JsonSchema) -> str:
    """A schema as a file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
