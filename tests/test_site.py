"""The whole site as a tree of files, read as a browser and its readers would."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from reviewlib.library import Library
from reviewlib.pages import Site
from tests import store
from tests.pages.reading import Element, read
from tests.site.project import pages

SITE = Site(url="", today=store.TODAY)
LIBRARIES = ("real", "made up")
PREFIXES = (
    "https://reports.example.org/",
    "https://example.org/ci/reports/",
    "file:///home/me/site/",
)


class Staged:
    """A site that was written out, its pages read."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library = library
        self.folder = folder
        self.html = pages(folder)
        self.pages = {name: read(text) for name, text in self.html.items()}
        self.moved = {
            name
            for name, page in self.pages.items()
            if any(_refresh(one) for one in page.all("meta"))
        }
        self.articles = {name: page for name, page in self.pages.items() if name not in self.moved}
        self.files = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }

    def target(self, page: str, href: str, base: str = "https://library.test/") -> str | None:
        """The file a link leads to, or None where it leaves the site."""
        address = urljoin(base + page.removesuffix("index.html"), href)
        if not address.startswith(base):
            return None
        path = unquote(urlsplit(address).path.removeprefix(urlsplit(base).path))
        return path + "index.html" if not path or path.endswith("/") else path


def _refresh(meta: Element) -> bool:
    return meta.attributes.get("http-equiv") == "refresh"


@pytest.fixture(scope="session", params=LIBRARIES)
def staged(
    request: pytest.FixtureRequest,
) -> Staged:
    return Staged(store.library(request.param), store.site(request.param))


def test_every_address_of_the_library_is_a_page_and_no_other_page_is(staged: Staged) -> None:
    addresses = {name.removesuffix("index.html") for name in staged.articles}
    assert addresses == staged.library.addresses


def test_every_former_address_leads_to_a_page(staged: Staged) -> None:
    addresses = {name.removesuffix("index.html") for name in staged.moved}
    assert addresses == set(staged.library.redirects)
    for name in staged.moved:
        (link,) = staged.pages[name].all("a")
        target = staged.target(name, link.attributes["href"])
        assert target in staged.articles, name
        (meta,) = [one for one in staged.pages[name].all("meta") if _refresh(one)]
        assert meta.attributes["content"] == f"0; url={link.attributes['href']}"


def test_what_names_an_element_by_its_id_finds_it(staged: Staged) -> None:
    for name, page in staged.pages.items():
        ids = {one.attributes.get("id") for one in page.walk()}
        for one in page.walk():
            for attribute in ("aria-labelledby", "aria-describedby", "popovertarget", "for"):
                assert set(one.attributes.get(attribute, "").split()) <= ids, (name, attribute)


def test_every_link_within_the_site_leads_to_a_page_or_a_file_and_to_its_anchor(
    staged: Staged,
) -> None:
    ids = {
        name: {one.attributes.get("id") for one in page.walk()}
        for name, page in staged.pages.items()
    }
    for name, page in staged.pages.items():
        for link in page.all("a", "link"):
            href = link.attributes["href"]
            target = staged.target(name, href)
            if target is None:
                assert href.startswith(("https://", "http://", "mailto:")), (name, href)
                continue
            assert target in staged.files, f"{name}: {href} leads to nothing"
            anchor = urlsplit(href).fragment
            if target.endswith(".pdf"):  # RFC 8118
                assert re.fullmatch(r"(page=\d+)?", anchor), (name, href)
            elif anchor:
                assert anchor in ids[target], f"{name}: {href} leads to no such place"


@pytest.mark.parametrize("base", PREFIXES)
def test_the_site_can_stand_under_any_prefix(staged: Staged, base: str) -> None:
    for name, page in staged.pages.items():
        if name == "404.html":  # it is shown at any depth, so it alone must know the prefix
            continue
        for link in page.all("a", "link"):
            href = link.attributes["href"]
            assert not href.startswith("/"), (name, href)
            if not href.startswith(("http", "mailto:")):
                assert staged.target(name, href, base) in staged.files, (name, href)


