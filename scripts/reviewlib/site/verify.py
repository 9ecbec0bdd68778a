"""A built site verified: HTML conformance, links, anchors, addresses in every format."""

from __future__ import annotations

import functools
import html
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.diagnostics import BuildError

# A parser that mends what is wrong, as browsers do, would hide it, and takes ten times as long.
# Our pages are well formed, so that one expression reads all of a page; what it cannot read is
# a fault. tests/site/test_markup.py holds it against the parser of the standard library.


_TOKEN = re.compile(
    r"<!--.*?-->|<!doctype[^>]*>"
    r"|<script((?:\s[^>]*)?)>(.*?)</script\s*>"
    r"|</[a-z][a-z0-9-]*\s*>"
    r"""|<([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?>"""
    r"|<",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*url\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_LOADED_RELS = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon")
)
_FOLLOWED = frozenset(("a", "area"))
_DATA_TYPES = frozenset(("application/ld+json", "application/json"))
# Where a form goes counts too: what a reader types must not go to anyone else.
_LOADING = frozenset(("src", "poster", "data", "background", "action", "formaction"))
_KINDS = ("anchor", "link", "load", "fault", "data")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was read of one page."""

    anchors: frozenset[str]  # every id
    links: tuple[str, ...]  # addresses that readers, or programs, may follow
    loads: tuple[str, ...]  # addresses that a browser fetches by itself
    faults: tuple[str, ...]  # what the page may not hold, each as the end of a sentence
    data: tuple[str, ...]  # the text of its data blocks


_Told = tuple[tuple[str, str], ...]
"""What a tag tells: "anchor", "link", "load", "fault" or "data", and its words."""


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(one or two or three)
        for name, one, two, three in _ATTRIBUTE.findall(text)
    }


# Most tags of a page are on every other page too.
@functools.lru_cache(maxsize=20_000)
def _tag(name: str, text: str) -> _Told:
    return tuple(_of_tag(name, _attributes(text)))


def _of_tag(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    if name in ("style", "base"):
        yield "fault", f"has a <{name}> of its own"
    for attribute, value in attributes.items():
        if attribute == "id":
            yield "anchor", value
        elif attribute == "style" or attribute.startswith("on"):
            yield "fault", f"has {attribute}=… in a <{name}>"
        elif attribute in ("href", "xlink:href"):
            yield _href(name, attributes), value
        elif attribute in _LOADING:
            yield "load", value
        elif attribute == "srcset":
            yield from (("load", one.split()[0]) for one in value.split(",") if one.strip())
        elif attribute == "content" and attributes.get("property") == "og:image":
            yield "link", value
        elif attribute == "content" and attributes.get("http-equiv", "").lower() == "refresh":
            target = _REFRESH.fullmatch(value)
            yield from [("link", target[1].strip())] if target else []


def _href(name: str, attributes: dict[str, str]) -> str:
    followed = name in _FOLLOWED
    if name == "link":
        followed = not _LOADED_RELS.intersection(attributes.get("rel", "").lower().split())
    return "link" if followed else "load"


def _script(text: str, body: str) -> _Told:
    attributes = _attributes(text)
    if attributes.get("type", "").lower() in _DATA_TYPES:
        return (("data", body),)
    if "src" in attributes and not body.strip():
        return _tag("script", text)
    return (("fault", "has a script of its own; scripts go in files"),)


def _token(page: str, token: re.Match[str]) -> _Told:
    name, attributes = token[3], token[4]
    if name:
        return _tag(name.lower(), attributes)
    if token[2] is not None:
        return _script(token[1], token[2])
    if token[0] == "<":
        words = " ".join(page[token.start() : token.start() + 40].split())
        return (("fault", f"cannot be read at “{words}”"),)
    return ()


def read_page(page: str) -> PageFacts:
    """Read one page.

    >>> read_page('<p id="a"><a href="../b/">B</a><img src="c.png">').links
    ('../b/',)
    """
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for token in _TOKEN.finditer(page):
        for kind, words in _token(page, token):
            found[kind].append(words)
    anchors = frozenset(found["anchor"])
    if len(anchors) < len(found["anchor"]):
        twice = sorted({one for one in anchors if found["anchor"].count(one) > 1})
        found["fault"].append(f"has the anchor “{twice[0]}” twice")
    return PageFacts(anchors, *(tuple(found[kind]) for kind in _KINDS[1:]))


def facts_of(page: bytes, cache: Cache | None = None) -> PageFacts:
    """The facts of a page, read once for as long as its bytes and this module stay the same."""

    def make() -> PageFacts:
        return read_page(page.decode("utf-8-sig"))

    if cache is None:
        return make()
    key = key_of(code_hash("site/verify.py"), page)
    found: PageFacts = cache.cached("page-facts", key, make, PageFacts)
    return found


# ---------- links, anchors and addresses of a whole site

_MOST_SHOWN = 20
_INDEX = "index.html"
_TEXTS = frozenset((".xml", ".ics", ".csv", ".json", ".rdf", ".bib", ".ris", ".txt"))
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_JS = re.compile(r"""(?:\bfrom|\bimport|\bimport\s*\(|\bfetch\s*\()\s*["']([^"']+)["']""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOLDED = re.compile(r"\r\n[ \t]")
# What programs and people write with, and nothing that a browser would run.
_KNOWN_SCHEMES = ("http:", "https:", "mailto:", "tel:", "webcal:")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address leads within the site: a file, and an anchor in it."""

    file: str
    anchor: str


def _joined(path: str, file: str) -> str:
    """A relative path from a file of the site; one that leads out of it begins with "../"."""
    if "//" in path:
        return path  # for a server that is another address
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    is_folder = path.endswith(("/", "/.", "/..")) or path in {".", ".."}
    return "" if whole == "." else f"{whole}/" if is_folder or whole == ".." else whole


class _Site:
    """A folder as the site it will be."""

    def __init__(self, folder: Path, url: str, cache: Cache | None) -> None:
        self.url = url
        self.base = urlsplit(url).path or "/"
        start = len(f"{folder}{os.sep}")
        found = (os.path.join(below, name) for below, _, names in os.walk(folder) for name in names)
        in_order = sorted(found, key=lambda path: path.split(os.sep))
        self.files = {path[start:].replace(os.sep, "/"): path for path in in_order}
        self.tops = {"", *(file.partition("/")[0] for file in self.files)}
        self._cache = cache
        self._facts: dict[str, PageFacts] = {}

    def text(self, file: str) -> str:
        return Path(self.files[file]).read_bytes().decode("utf-8-sig")

    def facts(self, file: str) -> PageFacts | None:
        """What was read of a page; None for a file that is none."""
        if file.endswith(".html") and file not in self._facts:
            self._facts[file] = facts_of(Path(self.files[file]).read_bytes(), self._cache)
        return self._facts.get(file)

    def is_own(self, address: str) -> bool:
        """Whether a whole address is one of this site.

        Another site may be below ours, as project pages are below a user's; what we have no
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
            target = _joined(path, file)
            if target.startswith("../"):
                return f"“{address}” leads out of the site"
        if not target or target.endswith("/"):
            target += _INDEX
        return _Place(target, unquote(anchor))

    def missing(self, place: _Place, address: str) -> str:
        """What is wrong with the place that an address leads to, or ""."""
        if place.file not in self.files:
            slash = f"{place.file}/{_INDEX}" in self.files
            return f"“{address}” leads to nothing" + ("; a slash is missing at its end" * slash)
        if not place.anchor or place.anchor == "top":
            return ""
        page = self.facts(place.file)
        if page and place.anchor not in page.anchors:
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
    if scheme and not scheme[0].lower().startswith(_KNOWN_SCHEMES):
        yield f"“{address[:60]}” is not a link that may be published"
    else:
        yield from _within(site, file, address)


def _loaded_assets(site: _Site, file: str, address: str) -> Iterator[str]:
    if not site.is_own(address) and (address.startswith("//") or _SCHEME.match(address)):
        yield f"loads “{address[:60]}” from elsewhere"
    else:
        yield from _within(site, file, address)


def _page(site: _Site, file: str, facts: PageFacts) -> Iterator[str]:
    yield from facts.faults
    for address in dict.fromkeys(facts.links):
        yield from _link(site, file, address)
    for address in dict.fromkeys(facts.loads):
        yield from _loaded_assets(site, file, address)
    for text in facts.data:
        yield from _whole_addresses(site, file, text)


def _whole_addresses(site: _Site, file: str, text: str) -> Iterator[str]:
    """Every address of this site that is written out in a text of any kind."""
    if not site.url or site.url not in text:
        return
    for found in dict.fromkeys(re.findall(rf"{re.escape(site.url)}[^\s\"'<>,;)}}\]\\|]*", text)):
        yield from _within(site, file, html.unescape(found).rstrip("."))


def _file(site: _Site, file: str) -> Iterator[str]:
    """What is wrong with a file that is no page."""
    kind = posixpath.splitext(file)[1]
    if kind == ".css":
        for address in _CSS.findall(_COMMENT.sub("", site.text(file))):
            yield from _loaded_assets(site, file, address)
    elif kind in (".js", ".mjs"):
        for address in _JS.findall(site.text(file)):
            if address.startswith(("/", ".", "http:", "https:")):
                yield from _loaded_assets(site, file, address)
    elif kind in _TEXTS:
        text = site.text(file)
        text = _FOLDED.sub("", text) if kind == ".ics" else text
        yield from _whole_addresses(site, file, text)


def _changed(site: _Site, last: _Site) -> Iterable[str]:
    """The files that may be wrong, where nothing in the last site was.

    A file of the same inode is right still, as long as no file and no anchor that it may lead to
    has gone.
    """
    if last.files.keys() - site.files.keys() or last.tops != site.tops:
        return site.files
    changed = []
    for file, path in site.files.items():
        if file in last.files and os.path.samefile(path, last.files[file]):
            continue
        changed.append(file)
        now, before = site.facts(file), last.facts(file) if file in last.files else None
        if now and before and before.anchors - now.anchors:
            return site.files
    return changed


def check_site(
    folder: Path, *, url: str = "", cache: Cache | None = None, last: Path | None = None
) -> Iterator[str]:
    """Everything wrong with a site, each with the address where it was found.

    Args:
        url: the site's URL, ending in "/", or "" where that is not known.
        last: a site at the same URL in which nothing was wrong, or None.
    """
    site = _Site(folder, url, cache)
    for file in _changed(site, _Site(last, url, cache)) if last else site.files:
        facts = site.facts(file)
        found: Iterable[str] = _page(site, file, facts) if facts else _file(site, file)
        where = "/" + (file.removesuffix(_INDEX) if file.endswith(f"/{_INDEX}") else file)
        yield from (f"{where} {one if one[0] != '“' else f'links: {one}'}." for one in found)


def verify(
    folder: Path, *, url: str = "", cache: Cache | None = None, last: Path | None = None
) -> None:
    """Raise everything that is wrong with a site that was built; as `check_site`.

    Raises:
        BuildError: something is; nothing may be published.
    """
    found = list(check_site(folder, url=url, cache=cache, last=last))
    if found:
        shown = "".join(f"\n  {one}" for one in found[:_MOST_SHOWN])
        more = len(found) - _MOST_SHOWN
        rest = f"\n  and {more:,} more." if more > 0 else ""
        many = "1 fault" if len(found) == 1 else f"{len(found):,} faults"
        raise BuildError(f"The new site has {many}, and was not published:{shown}{rest}")
