"""The library to one frozen, documented view for each page.

takes: Library and Site
gives: every page with its view; the files and redirects beside them
independent of: HTML, templates, MkDocs
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.library.page_registry import PageKind, menu
from reviewlib.library.urls import OutputFile
from reviewlib.pages.actions import actions_page
from reviewlib.pages.authorities import authorities_page, authority_pages
from reviewlib.pages.calendar import calendar_page
from reviewlib.pages.components import downloads
from reviewlib.pages.coverage import coverage_page
from reviewlib.pages.data import data_page
from reviewlib.pages.documents import document_pages, documents_page
from reviewlib.pages.editing import edit_links, problem_links, repository_address
from reviewlib.pages.home import home_page, not_found_page
from reviewlib.pages.messages import messages_page
from reviewlib.pages.news import new_page
from reviewlib.pages.page import Context, DerivedPage, OutputPage, Redirect, Site
from reviewlib.pages.programme import questions_page, record_list_pages
from reviewlib.pages.report_texts import text_pages
from reviewlib.pages.review_form import review_change_page, review_form_page
from reviewlib.pages.reviews import review_pages, reviews_page
from reviewlib.pages.search import search_page
from reviewlib.pages.themes import theme_pages, themes_page
from reviewlib.pages.years import year_pages, years_page
from reviewlib.presentation.wording import LinkView, standing

__all__ = [
    "Context",
    "DerivedPage",
    "LinkView",
    "OutputPage",
    "Redirect",
    "Site",
    "all_files",
    "all_pages",
    "all_redirects",
    "downloads",
    "edit_links",
    "pages_or_derived",
    "problem_links",
    "repository_address",
    "shell",
]


@dataclass(frozen=True, slots=True)
class Shell:
    """The site-wide parts of every page."""

    title: str  # the site's title
    kept_by: str  # a sentence on who keeps the library, and whether it is official
    nav: tuple[LinkView, ...]  # the menu; only pages there are
    foot: tuple[LinkView, ...]  # the links at the foot; only pages there are


def _links(kinds: Iterable[PageKind], library: Library) -> list[LinkView]:
    return [LinkView(library.programme.fit(kind.title), kind.address) for kind in kinds]


def shell(library: Library) -> Shell:
    """The site-wide parts of the pages of a library."""
    programme = library.programme
    foot = _links(menu(lambda kind: kind.footer, library), library)
    if programme.contact:
        foot.append(LinkView("Contact", f"mailto:{programme.contact}"))
    return Shell(
        title=programme.title,
        kept_by=f"This library is kept by {programme.publisher}. {standing(programme)}",
        nav=tuple(_links(menu(lambda kind: kind.header, library), library)),
        foot=tuple(foot),
    )


def all_pages(library: Library, site: Site) -> Iterator[OutputPage]:
    """Every page: exactly those of `library.addresses`."""
    context = Context(library, site)
    for one in pages_or_derived(context):
        yield one if isinstance(one, OutputPage) else one.make(context)


def pages_or_derived(context: Context) -> Iterator[OutputPage | DerivedPage]:
    """Every page in its order; made, where it tells of the whole library."""
    library = context.library
    yield home_page(context)
    yield reviews_page(context)
    yield from review_pages(library)
    yield from text_pages(library)
    yield themes_page(context)
    yield from theme_pages(library)
    yield authorities_page(context)
    yield from authority_pages(library)
    yield years_page(context)
    yield from year_pages(library)
    yield documents_page(context)
    yield from document_pages(library)
    yield questions_page(context)
    yield calendar_page(context)
    yield coverage_page(context)
    yield actions_page(context)
    yield new_page(context)
    yield data_page(context)
    yield search_page(context)
    yield messages_page(context)
    yield review_form_page(context)
    yield review_change_page(context)
    yield from record_list_pages(context)
    yield not_found_page(context)


def all_files(library: Library) -> Iterator[OutputFile]:
    """Every report we may publish, beside the page of its record."""
    for record in library.serving:
        for report in record.reports:
            if report.file:
                address, file = urls.report_address(record, report.file), library.files[report.file]
                examined = library.pdfs[file.name].sha256 if file.name in library.pdfs else ""
                yield OutputFile(address, file, f"reports/{file.name}", examined)


def all_redirects(library: Library) -> Iterator[Redirect]:
    """Every former address."""
    for address, target in library.redirects.items():
        yield Redirect(address, target)
