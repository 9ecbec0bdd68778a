"""One page of each kind, in every way that people read it; all pages in `make audit`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.a11y.checks import ASPECTS, Reader
from tests.a11y.conftest import LIBRARIES, Published
from tests.a11y.faults import Fault, table
from tests.a11y.machines import conformance
from tests.pages.reading import Element, read

KINDS = sorted(path.stem for path in (Path(__file__).parents[2] / "theme" / "pages").glob("*.html"))
# Where a wide window has another layout than a narrow one, so that Tab may go another way.
WIDER = {"home", "review", "reviews", "search"}
MORE_MACHINES = ("machines-dark", "machines-768")
# In the audit, the pages of a site are dealt out to so many tests, so that several can run at once.
PARTS = 2


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_on_a_page_of_each_kind_stands_in_anybodys_way(
    kind: str, publish: Callable[[str], Published], reader: Reader
) -> None:
    site = publish("made up")  # it has a page of every kind
    aspects = [one for one in ASPECTS if one != "keyboard-1280" or kind in WIDER]
    found = reader.visit(site.address + site.kinds[kind], site.gaelic, aspects)
    assert found == [], f"\n/{site.kinds[kind]}\n{table(found)}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_can_be_read_without_scripts(
    kind: str, publish: Callable[[str], Published], without_scripts: Reader
) -> None:
    site = publish("made up")
    found = without_scripts.visit(site.address + site.kinds[kind], aspects=["no scripts"])
    assert found == [], f"\n/{site.kinds[kind]}\n{table(found)}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "library", ["made up", pytest.param("real", marks=pytest.mark.audit)], ids=str
)
def test_every_page_is_html_as_its_standard_has_it(
    library: str, publish: Callable[[str], Published]
) -> None:
    site = publish(library)
    found = conformance(site.folder.rglob("*.html"))
    lines = [f"{path.relative_to(site.folder)}: {table(faults)}" for path, faults in found.items()]
    assert lines == [], "\n" + "\n".join(lines[:20])


Shape = tuple[str, str, str, str]


def _class(element: Element) -> str:
    """Its classes; which place or number of several it has makes no other kind of element."""
    return re.sub(r"\d+", "0", element.attributes.get("class", ""))


def _shapes(page: Element) -> set[Shape]:
    """Each kind of element that stands on a page, with the kind that it stands in."""
    return {
        (parent.tag, _class(parent), child.tag, _class(child))
        for parent in page.walk()
        for child in parent.children
        if isinstance(child, Element)
    }


def _pages_to_look_at(made_up: Published, real: Published) -> dict[str, set[str]]:
    """Of each library, pages that together have every kind of element that is anywhere in both.

    The page of each kind that `make test` looks at has all of its own already. Of the real library
    there is one of each kind whose layout changes, too.
    """
    seen: set[Shape] = set()
    found = {}
    for site, kinds in ((made_up, set(made_up.kinds)), (real, WIDER)):
        shapes = {at: _shapes(read(site.file(at).read_text("utf-8"))) for at in site.pages}
        chosen = {site.kinds[kind] for kind in kinds}
        seen = seen.union(*(shapes[at] for at in chosen))
        for address in sorted(shapes, key=lambda at: (-len(shapes[at]), at)):
            if shapes[address] - seen:
                chosen.add(address)
                seen |= shapes[address]
        found[site.name] = chosen
    return found


@pytest.fixture(scope="session")
def chosen(publish: Callable[[str], Published]) -> dict[str, set[str]]:
    return _pages_to_look_at(publish("made up"), publish("real"))


def _aspects(site: Published, address: str, chosen: set[str]) -> tuple[str, ...]:
    """What `make test` leaves out of a page; of one that was not chosen, what its words change."""
    kind = next((kind for kind, one in site.kinds.items() if one == address), "")
    if site.name == "made up" and kind:
        return MORE_MACHINES if kind in WIDER else (*MORE_MACHINES, "keyboard-1280", "policy")
    if address in chosen:
        return ("structure", "machines", "fit", "keyboard-320", "modes", "policy",
                *MORE_MACHINES)  # fmt: skip
    return ("structure", "machines-320", "fit", "policy")


def _everything(reader: Reader, site: Published, part: int, chosen: set[str]) -> Iterator[Fault]:
    for address in itertools.islice(site.pages, part, None, PARTS):
        found = reader.visit(site.address + address, site.gaelic, _aspects(site, address, chosen))
        yield from (Fault(one.rule, f"/{address} {one.where}", one.what) for one in found)


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("library", LIBRARIES)
def test_nothing_on_any_page_stands_in_anybodys_way(
    library: str,
    part: int,
    publish: Callable[[str], Published],
    chosen: dict[str, set[str]],
    reader: Reader,
) -> None:
    found = list(_everything(reader, publish(library), part, chosen[library]))
    assert found == [], "\n" + table(found)
