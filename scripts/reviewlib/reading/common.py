"""What reading any kind of record begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reviewlib.fields import Choices, Here, is_slug, read_fields, slugify
from reviewlib.markdown import read_sections
from reviewlib.problems import fold, shown
from reviewlib.source import Mapping as Names, Scalar, Sequence, read_record

__all__ = ["ChoicesBy", "former_names", "name_of", "open_record", "without"]

ChoicesBy = Mapping[str, Choices]


def open_record(
    raw: bytes,
    path: str,
    choices: ChoicesBy,
    model: type,
    text: Callable[[str, int, Here], Any] = read_sections,
) -> tuple[dict[str, Any] | None, Any, Here]:
    """Read a file's header and its text.

    Args:
        raw: the file's bytes.
        path: its path under the library's root.
        choices: the vocabularies.
        model: the record that it is to become.
        text: what reads the text below the header.

    Returns:
        What the header gives, with its `place`, or None where something needed is missing or
        unreadable; what was made of the text; the file, where problems go.
    """
    here = Here(path, choices)
    file, found = read_record(raw, path)
    here.problems.extend(found)
    if file is None:
        return None, None, here
    fields = read_fields(model, file.values, here)
    made = text(file.body, file.body_line, here)
    return {**fields[0], "place": fields[1]} if fields else None, made, here


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


def former_names(content: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The names that the files of a folder had before, folded, each with the name now.

    Args:
        content: the bytes of each file, by path.
        folder: the folder, with "/" at its end.
    """
    found: dict[str, str] = {}
    for path, raw in content.items():
        if not path.startswith(folder) or b"formerly:" not in raw:
            continue
        file, _ = read_record(raw, path)  # what is wrong with it is said when it is read in turn
        given = file.values.get("formerly") if file and isinstance(file.values, Names) else None
        items = given.items if isinstance(given, Sequence) else (given,)
        name = path.rpartition("/")[2].removesuffix(".md")
        found.update({fold(one.text): name for one in items if isinstance(one, Scalar)})
    return found
