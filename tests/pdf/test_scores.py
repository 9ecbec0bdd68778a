"""How well drafts are made: made-up reports in six layouts, of which it is known what they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pdf.reports import LAYOUTS, made
from tests.pdf.scoring import Score, scores, total

if TYPE_CHECKING:
    from playwright.sync_api import Page

DRAWN = LAYOUTS[:5]
WORKED_WITH = range(1, 9)
SET_APART = range(1001, 1009)  # not looked at while the rules of the reader were written


def scored(layout: str, seeds: Iterable[int], folder: Path, page: Page | None = None) -> Score:
    """The score of some reports of one layout."""

    def printed(text: str) -> bytes:
        assert page is not None
        page.set_content(text)
        return page.pdf(format="A4", display_header_footer=True, tagged=len(text) % 2 == 0)

    files = {f"{layout}-{seed}": made(seed, layout, printed) for seed in seeds}
    return total(scores(files, folder).values())


def check(score: Score, least: float) -> None:
    """Points under their heading with their page; dates and authorities; no text lost."""
    assert score.lost == []
    assert score.right >= least * score.points, score.wrong
    assert score.extra <= 0.05 * score.points, score.wrong
    assert score.known >= 0.9 * score.facts, score.wrong


@pytest.mark.parametrize("layout", DRAWN)
def test_a_report_is_drafted_with_nearly_all_its_points(layout: str, tmp_path: Path) -> None:
    check(scored(layout, (1, 2), tmp_path), 0.95)


@pytest.mark.audit
@pytest.mark.parametrize("seeds", [WORKED_WITH, SET_APART], ids=["worked with", "set apart"])
@pytest.mark.parametrize("layout", DRAWN)
def test_many_reports_are_drafted_with_nearly_all_their_points(
    layout: str, seeds: Iterable[int], tmp_path: Path
) -> None:
    check(scored(layout, seeds, tmp_path), 0.95 if layout != "slides" else 0.85)


@pytest.mark.audit
@pytest.mark.browser
@pytest.mark.parametrize("seeds", [WORKED_WITH, SET_APART], ids=["worked with", "set apart"])
def test_reports_printed_from_a_browser_are_drafted(
    seeds: Iterable[int], tmp_path: Path, page: Page
) -> None:
    check(scored("browser", seeds, tmp_path, page), 0.85)
