from __future__ import annotations

import contextlib
import functools
import itertools
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from reviewlib.diagnostics import ConfigError, as_text
from reviewlib.library import load
from reviewlib.site.build import build
from reviewlib.site.serve import live_server, rebuilder, watched
from tests.server import free_port
from tests.site.project import BROKEN, REPOSITORY, a_record, project, tree

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, "base")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "served"


@pytest.fixture
def rebuild(root: Path, out: Path) -> Callable[[], None]:
    return rebuilder(root, out, functools.partial(build, live=True))


@contextlib.contextmanager
def answering(root: Path, out: Path, rebuild: Callable[[], None]) -> Iterator[str]:
    server = live_server(out, 0, rebuild, watched(root))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()


def opened(address: str) -> contextlib.closing[HTTPResponse]:
    """The answer of a server that may only just be beginning to listen."""
    end = time.monotonic() + 90
    while True:
        try:
            return contextlib.closing(urllib.request.urlopen(address, timeout=60))
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            assert time.monotonic() < end
            time.sleep(0.1)


def page_at(address: str) -> str:
    try:
        with opened(address) as answer:
            text: str = answer.read().decode()
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        error.close()
    return text


def wait_for(words: str, address: str, changed: Path) -> None:
    """Wait until the page at an address has some words, as a file was changed.

    A server may answer before it has looked at the files that it watches for the first time, so
    from time to time the file is given another date.
    """
    end = time.monotonic() + 90
    for number in itertools.count(1):
        if words in page_at(address):
            return
        assert time.monotonic() < end
        if number % 25 == 0:
            os.utime(changed)
        time.sleep(0.2)


def test_a_mistake_is_told_as_check_tells_it_and_the_last_good_pages_stay(
    root: Path, out: Path, rebuild: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    rebuild()
    assert "content security policy is left out here" in capsys.readouterr().out
    good = tree(out)
    a_record(root).write_text(BROKEN, encoding="utf-8")
    rebuild()
    assert capsys.readouterr().err == as_text(load(root).problems)
    assert tree(out) == good


def test_a_broken_template_does_not_stop_the_server(
    root: Path, rebuild: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "theme" / "pages" / "home.html").write_text("{% if %}", encoding="utf-8")
    rebuild()
    assert "a template of the theme is wrong" in capsys.readouterr().err


def test_a_library_that_was_never_right_is_explained_and_comes_once_it_is(
    root: Path, out: Path, rebuild: Callable[[], None]
) -> None:
    record = a_record(root)
    good = record.read_bytes()
    record.write_text(BROKEN, encoding="utf-8")
    rebuild()
    with answering(root, out, rebuild) as address:
        assert "The page will come once it is put right." in page_at(address)
        record.write_bytes(good)
        wait_for("<h1", address, record)


def test_a_policy_is_left_out_here_and_nowhere_else(
    root: Path, out: Path, rebuild: Callable[[], None]
) -> None:
    rebuild()
    build(root, root / "site", site_url="")
    served, built = tree(out), tree(root / "site")
    assert list(served) == list(built)
    policy = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
    left_empty = ("data/library.zip", "data/tables.xlsx")
    assert policy.search(built["index.html"])
    for name, data in built.items():
        if name.endswith(".html"):
            assert served[name] == policy.sub(b"", data)
        elif name not in (*left_empty, "data/SHA256SUMS", "addresses.json"):  # of their hashes
            assert served[name] == data
    (readme, sums) = zipfile.ZipFile(out / "data" / "library.zip").namelist()
    assert (readme.rpartition("/")[2], sums.rpartition("/")[2]) == ("README.txt", "SHA256SUMS")
    sheets = openpyxl.load_workbook(out / "data" / "tables.xlsx").worksheets
    assert {sheet.max_row for sheet in sheets} == {1}


def test_a_port_in_use_is_said_with_what_to_do(
    root: Path, out: Path, rebuild: Callable[[], None]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"port {port}: .*Name another with --port\."):
            live_server(out, port, rebuild, watched(root))


@pytest.mark.parametrize("path", ["../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml"])
def test_nothing_outside_the_site_is_served(
    root: Path, out: Path, rebuild: Callable[[], None], path: str
) -> None:
    rebuild()
    with answering(root, out, rebuild) as address:
        assert "site_name" not in page_at(address + path)


def test_the_page_that_is_open_follows_by_itself(
    root: Path, out: Path, rebuild: Callable[[], None], page: Page
) -> None:
    rebuild()
    with answering(root, out, rebuild) as address:
        page.goto(address + "reviews/2022-23/glenmore/")
        record = a_record(root)
        record.write_text(record.read_text("utf-8") + "\n## Next steps\n\n- Keep bees\n", "utf-8")
        wait_for("Keep bees", page.url, record)
        page.get_by_text("Keep bees").first.wait_for()


def test_the_command_says_where_it_is_and_writes_nothing_into_the_library(root: Path) -> None:
    before, port = tree(root), free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewlib", "--root", str(root), "serve", "--port", str(port)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        address = f"http://127.0.0.1:{port}/"
        assert first == f"{address} (to stop: Ctrl-C)\n"
        assert process.stdout.readline().startswith("Made.")
        assert "<h1" in page_at(address)
        record = a_record(root)
        with record.open("a", encoding="utf-8") as file:
            file.write("\n## Next steps\n\n- Keep bees\n")
        wait_for("Keep bees", address + "reviews/2022-23/glenmore/", record)
    finally:
        process.terminate()
        process.communicate(timeout=60)
    kept = {name: data for name, data in tree(root).items() if not name.startswith(".cache/")}
    assert list(kept) == list(before)
