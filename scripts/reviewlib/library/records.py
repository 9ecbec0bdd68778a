"""One file parsed to one record, or to the diagnostics that prevent it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from reviewlib.diagnostics import Diagnostic
from reviewlib.frontmatter import Mapping as Names, Scalar, Sequence, read_record, read_yaml
from reviewlib.library.vocabulary import read_entries
from reviewlib.markdown import read_nodes, read_sections
from reviewlib.models import Document, Page, Practicum, Programme, Review, ThemeIntro
from reviewlib.schema import (
    Choices,
    ReadContext,
    file_name,
    is_file_name,
    read_fields,
    why_no_file_name,
)
from reviewlib.text import normalize_label, quoted, suggest

ChoicesBy = Mapping[str, Choices]


def open_record(
    raw: bytes,
    path: str,
    choices: ChoicesBy,
    model: type,
    text: Callable[[str, int, ReadContext], Any] = read_sections,
) -> tuple[dict[str, Any] | None, Any, ReadContext]:
    """Read a file's header and its text.

    Args:
        text: what reads the text below the header.

    Returns:
        What the header gives, with its `place`, or None where something needed is missing or
        unreadable; what was made of the text; the file, where problems go.
    """
    context = ReadContext(path, choices)
    file, found = read_record(raw, path)
    context.problems.extend(found)
    if file is None:
        return None, None, context
    fields = read_fields(model, file.values, context)
    made = text(file.body, file.body_line, context)
    return {**fields[0], "place": fields[1]} if fields else None, made, context


def without(choices: ChoicesBy, name: str) -> ChoicesBy:
    """The vocabularies but one: documents and pages have no recognised headings."""
    return {key: value for key, value in choices.items() if key != name}


def name_of(path: str, context: ReadContext) -> str:
    """The name of a record from its file's, which becomes part of an address."""
    name = path.rpartition("/")[2].removesuffix(".md")
    _check_name(name, quoted(f"{name}.md"), ".md", context)
    return name


def _check_name(name: str, shown: str, ending: str, context: ReadContext) -> None:
    if not is_file_name(name):
        better = file_name(name)
        hint = f"Rename it to {better}{ending}." if better else ""
        context.report("bad-name", f"{shown} {why_no_file_name(name)}", at=1, hint=hint)


