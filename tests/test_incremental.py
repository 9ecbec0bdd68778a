"""Random sequences of edits: each build that uses the cache is the very bytes of one without."""

from __future__ import annotations

import dataclasses
import datetime
import random
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from reviewlib.cache import Cache
from reviewlib.diagnostics import ContentError
from reviewlib.library import load
from reviewlib.library.urls import review_address
from reviewlib.pages import Site
from reviewlib.site.output import whole_site
from tests import store
from tests.pdf.make import pdf

T = TypeVar("T")
Files = dict[str, bytes]

WORDS = ("learners", "families", "plans", "listening", "<b>", "&amp;", "Gàidhlig", "(p. 4)", "“a”")
WITHDRAWN = "  - date: 2026-11-22\n    change: withdrawn\n    why: Its council asked for that.\n"


@dataclasses.dataclass
class World:
    """All that a build depends on."""

    random: random.Random
    root: Path
    theme: Path
    site: Site

    def words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=4))

    def reviews(self) -> list[Path]:
        return sorted((self.root / "content" / "reviews").rglob("*.md"))

    def review(self) -> Path:
        return self.random.choice(self.reviews())


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def change_a_finding(world: World) -> None:
    path = world.review()
    lines = path.read_text("utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines) if line.startswith("- ")]
    if numbers:
        theme = world.random.choice(["", " (theme: Inclusion)", " (theme: Quality Assurance)"])
        lines[world.random.choice(numbers)] = f"- {world.words()}{theme}"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def add_a_section(world: World) -> None:
    path = world.review()
    heading = world.random.choice(["Why this focus", "Next steps", "Areas for further focus"])
    if f"## {heading}" not in path.read_text("utf-8"):
        replace(path, "## Notes on", f"## {heading}\n\n- {world.words()}\n\n## Notes on")


def change_a_header(world: World) -> None:
    old, new = world.random.choice(
        [
            ("mode: in person", "mode: online"),
            ("  - Inclusion\n", "  - Quality Assurance\n"),
            ("  - Inclusion\n", "  - Inclusion\n  - Quality Assurance\n"),
            ("contributors:\n  - Strathbeg\n", ""),
            ("status: took place", "status: planned"),
            ("2022-08-29 to 2022-08-30", "2022-11"),
            ("size: 162 KB", "size: 2.1 MB"),
        ]
    )
    replace(world.review(), old, new)


def add_a_review(world: World) -> None:
    source = world.review()
    name = world.random.choice(["glenmore", "strathbeg"])
    target = source.with_name(f"{name}{world.random.choice(['', '-2', '-3'])}.md")
    if not target.exists():
        text = source.read_text("utf-8").replace("  - Glenmore\n", f"  - {name.title()}\n", 1)
        text = re.sub(r"file: .*", "listed: https://example.org/reports/", text)
        target.write_text(text.replace("contributors:\n  - Strathbeg\n", ""), "utf-8")


def rename_a_review(world: World) -> None:
    """It answers at its former address as well, which others may name."""
    source = world.review()
    target = source.with_name(f"glenmore-{world.random.randint(4, 9)}.md")
    if not target.exists():
        if "formerly:" not in source.read_text("utf-8"):
            replace(source, "history:\n", "formerly:\nhistory:\n")
        replace(source, "formerly:\n", f"formerly:\n  - /reviews/2022-23/{source.stem}/\n")
        source.rename(target)


def report_of(path: Path) -> Path:
    """The file of a review's report."""
    name = re.search(r"file: (\S+)", path.read_text("utf-8"))
    return path.parents[3] / "reports" / (name[1] if name else f"{path.stem}.pdf")


def remove_a_review(world: World) -> None:
    if len(world.reviews()) > 1:
        path = world.review()
        report_of(path).unlink(missing_ok=True)
        path.unlink()


def change_a_report(world: World) -> None:
    """A report from which a finding is quoted: the page of the quotation is text, or a picture."""
    path = world.review()
    report, third = report_of(path), world.random.choice([["Learners chair the group."], []])
    report.parent.mkdir(exist_ok=True)
    report.write_bytes(pdf([["Glenmore Council"], [f"Of {path.stem}"], third]))
    replace(path, "listed: https://example.org/reports/\n", f"file: {report.name}\n")
    replace(path, "    size: 162 KB\n", "")
    replace(path, "rights: linked only", "rights: OGL 3.0")
    replace(path, "- Learners chair the school improvement group", '- "Learners chair the group"')


def mark_as_the_same(world: World) -> None:
    """A finding as one of another review; what was marked before stays, or does not."""
    if len(world.reviews()) < 2:
        add_a_review(world)
    if world.random.random() < 0.5:
        for one in world.reviews():
            one.write_text(re.sub(r" \(same as: .*\)", "", one.read_text("utf-8")), "utf-8")
    library, path = load(world.root).library, world.review()
    lines = path.read_text("utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines) if line.startswith("- ")]
    others = [one for one in library.reviews if not path.match(one.place.path)] if library else ()
    found = [f"/{review_address(one)}#{each.anchor}" for one in others for each in one.findings]
    if numbers and found:
        number = world.random.choice(numbers)
        words = lines[number].partition(" (same as: ")[0]
        lines[number] = f"{words} (same as: {world.random.choice(found)})"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def withdraw_a_review(world: World) -> None:
    path = world.review()
    if "withdrawn" not in path.read_text("utf-8"):
        replace(path, "    change: added\n", f"    change: added\n{WITHDRAWN}")


def rename_a_theme(world: World) -> None:
    path = world.root / "content/vocabulary/themes.yml"
    label = world.random.choice(["Inclusion", "Belonging", "Everyone"])
    lines = path.read_text("utf-8").splitlines()
    old = lines[1].partition("label: ")[2]
    lines[1] = f"  label: {label}"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for review in world.reviews():
        replace(review, f"  - {old}\n", f"  - {label}\n")


def change_a_term(world: World) -> None:
    name, old, new = world.random.choice(
        [
            ("themes.yml", "include every learner", "include all learners"),
            ("authorities.yml", "council: Glenmore Council", "council: Council of Glenmore"),
            ("authorities.yml", "The Strath", "Strath"),
            ("years.yml", "from: 2022-08", "from: 2022-07"),
        ]
    )
    replace(world.root / "content/vocabulary" / name, old, new)


def change_the_programme(world: World) -> None:
    replace(world.root / "content/programme.yml", "A. Keeper", f"Keeper {world.random.random()}")


def change_a_template(world: World) -> None:
    folder = world.random.choice(["components", "pages", "pages"])
    path = world.random.choice(sorted(world.theme.glob(f"{folder}/*.html")))
    with path.open("a", encoding="utf-8") as opened:
        opened.write(world.random.choice(["<!-- more -->", "<!-- and more -->", "{# a comment #}"]))


def change_the_page_template(world: World) -> None:
    path = world.theme / "page.html"
    text = path.read_text("utf-8")
    number = world.random.randint(1, 3)
    path.write_text(text.replace("</body>", f"<!-- {number} --></body>"), "utf-8")


def change_a_style(world: World) -> None:
    path = world.random.choice(sorted(world.theme.glob("assets/css/*.css")))
    with path.open("a", encoding="utf-8") as opened:
        opened.write(f"/* {world.random.randint(1, 3)} */\n")


def change_the_day(world: World) -> None:
    day = world.random.choice(["2022-08-29", "2022-09-30", "2026-11-20", "2031-01-01"])
    world.site = dataclasses.replace(world.site, today=datetime.date.fromisoformat(day))


def change_the_address(world: World) -> None:
    url = world.random.choice(["", "https://example.org/", "https://example.org/a/b/"])
    world.site = dataclasses.replace(world.site, url=url)


EDITS: tuple[Callable[[World], None], ...] = (
    change_a_finding, mark_as_the_same, change_a_report, add_a_section, change_a_header,
    add_a_review, rename_a_review, remove_a_review, withdraw_a_review, rename_a_theme,
    change_a_term, change_the_programme, change_a_template, change_the_page_template,
    change_a_style, change_the_day, change_the_address,
)  # fmt: skip


class SheetsOnly(Cache):
    """Keeps typeset sheets and what PDFs hold, which take most of the time of a cold build."""

    def get(self, kind: str, key: bytes, of: Any) -> Any:
        return super().get(kind, key, of) if kind in {"sheet", "pdf", "first-page"} else None


def build(world: World, cache: Cache | None) -> Files | str:
    """Every file of the site by its address; what is wrong where there is none."""
    try:
        library = load(world.root, cache=cache).checked()
        files = whole_site(library, world.site, world.theme, root=None)
    except ContentError as error:
        return str(error)
    return {
        one.address: one.data if isinstance(one.data, bytes) else one.data.read_bytes()
        for one in files
    }


def differing(first: Files | str, second: Files | str) -> list[str]:
    """The addresses at which two sites differ."""
    if isinstance(first, str) or isinstance(second, str):
        return [] if first == second else [f"{first!s:.200} / {second!s:.200}"]
    return sorted(at for at in first.keys() | second.keys() if first.get(at) != second.get(at))


def new_world(folder: Path, seed: int) -> World:
    root = store.copy_of("base", folder / "library")
    theme = folder / "theme"
    shutil.copytree(store.THEME, theme)
    return World(random.Random(seed), root, theme, Site("https://example.org/", store.TODAY))


def try_edits(
    world: World, edits: Iterable[Callable[[World], None]], cache: Cache, sheets: Cache
) -> int:
    """Build after each edit, with the cache and without; how many builds had a site."""
    done, good = [], 0
    for edit in edits:
        edit(world)
        done.append(edit.__name__)
        kept = build(world, cache)
        assert differing(kept, build(world, sheets)) == [], done
        good += not isinstance(kept, str)
    return good


def test_a_build_with_the_cache_is_the_one_without(tmp_path: Path) -> None:
    cache, sheets = Cache(tmp_path / "cache"), SheetsOnly(tmp_path / "sheets")
    world = new_world(tmp_path, 0)
    assert try_edits(world, world.random.choices(EDITS, k=5), cache, sheets) >= 3
    assert differing(build(world, cache), build(world, None)) == []


@pytest.mark.audit
@pytest.mark.parametrize("first", EDITS, ids=lambda edit: edit.__name__)
def test_after_any_edit_any_other_is_built_as_from_nothing(
    tmp_path: Path, first: Callable[[World], None]
) -> None:
    """Every pair of edits, and for each first one five random sequences: 300 in all.

    Each begins with what those before it left in the cache; the last build is made with no sheet.
    After a first edit alone, the site is compared in the five, not in every pair again.
    """
    cache, sheets, good = Cache(tmp_path / "cache"), SheetsOnly(tmp_path / "sheets"), 0
    chance = random.Random(EDITS.index(first))
    sequences = [(second,) for second in EDITS]
    sequences += [tuple(chance.choices(EDITS, k=1 + number % 3)) for number in range(5)]
    for number, others in enumerate(sequences):
        world = new_world(tmp_path / "work", 1000 + 100 * EDITS.index(first) + number)
        if number < len(EDITS):
            first(world)
            good += not isinstance(build(world, cache), str)
            good += try_edits(world, others, cache, sheets)
        else:
            good += try_edits(world, (first, *others), cache, sheets)
        if others is not sequences[-1]:
            shutil.rmtree(tmp_path / "work")
    assert differing(build(world, cache), build(world, None)) == []
    assert good >= len(sequences)


@pytest.mark.audit
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_changes_what_is_built(tmp_path: Path, edit: Callable[[World], None]) -> None:
    """Or it would show nothing of the cache."""
    cache = Cache(tmp_path / "cache")
    world = new_world(tmp_path, 7)
    add_a_review(world)
    if edit is change_the_day:  # which tells of visits to come only
        for path in world.reviews():
            replace(path, "status: took place", "status: planned")
    before = build(world, cache)
    for _ in range(8):
        edit(world)
        if differing(before, build(world, cache)):
            return
    pytest.fail("nothing changed")
