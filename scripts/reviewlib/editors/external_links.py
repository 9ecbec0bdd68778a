"""Links to other sites: which there are, and whether their pages still answer."""

# Apart from the build, which asks nothing of any other site. Each address is asked once, one
# after the other, with a pause before the same site is asked again.

from __future__ import annotations

import contextlib
import http.client
import socket
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from reviewlib.editors.change_report import code
from reviewlib.library import Library
from reviewlib.models import links_in
from reviewlib.schema import Link, List, Record, fields_of

_AGENT = "reviewlib-links/1 (asks once a week whether a page is still there)"
_TIMEOUT = 20
_PAUSE = 2.0
_TRIES = 2
_GONE = {404, 410}
# Some servers answer the short question wrongly, and the usual one rightly.
_ASK_AGAIN = {400, 403, 404, 405, 406, 410, 500, 501, 503}
_NOBODY = "there is no server of this name"
# What GitHub takes as an issue, less room for the last line.
_LONGEST = 65_536 - 200
_MORE = "\n*There are more, which have no room here: `reviewlib links --external` tells all.*\n"
_SIGNS = "!#$%&'()*+,/:;=?@[]~"


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
    why: str = ""  # what was answered, in a few words; "" where it is there


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


def _asked(address: str, method: str) -> tuple[int, str]:
    """What a server answers: its status, or 0 and why there is none."""
    request = urllib.request.Request(
        quote(address, safe=_SIGNS), method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            return int(answer.status), ""
    except urllib.error.HTTPError as error:
        with contextlib.closing(error):
            return error.code, ""
    except urllib.error.URLError as error:
        return 0, _why_not(error)
    except (OSError, http.client.HTTPException, ValueError):
        return 0, "the connection broke off"


def _why_not(error: urllib.error.URLError) -> str:
    """Why no server was asked; a name that cannot be looked up today may be there tomorrow."""
    if isinstance(error.reason, socket.gaierror):
        nobody = error.reason.errno == socket.EAI_NONAME
        return _NOBODY if nobody else "its name could not be looked up"
    return "no connection could be made"


def _answer(link: WebLink, pause: float) -> Answer:
    status, why = 0, ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause)
        status, why = _asked(link.address, "HEAD")
        if status in _ASK_AGAIN:
            time.sleep(pause)
            status, why = _asked(link.address, "GET")
        if 0 < status < 500:
            break
    if 200 <= status < 400:
        return Answer(link, "there")
    if status in _GONE:
        return Answer(link, "gone", f"the server answers {status}, which means that it is gone")
    if why == _NOBODY:
        return Answer(link, "gone", why)
    return Answer(link, "unsure", why or f"the server answers {status}")


def check_links(
    links: Iterable[WebLink],
    *,
    pause: float = _PAUSE,
    tell: Callable[[WebLink], object] | None = None,
) -> tuple[Answer, ...]:
    """Ask whether each page is there.

    Args:
        pause: the seconds between two questions to the same site.
        tell: called with each link before it is requested.
    """
    asked: dict[str, float] = {}
    answers = []
    for link in links:
        site = urlsplit(link.address).netloc
        time.sleep(max(0.0, asked.get(site, 0.0) + pause - time.monotonic()))
        if tell:
            tell(link)
        answers.append(_answer(link, pause))
        asked[site] = time.monotonic()
    return tuple(answers)


def _rows(answers: Iterable[Answer]) -> Iterator[str]:
    for one in answers:
        yield f"- {code(one.link.address)}: {one.why}."
        for path, line in one.link.places:
            yield f"    - named by {code(path)}, line {line}"


def as_markdown(answers: Iterable[Answer]) -> str:
    """Those that lead nowhere, for an issue; "" where all lead somewhere, or may."""
    by_state: defaultdict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_state[one.state].append(one)
    if not by_state["gone"]:
        return ""
    rows = [
        "These pages are not there any more. For each, look for where it has moved, or for a copy "
        "in a web archive, and put that address instead of the old one; or take the link out.",
        "",
        *_rows(by_state["gone"]),
    ]
    if by_state["unsure"]:
        rows += ["", "These did not answer a program. They may well answer people; try them once."]
        rows += ["", *_rows(by_state["unsure"])]
    return _cut("\n".join(rows) + "\n")


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rindex("\n", 0, _LONGEST) + 1] + _MORE
