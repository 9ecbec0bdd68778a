"""The map of authorities and the themes by year: where each stands, and how it is drawn."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from reviewlib.library import Library
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import Status
from reviewlib.pages import Context, Site
from reviewlib.pages.charts import TileView, learning_view, map_view, matrix_view, state_of
from reviewlib.presentation.charts import Coverage, Tile, coverage
from tests import store

TODAY = datetime.date(2026, 11, 22)
HIDDEN = "one => getComputedStyle(one).clipPath !== 'none'"


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


def tiles_of(library: Library) -> dict[str, TileView]:
    view = map_view(Context(library, Site("", TODAY)))
    assert view is not None
    return {one.link.address: one for one in view.tiles}


def test_a_tile_is_drawn_by_the_most_that_is_recorded_of_its_reviews(
    library: Library,
) -> None:
    for authority in library.vocabulary.authorities:
        hosted = library.hosted.get(authority.id, ())
        held = [review for review in hosted if review.status == "took place"]
        expected = "held" if held else "listed" if hosted else "none"
        if any(review.reports for review in held):
            expected = "report"
        address = f"authorities/{authority.id}/"
        assert tiles_of(library)[address].state == expected, authority.id


def test_a_plan_with_a_report_that_is_only_announced_is_not_drawn_as_held(made_up: Library) -> None:
    reported = next(one for one in made_up.reviews if one.reports)
    planned = dataclasses.replace(reported, status=Status.PLANNED)
    assert state_of([planned]) == "listed"
    assert state_of([reported, planned]) == "report"
    assert state_of([]) == "none"


def test_the_key_explains_every_state_that_is_drawn_and_no_other(
    library: Library,
) -> None:
    view = map_view(Context(library, Site("", TODAY)))
    assert view is not None
    assert {state for state, _ in view.key} == {one.state for one in view.tiles}


def test_every_review_is_a_mark_in_the_row_of_each_of_its_themes(
    library: Library,
) -> None:
    view = matrix_view(Context(library, Site("", TODAY)))
    assert view is not None
    rows = {row.head.address: row for row in view.rows}
    assert len(rows) == len(view.rows) == len(library.on_theme)
    for theme, reviews in library.on_theme.items():
        found = [len(dots) for dots, _ in rows[f"themes/{theme}/"].cells]
        years = [one.id for one in library.vocabulary.years]
        assert found == [sum(one.year == year for one in reviews) for year in years]


def test_who_took_part_is_drawn_for_few_links_and_for_hundreds(made_up: Library) -> None:
    names = tuple(one.id for one in made_up.vocabulary.authorities)
    everybody = tuple(
        dataclasses.replace(review, contributors=tuple(set(names) - set(review.authorities)))
        for review in made_up.every_review
    )
    for every in (made_up.every_review[:3], made_up.every_review, everybody * 9):
        library = dataclasses.replace(made_up, every_review=every)
        view = learning_view(Context(library, Site("", TODAY)))
        links = [len(one.authorities) * len(one.contributors) for one in library.reviews]
        assert view is not None
        cells = [cell for row in view.rows for cell in row.cells]
        assert sum(len(dots) for dots, _ in cells) == sum(links) > 0
        assert len(view.rows) <= len(names) >= len(view.columns)
        assert all(bool(words) == bool(dots) for dots, words in cells)
    assert sum(links) > 300


def test_no_link_is_drawn_that_no_record_has(made_up: Library) -> None:
    alone = tuple(dataclasses.replace(one, contributors=()) for one in made_up.every_review)
    library = dataclasses.replace(made_up, every_review=alone)
    assert learning_view(Context(library, Site("", TODAY))) is None


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
@pytest.mark.parametrize("width", [320, 1280])
def test_tiles_can_be_hit_and_hold_their_words_at_any_width(
    front_page: str, shared_page: Page, real: Library, width: int
) -> None:
    shared_page.set_viewport_size({"width": width, "height": 800})
    shared_page.goto(front_page)
    sizes = shared_page.evaluate(
        """() => [...document.querySelectorAll(".map-tile > a")].map(one => [
            one.getBoundingClientRect().width, one.getBoundingClientRect().height,
            one.scrollWidth - one.clientWidth])"""
    )
    assert len(sizes) == len(drawn(real).tiles)
    for across, down, beyond in sizes:
        assert min(across, down) >= 24  # WCAG 2.2, 2.5.8
        assert beyond <= 0
    assert shared_page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.slow
def test_a_tile_is_named_by_its_authority_and_what_is_known(
    served: Callable[..., str], shared_page: Page
) -> None:
    shared_page.set_viewport_size({"width": 1280, "height": 800})
    shared_page.goto(served(store.site("made up")))
    assert shared_page.locator(".map-tile a", has_text="Skerra Isles").count() == 1
    tile = shared_page.locator('.map-tile > a[href$="authorities/skerra-isles/"]')
    assert tile.inner_text().split("\n")[-1].endswith("2022–23 (jointly)")
    assert shared_page.locator(".map-note:visible").first.evaluate(HIDDEN)
    tile.focus()
    assert not tile.locator(".map-note").evaluate(HIDDEN)
