"""Copies of the small clean library, with files put over it.

takes: a folder of the test's own
gives: libraries to break
knows nothing of: how anything is read
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
HEADER = """\
authorities:
  - Strathbeg
when: 2022-10-03
status: took place
sources: progress-report-2023
"""


def base(folder: Path) -> Path:
    """The small clean library, in a folder of its own."""
    return Path(shutil.copytree(DATA / "base", folder / "library"))


def write(root: Path, path: str, text: str) -> None:
    """A file of a library, with the folders above it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def review(root: Path, path: str, more: str = "", body: str = "Text.\n") -> None:
    """A second review."""
    write(root, f"content/reviews/{path}.md", f"---\n{HEADER}{more}---\n\n{body}")


def digest(root: Path) -> dict[str, tuple[str, int]]:
    """What every file and folder of a library is, and when it last changed."""
    found = {}
    for path in sorted(root.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(root).as_posix()] = (
            hashlib.sha256(raw).hexdigest(),
            os.stat(path).st_mtime_ns,
        )
    return found
