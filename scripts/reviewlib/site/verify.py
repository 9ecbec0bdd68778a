"""A last look at a site before it is published: whether all it points at is there."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reviewlib.cache import Cache
from reviewlib.diagnostics import BuildError
from reviewlib.site.html_check import PageFacts, facts_of

_MOST_SHOWN = 20
_INDEX = "index.html"
_TEXTS = frozenset((".xml", ".ics", ".csv", ".json", ".rdf", ".bib", ".ris", ".txt"))
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_JS = re.compile(r"""(?:\bfrom|\bimport|\bimport\s*\(|\bfetch\s*\()\s*["']([^"']+)["']""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOLDED = re.compile(r"\r\n[ \t]")
# What programs and people write with, and nothing that a browser would run.
_FOLLOWED = ("http:", "https:", "mailto:", "tel:", "webcal:")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address leads within the site: a file, and an anchor in it."""

    file: str
    anchor: str


class _Site:
    """A folder as the site it will be."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.base = urlsplit(url).path or "/"
        found = (path for path in folder.rglob("*") if path.is_file())
        self.files = {path.relative_to(folder).as_posix(): path for path in sorted(found)}
        self.tops = {"", *(file.partition("/")[0] for file in self.files)}
        self.pages: dict[str, PageFacts] = {}
        self._folders: dict[str, list[str]] = {}

    def text(self, file: str) -> str:
        return self.files[file].read_bytes().decode("utf-8-sig")

    def is_own(self, address: str) -> bool:
        """Whether a whole address is one of this site.

        Another site may stand below ours, as project pages do below a user's; what we have no
        folder for is taken to be that.
        """
        if not self.url or not address.startswith(self.url):
            return False
        return re.split("[/?#]", address[len(self.url) :], maxsplit=1)[0] in self.tops

    def place(self, address: str, file: str) -> _Place | str | None:
        """Where an address in a file leads; None where out of the site; or what is wrong."""
        if self.is_own(address):
            address = self.base + address[len(self.url) :]
        elif address.startswith("//") or _SCHEME.match(address):
            return None
        path, _, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return _Place(file, unquote(anchor))
        if path.startswith("/"):
            if not path.startswith(self.base):
                return f"“{address}” leads out of the site, which stands at {self.base}"
            target = path[len(self.base) :]
        else:
            target = self._joined(path, file)
            if target.startswith("../"):
                return f"“{address}” leads out of the site"
        if not target or target.endswith("/"):
            target += _INDEX
        return _Place(target, unquote(anchor))

    def _joined(self, path: str, file: str) -> str:
        up, rest = 0, path
        while rest.startswith("../"):
            up, rest = up + 1, rest[3:]
        folders = self._folders.get(file)
        if folders is None:
            folders = self._folders[file] = file.split("/")[:-1]
        if up > len(folders):
            return "../" + rest
        rest = rest.removeprefix("./")
        whole = "/".join((*folders[: len(folders) - up], rest))
        if "/." in whole or whole.startswith("."):  # rare: ".." within, or at the end
            ends = whole.endswith(("/", "/.", "/.."))
            whole = posixpath.normpath(whole)
            whole = "" if whole == "." else f"{whole}/" if ends else whole
        return whole

    def missing(self, place: _Place, address: str) -> str:
        """What is wrong with the place that an address leads to, or ""."""
        if place.file not in self.files:
            slash = f"{place.file}/{_INDEX}" in self.files
            return f"“{address}” leads to nothing" + ("; a slash is missing at its end" * slash)
        page = self.pages.get(place.file)
        if page and place.anchor and place.anchor != "top" and place.anchor not in page.anchors:
            return f"“{address}” leads to a page without the anchor “{place.anchor}”"
        return ""


def _within(site: _Site, file: str, address: str) -> Iterator[str]:
    place = site.place(address, file)
    if isinstance(place, str):
        yield place
    elif place is not None:
        wrong = site.missing(place, address)
        if wrong:
            yield wrong


def _link(site: _Site, file: str, address: str) -> Iterator[str]:
    scheme = _SCHEME.match(address)
    if scheme and not scheme[0].lower().startswith(_FOLLOWED):
        yield f"“{address[:60]}” is not a link that may be published"
    else:
        yield from _within(site, file, address)


def _load(site: _Site, file: str, address: str) -> Iterator[str]:
    if not site.is_own(address) and (address.startswith("//") or _SCHEME.match(address)):
        yield f"loads “{address[:60]}” from elsewhere"
    else:
        yield from _within(site, file, address)


def _page(site: _Site, file: str, facts: PageFacts) -> Iterator[str]:
    yield from facts.faults
    for address in dict.fromkeys(facts.links):
        yield from _link(site, file, address)
    for address in dict.fromkeys(facts.loads):
        yield from _load(site, file, address)
    for text in facts.data:
        yield from _whole_addresses(site, file, text)


def _whole_addresses(site: _Site, file: str, text: str) -> Iterator[str]:
    """Every address of this site that stands written out in a text of any kind."""
    if not site.url or site.url not in text:
        return
    for found in dict.fromkeys(re.findall(rf"{re.escape(site.url)}[^\s\"'<>,;)}}\]\\|]*", text)):
        yield from _within(site, file, html.unescape(found).rstrip("."))


def _file(site: _Site, file: str) -> Iterator[str]:
    """What is wrong with a file that is no page."""
    kind = posixpath.splitext(file)[1]
    if kind == ".css":
        for address in _CSS.findall(_COMMENT.sub("", site.text(file))):
            yield from _load(site, file, address)
    elif kind in (".js", ".mjs"):
        for address in _JS.findall(site.text(file)):
            if address.startswith(("/", ".", "http:", "https:")):
                yield from _load(site, file, address)
    elif kind in _TEXTS:
        text = site.text(file)
        text = _FOLDED.sub("", text) if kind == ".ics" else text
        yield from _whole_addresses(site, file, text)


def check_site(folder: Path, *, url: str = "", cache: Cache | None = None) -> Iterator[str]:
    """Everything wrong with a site, each with the address where it was found.

    Args:
        folder: the site.
        url: where it will stand, ending in "/", or "" where that is not known.
        cache: what is kept of pages that were read before, or None.
    """
    site = _Site(folder, url)
    for file in site.files:
        if file.endswith(".html"):
            site.pages[file] = facts_of(site.files[file].read_bytes(), cache)
    for file in site.files:
        facts = site.pages.get(file)
        found: Iterable[str] = _page(site, file, facts) if facts else _file(site, file)
        where = "/" + (file.removesuffix(_INDEX) if file.endswith(f"/{_INDEX}") else file)
        yield from (f"{where} {one if one[0] != '“' else f'links: {one}'}." for one in found)


def verify(folder: Path, *, url: str = "", cache: Cache | None = None) -> None:
    """Raise everything that is wrong with a site that was built.

    Raises:
        BuildError: something is; nothing may be published.
    """
    found = list(check_site(folder, url=url, cache=cache))
    if found:
        shown = "".join(f"\n  {one}" for one in found[:_MOST_SHOWN])
        more = len(found) - _MOST_SHOWN
        rest = f"\n  and {more:,} more." if more > 0 else ""
        many = "1 fault" if len(found) == 1 else f"{len(found):,} faults"
        raise BuildError(f"The new site has {many}, and was not published:{shown}{rest}")
