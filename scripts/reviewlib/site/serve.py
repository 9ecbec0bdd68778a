"""The site on this computer, built again after every change."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewlib.pages import repository_address
from reviewlib.site.build import build, settings_for
from reviewlib.site.live import live_server, rebuilder

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

    Args:
        root: the folder that holds content/ and reports/.
        port: where to listen.
        today: the day the pages are made for; otherwise what the settings or the clock say.
        repository: where its files are edited; otherwise what the settings say.

    Raises:
        ConfigError: there are no settings, or the port or the repository cannot be used.
    """
    root = root.resolve()
    repository_address(repository)  # a mistake in it is told now, not at every change

    def make(root: Path, out: Path) -> None:
        # At the top of a server of its own, whatever the settings say of where it will stand.
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
