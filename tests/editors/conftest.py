"""A library to write into, and a command's words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewlib.cli import main

DATA = Path(__file__).resolve().parent.parent / "data"
TODAY = "2026-11-22"


@dataclass(frozen=True)
class Ran:
    """What a command ended with."""

    code: int
    out: str
    err: str


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The small made-up library, in a folder of its own."""
    return shutil.copytree(DATA / "base", tmp_path / "library")


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run("new", "review", ...)`: the command in that library."""

    def command(*words: str) -> Ran:
        capsys.readouterr()
        code = main(["--root", str(library), *words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


def below(root: Path) -> dict[str, bytes]:
    """Every file of a library, but what it keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
