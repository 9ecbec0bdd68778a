"""A folder to one typed, checked, immutable library. Loaded once; everything derives from it.

takes: the root folder, with content/ and reports/
gives: LoadResult(library, problems)
knows nothing of: pages, hosts, clocks
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from reviewlib.cache import Cache, code_hash, kept_original, key_of
from reviewlib.codec import codec_of
from reviewlib.diagnostics import ContentError, Diagnostic, errors, sort_diagnostics
from reviewlib.library.anchors import (
    keep_published,
    lost_anchors,
    published_anchors,
    read_manifest,
)
from reviewlib.library.checks import check
from reviewlib.library.date_checks import impossible
from reviewlib.library.files import Files, read_files
from reviewlib.library.model import Library, Sources
from reviewlib.library.pdf_checks import check_pdfs
from reviewlib.library.records import (
    former_names,
    read_document,
    read_list,
    read_page,
    read_practicum,
    read_programme,
    read_review,
    read_theme_intro,
)
from reviewlib.library.rights_checks import quoted_too_much, unlicensed
from reviewlib.library.vocabulary import FOLDER as VOCABULARY, Vocabulary, read_vocabulary
from reviewlib.models import (
    FILE_KINDS,
    Document,
    Page,
    Practicum,
    Programme,
    Review,
    ThemeIntro,
)
from reviewlib.pdf import PdfResult, read_reports

__all__ = ["Library", "LoadResult", "load"]

_PROGRAMME = "content/programme.yml"
_REVIEWS = "content/reviews/"
_THEMES = "content/themes/"
_DOCUMENTS = "content/documents/"
_PRACTICUMS = "content/practicums/"
_OF_THE_PROGRAMME = "content/programme/"
_LISTS = {
    kind.pattern.removeprefix(_OF_THE_PROGRAMME).removesuffix(".yml"): kind.model
    for kind in FILE_KINDS
    if kind.pattern.startswith(_OF_THE_PROGRAMME)
}

_PACKAGES = (
    "icalendar",
    "lunr",
    "mkdocs",
    "pypdf",
    "pyromark",
    "pyyaml",
    "xlsxwriter",
)  # that exports and search use

_T = TypeVar("_T")
_Reader = Callable[..., tuple[Any, list[Diagnostic]]]


def _reading_code() -> bytes:
    """A hash of the code by which a file becomes a record."""
    parts = ("codec.py", "diagnostics", "frontmatter", "library", "markdown", "models", "schema")
    return code_hash(*parts, "text.py", packages=("pyromark", "pyyaml"))


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What was read and what is wrong with it."""

    # everything that could be read, or None where there is no programme to speak of
    library: Library | None
    problems: tuple[Diagnostic, ...]  # every problem, in order of file and line

    def checked(self) -> Library:
        """The library, of which nothing is wrong.

        Raises:
            ContentError: there are errors.
        """
        if self.library is None or errors(self.problems):
            raise ContentError(self.problems)
        return self.library


