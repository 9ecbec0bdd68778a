"""Compare what two revisions build and say, byte by byte: `python -m tests.compare OLD NEW`.

Each revision (of git, or a folder) is unpacked and run through its own command line, so that
modules may be renamed between the two. Each builds both libraries, with MkDocs and without, with a
site address and without, on one fixed day; checks every broken case in every format; and prints
what it has for developers. Both read the content and the test data of OLD, unless told otherwise.
The exit code is 0 only where nothing differs.
"""

from __future__ import annotations

import argparse
import configparser
import contextlib
import difflib
import fnmatch
import io
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LIBRARIES = {"real": Path(), "made-up": Path("tests/data/library")}
HOSTS = ("mkdocs", "plain")
ADDRESSES = {"address": "https://example.org/reviews/", "no-address": ""}
DAY = "2026-11-22"
SOURCE_DATE_EPOCH = "1795305600"  # the same day
FORMATS = ("text", "json", "github")
# What is content and test data, and so is the same for both revisions.
DATA = ("content", "reports", "addresses.txt", "tests/data")
NOT_COPIED = {".git", ".venv", ".cache", "site", "demo-site", "staged-site"}
# The hash over all assets, which stands in their addresses; with --one-hash it is left out.
ASSET_HASH = re.compile(rb"assets/[0-9a-f]{10}/")
PRINTED = (("show", "reports"), ("links",), ("docs",))


# ----------------------------------------------------------------------- unpacking a revision


def unpack(revision: str, to: Path) -> Path:
    """The files of a revision, or a copy of a folder, ready to be run."""
    if Path(revision).is_dir():
        top = str(Path(revision))
        shutil.copytree(
            revision, to, ignore=lambda folder, _: NOT_COPIED if folder == top else {"__pycache__"}
        )
    else:
        to.mkdir()
        archive = subprocess.run(
            ["git", "archive", revision], cwd=REPOSITORY, stdout=subprocess.PIPE, check=True
        )
        subprocess.run(["tar", "-x", "-C", to], input=archive.stdout, check=True)
    register_entry_points(to)
    return to


def register_entry_points(tree: Path) -> None:
    """Make MkDocs find this tree's plugin, not the one of the environment's installation."""
    project = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["project"]
    points = configparser.ConfigParser()
    points.read_dict(project["entry-points"])
    folder = tree / "scripts" / f"reviewlib-{project['version']}.dist-info"
    folder.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: reviewlib\nVersion: {project['version']}\n"
    (folder / "METADATA").write_text(metadata, "utf-8")
    with (folder / "entry_points.txt").open("w", encoding="utf-8") as file:
        points.write(file)


def take_data(tree: Path, other: Path) -> None:
    """Replace content and test data with those of another tree."""
    for name in DATA:
        target = tree / name
        if target.is_dir():
            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        if (other / name).is_dir():
            shutil.copytree(other / name, target)
        elif (other / name).exists():
            shutil.copyfile(other / name, target)


# ----------------------------------------------------------------------- running a revision


