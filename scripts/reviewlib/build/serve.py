"""The site on this computer, made again after every change.

takes: the library's folder
gives: serve(), until it is interrupted
knows nothing of: records, pages; how a site is made
"""

# The last site that could be made stays, whatever is being written; what is wrong stands above
# each page in words. Nothing of this is in what is published: script and notice are added to a
# page on its way to the browser, and taken from memory.

from __future__ import annotations

import datetime
import functools
import html
import http.server
import re
import sys
import tempfile
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from reviewlib.build import build, settings_for
from reviewlib.pages import repository_address
from reviewlib.problems import ConfigError, ContentError, ReviewLibError, as_text

__all__ = ["Live", "serve", "server"]

_OURS = "/-reviewlib/"
_PAUSE = 0.4
_WATCHED = ("content", "reports", "theme", "mkdocs.yml", "addresses.txt")
_CSP = re.compile(rb'<meta\s[^>]*http-equiv="?content-security-policy[^>]*>', re.IGNORECASE)
_SCRIPT = """\
const state = document.currentScript.dataset.state;
async function ask() {
  try {
    const answer = await fetch("%sstate?" + state, {cache: "no-store"});
    if (await answer.text() !== state) { location.reload(); return; }
    setTimeout(ask, 100);
  } catch { setTimeout(ask, 1000); }
}
ask();
"""
_NOTICE = (
    '<div role="alert" style="all:initial;display:block;padding:1rem;background:#fff4e5;'
    'color:#1d1d1d;border-bottom:4px solid #b3261e;font:1rem/1.5 system-ui,sans-serif">'
    "<strong>{lead}</strong>"
    '<pre style="white-space:pre-wrap;font:.875rem/1.5 ui-monospace,monospace">{text}</pre></div>'
)
_STALE = "This cannot be published yet. Below stands the page as it was before."
_NEVER = "This cannot be published yet. The page will come once it is put right."
_EMPTY = b"<!doctype html><html lang=en-GB><meta charset=utf-8><title>Not yet</title><body></body>"


class Live:
    """A site that follows its library.

    Args:
        root: the folder that holds content/ and reports/.
        out: the folder to build in.
        make: builds the site of a library into a folder.
    """

    def __init__(self, root: Path, out: Path, make: Callable[[Path, Path], object]) -> None:
        self.root = root
        self.out = out
        self.trouble = ""
        self._make = make
        self._seen: dict[Path, tuple[int, int]] = {}
        self._changed = threading.Condition()
        self._count = 0

    @property
    def state(self) -> str:
        """A word that is another after every attempt to make the site."""
        return str(self._count)

    def look(self) -> bool:
        """Make the site again if anything has changed; say whether it had."""
        now = self._files()
        if now == self._seen:
            return False
        self._seen = now
        try:
            self._make(self.root, self.out)
            trouble = ""
        except ContentError as error:
            trouble = as_text(error.problems)
        except ReviewLibError as error:
            trouble = f"{error}\n"
        except Exception as error:  # the server goes on, whatever a half-written template does
            trouble = f"{type(error).__name__}: {error}\n"
        with self._changed:
            self.trouble = trouble
            self._count += 1
            self._changed.notify_all()
        return True

    def wait(self, state: str, seconds: float) -> str:
        """Wait until the state is no longer the one given; the state it is then."""
        with self._changed:
            self._changed.wait_for(lambda: self.state != state, seconds)
            return self.state

    def _files(self) -> dict[Path, tuple[int, int]]:
        homes = {self.root, settings_for(self.root).parent}
        found = {}
        for place in (home / name for home in homes for name in _WATCHED):
            for path in (place, *place.rglob("*")) if place.is_dir() else (place,):
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found[path] = (stat.st_mtime_ns, 0 if path.is_dir() else stat.st_size)
        return found


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Answers with the site, each page with our script and what is wrong."""

    extensions_map = {  # noqa: RUF012 - the base class's own table, which varies by system
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
    }

    def __init__(self, *args: object, live: Live, **kwargs: object) -> None:
        self.live = live
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        parts = urlsplit(self.path)
        if parts.path == f"{_OURS}live.js":
            self._send((_SCRIPT % _OURS).encode(), "text/javascript")
        elif parts.path == f"{_OURS}state":
            self._send(self.live.wait(parts.query, 25).encode(), "text/plain")
        else:
            path = Path(self.translate_path(parts.path))
            is_folder = path.is_dir()
            if is_folder and not parts.path.endswith("/"):
                super().do_GET()  # sends on to the address with a slash
                return
            self._answer(path / "index.html" if is_folder else path)

    def _answer(self, file: Path) -> None:
        status = HTTPStatus.OK
        if not file.is_file():
            file, status = self.live.out / "404.html", HTTPStatus.NOT_FOUND
        if file.suffix == ".html":
            page = file.read_bytes() if file.is_file() else _EMPTY
            self._send(self._live(page), "text/html; charset=utf-8", status)
        else:
            self._send(file.read_bytes(), self.guess_type(str(file)))

    def _live(self, page: bytes) -> bytes:
        page = _CSP.sub(b"", page)
        script = f'<script src="{_OURS}live.js" data-state="{self.live.state}"></script>'
        trouble = self.live.trouble
        lead = _STALE if (self.live.out / "index.html").is_file() else _NEVER
        notice = _NOTICE.format(lead=lead, text=html.escape(trouble)) if trouble else ""
        begin = re.search(rb"<body[^>]*>", page)
        at = begin.end() if begin else 0
        return page[:at] + (notice + script).encode() + page[at:]

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what matters is said when a site is made."""


def server(live: Live, port: int) -> http.server.ThreadingHTTPServer:
    """The server of a site that follows its library, on this computer alone.

    Raises:
        ConfigError: the port is in use, or may not be used.
    """
    pages = functools.partial(_Pages, live=live, directory=str(live.out))
    try:
        found = http.server.ThreadingHTTPServer(("127.0.0.1", port), pages)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"Cannot listen on port {port}: {reason}. Name another with --port."
        ) from error
    found.daemon_threads = True
    return found


def _say(live: Live) -> None:
    if live.trouble:
        sys.stderr.write(live.trouble)
    elif any(_CSP.search(page.read_bytes()) for page in [live.out / "index.html"]):
        print("Made. (The pages' content security policy is left out here, for live reload.)")
    else:
        print("Made.")


def serve(
    root: Path,
    *,
    port: int = 8000,
    host: str = "mkdocs",
    today: datetime.date | None = None,
    repository: str | None = None,
) -> None:
    """Show the site on this computer, and again after every change, until it is interrupted.

    Args:
        root: the folder that holds content/ and reports/.
        port: where to listen.
        host: "mkdocs" or "properdocs".
        today: the day the pages are made for; otherwise what the settings or the clock say.
        repository: where its files are edited; otherwise what the settings say.

    Raises:
        ConfigError: there are no settings, or the port or the repository cannot be used.
    """
    root = root.resolve()
    settings_for(root)
    repository_address(repository)  # a mistake in it is told now, not at every change
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as place:
        # At the top of a server of its own, whatever the settings say of where it will stand.
        make = functools.partial(build, host=host, today=today, repository=repository, site_url="")
        live = Live(root, Path(place) / "site", make)
        with server(live, port) as pages:
            thread = threading.Thread(target=pages.serve_forever, daemon=True)
            thread.start()
            print(f"http://127.0.0.1:{pages.server_address[1]}/ (to stop: Ctrl-C)", flush=True)
            try:
                while True:
                    if live.look():
                        _say(live)
                        sys.stdout.flush()
                    threading.Event().wait(_PAUSE)
            finally:
                pages.shutdown()
