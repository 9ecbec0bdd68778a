"""The library: every record, linked; from it all else is derived."""

from __future__ import annotations

import dataclasses
import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from reviewlib.cache import Cache, key_of
from reviewlib.library import urls
from reviewlib.library.page_registry import MADE, PAGES, PageKind
from reviewlib.library.quote_checks import check_quotes
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import (
    Assessment,
    Authority,
    Development,
    Document,
    Finding,
    HeldFile,
    Page,
    Practicum,
    Programme,
    Region,
    Review,
    Statement,
    Step,
    Synonym,
    Theme,
    ThemeIntro,
    Year,
)
from reviewlib.pdf import PdfResult, Quote, first_pages


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)
_M = TypeVar("_M")


def _by_id(records: Iterable[_T]) -> dict[str, _T]:
    return {record.id: record for record in records}


# What is derived of terms and documents, and of each review alone, whatever others there are.
_OF_NO_OTHERS = (
    "authority", "theme", "region", "year", "document", "intro", "narrower", "quotes",
)  # fmt: skip


def _grouped(pairs: Iterable[tuple[_M, Iterable[str]]]) -> dict[str, tuple[_M, ...]]:
    """What has each name, in order."""
    found: defaultdict[str, list[_M]] = defaultdict(list)
    for one, names in pairs:
        for name in names:
            found[name].append(one)
    return {name: tuple(having) for name, having in found.items()}


@dataclass(frozen=True, slots=True)
class Sources:
    """Hashes of what a library was read from."""

    common: bytes  # of our code and of every file that is neither a review's nor a PDF
    reviews: Mapping[str, bytes]  # of each review's file, by its path
    pdfs: Mapping[str, bytes]  # of what is known of each PDF, by its name


Record = Review | Document


@dataclass(frozen=True, slots=True)
class Part(Generic[_M]):
    """Something that is made of some records alone."""

    name: str | bytes  # what tells it from others of its kind
    of: tuple[Record, ...]  # the records that it may tell of
    # is given a library that has no other reviews and no others' PDFs, so that it cannot depend on
    # them
    make: Callable[[Library], _M]


