"""A library whose every word tries to run.

takes: a library
gives: `hostile`, the same with a payload in each text and each link
knows nothing of: pages, templates
"""

# The reader refuses most of this in a record. Here it is past the reader: the pages must hold
# on their own.

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec

from reviewlib.library import Library
from reviewlib.models import Block, Finding, Node, Section, Update
from reviewlib.schema import Email, Link, List, RightsValue, SizeValue, Text, fields_of

__all__ = ["PAYLOAD", "SCRIPT_LINK", "hostile"]

PAYLOAD = (
    "x\"'><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    "</title></textarea></style><a href='javascript:alert(4)'>y</a>"
    "{{ 7 * 7 }}{% raise %}⟦ page.title ⟧⟪ if ⟫&lt;script&gt;alert(5)&lt;/script&gt;"
    "${alert(6)}<!--"
)
SCRIPT_LINK = "javascript:alert(document.domain)"


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(f"{one} {PAYLOAD}" for one in value)
    return f"{value} {PAYLOAD}" if value else value


def _field(name: str, spec: Any, value: Any) -> Any:
    kind = spec.type.item if isinstance(spec.type, List) else spec.type
    if name in {"id", "gss", "iso"} or value is None:
        return value
    if isinstance(kind, Text):
        return _text(value)
    if isinstance(kind, Link):
        return SCRIPT_LINK
    if isinstance(kind, Email):
        return f'a@b"onclick="alert(7)" {PAYLOAD}'
    return _deep(value)


def _node(node: Node) -> Node:
    href = SCRIPT_LINK if node.href else ""
    children = tuple(map(_node, node.children))
    return msgspec.structs.replace(node, text=_text(node.text), href=href, children=children)


def _deep(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_deep, value))
    if isinstance(value, Node):
        return _node(value)
    if isinstance(value, SizeValue | RightsValue):
        return dataclasses.replace(value, text=_text(value.text))
    if isinstance(value, Section):
        return msgspec.structs.replace(
            value, heading=_text(value.heading), area=_text(value.area), blocks=_deep(value.blocks)
        )
    if isinstance(value, Finding | Update):
        texts = {
            name: _text(getattr(value, name))
            for name in ("text", "area", "source")
            if hasattr(value, name)
        }
        trees = {
            name: _deep(getattr(value, name))
            for name in ("nodes", "details", "updates")
            if hasattr(value, name)
        }
        return msgspec.structs.replace(value, **texts, **trees)
    if isinstance(value, Mapping) and all(isinstance(key, type) for key in value):
        return {model: _deep(records) for model, records in value.items()}  # Library.lists
    if isinstance(value, Block):
        return msgspec.structs.replace(
            value, prose=_deep(value.prose), findings=_deep(value.findings)
        )
    return _record(value)


def _record(value: Any) -> Any:
    if not dataclasses.is_dataclass(value) or not type(value).__module__.startswith(
        ("reviewlib.models", "reviewlib.library.vocabulary")
    ):
        return value
    known = dict(fields_of(type(value)).values())
    changes = {}
    for one in dataclasses.fields(value):
        if one.name in {"place", "choices"} or not one.init:
            continue
        now = getattr(value, one.name)
        spec = known.get(one.name)
        changes[one.name] = _field(one.name, spec, now) if spec else _deep(now)
    return dataclasses.replace(value, **changes)


def hostile(library: Library) -> Library:
    """The same library with a payload in every text and every link."""
    changes = {
        one.name: _deep(getattr(library, one.name))
        for one in dataclasses.fields(library)
        if one.init and one.name != "files"
    }
    return dataclasses.replace(library, **changes)
