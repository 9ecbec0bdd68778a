"""Whatever is counted, pages, tables, JSON, feed, calendar and site map count the same."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from reviewlib.exports import collections
from reviewlib.library import Library
from reviewlib.pages import Site
from reviewlib.site.files import render_site
from tests.exports.conftest import URL
from tests.exports.reading import events

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(library: Library, root: Path) -> dict[str, bytes]:
    theme = root / "theme"
    artefacts = render_site(library, Site(URL, TODAY), theme)
    return {one.address: one.data for one in artefacts if isinstance(one.data, bytes)}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def pages_of_reviews(site: dict[str, bytes], withdrawn: set[str]) -> set[str]:
    found = (re.fullmatch(r"reviews/(\d{4}-\d\d/[^/]+)/index\.html", name) for name in site)
    former = {
        match[1] for match in found if match and b'http-equiv="refresh"' not in site[match[0]]
    }
    return former - withdrawn


def test_the_reviews_are_the_same_everywhere(library: Library, site: dict[str, bytes]) -> None:
    withdrawn = {review.id for review in library.every_review if review.is_withdrawn}
    pages = pages_of_reviews(site, withdrawn)
    assert pages == {row["id"] for row in rows(site["data/reviews.csv"])}
    assert pages == {row["id"] for row in rows(site["reviews/reviews.csv"])}
    assert pages == {one["id"] for one in json.loads(site["data/library.json"])["reviews"]}
    assert pages == {
        name.removeprefix("reviews/").removesuffix("/record.json")
        for name in site
        if name.endswith("/record.json")
    }
    feed = site["reviews/feed.xml"].decode()
    assert len(re.findall(r"<id>[^<]*/added</id>", feed)) == len(pages)


def test_what_gathers_reviews_has_each_of_them_once(
    library: Library, site: dict[str, bytes]
) -> None:
    for one in collections(library):
        wanted = sorted(review.id for review in one.reviews)
        assert sorted(row["id"] for row in rows(site[f"{one.address}reviews.csv"])) == wanted
        added = re.findall(r"<id>[^<]*/added</id>", site[f"{one.address}feed.xml"].decode())
        assert len(added) == len(set(added)) == len(wanted)
        page = site[f"{one.address}index.html"].decode()
        assert all(f"reviews/{name}/" in page or f'"{name}/' in page for name in wanted), one.name


def test_the_pages_say_the_number_of_reviews(library: Library, site: dict[str, bytes]) -> None:
    words = f"{sum(one.status == 'took place' for one in library.reviews)} reviews recorded as held"
    for name in ("index.html", "reviews/index.html", "calendar/index.html", "data/index.html"):
        assert words in site[name].decode(), name


def test_the_site_map_has_every_page_and_nothing_else(
    library: Library, site: dict[str, bytes]
) -> None:
    urls = ElementTree.fromstring(site["sitemap.xml"]).iter(f"{_SITEMAP}url")
    found = {one.findtext(f"{_SITEMAP}loc"): one.findtext(f"{_SITEMAP}lastmod") for one in urls}
    withdrawn = {f"reviews/{one.id}/" for one in library.every_review if one.is_withdrawn}
    # The text of a report names its review's page as the one to be found.
    told = library.addresses - withdrawn - library.text_addresses - {"404.html"}
    assert set(found) == {URL + one for one in told}
    for review in library.reviews:
        changed = found[f"{URL}reviews/{review.id}/"]
        assert changed == max(change.date for change in review.history).isoformat()


def test_robots_are_told_where_the_site_map_is(site: dict[str, bytes]) -> None:
    assert f"Sitemap: {URL}sitemap.xml" in site["robots.txt"].decode().splitlines()


def test_every_visit_with_a_date_is_in_the_calendar_and_on_its_page(
    library: Library, site: dict[str, bytes]
) -> None:
    page = site["calendar/index.html"].decode()
    assert page.count('class="calendar-visit"') == len(library.reviews)
    runs = sum(len(review.when.ranges) for review in library.reviews)
    told = [one for one in events(site["reviews/calendar.ics"]) if one["STATUS"] != "CANCELLED"]
    off = sum(len(one.when.ranges) for one in library.reviews if one.status == "called off")
    assert len(told) == runs
    assert sum(one["SUMMARY"].startswith("Called off:") for one in told) == off


def test_the_findings_are_as_many_on_the_pages_as_in_the_table(
    library: Library, site: dict[str, bytes]
) -> None:
    anchors = [
        urlsplit(row["page"]).path.removeprefix("/ci/") + "#" + urlsplit(row["page"]).fragment
        for row in rows(site["data/findings.csv"])
    ]
    assert len(anchors) == sum(len(review.findings) for review in library.reviews)
    for anchor in anchors:
        address, _, place = anchor.partition("#")
        assert f'id="{place}"' in site[f"{address}index.html"].decode()
