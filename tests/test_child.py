"""A process beside this one is ended with whoever needed it."""

from __future__ import annotations

import signal

from reviewlib.child import Child


def test_one_that_was_never_needed_has_nothing_to_end() -> None:
    child = Child("-c", "")
    assert (child.stop(), child.pid) == (0, None)


def test_one_that_does_not_end_by_itself_is_killed() -> None:
    child = Child("-c", "import time; time.sleep(600)")
    child.give(b"a task")
    assert child.stop() == -signal.SIGKILL
    assert child.pid is None
