"""The pictures that are shown where the page of a review or a theme is shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.library import Library
from reviewlib.presentation.charts import coverage
from reviewlib.sheets import _jobs
from reviewlib.sheets.content import page_picture
from reviewlib.site.verify import read_page

MOST_BYTES = 30_000


@pytest.fixture(scope="module")
def pictures(sheets: dict[str, bytes]) -> dict[str, bytes]:
    return {address: raw for address, raw in sheets.items() if address.endswith(".png")}


def test_each_review_and_each_theme_has_one(library: Library, pictures: dict[str, bytes]) -> None:
    wanted = {f"assets/share/reviews/{one.id}.png" for one in library.reviews}
    wanted |= {f"assets/share/themes/{one.id}.png" for one in library.vocabulary.themes}
    assert set(pictures) == wanted


def test_each_is_1200_by_630_and_small(pictures: dict[str, bytes]) -> None:
    for address, raw in pictures.items():
        assert raw.startswith(b"\x89PNG\r\n\x1a\n"), address
        assert (int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24])) == (1200, 630), address
        assert len(raw) <= MOST_BYTES, address


def test_no_two_are_the_same(pictures: dict[str, bytes]) -> None:
    assert len(set(pictures.values())) == len(pictures)


def test_none_is_made_where_the_address_of_the_site_is_not_known(
    library: Library, root: Path
) -> None:
    assert f"assets/share/reviews/{library.reviews[0].id}.png" not in _jobs(library, "")


def test_it_says_who_and_when_and_that_a_plan_is_not_confirmed(library: Library) -> None:
    for review in library.reviews:
        said = page_picture(library, review, coverage(library)).values
        hosts = sum(picked for _, _, picked in said["tiles"])
        assert hosts <= len(review.authorities)
        assert ("not confirmed" in said["lead"]) == (review.status == "planned")
        assert ("called off" in said["lead"]) == (review.status == "called off")
    themes = [page_picture(library, theme, None).values for theme in library.vocabulary.themes]
    assert [one["names"][0]["text"] for one in themes] == [
        one.label for one in library.vocabulary.themes
    ]


def test_a_picture_that_is_promised_and_not_there_is_found_by_the_check_of_links() -> None:
    page = '<meta property="og:image" content="https://library.test/assets/share/a.png">'
    assert read_page(page).links == ("https://library.test/assets/share/a.png",)
