"""Views: frozen, each attribute documented, each shown by a template."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import jinja2
from jinja2 import nodes

from reviewlib import pages, presentation
from reviewlib.library import Library
from reviewlib.pages import OutputPage, Site, all_pages
from tests import store
from tests.pages.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
# The names by which a template knows the page's view.
VIEW_NAMES = {"view", "text"}
# What Python alone reads.
NO_VIEWS = {"Context", "Site", "DerivedPage", "OutputPage", "Redirect", "Downloads", "_Item"}
NO_VIEWS |= {"Coverage", "Source", "Column", "Fact", "Focus"}
# An attribute with a comment beside it, or on the line above it.
BESIDE = r"(?m)^    {0}: .*  # |^    # .*\n    {0}: "
# What record sheets show, and what views are made from.
USED_ELSEWHERE = {
    *(("Tile", name) for name in ("authority", "x", "y", "size", "row", "column")),
    *(("Coverage", name) for name in ("width", "height")),
}


def _modules() -> list[ModuleType]:
    packages = (presentation, pages)
    names = [
        f"{package.__name__}.{module.name}"
        for package in packages
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return list(map(importlib.import_module, names))


def _classes() -> list[type]:
    found = {}
    for module in _modules():
        for name, one in vars(module).items():
            of_module = getattr(one, "__module__", "") == module.__name__
            if of_module and dataclasses.is_dataclass(one) and name not in NO_VIEWS:
                found[name] = one
    return list(found.values())


CLASSES = _classes()


@functools.cache
def _every_page() -> tuple[OutputPage, ...]:
    """The pages of the made-up library, which has all kinds of them."""
    library: Library = store.library("made up")
    return tuple(all_pages(library, Site("", TODAY)))


@functools.cache
def _template(name: str) -> nodes.Template:
    environment = jinja2.Environment(autoescape=True)
    return environment.parse((THEME / name).read_text("utf-8"))


def _with_what_it_uses(name: str) -> set[str]:
    """A template, and every one that it imports, includes or extends."""
    found = {name}
    for node in _template(name).find_all((nodes.Import, nodes.Extends, nodes.Include)):
        assert isinstance(node.template, nodes.Const)
        found |= _with_what_it_uses(node.template.value)
    return found


def _attributes(name: str, of: set[str] | None = None) -> Iterator[str]:
    """The attributes a template reads: of anything, or of some variables only."""
    for node in _template(name).find_all(nodes.Getattr):
        if of is None or (isinstance(node.node, nodes.Name) and node.node.name in of):
            yield node.attr
    if of is None:  # items|selectattr("heading")
        for call in _template(name).find_all(nodes.Filter):
            yield from (one.value for one in call.args if isinstance(one, nodes.Const))


def test_every_view_is_frozen_and_takes_no_other_attribute() -> None:
    open_ones = [
        view.__name__
        for view in CLASSES
        if not view.__dataclass_params__.frozen or "__slots__" not in vars(view)  # type: ignore[attr-defined]
    ]
    assert open_ones == []


def test_no_view_holds_anything_that_can_be_changed() -> None:
    changeable = [
        f"{view.__name__}.{name}"
        for view in CLASSES
        for name, hint in typing.get_type_hints(view).items()
        if re.search(r"\b(list|dict|set)\b", str(hint))
    ]
    assert changeable == []


def test_every_view_says_what_it_is_and_what_each_attribute_is() -> None:
    silent = []
    for view in CLASSES:
        source = inspect.getsource(view)
        names = [name for name in view.__annotations__ if not name.startswith("_")]
        described = [name for name in names if re.search(BESIDE.format(name), source)]
        # Of a view with a few plain attributes a sentence may say it all.
        if described != names and (described or not view.__doc__ or len(names) > 8):
            silent.append(view.__name__)
    assert silent == []


def test_every_kind_of_page_has_a_template_and_every_template_a_page() -> None:
    templates = {path.stem for path in (THEME / "pages").glob("*.html")}
    assert {page.template for page in _every_page()} == templates


def test_every_attribute_of_a_pages_view_is_shown_by_its_template() -> None:
    kinds = {(page.template, type(page.view)) for page in _every_page()}
    assert len(kinds) > 12
    for template, view in kinds:
        read = {
            attribute
            for name in _with_what_it_uses(f"pages/{template}.html")
            for attribute in _attributes(name, VIEW_NAMES)
        }
        unused = {one.name for one in dataclasses.fields(view)} - read
        assert unused == set(), f"{template}.html does not show {unused} of {view.__name__}"


def test_every_attribute_of_a_smaller_view_is_shown_somewhere() -> None:
    of_pages = {type(page.view) for page in _every_page()}
    read = {
        attribute
        for path in THEME.rglob("*.html")
        if path.parent.name in {"pages", "components"} or path.name == "page.html"
        for attribute in _attributes(path.relative_to(THEME).as_posix())
    }
    for view in CLASSES:
        if view not in of_pages:
            for one in dataclasses.fields(view):
                used = one.name in read or (view.__name__, one.name) in USED_ELSEWHERE
                assert used, f"no template shows {view.__name__}.{one.name}"


def test_no_template_looks_anything_up_or_counts() -> None:
    sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Getitem)
    for path in (*(THEME / "pages").glob("*.html"), *(THEME / "components").glob("*.html")):
        tree = _template(path.relative_to(THEME).as_posix())
        assert list(tree.find_all(sums)) == [], path.name


def test_no_template_switches_escaping_off_or_leaves_a_value_unquoted() -> None:
    for path in THEME.rglob("*.html"):
        text = path.read_text("utf-8")
        if path.parent.name in {"pages", "components"} or path.name == "page.html":
            assert "safe" not in re.findall(r"\|\s*(\w+)", text), path.name
            assert not re.search(r"\bautoescape\b", text), path.name
        outside_quotes = re.sub(r'"[^"]*"', '""', text)
        assert not re.search(r"\s[a-z-]+=[{⟦]", outside_quotes), path.name
