"""Pages written by hand, from Markdown in content/."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.library.page_registry import PAGE
from reviewlib.markdown import plain
from reviewlib.models import Page
from reviewlib.pages import components
from reviewlib.pages.components import SectionView
from reviewlib.pages.page import Context, OutputPage, written_pages
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class ContentPageView:
    """A page written by hand, and the pages beside it."""

    title: str  # its title
    summary: str  # what it tells, or ""
    sections: tuple[SectionView, ...]  # its text
    contents: tuple[LinkView, ...]  # its headings, for a list at the top
    sources: tuple[LinkView, ...]  # the documents it is written from
    beside: tuple[LinkView, ...]  # the other pages of its part of the site


def _folder(page: Page) -> str:
    """The folder a page leads or is in: "about/" for about/ and for about/progress/."""
    return page.address.split("/")[0] + "/"


def _beside(context: Context, page: Page) -> tuple[LinkView, ...]:
    """The other pages of a page's folder, the one that leads it first."""
    folder = _folder(page)
    others = [one for one in context.library.pages if _folder(one) == folder and one is not page]
    others.sort(key=lambda one: one.address != folder)
    links = [LinkView(one.title, one.address) for one in others]
    if folder == urls.ABOUT:
        links.append(LinkView("Documents", urls.DOCUMENTS))
    if folder == urls.CONTRIBUTE:
        links += (LinkView(PAGE[one].title, one) for one in (urls.ADD, urls.CHANGE, urls.MESSAGES))
    return tuple(links)


def _description(context: Context, page: Page) -> str:
    """The page's summary, else the beginning of its text, else its address."""
    proses = (block.prose for section in page.sections for block in section.blocks)
    begins = next((plain((prose,)) for prose in proses if prose), "")
    words = page.summary or begins or f"{page.title}, in {context.library.programme.title}."
    return wording.shortened(words)


def content_page(context: Context, page: Page) -> OutputPage:
    """A page written by hand."""
    folder = _folder(page)
    sections = tuple(components.section_views(context, None, page.sections))
    view = ContentPageView(
        title=page.title,
        summary=page.summary or "",
        sections=sections,
        contents=tuple(
            LinkView(one.heading, f"#{one.anchor}")
            for one in sections
            if one.heading and one.level == 2
        ),
        sources=wording.documents_of(context.library, page.sources),
        beside=_beside(context, page),
    )
    return OutputPage(
        page.address,
        "content-page",
        view,
        page.title,
        _description(context, page),
        folder,
        written_pages(context, folder) if page.address != folder else (),
        page.place.path,
    )


def with_contents(
    plain: OutputPage, before: Iterable[LinkView] = (), after: Iterable[LinkView] = ()
) -> ContentPageView:
    """The words written by hand; what records add is in its list of contents, in its place."""
    hand = plain.view
    assert isinstance(hand, ContentPageView)
    return dataclasses.replace(hand, contents=(*before, *hand.contents, *after))


def with_records(plain: OutputPage, view: object) -> OutputPage:
    """A page written by hand, shown with the records that belong to it."""
    return dataclasses.replace(plain, template=PAGE[plain.address].template, view=view)
