"""Setting up: what is pinned, what may not stand in the files, and a Python that is too old."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("requirements", "requirements-test")
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,-]+\])?==([^\s;]+)(?: ; .+)? \\$")


def _lines(name: str) -> list[str]:
    return (ROOT / name).read_text("utf-8").splitlines()


def _pinned(name: str) -> dict[str, int]:
    """Each package that is pinned, with how many hashes."""
    found: dict[str, int] = {}
    package = ""
    for line in _lines(name):
        if match := PINNED.match(line):
            package = match[1]
            found[package] = 0
        elif line.strip().startswith("--hash=sha256:"):
            found[package] += 1
        else:
            assert not line or line.startswith("#"), line
    return found


def _named(name: str) -> set[str]:
    """The packages that a .in file names."""
    lines = (line.partition("#")[0].strip() for line in _lines(name))
    return {_package(line) for line in lines if line and line[0] != "-"}


def _package(need: str) -> str:
    """The name alone, without its extras and versions."""
    return re.split(r"[\[<>=~!; ]", need)[0]


def _versions(name: str) -> dict[str, str]:
    return {match[1]: match[2] for line in _lines(name) if (match := PINNED.match(line))}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_that_is_named_is_pinned_with_hashes(name: str) -> None:
    pinned = _pinned(f"{name}.txt")
    assert _named(f"{name}.in") <= set(pinned)
    assert all(pinned.values())


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_a_place_to_fetch_from(name: str) -> None:
    for line in [*_lines(f"{name}.txt"), *_lines(f"{name}.in")]:
        assert not re.search(r"://|--index|--extra|--find-links|^/|^-e", line)


def test_both_lists_pin_the_same_versions() -> None:
    site, test = (_versions(f"{name}.txt") for name in LISTS)
    shared = site.keys() & test.keys()
    assert shared
    assert {name: test[name] for name in shared} == {name: site[name] for name in shared}


def test_what_the_package_says_it_needs_is_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needs = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert {_package(need) for need in needs} == _named("requirements.in")


def test_a_python_that_is_too_old_is_told_so_in_words(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || exit 1\n')
    old.chmod(old.stat().st_mode | stat.S_IXUSR)
    ran = subprocess.run(
        [tmp_path / "scripts" / "setup.sh"],
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert "Python 3.11.5 or later is needed; found here: Python 3.9.2." in ran.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.sh")), ids=lambda s: s.name)
def test_a_script_can_be_run_and_is_sound(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_nothing_needs_more_rights_than_the_user_has() -> None:
    for file in [ROOT / "Makefile", ROOT / ".ci" / "run", *(ROOT / "scripts").glob("*.sh")]:
        assert "sudo" not in file.read_text("utf-8")
