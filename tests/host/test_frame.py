from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from markupsafe import Markup
from mkdocs.config import load_config

from reviewlib.host.frame import MaterialFrame
from reviewlib.problems import BuildError
from reviewlib.render import Article, bare_frame
from tests.host.project import REPOSITORY, main_of, project

ARTICLE = Article(
    address="reviews/2022-23/glenmore/",
    title="Glenmore & <b>friends</b>",
    description='What "Glenmore" learned',
    lang="en-GB",
    header=Markup("<header>The header</header>"),
    main=Markup("<h1>Glenmore</h1>"),
    footer=Markup("<footer>The footer</footer>"),
    root="../../../",
    canonical="https://example.org/reviews/2022-23/glenmore/",
    section="reviews/",
)


def material(root: Path) -> MaterialFrame:
    return MaterialFrame(load_config(str(root / "mkdocs.yml")))


@pytest.fixture(scope="module")
def frame() -> MaterialFrame:
    return material(REPOSITORY)


def test_it_fills_every_slot_and_escapes_what_is_text(frame: MaterialFrame) -> None:
    page = frame(ARTICLE)
    assert page.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in page
    assert "<title>Glenmore &amp; &lt;b&gt;friends&lt;/b&gt;</title>" in page
    assert '<meta name="description" content="What &#34;Glenmore&#34; learned">' in page
    assert f'<link rel="canonical" href="{ARTICLE.canonical}">' in page
    assert page.index("The header") < page.index("<h1>Glenmore</h1>") < page.index("The footer")


def test_it_says_nothing_of_what_an_article_lacks(frame: MaterialFrame) -> None:
    page = frame(dataclasses.replace(ARTICLE, description="", canonical=""))
    assert "canonical" not in page
    assert 'name="description"' not in page


@pytest.mark.parametrize("root", ["", "../", "../../../", "/", "/a/prefix/"])
def test_style_sheets_and_icon_are_found_from_every_depth(frame: MaterialFrame, root: str) -> None:
    page = frame(dataclasses.replace(ARTICLE, root=root))
    found = re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', page)
    assert {address.removeprefix("./") for address in found} >= {
        f"{root}assets/favicon.svg",
        f"{root}assets/css/tokens.css",
    }
    for address in found:
        file = address.removeprefix("./").removeprefix(root)
        assert (REPOSITORY / "theme" / file).is_file()


def test_words_that_look_like_a_template_stay_words(frame: MaterialFrame) -> None:
    hostile = "⟦ page.title ⟧ ⟪ raise ⟫ {{ 7 * 7 }} {% include 'x' %}"
    page = frame(dataclasses.replace(ARTICLE, main=Markup.escape(hostile)))
    assert Markup.escape(hostile) in page


def test_nothing_of_material_that_runs_or_can_be_tabbed_to_is_left(frame: MaterialFrame) -> None:
    page = frame(ARTICLE)
    assert not re.search(r"<(script|style|input|label|iframe|form)\b", page)
    assert not re.search(r'\s(style|on\w+)="', page)
    assert "md-" not in page.replace("mkdocs-material", "")
    assert not re.search(r'(src|href)="(https?:)?//(?!example\.org)', page)


def test_there_is_one_main_and_the_skip_link_leads_there(frame: MaterialFrame) -> None:
    assert re.findall(r"<main\b[^>]*>", frame(ARTICLE)) == ['<main id="main" tabindex="-1">']


def test_the_bare_frame_holds_the_same(frame: MaterialFrame) -> None:
    bare = bare_frame(REPOSITORY / "theme")(ARTICLE)
    assert main_of(bare) == main_of(frame(ARTICLE)) == "<h1>Glenmore</h1>"
    tags = re.compile(r"<(?:html|meta|link|title)\b[^>]*>")
    more = set(tags.findall(frame(ARTICLE))) ^ set(tags.findall(bare))
    assert len(more) == 1
    assert 'name="generator"' in more.pop()


def test_a_theme_that_lost_its_slots_is_refused_in_words(tmp_path: Path) -> None:
    root = project(tmp_path, "base")
    (root / "theme" / "main.html").write_text('{% extends "base.html" %}', encoding="utf-8")
    with pytest.raises(BuildError, match=r"The theme's main.html gives <title>.* 0 times"):
        material(root)(ARTICLE)
