"""The library as it was: a revision in git, laid out in a folder of its own."""

from __future__ import annotations

import contextlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewlib.diagnostics import ConfigError
from reviewlib.text import quoted

_FOLDERS = ("content", "reports")
_MADE = (".cache", ".venv", "site")
_COMMIT = ("rev-parse", "--verify", "--quiet", "--end-of-options")


def _git(root: Path, *words: str) -> str | None:
    """What git answers, or None where it knows no answer."""
    try:
        ran = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, timeout=600
        )
    except OSError as error:
        raise ConfigError(f"git cannot be run: {error.strerror}.") from error
    return ran.stdout.decode("utf-8", "replace").strip() if ran.returncode == 0 else None


def refuse_tracked(root: Path) -> None:
    """Refuse a repository that brings along what programs make and later trust.

    Raises:
        ConfigError: git tracks a cache, a virtual environment or a built site.
    """
    found = _git(root, "ls-files", "-z", "--", *_MADE) or ""
    if found:
        name = found.partition("\0")[0].partition("/")[0]
        raise ConfigError(
            f"{name} is tracked by git, and is never read from there: it could hold anything. "
            f"Take it out: git rm -r --cached {name}"
        )


def _tree(root: Path, revision: str) -> tuple[Path, str]:
    """The top of the repository, and the name of the library's folder in a revision.

    Raises:
        ConfigError: there is no such revision.
    """
    commit = _git(root, *_COMMIT, f"{revision}^{{commit}}")
    prefix = _git(root, "rev-parse", "--show-prefix")
    top = _git(root, "rev-parse", "--show-toplevel")
    if not commit or prefix is None or top is None:
        raise ConfigError(f"{quoted(revision)} is not a revision in git.")
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
        raise ConfigError(f"git could not lay out {quoted(tree)}.")


@contextlib.contextmanager
def base_revision(root: Path, base: str) -> Iterator[Path]:
    """The folder of the library as it was, for as long as it is looked at.

    A folder of that name is never looked at: a proposal may bring one along.

    Args:
        root: the library's folder, as it is proposed.
        base: a revision such as "main" or "HEAD^1".

    Raises:
        ConfigError: there is no such revision.
    """
    top, tree = _tree(root, base)
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        # A library has a folder content/, even where it was only about to begin.
        (Path(folder) / "content").mkdir()
        _lay_out(top, tree, Path(folder))
        yield Path(folder)


def changed_elsewhere(root: Path, base: str) -> int:
    """How many files that git knows differ from a revision outside content/ and reports/."""
    commit = _git(root, *_COMMIT, f"{base}^{{commit}}")
    names = commit and _git(
        root, "diff", "--name-only", "--no-renames", "-z", commit, "--", ":/",
        *(f":(exclude){name}" for name in _FOLDERS),
    )  # fmt: skip
    return (names or "").count("\0")
