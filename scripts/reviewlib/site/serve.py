"""reviewlib serve: MkDocs' live reload around builds of ours; the last good pages stay served."""

from __future__ import annotations

import datetime
import logging
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from reviewlib.diagnostics import ConfigError, ContentError, ReviewLibError, as_text
from reviewlib.exports.tables import WORKBOOK
from reviewlib.library import urls
from reviewlib.pages import repository_address
from reviewlib.site.build import build, settings_for

_HOST = "127.0.0.1"
_MADE = (
    f"Made. ({urls.DATA}{urls.WHOLE_FILE} and {urls.DATA}{WORKBOOK} are left empty here, to save "
    "time. The pages' content security policy is left out here, for live reload.)"
)
_NEVER = (
    b"<!doctype html><html lang=en-GB><meta charset=utf-8><title>Not yet</title>"
    b"<p>This cannot be published yet; the terminal says why. The page will come once it is "
    b"put right.</p></html>"
)


def rebuilder(root: Path, out: Path, make: Callable[[Path, Path], object]) -> Callable[[], None]:
    """What builds the site and says how that went, and never raises.

    LiveReloadServer stops answering while its builder has failed; ours goes on with what it has.
    """

    def rebuild() -> None:
        try:
            make(root, out)
        except ContentError as error:
            sys.stderr.write(as_text(error.problems))
        except ReviewLibError as error:
            print(error, file=sys.stderr)
        except Exception as error:  # the server goes on, whatever a half-written template does
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        else:
            print(_MADE, flush=True)

    return rebuild


def live_server(
    out: Path, port: int, rebuild: Callable[[], None], watched: Iterable[Path]
) -> LiveReloadServer:
    """A server of `out` on this computer alone, which rebuilds when a file watched changes.

    Raises:
        ConfigError: the port is in use, or may not be used.
    """
    port = _free(port)
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = LiveReloadServer(builder=rebuild, host=_HOST, port=port, root=str(out))
    server.error_handler = lambda code: _error_page(out)
    for path in watched:
        server.watch(str(path))
    return server


def _error_page(out: Path) -> bytes:
    page = out / "404.html"
    return page.read_bytes() if page.is_file() else _NEVER


def _free(port: int) -> int:
    """The port, or any that is free where it is 0."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((_HOST, port))
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"Cannot listen on port {port}: {reason}. Name another with --port."
        ) from error


# ---------- the command

_WATCHED = ("content", "reports", "theme", "mkdocs.yml", "addresses.txt")


def watched(root: Path) -> Iterator[Path]:
    """The files and folders that a site is made of, as far as they are there."""
    for home in dict.fromkeys((root, settings_for(root).parent)):
        yield from (home / name for name in _WATCHED if (home / name).exists())


def serve(
    root: Path,
    *,
    port: int = 8000,
    today: datetime.date | None = None,
    repository: str | None = None,
) -> None:
    """Show the site on this computer, and again after every change, until it is interrupted.

    Raises:
        ConfigError: there are no settings, or the port or the repository cannot be used.
    """
    root = root.resolve()
    repository_address(repository)  # a mistake in it is told now, not at every change

    def make(root: Path, out: Path) -> None:
        # Served from the root, whatever site_url says.
        build(root, out, today=today, repository=repository, site_url="", live=True)

    with tempfile.TemporaryDirectory(prefix="reviewlib-") as place:
        out = Path(place) / "site"
        rebuild = rebuilder(root, out, make)
        server = live_server(out, port, rebuild, watched(root))
        print(f"http://127.0.0.1:{server.server_address[1]}/ (to stop: Ctrl-C)", flush=True)
        try:
            rebuild()
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
        finally:
            server.shutdown()
