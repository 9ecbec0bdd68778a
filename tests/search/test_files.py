"""What is published for search, and what is not."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from reviewlib.diagnostics import BuildError
from reviewlib.library import Library, urls
from reviewlib.library.urls import OutputFile
from reviewlib.models import Step
from reviewlib.pages import Site, all_pages
from reviewlib.search import (
    advice,
    all_entries,
    engine_of,
    files_of,
    lunr_js,
    pagefind,
    search_files,
)
from reviewlib.search.catalogue import _WORDED
from tests.search.conftest import ONLY_ON_PAGE_7
from tests.search.sites import loaded


def published(library: Library, engine: str = "lunr") -> dict[str, bytes]:
    entries = tuple(all_entries(library))
    return {file.address: file.data for file in files_of(library, entries, engine)}


def as_json(files: dict[str, bytes]) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}


def with_engine(library: Library, engine: str) -> Library:
    programme = dataclasses.replace(library.programme, search_engine=engine)
    return dataclasses.replace(library, programme=programme)


@pytest.mark.parametrize("name", ["real", "made"])
def test_every_page_that_can_be_found_elsewhere_is_found_here(name: str) -> None:
    library = loaded(name)
    found = {entry.address for entry in all_entries(library)}
    # Not the front page nor the search itself, nor what explains the checks to editors.
    assert library.findable - found <= {urls.HOME, "search/", "contribute/messages/"}
    assert found <= library.findable


@pytest.mark.parametrize("name", ["real", "made"])
def test_a_page_is_called_what_the_site_calls_it(name: str) -> None:
    library = loaded(name)
    site = Site(url="", today=datetime.date(2026, 1, 1))
    titles = {page.address: page.title for page in all_pages(library, site)}
    pages = [entry for entry in all_entries(library) if entry.kind == "page"]
    assert {one.address: one.title for one in pages} == {
        one.address: titles[one.address] for one in pages
    }


@pytest.mark.parametrize("engine", ["lunr", "pagefind"])
@pytest.mark.parametrize("name", ["real", "made"])
def test_no_name_of_a_person_is_in_any_file(name: str, engine: str) -> None:
    library = loaded(name)
    leads = {lead for review in library.every_review for lead in review.leads}
    assert leads
    whole = b"\n".join(published(library, engine).values()).decode("utf-8", "replace")
    assert [lead for lead in leads if lead in whole] == []


def test_what_was_withdrawn_is_not_found() -> None:
    library = loaded("made")
    withdrawn = [urls.review_address(one) for one in library.every_review if one.is_withdrawn]
    assert withdrawn
    whole = b"\n".join(published(library).values()).decode()
    assert [address for address in withdrawn if address in whole] == []


def test_the_text_of_a_report_is_found_only_where_it_may_be_published() -> None:
    library = loaded("made")
    assert ONLY_ON_PAGE_7 in b"".join(published(library).values()).decode()
    silent = dataclasses.replace(
        library,
        every_review=tuple(
            dataclasses.replace(
                review,
                reports=tuple(dataclasses.replace(one, rights=None) for one in review.reports),
            )
            for review in library.every_review
        ),
    )
    assert ONLY_ON_PAGE_7 not in b"".join(published(silent).values()).decode()


@pytest.mark.parametrize("name", ["real", "made"])
def test_the_same_library_gives_the_same_bytes(name: str) -> None:
    assert published(loaded(name)) == published(loaded(name))


@pytest.mark.parametrize("engine", ["lunr", "pagefind"])
def test_all_files_of_a_build_bear_one_stamp(engine: str) -> None:
    made = as_json(published(loaded("made"), engine))
    ours = {name: one for name, one in made.items() if "/pagefind/" not in name}
    assert len({one["stamp"] for one in ours.values()}) == 1
    assert {one["version"] for one in ours.values()} == {1}


def test_another_library_has_another_stamp() -> None:
    stamps = {
        as_json(published(loaded(name)))["search/catalogue.json"]["stamp"]
        for name in ("real", "made")
    }
    assert len(stamps) == 2


def test_what_is_loaded_first_is_small(root: Any) -> None:
    files = published(loaded("real"))
    first = [files[f"search/{name}"] for name in ("catalogue.json", "records.json", "lunr.js")]
    scripts = (root / "theme" / "assets" / "js" / "search").glob("*.js")
    whole = [*first, *(path.read_bytes() for path in scripts)]
    assert sum(len(gzip.compress(data, 9)) for data in whole) <= 60_000


def test_lunr_js_comes_with_its_licence_and_without_its_manual() -> None:
    script = lunr_js().decode()
    assert "Copyright (C) 2020 Oliver Nightingale" in script
    assert "@license MIT" in script
    assert "A convenience function for configuring" not in script
    assert len(script) < 50_000


def test_small_libraries_are_searched_by_lunr_and_large_ones_by_pagefind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = with_engine(loaded("made"), "auto")
    assert engine_of(library) == "lunr"
    monkeypatch.setattr(pagefind, "_MOST_LETTERS", 100)
    assert engine_of(library) == "pagefind"
    assert engine_of(with_engine(library, "lunr")) == "lunr"


def test_an_engine_that_was_chosen_is_used() -> None:
    library = with_engine(loaded("made"), "pagefind")
    made = {file.address for file in search_files(library)}
    assert "search/pagefind/pagefind.js" in made
    assert "search/pages.json" not in made
    assert advice(library) == ()


def test_where_pagefind_is_not_installed_lunr_searches_and_the_editor_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = with_engine(loaded("made"), "pagefind")
    monkeypatch.setattr(pagefind, "binary", lambda: None)
    assert engine_of(library) == "lunr"
    (problem,) = advice(library)
    assert problem.code == "search-engine-missing"
    assert not problem.is_error
    assert "Pagefind is chosen, and is not installed here" in problem.message
    assert advice(with_engine(library, "auto")) == ()


def test_of_pagefinds_files_only_those_are_published_that_a_reader_needs() -> None:
    names = {name for name in published(loaded("made"), "pagefind") if "/pagefind/" in name}
    assert not [name for name in names if "fragment" in name or "-ui" in name]
    assert all(isinstance(one, OutputFile) for one in search_files(loaded("made")))


def test_records_that_need_no_words_of_their_own_are_found_by_all_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = loaded("made")
    monkeypatch.delitem(_WORDED, Step)
    texts = [passage.text for entry in all_entries(library) for passage in entry.passages]
    (step, *_) = library.lists[Step]
    assert any(step.name in text and step.what in text for text in texts)


def test_a_page_of_which_little_can_be_read_is_not_searched() -> None:
    library = loaded("made")
    pdfs = {
        name: dataclasses.replace(
            one, pages=tuple(dataclasses.replace(page, unreadable=0.9) for page in one.pages)
        )
        for name, one in library.pdfs.items()
    }

    def kinds(of: Library) -> set[str]:
        return {one.kind for entry in all_entries(of) for one in entry.passages}

    assert "pdf" in kinds(library)
    assert "pdf" not in kinds(dataclasses.replace(library, pdfs=pdfs))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo no room >&2; exit 3", "Pagefind could not make its index: no room"),
        ('mkdir -p "$4/fragment"', "Pagefind left out some of what it was given."),
    ],
)
def test_an_engine_that_fails_stops_the_build_in_words(
    tmp_path: Path, script: str, said: str
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    with pytest.raises(BuildError, match=said):
        pagefind.pagefind_index(program, tuple(all_entries(loaded("made"))))


def test_an_engine_whose_package_is_not_installed_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagefind, "_PACKAGE", "no_such_package")
    assert pagefind.binary() is None
