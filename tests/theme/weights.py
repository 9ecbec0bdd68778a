"""What the first visit to a page costs: its own bytes and all that it loads, as sent with gzip.

takes: a site that was built
gives: `weigh`, the bytes of a page by what they are; as a command, the table in docs/look.md
knows nothing of: how pages are made
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from urllib.parse import urljoin

from tests.pages.reading import Element, read

__all__ = ["pages_of", "weigh"]

_IMPORT = re.compile(r'^(?:import|export)\b[^;"\']*["\'](\.{1,2}/[^"\']+\.js)["\']', re.MULTILINE)


def sent(data: bytes) -> int:
    """As a server sends it: pressed, at the level that most servers press at."""
    return len(gzip.compress(data, 6, mtime=0))


def file_at(folder: Path, page: str, href: str) -> Path:
    address = urljoin(f"https://library.test/{page}", href)
    return folder / address.removeprefix("https://library.test/")


def style_sheets(folder: Path, page: str, html: Element) -> list[Path]:
    links = [one for one in html.all("link") if one.attributes["rel"] == "stylesheet"]
    return [file_at(folder, page, one.attributes["href"]) for one in links]


def faces(sheets: list[Path]) -> list[Path]:
    """All of them, though a page without bold text would load fewer."""
    found = [
        sheet.parent / address
        for sheet in sheets
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text("utf-8"))
    ]
    return [path.resolve() for path in found]


def scripts(folder: Path, page: str, html: Element) -> set[Path]:
    """The modules of a page, and those that they load in turn before anything is done."""
    wanted = [
        file_at(folder, page, one.attributes["src"])
        for one in html.all("script")
        if "src" in one.attributes
    ]
    found: set[Path] = set()
    while wanted:
        path = wanted.pop().resolve()
        if path not in found:
            found.add(path)
            wanted += [path.parent / name for name in _IMPORT.findall(path.read_text("utf-8"))]
    return found


def weigh(folder: Path, page: str) -> dict[str, int]:
    """The bytes of a page by what they are."""
    data = (folder / page).read_bytes()
    html = read(data.decode())
    sheets = style_sheets(folder, page, html)
    return {
        "page": sent(data),
        "style": sum(sent(path.read_bytes()) for path in sheets),
        "faces": sum(path.stat().st_size for path in faces(sheets)),
        "scripts": sum(sent(path.read_bytes()) for path in scripts(folder, page, html)),
    }


def pages_of(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]


def main(folder: str, *pages: str) -> None:
    """Print a row for each page: kilobytes (1,024 bytes) by what they are."""
    for page in pages:
        weight = weigh(Path(folder), f"{page}index.html")
        cells = [page, *(f"{one / 1024:.1f}" for one in (*weight.values(), sum(weight.values())))]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
