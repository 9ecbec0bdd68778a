"""A publisher's web site: a page of links to PDFs as such pages are, and whatever goes wrong on it.

takes: what is at each address
gives: `publisher`, a context with the site; what was asked of it
knows nothing of: how pages are read and files fetched
"""

from __future__ import annotations

import hashlib
import http.server
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reviewlib.schema import SizeValue
from tests.editors.shelf import Waiting

PAGE = "/improvement/reports/"


@dataclass(frozen=True)
class Answer:
    """What stands at an address.

    Args:
        body: its bytes.
        status: the status of the answer.
        headers: more headers, or others.
        sent: how many of its bytes are sent before the connection is closed; all where it is None.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None


@dataclass
class Publisher:
    """The site: what is at each path, and what was asked, each with its headers."""

    port: int
    at: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        return f"http://{self.host}{PAGE}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def publish(self, rows: Sequence[tuple[Waiting, int]]) -> None:
        """List reports, each in a version of its own, in the ways in which links are written."""
        ways = (
            '<li><a href="../files/{at}.pdf?v={version}">PDF file: {title} ({size})</a></li>',
            '<li><a href="/get?f={at}">{title}</a> (PDF, {size})</li>',
            '<tr><td>{title}<td>{size}<td><a href="../files/{at}.pdf">Download</a></tr>',
            '<p><a href="/moved/{at}">{title} <b>[PDF, {size}, opens in a new tab]</b></a></p>',
        )
        items = []
        for number, (one, version) in enumerate(rows):
            raw, at = one.pdf(version), hashlib.sha256(one.path.encode()).hexdigest()[:8]
            size = SizeValue.of(len(raw)).text
            way = ways[number % len(ways)]
            items.append(way.format(at=at, version=version, title=one.title, size=size))
            tag = {"ETag": f'"{at}-{version}"'}
            moved = Answer(status=302, headers={"Location": f"/files/{at}.pdf"})
            self.at |= dict.fromkeys((f"/get?f={at}", f"/files/{at}.pdf"), Answer(raw, headers=tag))
            self.at[f"/moved/{at}"] = moved
        html = (
            '<!doctype html><base href="/improvement/"><a href="/">Home</a>'
            f'<h1>Reports</h1><ul>{"".join(items)}</ul><a href="/guide.docx">Guide (1 MB)</a>'
        )
        self.at[PAGE] = Answer(html.encode(), headers={"Content-Type": "text/html"})


@contextmanager
def publisher(tls: ssl.SSLContext | None = None) -> Iterator[Publisher]:
    """The site, on this machine, while the context lasts."""
    site = Publisher(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            found = site.at.get(self.path) or site.at.get(self.path.partition("?")[0])
            found = found() if callable(found) else found or Answer(status=404)
            body, status, headers = found.body, found.status, dict(found.headers)
            asked = self.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
            if asked and self.headers.get("If-Range") == headers.get("ETag"):
                headers["Content-Range"] = f"bytes {asked}-{len(body) - 1}/{len(body)}"
                body, status = body[int(asked) :], 206
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: found.sent])

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
