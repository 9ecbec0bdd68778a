from __future__ import annotations

from typing import Any

from reviewlib.exports import Head, head as head_of
from reviewlib.library import Library, urls
from reviewlib.presentation.facts import Source
from tests.exports.conftest import URL


def head(library: Library, address: str, url: str = URL) -> Head:
    return head_of(Source(library, url), address, "A page", (("Reviews", "reviews/"),))


def values(found: Head, name: str) -> list[str]:
    return [meta.content for meta in found.metas if meta.name == name]


def nodes(found: Head, kind: str) -> list[dict[str, Any]]:
    return [one for one in (found.data or {"@graph": []})["@graph"] if one["@type"] == kind]


def test_scholars_find_the_report_under_the_council_that_wrote_it(made_up: Library) -> None:
    found = head(made_up, "reviews/2023-24/dun-sgail/")
    assert values(found, "citation_technical_report_institution") == ["Comhairle Dhùn Sgàil"]
    assert values(found, "citation_title") == ["Ag ionnsachadh tro chluich"]
    assert values(found, "citation_language") == ["gd"]
    (pdf,) = values(found, "citation_pdf_url")
    assert pdf == f"{URL}reviews/2023-24/dun-sgail/dun-sgail-2023-gaidhlig.pdf"
    assert values(found, "citation_publication_date") == ["2024/02"]


def test_a_review_without_a_report_is_not_given_out_as_one(made_up: Library) -> None:
    bare = next(review for review in made_up.reviews if not review.reports)
    found = head(made_up, f"reviews/{bare.id}/")
    assert not [meta for meta in found.metas if meta.name.startswith("citation")]
    assert nodes(found, "Report") == []
    assert values(found, "DC.title") == ["A page"]


def test_each_report_has_a_node_with_its_own_council(made_up: Library) -> None:
    reports = nodes(head(made_up, "reviews/2022-23/three-islands/"), "Report")
    assert [one["author"][0]["name"] for one in reports] == [
        "Machair Islands Council",
        "Skerra Isles Council",
        "Comhairle Dhùn Sgàil",
    ]


def test_no_visit_is_given_out_as_an_event(library: Library) -> None:
    for address in library.addresses:
        assert "Event" not in str(head(library, address).data)


def test_the_page_of_data_is_a_dataset_with_its_files(made_up: Library) -> None:
    (dataset,) = nodes(head(made_up, urls.DATA), "Dataset")
    addresses = [one["contentUrl"] for one in dataset["distribution"]]
    assert f"{URL}data/reviews.csv" in addresses
    assert f"{URL}data/library.json" in addresses


def test_the_way_to_a_page_is_told(made_up: Library) -> None:
    (way,) = nodes(head(made_up, "reviews/2022-23/glenmore/"), "BreadcrumbList")
    assert [one["item"] for one in way["itemListElement"]] == [
        URL,
        f"{URL}reviews/",
        f"{URL}reviews/2022-23/glenmore/",
    ]


def test_a_page_of_reviews_tells_of_its_feed_and_its_calendar(made_up: Library) -> None:
    for address in ("", "reviews/", "themes/inclusion/", "authorities/glenmore/", "years/2022-23/"):
        kinds = {link.type for link in head(made_up, address).links}
        assert {"application/atom+xml", "text/calendar"} <= kinds


def test_every_link_to_a_file_leads_to_one(library: Library, files: dict[str, bytes]) -> None:
    for address in library.addresses:
        for link in head(library, address).links:
            assert link.address.startswith("https://") or link.address in files


def test_a_review_says_how_it_is_cited_and_under_which_licence(made_up: Library) -> None:
    links = {one.rel: one.address for one in head(made_up, "reviews/2022-23/glenmore/").links}
    assert links["cite-as"] == f"{URL}reviews/2022-23/glenmore/"
    assert links["license"] == made_up.programme.licence_link


def test_where_the_site_stands_is_not_made_up(made_up: Library) -> None:
    for address in made_up.addresses:
        found = head(made_up, address, url="")
        assert not [one for one in found.links if one.rel == "cite-as"]
        assert nodes(found, "BreadcrumbList") == []
        assert not values(found, "DC.identifier")


def test_the_page_for_errors_says_nothing_of_itself(made_up: Library) -> None:
    assert head(made_up, urls.NOT_FOUND) == Head((), (), None)
