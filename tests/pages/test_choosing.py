"""By what reviews can be chosen, and the two pages on which that is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.library import Library, urls
from reviewlib.library.facets import facets, facets_of
from reviewlib.pages import Context, Site, all_pages, reviews_page, search_page
from tests import store
from tests.pages.reading import Element, read
from tests.site.project import pages


def chosen(library: Library, facet: str, value: str) -> set[str]:
    return {
        review.id
        for review in library.reviews
        if value in facets_of(library, review).get(facet, ())
    }


def test_every_option_has_a_review_and_every_value_of_a_review_is_an_option(
    library: Library,
) -> None:
    options = {facet.id: {value.id for value in facet.values} for facet in facets(library)}
    had: dict[str, set[str]] = {}
    for review in library.reviews:
        for name, values in facets_of(library, review).items():
            had.setdefault(name, set()).update(values)
    assert options == had


def test_an_option_gives_the_reviews_that_its_page_and_its_feed_gather(library: Library) -> None:
    for theme in library.vocabulary.themes:
        expected = {review.id for review in library.on_theme.get(theme.id, ())}
        assert chosen(library, "theme", theme.id) == expected, theme.id
    for authority in library.vocabulary.authorities:
        both = (*library.hosted.get(authority.id, ()), *library.took_part.get(authority.id, ()))
        assert chosen(library, "authority", authority.id) == {review.id for review in both}
    for year in library.vocabulary.years:
        expected = {review.id for review in library.in_year.get(year.id, ())}
        assert chosen(library, "year", year.id) == expected, year.id


def test_an_option_that_can_be_followed_names_its_page(context: Context) -> None:
    view = search_page(context).view
    for facet in view.facets:
        for option in facet.values:
            has_page = facet.id in {"theme", "authority", "year"}
            assert bool(option.page) == has_page, option.id
            assert not option.page or option.page in context.library.addresses


def test_a_report_on_another_site_is_never_called_here(made_up: Library) -> None:
    here = chosen(made_up, "read", "report")
    assert here == {
        review.id for review in made_up.reviews if any(report.file for report in review.reports)
    }
    assert chosen(made_up, "read", "text") <= here
    assert chosen(made_up, "read", "elsewhere") - here


def test_every_review_is_listed_once_with_all_it_can_be_chosen_by(context: Context) -> None:
    view = reviews_page(context).view
    listed = [review for group in view.groups for review in group.items]
    assert sorted(one.id for one in listed) == sorted(one.id for one in context.library.reviews)
    facet_ids = {facet.id for facet in view.facets}
    assert {facet for one in listed for facet, _ in one.values} == facet_ids


def test_four_pages_run_scripts_and_each_script_is_there(
    made_up: Library, site: Site, root: Path
) -> None:
    scripts = {page.address: page.scripts for page in all_pages(made_up, site) if page.scripts}
    assert set(scripts) == {urls.REVIEWS, urls.SEARCH, urls.ADD, urls.CHANGE}
    for names in scripts.values():
        assert all((root / "theme" / "assets" / "js" / name).is_file() for name in names)


@pytest.fixture(scope="module")
def written() -> dict[str, Element]:
    return {name: read(html) for name, html in pages(store.site("made up")).items()}


@pytest.mark.parametrize("page", ["reviews/index.html", "search/index.html"])
def test_a_script_is_loaded_from_the_sites_own_folder(
    written: dict[str, Element], page: str
) -> None:
    (script,) = [one for one in written[page].all("script") if "src" in one.attributes]
    name = page.partition("/")[0]
    assert script.attributes["type"] == "module"
    assert re.fullmatch(
        rf"\.\./assets/[0-9a-f]{{10}}/js/pages/{name}\.js", script.attributes["src"]
    )


def test_every_page_has_one_way_to_the_search(written: dict[str, Element]) -> None:
    for name, page in written.items():
        if not page.all("header"):  # it sends readers on
            continue
        boxes = [one for one in page.all("input") if one.attributes.get("name") == "q"]
        ids = {label.attributes.get("for") for label in page.all("label")}
        assert boxes, name
        assert all(box.attributes["id"] in ids for box in boxes), name
        header = page.one("header").all("form")
        assert len(header) == (0 if name == "search/index.html" else 1), name


def test_the_search_has_lists_that_lead_to_every_review(written: dict[str, Element]) -> None:
    page = written["search/index.html"].one("main")
    links = {one.attributes["href"] for one in page.all("a")}
    assert {"../reviews/", "../themes/inclusion/", "../authorities/dun-sgail/"} <= links
    assert "../years/2022-23/" in links
