"""A web server for the tests: files of one folder, on this machine alone.

takes: a folder, and the path it is published under
gives: `serve`, a context with the address it answers at; `free_port`, for other programs
knows nothing of: the site
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

__all__ = ["free_port", "serve"]


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Answers as a host of static pages does: under a path, with the site's own 404 page."""

    extensions_map = {  # noqa: RUF012 - the base class's own table, which varies by system
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        "": "application/octet-stream",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".xml": "application/xml",
        ".ics": "text/calendar; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
    }

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self._outside():
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._outside():
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_HEAD()

    def _outside(self) -> bool:
        return not self.path.startswith(self.prefix)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path[len(self.prefix) :])

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test tells what it found."""


class _Server(http.server.ThreadingHTTPServer):
    # Beyond that many a connection is refused for a second: a browser opens several at once.
    request_queue_size = 128


def free_port() -> int:
    """A port for a program that must be told one.

    It lies below those that the system gives out by itself, so that nobody else is given it before
    the program listens.
    """
    for port in range(20_000 + os.getpid() % 10_000, 32_768):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@contextmanager
def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder while the context lasts.

    Args:
        folder: what to serve.
        prefix: the path it is published under; begins and ends with "/".

    Yields:
        Its address, such as "http://127.0.0.1:50123/reviews/".
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"a prefix begins and ends with /, not {prefix!r}")
    pages = functools.partial(_Pages, directory=str(folder), prefix=prefix)
    with _Server(("127.0.0.1", 0), pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()
