"""Rendering: links from page to page, escaping, and what is done about a wrong template."""

from __future__ import annotations

import dataclasses
import datetime
import importlib.util
import shutil
from pathlib import Path

import pytest

from reviewlib.cache import Cache
from reviewlib.diagnostics import BuildError
from reviewlib.library import Library
from reviewlib.pages import Site, all_files, all_pages
from reviewlib.site.files import render_site
from reviewlib.site.render import (
    OutputFile,
    PageTemplate,
    environment,
    relative,
)
from tests import store
from tests.pages.reading import Element, read

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


@pytest.fixture(scope="module")
def artefacts(library: Library) -> dict[str, OutputFile]:
    """Every file of the site, at no address."""
    return rendered(library, store.THEME)


def rendered(library: Library, theme: Path, url: str = "") -> dict[str, OutputFile]:
    site = Site(url, TODAY)
    return {one.address: one for one in render_site(library, site, theme)}


def page(artefacts: dict[str, OutputFile], address: str) -> Element:
    data = artefacts[address].data
    assert isinstance(data, bytes)
    return read(data.decode())


@pytest.mark.parametrize(
    ("address", "on", "expected"),
    [
        ("", "", "./"),
        ("", "themes/", "../"),
        ("themes/", "", "themes/"),
        ("themes/", "themes/", "../themes/"),
        ("themes/inclusion/", "reviews/2022-23/fife/", "../../../themes/inclusion/"),
        ("reviews/2022-23/fife/#plan-a", "themes/inclusion/", "../../reviews/2022-23/fife/#plan-a"),
        ("#strengths", "reviews/2022-23/fife/", "#strengths"),
        ("https://example.org/", "themes/", "https://example.org/"),
        ("http://example.org/", "", "http://example.org/"),
        ("mailto:library@example.org", "themes/", "mailto:library@example.org"),
    ],
)
def test_a_link_leads_from_one_page_to_another(address: str, on: str, expected: str) -> None:
    assert relative(address, on) == expected


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x"]
)
@pytest.mark.parametrize("on", ["", "themes/"])
def test_what_is_no_address_of_the_web_stays_within_the_site(address: str, on: str) -> None:
    assert relative(address, on).startswith(("./", "../"))


def test_a_page_names_the_file_it_is_made_from(artefacts: dict[str, OutputFile]) -> None:
    sources = {one.source for one in artefacts.values() if one.source}
    assert "content/reviews/2022-23/glenmore.md" in sources
    made_up = store.LIBRARIES["made up"]
    assert [source for source in sources if not (made_up / source).is_file()] == []


def test_reports_are_handed_on_as_the_files_they_are(
    library: Library, artefacts: dict[str, OutputFile]
) -> None:
    files = {one.address: one.data for one in all_files(library)}
    assert len(files) == 3
    assert {address: artefacts[address].data for address in files} == files


def test_a_withdrawn_review_publishes_no_file(library: Library) -> None:
    withdrawn = [one.id for one in library.every_review if one.is_withdrawn]
    assert withdrawn
    assert not [one for one in all_files(library) if any(name in one.address for name in withdrawn)]


def test_the_menu_says_where_one_is(artefacts: dict[str, OutputFile]) -> None:
    for address, current in (
        ("reviews/2022-23/glenmore/index.html", ["Reviews"]),
        ("themes/inclusion/index.html", ["Themes"]),
        ("authorities/glenmore/index.html", ["Authorities"]),
        ("years/2022-23/index.html", ["Calendar"]),
        ("index.html", []),
    ):
        links = page(artefacts, address).one("header").all("a")
        assert [one.text for one in links if "aria-current" in one.attributes] == current


def test_a_menu_has_no_entry_for_a_page_that_is_not_there(
    library: Library, artefacts: dict[str, OutputFile]
) -> None:
    header = page(artefacts, "index.html").one("header")
    for link in header.all("a"):
        address = link.attributes["href"].removeprefix("./")
        assert address in library.addresses


def test_with_the_sites_address_every_page_names_its_own(library: Library, root: Path) -> None:
    artefacts = rendered(library, root / "theme", "https://example.org/ci/")
    for address, expected in (
        ("index.html", "https://example.org/ci/"),
        ("themes/inclusion/index.html", "https://example.org/ci/themes/inclusion/"),
        ("reviews/2022-23/index.html", "https://example.org/ci/years/2022-23/"),
    ):
        links = page(artefacts, address).all("link")
        found = [one.attributes["href"] for one in links if one.attributes["rel"] == "canonical"]
        assert found == [expected]


def test_without_it_none_is_made_up(artefacts: dict[str, OutputFile]) -> None:
    for address, artefact in artefacts.items():
        if isinstance(artefact.data, bytes):
            assert b"canonical" not in artefact.data, address


def test_a_former_address_sends_people_on_with_a_link_they_can_see(
    artefacts: dict[str, OutputFile],
) -> None:
    moved = page(artefacts, "reviews/2022-23/index.html")
    assert moved.one("a").attributes["href"] == "../../years/2022-23/"
    assert moved.one("a").text == "Go to where it is now"
    robots = [one for one in moved.all("meta") if one.attributes.get("name") == "robots"]
    assert [one.attributes["content"] for one in robots] == ["noindex"]


def broken_theme(root: Path, folder: Path, name: str, text: str) -> Path:
    theme = folder / "theme"
    shutil.copytree(root / "theme", theme)
    (theme / name).write_text(text, "utf-8")
    return theme


@pytest.mark.parametrize(
    "text",
    ["{{ view.no_such_attribute }}", "{{ no_such_name }}", "{% if %}", "{% include 'gone.html' %}"],
)
def test_a_wrong_template_is_our_fault_and_is_said_in_one_line(
    library: Library, root: Path, tmp_path: Path, text: str
) -> None:
    theme = broken_theme(root, tmp_path, "pages/home.html", text)
    with pytest.raises(BuildError, match="a template of the theme is wrong") as caught:
        rendered(library, theme)
    assert "\n" not in str(caught.value)


def test_a_missing_template_is_named(library: Library, root: Path, tmp_path: Path) -> None:
    theme = broken_theme(root, tmp_path, "pages/home.html", "")
    (theme / "pages" / "theme.html").unlink()
    with pytest.raises(BuildError, match=r"theme\.html"):
        rendered(library, theme)


def test_a_view_that_is_not_data_is_our_fault(library: Library, tmp_path: Path) -> None:
    site, keeping = Site("", TODAY), Cache(tmp_path / "cache")
    (first, *_) = all_pages(library, site)
    template = PageTemplate(dataclasses.replace(library, cache=keeping), site, store.THEME)
    with pytest.raises(BuildError, match="has something in it that is not data"):
        list(template.render_each([dataclasses.replace(first, view=object())]))


def test_a_page_by_itself_is_the_one_of_the_site(
    library: Library, artefacts: dict[str, OutputFile]
) -> None:
    site = Site("", TODAY)
    page = next(page for page in all_pages(library, site) if page.address == "themes/")
    html = PageTemplate(library, site, store.THEME).render(page)
    assert html.encode() == artefacts["themes/index.html"].data


def test_where_the_icons_are_not_installed_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(BuildError, match="mkdocs-material, whose icons the pages show"):
        environment((("page.html", "of no other test"),))
