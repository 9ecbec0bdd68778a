"""A folder to one typed, checked, immutable library. Loaded once; everything derives from it.

takes: the root folder, with content/ and reports/
gives: LoadResult(library, problems)
knows nothing of: pages, MkDocs, clocks
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reviewlib.cache import Cache, code_hash, kept_original, key_of
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
from reviewlib.schema import ReadContext

__all__ = ["Library", "LoadResult", "load"]

_Reader = Callable[[bytes, ReadContext], Any]

_PROGRAMME = "content/programme.yml"
_PAGES = "content/"
_REVIEWS = "content/reviews/"
_DOCUMENTS = "content/documents/"
_OF_THE_PROGRAMME = "content/programme/"
# How the files of each folder are read, and as what; a page stands in any folder but these.
_READERS: dict[str, tuple[_Reader, type]] = {
    _REVIEWS: (read_review, Review),
    _DOCUMENTS: (read_document, Document),
    "content/themes/": (read_theme_intro, ThemeIntro),
    "content/practicums/": (read_practicum, Practicum),
    _PAGES: (read_page, Page),
}
_LISTS = {
    kind.pattern.removeprefix(_OF_THE_PROGRAMME).removesuffix(".yml"): kind.model
    for kind in FILE_KINDS
    if kind.pattern.startswith(_OF_THE_PROGRAMME)
}

# that exports and search use
_PACKAGES = ("icalendar", "lunr", "mkdocs", "pypdf", "pyromark", "pyyaml", "xlsxwriter")


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

    def _read(self, paths: Sequence[str], reader: _Reader, kind: Any) -> tuple[Any, ...]:
        """The records of some files but for those that could not be read.

        They are taken from the cache where neither their file nor a vocabulary changed.
        """

        def key(path: str) -> bytes:
            return key_of(self._key, path, self.files.content[path])

        def read(path: str) -> tuple[Any, tuple[Diagnostic, ...]]:
            context = ReadContext(path, self.vocabulary.choices)
            return reader(self.files.content[path], context), tuple(context.problems)

        of = tuple[kind | None, tuple[Diagnostic, ...]]
        pairs = [*(self.cache or Cache()).cached_each("record", paths, key, read, of)]
        for record, problems in pairs:
            self.problems.extend(problems)
            self.complete = self.complete and record is not None
            self.sound = self.sound and not errors(problems)
        return tuple(record for record, _ in pairs if record is not None)

    def _refuse(self, path: str, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(path, 1, 0, "", code, message, hint))

    def _records(self) -> dict[type, tuple[Any, ...]]:
        """Every record that has a file of its own, by its model."""
        found: dict[str, list[str]] = {folder: [] for folder in _READERS}
        for path in self.files.content:
            if path == _PROGRAMME or path.startswith((VOCABULARY, _OF_THE_PROGRAMME)):
                continue
            folder = next(one for one in _READERS if path.startswith(one))
            is_nested = "/" in path.removeprefix(folder)
            if not path.endswith(".md"):
                message = "a file of this type has no place in this folder; records end in .md."
                self._refuse(path, "misplaced-file", message)
            elif is_nested and folder not in {_REVIEWS, _PAGES}:
                message = f"this file is in a folder of its own inside {folder}."
                self._refuse(path, "misplaced-file", message, f"Move it to {folder}.")
            else:
                found[folder].append(path)
        readers = _READERS.items()
        return {
            model: self._read(found[folder], reader, model) for folder, (reader, model) in readers
        }

    def _lists(self) -> dict[type, tuple[Any, ...]]:
        """The lists in content/programme/, by model; one that is not there is empty."""
        found: dict[type, tuple[Any, ...]] = dict.fromkeys(_LISTS.values(), ())
        for path in self.files.content:
            if not path.startswith(_OF_THE_PROGRAMME):
                continue
            model: Any = _LISTS.get(path.removeprefix(_OF_THE_PROGRAMME).removesuffix(".yml"))
            if model is None:
                hint = f"The files here are: {', '.join(f'{one}.yml' for one in _LISTS)}."
                self._refuse(path, "unknown-file", "there is no list of this name.", hint)
                continue
            reader = functools.partial(read_list, model=model)
            found[model] = next(iter(self._read([path], reader, tuple[model, ...])), ())
        return found

    def library(self) -> Library | None:
        found, lists = self._records(), self._lists()
        if _PROGRAMME not in self.files.content:
            what = "what the programme is, and who keeps the library"
            self._refuse(_PROGRAMME, "missing-file", f"the file that says {what}, is missing.")
            return None
        programmes = self._read([_PROGRAMME], read_programme, Programme)
        if not programmes:
            return None
        return Library(
            programme=programmes[0],
            vocabulary=self.vocabulary,
            every_review=tuple(sorted(found[Review], key=lambda one: one.sort_key)),
            documents=tuple(
                sorted(found[Document], key=lambda one: (one.order, one.sort_date, one.id))
            ),
            pages=tuple(sorted(found[Page], key=lambda one: (one.order, one.address))),
            intros=found[ThemeIntro],
            practicums=found[Practicum],
            lists=lists,
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
            found.extend(lost_anchors(library, listed, files.content.__getitem__))
        state = {"complete": loading.complete, "sound": loading.sound}
        found.extend(check(library, **state, refused=files.refused))
        if loading.complete:
            found.extend(check_pdfs(library, {line.address for line in lines}))
            found.extend(quoted_too_much(library, _unpublished(Path(root), library)))
        if today:
            found.extend(impossible(library, today))
    return LoadResult(library, sort_diagnostics(found))
