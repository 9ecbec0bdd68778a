"""Links to other sites: which there are, and whether their pages still answer."""

# Apart from the build, which asks nothing of any other site.

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reviewlib.editors.change_report import code
from reviewlib.editors.fetch import Fetcher, FetchError
from reviewlib.library import Library
from reviewlib.models import links_in
from reviewlib.schema import Link, List, Record, fields_of

_AGENT = "reviewlib-links/1 (asks once a week whether a page is still there)"
_TRIES = 2
# What GitHub takes as an issue, less room for the last line.
_LONGEST = 65_536 - 200
_MORE = "\n*There are more, which have no room here: `reviewlib links --external` tells all.*\n"


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address outside the library."""

    address: str  # with its scheme, without "#…"
    places: tuple[tuple[str, int], ...]  # the files that name it, each with its line


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address."""

    link: WebLink  # which
    state: str  # "there", "gone", or "unsure" where people may well get an answer
    why: str = ""  # what was answered, in a sentence; "" where it is there


def _of_fields(record: Any) -> Iterator[tuple[str, int]]:
    for name, (attribute, spec) in fields_of(record.__class__).items():
        value, kind = getattr(record, attribute), spec.type
        if isinstance(kind, List):
            kind = kind.item
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(kind, Link) and one:
                yield one, record.place.line_of(name)
            elif isinstance(kind, Record) and one is not None:
                yield from _of_fields(one)


def _of_text(record: Any) -> Iterator[tuple[str, int]]:
    sections = getattr(record, "sections", ())
    nodes = (*getattr(record, "nodes", ()), *(node for one in sections for node in one.nodes))
    for link in links_in(nodes):
        if link.href.startswith(("https://", "http://")):
            yield link.href, link.line


def external_links(library: Library) -> tuple[WebLink, ...]:
    """Every address outside the library that a record names, in order."""
    records: tuple[Any, ...] = (
        library.programme,
        *library.every_review,
        *library.documents,
        *library.pages,
        *library.practicums,
        *library.intros,
        *library.vocabulary.authorities,
    )
    found: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for record in records:
        for address, line in (*_of_fields(record), *_of_text(record)):
            found[address.partition("#")[0]].add((record.place.path, line))
    return tuple(WebLink(address, tuple(sorted(found[address]))) for address in sorted(found))


def _answer(link: WebLink, fetcher: Fetcher) -> Answer:
    """What comes of asking for an address; where nobody answers, of asking once more."""
    for _ in range(_TRIES):
        state = "unsure"
        try:
            status = fetcher.status(link.address)
        except FetchError as error:
            # A name that cannot be looked up today may be there tomorrow.
            why, cause = str(error), error.__cause__
            if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME:
                state = "gone"
            continue
        if status < 400:
            return Answer(link, "there")
        why = f"The server answers {status}."
        if status in (404, 410):
            return Answer(link, "gone", f"The server answers {status}: it is not there any more.")
        if status < 500:
            break
    return Answer(link, state, why)


def check_links(root: Path, links: Sequence[WebLink], pause: float) -> tuple[Answer, ...]:
    """Ask whether each page is there, one after the other.

    Args:
        pause: the seconds before each request.
    """
    # What a record names may be in a private network; where that leads may not.
    named = frozenset(urlsplit(link.address).netloc for link in links)
    fetcher = Fetcher(root, _AGENT, pause, named)
    return tuple(_answer(link, fetcher) for link in links)


def _rows(answers: Iterable[Answer], state: str) -> Iterator[str]:
    for one in answers:
        if one.state == state:
            yield f"- {code(one.link.address)}: {one.why}"
            yield from (f"    - named by {code(path)}, line {at}" for path, at in one.link.places)


def as_markdown(answers: Sequence[Answer]) -> str:
    """Those that lead nowhere, for an issue; "" where all lead somewhere, or may."""
    gone, unsure = [*_rows(answers, "gone")], [*_rows(answers, "unsure")]
    if not gone:
        return ""
    rows = [
        "These pages are not there any more. For each, look for where it has moved, or for a copy "
        "in a web archive, and put that address instead of the old one; or take the link out.",
        "",
        *gone,
    ]
    if unsure:
        words = "These did not answer a program. They may well answer people; try them once."
        rows += ["", words, "", *unsure]
    text = "\n".join([*rows, ""])
    return text if len(text) <= _LONGEST else text[: text.rindex("\n", 0, _LONGEST) + 1] + _MORE