@dataclass(frozen=True)
class Library:
    """Everything that was read and found right, frozen."""

    programme: Programme  # the programme and who keeps the library
    vocabulary: Vocabulary  # themes, authorities, regions, years, stages, headings, synonyms
    every_review: tuple[Review, ...]  # all reviews in date order, withdrawn ones too
    documents: tuple[Document, ...]  # all documents, in the order of lists
    pages: tuple[Page, ...]  # the pages written by hand
    intros: tuple[ThemeIntro, ...]  # the introductions to themes
    practicums: tuple[Practicum, ...]  # local improvement projects with measured aims
    # the records of each list in content/programme/ in order, by their model
    lists: Mapping[type, tuple[Any, ...]]
    files: dict[str, Path]  # the PDFs in reports/, by name
    # what is known of each of them, by name
    pdfs: dict[str, PdfResult] = field(default_factory=dict)
    cache: Cache | None = field(default=None, compare=False)  # what is kept between runs, or None
    # Not in `__init__`, so that `dataclasses.replace` does not hand it on to another library.
    # hashes of all that it was read from, or None where not all that it holds was
    sources: Sources | None = field(default=None, init=False, compare=False, repr=False)

    def derived_of_each(
        self, kind: str, parts: Sequence[Part[_M]], of: Any, *more: str | bytes
    ) -> Iterator[_M]:
        """What is made of some records alone, each part from the cache until one of them changes.

        Args:
            of: its type, by which it is read back.
            more: what else each depends on.
        """
        cache = (self.cache if self.sources else None) or Cache()
        return cache.cached_each(
            kind,
            parts,
            lambda part: self._key(part.of, part.name, *more),
            lambda part: part.make(self.alone(part.of)),
            of,
        )

    def derived_of_reviews(
        self,
        kind: str,
        reviews: Sequence[Review],
        make: Callable[[Library, Review], _M],
        of: Any,
        *more: str | bytes,
    ) -> dict[str, _M]:
        """What is made of each of some reviews alone, by its id; as `derived_of_each`."""

        def part(review: Review) -> Part[_M]:
            return Part(review.id, (review,), lambda alone: make(alone, review))

        made = self.derived_of_each(kind, [*map(part, reviews)], of, *more)
        return {review.id: value for review, value in zip(reviews, made, strict=True)}

    def alone(self, records: tuple[Record, ...]) -> Library:
        """A library that has no other reviews than these, and no PDFs but theirs."""
        reviews = {one.id: one for one in records if isinstance(one, Review)}
        alone = dataclasses.replace(
            self,
            every_review=tuple(sorted(reviews.values(), key=lambda one: one.sort_key)),
            pdfs={file: self.pdfs[file] for one in records for file in self._pdfs_of[one.id]},
        )
        alone.__dict__.update((name, getattr(self, name)) for name in _OF_NO_OTHERS)
        return alone

    def _key(self, records: tuple[Record, ...], *more: str | bytes) -> bytes:
        """A hash of all that some records were read from, with what all share."""
        assert self.sources is not None
        hashes = sorted({self._hashes[one.id] for one in records})
        return key_of(self.sources.common, len(hashes), *hashes, *more)

    @functools.cached_property
    def _pdfs_of(self) -> dict[str, list[str]]:
        """The PDFs that what is made of a record may depend on, by its id: its own, those cited."""
        found = {}
        for record in self.with_files:
            findings = record.findings if isinstance(record, Review) else ()
            cited = {finding.document for finding in findings} & self.document.keys()
            records = (record, *map(self.document.__getitem__, sorted(cited)))
            files = (one.file for each in records for one in each.reports)
            found[record.id] = [file for file in files if file and file in self.pdfs]
        return found

    @functools.cached_property
    def _hashes(self) -> dict[str, bytes]:
        """A hash of what each review and document was read from, by id; of its PDFs as well."""
        assert self.sources is not None
        known, found = self.sources, {}
        for record in self.with_files:
            path = record.place.path
            of_pdfs = (known.pdfs[one] for one in self._pdfs_of[record.id])
            found[record.id] = key_of(path, known.reviews.get(path, b""), *of_pdfs)
        return found

    @functools.cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews that are not withdrawn, in date order."""
        return tuple(review for review in self.every_review if not review.is_withdrawn)

    @functools.cached_property
    def review_at(self) -> dict[str, Review]:
        """The reviews that are not withdrawn, by the address of their page."""
        return {urls.review_address(review): review for review in self.reviews}

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of hosting a review."""
        return self.lists[Step]

    @property
    def developments(self) -> tuple[Development, ...]:
        """What the programme was asked and did."""
        return self.lists[Development]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What people said of it."""
        return self.lists[Statement]

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments of the site's accessibility."""
        return self.lists[Assessment]

    def shown_on(self, kind: PageKind) -> tuple[Any, ...]:
        """The records that are shown on a page written by hand."""
        if kind.records is Practicum:
            return self.practicums
        if kind.records is Synonym:
            return self.vocabulary.synonyms
        return self.lists[kind.records] if kind.records else ()

    @functools.cached_property
    def assessment(self) -> Assessment | None:
        """The latest assessment of accessibility; None where there was none yet."""
        return max(self.assessments, key=lambda one: one.date, default=None)

    @functools.cached_property
    def authority(self) -> dict[str, Authority]:
        """Authorities by id."""
        return _by_id(self.vocabulary.authorities)

    @functools.cached_property
    def theme(self) -> dict[str, Theme]:
        """Themes by id."""
        return _by_id(self.vocabulary.themes)

    @functools.cached_property
    def region(self) -> dict[str, Region]:
        """Regions by id."""
        return _by_id(self.vocabulary.regions)

    @functools.cached_property
    def year(self) -> dict[str, Year]:
        """Programme years by id."""
        return _by_id(self.vocabulary.years)

    @functools.cached_property
    def document(self) -> dict[str, Document]:
        """Documents by id."""
        return _by_id(self.documents)

    @functools.cached_property
    def intro(self) -> dict[str, ThemeIntro]:
        """Introductions by the id of their theme."""
        return {intro.theme: intro for intro in self.intros}

    @functools.cached_property
    def hosted(self) -> dict[str, tuple[Review, ...]]:
        """The reviews that each authority hosted, by its id."""
        return _grouped((review, review.authorities) for review in self.reviews)

    @functools.cached_property
    def took_part(self) -> dict[str, tuple[Review, ...]]:
        """The reviews of others in which each authority took part, by its id."""
        return _grouped((review, review.contributors) for review in self.reviews)

    @functools.cached_property
    def probably_took_part(self) -> dict[str, tuple[Review, ...]]:
        """The reviews in which each authority probably took part, by its id."""
        return _grouped((review, review.probably) for review in self.reviews)

    @functools.cached_property
    def in_year(self) -> dict[str, tuple[Review, ...]]:
        """The reviews listed under each programme year, by its id."""
        return _grouped((review, (review.year,)) for review in self.reviews)

    @functools.cached_property
    def on_theme(self) -> dict[str, tuple[Review, ...]]:
        """The reviews on each theme or on a narrower one, by its id."""
        pairs = ((review, self._all_with_wider(review.themes)) for review in self.reviews)
        return _grouped(pairs)

    @functools.cached_property
    def findings_on_theme(self) -> dict[str, tuple[tuple[Review, Finding], ...]]:
        """The findings under each theme: its own where it names some, else its review's."""
        wider = functools.cache(self._all_with_wider)
        return _grouped(
            ((review, finding), wider(finding.themes or review.themes))
            for review in self.reviews
            for finding in review.findings
        )

    def reviews_telling_of(self, theme: str) -> tuple[Review, ...]:
        """The reviews on a theme or on a narrower one, and those with a finding on it."""
        found = {one.id: one for one in self.on_theme.get(theme, ())}
        found.update((one.id, one) for one, _ in self.findings_on_theme.get(theme, ()))
        return tuple(found.values())

    @functools.cached_property
    def finding_at(self) -> dict[str, tuple[Review, Finding]]:
        """Every finding, by its address as texts write it: with "/" before it."""
        return {
            f"/{urls.review_address(review)}#{finding.anchor}": (review, finding)
            for review in self.reviews
            for finding in review.findings
        }

    def current_url(self, url: str) -> str:
        """A URL on this site, "/" before it, as it is now where its page was moved."""
        page, sign, anchor = url.removeprefix("/").partition("#")
        return f"/{self.redirects.get(page, page)}{sign}{anchor}"

    @functools.cached_property
    def alike(self) -> dict[str, tuple[str, ...]]:
        """Addresses of findings that editors marked as saying the same, by the address of each."""
        groups: dict[str, tuple[str, ...]] = {}
        marked = (
            (review, one) for review in self.reviews for one in review.findings if one.same_as
        )
        for review, finding in marked:
            place = f"/{urls.review_address(review)}#{finding.anchor}"
            same = self.current_url(finding.same_as)
            if same in self.finding_at:
                pair = (place, same)
                group = tuple(dict.fromkeys(two for one in pair for two in groups.get(one, (one,))))
                groups.update(dict.fromkeys(group, group))
        return groups

    def saying_the_same(self, findings: Iterable[tuple[Review, Finding]]) -> Iterator[Review]:
        """The reviews with findings that editors marked as saying the same as some."""
        for review, finding in findings if self.alike else ():
            place = f"/{urls.review_address(review)}#{finding.anchor}"
            yield from (self.finding_at[one][0] for one in self.alike.get(place, ()))

    @functools.cached_property
    def quotes(self) -> dict[tuple[str, str], Quote]:
        """The quotations that could be looked for, by the review's id and the finding's anchor."""
        return check_quotes(self.every_review, self.document, self.pdfs)

    @functools.cached_property
    def with_files(self) -> tuple[Review | Document, ...]:
        """Every record that may have files; those of a document are itself."""
        return (*self.every_review, *self.documents)

    @property
    def serving(self) -> tuple[Review | Document, ...]:
        """The same without the reviews that are withdrawn."""
        return (*self.reviews, *self.documents)

    @functools.cached_property
    def holder(self) -> dict[str, Review | Document]:
        """The record that names each file."""
        return {
            one.file: record for record in self.with_files for one in record.reports if one.file
        }

    def texts(self, record: Review | Document) -> dict[str, HeldFile]:
        """The reports of a record whose text has a page of its own, by that page's address."""
        reports = [
            report
            for report in record.reports
            if report.file in self.pdfs
            and report.rights is not None
            and report.rights.may_serve
            and self.pdfs[report.file].has_text_page
        ]
        several = len(reports) > 1
        return {urls.text_address(record, report, several): report for report in reports}

    @functools.cached_property
    def text_addresses(self) -> frozenset[str]:
        """The page of every text, but of withdrawn reviews."""
        return frozenset(address for record in self.serving for address in self.texts(record))

    @functools.cached_property
    def naming(self) -> dict[str, tuple[Review, ...]]:
        """The reviews that name each document as a source, by its id."""
        return _grouped((review, review.sources) for review in self.reviews)

    @functools.cached_property
    def narrower(self) -> dict[str, tuple[Theme, ...]]:
        """The themes directly under each theme, by its id."""
        return _grouped((theme, theme.parents) for theme in self.vocabulary.themes)

    def with_wider(self, theme: str) -> tuple[str, ...]:
        """A theme and every wider one, nearest first, none twice."""
        found = [theme]
        for one in found:
            found.extend(up for up in self.theme[one].parents if up not in found)
        return tuple(found)

    def _all_with_wider(self, themes: tuple[str, ...]) -> tuple[str, ...]:
        """Themes and every wider one, none twice."""
        return tuple(dict.fromkeys(one for name in themes for one in self.with_wider(name)))

    def related(self, review: Review, most: int = 4) -> tuple[Review, ...]:
        """Other reviews that share a theme or a host, in date order; nearest in theme chosen."""
        shared: Counter[int] = Counter()  # how much each shares, by its position
        for theme in review.themes:
            shared.update(2 * self._having_theme.get(theme, ()))
        for host in review.authorities:
            shared.update(self._position[other.id] for other in self.hosted.get(host, ()))
        shared.pop(self._position.get(review.id, -1), None)
        nearest = heapq.nsmallest(most, ((-count, place) for place, count in shared.items()))
        return tuple(self.reviews[place] for place in sorted(place for _, place in nearest))

    @functools.cached_property
    def _position(self) -> dict[str, int]:
        """Each review's position in date order, by id."""
        return {review.id: position for position, review in enumerate(self.reviews)}

    @functools.cached_property
    def _having_theme(self) -> dict[str, tuple[int, ...]]:
        """The positions of the reviews that name each theme themselves, by its id."""
        return _grouped((place, review.themes) for place, review in enumerate(self.reviews))

    def first_pages(self, names: Iterable[str]) -> dict[str, bytes]:
        """A picture of the first page of each of some PDFs that can be drawn, by its name."""
        files = {name: self.files[name] for name in names if name in self.pdfs}
        return first_pages(files, self.pdfs, self.cache)

    @functools.cached_property
    def addresses(self) -> frozenset[str]:
        """Every page there is. `pages` yields exactly these."""
        return self.record_addresses | {page.address for page in self.pages}

    @functools.cached_property
    def findable(self) -> frozenset[str]:
        """The pages in the site map.

        Not the notice where a review was withdrawn, nor the text of a report, which names its
        review's page as the one to be found.
        """
        withdrawn = {urls.review_address(one) for one in self.every_review if one.is_withdrawn}
        return (
            self.addresses
            - withdrawn
            - self.text_addresses
            - {kind.address for kind in PAGES if not kind.in_sitemap}
        )

    @functools.cached_property
    def record_addresses(self) -> frozenset[str]:
        """Every page but those written by hand."""
        return frozenset(
            (
                *MADE,
                *map(urls.review_address, self.every_review),
                *map(urls.theme_address, self.vocabulary.themes),
                *map(urls.authority_address, self.vocabulary.authorities),
                *map(urls.year_address, self.vocabulary.years),
                *map(urls.document_address, self.documents),
                *self.text_addresses,
            )
        )

    @functools.cached_property
    def report_addresses(self) -> frozenset[str]:
        """Where the file of each report is, those of withdrawn reviews too."""
        return frozenset(urls.report_address(record, file) for file, record in self.holder.items())

    @functools.cached_property
    def redirects(self) -> dict[str, str]:
        """Each former address with the one that answers for it now."""
        years = self.vocabulary.years
        found = {f"{urls.REVIEWS}{year.id}/": urls.year_address(year) for year in years}
        for record, old, now in self.former_addresses():
            if old.endswith("/") or isinstance(record, Page):  # no file sends on
                found[old] = now
        for review in self.reviews:
            texts = tuple(self.texts(review))
            if len(texts) > 1:  # where the text was while there was one report
                found[urls.text_address(review)] = texts[0]
        return found

    def former_addresses(self) -> Iterator[tuple[Any, str, str]]:
        """Each record that had another address: it, that address, and the one it has now."""
        words = self.vocabulary
        kinds: tuple[tuple[str, Iterable[Any], Callable[[Any], str]], ...] = (
            ("{}", self.every_review, urls.review_address),
            ("{}", self.pages, lambda page: page.address),
            (f"{urls.THEMES}{{}}/", words.themes, urls.theme_address),
            (f"{urls.AUTHORITIES}{{}}/", words.authorities, urls.authority_address),
            (f"{urls.DOCUMENTS}{{}}/", self.documents, urls.document_address),
        )
        for form, records, address in kinds:
            for record in records:
                yield from ((record, form.format(old), address(record)) for old in record.formerly)
