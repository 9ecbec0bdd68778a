"""Our pages alone, as `make bench` times them: check, link, render, write. No feeds, no sheets."""

from __future__ import annotations

import datetime
import gc
import sys
from pathlib import Path

from reviewlib.cache import cache_of
from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.site.files import render_pages

__all__ = ["main"]

_THEME = Path(__file__).resolve().parent.parent.parent / "theme"
_DAY = datetime.date(2023, 11, 14)


def main(root: Path, out: Path) -> int:
    """Write every page of the library in `root` into `out`; how many there are."""
    library = load(root, cache=cache_of(root)).checked()
    number = 0
    for artefact in render_pages(library, Site("", _DAY), _THEME):
        assert isinstance(artefact.data, bytes)
        file = out / artefact.address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artefact.data)
        number += 1
    return number


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 20)  # as the command does
    print(main(Path(sys.argv[1]), Path(sys.argv[2])), "pages")
