from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reviewlib.site.atomic import MARK
from tests.site.project import REPOSITORY, project

pytestmark = pytest.mark.slow


def killed(kind: str, root: Path, count: int) -> dict[str, int]:
    out = root / "public" / "site"
    command = [sys.executable, "-m", "tests.site.killing", kind, str(root), str(out), str(count)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.audit
def test_a_build_killed_at_random_moments_leaves_one_whole_site(tmp_path: Path) -> None:
    found = killed("build", project(tmp_path, "base"), 30)
    assert found["old"] + found["new"] >= 30
    assert (found["wrong"], found["litter"]) == (0, 0)


def test_an_exchange_killed_at_100_random_moments_leaves_one_whole_site(tmp_path: Path) -> None:
    for which in (0, 1):
        folder = tmp_path / f"site-{which}"
        folder.mkdir()
        for number in range(20):
            (folder / f"{number}.html").write_text(f"{which} {number}\n" * 500, encoding="utf-8")
        (folder / MARK).write_text("", encoding="utf-8")
    found = killed("copy", tmp_path, 100)
    assert found["old"] + found["new"] >= 100
    assert (found["wrong"], found["litter"]) == (0, 0)
