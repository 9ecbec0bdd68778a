"""The manifest of published URLs: what is new, what would be lost, how two sites differ."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.diagnostics import ConfigError, Diagnostic
from reviewlib.library import Library, urls
from reviewlib.library.anchors import MANIFEST as MANIFEST, ManifestLine, anchors_of, read_manifest
from reviewlib.library.checks import is_file
from reviewlib.site.atomic import MARK
from reviewlib.site.render import OutputFile
from reviewlib.text import quoted

# addresses.txt holds one address a line, in order, that of a finding with a hash of its words, so
# that two branches that add to it can be merged. A command only ever adds to it; who takes an
# address out of it does so by hand, and the history of the file says who and why.


HASHES = "addresses.json"
# What the pages are made with may change its name with every version; a site map comes and goes
# with the site's own address; the page for errors answers at any address.
_NOT_LISTED = frozenset({MARK, urls.NOT_FOUND, "sitemap.xml"})
_WORKINGS = ("assets/", "search/")
_INDEX = "index.html"
_MAIN = re.compile(rb'<main id="main"[^>]*>(.*)</main>', re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")


def published_urls(addresses: Iterable[str]) -> frozenset[str]:
    """Those of a site's files that the manifest lists, as URLs below the site's root.

    >>> sorted(published_urls(["index.html", "themes/index.html", "a/b.pdf", "assets/a.css"]))
    ['/', '/a/b.pdf', '/themes/']
    """
    return frozenset(
        f"/{address.removesuffix(_INDEX) if _is_index(address) else address}"
        for address in addresses
        if address not in _NOT_LISTED and (_is_index(address) or not address.startswith(_WORKINGS))
    )


def _is_index(address: str) -> bool:
    return address.rpartition("/")[2] == _INDEX


def _pages(root: Path) -> Iterator[ManifestLine]:
    """The lines that are the address of a page or a file."""
    return (line for line in read_manifest(root) if "#" not in line.address)


def new(root: Path, published: Iterable[str]) -> tuple[str, ...]:
    """The addresses that the list does not have yet, in order."""
    return tuple(sorted(set(published) - {line.address for line in read_manifest(root)}))


def update_manifest(root: Path, published: Mapping[str, str]) -> tuple[str, ...]:
    """Add to the list what it does not have yet; take no address out of it.

    Args:
        published: every address, that of a finding with the hash of its words now.
    """
    added, before = new(root, published), [(one.address, one.words) for one in read_manifest(root)]
    whole = dict(before) | dict(published)
    if set(whole.items()) != set(before):
        rows = sorted(f"{address} {words}".rstrip() for address, words in whole.items())
        (root / MANIFEST).write_text("".join(f"{row}\n" for row in rows), "utf-8", newline="\n")
    return added


def with_anchors(published: Iterable[str], library: Library) -> dict[str, str]:
    """The addresses, and those of headings and findings on their pages, with the words' hash."""
    found = dict.fromkeys(published, "")
    for page, anchors in anchors_of(library).items():
        found.update({f"/{page}#{anchor}": words for anchor, words in anchors.items()})
    return found


def missing_urls(root: Path, published: frozenset[str], library: Library) -> tuple[Diagnostic, ...]:
    """Every address that was published, and that nothing would answer for any more."""
    found: list[Diagnostic] = []
    answered = tuple(f"/{folder}" for folder in _withdrawn(library))
    away = _withdrawn_urls(library)
    gone: list[str] = []
    for line in sorted(_pages(root), key=lambda line: line.address):
        if not line.address.startswith("/"):
            found.append(_no_address(line))
        elif not (
            line.address in published
            or line.address in away
            or line.address.startswith(answered)
            or _is_below(line.address, gone)
        ):
            gone.append(line.address)
            found.append(_lost_url(line))
    return tuple(found)


def lost_urls(root: Path, library: Library) -> tuple[Diagnostic, ...]:
    """The pages and PDFs that `missing_urls` would find, told without making any page.

    What else is published stands beside a page, and goes with it.
    """
    made = {*library.addresses, *library.redirects, *library.report_addresses}
    published = frozenset(
        line.address
        for line in _pages(root)
        if line.address[1:] in made
        or not line.address.endswith(("/", ".pdf"))
        or is_file(library, line.address[1:])
        or _is_beside_a_former_page(line.address, library)
    )
    return missing_urls(root, published, library)


def _is_beside_a_former_page(address: str, library: Library) -> bool:
    """Whether it is a file that is made for every page of its kind, and sent on with the page."""
    folder, _, name = address[1:].rpartition("/")
    return name in urls.MADE_FILES and f"{folder}/" in library.redirects


def _is_below(address: str, pages: list[str]) -> bool:
    """Whether it goes with a page that was named already, and comes back with it."""
    return any(page.endswith("/") and page != "/" and address.startswith(page) for page in pages)


def _withdrawn(library: Library) -> Iterator[str]:
    """The folders of withdrawn reviews, and of documents whose file went: a page answers there."""
    yield from (urls.document_address(one) for one in library.documents if not one.file)
    for review in library.every_review:
        if review.is_withdrawn:
            yield urls.review_address(review)
            yield from (old for old in review.formerly if old.endswith("/"))


def _withdrawn_urls(library: Library) -> frozenset[str]:
    """Files that records say were here, and that are not here on purpose."""
    found: set[str] = set()
    for review in library.every_review:
        found.update(old for old in review.formerly if not old.endswith("/"))
        names = [name for report in review.reports for name in report.formerly]
        folders = (urls.review_address(review), *review.formerly)
        found.update(f"{folder}{name}" for folder in folders for name in names)
    return frozenset(f"/{one}" for one in found)


