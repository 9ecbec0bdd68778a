"""What reading any kind of record begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewlib.fields import Choices, Here, Place, is_slug, read_fields, slugify
from reviewlib.problems import shown
from reviewlib.source import SourceFile, read_record

__all__ = ["ChoicesBy", "name_of", "open_record", "without"]

ChoicesBy = Mapping[str, Choices]
Fields = tuple[dict[str, Any], Place]


def open_record(
    raw: bytes, path: str, choices: ChoicesBy, model: type
) -> tuple[SourceFile | None, Fields | None, Here]:
    """The file, the fields of its header as far as both could be read, and where problems go."""
    here = Here(path, choices)
    file, found = read_record(raw, path)
    here.problems.extend(found)
    return file, read_fields(model, file.values, here) if file else None, here


def without(choices: ChoicesBy, name: str) -> ChoicesBy:
    """The vocabularies but one: documents and pages have no recognised headings."""
    return {key: value for key, value in choices.items() if key != name}


def name_of(path: str, here: Here) -> str:
    """The name of a record from its file's, which becomes part of an address."""
    name = path.rpartition("/")[2].removesuffix(".md")
    if not is_slug(name):
        better = slugify(name)
        here.say(
            "bad-name",
            f"{shown(name + '.md')} becomes part of an address: small letters, digits and hyphens "
            "only.",
            at=1,
            hint=f"Rename it to {better}.md." if better else "",
        )
    return name
