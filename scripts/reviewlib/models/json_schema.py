"""The models as JSON Schemas, for programs in which records are written."""

# Which themes or authorities there are is not in them: that is data which editors change, and a
# schema must not be out of date after each new theme. `reviewlib check` knows.

from __future__ import annotations

import json
import re

from reviewlib.models import FILE_KINDS, FileKind
from reviewlib.schema import JsonSchema, json_schema_of

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
    shape = json_schema_of(kind.model)
    if kind.many:
        shape = {"type": "array", "items": shape}
    elif "required" not in shape:  # a header with nothing in it
        shape["type"] = ["object", "null"]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:reviewlib:{schema_name(kind)}",
        "title": kind.pattern,
        "description": kind.what,
        **shape,
    }


def schemas() -> dict[str, JsonSchema]:
    """The schema of each kind of file, by its name; of a .md file, of its header."""
    return {schema_name(kind): _schema(kind) for kind in FILE_KINDS}


def as_json(schema: JsonSchema) -> str:
    """A schema as a file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
