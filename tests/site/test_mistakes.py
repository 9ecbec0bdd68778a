"""Eight likely mistakes of editors: the same words by every command, and nothing is published."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.project import REPOSITORY, copied, host_build, project, tree

BROKEN = REPOSITORY / "tests" / "data" / "broken"
MISTAKES = (
    "colon-in-a-value",
    "date-30-february",
    "theme-misspelt",
    "header-not-closed",
    "tab-inside-a-list",
    "quote-not-closed",
    "field-given-twice",
    "utf-16",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a site that is live."""
    root = project(tmp_path_factory.mktemp("mistakes"), "base")
    ours = [sys.executable, "-m", "reviewlib", "--root", str(root), "build"]
    subprocess.run([*ours, "--out", str(root / "site")], check=True, capture_output=True)
    return root


# One is enough for each command: tests/test_broken.py has the words of all of them.
@pytest.mark.parametrize(
    "mistake", [MISTAKES[0], *(pytest.param(one, marks=pytest.mark.audit) for one in MISTAKES[1:])]
)
@pytest.mark.parametrize("command", ["reviewlib", "mkdocs"])
def test_a_mistake_is_told_in_words_and_the_live_site_stays(
    built: Path, tmp_path: Path, command: str, mistake: str
) -> None:
    root = copied(built, tmp_path / "project")
    shutil.copytree(BROKEN / mistake / "content", root / "content", dirs_exist_ok=True)
    before = tree(root / "site")
    if command == "mkdocs":
        done = host_build(root)
    else:
        words = [sys.executable, "-m", "reviewlib", "build", "--out", "site"]
        done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    expected = (BROKEN / mistake / "expected.txt").read_text(encoding="utf-8")
    told = [line for line in expected.splitlines() if re.match(r"\S+:\d+: |\d+ problem", line)]
    assert told
    for line in told:
        assert line in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(root / "site") == before
