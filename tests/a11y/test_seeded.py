"""The checks are checked: faults are put into real pages, and must be found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.a11y.checks import ASPECTS, Reader
from tests.a11y.conftest import Published
from tests.a11y.faults import Fault
from tests.a11y.machines import conformance
from tests.a11y.seeds import SEEDS, Seed, sow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOTHING = Seed("nothing", "", "", "")
NEEDED = 28


def html(seed: Seed, site: Published, folder: Path) -> set[Fault]:
    file = folder / "page.html"
    text = site.file(site.kinds[seed.kind]).read_text("utf-8")
    file.write_text(seed.html(text), "utf-8")
    return {fault for faults in conformance([file]).values() for fault in faults}


def looked_at(
    seed: Seed, like: Seed, site: Published, browser: Browser, folder: Path
) -> set[Fault]:
    """What is found of the aspect and on the page that are `like`'s, with `seed` in it."""
    if like.aspect == "html":
        return html(Seed(seed.name, like.kind, "", "", seed.find, seed.put), site, folder)
    address = site.address + site.kinds[like.kind]
    scripts = like.aspect != "no scripts"
    look = ASPECTS.get(like.aspect, Reader.without_scripts)
    with Reader(browser, address, site.gaelic, scripts=scripts, prepare=sow(seed)) as reader:
        return set(look(reader))


@pytest.fixture(scope="module")
def without(
    publish: Callable[[str], Published], browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Seed], set[Fault]]:
    """What is found on a page as it is, so that only what a seed brings is counted."""
    known: dict[tuple[str, str], set[Fault]] = {}
    folder = tmp_path_factory.mktemp("as-it-is")

    def found(seed: Seed) -> set[Fault]:
        key = (seed.kind, seed.aspect)
        if key not in known:
            known[key] = looked_at(NOTHING, seed, publish("made up"), browser, folder)
        return known[key]

    return found


def test_there_are_enough_seeds_and_no_two_are_one() -> None:
    assert len({seed.name for seed in SEEDS}) == len(SEEDS) >= NEEDED + 2
    assert len({seed.rule for seed in SEEDS}) >= NEEDED


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_fault_put_into_a_page_is_found_by_the_rule_for_it(
    seed: Seed,
    publish: Callable[[str], Published],
    browser: Browser,
    without: Callable[[Seed], set[Fault]],
    tmp_path: Path,
) -> None:
    brought = looked_at(seed, seed, publish("made up"), browser, tmp_path) - without(seed)
    rules = {fault.rule for fault in brought}
    assert any(rule.startswith(seed.rule) for rule in rules), f"only {sorted(rules)} said a word"
