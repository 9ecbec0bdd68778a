"""A whole project in a folder of its own, for tests that build sites."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BROKEN = "---\nauthorities:\n  - Nowhere at all\nwhen: 30 February 2023\nstatus: took place\n---\n"


def project(folder: Path, library: str = "library") -> Path:
    """Copy a library of tests/data, the theme and the settings into a new folder."""
    data = REPOSITORY / "tests" / "data" / library
    for name in ("content", "reports"):
        if (data / name).is_dir():
            shutil.copytree(data / name, folder / name)
    shutil.copytree(REPOSITORY / "theme", folder / "theme")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def a_record(root: Path) -> Path:
    """One of the project's reviews."""
    return sorted((root / "content" / "reviews").rglob("*.md"))[0]


def host_build(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` as someone would who does not know of us."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml"), *more]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(folder: Path) -> dict[str, str]:
    """Every HTML page under a folder, by its path."""
    return {name: data.decode() for name, data in tree(folder).items() if name.endswith(".html")}


def digest(folder: Path) -> str:
    """One hash of every path and byte under a folder."""
    whole = hashlib.sha256()
    for name, data in tree(folder).items():
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
