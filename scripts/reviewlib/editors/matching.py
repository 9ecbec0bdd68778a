"""Which record a PDF belongs to: its printed title and size, then hosts and dates in its text."""

# A wrong match publishes a report under another authority, so that a match is sure only where two
# clues agree and none contradicts. Whatever else is found is told to the editor, who decides.

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import unquote

from reviewlib.editors.outline import HostNames
from reviewlib.library import Library
from reviewlib.library.urls import wanted_file
from reviewlib.models import (
    Authority,
    Document,
    DocumentKind,
    HeldFile,
    Report,
    ReportKind,
    Review,
    Status,
    Year,
)
from reviewlib.pdf import PdfResult
from reviewlib.pdf.dates import find_dates
from reviewlib.presentation.wording import join_and
from reviewlib.schema import Place, Precision, SizeValue, VisitDatesValue, slugify
from reviewlib.text import normalize_label, quoted

_PRINTED_BEFORE = re.compile(
    r"^\s*(?:(?:pdf(?: file| document)?|download|word file)\s*[:–—-]\s*|(?:download|view) (?=\w))",
    re.I,
)
_PRINTED_AFTER = re.compile(
    r"\s*[(\[][^()\[\]]*\b(?:pdf|new (?:window|tab))\b[^()\[\]]*[)\]]|[\s,–—-]+pdf\s*$", re.I
)
_PRINTED_SIZE = re.compile(
    r"[\s,(\[–—-]*\b(\d{1,4}(?:\.\d{1,2})?)\s*(KB|MB|kB|bytes)\b[)\]]*", re.I
)
_COPY = re.compile(r"\s*\(\d{1,2}\)$|\s+-\s+copy$", re.I)
_NO_TITLE = re.compile(
    r"^(?:untitled|document\d*|report template|template|powerpoint presentation|presentation\d*|"
    r"slide \d+|title|microsoft (?:word|powerpoint|excel) - .*|"
    r".*\.(?:docx?|pptx?|xlsx?|pdf|odt|html?)|"
    r"(?:file|https?|about):.*)$",
    re.I,
)
_VISIT = re.compile(
    r"\b(?:visit(?:s|ed)?|took place|fieldwork|field work|held (?:on|from|between|in|over|during)|"
    r"review (?:week|days|activity)|engaged with|was carried out|conducted)\b",
    re.I,
)
_NO_VISIT = re.compile(r"\b(?:publish|Act|Bill|inspect|launched|dated)", re.I)
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_ON_FRONT = 4
_SHORT = 90


def is_real_title(title: str) -> bool:
    """Whether the title in a PDF's properties is one that somebody gave it, not a program.

    >>> is_real_title("Glenmore Summary"), is_real_title("Microsoft Word - glenmore v3.docx")
    (True, False)
    """
    return bool(title.strip()) and not _NO_TITLE.match(title.strip())


def printed_label(words: str) -> str:
    """The words printed for a link to a PDF without those on the file and its window.

    >>> printed_label("Download Moray report (PDF, 2.3 MB, opens in a new tab)")
    'Moray report'
    """
    words = _PRINTED_AFTER.sub("", " ".join(words.split()))
    return _PRINTED_BEFORE.sub("", _PRINTED_SIZE.sub("", words)).strip(" ,;:–—-")


def plain_name(words: str) -> str:
    """The words printed for a file, or its name, made comparable with a report's title.

    >>> plain_name("PDF file: Moray report (2.3 MB)") == plain_name("moray-report.pdf")
    True
    """
    words = re.sub(r"\.pdf$", "", printed_label(unquote(words)), flags=re.I)
    folded = normalize_label(_COPY.sub("", words))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded).split())


