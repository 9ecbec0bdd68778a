from __future__ import annotations

import contextlib
import datetime
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.site.output import whole_site
from tests.server import free_port
from tests.site.project import BROKEN, a_record, host_build, project, tree


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that `mkdocs build` has built."""
    root = project(tmp_path_factory.mktemp("project"))
    done = host_build(root)
    assert done.returncode == 0, done.stderr
    return root


def test_it_publishes_what_the_library_yields_and_nothing_else(root: Path) -> None:
    library, theme = load(root).checked(), root / "theme"
    site = Site(url="", today=datetime.date(2026, 11, 22))
    made = {
        one.address: one.data if isinstance(one.data, bytes) else one.data.read_bytes()
        for one in whole_site(library, site, theme, root=root)
    }
    assert tree(root / "site") == made
    assert "reviews/index.html" in made


def test_nothing_of_what_material_ships_is_published(root: Path) -> None:
    ours = tree(root / "theme" / "assets")
    assets = tree(root / "site" / "assets")
    built = {name: data for name, data in assets.items() if not name.startswith("pages/")}
    assert sorted(built.values()) == sorted(ours.values())


def test_an_address_that_would_be_lost_leaves_the_site_as_it_is(root: Path) -> None:
    manifest, before = root / "addresses.txt", tree(root / "site")
    manifest.write_text("/\n/themes/kindness/\n", encoding="utf-8")
    try:
        done = host_build(root)
    finally:
        manifest.unlink()
    assert done.returncode == 1
    assert "addresses.txt:2: /themes/kindness/ was published" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before


def test_a_broken_template_leaves_the_site_as_it_is(root: Path) -> None:
    template, before = root / "theme" / "page.html", tree(root / "site")
    good = template.read_bytes()
    template.write_text("{{ nothing.of.that.name }}", encoding="utf-8")
    try:
        done = host_build(root)
    finally:
        template.write_bytes(good)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "a template of the theme is wrong" in done.stdout + done.stderr
    assert tree(root / "site") == before


def test_a_stray_file_among_the_records_is_never_published(root: Path) -> None:
    before = tree(root / "site")
    strays = [root / "content" / "reviews" / f"stray.{one}" for one in ("yml", "txt", "py", "css")]
    for stray in (*strays, root / "content" / "reviews" / "stray.html"):
        stray.write_text("secret: yes\n", encoding="utf-8")
    try:
        done = host_build(root)
    finally:
        for stray in (root / "content" / "reviews").glob("stray.*"):
            stray.unlink()
    assert done.returncode == 1
    for name in ("stray.yml", "stray.txt", "stray.py", "stray.css", "stray.html"):
        assert f"content/reviews/{name}" in done.stderr
    assert tree(root / "site") == before


def test_the_library_may_stand_apart_from_the_settings(tmp_path: Path) -> None:
    root = project(tmp_path, "base")
    elsewhere = root / "elsewhere"
    elsewhere.mkdir()
    (root / "content").rename(elsewhere / "content")
    (root / "content").mkdir()
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    plugin = "  - reviewlib:\n      root: elsewhere\n      today: 2027-03-08\n"
    settings.write_text(text.replace("  - reviewlib\n", plugin), encoding="utf-8")
    done = host_build(root)
    assert done.returncode == 0, done.stderr
    assert (root / "site" / "index.html").is_file()


def test_a_day_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    root = project(tmp_path, "base")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    plugin = "  - reviewlib:\n      today: someday\n"
    settings.write_text(text.replace("  - reviewlib\n", plugin), encoding="utf-8")
    done = host_build(root)
    assert done.returncode == 1
    assert '"today" is set to "someday"' in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    place = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-f", "mkdocs.yml", "-a", place],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://{place}/"
    finally:
        server.terminate()
        server.wait(60)


def wait_for(words: str, address: str, seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=60) as answer:
            if words in answer.read().decode():
                return True
        if time.monotonic() >= end:
            return False
        time.sleep(0.2)


@pytest.mark.slow
def test_mkdocs_serve_builds_again_and_goes_on_serving_the_last_good_pages(tmp_path: Path) -> None:
    root = project(tmp_path, "base")
    record, template = a_record(root), root / "theme" / "page.html"
    page = record.relative_to(root / "content").with_suffix("").as_posix() + "/"
    with served(root) as address:
        assert wait_for("<h1", address + page)
        assert wait_for("livereload(", address + page)
        assert not wait_for("Content-Security-Policy", address + page, seconds=0)
        good = record.read_bytes()
        record.write_text(BROKEN, encoding="utf-8")
        time.sleep(1)
        assert wait_for("<h1", address + page)
        record.write_bytes(good + b"\n## Strengths\n\n- Every pupil keeps bees\n")
        assert wait_for("Every pupil keeps bees", address + page)
        with template.open("a", encoding="utf-8") as file:
            file.write("<p>A new line at the foot</p>")
        assert wait_for("A new line at the foot", address + page)
