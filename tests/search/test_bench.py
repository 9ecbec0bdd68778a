"""What search is measured with."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.search import all_entries
from tests.bench.search import Speed, moved, opened, too_slow
from tests.bench.search_library import synthetic
from tests.search import material
from tests.search.judging import Question, mrr, questions, recall
from tests.search.sites import loaded, open_engine, publish
from tests.server import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FIRST = Question("real", "a", ("one", "two"))
_SECOND = Question("real", "b", ("three",))


def test_recall_counts_the_first_five_alone() -> None:
    assert recall([_FIRST], [["two", "x", "x", "x", "one"]]) == 1
    assert recall([_FIRST], [["x", "x", "x", "x", "two", "one"]]) == 0.5
    assert recall([_FIRST, _SECOND], [["one", "two"], []]) == 0.5


def test_the_rank_is_of_the_first_page_that_answers() -> None:
    assert mrr([_FIRST], [["x", "two", "one"]]) == 0.5
    assert mrr([_FIRST, _SECOND], [["one"], ["x"]]) == 0.5


def test_what_a_host_sends_packed_is_counted_packed(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"a" * 10_000)
    (tmp_path / "b.pf_meta").write_bytes(b"b" * 500)
    found = moved(tmp_path, ["http://x/a.json?1", "http://x/a.json?1", "http://x/b.pf_meta", "/no"])
    assert found == len(gzip.compress(b"a" * 10_000, 9)) + 500


def test_a_synthetic_library_is_the_same_every_time(tmp_path: Path) -> None:
    made = [synthetic(tmp_path / name, 2, 3)[1] for name in ("one", "two")]
    assert made[0] == made[1]
    assert sum(one.kind == "pdf" for entry in made[0] for one in entry.passages) == 6


@pytest.mark.slow
def test_the_index_of_a_page_is_small(tmp_path: Path) -> None:
    library, entries = synthetic(tmp_path / "library", 10, 12)
    site = publish(tmp_path / "site", library, "lunr", entries)
    size = len(gzip.compress((site / "search" / "pages.json").read_bytes(), 9))
    assert size / (10 * 12) <= 1_100  # of the pages of reports alone


def test_what_a_slow_phone_would_feel_is_told_by_the_measurement() -> None:
    assert list(too_slow("lunr", Speed(ready=999, first=150, later=150, typing=50))) == []
    said = list(too_slow("lunr", Speed(ready=0, first=151, later=0, typing=51)))
    assert len(said) == 2
    assert all("TOO SLOW" in one for one in said)


@pytest.mark.slow
def test_a_first_search_moves_little_and_one_letter_more_moves_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    """What a slow phone waits for; how long it computes, `make bench` measures."""
    library, entries = synthetic(tmp_path / "library", 33, 12)
    site = publish(tmp_path / "site", library, "lunr", entries)
    with opened(browser, site) as (page, url, requested):
        open_engine(page, url)
        page.evaluate("engine.search('', {level: 'records'}).then(() => 0)")
        before = moved(site, requested)
        for number in range(1, len("self-ev") + 1):
            typed = "self-ev"[:number]
            page.evaluate("text => engine.search(text, {level: 'records'}).then(() => 0)", typed)
        assert moved(site, requested) == before <= 60_000
        page.evaluate("engine.search('learners').then(() => 0)")
        assert before < moved(site, requested) <= before + 33 * 12 * 1_300


@pytest.mark.audit
def test_ours_answers_better_than_materials_search(page: Page, tmp_path: Path) -> None:
    library, asked = loaded("real"), questions("real")
    entries = tuple(all_entries(library))
    site = publish(tmp_path, library, "lunr", entries)
    material.publish_material(site)
    from tests.search.judging import answers

    with serve(site) as url:
        open_engine(page, url)
        ours = answers(page, asked)
        material.open_material(page, url, entries)
        theirs = material.material_answers(page, asked)
    assert recall(asked, ours) > recall(asked, theirs) > 0.3
    assert mrr(asked, ours) > mrr(asked, theirs) > 0.3
