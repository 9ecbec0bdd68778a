"""Records are renamed, merged, moved and withdrawn for years, and no address is ever lost."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from reviewlib.exports import collections
from reviewlib.library import Library, urls
from reviewlib.models import Change, Report, Review
from reviewlib.pages import Redirect
from reviewlib.site.files import with_aliases
from reviewlib.site.render import OutputFile
from reviewlib.site.url_manifest import missing_urls, published_urls, update_manifest
from tests import store

WITHDRAWN = Change(date=datetime.date(2026, 11, 22), change="withdrawn", why="A request.")
FILES = Path("never-opened.pdf")


@functools.cache
def start() -> Library:
    library = store.library("made up")
    reviews = tuple(
        dataclasses.replace(
            review, formerly=(), reports=(Report(title="One", file=f"{number}.pdf"),)
        )
        for number, review in enumerate(library.reviews)
    )
    files = {f"{number}.pdf": FILES for number in range(len(reviews))}
    return dataclasses.replace(library, every_review=reviews, files=files, pdfs={})


def own(library: Library) -> Iterator[OutputFile]:
    """The addresses of a site, without what takes long to make."""
    for address in library.addresses:
        index = "" if address == urls.NOT_FOUND else "index.html"
        yield OutputFile(f"{address}{index}", b"", "")
    for collection in collections(library):
        for name in (urls.FEED_FILE, urls.CALENDAR_FILE, urls.REVIEWS_FILE):
            yield OutputFile(f"{collection.address}{name}", b"", "")
    for review in library.reviews:
        for name in (urls.RECORD_FILE, "text/index.html"):
            yield OutputFile(f"{urls.review_address(review)}{name}", b"", "")
        for report in review.reports:
            if report.file:
                yield OutputFile(urls.report_address(review, report.file), b"", "")
    for old in library.redirects:
        yield OutputFile(f"{old}index.html", b"", "")


def sent_on(redirect: Redirect) -> OutputFile:
    return OutputFile(f"{redirect.address}index.html", b"", "")


def published(library: Library) -> frozenset[str]:
    return published_urls(one.address for one in with_aliases(own(library), library, sent_on))


class Editor:
    """Does to a library what editors do, and writes what the messages tell them to write."""

    def __init__(self, data: st.DataObject, *, forgets: bool = False) -> None:
        self.library = start()
        self.data = data
        self.forgets = forgets
        self.count = 0

    def any_review(self) -> Review:
        return self.data.draw(st.sampled_from(self.library.reviews), label="review")

    def fresh(self) -> str:
        self.count += 1
        return f"name-{self.count}"

    def put(self, *new: Review, without: tuple[Review, ...]) -> None:
        gone = {review.id for review in without}
        kept = [review for review in self.library.every_review if review.id not in gone]
        self.library = dataclasses.replace(self.library, every_review=(*kept, *new))

    def formerly(self, *reviews: Review) -> tuple[str, ...]:
        if self.forgets:
            return ()
        return tuple(
            one for review in reviews for one in (*review.formerly, urls.review_address(review))
        )

    def rename_review(self) -> None:
        review, slug = self.any_review(), self.fresh()
        year = self.data.draw(st.sampled_from(self.library.vocabulary.years), label="year").id
        moved = dataclasses.replace(
            review, id=f"{year}/{slug}", year=year, slug=slug, formerly=self.formerly(review)
        )
        self.put(moved, without=(review,))

    def merge_reviews(self) -> None:
        one, other = self.any_review(), self.any_review()
        if one.id != other.id:
            formerly = (*other.formerly, *self.formerly(one))
            reports = (*other.reports, *one.reports)
            both = dataclasses.replace(other, formerly=formerly, reports=reports)
            self.put(both, without=(one, other))

    def withdraw(self) -> None:
        review = self.any_review()
        if len(self.library.reviews) > 3:
            self.put(dataclasses.replace(review, history=(WITHDRAWN,)), without=(review,))

    def change_pdf(self, name: str | None) -> None:
        review = self.any_review()
        first, *rest = review.reports
        if first.file:
            old = () if self.forgets else (*first.formerly, first.file)
            report = dataclasses.replace(first, file=name, formerly=old)
            self.put(dataclasses.replace(review, reports=(report, *rest)), without=(review,))

    def rename_pdf(self) -> None:
        self.change_pdf(f"{self.fresh()}.pdf")

    def take_pdf_away(self) -> None:
        self.change_pdf(None)

    def rename_theme(self) -> None:
        vocabulary = self.library.vocabulary
        theme, name = (
            self.data.draw(st.sampled_from(vocabulary.themes), label="theme"),
            self.fresh(),
        )
        old = () if self.forgets else (*theme.formerly, theme.id)
        self.swap(theme.id, name, dataclasses.replace(theme, id=name, formerly=old))

    def merge_themes(self) -> None:
        themes = self.library.vocabulary.themes
        one = self.data.draw(st.sampled_from(themes), label="theme")
        other = self.data.draw(st.sampled_from(themes), label="into")
        if one.id != other.id and len(themes) > 3:
            old = () if self.forgets else (*other.formerly, *one.formerly, one.id)
            self.swap(one.id, other.id, dataclasses.replace(other, formerly=old))

    def swap(self, was: str, now: str, theme: object) -> None:
        """One theme in the place of those that were called so, wherever they are named."""
        vocabulary = self.library.vocabulary
        left = tuple(one for one in vocabulary.themes if one.id not in (was, now))
        themes = tuple(
            dataclasses.replace(one, parents=())
            for one in (*left, theme)  # type: ignore[type-var]
        )
        reviews = tuple(
            dataclasses.replace(
                review,
                themes=tuple(dict.fromkeys(now if one == was else one for one in review.themes)),
                sections=(),
            )
            for review in self.library.every_review
        )
        self.library = dataclasses.replace(
            self.library,
            every_review=reviews,
            vocabulary=dataclasses.replace(vocabulary, themes=themes),
        )

    def rename_authority(self) -> None:
        vocabulary = self.library.vocabulary
        chosen = self.data.draw(st.sampled_from(vocabulary.authorities), label="authority")
        old = () if self.forgets else (*chosen.formerly, chosen.id)
        new = dataclasses.replace(chosen, id=self.fresh(), formerly=old)
        others = tuple(one for one in vocabulary.authorities if one.id != chosen.id)

        def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(new.id if name == chosen.id else name for name in names)

        reviews = tuple(
            dataclasses.replace(
                review,
                authorities=renamed(review.authorities),
                contributors=renamed(review.contributors),
            )
            for review in self.library.every_review
        )
        self.library = dataclasses.replace(
            self.library,
            every_review=reviews,
            vocabulary=dataclasses.replace(vocabulary, authorities=(*others, new)),
        )


DEEDS = [
    Editor.rename_review,
    Editor.merge_reviews,
    Editor.withdraw,
    Editor.rename_pdf,
    Editor.take_pdf_away,
    Editor.rename_theme,
    Editor.merge_themes,
    Editor.rename_authority,
]
MANY = settings(max_examples=max(25, settings.default.max_examples // 3))  # type: ignore[union-attr]


@pytest.mark.slow
@MANY
@given(data=st.data(), deeds=st.lists(st.sampled_from(DEEDS), min_size=3, max_size=12))
def test_no_history_loses_an_address(data: st.DataObject, deeds: list[object]) -> None:
    editor = Editor(data)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        update_manifest(root, dict.fromkeys(published(editor.library), ""))
        for deed in deeds:
            deed(editor)  # type: ignore[operator]
            now = published(editor.library)
            assert missing_urls(root, now, editor.library) == ()
            update_manifest(root, dict.fromkeys(now, ""))


@given(data=st.data(), deed=st.sampled_from([one for one in DEEDS if one != Editor.withdraw]))
def test_an_editor_who_forgets_is_told(data: st.DataObject, deed: object) -> None:
    editor = Editor(data, forgets=True)
    with tempfile.TemporaryDirectory() as place:
        before = published(editor.library)
        update_manifest(Path(place), dict.fromkeys(before, ""))
        deed(editor)  # type: ignore[operator]
        now = published(editor.library)
        told = missing_urls(Path(place), now, editor.library)
        assert bool(told) == bool(before - now)


@given(data=st.data())
def test_what_was_renamed_brings_its_files_along(data: st.DataObject) -> None:
    editor = Editor(data)
    before = published(editor.library)
    for deed in (Editor.rename_review, Editor.rename_theme, Editor.rename_authority):
        deed(editor)
    assert before <= published(editor.library)
