"""The vocabularies: content/vocabulary to what records may choose from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reviewlib.diagnostics import Diagnostic
from reviewlib.frontmatter import Mapping, Scalar, Sequence, SourceFile, Value, read_yaml
from reviewlib.models import SECTION_KINDS, Authority, Heading, Region, Stage, Synonym, Theme, Year
from reviewlib.schema import Choices, ReadContext, read_fields
from reviewlib.text import normalize_label, quoted, suggest

_YEAR = re.compile(r"(\d{4})-(\d{2})")


def check_id(record: Any, seen: dict[str, int], context: ReadContext) -> None:
    """No two entries have one name, and what an entry says fits together."""
    line = record.place.line_of("id")
    if record.id in seen:
        context.within("id").report(
            "given-twice",
            f"{quoted(record.id)} is given twice; the first is on line {seen[record.id]}.",
            at=line,
            hint="Give each its own.",
        )
    seen.setdefault(record.id, line)
    if isinstance(record, Year):
        _check_year(record, context)
    if isinstance(record, Authority) and record.gaelic and not record.gaelic_source:
        context.within("gaelic").report(
            "gaelic-without-source",
            f"{quoted(record.gaelic)} is given without its source.",
            at=record.place.line_of("gaelic"),
            hint="Add the address where the name is published:\n  gaelic_source: https://…",
        )


def _check_year(year: Year, context: ReadContext) -> None:
    match = _YEAR.fullmatch(year.id)
    if not match or int(match[2]) != (int(match[1]) + 1) % 100:
        context.within("id").report(
            "bad-year",
            f"{quoted(year.id)} is not a programme year.",
            at=year.place.line_of("id"),
            hint="Write it as in 2022-23.",
        )
    if year.last < year.first:
        context.within("to").report(
            "dates-out-of-order", "the year ends before it begins.", at=year.place.line_of("to")
        )


def check_parents(themes: tuple[Theme, ...], context: ReadContext) -> None:
    """No theme may be its own ancestor."""
    parents = {theme.id: theme.parents for theme in themes}
    for theme in themes:
        above, todo = set[str](), list(theme.parents)
        while todo:
            one = todo.pop()
            if one not in above:
                above.add(one)
                todo.extend(parents.get(one, ()))
        if theme.id in above:
            context.within("parents").report(
                "theme-in-itself",
                f"{quoted(theme.label)} would be above itself.",
                at=theme.place.line_of("parents"),
                hint="Delete one of its wider themes.",
            )


def check_tiles(authorities: tuple[Authority, ...], context: ReadContext) -> None:
    """No two share a tile of the grid."""
    taken: dict[tuple[int, int], Authority] = {}
    for authority in authorities:
        if authority.column is None or authority.row is None:
            continue
        other = taken.setdefault((authority.column, authority.row), authority)
        if other is not authority:
            context.within("column").report(
                "tile-taken",
                f"column {authority.column}, row {authority.row} is the place of "
                f"{quoted(other.label)} on the grid.",
                at=authority.place.line_of("column"),
                hint="Give one of the two another place.",
            )


def check_headings(given: set[str], context: ReadContext) -> None:
    """Every section has its heading, or its findings would be lost without a word."""
    if not given <= {kind.id for kind in SECTION_KINDS}:
        return  # one of them is misspelt, which is said, and is probably the one lacking
    for kind in SECTION_KINDS:
        if kind.id not in given:
            context.report(
                "heading-lacking",
                f"no heading is given for the section {quoted(kind.id)}.",
                at=1,
                hint="Add it, as the others are written.",
            )


_T = TypeVar("_T")


def read_entries(
    file: SourceFile, model: type[_T], context: ReadContext
) -> tuple[tuple[_T, ...], bool]:
    """The entries of a file that could be read, in order, and whether that is all of them.

    Args:
        file: the file, which need not be a list; it is said if it is none.
    """
    if not isinstance(file.values, Sequence):
        context.report(
            "list-wanted",
            "this file is a list; each entry begins with a dash.",
            at=file.values,
            hint="See docs/records.md for an example.",
        )
        return (), False
    make: Callable[..., _T] = model
    read = [read_fields(model, item, context) for item in file.values.items]
    records = tuple(make(**fields[0], place=fields[1]) for fields in read if fields)
    seen: dict[str, int] = {}
    for record in records:
        if hasattr(record, "id"):
            check_id(record, seen, context)
    return records, len(records) == len(read)


# A vocabulary may refer to itself (a theme to its wider theme) and to another (an authority to
# its region), so names are gathered from every file first and the files are read after that.


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
    "regions": _Kind(Region, "a region", ("label", "short", "aliases"), needed=False),
    "years": _Kind(Year, "a year", ("label",)),
    "stages": _Kind(Stage, "a stage", ("label", "aliases"), needed=False),
    "headings": _Kind(Heading, "a heading", ("label", "variants")),
    "synonyms": _Kind(Synonym, "a word", (), needed=False),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What records may choose from, each list in the order of its file."""

    themes: tuple[Theme, ...] = ()
    authorities: tuple[Authority, ...] = ()
    regions: tuple[Region, ...] = ()
    years: tuple[Year, ...] = ()
    stages: tuple[Stage, ...] = ()
    headings: tuple[Heading, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    # the same as fields see it, by name of vocabulary, with "documents"
    choices: MappingABC[str, Choices] = field(default_factory=dict)

    @property
    def authorities_by_label(self) -> list[Authority]:
        """The authorities in alphabetical order."""
        return sorted(self.authorities, key=lambda one: normalize_label(one.label))


def _texts(value: Value | None) -> list[Scalar]:
    items = value.items if isinstance(value, Sequence) else (value,)
    return [item for item in items if isinstance(item, Scalar)]


def _terms(file: SourceFile, fields: tuple[str, ...]) -> list[tuple[str, list[Scalar]]]:
    """The id of each entry, with its texts in some fields."""
    items = file.values.items if isinstance(file.values, Sequence) else ()
    return [
        (found.text, [text for field in fields for text in _texts(item.get(field))])
        for item in items
        if isinstance(item, Mapping) and isinstance(found := item.get("id"), Scalar)
    ]


def _choices(name: str, file: SourceFile, problems: list[Diagnostic]) -> Choices:
    """The choices a file gives; a name that two terms claim is a problem."""
    kind = _KINDS[name]
    context = ReadContext(file.path, problems=problems)
    claimed: dict[str, tuple[str, int]] = {}
    terms = _terms(file, kind.names)
    ids = {normalize_label(term_id): term_id for term_id, _ in terms if name != "headings"}
    for term_id, text in ((term_id, text) for term_id, names in terms for text in names):
        label = normalize_label(text.text)
        other = ids.get(label, term_id)
        if other != term_id:
            message = f"{quoted(text.text)} is the permanent name of another, {quoted(other)}."
            context.report("name-claimed-twice", message, at=text.line, hint=_CLAIMED)
        owner, line = claimed.setdefault(label, (term_id, text.line))
        if owner != term_id:
            message = f"{quoted(text.text)} already stands for another on line {line}."
            context.report("name-claimed-twice", message, at=text.line, hint=_CLAIMED)
    pairs = [(term_id, [text.text for text in names] or [term_id]) for term_id, names in terms]
    made = Choices.of(kind.noun, file.path, pairs)
    former = {
        normalize_label(old.text): term_id
        for term_id, names in _terms(file, ("formerly",))
        for old in names
    }
    if name == "headings":  # their ids are ours, not headings anyone writes
        written = {normalize_label(text): term for term, names in pairs for text in names}
        return Choices(made.noun, made.path, made.labels, written)
    return dataclasses.replace(made, former=former)


def _is_whole(name: str, file: SourceFile) -> bool:
    """Whether records can be held against a list. If not, that is said once, and not for each."""
    if name == "headings":
        return {term_id for term_id, _ in _terms(file, ())} <= {kind.id for kind in SECTION_KINDS}
    return isinstance(file.values, Sequence)


def _records(name: str, file: SourceFile, context: ReadContext) -> tuple[Any, ...]:
    found: tuple[Any, ...]
    found, _ = read_entries(file, _KINDS[name].model, context)
    if name == "themes":
        check_parents(found, context)
    if name == "authorities":
        check_tiles(found, context)
    if name == "headings" and isinstance(file.values, Sequence):
        check_headings({term_id for term_id, _ in _terms(file, ())}, context)
    return found


def _unknown_files(files: MappingABC[str, bytes]) -> list[Diagnostic]:
    problems = []
    for path in files:
        name = path.removeprefix(FOLDER).removesuffix(".yml")
        if name not in _KINDS:
            near = suggest(name, _KINDS)
            also = f' Did you mean "{near}.yml"?' if near else ""
            message = f"there is no vocabulary of this name.{also}"
            hint = f"The files here are: {', '.join(f'{kind}.yml' for kind in _KINDS)}."
            problems.append(Diagnostic(path, 1, 0, "", "unknown-file", message, hint))
    return problems


def read_vocabulary(
    files: MappingABC[str, bytes],
    documents: Iterable[str],
    former: MappingABC[str, str] | None = None,
) -> tuple[Vocabulary, list[Diagnostic]]:
    """Read every vocabulary.

    Args:
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
        raw = files.get(path, b"")
        lines = (line.strip() for line in raw.splitlines())
        if path not in files or not (kind.needed or any(one and one[:1] != b"#" for one in lines)):
            if kind.needed:  # and no choices: one message, not one for each record that uses them
                message = f"the file with the list of {name} is missing."
                problems.append(Diagnostic(path, 1, 0, "", "missing-file", message))
            else:
                choices[name] = Choices.of(kind.noun, path, ())
            continue
        file, found = read_yaml(raw, path)
        problems.extend(found)
        if file:
            sources[name] = file
            if _is_whole(name, file):
                choices[name] = _choices(name, file, problems)
    lists: dict[str, tuple[Any, ...]] = {}
    for name, file in sources.items():
        context = ReadContext(file.path, choices, problems=problems)
        lists[name] = _records(name, file, context)
    return Vocabulary(**lists, choices=choices), problems
