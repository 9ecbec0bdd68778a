"""Work divided among processes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# Each in a process of its own: that of the tests has threads, and so is not forked.
PROGRAM = """
import os
from reviewlib.jobs import in_processes

def work(number):
    sum(range(50_000))  # some time: little work is not divided
    if number == {bad}:
        raise LookupError("the one that fails")
    return number * number, os.getpid()

try:
    found = list(in_processes(work, range(400)))
except LookupError as error:
    print(error)
else:
    in_order = [one for one, _ in found] == [number * number for number in range(400)]
    print(in_order, found[0][1] == os.getpid(), len({{process for _, process in found}}))
"""


def said(jobs: str, bad: int = -1) -> str:
    program = [sys.executable, "-c", PROGRAM.format(bad=bad)]
    settings = os.environ | {"REVIEWLIB_JOBS": jobs}
    done = subprocess.run(program, env=settings, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_many_items_are_done_in_order_by_several_processes() -> None:
    in_order, first_is_here, processes = said("3").split()
    assert (in_order, first_is_here) == ("True", "True")
    assert 2 <= int(processes) <= 4


@pytest.mark.parametrize(
    ("jobs", "bad", "words"), [("1", -1, "True True 1"), ("3", 350, "the one that fails")]
)
def test_one_process_does_it_as_well_and_a_failure_is_raised(
    jobs: str, bad: int, words: str
) -> None:
    assert said(jobs, bad) == words
