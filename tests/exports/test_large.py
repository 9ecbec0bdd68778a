"""The measurement of large libraries works; it is made by `python -m tests.bench.exports`."""

from __future__ import annotations

from tests.bench.exports import MOST_MB, MOST_SECONDS, measure


def test_a_small_library_is_measured_as_a_large_one_is() -> None:
    taken = measure(60, 60)
    assert taken.reviews == 60
    # Three files for each, and those of the collections.
    assert taken.files > 3 * taken.reviews
    assert 0 < taken.seconds < MOST_SECONDS
    assert 0 < taken.memory < MOST_MB
