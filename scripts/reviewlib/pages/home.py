"""The front page, and the page for a wrong address."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority
from reviewlib.pages import components
from reviewlib.pages.authorities import authority_with_years
from reviewlib.pages.charts import CoverageView, coverage_view
from reviewlib.pages.components import Card
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import theme_count
from reviewlib.presentation import wording
from reviewlib.presentation.charts import code_of
from reviewlib.presentation.wording import LinkView
from reviewlib.text import normalize_label


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page.

    Args:
        title: the library's title.
        summary: what it is, in a sentence.
        statement: what it holds and up to when.
        doors: the main pages, each with a word on what is there.
        themes: the themes that reviews have, with how many.
        reported: the latest reviews with a report.
        coming: what is planned for today or later; empty where nothing is.
        later: a sentence that says so where nothing is.
        years: the programme years.
        coverage: the grid of authorities, or None where it cannot be drawn.
        authorities: every authority with the years in which it hosted.
    """

    title: str
    summary: str
    statement: str
    doors: tuple[LinkView, ...]
    themes: tuple[LinkView, ...]
    reported: tuple[Card, ...]
    coming: tuple[Card, ...]
    later: str
    years: tuple[LinkView, ...]
    coverage: CoverageView | None
    authorities: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What to do when an address leads nowhere.

    Args:
        doors: the main pages.
    """

    doors: tuple[LinkView, ...]


_DOORS = (
    LinkView("Reviews", urls.REVIEWS, note="Every review, by year"),
    LinkView("Themes", urls.THEMES, note="What authorities asked and learned, theme by theme"),
    LinkView("Authorities", urls.AUTHORITIES, note="Who hosted, and when"),
    LinkView("Hosting a review", urls.HOSTING, note="The steps, and how others ran theirs"),
    LinkView("About the programme", "about/", note="Its aims, its principles, how it went"),
)
_NEWEST = 6


def _doors(context: Context) -> tuple[LinkView, ...]:
    return tuple(door for door in _DOORS if door.address in context.library.addresses)


def _with_code(context: Context, authority: Authority) -> LinkView:
    """An authority as it stands after the grid: its letters there, then its years."""
    link = authority_with_years(context, authority)
    note = ", ".join(filter(None, [code_of(authority), link.note]))
    return LinkView(link.label, link.address, link.lang, note)


def home_page(context: Context) -> OutputPage:
    """The front page."""
    library = context.library
    programme = library.programme
    # Newest first; a review of unknown date is never called new.
    reported = [review for review in library.reviews if review.reports and review.when.ranges]
    themed = [theme for theme in library.vocabulary.themes if theme.id in library.on_theme]
    by_label = sorted(library.vocabulary.authorities, key=lambda one: normalize_label(one.label))
    today = context.site.today
    coming = [one for one in library.reviews if wording.is_coming(one, today)]
    drawn = coverage_view(context)
    named = functools.partial(_with_code if drawn else authority_with_years, context)
    view = HomeView(
        title=programme.title,
        summary=programme.summary,
        statement=wording.collection(context.library, library.reviews, context.site.today),
        doors=_doors(context),
        themes=tuple(theme_count(context, theme) for theme in themed),
        reported=tuple(components.card(context, one) for one in reversed(reported[-_NEWEST:])),
        coming=tuple(components.card(context, one) for one in coming),
        later="" if coming else wording.nothing_after(library),
        years=tuple(map(wording.year_link, library.vocabulary.years)),
        coverage=drawn,
        authorities=tuple(map(named, by_label)),
    )
    return made_page(urls.HOME, view, wording.shortened(programme.summary))


def not_found_page(context: Context) -> OutputPage:
    """The page for a wrong address."""
    return made_page(urls.NOT_FOUND, NotFoundView(_doors(context)), "")
