"""The changed pages in one file that needs no other, no server and no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reviewlib.library import Library, addresses as at
from reviewlib.pages import PageOut, Site, all_pages
from reviewlib.presentation.wording import count
from reviewlib.problems import errors
from reviewlib.proposal.compare import Proposal
from reviewlib.proposal.inline import Inliner, style
from reviewlib.render import PageTemplate, environment

__all__ = ["preview"]

_MOST_PAGES = 80
_TEMPLATE = "preview/preview.html"


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the preview.

    Args:
        key: its place in the file.
        title: what it is called.
        new: whether it is not there yet.
        own: whether it is made of a file that was changed.
        header: what stands above.
        main: the article.
        footer: what stands below.
    """

    key: str
    title: str
    new: bool
    own: bool
    header: Markup
    main: Markup
    footer: Markup


@dataclass(frozen=True, slots=True)
class _Group:
    label: str
    pages: tuple[_Page, ...]


@dataclass(frozen=True, slots=True)
class _Preview:
    """All that theme/preview/preview.html needs."""

    title: str
    note: str
    policy: Markup
    style: Markup
    pages: tuple[_Page, ...]
    groups: tuple[_Group, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A page of one side, its article rendered, and what renders the rest of it."""

    page: PageOut
    main: Markup
    template: PageTemplate


def _rendered(library: Library, site: Site, theme: Path) -> Iterator[_Rendered]:
    """Every page that has a place of its own."""
    template = PageTemplate(library, site, theme)
    for page in all_pages(library, site):
        if page.address != at.NOT_FOUND:
            yield _Rendered(page, template.block("main", page), template)


def _before(proposal: Proposal, site: Site, theme: Path) -> dict[str, Markup] | None:
    """Every page as it was, by address; None where that cannot be known."""
    loaded = proposal.before
    if loaded.library is None or errors(loaded.problems):
        return None
    return {one.page.address: one.main for one in _rendered(loaded.library, site, theme)}


@dataclass(frozen=True, slots=True)
class _Found:
    """A page that changes.

    Args:
        rendered: it.
        title: what it is called, without the site's name.
        new: whether it is not there yet.
        own: whether a file was changed that it is made of.
    """

    rendered: _Rendered
    title: str
    new: bool
    own: bool


def _changed(
    proposal: Proposal, before: dict[str, Markup] | None, site: Site, theme: Path
) -> Iterator[_Found]:
    library = proposal.after.checked()
    for rendered in _rendered(library, site, theme):
        page = rendered.page
        own = page.source in proposal.paths and page.source.endswith(".md")
        title = page.title or library.programme.title
        if before is None:
            if own:
                yield _Found(rendered, title, False, True)
        elif before.get(page.address) != rendered.main:
            yield _Found(rendered, title, page.address not in before, own)


def _pages(chosen: list[_Found], site: Site, theme: Path, known: frozenset[str]) -> Iterator[_Page]:
    keys = {one.rendered.page.address: f"p{number}" for number, one in enumerate(chosen, 1)}
    for one in chosen:
        page, template = one.rendered.page, one.rendered.template
        inliner = Inliner(page.address, keys, theme, site.url, known)
        yield _Page(
            key=keys[page.address],
            title=one.title,
            new=one.new,
            own=one.own,
            header=inliner.inline(template.block("header", page)),
            main=inliner.inline(one.rendered.main),
            footer=inliner.inline(template.block("footer", page)),
        )


def _groups(pages: Iterable[_Page]) -> tuple[_Group, ...]:
    own: list[_Page] = []
    other: list[_Page] = []
    for page in pages:
        (own if page.own else other).append(page)
    groups = (
        _Group("Made of what was changed:", tuple(own)),
        _Group("Changed along with it:", tuple(other)),
    )
    return tuple(group for group in groups if group.pages)


def _policy(css: str) -> Markup:
    """Nothing is fetched and nothing is run; the one style sheet is known by its checksum."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Markup(
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _note(site: Site, known: frozenset[str]) -> str:
    words = "It shows how changed pages will look. Search, files and buttons do nothing here"
    if site.url and known:
        return f"{words}; links to other pages lead to the published site."
    return f"{words}, nor do links to other pages."


def preview(proposal: Proposal, site: Site, theme: Path) -> tuple[str, int]:
    """The changed pages in one file.

    Args:
        proposal: a proposal that is sound.
        site: where the site is published, and the day the pages are made for.
        theme: the folder of templates.

    Returns:
        The file, and how many pages it shows; "" and 0 where no page changes.

    Raises:
        ContentError: the proposal has errors.
        BuildError: the theme is not whole.
    """
    before = _before(proposal, site, theme)
    found = sorted(_changed(proposal, before, site, theme), key=lambda one: not one.own)
    chosen = found[:_MOST_PAGES]
    if not chosen:
        return "", 0
    old = proposal.before.library
    known = frozenset(old.addresses if old is not None else ())
    pages = tuple(_pages(chosen, site, theme, known))
    css = style(theme)
    view = _Preview(
        title=f"Preview: {chosen[0].title}",
        note=_note(site, known),
        policy=_policy(css),
        style=Markup(css),
        pages=pages,
        groups=_groups(pages),
        left_out=_left_out(len(found) - len(chosen), known=before is not None),
    )
    return environment(theme).get_template(_TEMPLATE).render(preview=view), len(pages)


def _left_out(more: int, *, known: bool) -> str:
    if not known:
        return "Other pages may change too. What they were cannot be made, so they are not shown."
    return f"{count(more, 'page')} more that change have no room here." if more else ""
