"""Downloads: one request at a time, as robots.txt allows, from public addresses alone."""

# On http.client rather than urllib's openers: the address that is judged is the one that is
# connected to, at each redirect, and no proxy of the environment is asked in its stead.

from __future__ import annotations

import contextlib
import datetime
import email.utils
import hashlib
import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from reviewlib.cache import working_folder
from reviewlib.diagnostics import ReviewLibError
from reviewlib.editors.sources import LARGEST
from reviewlib.pdf import FIRST_BYTES, not_a_pdf
from reviewlib.text import site_of

AGENT = "reviewlib-collect"
_SECONDS, _LONGEST = 30, 900  # of silence; of one download
_PATIENCE = 120  # the most seconds that a server may ask us to wait
_TRIES, _REDIRECTS = 3, 5
_LARGEST_PAGE = 10_000_000
_SIGNS = "!$%&'()*+,/:;=?@[]~"
_LOGIN = re.compile(rb"""type\s*=\s*["']?password""", re.I)
_BY_HAND = "Save it with a browser, and bring the file in with `reviewlib import`."
_REFUSALS = {
    401: "It asks for a user name and a password (401).",
    403: f"The server refuses it to programs (403). {_BY_HAND}",
    404: "It is not there (404).",
    410: "It is gone (410).",
}
_BUSY = {429, 503}
_NO_ANSWER: dict[type[Exception], str] = {  # the more special first
    socket.gaierror: "There is no server of this name, or it cannot be looked up now.",
    TimeoutError: f"There was no answer within {_SECONDS} seconds.",
    ssl.SSLError: "No safe connection could be made; its certificate may not be valid.",
    ValueError: "Its address cannot be used.",
    OSError: "No connection could be made, or it broke off.",
    http.client.HTTPException: "No connection could be made, or it broke off.",
}
_Answer = tuple[http.client.HTTPConnection, http.client.HTTPResponse, str]


class FetchError(ReviewLibError):
    """Something cannot be downloaded; its words are for the editor."""


class _BrokenOff(Exception):
    """A download ended before its end; what came is kept."""


def _is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    >>> _is_public("93.184.215.14"), _is_public("::ffff:10.0.0.1"), _is_public("fe80::1%eth0")
    (True, False, False)
    """
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return found.is_global and not found.is_multicast


def _connected(host: str, port: int, *, private: bool) -> socket.socket:
    """A connection to a host, none of whose addresses is in a private network."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    *others, last = dict.fromkeys(str(one[4][0]) for one in found)
    if not private and not all(map(_is_public, (*others, last))):
        raise FetchError(f"{host} is this computer or in a private network; it is not asked.")
    for number in others:
        with contextlib.suppress(OSError):
            return socket.create_connection((number, port), _SECONDS)
    return socket.create_connection((last, port), _SECONDS)


def _open(address: str, headers: dict[str, str], private: frozenset[str]) -> _Answer:
    """Ask for an address once."""
    parts = urlsplit(address)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError("Its address does not begin with https:// or http://.")
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, parts.port or (443 if secure else 80))
    connection.auto_open = 0  # to no address but the one that is judged
    try:
        connection.sock = _connected(host, connection.port, private=parts.netloc in private)
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), _SIGNS)
        connection.request("GET", target, headers=headers)
        return connection, connection.getresponse(), address
    except BaseException:
        connection.close()
        raise


def _why_not(error: Exception) -> str:
    """Why there is no answer."""
    return next(words for kind, words in _NO_ANSWER.items() if isinstance(error, kind))


def _wait_asked_for(answer: http.client.HTTPResponse) -> float:
    """The seconds after which a busy server may be asked again (RFC 9110 §10.2.3)."""
    given = answer.headers.get("Retry-After", "")
    if given.isascii() and given.isdigit():
        return float(given)
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(given).timestamp() - time.time())
    return 10.0


