from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.diagnostics import ConfigError
from reviewlib.site.url_manifest import UrlChange, changes, read_hashes


def test_added_changed_and_gone_are_told_in_order() -> None:
    old = {"/": "1", "/a/": "2", "/b.pdf": "3"}
    new = {"/": "1", "/a/": "4", "/c.pdf": "5"}
    assert changes(old, new) == (
        UrlChange("changed", "/a/"),
        UrlChange("gone", "/b.pdf"),
        UrlChange("added", "/c.pdf"),
    )


def test_what_stands_unchanged_elsewhere_has_moved() -> None:
    assert changes({"/a.pdf": "1"}, {"/b.pdf": "1"}) == (UrlChange("moved", "/a.pdf", "/b.pdf"),)


def test_a_page_whose_old_address_sends_readers_on_has_moved() -> None:
    new = {"/a/": "sent on", "/b/": "1"}
    assert changes({"/a/": "1"}, new) == (UrlChange("moved", "/a/", "/b/"),)


def test_what_stands_at_its_old_address_too_has_not_moved() -> None:
    assert changes({"/a.pdf": "1"}, {"/a.pdf": "1", "/b.pdf": "1"}) == (
        UrlChange("added", "/b.pdf"),
    )


def test_of_two_alike_neither_is_said_to_have_moved() -> None:
    kinds = [change.kind for change in changes({"/a": "1", "/b": "1"}, {"/c": "1"})]
    assert kinds == ["gone", "gone", "added"]


def test_without_hashes_only_added_and_gone_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("/\n/a/\n", "utf-8")
    (tmp_path / "new.txt").write_text("/\n/b/\n", "utf-8")
    old, new = read_hashes(tmp_path / "old.txt"), read_hashes(tmp_path / "new.txt")
    assert [change.kind for change in changes(old, new)] == ["gone", "added"]


@pytest.mark.parametrize("text", ["", "[]", '{"addresses": 1}', "{"])
def test_what_is_no_list_is_refused_with_what_to_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "addresses.json").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"is not a list of addresses\. Name a site's folder"):
        read_hashes(tmp_path)
