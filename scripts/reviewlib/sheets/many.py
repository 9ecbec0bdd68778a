"""The record sheets of a theme and of a year, which gather from many records.

takes: a theme or a year, the library, the site's address
gives: SheetData
knows nothing of: Typst, type, pages
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from reviewlib.exports import words as said
from reviewlib.library import Library, addresses as at
from reviewlib.models import Finding, Review, SectionKind, Status, Theme, Year
from reviewlib.sheets.data import (
    PROGRESS,
    SUMMARIES,
    SheetData,
    day,
    finding_row,
    grid,
    hosts,
    sheet,
    stamp,
    text,
)
from reviewlib.sheets.nodes import Row

__all__ = ["theme_sheet", "year_sheet"]


def _of_many(library: Library, reviews: Iterable[Review]) -> tuple[str, int]:
    days = [said.changed_on(library, review) for review in reviews]
    return day(max(days, default=library.programme.recorded_up_to)), stamp(days, library)


def _gathered(library: Library, pairs: Iterable[tuple[Review, Finding]], url: str) -> Iterator[Row]:
    """Findings under the review they are from."""
    for _, group in itertools.groupby(pairs, key=lambda pair: pair[0].id):
        own = list(group)
        review = own[0][0]
        items = [finding_row(library, review, finding, url) for _, finding in own]
        yield {
            "kind": "gathered",
            "names": hosts(library, review),
            "when": said.when(library, review),
            "to": url + at.review_address(review) if url else "",
            "items": items,
        }


_NOTICE = "This sheet was made by the library from its records, not by the councils. "


def theme_sheet(library: Library, theme: Theme, url: str) -> SheetData:
    """The sheet of a theme: what was asked and learned, by kind."""
    found = library.findings_on_theme.get(theme.id, ())
    labels = {heading.id: heading.label for heading in library.vocabulary.headings}
    sections = []
    for kind in SectionKind:
        rows = list(_gathered(library, (pair for pair in found if pair[1].kind == kind), url))
        if rows:
            note = PROGRESS if kind == SectionKind.PLANS else ""
            sections.append(
                {"heading": [text(labels[kind])], "level": 1, "note": note, "blocks": rows}
            )
    reviews = list({review.id: review for review, _ in found}.values())
    changed, stamp = _of_many(library, reviews)
    number = f"{len(reviews)} review" + ("s" if len(reviews) > 1 else "")
    values = sheet(
        library,
        at.theme_address(theme),
        url,
        kind="What authorities asked and learned",
        title=theme.label,
        names=[text(theme.label)],
        lead=theme.scope or "",
        notice=[text(f"{_NOTICE}It is drawn from {number}.")],
        grid=grid(library, (host for review in reviews for host in review.authorities)),
        note=SUMMARIES,
        sections=sections,
        changed=changed,
    )
    return SheetData(values, stamp)


def _year_table(library: Library, reviews: Iterable[Review]) -> Row:
    head = ["Host", "When", "Theme", "Focus questions"]
    rows = []
    for review in reviews:
        themes = review.theme_printed or said.listed(
            library.theme[name].label for name in review.themes
        )
        questions = [question.text for question in review.of_kind(SectionKind.FOCUS)]
        when = review.when.words
        when = when and {
            Status.PLANNED: f"Planned: {when}",
            Status.CALLED_OFF: f"Called off ({when})",
        }.get(review.status, when)
        rows.append({"names": hosts(library, review), "cells": [when, themes], "asked": questions})
    return {"kind": "reviews", "head": head, "rows": rows}


def year_sheet(library: Library, year: Year, url: str) -> SheetData:
    """The sheet of a programme year: its table."""
    reviews = library.in_year.get(year.id, ())
    changed, stamp = _of_many(library, reviews)
    number = f"{len(reviews)} review" + ("s" if len(reviews) > 1 else "")
    table = _year_table(library, reviews)
    values = sheet(
        library,
        at.year_address(year),
        url,
        kind="A year of reviews",
        title=f"Reviews of {year.label}",
        names=[text(f"Reviews of {year.label}")],
        lead=f"{number}, listed for {year.span}",
        notice=[text(f"{_NOTICE}Each review has a page and a sheet of its own.")],
        grid=grid(library, (host for review in reviews for host in review.authorities)),
        sections=[{"heading": [text("The reviews")], "level": 1, "note": "", "blocks": [table]}],
        changed=changed,
    )
    return SheetData(values, stamp)
