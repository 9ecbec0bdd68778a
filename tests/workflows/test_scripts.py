"""The small scripts that workflows call, each on its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def printed(script: str, **given: str) -> str:
    ran = subprocess.run(
        [ROOT / "scripts" / script],
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, ""),
        ({"GITHUB_REPOSITORY": "Council/Reviews"}, "https://council.github.io/Reviews/"),
        ({"GITHUB_REPOSITORY": "Council/council.GitHub.io"}, "https://council.github.io/"),
        (
            {"GITHUB_REPOSITORY": "a/b", "SITE_URL": "https://reviews.example.org/"},
            "https://reviews.example.org/",
        ),
        ({"SITE_URL": "", "GITHUB_REPOSITORY": "a/b"}, "https://a.github.io/b/"),
    ],
)
def test_the_address_is_that_which_was_set_or_which_github_gives(
    given: dict[str, str], address: str
) -> None:
    assert printed("site-url.sh", **given) == address


def test_no_script_runs_words_that_it_was_given() -> None:
    for script in (ROOT / "scripts").glob("*.sh"):
        text = script.read_text("utf-8")
        assert "eval " not in text, script.name
        assert "sh -c" not in text, script.name
        assert "curl" not in text, script.name
