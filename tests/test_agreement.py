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
from reviewlib.site.url_manifest import LEDGER, lost_urls, missing_urls, published_urls
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


def slips(which: str, seed: int, many: int) -> Iterator[tuple[str, LoadResult]]:
    """A library with one slip after another, and what reading it gives."""
    root, chance = store.LIBRARIES[which], random.Random(f"{which} {seed}")
    for _ in range(many):
        file = chance.choice(files_of(which))
        raw = slipped(file.read_bytes(), chance)
        overlay = {file.relative_to(root).as_posix(): raw}
        told = f"{file.relative_to(root)}\n{raw.decode()}"
        yield told, load(root, cache=store.cache(), overlay=overlay, today=store.TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("which", store.LIBRARIES)
@pytest.mark.parametrize(
    ("seed", "many"),
    [(0, 20), *(pytest.param(seed, 500, marks=pytest.mark.audit) for seed in range(1, 6))],
)
def test_no_slip_brings_reading_down(which: str, seed: int, many: int) -> None:
    assert sum(1 for _ in slips(which, seed, many)) == many


@pytest.mark.slow
@pytest.mark.parametrize("which", store.LIBRARIES)
@pytest.mark.parametrize(
    ("seed", "many"),
    [(100, 4), *(pytest.param(seed, 20, marks=pytest.mark.audit) for seed in range(101, 104))],
)
def test_what_is_passed_can_be_built(which: str, seed: int, many: int, tmp_path: Path) -> None:
    theme = store.ROOT / "theme"
    for number, (told, result) in enumerate(slips(which, seed, many)):
        if errors(result.problems):
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        stage(result.checked(), SITE, theme, folder)
        try:
            verify(folder, url=SITE.url, cache=store.cache())
        except BuildError as error:
            raise AssertionError(f"{error}\n{told}") from error


@pytest.mark.slow
@pytest.mark.parametrize("which", store.LIBRARIES)
def test_an_address_that_a_build_would_lose_is_told_by_the_check(
    which: str, tmp_path: Path
) -> None:
    library = store.library(which)
    folder = store.site(which)
    there = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    published = published_urls(there)
    lost = ("/about/nothing/", "/reviews/2021-22/nobody/", "/reviews/2021-22/nobody/a.pdf")
    (tmp_path / LEDGER).write_text("".join(f"{one}\n" for one in (*published, *lost)), "utf-8")
    told = lost_urls(tmp_path, library)
    assert told == missing_urls(tmp_path, published, library)
    assert len(told) == 2
