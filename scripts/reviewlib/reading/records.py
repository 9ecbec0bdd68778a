"""Reads one file of each kind: its header field by field, its text section by section."""

from __future__ import annotations

import dataclasses
import re

from reviewlib.fields import Here, is_slug, read_fields, slugify
from reviewlib.markdown import read_nodes
from reviewlib.models import Document, Page, Programme, Review, ThemeIntro
from reviewlib.problems import Problem, shown, suggest
from reviewlib.reading.common import ChoicesBy, name_of, open_record, without
from reviewlib.source import read_yaml

__all__ = ["read_document", "read_page", "read_programme", "read_review", "read_theme_intro"]

_REVIEW_PATH = re.compile(r"content/reviews/(?P<year>[^/]+)/[^/]+\.md")


def _review_id(here: Here) -> tuple[str, str] | None:
    """The year and slug of a review, from where its file stands."""
    match = _REVIEW_PATH.fullmatch(here.path)
    years = here.choices.get("years")
    if not match:
        message = (
            "a review stands in the folder of its year, as in content/reviews/2022-23/glenmore.md."
        )
        here.say("misplaced-file", message, at=1, hint="Move the file.")
        return None
    year = match["year"]
    known = set(years.ids.values()) if years else set()
    if years and year not in known:
        near = suggest(year, sorted(known))
        also = f' Did you mean "{near}"?' if near else ""
        listed = ", ".join(sorted(known))
        here.say(
            "unknown-year",
            f"the folder {shown(year)} is not one of our years.{also}",
            at=1,
            hint=f"The years are: {listed}. To add one, edit {years.path}.",
        )
        return None
    slug = name_of(here.path, here)
    return (year, slug) if is_slug(slug) else None


def read_review(raw: bytes, path: str, choices: ChoicesBy) -> tuple[Review | None, list[Problem]]:
    """Read content/reviews/<year>/<slug>.md.

    Args:
        raw: the file's bytes.
        path: its path under the library's root.
        choices: the vocabularies.

    Returns:
        The review, or None where something it needs is missing or unreadable; all problems.
    """
    given, sections, here = open_record(raw, path, choices, Review)
    placed = _review_id(here)
    if given is None or placed is None:
        return None, here.problems
    year, slug = placed
    review = Review(**given, id=f"{year}/{slug}", year=year, slug=slug, sections=sections)
    return review, here.problems


def _not_itself(choices: ChoicesBy, path: str) -> ChoicesBy:
    """The vocabularies, in which a document is not proposed to itself as another."""
    documents = choices["documents"]
    name = path.rpartition("/")[2].removesuffix(".md")
    labels = tuple(label for label in documents.labels if label != name)
    return {**choices, "documents": dataclasses.replace(documents, labels=labels)}


def read_document(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Document | None, list[Problem]]:
    """Read content/documents/<id>.md; as `read_review`."""
    choices = _not_itself(without(choices, "headings"), path)
    given, sections, here = open_record(raw, path, choices, Document)
    name = name_of(path, here)
    if given is None:
        return None, here.problems
    document = Document(**given, id=name, sections=sections)
    if document.replaces == name:
        here.within("replaces").say(
            "replaces-itself",
            "a document cannot replace itself.",
            at=document.place.line_of("replaces"),
            hint="Name the earlier edition.",
        )
    return document, here.problems


def _check_folders(path: str, here: Here) -> None:
    """The folders of a page become part of its address, as its name does."""
    for folder in path.split("/")[1:-1]:
        if not is_slug(folder):
            better = slugify(folder)
            here.say(
                "bad-name",
                f"the folder {shown(folder)} becomes part of an address: small letters, digits "
                "and hyphens only.",
                at=1,
                hint=f"Rename it to {better}." if better else "",
            )


def read_page(raw: bytes, path: str, choices: ChoicesBy) -> tuple[Page | None, list[Problem]]:
    """Read a page written by hand; as `read_review`. content/about/index.md is at about/."""
    given, sections, here = open_record(raw, path, without(choices, "headings"), Page)
    name_of(path, here)
    _check_folders(path, here)
    if given is None:
        return None, here.problems
    address = path.removeprefix("content/").removesuffix(".md")
    is_index = f"/{address}".endswith("/index")
    address = address.removesuffix("index") if is_index else address + "/"
    return Page(**given, address=address, sections=sections), here.problems


def read_theme_intro(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[ThemeIntro | None, list[Problem]]:
    """Read content/themes/<id>.md; as `read_review`. The theme must be in the vocabulary."""
    given, nodes, here = open_record(raw, path, choices, ThemeIntro, text=read_nodes)
    name = name_of(path, here)
    themes = choices.get("themes")
    if themes and name not in themes.ids.values():
        near = suggest(name, sorted(set(themes.ids.values())))
        also = f' Did you mean "{near}.md"?' if near else ""
        here.say(
            "unlisted-theme",
            f"no theme has the name {shown(name)}.{also}",
            at=1,
            hint=f"To add a theme, edit {themes.path}.",
        )
    if given is None:
        return None, here.problems
    return ThemeIntro(**given, theme=name, nodes=nodes), here.problems


def read_programme(
    raw: bytes, path: str, choices: ChoicesBy
) -> tuple[Programme | None, list[Problem]]:
    """Read content/programme.yml; as `read_review`."""
    file, problems = read_yaml(raw, path)
    if file is None:
        return None, problems
    here = Here(path, choices, problems=problems)
    fields = read_fields(Programme, file.values, here)
    if fields is None:
        return None, here.problems
    programme = Programme(**fields[0], place=fields[1])
    if programme.pdf_warn_size.kilobytes > programme.pdf_refuse_size.kilobytes:
        _say_warned_too_late(programme, here)
    return programme, here.problems


def _say_warned_too_late(programme: Programme, here: Here) -> None:
    name = "pdf_warn_size" if _is_given(programme, "pdf_warn_size") else "pdf_refuse_size"
    here.within(name).say(
        "sizes-out-of-order",
        f"a PDF would be refused above {programme.pdf_refuse_size.text}, before it is warned about "
        f"above {programme.pdf_warn_size.text}.",
        at=programme.place.line_of(name),
        hint="Let pdf_warn_size be the smaller of the two.",
    )


def _is_given(programme: Programme, name: str) -> bool:
    return name in dict(programme.place.fields)
