"""What we measure with: a synthetic library that is sound, and figures that are right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reviewlib.library import load
from tests.bench import __main__ as bench
from tests.bench.library import SECTIONS, write_library
from tests.bench.measure import Run, median, run

RUN_CHILD = "subprocess.run([sys.executable, '-c', {!r}])"


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_synthetic_library_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    write_library(tmp_path, 45, about=300)
    result = load(tmp_path)
    assert result.problems == ()
    reviews = result.checked().reviews
    assert len(reviews) == 45
    assert {section.kind for review in reviews for section in review.sections} == {"", *SECTIONS}


def test_no_visit_of_a_large_library_is_in_the_future_or_before_dates_begin(tmp_path: Path) -> None:
    write_library(tmp_path, 5_000, about=1)
    years = sorted(path.name for path in (tmp_path / "content" / "reviews").iterdir())
    assert (years[0], years[-1]) == ("1900-01", "2024-25")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("other", 8)):
        write_library(tmp_path / name, 5, seed=seed)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")
    assert _bytes(tmp_path / "one") != _bytes(tmp_path / "other")


@pytest.mark.parametrize("about", [600, 900, 3000])
def test_a_review_has_about_as_many_words_as_asked(tmp_path: Path, about: int) -> None:
    assert write_library(tmp_path, 10, about=about) / 10 == pytest.approx(about, rel=0.15)


def test_a_command_is_timed_and_its_memory_taken(tmp_path: Path) -> None:
    code = "import time; block = bytearray(80_000_000); time.sleep(0.2)"
    took = run([sys.executable, "-c", code], tmp_path, {})
    assert took.seconds >= 0.2
    assert took.megabytes >= 80


def test_a_command_that_fails_tells_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path, {})


def test_the_median_is_of_each_figure_by_itself() -> None:
    assert median([Run(3, 1, 10), Run(1, 3, 30), Run(2, 2, 20)]) == Run(2, 2, 20)


def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; block = bytearray(60_000_000); time.sleep(1)"
    code = f"import subprocess, sys; block = bytearray(60_000_000); {RUN_CHILD.format(child)}"
    assert run([sys.executable, "-c", code], tmp_path, {}).megabytes >= 120


@pytest.mark.parametrize(
    ("reviews", "seconds", "missed"), [(1000, 2, 0), (1000, 3, 1), (320, 3, 0)]
)
def test_a_missed_aim_is_told(reviews: int, seconds: float, missed: int) -> None:
    row = bench.Row(reviews, "one edit", Run(9, seconds, 100), Run(9, 10, 100), 0.25)
    assert len(bench.missed([row])) == missed


@pytest.mark.audit
def test_a_small_measurement_gives_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--reviews", "4", "--runs", "1", "--words", "300", "--builds-only"]) == 0
    header, _, _, row, *_ = capsys.readouterr().out.splitlines()
    assert header.startswith("| reviews |")
    assert row.startswith("| 4 | cold |")
    assert len(row.split("|")) == len(header.split("|"))
