"""A publisher's page of links to PDFs: read as such pages are, compared with the records."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin, urlsplit

from reviewlib.editors.fetch import AGENT, Fetcher, FetchError
from reviewlib.editors.matching import Target, is_waiting, plain_name, printed_label, size_agrees
from reviewlib.editors.sources import fetched_file, keep_fetched
from reviewlib.library import Library
from reviewlib.schema import SizeValue

_SIZE = re.compile(r"(?<![\w.])(\d[\d,]{0,6}(?:\.\d{1,2})?)\s*(bytes|[KMG]i?B)\b", re.I)
_NO_NAME = re.compile(
    r"|(?:click )?here|pdf|report|file|document|link|"
    r"(?:download|view|open|read|get|see)(?: (?:the|this|full|report|pdf|file|document|here))*"
)
_NO_PDF = re.compile(r"\.(?:docx?|xlsx?|pptx?|odt|rtf|zip|csv|jpe?g|png)$", re.I)
_BREAK = re.compile(
    r"br|d[dlt]|div|h[1-6r]|header|footer|li|main|nav|[ou]l|p|section|table|tr|aside"
)
_UNSEEN = {"script", "style", "template"}
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})""", re.I)
_OPEN, _CLOSE = "\x02", "\x03"  # around the words of a link


@dataclass(frozen=True, slots=True)
class PdfLink:
    """A link to a PDF."""

    label: str  # the words printed for it, without "PDF file:" and size
    size: SizeValue | None  # as printed
    address: str  # where it leads; relative where the page's own address is not known


class State(StrEnum):
    """What is known of a link."""

    KNOWN = "known"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Item:
    """A link beside the report that a record lists."""

    state: State  # how they compare
    link: PdfLink | None  # None where it is gone
    target: Target | None = None  # None where no record lists it
    why: str = ""  # what has changed

    @property
    def is_wanted(self) -> bool:
        """Whether its PDF is to be fetched."""
        waits = bool(self.target and self.target.report and is_waiting(self.target.report))
        return self.link is not None and (self.state is not State.KNOWN or waits)


# ---------- the page


def decoded(raw: bytes, charset: str = "") -> str:
    """A page as text: by its byte order mark, the server's word, its own, or what fits.

    >>> decoded("Gàidhlig".encode("cp1252")), decoded("Gàidhlig".encode("utf-16"))
    ('Gàidhlig', 'Gàidhlig')
    """
    own = _CHARSET.search(raw[:4096])
    marked = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    for name in (marked, charset, own[1].decode("ascii") if own else "", "utf-8-sig"):
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            if name:
                return raw.decode(name)
    return raw.decode("cp1252", "replace")


class _Reader(HTMLParser):
    """The words of a page, a line for each block, with marks around those of links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.base = ""
        self._unseen = self._is_open = False

    def _close(self) -> None:
        self.words += [_CLOSE] * self._is_open
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._close()
            if "href" in given:
                self._is_open = True
                self.addresses.append(given["href"])
                self.words += [_OPEN, "(pdf) " if "pdf" in given.get("type", "") else ""]
        elif tag == "img":
            self.handle_data(f" {given.get('alt', '')} ")
        elif tag == "base":
            self.base = self.base or given.get("href", "")
        self._unseen = self._unseen or tag in _UNSEEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._close()
        self._unseen = self._unseen and tag not in _UNSEEN
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in ("td", "th") or _BREAK.fullmatch(tag):
            self.words.append(" " if tag in ("td", "th") or self._is_open else "\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(re.sub(rf"[\s{_OPEN}{_CLOSE}]+", " ", data))


def _printed_size(words: str) -> SizeValue | None:
    found = _SIZE.search(words)
    if not found:
        return None
    number, unit = found[1].replace(",", ""), found[2].upper().replace("I", "")
    if unit in ("BYTES", "GB"):
        return SizeValue.of(round(float(number) * (1 if unit == "BYTES" else 10**9)))
    return SizeValue(f"{number} {unit}", round(float(number) * (1000 if unit == "MB" else 1)))


def _label_and_size(before: str, own: str, after: str) -> tuple[str, bool, SizeValue | None]:
    """What is printed for a link in its own words, or else beside, above or below them.

    The label, whether it is in the link's own words, and the size.
    """
    rest, _, below = after.partition("\n")
    line = before.rpartition("\n")[2] if "\n" in before else ""
    sizes = map(_printed_size, (own, rest, line, below.rpartition("\n")[0]))
    label = printed_label(own)
    has_name = not _NO_NAME.fullmatch(plain_name(label))
    if not has_name:
        rows = [row for row in before.split("\n") if row.strip()]
        label = printed_label(rows[-1]) if rows else ""
    return label, has_name, next((size for size in sizes if size), None)


def read_page(text: str, address: str, names: Iterable[str] = ()) -> tuple[PdfLink, ...]:
    """The links to PDFs on a page, each once; a link of one of these names is one in any case."""
    reader = _Reader()
    reader.feed(text.replace("<![", "<! ["))  # HTMLParser fails on some sections of that form
    reader.close()
    reader.handle_endtag("a")
    reader.handle_endtag("br")
    known = set(map(plain_name, names))
    pieces = re.split(f"[{_OPEN}{_CLOSE}]", "".join(reader.words))
    found: dict[str, PdfLink] = {}
    for at, href in enumerate(reader.addresses):
        before, own, after = pieces[2 * at : 2 * at + 3]
        label, has_name, size = _label_and_size(before, own, after)
        with contextlib.suppress(ValueError):  # no address at all
            to = urldefrag(urljoin(urljoin(address, reader.base), href.strip()))[0]
            scheme, _, path, *_ = urlsplit(to)
            is_pdf = path.lower().endswith(".pdf") or "pdf" in own.lower() or size is not None
            is_pdf = (is_pdf or plain_name(label) in known) and not _NO_PDF.search(path)
            if scheme not in ("http", "https", "") or not is_pdf:
                continue
            old = found.get(to)  # such as a picture with the size, beside the name
            if old is not None:
                label, size = label if has_name else old.label, old.size or size
            found[to] = PdfLink(label or PurePosixPath(path).stem, size, to)
    twins = {(plain_name(one.label), one.size or one): one for one in reversed(found.values())}
    return tuple(reversed(twins.values()))


# ---------- compared with the records


def _spelling(address: str | None) -> str:
    """An address without what does not tell two pages apart."""
    return re.sub(r"^https?://(?:www\.)?", "", (address or "").partition("#")[0]).rstrip("/")


def _same_file(one: str | None, other: str | None) -> bool:
    """Whether two addresses are of one file: "?v=2" after ".pdf" only defeats caches."""
    one, other = (re.sub(r"(?i)(\.pdf)\?.*", r"\1", _spelling(each)) for each in (one, other))
    return bool(one) and one == other


def listed_pages(library: Library) -> tuple[str, ...]:
    """The pages on which the records' reports are listed."""
    reports = [report for review in library.reviews for report in review.reports]
    pages = {_spelling(report.listed): report.listed for report in reports if report.listed}
    return tuple(pages.values())


