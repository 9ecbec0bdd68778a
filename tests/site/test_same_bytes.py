"""The same library gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.library import write_library
from tests.site.project import REPOSITORY, digest, project

SETTINGS = {
    "as it is": {},
    "in Kiritimati, in Turkish": {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
    "in Samoa, in no language": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C"},
    "with another hash seed": {"PYTHONHASHSEED": "4021"},
    "with none": {"PYTHONHASHSEED": "0"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
    "with other habits": {
        "PYTHONUTF8": "0",
        "LC_ALL": "POSIX",
        "COLUMNS": "20",
        "SOURCE_DATE_EPOCH": "1",
    },
}

# PYTHONS=/path/to/3.12/bin/python:… with what requirements.txt names, and us, installed in each.
OTHERS = [name for name in os.environ.get("PYTHONS", "").split(os.pathsep) if name]


def built(root: Path, command: str, python: str = sys.executable, **settings: str) -> str:
    """The hash of a site that is built in a process of its own."""
    out = root / f"{command.replace(' ', '')}-site"
    words = ["--root", str(root), *command.split(), "--today", "2026-11-22", "--out", str(out)]
    done = subprocess.run(
        [python, "-m", "reviewlib", *words],
        cwd=root.parent,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = digest(out)
    shutil.rmtree(out)
    return found


def backwards(source: Path, target: Path) -> Path:
    """A copy whose files were made in the opposite order, and at another time."""
    for path in sorted(source.rglob("*"), reverse=True):
        copy = target / path.relative_to(source)
        if path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (86400, 86400))
    return target


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def hash_of(root: Path) -> Callable[[str], str]:
    return functools.cache(lambda command: built(root, command))


@pytest.mark.audit
@pytest.mark.parametrize("command", ["build", "build --plain"])
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_settings_of_the_computer_change_nothing(
    root: Path, hash_of: Callable[[str], str], command: str, settings: dict[str, str]
) -> None:
    assert built(root, command, **settings) == hash_of(command)


@pytest.mark.audit
@pytest.mark.parametrize("command", ["build", "build --plain"])
def test_another_folder_and_another_order_of_files_change_nothing(
    root: Path, hash_of: Callable[[str], str], command: str, tmp_path: Path
) -> None:
    elsewhere = backwards(root, tmp_path / "another folder, with spaces")
    habits = SETTINGS["in Kiritimati, in Turkish"] | SETTINGS["with another hash seed"]
    assert built(elsewhere, command, **habits) == hash_of(command)


@pytest.mark.audit
@pytest.mark.parametrize("command", ["build", "build --plain"])
@pytest.mark.parametrize("python", OTHERS)
def test_another_python_changes_nothing(
    root: Path, hash_of: Callable[[str], str], command: str, python: str
) -> None:
    assert built(root, command, python) == hash_of(command)


@pytest.mark.audit
def test_pages_of_a_large_library_are_the_same_by_one_process_or_two(tmp_path: Path) -> None:
    write_library(tmp_path, 220, about=60)
    command = [sys.executable, "-m", "tests.bench.pages", str(tmp_path)]
    for jobs in ("1", "2"):
        own = {"REVIEWLIB_JOBS": jobs, "REVIEWLIB_CACHE": str(tmp_path / f"cache-{jobs}")}
        settings = os.environ | {"PYTHONPATH": str(REPOSITORY)} | own
        subprocess.run([*command, str(tmp_path / jobs)], cwd=REPOSITORY, env=settings, check=True)
    assert digest(tmp_path / "1") == digest(tmp_path / "2")
