"""The tests' own helpers: a server that answers as static hosts do, and a browser."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import browser as finder
from tests.server import serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "there").mkdir()
    (tmp_path / "index.html").write_text("<title>Home</title><a href='there/'>on</a>", "utf-8")
    (tmp_path / "there" / "index.html").write_text("<title>Còig</title>", "utf-8")
    (tmp_path / "404.html").write_text("<title>Not here</title>", "utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def _get(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_the_server_answers_under_its_prefix_and_nowhere_else(folder: Path) -> None:
    with serve(folder, "/library/") as address:
        assert _get(address + "there/") == (200, "text/html; charset=utf-8", "<title>Còig</title>")
        outside = address.removesuffix("library/")
        assert _get(outside + "there/")[0] == 404


@pytest.mark.parametrize("missing", ["gone/", "empty/", "../conftest.py"])
def test_the_server_shows_the_sites_own_page_for_what_is_missing(
    folder: Path, missing: str
) -> None:
    with serve(folder) as address:
        status, _, body = _get(address + missing)
    assert (status, body) == (404, "<title>Not here</title>")


def test_a_prefix_without_its_slashes_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="begins and ends with /"), serve(folder, "library"):
        pass


def test_the_browser_follows_a_link_on_the_server(
    folder: Path, served: Callable[..., str], page: Page
) -> None:
    page.goto(served(folder, "/library/"))
    page.get_by_text("on").click()
    expect(page).to_have_title("Còig")


def test_a_browser_that_was_named_and_does_not_start_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(finder.NoBrowserError, match="/nowhere/chromium, which does not start"):
        finder.obtain()


def test_the_finder_prints_a_path_and_nothing_else(root: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.browser"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(ran.stdout.removesuffix("\n")).is_file()


@pytest.mark.audit
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Chrome is found off the path")
def test_where_no_browser_can_be_had_one_command_is_named(root: Path, tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.browser"],
        cwd=root,
        # Nothing on the path but a browser that does not start, and nowhere to fetch from.
        env={
            "HOME": str(tmp_path),
            "PATH": str(tmp_path),
            "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "none"),
            "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.endswith(finder.MISSING + "\n")