def _change(link: PdfLink, target: Target) -> str:
    """What a page says otherwise than a record, or ""."""
    report = target.report
    assert report is not None
    if report.address and not _same_file(report.address, link.address):
        return f"it was at {report.address}"
    one, other = link.size, report.size
    if one is None or other is None or report.cleaned:
        return ""
    same = size_agrees(one, other.bytes) or size_agrees(other, one.bytes)
    return "" if same else f"its record gives {other.text}"


def _is_on(target: Target, page: str) -> bool:
    """Whether a record says that a page lists its report."""
    return bool(target.listed) and page in ("", _spelling(target.listed))


def _fits(link: PdfLink, target: Target, page: str) -> bool:
    """Whether a link may be that of a report: by its name, or where it was fetched from."""
    report = target.report
    assert report is not None
    if _same_file(report.address, link.address):
        return True
    named = plain_name(link.label) in target.names
    return named and (_is_on(target, page) or not target.listed)


def compare(library: Library, page: str, links: Sequence[PdfLink]) -> tuple[Item, ...]:
    """What is known of each link, in the order of the page; then what is gone from it.

    Where the page's address is "", all reports may be listed on it.
    """
    page = _spelling(page)
    left = [Target(review, report) for review in library.reviews for report in review.reports]
    pairs: dict[PdfLink, Target] = {}
    for must_be_same in (True, False):  # of two of one name, each goes to that of its size
        for link in links:
            fits = [one for one in left if link not in pairs and _fits(link, one, page)]
            fits = [one for one in fits if not (must_be_same and _change(link, one))]
            if fits:
                pairs[link] = fits[0]
                left.remove(fits[0])
    items = []
    for link in links:
        why = _change(link, pairs[link]) if link in pairs else ""
        is_document = any(
            plain_name(one.title) == plain_name(link.label) or _same_file(one.link, link.address)
            for one in library.documents
        )
        state = State.KNOWN if link in pairs or is_document else State.NEW
        items.append(Item(State.CHANGED if why else state, link, pairs.get(link), why))
    return (*items, *(Item(State.GONE, None, one) for one in left if _is_on(one, page)))


# ---------- fetched


def user_agent(library: Library) -> str:
    """Who asks, and whom to write to."""
    about = library.programme
    words = "; ".join(one for one in (about.title, about.contact) if one)
    return f"{AGENT}/1 ({words.encode('ascii', 'ignore').decode()})"


def fetch(
    root: Path, items: Iterable[Item], fetcher: Fetcher, page: str, today: str
) -> Iterator[tuple[Item, str]]:
    """Download what is wanted, one after the other: each item when it is here, or why it is not."""
    for item in items:
        link = item.link
        if link is None or not item.is_wanted:
            continue
        report = item.target.report if item.target else None
        since = report.fetched if report and _same_file(report.address, link.address) else None
        printed = link.size.text if link.size else ""
        file, why = fetched_file(root, link.address, link.label, printed), ""
        try:
            raw = b"" if file.is_file() else fetcher.pdf(link.address, since)
            if raw is None:
                why = f"Its server says that it has not changed since {since}."
            elif raw:
                note = {"address": link.address, "label": link.label, "listed": page}
                keep_fetched(root, file, raw, note | {"fetched": today})
        except FetchError as error:
            why = str(error)
        yield item, why