def former_names(content: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The names that the files of a folder had before, folded, each with the name now."""
    found: dict[str, str] = {}
    for path, raw in content.items():
        if not path.startswith(folder) or b"formerly:" not in raw:
            continue
        file, _ = read_record(raw, path)  # what is wrong with it is said when it is read in turn
        given = file.values.get("formerly") if file and isinstance(file.values, Names) else None
        items = given.items if isinstance(given, Sequence) else (given,)
        name = path.rpartition("/")[2].removesuffix(".md")
        found.update({normalize_label(one.text): name for one in items if isinstance(one, Scalar)})
    return found


_T = TypeVar("_T")


def read_practicum(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Practicum | None, list[Diagnostic]]:
    """Read content/practicums/<id>.md; as `read_review`."""
    given, sections, context = open_record(raw, path, without(choices, "headings"), Practicum)
    name = name_of(path, context)
    if given is None:
        return None, context.problems
    practicum = Practicum(**given, id=name, sections=sections)
    if practicum.teams and len(practicum.teams) != practicum.teams_count:
        context.within("teams").report(
            "teams-do-not-add-up",
            f"{len(practicum.teams)} teams are listed; teams_count says {practicum.teams_count}.",
            at=practicum.place.line_of("teams"),
            hint="List every team, or correct the number.",
        )
    return practicum, context.problems


def read_list(
    raw: bytes, path: str, choices: ChoicesBy, model: type[_T]
) -> tuple[tuple[_T, ...] | None, list[Diagnostic]]:
    """Read a .yml file that is a list of records of one kind.

    Returns:
        The records, or None where one could not be read; all problems.
    """
    file, problems = read_yaml(raw, path)
    if file is None:
        return None, problems
    context = ReadContext(path, choices, problems=problems)
    records, complete = read_entries(file, model, context)
    return (records if complete else None), problems


_REVIEW_PATH = re.compile(r"content/reviews/(?P<year>[^/]+)/[^/]+\.md")


def _review_id(context: ReadContext) -> tuple[str, str] | None:
    """The year and slug of a review, from its file's path."""
    match = _REVIEW_PATH.fullmatch(context.path)
    years = context.choices.get("years")
    if not match:
        message = (
            "a review belongs in the folder of its year, as in content/reviews/2022-23/glenmore.md."
        )
        context.report("misplaced-file", message, at=1, hint="Move the file.")
        return None
    year = match["year"]
    known = set(years.ids.values()) if years else set()
    if years and year not in known:
        near = suggest(year, sorted(known))
        also = f' Did you mean "{near}"?' if near else ""
        listed = ", ".join(sorted(known))
        context.report(
            "unknown-year",
            f"the folder {quoted(year)} is not one of our years.{also}",
            at=1,
            hint=f"The years are: {listed}. To add one, edit {years.path}.",
        )
        return None
    slug = name_of(context.path, context)
    return (year, slug) if is_file_name(slug) else None


def read_review(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Review | None, list[Diagnostic]]:
    """Read content/reviews/<year>/<slug>.md.

    Returns:
        The review, or None where something it needs is missing or unreadable; all problems.
    """
    given, sections, context = open_record(raw, path, choices, Review)
    placed = _review_id(context)
    if given is None or placed is None:
        return None, context.problems
    year, slug = placed
    review = Review(**given, id=f"{year}/{slug}", year=year, slug=slug, sections=sections)
    return review, context.problems


def _not_itself(choices: ChoicesBy, path: str) -> ChoicesBy:
    """The vocabularies, in which a document is not proposed to itself as another."""
    documents = choices["documents"]
    name = path.rpartition("/")[2].removesuffix(".md")
    labels = tuple(label for label in documents.labels if label != name)
    return {**choices, "documents": dataclasses.replace(documents, labels=labels)}


def read_document(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Document | None, list[Diagnostic]]:
    """Read content/documents/<id>.md; as `read_review`."""
    choices = _not_itself(without(choices, "headings"), path)
    given, sections, context = open_record(raw, path, choices, Document)
    name = name_of(path, context)
    if given is None:
        return None, context.problems
    document = Document(**given, id=name, sections=sections)
    if document.replaces == name:
        context.within("replaces").report(
            "replaces-itself",
            "a document cannot replace itself.",
            at=document.place.line_of("replaces"),
            hint="Name the earlier edition.",
        )
    return document, context.problems


def _check_folders(path: str, context: ReadContext) -> None:
    """The folders of a page become part of its address, as its name does."""
    for folder in path.split("/")[1:-1]:
        _check_name(folder, f"the folder {quoted(folder)}", "", context)


def read_page(raw: bytes, path: str, choices: ChoicesBy) -> tuple[Page | None, list[Diagnostic]]:
    """Read a page written by hand; as `read_review`. content/about/index.md is at about/."""
    given, sections, context = open_record(raw, path, without(choices, "headings"), Page)
    name_of(path, context)
    _check_folders(path, context)
    if given is None:
        return None, context.problems
    address = path.removeprefix("content/").removesuffix(".md")
    is_index = f"/{address}".endswith("/index")
    address = address.removesuffix("index") if is_index else address + "/"
    return Page(**given, address=address, sections=sections), context.problems


def read_theme_intro(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[ThemeIntro | None, list[Diagnostic]]:
    """Read content/themes/<id>.md; as `read_review`. The theme must be in the vocabulary."""
    given, nodes, context = open_record(raw, path, choices, ThemeIntro, text=read_nodes)
    name = name_of(path, context)
    themes = choices.get("themes")
    if themes and name not in themes.ids.values():
        near = suggest(name, sorted(set(themes.ids.values())))
        also = f' Did you mean "{near}.md"?' if near else ""
        context.report(
            "unlisted-theme",
            f"no theme has the name {quoted(name)}.{also}",
            at=1,
            hint=f"To add a theme, edit {themes.path}.",
        )
    if given is None:
        return None, context.problems
    return ThemeIntro(**given, theme=name, nodes=nodes), context.problems


def read_programme(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Programme | None, list[Diagnostic]]:
    """Read content/programme.yml; as `read_review`."""
    file, problems = read_yaml(raw, path)
    if file is None:
        return None, problems
    context = ReadContext(path, choices, problems=problems)
    fields = read_fields(Programme, file.values, context)
    if fields is None:
        return None, context.problems
    programme = Programme(**fields[0], place=fields[1])
    if programme.pdf_warn_size.kilobytes > programme.pdf_refuse_size.kilobytes:
        _report_warned_too_late(programme, context)
    return programme, context.problems


def _report_warned_too_late(programme: Programme, context: ReadContext) -> None:
    name = "pdf_warn_size" if _is_given(programme, "pdf_warn_size") else "pdf_refuse_size"
    context.within(name).report(
        "sizes-out-of-order",
        f"a PDF would be refused above {programme.pdf_refuse_size.text}, before it is warned about "
        f"above {programme.pdf_warn_size.text}.",
        at=programme.place.line_of(name),
        hint="Let pdf_warn_size be the smaller of the two.",
    )


def _is_given(programme: Programme, name: str) -> bool:
    return name in dict(programme.place.fields)