def run(tree: Path, *words: str, program: Sequence[str] = ("-m", "reviewlib")) -> str:
    """Run a program with a tree's package, in a process of its own; what it prints.

    Raises:
        SystemExit: it failed.
    """
    environment = os.environ | {
        "PYTHONPATH": str(tree / "scripts"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH,
    }
    done = subprocess.run(
        [sys.executable, "-P", *program, *words],
        cwd=tree,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{tree.name}: {' '.join(words)} failed:\n{done.stderr}")
    return done.stdout


def produce(tree: Path, out: Path) -> None:
    """Everything a revision makes and says, as files under `out`."""
    plain = ("build", "--plain") if "--plain" in run(tree, "build", "--help") else ("stage",)
    for name, library in LIBRARIES.items():
        root = ("--root", str(tree / library))
        for host in HOSTS:
            verb = plain if host == "plain" else ("build",)
            for label, url in ADDRESSES.items():
                target = ("--out", str(out / f"{name}-{host}-{label}"), "--today", DAY)
                run(tree, *root, *verb, *target, *(("--site-url", url) if url else ()))
        for words in PRINTED:
            text = run(tree, *root, *words).replace(str(tree), "")
            (out / f"{name}-{'-'.join(words)}.txt").write_text(text, "utf-8")
    # This file again, in a process that imports the other tree's package.
    run(tree, "--messages", str(tree), str(out / "messages"), program=(__file__,))


def lay_out(case: Path, root: Path) -> None:
    """Put a broken case over its base, as tests/test_broken.py explains."""
    shutil.copytree(case.parent.parent / "base", root)
    for name in ("content", "reports"):
        if (case / name).exists():
            shutil.copytree(case / name, root / name, dirs_exist_ok=True)
    for row in rows(case / "links.txt"):
        link, target = row.split(" -> ")
        (root / link).symlink_to(target)
    for path in rows(case / "removed.txt"):
        (root / path).unlink()


def rows(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def write_messages(tree: Path, out: Path) -> None:
    """Check every broken case with the package that is on the path, all in this process."""
    out.mkdir(parents=True)
    os.environ.pop("CI", None)
    for case in sorted((tree / "tests" / "data" / "broken").iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "library"
            lay_out(case, root)
            for form in FORMATS:
                text = check(root, form).replace(str(root), "")
                (out / f"{case.name}.{form}").write_text(text, "utf-8")


def check(root: Path, form: str) -> str:
    """What `reviewlib check` prints, and its exit code."""
    said = io.StringIO()
    sys.argv = ["reviewlib", "--root", str(root), "check", "--format", form]
    code: object = None
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            runpy.run_module("reviewlib", run_name="__main__")
        except SystemExit as stop:
            code = stop.code
    return f"{said.getvalue()}exit code {code}\n"


# ----------------------------------------------------------------------- comparing


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not the same on both sides."""

    kind: str  # "differs", "missing" or "new"
    path: str  # the file, under both folders


def files_of(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path."""
    paths = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return {path.relative_to(folder).as_posix(): path for path in paths}


def without_hash(data: bytes) -> bytes:
    return ASSET_HASH.sub(b"assets/HASH/", data)


def differences(
    old: Path, new: Path, ignore: Sequence[str] = (), *, one_hash: bool = False
) -> Iterator[Difference]:
    """Every file that differs, is missing or is new, in the order of their paths."""
    left, right = files_of(old), files_of(new)
    as_read = without_hash if one_hash else bytes
    if one_hash:
        left = {without_hash(name.encode()).decode(): path for name, path in left.items()}
        right = {without_hash(name.encode()).decode(): path for name, path in right.items()}
    for path in sorted(left.keys() | right.keys()):
        if any(fnmatch.fnmatch(path, pattern) for pattern in ignore):
            continue
        if path not in right:
            yield Difference("missing", path)
        elif path not in left:
            yield Difference("new", path)
        elif as_read(left[path].read_bytes()) != as_read(right[path].read_bytes()):
            yield Difference("differs", path)


def unified_diff(old: Path, new: Path, path: str, most: int = 40) -> str:
    """The first lines of a diff, cut to a readable width; nothing for binary files."""
    try:
        left, right = ((folder / path).read_text("utf-8") for folder in (old, new))
    except UnicodeDecodeError:
        return ""
    rows = difflib.unified_diff(
        left.splitlines(), right.splitlines(), f"old/{path}", f"new/{path}", n=1, lineterm=""
    )
    return "".join(f"    {row[:240]}\n" for _, row in zip(range(most), rows, strict=False))


def report(
    old: Path, new: Path, ignore: Sequence[str], diffs: int, *, one_hash: bool = False
) -> int:
    """Print the differences; 1 where there is one."""
    found = list(differences(old, new, ignore, one_hash=one_hash))
    for one in found:
        print(f"{one.kind}\t{one.path}")
    changed = [one.path for one in found if one.kind == "differs"]
    for path in [path for path in changed if "assets/HASH/" not in path][:diffs]:
        sys.stdout.write(unified_diff(old, new, path))
    print(f"{len(files_of(old)):,} files compared, {len(found):,} differences.")
    return 1 if found else 0


def main() -> int:
    """Run the comparison, or one revision's part of it."""
    if sys.argv[1:2] == ["--messages"]:
        write_messages(Path(sys.argv[2]), Path(sys.argv[3]))
        return 0
    parser = argparse.ArgumentParser(prog="tests.compare", description=__doc__)
    parser.add_argument("old", help="a revision of git, or a folder")
    parser.add_argument("new", help="a revision of git, or a folder")
    parser.add_argument("--own-data", action="store_true", help="each reads its own content")
    parser.add_argument("--ignore", action="append", default=[], metavar="GLOB")
    parser.add_argument("--diffs", type=int, default=3, help="how many files to show a diff of (3)")
    parser.add_argument(
        "--one-hash", action="store_true", help="take the hash of all assets for the same"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what was made here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        trees = [
            unpack(getattr(options, side), work / f"{side}-tree").resolve()
            for side in ("old", "new")
        ]
        if not options.own_data:
            take_data(trees[1], trees[0])
        for side, tree in zip(("old", "new"), trees, strict=True):
            (work / side).mkdir()
            produce(tree, (work / side).resolve())
        return report(
            work / "old",
            work / "new",
            options.ignore,
            options.diffs,
            one_hash=options.one_hash,
        )


if __name__ == "__main__":
    sys.exit(main())
