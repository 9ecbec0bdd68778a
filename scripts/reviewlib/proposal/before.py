"""The library as it was: a folder, or a revision in git laid out in a folder of its own."""

from __future__ import annotations

import contextlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewlib.problems import ConfigError, shown

__all__ = ["before"]

_FOLDERS = ("content", "reports")


def _git(root: Path, *words: str) -> str | None:
    """What git answers, or None where it knows no answer."""
    try:
        ran = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, timeout=600
        )
    except OSError as error:
        raise ConfigError(f"git cannot be run: {error.strerror}.") from error
    return ran.stdout.decode("utf-8", "replace").strip() if ran.returncode == 0 else None


def _tree(root: Path, revision: str) -> tuple[Path, str]:
    """The top of the repository, and the name of the library's folder in a revision.

    Raises:
        ConfigError: there is no such revision.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                  f"{revision}^{{commit}}")  # fmt: skip
    prefix = _git(root, "rev-parse", "--show-prefix")
    top = _git(root, "rev-parse", "--show-toplevel")
    if not commit or prefix is None or top is None:
        raise ConfigError(f"{shown(revision)} is neither a folder nor a revision in git.")
    return Path(top), f"{commit}:{prefix}"


def _lay_out(top: Path, tree: str, folder: Path) -> None:
    """Put what a revision has in content/ and reports/ into a folder; ordinary files only."""
    # From the top: in a folder below it, git takes paths to be below that folder once more.
    names = (_git(top, "ls-tree", "--name-only", tree) or "").splitlines()
    wanted = [name for name in _FOLDERS if name in names]
    if not wanted:
        return
    command = ["git", "-C", str(top), "archive", "--format=tar", tree, *wanted]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # asked for above
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                if member.isreg():
                    archive.extract(member, folder, filter="data")
    if process.returncode:
        raise ConfigError(f"git could not lay out {shown(tree)}.")


@contextlib.contextmanager
def before(root: Path, base: str) -> Iterator[Path]:
    """The folder of the library as it was, for as long as it is looked at.

    Args:
        root: the library's folder, as it is proposed.
        base: a folder; or a revision such as "main" or "HEAD^1".

    Raises:
        ConfigError: `base` is neither.
    """
    if base and Path(base).is_dir():
        yield Path(base)
        return
    top, tree = _tree(root, base)
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        # A library has a folder content/, even where it was only about to begin.
        (Path(folder) / "content").mkdir()
        _lay_out(top, tree, Path(folder))
        yield Path(folder)
