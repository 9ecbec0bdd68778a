from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reviewlib.build import stage
from reviewlib.build.serve import Live, server
from reviewlib.problems import ConfigError
from tests.host.project import BROKEN, REPOSITORY, a_record, project, tree

if TYPE_CHECKING:
    from playwright.sync_api import Page

CSP = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, "base")


@pytest.fixture
def live(root: Path) -> Live:
    return Live(root, root / "served", stage)


@contextlib.contextmanager
def answering(live: Live) -> Iterator[str]:
    with server(live, 0) as pages:
        thread = threading.Thread(target=pages.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{pages.server_address[1]}/"
        finally:
            pages.shutdown()
            thread.join()


def page_at(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            text: str = answer.read().decode()
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        error.close()
    return text


def test_a_change_is_seen_once_and_made_once(root: Path, live: Live) -> None:
    assert live.look()
    assert not live.look()
    a_record(root).write_text(a_record(root).read_text("utf-8") + "\nMore.\n", "utf-8")
    assert live.look()
    assert (live.trouble, live.state) == ("", "2")


def test_problems_stand_above_the_last_good_page_in_words(root: Path, live: Live) -> None:
    live.look()
    good, record = tree(root / "served"), a_record(root)
    before = record.read_bytes()
    record.write_text(BROKEN, encoding="utf-8")
    live.look()
    with answering(live) as address:
        page = page_at(address + "reviews/2022-23/glenmore/")
        assert '<div role="alert"' in page
        assert "Below stands the page as it was before." in page
        assert "content/reviews/2022-23/glenmore.md:3:" in page
        assert "&quot;Nowhere at all&quot; is not in our list of authorities." in page
        assert "<h1" in page
        assert tree(root / "served") == good
        record.write_bytes(before)
        live.look()
        assert 'role="alert"' not in page_at(address + "reviews/2022-23/glenmore/")


def test_a_library_that_was_never_right_is_explained_all_the_same(root: Path, live: Live) -> None:
    a_record(root).write_text(BROKEN, encoding="utf-8")
    live.look()
    with answering(live) as address:
        page = page_at(address)
        assert "The page will come once it is put right." in page
        assert "Nowhere at all" in page


def test_a_broken_template_does_not_stop_the_server(root: Path, live: Live) -> None:
    live.look()
    (root / "theme" / "pages" / "home.html").write_text("{% if %}", encoding="utf-8")
    live.look()
    assert "a template of the theme is wrong" in live.trouble


def test_files_are_served_as_they_are_and_pages_only_get_our_script(root: Path, live: Live) -> None:
    live.look()
    with answering(live) as address:
        feed = page_at(address + "reviews/feed.xml")
        assert feed == (root / "served" / "reviews" / "feed.xml").read_bytes().decode()
        page = page_at(address + "reviews/")
        added = re.sub(r'<script src="/-reviewlib/live\.js" data-state="\d+"></script>', "", page)
        assert added == (root / "served" / "reviews" / "index.html").read_text("utf-8")
        assert "<h1" in page_at(address + "no/such/page/")


def test_a_content_security_policy_is_left_out_here_and_nowhere_else(
    root: Path, live: Live
) -> None:
    styles = root / "theme" / "partials" / "styles.html"
    styles.write_text(styles.read_text("utf-8") + CSP, "utf-8")
    live.look()
    with answering(live) as address:
        assert "Content-Security-Policy" not in page_at(address)
    assert CSP in (root / "served" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("path", ["../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml"])
def test_nothing_outside_the_site_is_served(live: Live, path: str) -> None:
    live.look()
    with answering(live) as address:
        assert "site_name" not in page_at(address + path)


def test_a_port_in_use_is_said_with_what_to_do(live: Live) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"port {port}: .*Name another with --port\."):
            server(live, port)


def test_the_page_that_is_open_follows_by_itself(root: Path, live: Live, page: Page) -> None:
    live.look()
    with answering(live) as address:
        page.goto(address + "reviews/2022-23/glenmore/")
        record = a_record(root)
        record.write_text(record.read_text("utf-8") + "\n## Next steps\n\n- Keep bees\n", "utf-8")
        live.look()
        page.get_by_text("Keep bees").first.wait_for(timeout=20_000)
        record.write_text(BROKEN, encoding="utf-8")
        live.look()
        page.get_by_role("alert").wait_for(timeout=20_000)
        assert "Nowhere at all" in page.get_by_role("alert").inner_text()


def test_the_command_says_where_it_is_and_writes_nothing_into_the_library(root: Path) -> None:
    before = tree(root)
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewlib", "--root", str(root), "serve", "--port", "0"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        address = re.fullmatch(r"(http://127\.0\.0\.1:\d+/) \(to stop: Ctrl-C\)\n", first)
        assert address, first
        assert process.stdout.readline().startswith("Made.")
        assert "<h1" in page_at(address[1])
        with a_record(root).open("a", encoding="utf-8") as file:
            file.write("\n## Next steps\n\n- Keep bees\n")
        end = time.monotonic() + 60
        while "Keep bees" not in page_at(address[1] + "reviews/2022-23/glenmore/"):
            assert time.monotonic() < end
            time.sleep(0.2)
    finally:
        process.terminate()
        process.communicate(timeout=10)
    kept = {name: data for name, data in tree(root).items() if not name.startswith(".cache/")}
    assert list(kept) == list(before)
