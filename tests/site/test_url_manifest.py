from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from reviewlib.cache import Cache
from reviewlib.diagnostics import ConfigError, as_text
from reviewlib.library import Library, urls
from reviewlib.site.render import OutputFile
from reviewlib.site.url_manifest import (
    HASHES,
    MANIFEST,
    digest,
    hashes,
    manifest_file,
    missing_urls,
    new,
    published_urls,
    update_manifest,
)
from tests import store


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


def listed(root: Path, *addresses: str) -> Path:
    (root / MANIFEST).write_text("".join(f"{one}\n" for one in addresses), encoding="utf-8")
    return root


def test_pages_and_files_are_listed_and_workings_are_not() -> None:
    files = ["index.html", "a/index.html", "a/b.pdf", "404.html", "sitemap.xml", ".reviewlib"]
    more = ["assets/css/base.css", "search/index.html", "search/records.json", "robots.txt"]
    assert published_urls([*files, *more]) == {"/", "/a/", "/a/b.pdf", "/search/", "/robots.txt"}


def test_without_a_list_nothing_can_be_lost(tmp_path: Path, library: Library) -> None:
    assert missing_urls(tmp_path, frozenset(), library) == ()


def test_new_addresses_are_told_and_never_wrong(tmp_path: Path, library: Library) -> None:
    listed(tmp_path, "/", "/a/")
    now = frozenset({"/", "/a/", "/b/", "/a/c.pdf"})
    assert new(tmp_path, now) == ("/a/c.pdf", "/b/")
    assert missing_urls(tmp_path, now, library) == ()


def test_accepting_adds_in_order_and_never_takes_away(tmp_path: Path) -> None:
    listed(tmp_path, "/z/", "/a/")
    assert update_manifest(tmp_path, {"/b/": ""}) == ("/b/",)
    assert (tmp_path / MANIFEST).read_bytes() == b"/a/\n/b/\n/z/\n"
    assert update_manifest(tmp_path, {"/b/": ""}) == ()


def test_a_lost_address_is_an_error_with_its_line_and_what_to_write(
    tmp_path: Path, library: Library
) -> None:
    listed(tmp_path, "/", "/reviews/2022-23/glenmoor/", "/reviews/2022-23/glenmoor/feed.xml")
    (problem,) = missing_urls(tmp_path, frozenset({"/"}), library)
    assert as_text([problem]) == (
        "addresses.txt:2: /reviews/2022-23/glenmoor/ was published, and nothing would answer "
        "there any more.  [address-lost]\n"
        "    If it has moved: in the record or page that it is now, write:\n"
        "    formerly:\n"
        "      - reviews/2022-23/glenmoor/\n"
        "    Or put back what was there. Only if nobody may ever find it again, delete this "
        "line.\n"
        "1 problem in 1 file. Nothing was published.\n"
    )


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/themes/belonging/", "content/vocabulary/themes.yml, in the theme that it is now"),
        ("/authorities/glen/", "content/vocabulary/authorities.yml, in the authority that it is"),
        (
            "/about/documents/report-2020/",
            "in the document it is now, write:\nformerly:\n  - report-2020",
        ),
        (
            "/reviews/2022-23/glenmore/a.pdf",
            "under its report, write:\n    formerly:\n      - a.pdf",
        ),
        ("/about/how/", "formerly:\n  - about/how/"),
        ("/calendar/calendar.ics", "It is beside a page"),
    ],
)
def test_the_advice_fits_what_was_lost(
    tmp_path: Path, library: Library, address: str, hint: str
) -> None:
    (problem,) = missing_urls(listed(tmp_path, address), frozenset(), library)
    assert hint in problem.hint


def test_what_a_withdrawn_review_had_is_answered_by_its_notice(
    tmp_path: Path, library: Library
) -> None:
    withdrawn, *_ = [review for review in library.every_review if review.is_withdrawn]
    page = urls.review_address(withdrawn)
    listed(tmp_path, f"/{page}", f"/{page}summary.pdf", f"/{page}text/")
    assert missing_urls(tmp_path, frozenset({f"/{page}"}), library) == ()


def test_a_file_that_a_record_says_was_taken_away_is_not_missed(
    tmp_path: Path, library: Library
) -> None:
    review = library.reviews[0]
    address = urls.report_address(review, "gone.pdf")
    listed(tmp_path, f"/{address}")
    assert missing_urls(tmp_path, frozenset(), library)
    told = dataclasses.replace(review, formerly=(address,))
    assert (
        missing_urls(tmp_path, frozenset(), dataclasses.replace(library, every_review=(told,)))
        == ()
    )


def test_a_list_that_was_merged_badly_is_said(tmp_path: Path, library: Library) -> None:
    listed(tmp_path, "/", "<<<<<<< ours")
    (problem,) = missing_urls(tmp_path, frozenset({"/"}), library)
    assert problem.line == 2
    assert '"<<<<<<< ours" is not an address' in problem.message


def test_a_list_that_is_no_text_is_refused(tmp_path: Path, library: Library) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe/\n")
    with pytest.raises(ConfigError, match="cannot be read"):
        missing_urls(tmp_path, frozenset(), library)


def test_a_page_has_the_hash_of_its_words_and_a_file_that_of_its_bytes(tmp_path: Path) -> None:
    one = '<html><main id="main"><div><p>It &amp; <a href="../x/">that</a></p></div></main>'
    other = '<html lang="gd"><main id="main" tabindex="-1"><p>It & <a href="x/">that</a></main><hr>'
    ours = {digest(OutputFile("a/index.html", text.encode(), ""), Cache()) for text in (one, other)}
    assert len(ours) == 1
    assert digest(OutputFile("a.txt", one.encode(), ""), Cache()) not in ours
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    assert digest(OutputFile("a.pdf", file, ""), Cache()) == digest(
        OutputFile("b.pdf", b"%PDF", ""), Cache()
    )


def test_the_hashes_are_of_what_the_manifest_lists_and_nothing_else() -> None:
    files = OutputFile("a/index.html", b"x", ""), OutputFile("assets/a.css", b"y", "")
    made = manifest_file({url: sha for file in files for url, sha in hashes(file).items()})
    assert made.address == HASHES
    assert b'"/a/": "2d7' in made.data  # type: ignore[operator]
    assert b"assets" not in made.data  # type: ignore[operator]


def test_the_list_may_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("/x/\n", "utf-8")
    (tmp_path / MANIFEST).symlink_to(tmp_path / "secret")
    with pytest.raises(ConfigError, match="is a link; it has to be a file of its own"):
        update_manifest(tmp_path, {"/": ""})
    assert (tmp_path / "secret").read_text("utf-8") == "/x/\n"
