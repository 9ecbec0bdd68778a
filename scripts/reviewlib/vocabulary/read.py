"""Reads the files of content/vocabulary/."""

# A vocabulary may refer to itself (a theme to its wider theme) and to another (an authority to
# its region), so names are gathered from every file first and the files are read after that.

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any

from reviewlib.fields import Choices, Here
from reviewlib.models import (
    SECTION_KINDS,
    Authority,
    Heading,
    Region,
    Stage,
    Synonym,
    Theme,
    Year,
)
from reviewlib.problems import Problem, fold, shown, suggest
from reviewlib.source import Mapping, Scalar, Sequence, SourceFile, Value, read_yaml
from reviewlib.vocabulary.checks import check_headings, check_parents, check_tiles
from reviewlib.vocabulary.listed import read_entries

__all__ = ["FOLDER", "Vocabulary", "read_vocabulary"]

FOLDER = "content/vocabulary/"

_CLAIMED = "A name can stand for one only. Delete one of the two lines."


@dataclass(frozen=True, slots=True)
class _Kind:
    """One vocabulary file: what it holds, and by which fields a term is known."""

    model: type
    noun: str
    names: tuple[str, ...]
    needed: bool = True


_KINDS: MappingABC[str, _Kind] = {
    "themes": _Kind(Theme, "a theme", ("label", "aliases")),
    "authorities": _Kind(Authority, "an authority", ("label", "council", "aliases", "gaelic")),
    "regions": _Kind(Region, "a region", ("label", "short", "aliases")),
    "years": _Kind(Year, "a year", ("label",)),
    "stages": _Kind(Stage, "a stage", ("label", "aliases"), needed=False),
    "headings": _Kind(Heading, "a heading", ("label", "variants")),
    "synonyms": _Kind(Synonym, "a word", (), needed=False),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What records may choose from, each list in the order of its file.

    Args:
        choices: the same as fields see it, by name of vocabulary, with "documents".
    """

    themes: tuple[Theme, ...] = ()
    authorities: tuple[Authority, ...] = ()
    regions: tuple[Region, ...] = ()
    years: tuple[Year, ...] = ()
    stages: tuple[Stage, ...] = ()
    headings: tuple[Heading, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    choices: MappingABC[str, Choices] = field(default_factory=dict)


def _texts(value: Value | None) -> list[Scalar]:
    if isinstance(value, Scalar):
        return [value]
    items = value.items if isinstance(value, Sequence) else ()
    return [item for item in items if isinstance(item, Scalar)]


def _items(file: SourceFile) -> list[Value]:
    return list(file.values.items) if isinstance(file.values, Sequence) else []


def _terms(file: SourceFile, kind: _Kind) -> Iterable[tuple[str, list[Scalar]]]:
    """The id of each term with the names it is known by."""
    for item in _items(file):
        if isinstance(item, Mapping) and isinstance(found := item.get("id"), Scalar):
            names = [text for name in kind.names for text in _texts(item.get(name))]
            yield found.text, names


def _choices(name: str, file: SourceFile, problems: list[Problem]) -> Choices:
    """The choices a file gives; a name that two terms claim is a problem."""
    kind = _KINDS[name]
    claimed: dict[str, tuple[str, int]] = {}
    terms = list(_terms(file, kind))
    ids = {fold(term_id): term_id for term_id, _ in terms}
    for term_id, names in terms:
        for text in names:
            other = ids.get(fold(text.text), term_id)
            if other != term_id and name != "headings":
                message = f"{shown(text.text)} is the permanent name of another, {shown(other)}."
                problems.append(
                    Problem(file.path, text.line, 0, "", "name-claimed-twice", message, _CLAIMED)
                )
            owner, line = claimed.setdefault(fold(text.text), (term_id, text.line))
            if owner != term_id:
                message = f"{shown(text.text)} already stands for another on line {line}."
                problems.append(
                    Problem(file.path, text.line, 0, "", "name-claimed-twice", message, _CLAIMED)
                )
    pairs = [(term_id, [text.text for text in names] or [term_id]) for term_id, names in terms]
    made = Choices.of(kind.noun, file.path, pairs)
    made = dataclasses.replace(made, former=_former(file))
    if name == "headings":  # their ids are ours, not headings anyone writes
        ids = {fold(text): term for term, names in pairs for text in names}
        made = Choices(made.noun, made.path, made.labels, ids)
    return made


def _former(file: SourceFile) -> dict[str, str]:
    """The former ids that a file gives, each with the id that took its place."""
    return {
        fold(old.text): found.text
        for item in _items(file)
        if isinstance(item, Mapping) and isinstance(found := item.get("id"), Scalar)
        for old in _texts(item.get("formerly"))
    }


def _is_whole(name: str, file: SourceFile) -> bool:
    """Whether records can be held against a list. If not, that is said once, and not for each."""
    kinds = {kind.id for kind in SECTION_KINDS}
    if name == "headings":
        return {term_id for term_id, _ in _terms(file, _KINDS[name])} <= kinds
    return isinstance(file.values, Sequence)


def _records(
    name: str, file: SourceFile, choices: MappingABC[str, Choices]
) -> tuple[tuple[Any, ...], Here]:
    here = Here(file.path, choices)
    found: tuple[Any, ...]
    found, _ = read_entries(file, _KINDS[name].model, here)
    if name == "themes":
        check_parents(found, here)
    if name == "authorities":
        check_tiles(found, here)
    if name == "headings" and isinstance(file.values, Sequence):
        check_headings({term_id for term_id, _ in _terms(file, _KINDS[name])}, here)
    return found, here


def _unknown_files(files: MappingABC[str, bytes]) -> list[Problem]:
    problems = []
    for path in files:
        name = path.removeprefix(FOLDER).removesuffix(".yml")
        if name not in _KINDS:
            near = suggest(name, _KINDS)
            also = f' Did you mean "{near}.yml"?' if near else ""
            message = f"there is no vocabulary of this name.{also}"
            hint = f"The files here are: {', '.join(f'{kind}.yml' for kind in _KINDS)}."
            problems.append(Problem(path, 1, 0, "", "unknown-file", message, hint))
    return problems


def read_vocabulary(
    files: MappingABC[str, bytes],
    documents: Iterable[str],
    former: MappingABC[str, str] | None = None,
) -> tuple[Vocabulary, list[Problem]]:
    """Read every vocabulary.

    Args:
        files: the bytes of each file in content/vocabulary/, by path.
        documents: the names of the documents in content/documents/.
        former: names that some of them had before, each with the name now.

    Returns:
        The vocabulary, as far as it could be read, and every problem.
    """
    problems = _unknown_files(files)
    pairs = [(name, (name,)) for name in documents]
    made = Choices.of("a document", "content/documents/", pairs)
    choices = {"documents": dataclasses.replace(made, former=former or {})}
    sources: dict[str, SourceFile] = {}
    for name, kind in _KINDS.items():
        path = f"{FOLDER}{name}.yml"
        if path not in files:
            if kind.needed:  # and no choices: one message, not one for each record that uses them
                message = f"the file with the list of {name} is missing."
                problems.append(Problem(path, 1, 0, "", "missing-file", message))
            else:
                choices[name] = Choices.of(kind.noun, path, ())
            continue
        file, found = read_yaml(files[path], path)
        problems.extend(found)
        if file:
            sources[name] = file
            if _is_whole(name, file):
                choices[name] = _choices(name, file, problems)
    lists: dict[str, tuple[Any, ...]] = {}
    for name, file in sources.items():
        lists[name], here = _records(name, file, choices)
        problems.extend(here.problems)
    return Vocabulary(**lists, choices=choices), problems