def _no_address(line: ManifestLine) -> Diagnostic:
    message = f"{quoted(line.address)} is not an address; each line begins with a slash."
    hint = "Delete the line. If it came from merging two versions, keep the addresses of both."
    return Diagnostic(MANIFEST, line.number, 0, "", "bad-address", message, hint)


def _lost_url(line: ManifestLine) -> Diagnostic:
    message = f"{line.address} was published, and nothing would answer there any more."
    hint = (
        f"{_answer(line.address)}\n"
        "Or put back what was there. Only if nobody may ever find it again, delete this line."
    )
    return Diagnostic(MANIFEST, line.number, 0, "", "address-lost", message, hint)


def _answer(address: str) -> str:
    """What to write so that something answers."""
    folder, _, rest = address.strip("/").partition("/")
    name = address.rstrip("/").rpartition("/")[2]
    vocabulary = {"themes": "theme", "authorities": "authority"}.get(folder)
    if vocabulary and rest and "/" not in rest:
        where = f"content/vocabulary/{folder}.yml, in the {vocabulary}"
        return f"If it has a new name: in {where} that it is now, write:\n  formerly:\n    - {name}"
    if address.startswith(f"/{urls.DOCUMENTS}") and address.endswith("/"):
        return f"If it has a new name: in the document it is now, write:\nformerly:\n  - {name}"
    if name.endswith(".pdf") and folder == "reviews":
        return (
            "If the file has a new name, or was taken away: in its record, under its report, "
            f"write:\n    formerly:\n      - {name}"
        )
    if address.endswith("/"):
        return (
            "If it has moved: in the record or page that it is now, write:\n"
            f"formerly:\n  - {address.strip('/')}/"
        )
    return "It is beside a page: see whether that page is still what it was."


def digest(artefact: OutputFile, cache: Cache) -> str:
    """SHA-256 of a file; of a page, of the words of its article alone.

    So it is the same whatever host puts its frame round the page, and from wherever it links.
    """
    data = artefact.data
    if isinstance(data, Path) or not artefact.address.endswith(".html"):
        return artefact.digest
    key = key_of(code_hash("site/url_manifest.py"), artefact.digest)
    return cache.cached("digest", key, lambda: _sha256_of_article(data), str)


def _sha256_of_article(page: bytes) -> str:
    article = _MAIN.search(page)
    if article:
        words = html.unescape(_TAG.sub(b" ", article[1]).decode())
        page = " ".join(words.split()).encode()
    return hashlib.sha256(page).hexdigest()


def hashes(artefact: OutputFile, cache: Cache | None = None) -> dict[str, str]:
    """The published URL of a file with its hash; nothing for one that is not listed."""
    found = published_urls([artefact.address])
    return {address: digest(artefact, cache or Cache()) for address in found}


def manifest_file(found: Mapping[str, str]) -> OutputFile:
    """The manifest of published URLs with their hashes, as a file of the site."""
    whole = {"hash": "sha256", "of pages": "the words of the article", "addresses": found}
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
    return OutputFile(HASHES, f"{text}\n".encode(), "")


# ---------- the difference of two manifests


@dataclass(frozen=True, slots=True)
class UrlChange:
    """One difference."""

    kind: str  # "added", "changed", "moved" or "gone"
    address: str  # where
    now: str = ""  # its new address, if it moved


def read_hashes(place: Path) -> dict[str, str]:
    """Addresses with the hash of the content at each; "" where unknown.

    Args:
        place: a site's folder, its addresses.json, or an addresses.txt.

    Raises:
        ConfigError: it is none of these.
    """
    file = place / HASHES if place.is_dir() else place
    try:
        text = file.read_text("utf-8-sig")
        if file.suffix != ".json":
            return {line.split()[0]: "" for line in text.splitlines() if line.strip()}
        found = json.loads(text)["addresses"]
        return {str(address): str(digest) for address, digest in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{place} is not a list of addresses. Name a site's folder, its {HASHES}, "
            "or an addresses.txt."
        ) from error


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[UrlChange, ...]:
    """What happened between two lists, in order of address.

    Moved is content that is unchanged at exactly one new address and gone from its old one.

    >>> changes({"/a.pdf": "1", "/b/": "2"}, {"/c.pdf": "1", "/b/": "2"})
    (UrlChange(kind='moved', address='/a.pdf', now='/c.pdf'),)
    """
    moved = dict(_moved(old, new))
    arrived = set(moved.values())
    found = [UrlChange("moved", address, now) for address, now in moved.items()]
    found += [UrlChange("added", one) for one in new if one not in old and one not in arrived]
    found += [UrlChange("gone", one) for one in old if one not in new and one not in moved]
    for address in old.keys() & new.keys() - moved.keys():
        known = old[address] and new[address]
        if known and old[address] != new[address]:
            found.append(UrlChange("changed", address))
    return tuple(sorted(found, key=lambda change: (change.address, change.kind)))


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each address whose bytes are at exactly one new address, and only there."""
    left: defaultdict[str, list[str]] = defaultdict(list)
    for address, digest in old.items():
        if digest and new.get(address) != digest:
            left[digest].append(address)
    come: defaultdict[str, list[str]] = defaultdict(list)
    for address, digest in new.items():
        if address not in old:
            come[digest].append(address)
    for digest, addresses in left.items():
        if len(addresses) == 1 and len(come[digest]) == 1:
            yield addresses[0], come[digest][0]