def test_no_two_pages_have_one_title(staged: Staged) -> None:
    titles = Counter(page.one("head").one("title").text for page in staged.articles.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_title_but_the_front_pages_names_page_and_library(staged: Staged) -> None:
    library = staged.library.programme.title
    for name, page in staged.articles.items():
        title = page.one("head").one("title").text
        if name == "index.html":
            assert title == library
        else:
            assert title.endswith(f" – {library}"), name
            assert len(title) > len(library) + 5, name


def test_every_description_is_a_sentence_of_its_own(staged: Staged) -> None:
    found = {}
    for name, page in staged.articles.items():
        metas = [one for one in page.all("meta") if one.attributes.get("name") == "description"]
        texts = [one.attributes["content"] for one in metas]
        assert len(texts) == (0 if name == "404.html" else 1), name
        for text in texts:
            assert 20 <= len(text) <= 300, (name, len(text))
            assert text == " ".join(text.split())
            assert text.endswith((".", "?", "…", "!", '"', "”")), (name, text)
            found[name] = text
    twice = [text for text, times in Counter(found.values()).items() if times > 1]
    assert twice == []


def _names(library: Library) -> set[str]:
    gaelic = set()
    for one in library.vocabulary.authorities:
        gaelic |= {one.label} if one.lang else set()
        gaelic |= {one.council} if one.council_lang else set()
        gaelic |= {one.gaelic} if one.gaelic else set()
    return gaelic


def test_gaelic_names_that_stand_alone_are_marked_as_gaelic(staged: Staged) -> None:
    """Within a sentence that an editor wrote they are the editor's; alone they are ours to mark."""
    gaelic = _names(staged.library)
    assert gaelic
    seen = 0
    for name, page in staged.articles.items():
        for text, lang in page.one("body").pieces("en-GB"):
            words = re.sub(r"^[A-Z]{2,3}, ", "", text)  # the letters on the grid of authorities
            if words in gaelic and not _is_editors(page, text):
                assert lang == "gd", f"{name}: {text!r} is not marked"
                seen += 1
    assert seen > 10


def _is_editors(page: Element, text: str) -> bool:
    """Whether it is the text of a link in prose."""
    prose = [one for one in page.all("p", "li") if not one.attributes.get("class")]
    links = [link for one in prose for link in one.all("a") if link.text != one.text]
    return any(link.text == text and not link.all("span") for link in links)


def test_what_is_marked_as_gaelic_is_gaelic(staged: Staged) -> None:
    gaelic = _names(staged.library) | {
        report.title
        for review in staged.library.reviews
        for report in review.reports
        if report.lang == "gd"
    }
    for name, page in staged.articles.items():
        for one in page.walk():
            is_report = name.endswith("/text/index.html")
            if one.attributes.get("lang") == "gd" and not is_report:
                assert re.sub(r"^[A-Z]{2,3}, ", "", one.text) in gaelic, name


def test_no_script_and_no_style_stands_in_a_page(staged: Staged) -> None:
    for name, page in staged.pages.items():
        assert page.all("style", "iframe", "object", "embed", "base") == [], name
        for script in page.all("script"):
            if script.attributes["type"] == "module":
                address = staged.target(name, script.attributes["src"])
                assert address in {one for one in staged.files if one.endswith(".js")}, name
                assert script.text == "", name
                continue
            # Data for search engines stands in an element named script that no browser runs.
            assert script.attributes == {"type": "application/ld+json"}, name
            assert json.loads(script.text), name
        for one in page.walk():
            handlers = [attribute for attribute in one.attributes if attribute.startswith("on")]
            assert handlers == [], name
            assert "style" not in one.attributes, name
        for meta in page.all("meta"):
            assert name in staged.moved or not _refresh(meta)


def test_no_page_fetches_anything_from_elsewhere(staged: Staged) -> None:
    for name, page in staged.pages.items():
        for one in page.all("link"):
            if one.attributes["rel"] not in {"canonical", "license", "alternate"}:
                assert staged.target(name, one.attributes["href"]) in staged.files, name
        for one in page.walk():
            if "src" in one.attributes:
                assert staged.target(name, one.attributes["src"]) in staged.files, name


def test_every_crumb_trail_begins_at_home_and_leads_up(staged: Staged) -> None:
    for name, page in staged.articles.items():
        for trail in page.of_class("crumbs"):
            links = trail.all("a")
            assert staged.target(name, links[0].attributes["href"]) == "index.html"
            assert name not in {staged.target(name, one.attributes["href"]) for one in links}


def test_no_list_and_no_table_is_empty(staged: Staged) -> None:
    for name, page in staged.articles.items():
        # What is hidden is a place that a script fills before it is seen.
        filled = {
            id(one) for box in page.walk() if "hidden" in box.attributes for one in box.walk()
        }
        for one in page.all("ul", "ol", "dl", "table", "p", "li", "dd", "figcaption"):
            assert one.text or id(one) in filled, (
                f"{name}: an empty <{one.tag} class={one.attributes.get('class')!r}>"
            )


def test_every_table_has_a_caption_or_is_an_editors_and_names_its_columns(staged: Staged) -> None:
    for name, page in staged.articles.items():
        for table in page.all("table"):
            assert table.all("th"), name
            for head in table.all("th"):
                assert head.attributes.get("scope") in {"col", "row"}, name
            if "grid" in table.attributes.get("class", ""):
                assert table.one("caption").text, name
                assert "hidden" not in table.one("caption").attributes, name


def test_the_page_for_a_wrong_address_links_from_the_top_of_the_site() -> None:
    folder = store.site("made up", url=store.URL)
    page = read((folder / "404.html").read_text("utf-8"))
    links = [one.attributes["href"] for one in page.all("a", "link")]
    inside = [href for href in links if not href.startswith(("http", "mailto:", "#"))]
    assert "/ci/reports/themes/" in inside
    assert [href for href in inside if not href.startswith("/ci/reports/")] == []
