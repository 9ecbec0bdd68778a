"""The anchors of published pages: in the manifest of URLs, kept by findings, told where lost.

A finding's anchor is made of its first words. Once it is published it belongs to that finding: the
manifest lists it with a hash of the finding's words, by which the finding is known again wherever
it stands, and whatever else begins with the same words.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewlib.diagnostics import Applicability, ConfigError, Diagnostic, Edit
from reviewlib.library import urls
from reviewlib.library.model import Library
from reviewlib.markdown import with_anchors
from reviewlib.models import Document, Finding, Page, Review
from reviewlib.text import join_or, normalize_label

MANIFEST = "addresses.txt"
"""The manifest of published URLs, one a line; an anchor of a finding with the hash of its words."""

_HASH_LETTERS = 12
_ALIKE = 0.6  # of two anchors, from which on one may be the other reworded

PageAnchors = Mapping[str, str]
"""The anchors of one page, each with the hash of its finding's words; "" for a heading's."""

_Record = Review | Document | Page


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One line of the manifest."""

    number: int  # the line, from 1
    address: str  # the URL below the site's root, with its anchor where it has one
    words: str = ""  # the hash of the finding's words, or ""


def read_manifest(root: Path) -> Iterator[ManifestLine]:
    """The lines of the manifest of published URLs.

    Raises:
        ConfigError: it is a link, or no text.
    """
    if (root / MANIFEST).is_symlink():
        raise ConfigError(f"{root / MANIFEST} is a link; it has to be a file of its own.")
    try:
        text = (root / MANIFEST).read_text("utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{root / MANIFEST} cannot be read: {error}.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        address, _, words = line.strip().partition(" ")
        if "#" in address and address.startswith("/"):
            yield ManifestLine(number, address, words.strip())
        elif line.strip():
            yield ManifestLine(number, line.strip())


def published_anchors(lines: Iterable[ManifestLine]) -> dict[str, dict[str, str]]:
    """The anchors in the manifest, by the address of their page."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        page, sign, anchor = line.address.partition("#")
        if sign:
            found[page.removeprefix("/")][anchor] = line.words
    return dict(found)


def words_hash(finding: Finding) -> str:
    """By which a finding is known again: a hash of its words, not of their marks or case."""
    words = normalize_label(finding.text).encode()
    return hashlib.sha256(words).hexdigest()[:_HASH_LETTERS]


def anchored_records(library: Library) -> Iterator[tuple[str, _Record]]:
    """Each record that has a page with anchors of its own, with its address."""
    for review in library.reviews:
        yield urls.review_address(review), review
    for document in library.documents:
        yield urls.document_address(document), document
    for page in library.pages:
        yield page.address, page


def anchors_on(record: _Record) -> set[str]:
    """The anchors of the page that is made of a record."""
    return {bearer.anchor for bearer in _bearers(record)}


def anchors_of(library: Library) -> dict[str, dict[str, str]]:
    """The anchors of every page that is made of one record, each with the hash of its words."""
    found = {}
    for address, record in anchored_records(library):
        found[address] = {one.anchor: "" for one in record.sections if one.heading}
        findings = (one for section in record.sections for one in section.findings)
        found[address].update((one.anchor, words_hash(one)) for one in findings)
    return found


def _moved(library: Library, listed: Mapping[str, PageAnchors]) -> dict[str, dict[str, str]]:
    """Anchors by the address that their page has now."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for page, anchors in listed.items():
        found[library.redirects.get(page, page)].update(anchors)
    return found


# ---------- a finding keeps the anchor that was published for it


def keep_published(library: Library, listed: Mapping[str, PageAnchors]) -> Library:
    """The library, in which every finding that was published has the anchor it had then."""
    by_page = _moved(library, listed)
    changed = {}
    for review in library.every_review:
        anchors = by_page.get(urls.review_address(review), {})
        renamed = _renamed(review, anchors) if anchors else {}
        if renamed:
            sections = tuple(with_anchors(section, renamed) for section in review.sections)
            changed[review.id] = dataclasses.replace(review, sections=sections)
    if not changed:
        return library
    reviews = tuple(changed.get(review.id, review) for review in library.every_review)
    return dataclasses.replace(library, every_review=reviews)


def _renamed(review: Review, listed: PageAnchors) -> dict[str, str]:
    """The anchors that are to be others: what each is, and what it is to be."""
    loose = {one.anchor: words_hash(one) for one in review.findings if not one.has_own_anchor}
    often = Counter(loose.values())
    former = {words: anchor for anchor, words in listed.items() if words}
    taken = anchors_on(review) - loose.keys()
    kept = {}
    for now, words in loose.items():
        anchor = former.get(words, "")
        if anchor and often[words] == 1 and anchor not in taken:
            kept[now] = anchor
            taken.add(anchor)
    found = {now: anchor for now, anchor in kept.items() if now != anchor}
    for now in loose if found else ():
        if now in kept:
            continue
        if now in taken:
            found[now] = _free(now, taken | loose.keys())
        taken.add(found.get(now, now))
    return found


def _free(anchor: str, taken: set[str]) -> str:
    number = 2
    while f"{anchor}-{number}" in taken:
        number += 1
    return f"{anchor}-{number}"


# ---------- published anchors that nothing bears any more


@dataclass(frozen=True, slots=True)
class _Bearer:
    """What could bear a lost anchor: a heading or a finding."""

    what: str
    anchor: str
    line: int


def lost_anchors(
    library: Library, listed: Mapping[str, PageAnchors], content: Callable[[str], bytes]
) -> Iterator[Diagnostic]:
    """A warning for each published anchor of a page that nothing on it bears any more."""
    by_page = _moved(library, listed)
    for address, record in anchored_records(library):
        known = by_page.get(address, {})
        now = anchors_on(record) if known else ()
        lost = [anchor for anchor in known if anchor not in now]
        if lost:
            rows = content(record.place.path).decode("utf-8-sig", "replace").splitlines()
            unlisted = [one for one in _bearers(record) if one.anchor not in known]
            for anchor in lost:
                yield _lost(address, anchor, record, _likely(anchor, unlisted), rows)


def _bearers(record: _Record) -> Iterator[_Bearer]:
    for section in record.sections:
        if section.heading:
            yield _Bearer("heading", section.anchor, section.line)
        for finding in section.findings:
            yield _Bearer("finding", finding.anchor, finding.line)


def _likely(anchor: str, bearers: Iterable[_Bearer]) -> list[_Bearer]:
    """Which of those that are new may be what bore an anchor: the most alike, the best first."""
    ratios = [(difflib.SequenceMatcher(None, anchor, one.anchor[: len(anchor) + 8]).ratio(), one)
              for one in bearers]  # fmt: skip
    best = max((ratio for ratio, _ in ratios), default=0.0)
    return [one for ratio, one in ratios if ratio >= max(_ALIKE, best - 0.01)]


def _lost(
    address: str, anchor: str, record: _Record, likely: list[_Bearer], rows: list[str]
) -> Diagnostic:
    line, what, fix = record.place.line, "nothing on this page has that address now", None
    end = f"{{#{anchor}}}"
    hint = f"If what was there has other words now, write {end} at its end."
    if len(likely) == 1:
        one = likely[0]
        line, what = one.line, f"the {one.what} here has #{one.anchor}"
        fix = _with_end(rows, one.line, end)
        hint = f"If it is what was there, write {end} at the end of the {one.what}."
    elif likely:
        lines = join_or([f"line {one.line}" for one in likely])
        hint = f"If what was there is now on {lines}, write {end} at its end."
    if fix:
        hint = "\n".join(["If it is what was there, write:", *(f"  {row}" for row in fix.rows)])
    message = f"/{address}#{anchor} was published, and {what}."
    hint = f"{hint}\nIf it was taken out for good, delete its line from {MANIFEST}."
    return Diagnostic(record.place.path, line, 0, "", "anchor-lost", message, hint, fix)


def _with_end(rows: list[str], line: int, end: str) -> Edit | None:
    """The line with an anchor at its end, where it is a paragraph of one line."""
    row = rows[line - 1].rstrip()
    after = rows[line].strip() if line < len(rows) else ""
    goes_on = after and not after.startswith(("-", "*", "+", "#")) and not row.startswith("#")
    if goes_on or row.endswith("}"):
        return None
    return Edit.lines(line, [f"{row} {end}"], applicability=Applicability.UNSAFE)