class _Loading:
    """Reads the files of one library, kind by kind.

    Attributes:
        complete: whether every record and every term could be read.
        sound: whether no record has an error.
    """

    def __init__(self, files: Files, pdfs: dict[str, PdfResult], cache: Cache | None) -> None:
        self.files = files
        self.pdfs = pdfs
        self.cache = cache
        self.problems: list[Diagnostic] = []
        self.sound = True
        self.vocabulary = self._vocabulary()

    def _vocabulary(self) -> Vocabulary:
        found = {
            path: raw for path, raw in self.files.content.items() if path.startswith(VOCABULARY)
        }
        documents = [
            path.removeprefix(_DOCUMENTS).removesuffix(".md")
            for path in self.files.content
            if path.startswith(_DOCUMENTS) and "/" not in path.removeprefix(_DOCUMENTS)
        ]
        former = former_names(self.files.content, _DOCUMENTS)
        vocabulary, problems = read_vocabulary(found, documents, former)
        files = (part for file in found.items() for part in file)
        names = (part for pair in former.items() for part in pair)
        self._key = key_of(_reading_code(), len(found), *files, len(documents), *documents, *names)
        self.problems.extend(problems)
        self.complete = not errors(problems)
        return vocabulary

    def _read(self, path: str, reader: _Reader, kind: Any) -> Any:
        """One record, or None; from the cache where neither its file nor a vocabulary changed."""
        raw = self.files.content[path]

        def read() -> tuple[Any, tuple[Diagnostic, ...]]:
            record, problems = reader(raw, path, self.vocabulary.choices)
            return record, tuple(problems)

        codec = codec_of(tuple[kind | None, tuple[Diagnostic, ...]])
        key = key_of(self._key, path, raw)
        record, problems = (self.cache or Cache()).cached("record", key, read, codec)
        self.problems.extend(problems)
        self.complete = self.complete and record is not None
        self.sound = self.sound and not errors(problems)
        return record

    def _below(self, folder: str, reader: _Reader, kind: type[_T]) -> list[_T]:
        paths = [path for path in self.files.content if path.startswith(folder)]
        paths = [path for path in paths if self._is_text(path) and self._is_placed(path, folder)]
        records = [self._read(path, reader, kind) for path in paths]
        return [record for record in records if record is not None]

    def _is_placed(self, path: str, folder: str) -> bool:
        """Reviews stand in folders, of years; everything else straight in its folder."""
        if folder == _REVIEWS or "/" not in path.removeprefix(folder):
            return True
        message = f"this file is in a folder of its own inside {folder}."
        hint = f"Move it to {folder}."
        self.problems.append(Diagnostic(path, 1, 0, "", "misplaced-file", message, hint))
        return False

    def _is_text(self, path: str) -> bool:
        if path.endswith(".md"):
            return True
        message = "a file of this type has no place in this folder; records end in .md."
        self.problems.append(Diagnostic(path, 1, 0, "", "misplaced-file", message))
        return False

    def _pages(self) -> list[Any]:
        known = (VOCABULARY, _REVIEWS, _THEMES, _DOCUMENTS, _PRACTICUMS, _OF_THE_PROGRAMME)
        paths = [
            path for path in self.files.content if not path.startswith(known) and path != _PROGRAMME
        ]
        records = [self._read(path, read_page, Page) for path in paths if self._is_text(path)]
        return [record for record in records if record is not None]

    def _lists(self) -> dict[str, tuple[Any, ...]]:
        """The lists in content/programme/, by name; one that is not there is empty."""
        found: dict[str, tuple[Any, ...]] = dict.fromkeys(_LISTS, ())
        for path in self.files.content:
            if not path.startswith(_OF_THE_PROGRAMME):
                continue
            name = path.removeprefix(_OF_THE_PROGRAMME).removesuffix(".yml")
            if name not in _LISTS:
                message = "there is no list of this name."
                hint = f"The files here are: {', '.join(f'{one}.yml' for one in _LISTS)}."
                self.problems.append(Diagnostic(path, 1, 0, "", "unknown-file", message, hint))
                continue
            model: Any = _LISTS[name]
            reader = functools.partial(read_list, model=model)
            found[name] = self._read(path, reader, tuple[model, ...]) or ()
        return found

    def library(self) -> Library | None:
        reviews = self._below(_REVIEWS, read_review, Review)
        documents = self._below(_DOCUMENTS, read_document, Document)
        intros = self._below(_THEMES, read_theme_intro, ThemeIntro)
        practicums = self._below(_PRACTICUMS, read_practicum, Practicum)
        lists = self._lists()
        pages = self._pages()
        if _PROGRAMME not in self.files.content:
            message = (
                "the file that says what the programme is, and who keeps the library, is missing."
            )
            self.problems.append(Diagnostic(_PROGRAMME, 1, 0, "", "missing-file", message))
            return None
        programme = self._read(_PROGRAMME, read_programme, Programme)
        if programme is None:
            return None
        return Library(
            programme=programme,
            vocabulary=self.vocabulary,
            every_review=tuple(sorted(reviews, key=lambda review: review.sort_key)),
            documents=tuple(sorted(documents, key=lambda one: (one.order, one.sort_date, one.id))),
            pages=tuple(sorted(pages, key=lambda page: (page.order, page.address))),
            intros=tuple(intros),
            practicums=tuple(practicums),
            lists={_LISTS[name]: records for name, records in lists.items()},
            files=self.files.reports,
            pdfs=self.pdfs,
            cache=self.cache,
        )


def _sources(
    files: Files, pdfs: dict[str, PdfResult], listed: dict[str, dict[str, str]]
) -> Sources:
    """Hashes of all that a library is made from."""
    common: list[bytes | str | int] = [code_hash(packages=_PACKAGES), repr(listed)]
    reviews = {}
    for path, raw in files.content.items():
        if path.startswith(_REVIEWS):
            reviews[path] = key_of(raw)
        else:
            common += [path, raw]
    common += files.pictures
    known = {
        # Whether all of it could be read depends on the machine, too.
        name: key_of(pdf.sha256, repr(pdf.fault), len(pdf.pages))
        for name, pdf in pdfs.items()
    }
    return Sources(key_of(*common), reviews, known)


def _unpublished(root: Path, library: Library) -> dict[str, PdfResult]:
    """What was read from reports that have no licence and are kept aside on this computer."""
    wanted = {
        report.original: kept_original(root, report.original)
        for review in library.every_review
        for report in unlicensed(review)
        if report.original
    }
    held = {name: path for name, path in wanted.items() if path.is_file()}
    return read_reports(held, library.cache) if held else {}


def load(
    root: Path | str,
    *,
    cache: Cache | None = None,
    reveal: bool = False,
    today: datetime.date | None = None,
    overlay: Mapping[str, bytes] = MappingProxyType({}),
) -> LoadResult:
    """Read and check a whole library.

    Args:
        root: the folder that holds content/ and reports/.
        cache: what is kept between runs (`cache_of`), or None to keep nothing.
        reveal: whether problems may tell what in a PDF looks private, for an editor's own eyes.
        today: the day after which nothing has happened yet, or None not to ask.
        overlay: bytes to read, by path, in the place of those of a file in content/.

    Returns:
        The library, as far as it could be read, and every problem in one go. Nothing is
        written anywhere but into `cache`.

    Raises:
        ConfigError: the folder holds no content/, or a file cannot be read at all.
    """
    files, problems = read_files(Path(root))
    if overlay:
        files = dataclasses.replace(files, content={**files.content, **overlay})
    pdfs = read_reports(files.reports, cache, reveal=reveal)
    loading = _Loading(files, pdfs, cache)
    library = loading.library()
    found = [*problems, *loading.problems]
    if library is not None:
        lines = tuple(read_manifest(Path(root)))
        listed = published_anchors(lines)
        library = keep_published(library, listed)
        object.__setattr__(library, "sources", _sources(files, pdfs, listed))
        if loading.complete:
            found.extend(lost_anchors(library, listed, files.content.get))
        state = {"complete": loading.complete, "sound": loading.sound}
        found.extend(check(library, **state, refused=files.refused))
        if loading.complete:
            found.extend(check_pdfs(library, {line.address for line in lines}))
            found.extend(quoted_too_much(library, _unpublished(Path(root), library)))
        if today:
            found.extend(impossible(library, today))
    return LoadResult(library, sort_diagnostics(found))
