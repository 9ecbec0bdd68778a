"""A bare git repository that stands in for GitHub, and runs the workflows' own commands.

takes: the project's files, a library of tests/data
gives: clones to work in; what each step of a workflow printed; what was published
knows nothing of: what the commands do
"""

# It does what GitHub does around a command and no more: checks a commit out, sets the variables,
# runs the line with the shell that GitHub runs it with, minds `if` and `continue-on-error`. The
# actions that fetch Python or carry files about have nothing to do on one machine.

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
OWNER = "Example-Council/review-library"
_PROJECT = ("scripts", "theme", ".github", ".ci")
_FILES = ("Makefile", "mkdocs.yml", "pyproject.toml", "requirements.txt", "requirements-test.txt",
          ".gitignore", ".gitattributes", "README.md", "LICENSE")  # fmt: skip
_VALUES = {"${{ github.token }}": "a-secret-token", "${{ vars.SITE_URL }}": ""}
TOKEN = _VALUES["${{ github.token }}"]


def workflow(name: str) -> dict[str, Any]:
    """A workflow as GitHub reads it; YAML 1.1 takes the name `on` for a yes."""
    text = (WORKFLOWS / f"{name}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a command sees: nothing of this machine's own settings."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "An Editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org",
        "GIT_COMMITTER_NAME": "An Editor",
        "GIT_COMMITTER_EMAIL": "editor@example.org",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1795300000",  # 21 November 2026
        **more,
    }


def stand_in(folder: Path, cases: str) -> str:
    """The folder with a stand-in for GitHub's own command, which logs what it is told in gh.log.

    Args:
        cases: what it does, as cases of a shell for its first two words.
    """
    folder.mkdir()
    script = ("#!/bin/sh", '[ "$GH_TOKEN$GITHUB_TOKEN" ] || exit 1', 'echo "$@" >>"$HOME/gh.log"',
              f'case "$1 $2" in{cases}    *) exit 1 ;;\nesac\n')  # fmt: skip
    (folder / "gh").write_text("\n".join(script))
    (folder / "gh").chmod(0o755)
    return str(folder)


@dataclass
class Run:
    """What became of a workflow's run."""

    # the names of the steps that failed and were not to
    failed: list[str] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)  # all that was printed, step by step
    words: str = ""  # the summary
    kept: Path = Path()  # the folder in which the run stood

    @property
    def is_green(self) -> bool:
        return not self.failed


