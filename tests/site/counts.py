"""The same numbers wherever they are told, and every record exactly once, in a built site.

takes: the folder of a site that is built, the library it was made from
gives: miscounts(), each in words
knows nothing of: how pages and files are made
"""

# The library says how many there are; the files that were written are counted. What a page or
# a file does not tell is not missed: a theme nobody has looked at needs no number.

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from reviewlib.library import Library, urls
from reviewlib.models import Review

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_ENTRY = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id"
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_STATED = re.compile(r'<p class="statement">(.*?)</p>', re.DOTALL)
# Held, listed and called off are counted apart; together they are all there are.
_COUNTED = re.compile(
    r"([\d,]+) (?:reviews? (?:recorded as held|was|were)|more (?:was|were)) ?(?:listed|called)?"
)
_OF_THEME = re.compile(
    r'href="(?:\.\./|\./)*themes/([a-z0-9-]+)/(?:index\.html)?"[^>]*>'
    r"(?:(?!<a |</li>|</h2>|</section>).)*?([\d,]+) reviews?\b(?: held((?:, [\d,]+ [a-z ]+)*))?",
    re.DOTALL,
)
# The front page has a row a theme, with a count in words for each year.
_ROW = re.compile(
    r'<tr><th[^>]*><a href="(?:\.\./|\./)*themes/([a-z0-9-]+)/(?:index\.html)?"(.*?)</tr>',
    re.DOTALL,
)
_IN_WORDS = re.compile(r'<span class="visually-hidden">(\d[^<]*)')
_REVIEW = re.compile(r'href="(?:\.\./|\./)*reviews/([a-z0-9-]+/[a-z0-9-]+)/(?:index\.html)?["#]')


def miscounts(folder: Path, library: Library, url: str = "") -> Iterator[str]:
    """Every number that is not what the library says, and every record missed or doubled."""
    for address, reviews in _collections(library):
        yield from _page(folder, address, reviews)
        yield from _table(folder, address, reviews)
        yield from _feed(folder, address, reviews)
    for address in (urls.HOME, urls.THEMES):
        yield from _themes(folder, address, library)
    yield from _data(folder, library)
    yield from _site_map(folder, library, url)


def _collections(library: Library) -> Iterator[tuple[str, tuple[Review, ...]]]:
    yield urls.HOME, library.reviews
    yield urls.REVIEWS, library.reviews
    for theme in library.vocabulary.themes:
        yield urls.theme_address(theme), library.on_theme.get(theme.id, ())
    for year in library.vocabulary.years:
        yield urls.year_address(year), library.in_year.get(year.id, ())


def _text(folder: Path, address: str) -> str:
    path = folder / address
    return path.read_bytes().decode("utf-8-sig") if path.is_file() else ""


def _main(folder: Path, address: str) -> str:
    found = _MAIN.search(_text(folder, f"{address}index.html"))
    return found[0] if found else ""


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _page(folder: Path, address: str, reviews: tuple[Review, ...]) -> Iterator[str]:
    main = _main(folder, address)
    stated = _STATED.search(main)
    parts = _COUNTED.findall(stated[1]) if stated else []
    if parts and sum(map(_number, parts)) != len(reviews):
        yield f"/{address} says {sum(map(_number, parts))} reviews; there are {len(reviews):,}."
    if address != urls.HOME:
        linked = set(_REVIEW.findall(main))
        for review in reviews:
            if review.id not in linked:
                yield f"/{address} does not lead to /{urls.review_address(review)}."


def _tallied(words: str) -> int:
    """How many "3 reviews held, 1 called off" are, or "2 reviews: 1 not confirmed and …"."""
    return sum(map(_number, re.findall(r"\d+", words.partition(":")[0])))


def _themes(folder: Path, address: str, library: Library) -> Iterator[str]:
    main = _main(folder, address)
    told = [
        (theme, sum(map(_tallied, _IN_WORDS.findall(row)))) for theme, row in _ROW.findall(main)
    ]
    told += [
        (theme, _number(held) + sum(map(_number, re.findall(r"[\d,]*\d", others))))
        for theme, held, others in _OF_THEME.findall(_ROW.sub("", main))
    ]
    for theme, count in told:
        right = len(library.on_theme.get(theme, ()))
        if count != right:
            yield f"/{address} says {count} reviews of /{urls.THEMES}{theme}/; there are {right:,}."


def _once(where: str, found: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    """Whether exactly these were found, each once."""
    counted, right = Counter(found), Counter(wanted)
    for name, count in sorted((right - counted).items()):
        yield f"{where} lacks {name}." if count == 1 else f"{where} lacks {name}, {count} times."
    for name in sorted(counted - right):
        reason = "has it more than once" if name in right else "has it, and should not"
        yield f"{where}: {name}: {reason}."


def _table(folder: Path, address: str, reviews: tuple[Review, ...]) -> Iterator[str]:
    file = f"{address}{urls.REVIEWS_FILE}"
    text = _text(folder, file)
    if text:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        yield from _once(f"/{file}", (row["id"] for row in rows), (one.id for one in reviews))


def _feed(folder: Path, address: str, reviews: tuple[Review, ...]) -> Iterator[str]:
    file = f"{address}{urls.FEED_FILE}"
    text = _text(folder, file)
    if text:
        ids = [one.text or "" for one in ElementTree.fromstring(text.encode()).iterfind(_ENTRY)]
        told = sum(one.endswith("/added") for one in ids)
        if told != len(reviews):
            yield f"/{file} tells of {told:,} new reviews; there are {len(reviews):,}."
        yield from _once(f"/{file}", ids, set(ids))


def _data(folder: Path, library: Library) -> Iterator[str]:
    ids = [review.id for review in library.reviews]
    file = f"{urls.DATA}{urls.REVIEWS_FILE}"
    yield from _table(folder, urls.DATA, library.reviews)
    file = f"{urls.DATA}library.json"
    text = _text(folder, file)
    if text:
        found = (review["id"] for review in json.loads(text)["reviews"])
        yield from _once(f"/{file}", found, ids)


def _site_map(folder: Path, library: Library, url: str) -> Iterator[str]:
    text = _text(folder, "sitemap.xml")
    if text and url:
        found = [one.text or "" for one in ElementTree.fromstring(text.encode()).iter(_LOC)]
        yield from _once("/sitemap.xml", found, (url + page for page in library.findable))
