from __future__ import annotations

import pytest

from reviewlib.exports import TABLES, all_exports
from reviewlib.library import Library
from reviewlib.pages import Context, Site, data_page, downloads


def published(library: Library) -> set[str]:
    return {one.address for one in all_exports(library)} | {"data/library.zip"}


def test_every_table_is_listed_with_every_column(context: Context) -> None:
    listed = {table.more.label: table for table in data_page(context).view.tables}
    assert list(listed) == [f"{table.name}.csv" for table in TABLES]
    for table in TABLES:
        names = [name for name, _, _ in listed[f"{table.name}.csv"].items]
        assert names == [column.name for column in table.columns]


def test_every_file_of_data_is_on_the_page_and_no_other(context: Context) -> None:
    found = data_page(context).view
    links = [table.more.address for table in found.tables if table.more]
    links += [
        item.address for item in (*found.files, found.whole, found.workbook, *found.year_tables)
    ]
    links += [file.address for _, files in found.collections for file in files]
    assert len(links) == len(set(links))
    beside_pages = (".json", ".bib", ".ris", ".txt")
    expected = {
        address
        for address in published(context.library)
        if address.startswith("data/") or not address.endswith(beside_pages)
    }
    assert set(links) == expected


def test_the_numbers_of_rows_are_right(context: Context) -> None:
    (reviews,) = (table for table in data_page(context).view.tables if table.heading == "Reviews")
    number = len(context.library.reviews)
    assert reviews.more is not None
    assert reviews.more.note == f"{number} rows"


def test_a_page_offers_two_files_of_its_reviews_at_most(context: Context) -> None:
    offered = [downloads(context, address) for address in context.library.addresses]
    of_pages = [one for one in offered if one and not one.citations]
    assert of_pages
    for one in of_pages:
        # What is for reading, such as a sheet to print, does not count.
        assert sum(not link.address.endswith(".pdf") for link in one.links) == 2


def test_whatever_a_page_offers_is_published(context: Context) -> None:
    there = published(context.library)
    for address in context.library.addresses:
        offered = downloads(context, address)
        for link in offered.links if offered else ():
            assert link.address in there or link.address.endswith(".pdf")


def test_a_review_can_be_cited_and_so_can_its_reports(context: Context) -> None:
    for review in context.library.reviews:
        offered = downloads(context, f"reviews/{review.id}/")
        assert offered is not None
        kinds = [one.term for one in offered.citations]
        assert kinds == ["The report"] * len(review.reports) + ["This record"]


@pytest.mark.parametrize("address", ["", "about/", "404.html", "calendar/"])
def test_pages_without_reviews_of_their_own_offer_nothing(
    made_up: Library, site: Site, address: str
) -> None:
    assert downloads(Context(made_up, site), address) is None
