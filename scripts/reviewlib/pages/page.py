"""Pages as data, and the context they are built from."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reviewlib.library import Library
from reviewlib.library.model import Record
from reviewlib.library.page_registry import PAGE
from reviewlib.presentation.wording import LinkView as LinkView


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need to know of where and when they are published."""

    url: str  # the site's address ending in "/", or "" where it is not known
    # the day on which the pages are made; decides only how planned visits are worded
    today: datetime.date
    # where the library's files are edited, such as https://github.com/OWNER/NAME, or "" where no
    # page is to lead there
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The library and the site: what every view is made from."""

    library: Library  # the library
    site: Site  # where and when it is published
    # the views of findings and cards made so far; several pages show the same ones
    made: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OutputPage:
    """A page to be made."""

    address: str  # relative to the site's root: "reviews/2022-23/fife/" or "404.html"
    template: str  # the name of its template in theme/pages/, without ".html"
    view: object  # what the template shows: the class named …View in the module that builds it
    title: str  # the page's own name; the document's title is this and the site's
    description: str  # a sentence for search engines; "" for none
    section: str  # the address of its entry in the menu, or ""
    crumbs: tuple[LinkView, ...] = ()  # the way to it from the front page
    source: str = ""  # the file it is made from, relative to the library's root; "" for many
    canonical: str = ""  # the page that search engines are to show in its place, or ""
    wasm: bool = False  # whether it runs WebAssembly, which its content security policy must allow
    # the modules it runs, by their names in theme/assets/js/; it is of use without
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedPage:
    """A page that is made of some records alone, and so is kept until one of them changes."""

    address: str  # the page's
    source: str  # the page's
    of: tuple[Record, ...]  # the records that it may tell of: it is made of no others
    make: Callable[[Context], OutputPage]  # makes it, of the library or of these records alone


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address, and the one that answers for it."""

    address: str
    target: str


def made_page(address: str, view: object, description: str, **other: Any) -> OutputPage:
    """A page that every library has, with the title and the template of the registry."""
    kind = PAGE[address]
    given = {"title": kind.title, "section": kind.section, **other}
    return OutputPage(address, kind.template, view, description=description, **given)


def written_pages(context: Context, *addresses: str) -> tuple[LinkView, ...]:
    """Links to those of some pages written by hand that there are."""
    pages = (page for page in context.library.pages if page.address in addresses)
    return tuple(LinkView(page.title, page.address) for page in pages)
