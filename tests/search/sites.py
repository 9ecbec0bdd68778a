"""As much of a site as search needs: its files and its scripts, and a page to run them in.

takes: a library, which engine
gives: a folder to serve; the engine opened in a page
knows nothing of: templates, other pages
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.library import Library
from reviewlib.search import SearchEntry, all_entries, files_of
from tests import store

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["ROOT", "loaded", "open_engine", "publish", "site"]

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "theme" / "assets" / "js" / "search"
_NAMES = {"real": "real", "made": "made up"}
_BLANK = "<!doctype html><html lang=en><title>Search</title><link rel=icon href=data:,></html>"
_OPEN = """
async (root) => {
  const { openClient } = await import(new URL('assets/js/search/client.js', root))
  window.engine = await openClient(root)
}
"""


def loaded(name: str) -> Library:
    """The real library ("real") or the made-up one ("made")."""
    return store.library(_NAMES[name])


def site(name: str, engine: str) -> Path:
    """What search needs of a library, in a folder that nobody changes."""
    root = store.LIBRARIES[_NAMES[name]]
    return store.built(
        f"search in {name} by {engine}",
        lambda folder: publish(folder, loaded(name), engine),
        of=[Path(__file__), root / "content", root / "reports", root / "addresses.txt"],
    )


def publish(
    folder: Path,
    library: Library,
    engine: str = "lunr",
    entries: Sequence[SearchEntry] | None = None,
) -> Path:
    """Write what search needs into a folder."""
    found = tuple(all_entries(library)) if entries is None else tuple(entries)
    for file in files_of(library, found, engine):
        path = folder / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    shutil.copytree(SCRIPTS, folder / "assets" / "js" / "search", dirs_exist_ok=True)
    (folder / "blank.html").write_text(_BLANK, "utf-8")
    return folder


def open_engine(page: Page, url: str) -> None:
    """Open a page at a site and the engine in it, as `window.engine`."""
    page.goto(f"{url}blank.html")
    page.evaluate(_OPEN, url)
