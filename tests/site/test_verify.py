from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.diagnostics import BuildError
from reviewlib.library import Library
from reviewlib.site.verify import check_site, verify
from tests import store
from tests.site.project import pages

URL = store.URL


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return shutil.copytree(store.site("made up", url=URL), tmp_path / "site")


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert before in text, (file, before)
    file.write_bytes(text.replace(before, after, 1).encode())


def test_a_site_as_it_is_built_has_no_fault(site: Path) -> None:
    assert list(check_site(site, url=URL)) == []


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ('<a href="../nowhere/">x</a>', "links: “../nowhere/” leads to nothing."),
        (
            '<a href="../themes/#nobody">x</a>',
            "links: “../themes/#nobody” leads to a page without the anchor “nobody”.",
        ),
        (
            '<a href="#nobody">x</a>',
            "links: “#nobody” leads to a page without the anchor “nobody”.",
        ),
        (
            '<a href="../themes">x</a>',
            "links: “../themes” leads to nothing; a slash is missing at its end.",
        ),
        ('<a href="../../x/">x</a>', "links: “../../x/” leads out of the site."),
        (
            '<a href="/reviews/">x</a>',
            "links: “/reviews/” leads out of the site, which stands at /ci/reports/.",
        ),
        ('<a href="/ci/reports/reviews/">x</a>', ""),
        (f'<a href="{URL}reviews/">x</a>', ""),
        (f'<a href="{URL}about/no/">x</a>', f"links: “{URL}about/no/” leads to nothing."),
        (f'<a href="{URL}another-site/">x</a>', ""),
        (
            '<a href="javascript:alert(1)">x</a>',
            "links: “javascript:alert(1)” is not a link that may be published.",
        ),
        ('<a href="https://elsewhere.example/">x</a>', ""),
        ('<img src="gone.png" alt="">', "links: “gone.png” leads to nothing."),
        (
            '<img src="https://elsewhere.example/a.png" alt="">',
            "loads “https://elsewhere.example/a.png” from elsewhere.",
        ),
        (
            '<script src="//cdn.example/a.js"></script>',
            "loads “//cdn.example/a.js” from elsewhere.",
        ),
        ("<script>go()</script>", "has a script of its own; scripts go in files."),
        (
            f'<script type="application/ld+json">{{"url": "{URL}about/gone/"}}</script>',
            f"links: “{URL}about/gone/” leads to nothing.",
        ),
    ],
)
def test_what_is_wrong_on_a_page_is_said_with_page_and_link(
    site: Path, added: str, fault: str
) -> None:
    spoil(site / "about" / "index.html", "</main>", f"{added}</main>")
    assert list(check_site(site, url=URL)) == ([f"/about/ {fault}"] if fault else [])


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("extra.css", "a { background: url(gone.png) }", "links: “gone.png” leads to nothing."),
        (
            "extra.css",
            '@import "https://fonts.example/a.css";',
            "loads “https://fonts.example/a.css” from elsewhere.",
        ),
        ("extra.css", "/* url(gone.png) */", ""),
        ("extra.js", 'import {a} from "./gone.js";', "links: “./gone.js” leads to nothing."),
        (
            "extra.js",
            'fetch("https://spy.example/");',
            "loads “https://spy.example/” from elsewhere.",
        ),
        (
            "extra.ics",
            f"URL:{URL[:20]}\r\n {URL[20:]}about/gone/\r\n",
            f"links: “{URL}about/gone/” leads to nothing.",
        ),
        ("extra.csv", f'a,"{URL}reviews/",b', ""),
        (
            "extra.json",
            f'["{URL}about/gone.pdf"]',
            f"links: “{URL}about/gone.pdf” leads to nothing.",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_the_file(
    site: Path, file: str, text: str, fault: str
) -> None:
    (site / file).write_bytes(text.encode())
    assert list(check_site(site, url=URL)) == ([f"/{file} {fault}"] if fault else [])


def test_many_faults_are_counted_and_the_first_are_shown(site: Path) -> None:
    for page in site.rglob("index.html"):
        spoil(page, "</body>", '<a href="nowhere/">x</a></body>')
    count = len(pages(site)) - 1
    with pytest.raises(BuildError) as raised:
        verify(site, url=URL)
    lines = str(raised.value).splitlines()
    assert lines[0] == f"The new site has {count} faults, and was not published:"
    assert (len(lines), lines[-1]) == (22, f"  and {count - 20} more.")


def lose_a_page(site: Path) -> None:
    (site / "themes" / "index.html").unlink()


def lose_an_anchor(site: Path) -> None:
    linked = re.search(
        r'href="../../(reviews/[^"#]+/)#([^"]+)"', pages(site)["themes/inclusion/index.html"]
    )
    assert linked is not None
    anchor = f'id="{linked[2]}"'.encode()
    rewrite(site / linked[1] / "index.html", anchor, b'id="elsewhere"')


def link_to_nothing(site: Path) -> None:
    rewrite(site / "about" / "index.html", b"</body>", b'<a href="../nowhere/">x</a></body>')


def add_a_folder(site: Path) -> None:
    (site / "annex").mkdir()
    (site / "annex" / "index.html").write_text("<p>x", "utf-8")


def rewrite(file: Path, before: bytes, after: bytes) -> None:
    """As a build does: the file of the last site stays as it is."""
    data = file.read_bytes().replace(before, after, 1)
    file.unlink()
    file.write_bytes(data)


@pytest.mark.parametrize("change", [lose_a_page, lose_an_anchor, link_to_nothing, add_a_folder])
def test_beside_the_last_site_the_same_faults_are_found(
    change: Callable[[Path], None], site: Path, tmp_path: Path
) -> None:
    new = shutil.copytree(site, tmp_path / "new", copy_function=os.link)
    change(new)
    found = list(check_site(new, url=URL))
    assert bool(found) == (change is not add_a_folder)
    assert sorted(check_site(new, url=URL, last=site)) == sorted(found)


def test_only_what_changed_is_read_again(site: Path, tmp_path: Path) -> None:
    """Faults in files that stayed cannot be: the last site had none."""
    link_to_nothing(site)
    new = shutil.copytree(site, tmp_path / "new", copy_function=os.link)
    assert list(check_site(new, url=URL, last=site)) == []
