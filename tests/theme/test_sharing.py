"""What stands beside a link where somebody shares a page, and the library's signs."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests import store
from tests.pages.reading import Element, read
from tests.site.project import pages


def pages_at(url: str) -> dict[str, Element]:
    """Each page of the made-up library but those that only lead on."""
    written = pages(store.site("made up", url=url)).items()
    return {name: read(html) for name, html in written if 'http-equiv="refresh"' not in html}


@pytest.fixture(scope="module")
def published() -> dict[str, Element]:
    return pages_at(store.URL)


@pytest.fixture(scope="module")
def nowhere() -> dict[str, Element]:
    return pages_at("")


def properties(page: Element) -> dict[str, str]:
    """The Open Graph properties of a page."""
    found = [
        (meta.attributes["property"], meta.attributes["content"])
        for meta in page.all("meta")
        if "property" in meta.attributes
    ]
    assert len(found) == len(dict(found))
    return dict(found)


def size(picture: Path) -> tuple[int, int]:
    """The width and height that a PNG gives in its first chunk."""
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_every_page_says_what_to_show_beside_a_link_to_it(published: dict[str, Element]) -> None:
    library = store.library("made up")
    with_a_picture = {f"reviews/{one.id}" for one in library.reviews}
    with_a_picture |= {f"themes/{one.id}" for one in library.vocabulary.themes}
    for name, page in published.items():
        shown = properties(page)
        if name == "404.html":
            assert shown == {}
            continue
        head = page.one("head")
        (description,) = (
            meta.attributes["content"]
            for meta in head.all("meta")
            if meta.attributes.get("name") == "description"
        )
        assert shown["og:title"], name
        assert head.one("title").text.startswith(shown["og:title"]), name
        assert shown["og:description"] == description, name
        assert shown["og:url"].startswith(store.URL), name
        of = name.removesuffix("/index.html")
        picture = f"assets/share/{of}.png" if of in with_a_picture else "assets/share.png"
        assert shown["og:image"] == store.URL + picture, name
        assert shown["og:image:alt"].startswith(shown["og:title"]), name


def test_the_address_is_the_one_that_search_engines_are_given(
    published: dict[str, Element],
) -> None:
    for name, page in published.items():
        canonical = [one for one in page.all("link") if one.attributes["rel"] == "canonical"]
        if name != "404.html":
            assert properties(page)["og:url"] == canonical[0].attributes["href"], name
            (on_paper,) = page.of_class("print-only")
            assert on_paper.text.strip() == canonical[0].attributes["href"], name


def test_a_site_without_an_address_promises_no_picture(nowhere: dict[str, Element]) -> None:
    for name, page in nowhere.items():
        assert not {"og:image", "og:url"} & set(properties(page)), name
        if name != "404.html":
            assert properties(page)["og:title"], name


def test_the_picture_has_the_size_that_is_told(root: Path, published: dict[str, Element]) -> None:
    shown = properties(published["index.html"])
    told = (int(shown["og:image:width"]), int(shown["og:image:height"]))
    picture = root / "theme" / "assets" / "share.png"
    assert size(picture) == told == (1200, 630)
    assert picture.stat().st_size < 100_000


def test_every_page_has_a_sign_as_svg_and_as_png(root: Path, published: dict[str, Element]) -> None:
    for name, page in published.items():
        signs = {one.attributes["rel"]: one.attributes["href"] for one in page.all("link")}
        assert signs["icon"].endswith("assets/favicon.svg"), name
        assert signs["apple-touch-icon"].endswith("assets/icon.png"), name
    assert size(root / "theme" / "assets" / "icon.png") == (180, 180)


@pytest.mark.slow
def test_the_pictures_are_what_the_command_makes_of_today_s_words(
    root: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [root / "scripts" / "pictures.sh", tmp_path],
        env={**os.environ, "PYTHON": sys.executable},
        check=True,
        capture_output=True,
    )
    for name in ("share.png", "icon.png"):
        made, kept = tmp_path / name, root / "theme" / "assets" / name
        assert made.read_bytes() == kept.read_bytes(), f"{name}: run scripts/pictures.sh"
