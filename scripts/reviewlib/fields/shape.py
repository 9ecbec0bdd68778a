"""What a field's value looks like, as JSON Schema (2020-12) says it.

takes: patterns and bounds
gives: Shape, and the few forms that most shapes have
knows nothing of: which fields there are, how a value is read
"""

# For editors' programs, which help while somebody writes; what counts is `reviewlib check`. So a
# shape takes whatever a field takes in the form that docs/records.md teaches, and says no more.
# The words used are those that drafts 7 and 2020-12 of JSON Schema share, since the language
# servers in use know either. Values are as YAML 1.2 reads them: a year is a number there.

from __future__ import annotations

from typing import Any

__all__ = ["DAY", "MONTH", "Shape", "any_of", "listed", "matching", "plain_text", "whole_number"]

Shape = dict[str, Any]
"""A JSON Schema."""

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""A day, as a pattern."""

MONTH = "[0-9]{4}-[0-9]{2}"
"""A month, as a pattern."""


def plain_text(longest: int = 0) -> Shape:
    """Any one value: text, or what YAML takes for a number or for true."""
    shape: Shape = {"type": ["string", "number", "boolean"], "minLength": 1}
    return {**shape, "maxLength": longest} if longest else shape


def matching(regular: str) -> Shape:
    """Text of a form. The pattern must be one of ECMA-262 too."""
    return {"type": "string", "pattern": f"^(?:{regular})$"}


def whole_number(least: int, most: int) -> Shape:
    """Digits, in quotation marks or not."""
    return any_of({"type": "integer", "minimum": least, "maximum": most}, matching("[0-9]{1,9}"))


def any_of(*shapes: Shape) -> Shape:
    """Whichever of several."""
    parts = (shape["anyOf"] if shape.keys() == {"anyOf"} else [shape] for shape in shapes)
    return {"anyOf": [one for part in parts for one in part]}


def listed(item: Shape) -> Shape:
    """A list; or its only item on the line of the name, where an item is no more than a line."""
    many: Shape = {"type": "array", "items": item, "minItems": 1}
    return many if item.get("type") == "object" else any_of(many, item)
