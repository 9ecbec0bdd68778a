"""The checks are checked: faults are put into real pages, and must be found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.a11y.checks import Reader
from tests.a11y.conftest import Published
from tests.a11y.faults import Fault
from tests.a11y.machines import conformance
from tests.a11y.seeds import SEEDS, Seed

NEEDED = 28


def _sow(number: int, seed: Seed, site: Published, folder: Path) -> str:
    """Write a page with its fault beside where it stands; its address."""
    address = site.kinds[seed.kind]
    name = f"{address.rstrip('/')}-{number}/index.html" if address else f"home-{number}.html"
    up = "../" * name.count("/")
    (folder / f"{number}.css").write_text(seed.css, "utf-8")
    (folder / f"{number}.js").write_text(seed.js, "utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = site.file(address).read_text("utf-8")
    path.write_text(seed.html(text, f"{up}{number}.css", f"{up}{number}.js"), "utf-8")
    return name


@pytest.fixture(scope="module")
def sown(
    publish: Callable[[str], Published], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[Seed, str]]:
    """A folder of pages with one fault in each, and where each stands; all else is the site's."""
    site, folder = publish("made up"), tmp_path_factory.mktemp("sown")
    (folder / "assets").symlink_to(site.folder / "assets")
    return folder, {seed: _sow(at, seed, site, folder) for at, seed in enumerate(SEEDS)}


@pytest.fixture(scope="module")
def address(sown: tuple[Path, dict[Seed, str]], served: Callable[..., str]) -> str:
    return served(sown[0])


@pytest.fixture(scope="module")
def html(sown: tuple[Path, dict[Seed, str]]) -> dict[Path, list[Fault]]:
    """What html-validate says of all seeds that are for it."""
    folder, pages = sown
    return conformance(folder / pages[seed] for seed in SEEDS if seed.aspect == "html")


def test_there_are_enough_seeds_and_no_two_are_one() -> None:
    assert len({seed.name for seed in SEEDS}) == len(SEEDS) >= NEEDED + 2
    assert len({seed.rule for seed in SEEDS}) >= NEEDED


@pytest.mark.audit
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_fault_put_into_a_page_is_found_by_the_rule_for_it(
    seed: Seed, sown: tuple[Path, dict[Seed, str]], request: pytest.FixtureRequest
) -> None:
    """That the rule says nothing of the same page without the fault, `test_pages.py` shows."""
    folder, pages = sown
    if seed.aspect == "html":
        rules = {one.rule for one in request.getfixturevalue("html")[folder / pages[seed]]}
    else:
        name = "without_scripts" if seed.aspect == "no scripts" else "reader"
        reader: Reader = request.getfixturevalue(name)
        gaelic = request.getfixturevalue("publish")("made up").gaelic
        reader.open(request.getfixturevalue("address") + pages[seed], gaelic)
        rules = {one.rule for one in reader.look(seed.aspect)}
    assert any(rule.startswith(seed.rule) for rule in rules), f"only {sorted(rules)} said a word"