class Hub:
    """The stand-in, with a project on its branch main.

    Args:
        folder: an empty folder for all of it.
        library: the library of tests/data that the project holds.
    """

    def __init__(self, folder: Path, library: str = "base") -> None:
        self.folder = folder
        self.bare = folder / "hub.git"
        self.home = folder / "home"
        self.home.mkdir()
        self.site = folder / "published"
        self.runs = 0
        self.more: dict[str, str] = {}  # variables of the machine
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        work = self.clone("first")
        _lay_out(work, library)
        self.commit(work, "Begin")
        self.push(work, "main")

    def git(self, where: Path, *words: str, **more: str) -> str:
        """What git answers; it must not fail."""
        ran = subprocess.run(
            ["git", *words],
            cwd=where,
            env=environment(self.home, **more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"git {words}: {ran.stderr}"
        return ran.stdout

    def clone(self, name: str) -> Path:
        """A clone such as an editor has."""
        self.git(self.folder, "clone", "--quiet", f"file://{self.bare}", name)
        return self.folder / name

    def commit(self, work: Path, message: str) -> None:
        self.git(work, "add", "--all")
        self.git(work, "commit", "--quiet", "--message", message)

    def push(self, work: Path, branch: str) -> None:
        self.git(work, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")

    def show(self, revision: str) -> str:
        return self.git(self.bare, "show", revision)

    def files(self, branch: str, folder: str = "") -> list[str]:
        """The files on a branch, below a folder."""
        names = self.git(self.bare, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
        return [name for name in names if name.startswith(folder) and name]

    def checked_out(self, branch: str, *, proposal: bool, depth: str = "2") -> tuple[Path, str]:
        """A fresh folder as actions/checkout leaves it, and the name of what stands in it."""
        self.runs += 1
        work = self.folder / f"run-{self.runs}"
        ref = f"refs/heads/{branch}"
        if proposal:
            ref = "refs/pull/1/merge"
            aside = self.clone(f"merge-{self.runs}")
            self.git(aside, "merge", "--quiet", "--no-ff", "-m", "Merge", f"origin/{branch}")
            self.git(aside, "push", "--quiet", "--force", "origin", f"HEAD:{ref}")
        self.git(self.folder, "init", "--quiet", str(work))
        self.git(work, "remote", "add", "origin", f"file://{self.bare}")
        shallow = [] if depth == "0" else [f"--depth={depth}"]
        self.git(work, "fetch", "--quiet", *shallow, "origin", f"+{ref}:refs/remotes/origin/x")
        self.git(work, "checkout", "--quiet", "--detach", "refs/remotes/origin/x")
        return work, ref

    def run(self, name: str, branch: str = "main", *, job: str = "", path: str = "") -> Run:
        """Run a workflow for the newest commit of a branch, as GitHub would."""
        whole = workflow(name)
        done = Run()
        for each, content in whole["jobs"].items():
            if job in ("", each) and done.is_green:
                self._job(content, branch, done, path, proposal="pull_request" in whole["on"])
        return done

    def _job(
        self, job: dict[str, Any], branch: str, done: Run, path: str, *, proposal: bool
    ) -> None:
        depth = job["steps"][0].get("with", {}).get("fetch-depth", "2")
        work, ref = self.checked_out(branch, proposal=proposal, depth=depth)
        done.kept = work
        fake_venv(work)
        summary = self.folder / f"summary-{self.runs}.md"
        summary.touch()
        around = environment(
            self.home,
            CI="true",
            GITHUB_STEP_SUMMARY=str(summary),
            GITHUB_REF=ref,
            GITHUB_REF_NAME=branch,
            GITHUB_REPOSITORY=OWNER,
            GITHUB_SERVER_URL="https://github.com",
            **self.more,
        )
        if path:
            around["PATH"] = f"{path}:{around['PATH']}"
        for step in job["steps"]:
            self._step(step, work, around, done)
        done.words += summary.read_text("utf-8")

    def _step(self, step: dict[str, Any], work: Path, around: dict[str, str], done: Run) -> None:
        if not done.is_green and "!cancelled()" not in step.get("if", ""):
            return
        if "run" not in step:
            self._action(step["uses"].partition("@")[0], step.get("with", {}), work)
            return
        given = {name: _VALUES[value] for name, value in step.get("env", {}).items()}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=work,
            env={**around, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        done.printed[step["name"]] = ran.stdout
        if ran.returncode and step.get("continue-on-error") != "true":
            done.failed.append(step["name"])

    def _action(self, action: str, given: dict[str, str], work: Path) -> None:
        if action == "actions/upload-pages-artifact":
            shutil.rmtree(self.site, ignore_errors=True)
            dots = shutil.ignore_patterns(".*")
            shutil.copytree(work / given["path"], self.site, ignore=dots)


def _lay_out(work: Path, library: str) -> None:
    for name in _PROJECT:
        shutil.copytree(
            ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "reviewlib")
        )
    for name in _FILES:
        shutil.copyfile(ROOT / name, work / name)
    data = ROOT / "tests" / "data" / library
    for name in ("content", "reports"):
        if (data / name).is_dir():
            shutil.copytree(data / name, work / name)
    (work / "reports" / "incoming").mkdir(parents=True, exist_ok=True)
    (work / "reports" / "incoming" / ".gitkeep").touch()
    (work / "addresses.txt").touch()


def fake_venv(work: Path) -> None:
    """A `.venv` that scripts/setup.sh finds to be up to date: the Python that runs the tests."""
    venv = work / ".venv"
    venv.mkdir()
    for entry in Path(sys.prefix).iterdir():
        if not entry.name.endswith(".stamp"):
            (venv / entry.name).symlink_to(entry)
    for name in ("requirements.txt", "requirements-test.txt"):
        command = f'{{ pwd; cat "{name}" pyproject.toml scripts/setup.sh; }} | cksum'
        stamp = subprocess.run(
            ["sh", "-c", command], cwd=work, capture_output=True, text=True, check=True
        )
        (venv / f"{name}.stamp").write_text(stamp.stdout, encoding="utf-8")