def size_agrees(printed: SizeValue, size: int) -> bool:
    """Whether a file has the size that is printed for it: rounded or cut off, in either kilobyte.

    >>> size_agrees(SizeValue("1.4 MB", 1400), 1_440_000)
    True
    >>> size_agrees(SizeValue("162 KB", 162), 170_000)
    False
    """
    number, unit = printed.text.split()
    step = 10.0 ** -len(number.partition(".")[2])
    power = 2 if unit == "MB" else 1
    return any(abs(size / base**power - float(number)) <= step for base in (1000, 1024))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A PDF that is to get its place."""

    label: str  # the words its publisher printed for it, or the name of the file
    result: PdfResult  # what was read from it
    address: str = ""  # where it was fetched from, or ""

    @property
    def title(self) -> str:
        """The title in its properties, unless a program put it there."""
        title = self.result.facts.title if self.result.facts else ""
        return title if is_real_title(title) else ""

    @property
    def front(self) -> tuple[str, ...]:
        """The texts that may say whose report it is, the most telling first."""
        blocks = self.result.pages[0].blocks if self.result.pages else ()
        headings = [block.text for block in blocks if block.kind == "heading"]
        short = [block.text for block in blocks[:_ON_FRONT] if len(block.text) < _SHORT]
        return (self.title, " \n ".join(headings), " \n ".join(short))

    @property
    def text(self) -> str:
        """All of its text."""
        return "\n".join(page.text for page in self.result.pages)


def hosts_of(
    candidate: Candidate, authorities: Iterable[Authority]
) -> tuple[tuple[str, ...], bool]:
    """Who hosted the review, by id, and whether its title or first headings say so."""
    names = HostNames(authorities)
    for text in (*candidate.front, candidate.label.replace("-", " ")):
        if named := tuple(dict.fromkeys(names.named_in(text))):
            return named, True
    most = Counter(names.named_in(candidate.text)).most_common(1)
    return tuple(host for host, _ in most), False


def visit_dates(result: PdfResult) -> tuple[str, ...]:
    """The dates in sentences about the visit, in the form that records take; runs of days first."""
    found: dict[str, None] = {}
    for page in result.pages:
        for sentence in _SENTENCE.split(page.text):
            if _VISIT.search(sentence) and not _NO_VISIT.search(sentence):
                found.update(dict.fromkeys(find_dates(sentence)))
    return tuple(sorted(found, key=lambda one: (len(one) < len("2022-08-29"), " " not in one)))


def is_within(when: str, year: Year) -> bool:
    """Whether all of a date lies in a programme year."""
    dates = _DATE.findall(when)
    return bool(dates) and all(year.first.iso[:7] <= one[:7] <= year.last.iso[:7] for one in dates)


# ---------- what waits for a PDF


@dataclass(frozen=True, slots=True)
class Target:
    """A report that a record lists and the library does not hold; or a review without one."""

    record: Review | Document  # a document is itself the report
    report: Report | Document | None  # its entry, or None where the record lists none

    @property
    def path(self) -> str:
        """The record's file."""
        return self.record.place.path

    @property
    def listed(self) -> str | None:
        """The page that its record says offers it."""
        return self.report.listed if isinstance(self.report, Report) else None

    @property
    def names(self) -> frozenset[str]:
        """What a file of it may be called."""
        if self.report is None:
            return frozenset()
        wanted = wanted_file(self.record, self.report)
        names = [self.report.title, wanted]
        if isinstance(self.report, Document):
            names += [self.report.name, PurePosixPath(self.report.link or wanted).name]
        return frozenset(map(plain_name, names))


def is_waiting(report: HeldFile) -> bool:
    """Whether the library has neither the file of a report nor anything that was read from one."""
    return not report.file and not report.original


def waiting_targets(library: Library) -> tuple[Target, ...]:
    """All that waits for a PDF, in the order of the reviews; then the documents."""
    found: list[Target] = []
    for review in library.reviews:
        found += [Target(review, report) for report in review.reports if is_waiting(report)]
        if not review.reports:
            found.append(Target(review, None))
    found += [Target(one, one) for one in library.documents if is_waiting(one) and _is_file(one)]
    return tuple(found)


def _is_file(document: Document) -> bool:
    pages = (DocumentKind.WEB_PAGE, DocumentKind.COUNCIL_PAGE)
    return document.kind not in pages and (document.format or "PDF") in ("PDF", "slides")


class State(StrEnum):
    """What is to become of a PDF."""

    SURE = "sure"
    NEW = "new record"
    REPLACES = "replaces"
    KNOWN = "here already"
    UNSURE = "not sure"
    REFUSED = "cannot be used"


