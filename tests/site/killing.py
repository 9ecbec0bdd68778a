"""Builds that are killed, in a process of their own.

takes: what to do over and over, a folder, how often
gives: after each kill, whether the folder held one whole site or another, before and after mending
knows nothing of: pytest
"""

from __future__ import annotations

import datetime
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reviewlib.site.atomic import atomic_directory, recover
from reviewlib.site.build import build
from tests.site.project import digest

DAY = datetime.date(2026, 11, 22)


def child(work: Callable[[], object]) -> int:
    """Start the work in a child; nothing of it ever runs here, so that no threads are copied."""
    process = os.fork()
    if not process:
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return process


def finish(work: Callable[[], object]) -> float:
    """Let the work come to its end; the seconds it took."""
    started = time.perf_counter()
    _, status = os.waitpid(child(work), 0)
    assert status == 0
    return time.perf_counter() - started


def kill(work: Callable[[], object], after: float) -> None:
    """Kill the work, if it is not done by then."""
    process = child(work)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def by_build(root: Path, out: Path, which: int) -> None:
    build(root, out, today=DAY, site_url=f"https://site-{which}.example.org/")


def by_copy(root: Path, out: Path, which: int) -> None:
    with atomic_directory(out) as folder:
        shutil.copytree(root / f"site-{which}", folder, dirs_exist_ok=True)


WORK: dict[str, Callable[[Path, Path, int], None]] = {
    "build": by_build,
    "copy": by_copy,
}


def main(kind: str, root: Path, out: Path, count: int) -> dict[str, int]:
    """Kill `count` times at random moments; what was found after each.

    Should the machine have become so slow meanwhile that nothing was done in time, or so quick that
    all was, it goes on, with longer times or shorter ones, until both sites were seen.
    """
    work = WORK[kind]
    whole, took = [], 0.0
    for which in (0, 1):
        took = finish(lambda which=which: work(root, out, which))  # type: ignore[misc]
        whole.append(digest(out))
    assert whole[0] != whole[1]
    now, found = 1, dict.fromkeys(("old", "new", "recovered", "wrong", "litter"), 0)
    moments = random.Random(4)
    number = 0
    while number < count or not (found["wrong"] or (found["old"] and found["new"])):
        number += 1
        other, more = 1 - now, max(0, number - count)
        longest = took * 1.1 * 2.0 ** (-more if found["new"] else more)
        kill(lambda other=other: work(root, out, other), moments.uniform(0, longest))  # type: ignore[misc]
        absent = not out.exists()
        recover(out)
        is_now = digest(out)
        if is_now == whole[other]:
            now = other
            found["new"] += 1
        else:
            found["old" if is_now == whole[now] else "wrong"] += 1
        found["recovered"] += absent
        found["litter"] += [path.name for path in out.parent.iterdir()] != [out.name]
    return found


if __name__ == "__main__":
    kind, root, out, count = sys.argv[1:]
    print(json.dumps(main(kind, Path(root), Path(out), int(count))))
