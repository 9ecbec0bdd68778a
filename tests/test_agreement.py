"""What `check` passes, `build` builds; and no slip of a hand brings either down.

takes: both libraries, a slip in any line of any of their files
gives: no exception from reading; a whole site wherever reading finds no error
knows nothing of: what is said of a slip
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.diagnostics import BuildError, errors
from reviewlib.library import LoadResult, load
from reviewlib.pages import Site
from reviewlib.site.output import stage
from reviewlib.site.url_manifest import MANIFEST, lost_urls, missing_urls, published_urls
from reviewlib.site.verify import verify
from tests import store

SITE = Site(url="https://example.org/ci/", today=store.TODAY)
SIGNS = ["&#146;", "&#xFFFF;", "&#x202e;", "&#8203;", " {#a}", "[a](#x)", "<b>", "“", "\u2011", "|"]
SIGNS += ["## ", "- ", ": ", "(p. 1)", "# ", '"', "2042-01-01", "[b](/about/)", "*", "\u00a0"]


def files_of(which: str) -> list[Path]:
    folder = store.LIBRARIES[which] / "content"
    return sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".yml"})


def slipped(raw: bytes, chance: random.Random) -> bytes:
    """What a hand slips into: a line lost, doubled, moved, pushed in, cut; a sign put in."""
    lines = raw.decode().split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    middle = chance.randrange(len(line) + 1)
    new = {
        "lost": [],
        "doubled": [line, line],
        "pushed in": [f"  {line}"],
        "cut": [line[:middle]],
        "begun late": [line[middle:]],
        "emptied": [f"{line.partition(':')[0]}:"],
        "a sign": [line[:middle] + chance.choice(SIGNS) + line[middle:]],
        "a sign at its end": [line + chance.choice(SIGNS)],
        "another": [lines[other]],
    }
    lines[at : at + 1] = new[chance.choice(sorted(new))]
    return "\n".join(lines).encode()


def slips(which: str, seed: int, many: int, files: int = 1) -> Iterator[tuple[str, LoadResult]]:
    """What reading a library gives with a slip in one file, or in each of several, `many` times."""
    root, chance = store.LIBRARIES[which], random.Random(f"{which} {seed}")
    for _ in range(many):
        overlay = {
            file.relative_to(root).as_posix(): slipped(file.read_bytes(), chance)
            for file in chance.sample(files_of(which), files)
        }
        told = "\n".join(f"{path}\n{raw.decode()}" for path, raw in overlay.items())
        yield told, load(root, cache=store.cache(), overlay=overlay, today=store.TODAY)


EACH_LIBRARY = pytest.mark.parametrize("which", store.LIBRARIES)


def seeds(first: tuple[int, ...], *more: tuple[int, ...]) -> pytest.MarkDecorator:
    """Where chance begins, and how much there is of it: the first in `make test`."""
    rows = [first, *(pytest.param(*row, marks=pytest.mark.audit) for row in more)]
    return pytest.mark.parametrize(("seed", "many", "files")[: len(first)], rows)


@pytest.mark.slow
@EACH_LIBRARY
@seeds((0, 20, 1), (1, 150, 1), (2, 150, 1), (3, 150, 8), (4, 150, 8))
def test_no_slip_brings_reading_down(which: str, seed: int, many: int, files: int) -> None:
    assert sum(1 for _ in slips(which, seed, many, files)) == many


@pytest.mark.slow
@EACH_LIBRARY
@seeds((100, 4), (101, 12), (102, 12))
def test_what_is_passed_can_be_built(which: str, seed: int, many: int, tmp_path: Path) -> None:
    for number, (told, result) in enumerate(slips(which, seed, many)):
        if errors(result.problems):
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        stage(result.checked(), SITE, store.THEME, folder)
        try:
            verify(folder, url=SITE.url, cache=store.cache())
        except BuildError as error:
            raise AssertionError(f"{error}\n{told}") from error


@pytest.mark.slow
@EACH_LIBRARY
def test_an_address_that_a_build_would_lose_is_told_by_the_check(
    which: str, tmp_path: Path
) -> None:
    library = store.library(which)
    folder = store.site(which)
    there = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    published = published_urls(there)
    lost = ("/about/nothing/", "/reviews/2021-22/nobody/", "/reviews/2021-22/nobody/a.pdf")
    (tmp_path / MANIFEST).write_text("".join(f"{one}\n" for one in (*published, *lost)), "utf-8")
    told = lost_urls(tmp_path, library)
    assert told == missing_urls(tmp_path, published, library)
    assert len(told) == 2
