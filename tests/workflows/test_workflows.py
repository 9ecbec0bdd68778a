"""What the workflows may do, read as GitHub reads them; others' checkers find nothing either."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.hub import ROOT, WORKFLOWS, workflow

NAMES = sorted(file.stem for file in WORKFLOWS.glob("*.yml"))
PIN = re.compile(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
# Everything that a workflow runs is a script of ours, a command of ours, or a verb of make.
OURS = re.compile(r"scripts/[a-z-]+\.sh\b|\.venv/bin/reviewlib |make [a-z]+$|\.ci/run$")


def jobs(name: str) -> dict[str, Any]:
    found: dict[str, Any] = workflow(name)["jobs"]
    return found


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in NAMES:
        for job in jobs(name).values():
            yield from ((name, step) for step in job["steps"])


def tool(*words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(words[0], path=str(Path(sys.executable).parent))
    assert program, f"{words[0]} is not installed"
    return subprocess.run(
        [program, *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_zizmor_finds_nothing_to_audit() -> None:
    ran = tool("zizmor", "--offline", "--persona=auditor", "--strict-collection",
               "--no-progress", ".github")  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    ours = "".join(file.read_text("utf-8") for file in (ROOT / ".github").rglob("*.yml"))
    assert "zizmor:" not in ours  # nothing is excused


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("vendor.dependabot", "dependabot.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/correction.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("custom.github-workflows-require-timeout", "workflows/*.yml"),
    ],
)
def test_every_file_has_the_form_that_is_published_for_it(schema: str, files: str) -> None:
    paths = [str(path) for path in sorted((ROOT / ".github").glob(files))]
    assert paths
    ran = tool("check-jsonschema", "--builtin-schema", schema, *paths)
    assert ran.returncode == 0, ran.stdout


def test_every_action_is_pinned_by_commit_with_its_version_beside_it() -> None:
    seen: dict[str, set[tuple[str, str]]] = {}
    for name in NAMES:
        for line in (WORKFLOWS / f"{name}.yml").read_text("utf-8").splitlines():
            if "uses:" in line:
                match = PIN.search(line)
                assert match, f"{name}: {line}"
                action, commit, version = match.groups()
                seen.setdefault(action, set()).add((commit, version))
    assert all(len(pins) == 1 for pins in seen.values()), seen
    hacking = (ROOT / "HACKING.md").read_text("utf-8")
    assert "not checked against the live service" in " ".join(hacking.split())
    assert "git ls-remote https://github.com/" in hacking


@pytest.mark.parametrize("name", NAMES)
def test_rights_are_given_job_by_job_and_nothing_runs_for_ever(name: str) -> None:
    whole = workflow(name)
    assert whole["permissions"] == {}
    assert "concurrency" in whole
    assert "pull_request_target" not in whole["on"]
    assert "workflow_run" not in whole["on"]
    for job in whole["jobs"].values():
        assert job["permissions"]
        assert job["permissions"] != "write-all"
        assert int(job["timeout-minutes"]) <= 90


def test_only_these_jobs_may_write_and_no_more_than_this() -> None:
    writes = {
        (name, key, right)
        for name in NAMES
        for key, job in jobs(name).items()
        for right, level in job["permissions"].items()
        if level != "read"
    }
    assert writes == {
        ("collect", "collect", "contents"),
        ("collect", "collect", "pull-requests"),
        ("incoming", "incoming", "contents"),
        ("publish", "addresses", "contents"),
        ("publish", "deploy", "pages"),
        ("publish", "deploy", "id-token"),
        ("links", "links", "issues"),
    }


def test_a_token_goes_to_the_one_step_that_needs_it() -> None:
    with_token = [
        (name, step["run"])
        for name, step in steps()
        if "github.token" in str(step.get("env", "")) or "secrets." in str(step)
    ]
    assert with_token == [
        ("collect", "scripts/collect.sh push"),
        ("incoming", 'scripts/push.sh "$GITHUB_REF_NAME"'),
        ("links", "scripts/issue.sh links.md"),
        ("publish", "scripts/addresses.sh push"),
    ]
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_a_line_that_is_run_is_one_of_ours_and_holds_nothing_from_outside() -> None:
    for name, step in steps():
        if "run" in step:
            assert OURS.match(step["run"]), f"{name}: {step['run']}"
            assert "\n" not in step["run"]
            assert "${{" not in step["run"]
            script = step["run"].split()[0]
            assert not script.startswith("scripts/") or (ROOT / script).is_file()


def test_nothing_but_main_is_deployed() -> None:
    publish = workflow("publish")
    assert publish["on"]["push"]["branches"] == ["main"]
    assert jobs("publish")["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs("publish")["deploy"]["needs"] == "build"
    assert jobs("publish")["deploy"]["environment"]["name"] == "github-pages"
    assert workflow("incoming")["on"]["push"]["branches-ignore"] == ["main", "addresses"]


def test_records_and_program_are_checked_apart() -> None:
    apart = workflow("test")["on"]["pull_request"]["paths-ignore"]
    assert apart == ["content/**", "reports/**", "addresses.txt"]
    assert workflow("check")["on"] == {"pull_request": ""}


def owners(path: str) -> set[str]:
    """Whom GitHub asks about a file: the last line that fits counts."""
    found: set[str] = set()
    for line in (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, *names = line.split()
            fits = path.startswith(pattern[1:]) if pattern.endswith("/") else path == pattern[1:]
            if pattern == "*" or fits:
                found = {name.rpartition("/")[2] for name in names}
    return found


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("content/reviews/2022-23/fife.md", {"editors"}),
        ("content/vocabulary/themes.yml", {"editors"}),
        ("reports/fife-2023-summary.pdf", {"editors"}),
        ("addresses.txt", {"editors", "maintainers"}),
        ("scripts/reviewlib/cli/__init__.py", {"maintainers"}),
        ("theme/page.html", {"maintainers"}),
        (".github/workflows/publish.yml", {"maintainers"}),
        ("requirements.txt", {"maintainers"}),
    ],
)
def test_words_and_program_have_different_owners(path: str, asked: set[str]) -> None:
    assert owners(path) == asked


def test_newer_packages_wait_a_week_before_they_are_proposed() -> None:
    import yaml

    whole = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))
    kinds = {update["package-ecosystem"]: update for update in whole["updates"]}
    assert set(kinds) == {"github-actions", "pip"}
    assert all(update["cooldown"]["default-days"] >= 7 for update in kinds.values())
