"""Where the files of the library are edited in a browser, and the links that lead there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from reviewlib.diagnostics import ConfigError
from reviewlib.library import Library, urls
from reviewlib.models import UNNAMED, Review, Status
from reviewlib.models.scaffold import record_form, section_headings
from reviewlib.pages.page import Context, OutputPage, written_pages
from reviewlib.presentation.wording import LinkView

_BRANCH = "main"
_REPOSITORY = re.compile(r"(https://[a-z0-9.-]+/[A-Za-z0-9-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?")
_REVIEWS = "content/reviews/"
_WORDS = {
    _REVIEWS: "Edit this review",
    "content/documents/": "Edit this document’s record",
    "content/themes/": "Edit the introduction to this theme",
}

NEW_NAME = f"{UNNAMED[0]}.md"
"""The name that a new review's file has until the editor gives it one."""


def repository_address(text: str | None) -> str:
    """Where the library's files are kept on GitHub, without a slash at its end.

    >>> repository_address("https://github.com/example/reports.git")
    'https://github.com/example/reports'
    >>> repository_address("")
    ''

    Raises:
        ConfigError: it is not the address of a repository.
    """
    if not text:
        return ""
    found = _REPOSITORY.fullmatch(text)
    if not found:
        raise ConfigError(
            f'The repository "{text}" is not an address such as https://github.com/OWNER/NAME.'
        )
    return found[1]


def new_review_form(library: Library) -> str:
    """What a new review begins with: the usual fields, the usual headings, how to fill them in."""
    headings = ((one.id, one.label) for one in library.vocabulary.headings)
    return record_form(Review, text=section_headings(headings))


def new_review_address(context: Context, year: str) -> str:
    """Where a new file is written in a year's folder, with the form filled in."""
    given = {"filename": NEW_NAME, "value": new_review_form(context.library)}
    return f"{new_file_address(context)}{year}?{urlencode(given, quote_via=quote)}"


def file_address(context: Context, file: str) -> str:
    """Where a file is edited, or "" where that is not known."""
    repository = context.site.repository
    return f"{repository}/edit/{_BRANCH}/{quote(file)}" if repository else ""


def new_file_address(context: Context) -> str:
    """Where new files of reviews are written, but for the year's folder; "" where not known."""
    repository = context.site.repository
    return f"{repository}/new/{_BRANCH}/{_REVIEWS}" if repository else ""


def _edit(context: Context, page: OutputPage) -> Iterator[LinkView]:
    """The one file whose words a page has; not the text of a report, whose words its PDF has."""
    file = page.source
    # A list is of many pages.
    if not page.canonical and file.startswith("content/") and file.endswith(".md"):
        words = [label for folder, label in _WORDS.items() if file.startswith(folder)]
        label = words[0] if words else "Edit this page"
        yield LinkView(f"{label} on GitHub", file_address(context, file))


def _change(context: Context, page: OutputPage) -> Iterator[LinkView]:
    """The short forms for what may have become known of a review."""
    review = context.library.review_at.get(page.address)
    if review:
        form = f"{urls.CHANGE}?review={review.id}&change="
        if review.status is Status.PLANNED:
            yield LinkView("This planned review took place", f"{form}when")
        if not review.reports:
            yield LinkView("Its report was published", f"{form}reports")


def _add(context: Context, page: OutputPage) -> Iterator[LinkView]:
    """A year's page adds to that year; where all reviews are spoken of, each year is offered."""
    years = context.library.vocabulary.years
    if page.address not in (urls.REVIEWS, urls.CONTRIBUTE, urls.ADDING):
        years = tuple(year for year in years if page.address == urls.year_address(year))
    if years:
        query = f"?year={years[0].id}" if len(years) == 1 else ""
        yield LinkView("Use a form to add a review", f"{urls.ADD}{query}")
    for year in reversed(years):
        label = f"Add a review of {year.label} on GitHub"
        yield LinkView(label, new_review_address(context, year.id))


def problem_links(context: Context, page: OutputPage) -> Iterator[LinkView]:
    """How to report a problem with a page: an e-mail, a public form, else the page on how."""
    contact, repository = context.library.programme.contact, context.site.repository
    name = f"{page.title or context.library.programme.title} (/{page.address})"
    label = "Tell us what is wrong with this page"
    if contact:
        yield LinkView(label, f"mailto:{contact}?subject={quote(f'{name}: something is wrong')}")
    if repository:
        filled = {"template": "correction.yml", "title": f"Correction: {name}",
                  "page": context.site.url + page.address or "/"}  # fmt: skip
        address = f"{repository}/issues/new?{urlencode(filled, quote_via=quote)}"
        yield LinkView(f"{label}, in a public form on GitHub", address)
    if not contact and not repository and written_pages(context, urls.CONTRIBUTE):
        yield LinkView(label, urls.CONTRIBUTE)


def edit_links(context: Context, page: OutputPage) -> tuple[LinkView, ...]:
    """The links to edit what a page is made from, and to add to it."""
    if not context.site.repository:
        return ()
    return (*_add(context, page), *_change(context, page), *_edit(context, page))
