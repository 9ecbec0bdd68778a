from __future__ import annotations

import datetime
import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from reviewlib.exports import Bundle
from reviewlib.library import Library
from reviewlib.library.urls import OutputFile
from reviewlib.pages import Site
from reviewlib.site.files import render_site
from tests.exports.conftest import URL

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)


def built(library: Library, root: Path) -> dict[str, bytes]:
    theme = root / "theme"
    artefacts = render_site(library, Site(URL, TODAY), theme)
    return {
        one.address: one.data if isinstance(one.data, bytes) else one.data.read_bytes()
        for one in artefacts
    }


@pytest.fixture(scope="module")
def whole(made_up: Library, root: Path) -> bytes:
    return built(made_up, root)["data/library.zip"]


@pytest.fixture(scope="module")
def unpacked(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(io.BytesIO(whole)).extractall(folder)
    (top,) = folder.iterdir()
    return top


class _Links(HTMLParser):
    """The addresses that a page leads to or draws in, and the places on it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places.add(given.get("id") or "")
        # A form asks a server, and there is none.
        self.found += [given[name] or "" for name in ("href", "src") if given.get(name)]


def links(page: Path) -> Iterator[str]:
    reader = _Links()
    reader.feed(page.read_text("utf-8"))
    return (one for one in reader.found if not re.match(r"[a-z]+:", one))


def test_it_is_the_same_bytes_twice(made_up: Library, root: Path, whole: bytes) -> None:
    again = built(made_up, root)
    assert again["data/library.zip"] == whole


def test_every_link_leads_to_a_file_that_is_in_it(unpacked: Path) -> None:
    pages = sorted(unpacked.rglob("*.html"))
    assert len(pages) > 50
    lost = []
    for page in pages:
        for link in links(page):
            path, _, place = link.partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            if target.name == "library.zip":  # it does not hold itself
                continue
            found = target.is_file()
            if found and place and target.suffix == ".html":
                found = f'id="{place}"' in target.read_text("utf-8")
            if not found:
                lost.append(f"{page.relative_to(unpacked)}: {link}")
    assert lost == []


def test_its_checksums_are_right_as_anyone_can_see(unpacked: Path) -> None:
    ran = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    told = {line.split("  ")[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()}
    there = {
        path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()
    }
    assert told == there - {"SHA256SUMS"}


def test_it_holds_every_page_and_every_report(made_up: Library, unpacked: Path, root: Path) -> None:
    for address in made_up.addresses - {"404.html"}:
        assert (unpacked / address / "index.html").is_file()
    for name, file in made_up.files.items():
        (copy,) = unpacked.rglob(name)
        assert hashlib.sha256(copy.read_bytes()).digest() == (
            hashlib.sha256(file.read_bytes()).digest()
        )


def test_no_file_has_a_time_or_a_name_that_leaves_its_folder(whole: bytes) -> None:
    for info in zipfile.ZipFile(io.BytesIO(whole)).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert not PurePosixPath(info.filename).is_absolute()
        assert ".." not in PurePosixPath(info.filename).parts


def test_it_is_closed_when_a_page_goes_wrong() -> None:
    with pytest.raises(OSError, match="no such disk"), Bundle("a", "A library") as bundle:
        bundle.add(OutputFile("index.html", b"<p>"))
        raise OSError("no such disk")
    with pytest.raises(ValueError, match="closed"):
        bundle.add(OutputFile("b.txt", b""))


@pytest.mark.browser
def test_it_can_be_read_without_a_network(page: Page, unpacked: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="Calendar", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Calendar"
    page.get_by_role("link", name=re.compile("^Strathbeg")).first.click()
    assert "Strathbeg" in page.locator("h1").inner_text()
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times"
    assert all(address.startswith("file:") for address in asked)
