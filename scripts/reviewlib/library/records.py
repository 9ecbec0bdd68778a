"""One file parsed to one record, or to the diagnostics that prevent it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeVar

from reviewlib.frontmatter import (
    Mapping as Names,
    Scalar,
    Sequence,
    SourceFile,
    read_record,
    read_yaml,
)
from reviewlib.library.vocabulary import read_entries
from reviewlib.markdown import read_nodes, read_sections
from reviewlib.models import Document, Page, Practicum, Programme, Review, ThemeIntro
from reviewlib.schema import ReadContext, file_name, is_file_name, read_fields, why_no_file_name
from reviewlib.text import normalize_label, quoted, suggest

# Each `read_…` reads the bytes of one file to a record, or to None where something it needs is
# missing or unreadable; every problem goes into the context.


def _open(
    raw: bytes,
    context: ReadContext,
    model: type,
    text: Callable[[str, int, ReadContext], Any] = read_sections,
) -> tuple[dict[str, Any] | None, Any]:
    """Read a file's header and its text.

    Args:
        text: what reads the text below the header.

    Returns:
        What the header gives, with its `place`, or None where something needed is missing or
        unreadable; what was made of the text.
    """
    file, found = read_record(raw, context.path)
    context.problems.extend(found)
    if file is None:
        return None, None
    fields = read_fields(model, file.values, context)
    made = text(file.body, file.body_line, context)
    return {**fields[0], "place": fields[1]} if fields else None, made


def _without_headings(context: ReadContext) -> ReadContext:
    """Documents, pages and projects have no recognised headings."""
    choices = {name: found for name, found in context.choices.items() if name != "headings"}
    return context.choosing(choices)


def _name_of(context: ReadContext) -> str:
    """The name of a record from its file's, which becomes part of an address."""
    name = PurePosixPath(context.path).stem
    _check_name(name, "", ".md", context)
    return name


def _check_name(name: str, what: str, ending: str, context: ReadContext) -> None:
    if not is_file_name(name):
        better = file_name(name)
        hint = f"Rename it to {better}{ending}." if better else ""
        message = f"{what}{quoted(name + ending)} {why_no_file_name(name)}"
        context.report("bad-name", message, at=1, hint=hint)


def former_names(content: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The names that the files of a folder had before, folded, each with the name now."""
    found: dict[str, str] = {}
    for path, raw in content.items():
        if not path.startswith(folder) or b"formerly:" not in raw:
            continue
        file, _ = read_record(raw, path)  # what is wrong with it is said when it is read in turn
        given = file.values.get("formerly") if file and isinstance(file.values, Names) else None
        items = given.items if isinstance(given, Sequence) else (given,)
        name = PurePosixPath(path).stem
        found.update({normalize_label(one.text): name for one in items if isinstance(one, Scalar)})
    return found


_T = TypeVar("_T")


def read_practicum(raw: bytes, context: ReadContext) -> Practicum | None:
    """Read content/practicums/<id>.md."""
    given, sections = _open(raw, _without_headings(context), Practicum)
    name = _name_of(context)
    if given is None:
        return None
    practicum = Practicum(**given, id=name, sections=sections)
    if practicum.teams and len(practicum.teams) != practicum.teams_count:
        context.within("teams").report(
            "teams-do-not-add-up",
            f"{len(practicum.teams)} teams are listed; teams_count says {practicum.teams_count}.",
            at=practicum.place.line_of("teams"),
            hint="List every team, or correct the number.",
        )
    return practicum


def _open_yaml(raw: bytes, context: ReadContext) -> SourceFile | None:
    file, found = read_yaml(raw, context.path)
    context.problems.extend(found)
    return file


def read_list(raw: bytes, context: ReadContext, model: type[_T]) -> tuple[_T, ...] | None:
    """Read a .yml file that is a list of records of one kind; None where one cannot be read."""
    file = _open_yaml(raw, context)
    records, complete = read_entries(file, model, context) if file else ((), False)
    return records if complete else None


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
    slug = _name_of(context)
    return (year, slug) if is_file_name(slug) else None


def read_review(raw: bytes, context: ReadContext) -> Review | None:
    """Read content/reviews/<year>/<slug>.md."""
    given, sections = _open(raw, context, Review)
    placed = _review_id(context)
    if given is None or placed is None:
        return None
    year, slug = placed
    return Review(**given, id=f"{year}/{slug}", year=year, slug=slug, sections=sections)


def _not_itself(context: ReadContext) -> ReadContext:
    """The same, in which a document is not proposed to itself as another."""
    documents = context.choices["documents"]
    name = PurePosixPath(context.path).stem
    labels = tuple(label for label in documents.labels if label != name)
    others = dataclasses.replace(documents, labels=labels)
    return context.choosing({**context.choices, "documents": others})


def read_document(raw: bytes, context: ReadContext) -> Document | None:
    """Read content/documents/<id>.md."""
    given, sections = _open(raw, _not_itself(_without_headings(context)), Document)
    name = _name_of(context)
    if given is None:
        return None
    document = Document(**given, id=name, sections=sections)
    if document.replaces == name:
        context.within("replaces").report(
            "replaces-itself",
            "a document cannot replace itself.",
            at=document.place.line_of("replaces"),
            hint="Name the earlier edition.",
        )
    return document


def read_page(raw: bytes, context: ReadContext) -> Page | None:
    """Read a page written by hand. content/about/index.md is at about/."""
    given, sections = _open(raw, _without_headings(context), Page)
    _name_of(context)
    for folder in context.path.split("/")[1:-1]:  # they become part of its address too
        _check_name(folder, "the folder ", "", context)
    if given is None:
        return None
    address = context.path.removeprefix("content/").removesuffix(".md")
    is_index = f"/{address}".endswith("/index")
    address = address.removesuffix("index") if is_index else address + "/"
    return Page(**given, address=address, sections=sections)


def read_theme_intro(raw: bytes, context: ReadContext) -> ThemeIntro | None:
    """Read content/themes/<id>.md. The theme must be in the vocabulary."""
    given, nodes = _open(raw, context, ThemeIntro, text=read_nodes)
    name = _name_of(context)
    themes = context.choices.get("themes")
    if themes and name not in themes.ids.values():
        near = suggest(name, sorted(set(themes.ids.values())))
        also = f' Did you mean "{near}.md"?' if near else ""
        context.report(
            "unlisted-theme",
            f"no theme has the name {quoted(name)}.{also}",
            at=1,
            hint=f"To add a theme, edit {themes.path}.",
        )
    return None if given is None else ThemeIntro(**given, theme=name, nodes=nodes)


def read_programme(raw: bytes, context: ReadContext) -> Programme | None:
    """Read content/programme.yml."""
    file = _open_yaml(raw, context)
    fields = read_fields(Programme, file.values, context) if file else None
    if fields is None:
        return None
    programme = Programme(**fields[0], place=fields[1])
    if programme.pdf_warn_size.kilobytes > programme.pdf_refuse_size.kilobytes:
        _report_warned_too_late(programme, context)
    return programme


def _report_warned_too_late(programme: Programme, context: ReadContext) -> None:
    is_given = "pdf_warn_size" in dict(programme.place.fields)
    name = "pdf_warn_size" if is_given else "pdf_refuse_size"
    context.within(name).report(
        "sizes-out-of-order",
        f"a PDF would be refused above {programme.pdf_refuse_size.text}, before it is warned about "
        f"above {programme.pdf_warn_size.text}.",
        at=programme.place.line_of(name),
        hint="Let pdf_warn_size be the smaller of the two.",
    )
