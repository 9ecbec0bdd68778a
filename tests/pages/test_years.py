"""The programme years, and the table of one."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from reviewlib.library import Library
from reviewlib.pages import year_pages
from tests.pages.conftest import views_of

years = functools.partial(views_of, year_pages)


def row(library: Library, name: str) -> Any:
    year = name.partition("/")[0]
    (found,) = (one for one in years(library)[year].rows if one.address == f"reviews/{name}/")
    return found


def test_every_review_has_a_row_in_its_year_in_date_order(library: Library) -> None:
    for name, view in years(library).items():
        expected = [f"reviews/{one.id}/" for one in library.reviews if one.year == name]
        assert [one.address for one in view.rows] == expected


def test_a_theme_stands_as_it_was_printed_where_that_is_not_its_name(made_up: Library) -> None:
    islands = row(made_up, "2022-23/three-islands")
    assert islands.theme_printed == "Senior Phase curriculum"
    assert [theme.label for theme in islands.themes] == ["Senior Phase"]
    reviews = tuple(
        dataclasses.replace(one, theme_printed="Senior Phase") for one in made_up.every_review
    )
    as_named = dataclasses.replace(made_up, every_review=reviews)
    # It is our own label, and a link.
    assert row(as_named, "2022-23/three-islands").theme_printed == ""


def test_a_theme_the_library_assigned_is_said_to_be(library: Library) -> None:
    for review in library.reviews:
        assigned = bool(review.themes) and not review.theme_printed
        assert row(library, review.id).assigned == assigned, review.id


def test_the_caption_tells_the_order_and_where_the_undated_stand(made_up: Library) -> None:
    captions = {name: view.caption for name, view in years(made_up).items()}
    assert captions["2021-22"].endswith("2021–22, in date order, those without a date first")
    assert captions["2022-23"].endswith("2022–23, in date order")


def test_only_what_did_not_simply_take_place_has_a_status(library: Library) -> None:
    for review in library.reviews:
        expected = {"took place": "", "planned": "not confirmed"}.get(review.status, review.status)
        assert row(library, review.id).status == expected


def test_a_joint_review_has_one_row_with_all_its_hosts(made_up: Library) -> None:
    reviews = tuple(dataclasses.replace(one, title=None) for one in made_up.every_review)
    untitled = dataclasses.replace(made_up, every_review=reviews)
    islands = row(untitled, "2022-23/three-islands")
    assert [(one.label, one.lang) for one in islands.title_parts] == [
        ("Machair Islands", ""), ("Skerra Isles", ""), ("Dùn Sgàil", "gd")
    ]  # fmt: skip
