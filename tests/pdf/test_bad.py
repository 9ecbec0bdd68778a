"""Bad PDFs: each is read, or refused in words, within its limits.

takes: tests/pdf/bad.py
gives: proof that every danger and leak is named, and that nothing is left running
knows nothing of: how it is done
"""

from __future__ import annotations

import dataclasses
import resource
from pathlib import Path

import pytest

from reviewlib.cache import sha256_of
from reviewlib.pdf import Limits, PdfResult, read_reports
from tests.pdf.bad import ACTIVE, BROKEN, CASES, CRAFTED, PRIVATE, Bad
from tests.pdf.conftest import read_here
from tests.pdf.running import workers

QUICK = [case for case in CASES if not case.long]
LONG = [case for case in CASES if case.long]
IN_WORDS = {"", "locked", "no-pages", "unreadable", "time", "memory", "crash", "pages"}


def name(case: Bad) -> str:
    return case.name


def read_all(folder: Path, cases: list[Bad]) -> dict[str, PdfResult]:
    files = {}
    for number, case in enumerate(cases):
        files[case.name] = folder / f"{number}.pdf"
        files[case.name].write_bytes(case.make())
    return read_reports(files, workers=2, reveal=True)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfResult]:
    """All of them but the slow ones, read in one go as a library's are."""
    return read_all(tmp_path_factory.mktemp("bad"), QUICK)


@pytest.mark.parametrize("case", QUICK, ids=name)
def test_it_is_read_or_refused_as_it_should_be(case: Bad, results: dict[str, PdfResult]) -> None:
    fault = results[case.name].fault
    assert (fault.code if fault else "") in case.faults


@pytest.mark.parametrize("case", [case for case in (*ACTIVE, *CRAFTED) if not case.long], ids=name)
def test_what_acts_is_named_with_its_page(case: Bad, results: dict[str, PdfResult]) -> None:
    result = results[case.name]
    named = [danger for danger in result.dangers if case.danger in danger.what]
    assert named, result.dangers
    assert named[0].page == case.page


@pytest.mark.parametrize("case", PRIVATE, ids=name)
def test_what_may_tell_of_a_person_is_named_and_masked(
    case: Bad, results: dict[str, PdfResult]
) -> None:
    leak = next(leak for leak in results[case.name].leaks if case.leak in leak.kind)
    assert leak.value
    assert leak.masked == leak.value == "xmpMM:History" or leak.value not in leak.masked


@pytest.mark.parametrize("case", [*(case for case in BROKEN if not case.long), *PRIVATE], ids=name)
def test_nothing_is_called_dangerous_that_is_not(case: Bad, results: dict[str, PdfResult]) -> None:
    dangers = {danger.what for danger in results[case.name].dangers}
    assert dangers <= {
        "encryption",
        *(["a part that cannot be looked into"] if case in BROKEN else []),
    }


def test_a_process_of_its_own_tells_all_that_is_found_and_nothing_else(
    results: dict[str, PdfResult], tmp_path: Path
) -> None:
    unruly = {"time", "memory", "crash"}
    cases = [case for case in QUICK if not unruly & set(case.faults) and len(case.make()) < 12_000]
    assert len(cases) > 100
    file = tmp_path / "here.pdf"
    for case in cases:
        file.write_bytes(case.make())  # of those that are encrypted, no two have the same bytes
        told = dataclasses.replace(results[case.name], sha256=sha256_of(file))
        assert read_here(file) == told, case.name


@pytest.mark.audit
@pytest.mark.parametrize("case", LONG, ids=name)
def test_a_heavy_one_is_stopped_in_time(case: Bad, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = read_all(tmp_path, [case])[case.name]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Twice ten seconds of processor time, as a file that ended its reader is tried again.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 60
    assert (result.fault.code if result.fault else "") in case.faults
    assert workers() == []


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_stopped_and_the_rest_still_read(tmp_path: Path) -> None:
    heavy = next(case for case in LONG if case.name.startswith("forty million"))
    files = {"heavy": tmp_path / "a.pdf", "plain": tmp_path / "b.pdf"}
    files["heavy"].write_bytes(heavy.make())
    files["plain"].write_bytes(CASES[-1].make())
    found = read_reports(files, workers=1, limits=Limits(seconds=1.0))
    assert found["heavy"].fault is not None
    assert found["heavy"].fault.code in ("time", "pages")
    assert found["plain"].fault is None
    assert workers() == []
