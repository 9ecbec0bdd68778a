"""One page of each kind, in every way that people read it; all pages in `make audit`."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.a11y.checks import ASPECTS, Reader
from tests.a11y.conftest import LIBRARIES, Published
from tests.a11y.faults import Fault, table
from tests.a11y.machines import axe, conformance
from tests.pages.reading import read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = sorted(path.stem for path in (Path(__file__).parents[2] / "theme" / "pages").glob("*.html"))
# In the audit, all pages are dealt out to so many tests, so that several can run at once.
PARTS = 8


def looked_at(browser: Browser, site: Published, address: str, aspect: str) -> list[Fault]:
    with Reader(browser, site.address + address, site.gaelic) as reader:
        return ASPECTS[aspect](reader)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_nothing_on_a_page_of_each_kind_stands_in_anybodys_way(
    kind: str, aspect: str, publish: Callable[[str], Published], browser: Browser
) -> None:
    # The made-up library has a page of every kind; the real one may have a longer one.
    sites = [publish("made up")]
    if aspect in {"structure", "fit"} and kind in publish("real").kinds:
        sites.append(publish("real"))
    found = [one for site in sites for one in looked_at(browser, site, site.kinds[kind], aspect)]
    assert found == [], "\n" + table(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_can_be_read_without_scripts(
    kind: str, publish: Callable[[str], Published], browser: Browser
) -> None:
    site = publish("made up")
    with Reader(browser, site.address + site.kinds[kind], scripts=False) as reader:
        found = reader.without_scripts()
    assert found == [], "\n" + table(found)


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
def test_every_page_is_html_as_its_standard_has_it(
    library: str, publish: Callable[[str], Published]
) -> None:
    site = publish(library)
    found = conformance(site.folder.rglob("*.html"))
    lines = [f"{path.relative_to(site.folder)}: {table(faults)}" for path, faults in found.items()]
    assert lines == [], "\n" + "\n".join(lines[:20])


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
def test_no_two_pages_have_one_title(library: str, publish: Callable[[str], Published]) -> None:
    site = publish(library)
    titles = Counter(
        read(site.file(address).read_text("utf-8")).one("head").one("title").text
        for address in site.pages
    )
    assert [title for title, times in titles.items() if times > 1] == []


def _part(site: Published, part: int) -> Iterator[str]:
    return itertools.islice(site.pages, part, None, PARTS)


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("library", LIBRARIES)
def test_nothing_on_any_page_stands_in_anybodys_way(
    library: str, part: int, publish: Callable[[str], Published], browser: Browser
) -> None:
    site = publish(library)
    found = [
        Fault(one.rule, f"/{address} {one.where}", one.what)
        for address in _part(site, part)
        for one in _everything(browser, site, address)
    ]
    assert found == [], "\n" + table(found)


def _everything(browser: Browser, site: Published, address: str) -> Iterator[Fault]:
    with Reader(browser, site.address + address, site.gaelic) as reader:
        yield from reader.structure()
        # Both themes at three widths; that a page has all its faults in each is not likely.
        for scheme, width in (("light", 1280), ("dark", 320), ("dark", 768)):
            reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            reader.page.set_viewport_size({"width": width, "height": 800})
            yield from axe(reader.page)
        yield from reader.fit()
        yield from reader.modes()
        yield from reader.keyboard(320)
