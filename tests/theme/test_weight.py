"""The first visit to a page costs little."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.theme.weights import pages_of, weigh

pytestmark = pytest.mark.slow

MOST = 120 * 1024
MOST_OF_SCRIPTS = 45 * 1024


def test_the_first_visit_to_a_review_costs_little(site: tuple[Path, str]) -> None:
    folder, _ = site
    reviews = [page for page in pages_of(folder) if re.fullmatch(r"reviews/.+/.+/.+", page)]
    assert reviews
    heavy = {
        page: weight for page in reviews if sum((weight := weigh(folder, page)).values()) > MOST
    }
    assert heavy == {}


def test_no_page_loads_many_scripts(site: tuple[Path, str]) -> None:
    folder, _ = site
    weights = {page: weigh(folder, page)["scripts"] for page in pages_of(folder)}
    assert {page: one for page, one in weights.items() if one > MOST_OF_SCRIPTS} == {}


def test_a_review_needs_no_script(site: tuple[Path, str]) -> None:
    folder, _ = site
    review, *_ = (page for page in pages_of(folder) if re.fullmatch(r"reviews/.+/.+/.+", page))
    assert weigh(folder, review)["scripts"] == 0