PLACED = (State.SURE, State.NEW, State.REPLACES)
"""What gives a PDF its place."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a PDF belongs."""

    state: State  # how sure that is
    target: Target | None = None  # the entry it belongs to, or seems to; a record to begin
    clues: tuple[str, ...] = ()  # what says so, in a word or two each
    reason: str = ""  # why it is not sure, as a sentence
    when: str = ""  # the dates of the visit, where the report gives them


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one PDF says, and what in a record agrees with that."""

    candidate: Candidate
    library: Library
    hosts: tuple[str, ...]  # who hosted the review, by id
    is_plain: bool  # whether its title or first headings say so
    dates: tuple[str, ...]  # of the visit
    names: frozenset[str]  # what it is called

    @classmethod
    def of(cls, candidate: Candidate, library: Library) -> _Evidence:
        hosts, is_plain = hosts_of(candidate, library.vocabulary.authorities)
        file = PurePosixPath(candidate.address.partition("?")[0]).name
        names = frozenset(map(plain_name, (candidate.label, candidate.title, file))) - {""}
        return cls(candidate, library, hosts, is_plain, visit_dates(candidate.result), names)

    @property
    def days(self) -> list[str]:
        """The dates that have a day."""
        return [one for one in self.dates if len(one) >= len("2022-08-29")]

    def of_year(self, dates: Iterable[str], record: Review) -> list[str]:
        """The dates within the programme year of a record."""
        year = self.library.year.get(record.year)
        return [one for one in dates if year is not None and is_within(one, year)]

    def clues(self, target: Target) -> tuple[str, ...]:
        """What agrees, in a word or two each."""
        record, report = target.record, target.report
        size = report.size if report else None
        told = {
            "title": bool(self.names & target.names),
            "size": size is not None and size_agrees(size, self.candidate.result.size),
        }
        if isinstance(record, Document):  # which bears its title where a report has a host
            front = plain_name("\n".join(self.candidate.front))
            told["first page"] = plain_name(record.title) in front
        else:
            told["host"] = bool(self.hosts) and set(self.hosts) <= set(record.authorities)
            told["date"] = bool(self.of_year(self.dates, record))
        return tuple(clue for clue, agrees in told.items() if agrees)

    def kind(self, target: Target) -> bool:
        """Whether it is a summary as the report is, or none as that is none."""
        said = normalize_label(f"{self.candidate.label} {self.candidate.title}")
        kind = target.report.kind if target.report else ReportKind.REPORT
        return ("summary" in said) == (kind is ReportKind.SUMMARY)

    def labels(self, hosts: Iterable[str]) -> str:
        return join_and([self.library.authority[host].label for host in hosts])

    def contradiction(self, target: Target) -> str:
        """What speaks against a match, as a sentence; "" where nothing does."""
        if isinstance(target.record, Document):
            return ""
        if self.is_plain and not set(self.hosts) & set(target.record.authorities):
            return f"It names {self.labels(self.hosts)}, which is no host of that review."
        if self.days and not {"size", "date"} & set(self.clues(target)):
            return f"It seems to be of a visit in {self.days[0]}, outside that programme year."
        return ""

    def when(self, record: Review | Document) -> str:
        """The days of the visit, where it gives one run of days that fits the record."""
        if isinstance(record, Document):
            return ""
        fitting = self.of_year(self.days, record)
        if len(fitting) != 1:
            return ""
        first, known = _DATE.findall(fitting[0])[0], record.when
        outside = (
            known.first
            and known.last
            and not known.first.isoformat() <= first <= known.last.isoformat()
        )
        return "" if outside and record.is_held else fitting[0]

    def match(self, target: Target, why: str, *, plain: bool = True) -> Match:
        """The match with a record: sure where two clues agree and nothing contradicts.

        Args:
            why: why it is not sure else.
            plain: whether it may be sure.
        """
        clues, against = self.clues(target), self.contradiction(target)
        if plain and len(clues) > 1 and not against:
            return Match(State.SURE, target, clues, when=self.when(target.record))
        return Match(State.UNSURE, target, clues, against or why)


def _by_title(evidence: _Evidence, named: Sequence[Target]) -> Match:
    """A PDF whose name is the title of one that waits."""
    if len(named) > 1:
        where = join_and([target.path for target in named])
        named = [target for target in named if "size" in evidence.clues(target)]
        if len(named) != 1:
            return Match(State.UNSURE, None, ("title",), f"Reports of this title wait in {where}.")
    (target,) = named
    why = "Its title agrees; its size differs, and its text names no host of that review."
    if isinstance(target.record, Document):
        why = "Its title agrees; neither its size nor its first page does."
    elif target.report and target.report.size is None:
        why = "Its title agrees; its text names no host of that review."
    return evidence.match(target, why)


def _by_host(evidence: _Evidence, targets: Sequence[Target]) -> Match:
    """A PDF that goes by another name, of a host that has a report waiting."""
    tests = (
        lambda target: "date" in evidence.clues(target),
        lambda target: "size" in evidence.clues(target),
        evidence.kind,
    )
    for test in tests:
        targets = list(filter(test, targets)) or targets
    if len(targets) > 1:
        where = join_and([target.path for target in targets])
        return Match(State.UNSURE, None, ("host",), f"It may belong to {where}.")
    (target,) = targets
    why = "Neither its title nor its size nor a date in it agrees with that record."
    plain = evidence.is_plain or isinstance(target.record, Document)
    return evidence.match(target, why, plain=plain)


def _new(evidence: _Evidence) -> Match:
    """A PDF of a host that has nothing waiting."""
    library, hosts = evidence.library, evidence.hosts
    if not hosts or not evidence.is_plain:
        return Match(State.UNSURE, reason="It does not say plainly whose review it is of.")
    fitting = {
        year.id: when
        for when in reversed(evidence.dates)
        for year in library.vocabulary.years
        if is_within(when, year)
    }
    label = evidence.labels(hosts)
    if len(fitting) != 1:
        given = f" It gives {evidence.dates[0]}." if evidence.dates else ""
        why = f"It is of {label}; no programme year in years.yml can be told from it.{given}"
        return Match(State.UNSURE, reason=why)
    ((year, when),) = fitting.items()
    for review in library.in_year.get(year, ()):
        if set(review.authorities) & set(hosts):
            why = f"The record {review.place.path} has its report already."
            return Match(State.UNSURE, Target(review, None), ("host", "date"), why)
    slug = slugify(" ".join(hosts))
    begun = Review(
        authorities=hosts,
        when=VisitDatesValue(Precision.UNKNOWN),
        status=Status.TOOK_PLACE,
        year=year,
        slug=slug,
        place=Place(f"content/reviews/{year}/{slug}.md", 1),
    )
    return Match(State.NEW, Target(begun, None), ("host", "date"), when=when)


def known_report(candidate: Candidate, library: Library) -> Target | None:
    """The report that is this very file, or was made from it."""
    for review in library.with_files:
        for report in review.reports:
            held = library.pdfs.get(report.file or "")
            if candidate.result.sha256 in (report.original, held.sha256 if held else None):
                return Target(review, report)
    return None


def _replaced(evidence: _Evidence) -> Target | None:
    """The one report of this very title that the library holds, in other bytes."""
    found = [
        Target(review, report)
        for review in evidence.library.serving
        for report in review.reports
        if not is_waiting(report) and plain_name(report.title) in evidence.names
    ]
    return found[0] if len(found) == 1 and not evidence.contradiction(found[0]) else None


def match(candidate: Candidate, library: Library, *, new: bool = False) -> Match:
    """Where a PDF belongs.

    Args:
        new: whether a record may be begun though one of its host waits for a report.
    """
    known = known_report(candidate, library)
    if known is not None:
        return Match(State.KNOWN, known, ("the same file",))
    evidence = _Evidence.of(candidate, library)
    targets = waiting_targets(library)
    named = [target for target in targets if "title" in evidence.clues(target)]
    if named and not new:
        return _by_title(evidence, named)
    replaced = _replaced(evidence)
    if replaced is not None and not new:
        return Match(State.REPLACES, replaced, evidence.clues(replaced))
    of_host = [one for one in targets if {"host", "first page"} & set(evidence.clues(one))]
    if of_host and not new:
        return _by_host(evidence, of_host)
    return _new(evidence)


def settle(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches with each report given to one PDF: of two that claim it, the one of its size."""
    claims: dict[tuple[str, int], list[int]] = {}
    for index, one in enumerate(matches):
        if one.state in PLACED and one.target is not None:
            line = one.target.report.place.line if one.target.report else 0
            claims.setdefault((one.target.path, line), []).append(index)
    settled = list(matches)
    for (path, _), rivals in claims.items():
        sized = [index for index in rivals if "size" in matches[index].clues]
        named = [index for index in sized if "title" in matches[index].clues]
        winners = named if len(named) == 1 else sized if len(sized) == 1 else []
        for index in rivals if len(rivals) > 1 else ():
            if index not in winners:
                old = matches[index]
                why = f"Another of these files seems to belong to {quoted(path)} too."
                settled[index] = Match(State.UNSURE, old.target, old.clues, why)
    return tuple(settled)
