"""Libraries to make pages from: the real one, the made-up one, and a day to make them on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from reviewlib.library import Library
from reviewlib.pages import Context, DerivedPage, OutputPage, Site

TODAY = datetime.date(2026, 11, 22)


def view_of(
    make: Callable[[Context], OutputPage],
    library: Library,
    today: datetime.date = TODAY,
    url: str = "",
) -> Any:
    """The view of the page that a function makes."""
    return make(Context(library, Site(url, today))).view


def views_of(pages: Callable[[Library], Iterable[DerivedPage]], library: Library) -> dict[str, Any]:
    """The views of the pages of one kind, by the ids in their addresses."""
    context = Context(library, Site("", TODAY))
    return {page.address.split("/")[-2]: page.make(context).view for page in pages(library)}


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(url="", today=TODAY)


@pytest.fixture
def context(library: Library, site: Site) -> Context:
    return Context(library, site)
