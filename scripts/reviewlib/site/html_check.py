"""What a page points at, and what it may not hold."""

# A parser that mends what is wrong, as browsers do, would hide it, and takes ten times as long.
# Our pages are well formed, so that one expression reads all of a page; what it cannot read is
# a fault. tests/build/test_markup.py holds it against the parser of the standard library.

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.cache import Cache, Codec, code_hash, key_of

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
    """What was read of one page.

    Args:
        anchors: every id.
        links: addresses that readers, or programs, may follow.
        loads: addresses that a browser fetches by itself.
        faults: what the page may not hold, each as the end of a sentence.
        data: what stands in its blocks of data.
    """

    anchors: frozenset[str]
    links: tuple[str, ...]
    loads: tuple[str, ...]
    faults: tuple[str, ...]
    data: tuple[str, ...]


_Told = tuple[tuple[str, str], ...]
"""What a tag tells: "anchor", "link", "load", "fault" or "data", and its words."""


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(one or two or three)
        for name, one, two, three in _ATTRIBUTE.findall(text)
    }


# Most tags of a page stand on every other page too.
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
    return (("fault", "has a script of its own; scripts stand in files"),)


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


def _dump(facts: PageFacts) -> bytes:
    values = (sorted(facts.anchors), facts.links, facts.loads, facts.faults, facts.data)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _load(raw: bytes) -> PageFacts:
    anchors, *others = json.loads(raw)
    return PageFacts(frozenset(anchors), *(tuple(other) for other in others))


_CODEC = Codec(_dump, _load)


def facts_of(page: bytes, cache: Cache | None = None) -> PageFacts:
    """The facts of a page, read once for as long as its bytes and this module stay the same."""

    def make() -> PageFacts:
        return read_page(page.decode("utf-8-sig"))

    if cache is None:
        return make()
    key = key_of(code_hash("site/html_check.py"), page)
    return cache.cached("page-facts", key, make, _CODEC)
