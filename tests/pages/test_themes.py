"""What authorities asked and learned about a theme: by kind, then by review, each in its place."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence

import msgspec
import pytest

from reviewlib.library import Library
from reviewlib.models import SECTION_KINDS
from reviewlib.pages import theme_pages, themes_page
from tests.pages.conftest import view_of, views_of

themes = functools.partial(views_of, theme_pages)


def with_reviews(library: Library, kept: Sequence[str], bare: Sequence[str] = ()) -> Library:
    """Some reviews of a library; the bare ones without their text."""
    reviews = tuple(
        dataclasses.replace(one, sections=()) if one.id in bare else one
        for one in library.every_review
        if one.id in {*kept, *bare}
    )
    assert len(reviews) == len({*kept, *bare})
    return dataclasses.replace(library, every_review=reviews)


def test_every_finding_of_a_theme_is_shown_once_and_linked_to_its_place(library: Library) -> None:
    for name, view in themes(library).items():
        shown = [
            one.address
            for kind in (*view.found, *view.asked)
            for strand in kind.items
            for one in strand
        ]
        expected = [
            f"reviews/{review.id}/#{finding.anchor}"
            for review, finding in library.findings_on_theme.get(name, ())
        ]
        assert sorted(shown) == sorted(expected), name
        assert len(set(shown)) == len(shown), name


def test_findings_stand_by_kind_and_within_it_by_review_in_date_order(library: Library) -> None:
    kinds = [kind.id for kind in SECTION_KINDS]
    order = {f"reviews/{one.id}/": place for place, one in enumerate(library.reviews)}
    for view in themes(library).values():
        for part in (view.found, view.asked):  # what was found comes first
            places = [kinds.index(kind.anchor) for kind in part]
            assert places == sorted(set(places))
        for kind in (*view.found, *view.asked):
            reviews = [order[strand[0].address.partition("#")[0]] for strand in kind.items]
            assert reviews == sorted(set(reviews))


def test_what_several_authorities_said_is_only_what_an_editor_marked(made_up: Library) -> None:
    found = {
        name: [[one.address.partition("#")[0] for one in same] for _, same in view.alike]
        for name, view in themes(made_up).items()
        if view.alike
    }
    told, asked = "reviews/2021-22/strathbeg/", "reviews/2022-23/glenmore/"
    assert found == {
        "wellbeing": [[told, "reviews/2022-23/port-edran/"], [told, asked]],
        "inclusion": [[told, asked]],
    }


def test_a_mark_joins_groups_whichever_of_them_names_the_other(made_up: Library) -> None:
    """B names A, C names B, and A, B and C are one."""
    reviews = {one.id: one for one in made_up.reviews}
    marked = {one.same_as: place for place, (_, one) in made_up.finding_at.items() if one.same_as}
    named, by = next(iter(sorted(marked.items())))
    third = next(one for one in reviews["2022-23/three-islands"].findings)
    section = next(one for one in reviews["2022-23/three-islands"].sections if one.findings)
    block = msgspec.structs.replace(
        section.blocks[0], findings=(msgspec.structs.replace(third, same_as=by),)
    )
    changed = dataclasses.replace(
        reviews["2022-23/three-islands"],
        sections=(msgspec.structs.replace(section, blocks=(block,)),),
    )
    every = tuple(changed if one.id == changed.id else one for one in made_up.every_review)
    library = dataclasses.replace(made_up, every_review=every)
    place = f"/reviews/{changed.id}/#{third.anchor}"
    assert set(library.alike[place]) == set(library.alike[named]) == {named, by, place}


ISLANDS, LATER = "2022-23/three-islands", "2023-24/inverallan"  # of the senior phase
TOUCHES = "2021-22/strathbeg"  # of inclusion and wellbeing, with a plan about attendance
PLANNED = "2023-24/glenmore"  # of attendance, without any finding


@pytest.mark.parametrize(
    ("kept", "bare", "theme", "expected"),
    [
        ([], [], "senior-phase", "No review in the library has this theme yet."),
        ([], [ISLANDS], "senior-phase",
         "The record of this review holds no question or finding yet."),
        ([], [ISLANDS, LATER], "senior-phase",
         "The records of these reviews hold no question or finding yet."),
        ([ISLANDS], [], "senior-phase", "Drawn from 1 review on this theme."),
        ([ISLANDS, LATER], [], "senior-phase", "Drawn from 2 reviews on this theme."),
        ([ISLANDS], [LATER], "senior-phase",
         "Drawn from 1 of 2 reviews; the other is listed below."),
        (["2022-23/glenmore"], [TOUCHES, "2022-23/strathbeg"], "inclusion",
         "Drawn from 1 of 3 reviews; the others are listed below."),
        ([TOUCHES], [], "attendance", "1 review of another theme touched on it."),
        ([TOUCHES], [PLANNED], "attendance",
         "The record of this review holds no question or finding yet. "
         "1 review of another theme touched on it too."),
        (["2022-23/glenmore", "2022-23/port-edran"], [], "learning-through-play",
         "1 review of another theme touched on it."),
        (["2023-24/dun-sgail", "2022-23/port-edran"], [], "learning-through-play",
         "Drawn from 1 review on this theme. 1 review of another theme touched on it too."),
    ],
)  # fmt: skip
def test_a_theme_says_what_it_is_drawn_from(
    made_up: Library, kept: list[str], bare: list[str], theme: str, expected: str
) -> None:
    assert themes(with_reviews(made_up, kept, bare))[theme].drawn_from == expected


def test_what_is_drawn_from_counts_the_reviews_that_are_shown(library: Library) -> None:
    for name, view in themes(library).items():
        own = {f"reviews/{one.id}/" for one in library.on_theme.get(name, ())}
        shown = {
            strand[0].address.partition("#")[0]
            for kind in (*view.found, *view.asked)
            for strand in kind.items
        }
        numbers = [int(word) for word in view.drawn_from.split() if word.isdigit()]
        expected = [len(own & shown)] if own & shown else []
        expected += [len(own)] if own & shown and own - shown else []
        expected += [len(shown - own)] if shown - own else []
        assert numbers == expected, name


def test_nothing_is_promised_that_the_page_has_not(made_up: Library) -> None:
    asked = themes(with_reviews(made_up, [LATER]))["senior-phase"]
    assert asked.lede == "What authorities asked."
    learned = themes(with_reviews(made_up, [TOUCHES]))["attendance"]
    assert learned.lede == "What authorities learned."
    both = themes(with_reviews(made_up, [ISLANDS]))["senior-phase"]
    assert both.lede == "What authorities asked and learned."
    assert themes(with_reviews(made_up, []))["inclusion"].lede == ""


def test_a_wider_theme_gathers_its_narrower_ones(library: Library) -> None:
    found = themes(library)
    for wide, narrower in library.narrower.items():
        below = {card.address for one in narrower for card in found[one.id].reviews}
        assert below <= {card.address for card in found[wide].reviews}
        assert {one.id for one in narrower} == {
            link.address.split("/")[1] for link in found[wide].narrower
        }


def test_every_theme_stands_in_the_list_with_what_it_covers(library: Library) -> None:
    every = view_of(themes_page, library).groups
    entries = {link.label: text for group in every for link, text in group.items}
    groups = {group.heading: group.note for group in every if group.more}
    scopes = {theme.label: theme.scope or "" for theme in library.vocabulary.themes}
    assert entries | groups == scopes


def test_a_quotation_and_its_page_are_said_on_the_themes_page_too(made_up: Library) -> None:
    words = [
        one.wording
        for view in themes(made_up).values()
        for kind in (*view.found, *view.asked)
        for strand in kind.items
        for one in strand
        if one.quoted
    ]
    assert words
    assert all(
        re.fullmatch(r"Quoted(, checked)?, p\. \d+|Quoted, not checked here", word)
        for word in words
    )
