"""The grid of authorities: who stands where, and what the marks say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from reviewlib.library import Library
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.presentation.charts import Coverage, Tile, coverage
from tests import store


def drawn(library: Library) -> Coverage:
    found = coverage(library)
    assert found is not None
    return found


def tile(library: Library, authority: str) -> Tile:
    (found,) = (one for one in drawn(library).tiles if one.authority == authority)
    return found


def with_authorities(library: Library, **changes: dict[str, Any]) -> Library:
    """A library some of whose authorities, by id with _ for -, have other fields."""
    vocabulary: Vocabulary = library.vocabulary
    authorities = tuple(
        dataclasses.replace(one, **changes.get(one.id.replace("-", "_"), {}))
        for one in vocabulary.authorities
    )
    return dataclasses.replace(
        library, vocabulary=dataclasses.replace(vocabulary, authorities=authorities)
    )


def marks(library: Library, authority: str) -> list[tuple[str, bool]]:
    return [(mark.year, mark.took_place) for mark in tile(library, authority).marks]


def test_each_authority_has_a_tile_with_letters_of_its_own(real: Library) -> None:
    tiles = drawn(real).tiles
    assert {one.authority for one in tiles} == {one.id for one in real.vocabulary.authorities}
    assert len({one.code for one in tiles}) == len(tiles)


def test_no_two_tiles_touch_and_none_leaves_the_drawing(real: Library) -> None:
    whole = drawn(real)
    for one in whole.tiles:
        assert 0 < one.x < one.x + one.size < whole.width
        assert 0 < one.y < one.y + one.size < whole.height
        for other in whole.tiles:
            apart = abs(one.x - other.x) > one.size or abs(one.y - other.y) > one.size
            assert one is other or apart, (one.authority, other.authority)


def test_marks_stand_inside_their_tile_beside_each_other_and_below_the_letters(
    real: Library,
) -> None:
    for one in drawn(real).tiles:
        right = float(one.x)
        for mark in one.marks:
            assert right < mark.x < mark.x + mark.width < one.x + one.size
            assert one.code_y < mark.y < mark.y + mark.height < one.y + one.size
            right = mark.x + mark.width


def test_every_review_is_in_the_tile_of_each_of_its_hosts_and_nothing_else_is(
    library: Library,
) -> None:
    expected = {(host, review.year) for review in library.reviews for host in review.authorities}
    found = {(one.authority, mark.year) for one in drawn(library).tiles for mark in one.marks}
    assert found == expected


def test_one_that_hosted_in_several_years_has_a_mark_a_year_an_outline_where_it_is_only_planned(
    made_up: Library,
) -> None:
    assert marks(made_up, "strathbeg") == [("2021-22", True), ("2022-23", True)]
    assert marks(made_up, "glenmore") == [("2022-23", True), ("2023-24", False)]


def test_a_joint_review_marks_every_host(made_up: Library) -> None:
    for host in ("machair-islands", "skerra-isles", "dun-sgail"):
        assert ("2022-23", True) in marks(made_up, host)


def test_a_year_has_the_same_place_in_every_tile(real: Library) -> None:
    places: dict[str, set[float]] = {}
    for one in drawn(real).tiles:
        for mark in one.marks:
            places.setdefault(mark.year, set()).add(round(mark.x - one.x, 1))
    assert {year: len(found) for year, found in places.items()} == dict.fromkeys(places, 1)
    assert [year for year, _ in sorted(places.items(), key=lambda pair: min(pair[1]))] == list(
        drawn(real).years
    )


def test_an_authority_without_a_review_has_a_tile_without_marks(made_up: Library) -> None:
    empty = dataclasses.replace(made_up, every_review=())
    assert [one.marks for one in drawn(empty).tiles] == [()] * len(drawn(made_up).tiles)


def test_an_authority_without_a_place_of_its_own_is_left_out(made_up: Library) -> None:
    nowhere = with_authorities(made_up, glenmore={"row": None})
    assert "glenmore" not in {one.authority for one in drawn(nowhere).tiles}
    twice = with_authorities(made_up, glenmore={"row": 1, "column": 1})
    left = {one.authority for one in drawn(twice).tiles}
    assert not {"glenmore", "machair-islands"} & left


def test_without_places_there_is_no_grid(made_up: Library) -> None:
    ids = {one.id.replace("-", "_") for one in made_up.vocabulary.authorities}
    assert coverage(with_authorities(made_up, **{name: {"row": None} for name in ids})) is None


def test_letters_come_from_the_name_where_there_is_no_code(made_up: Library) -> None:
    assert tile(made_up, "glenmore").code == "GLM"
    assert tile(with_authorities(made_up, glenmore={"iso": None}), "glenmore").code == "GLE"


def test_the_grid_begins_at_its_first_tile_wherever_the_numbers_begin(made_up: Library) -> None:
    moved = {
        one.id.replace("-", "_"): {"row": (one.row or 0) + 7, "column": (one.column or 0) + 9}
        for one in made_up.vocabulary.authorities
        if one.row
    }
    assert drawn(with_authorities(made_up, **moved)) == drawn(made_up)


@pytest.fixture(scope="module")
def front_page(served: Callable[..., str]) -> str:
    return served(store.site("real"))


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_letters_can_be_read_and_tiles_be_hit_at_any_width(
    front_page: str, shared_page: Page, real: Library, width: int
) -> None:
    shared_page.set_viewport_size({"width": width, "height": 800})
    shared_page.goto(front_page)
    sizes = shared_page.evaluate(
        """() => [...document.querySelectorAll(".coverage-tile")].map(one => [
            one.querySelector(".coverage-square").getBoundingClientRect().width,
            one.querySelector(".coverage-code").getBoundingClientRect().height,
            one.querySelector(".coverage-code").getBoundingClientRect().width,
        ])"""
    )
    assert len(sizes) == len(drawn(real).tiles)
    for tile_width, letters_height, letters_width in sizes:
        assert tile_width >= 24  # WCAG 2.2, 2.5.8
        assert letters_height >= 14
        assert letters_width < tile_width
    assert shared_page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.slow
def test_a_tile_is_named_by_its_authority_and_described_by_its_years(
    served: Callable[..., str], shared_page: Page
) -> None:
    shared_page.goto(served(store.site("made up")))
    session = shared_page.context.new_cdp_session(shared_page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    links = {
        node["name"]["value"]: node.get("description", {}).get("value")
        for node in tree
        if node.get("role", {}).get("value") == "link"
    }
    assert links["INV, Inverallan"] == "2021–22, 2023–24 (not confirmed)"
    assert links["SKR, Skerra Isles"] == "2022–23 (jointly)"


@pytest.mark.slow
def test_by_keyboard_every_authority_is_reached_once_through_the_list(
    front_page: str, shared_page: Page, real: Library
) -> None:
    shared_page.goto(front_page)
    stops = shared_page.evaluate(
        """() => [...document.querySelectorAll("#main a")].filter(one => one.tabIndex >= 0)
            .map(one => one.getAttribute("href")).filter(href => /^authorities\\/./.test(href))"""
    )
    assert len(stops) == len(set(stops)) == len(real.vocabulary.authorities)