@dataclass(slots=True)
class Fetcher:
    """Asks one address after the other."""

    root: Path  # the library's folder; what came of a download that broke off is kept there
    agent: str  # the user agent: who asks, and whom to write to
    pause: float = 2.0  # seconds before each request
    private: frozenset[str] = frozenset()  # "HOST:PORT" that may be private, to try it at home
    sleep: Callable[[float], object] = time.sleep
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def _allowed(self, address: str) -> float:
        """The pause that robots.txt asks for (RFC 9309); an exception where it forbids."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            rules = RobotFileParser()
            connection, answer, _ = self._get(f"{origin}/robots.txt", {}, robots=False)
            with contextlib.closing(connection), answer:
                if answer.status >= 500:
                    raise FetchError(f"Its robots.txt cannot be read now ({answer.status}).")
                text = answer.read(500_000) if answer.status == 200 else b""
                rules.parse(text.decode("utf-8-sig", "replace").splitlines())
            self._rules[origin] = rules
        if not self._rules[origin].can_fetch(AGENT, address):
            raise FetchError(f"Its robots.txt asks programs to keep away. {_BY_HAND}")
        return max(self.pause, min(float(self._rules[origin].crawl_delay(AGENT) or 0), _PATIENCE))

    def _get(self, address: str, headers: dict[str, str], *, robots: bool = True) -> _Answer:
        """The answer after all redirects, with its address; a busy server is asked again."""
        given = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        tries = 0
        for _ in range(_REDIRECTS + _TRIES):
            try:
                host = urlsplit(address).netloc
                if host in self._busy:
                    raise FetchError("The server is busy and asks to be left alone for a while.")
                self.sleep(self._allowed(address) if robots else self.pause)
                connection, answer, _ = _open(address, given | headers, self.private)
                location = answer.headers.get("Location") if 300 <= answer.status < 400 else None
                if not location and answer.status not in _BUSY:
                    return connection, answer, address
                connection.close()
                answer.close()
                if location:
                    address = urljoin(address, location)
                    continue
            except (*_NO_ANSWER,) as error:
                raise FetchError(_why_not(error)) from error
            tries += 1
            if tries < _TRIES and (wait := _wait_asked_for(answer)) <= _PATIENCE:
                self.sleep(wait)
            else:
                self._busy.add(host)
        raise FetchError("It is redirected again and again.")

    def status(self, address: str) -> int:
        """The status of the answer to one request, whatever robots.txt says.

        Raises:
            FetchError: there is no answer.
        """
        connection, answer, _ = self._get(address, {}, robots=False)
        with contextlib.closing(connection), answer:
            return answer.status

    def page(self, address: str) -> tuple[bytes, str, str]:
        """A web page, its encoding as the server gives it or "", and where it was found.

        Raises:
            FetchError: there is none.
        """
        connection, answer, found = self._get(address, {})
        with contextlib.closing(connection), answer:
            if site_of(found) != site_of(address):
                raise FetchError(f"It leads to another site, {found}. Name that, if it is right.")
            _refuse(answer)
            try:
                raw = answer.read(_LARGEST_PAGE)
                if answer.length:  # the rest never came: what it lists there would be called gone
                    raise OSError
            except (*_NO_ANSWER,) as error:
                raise FetchError(_why_not(error)) from error
        if b"%PDF-" in raw[:FIRST_BYTES]:
            raise FetchError("This is a PDF, not a page that lists any.")
        return raw, answer.headers.get_content_charset() or "", found

    def pdf(self, address: str, since: datetime.date | None = None) -> bytes | None:
        """All bytes of a PDF, or None where it has not changed since a day.

        Raises:
            FetchError: it cannot be had; what came of it is kept, and gone on with another time.
        """
        name = hashlib.sha256(address.encode()).hexdigest()[:20]
        part = working_folder(self.root) / "fetch" / name
        part.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):
            with contextlib.suppress(_BrokenOff):
                if not self._download(address, part, since):
                    return None
                raw = part.read_bytes()
                part.unlink()
                return raw
        raise FetchError("The connection broke off each time; the same command goes on from there.")

    def _download(self, address: str, part: Path, since: datetime.date | None) -> bool:
        """Get what is missing of a file; False where it has not changed."""
        tag = part.with_suffix(".tag")  # tells whether it is the same file still
        have = part.stat().st_size if part.exists() and tag.exists() else 0
        headers = {"Range": f"bytes={have}-", "If-Range": tag.read_text("ascii")} if have else {}
        if since is not None and not have:
            when = datetime.datetime.combine(since, datetime.time(), datetime.UTC)
            headers["If-Modified-Since"] = email.utils.format_datetime(when, usegmt=True)
        connection, answer, _ = self._get(address, headers)
        with contextlib.closing(connection), answer:
            if answer.status == 304:
                return False
            if answer.status == 416 and have:  # what is here is no beginning of what is there
                part.unlink()
                raise _BrokenOff
            _refuse(answer)
            goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            strong = answer.headers.get("ETag", "")
            strong = strong if strong.startswith('"') else answer.headers.get("Last-Modified", "")
            tag.unlink(missing_ok=True)
            if strong.isascii() and strong:
                tag.write_text(strong, "ascii")
            _stream(answer, part, have if answer.status == 206 and goes_on else 0)
        tag.unlink(missing_ok=True)
        return True


def _refuse(answer: http.client.HTTPResponse) -> None:
    """Raise where the answer is not what was asked for."""
    if answer.status not in (200, 206):
        raise FetchError(_REFUSALS.get(answer.status, f"The server answers {answer.status}."))


def _stream(answer: http.client.HTTPResponse, part: Path, have: int) -> None:
    """Write an answer to a file, after the bytes that it has."""
    expected = have + answer.length if answer.length is not None else None
    began, chunk = time.monotonic(), b"-"
    with part.open("ab" if have else "wb") as out:
        while chunk:
            if max(have, expected or 0) > LARGEST:
                out.truncate(0)
                raise FetchError(f"It has more than {LARGEST // 1_000_000} MB, as no report has.")
            if time.monotonic() - began > _LONGEST:
                raise FetchError("It came too slowly; the same command goes on from there.")
            try:
                chunk = answer.read(1 << 16)
            except (*_NO_ANSWER,) as error:
                raise _BrokenOff from error
            wrong = have == 0 and (chunk or not expected) and not_a_pdf(chunk[:FIRST_BYTES])
            if wrong and _LOGIN.search(chunk):
                raise FetchError("This is a page to log in at, not a PDF.")
            if wrong:
                raise FetchError(f"{wrong[0][0].upper()}{wrong[0][1:]}")
            have += out.write(chunk)
    if expected is not None and have < expected:
        raise _BrokenOff
