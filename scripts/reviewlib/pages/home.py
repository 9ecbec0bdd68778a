"""The front page, and the page for a wrong address."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.pages import components
from reviewlib.pages.charts import MapView, MatrixView, map_view, matrix_view
from reviewlib.pages.components import Card
from reviewlib.pages.coverage import has_findings
from reviewlib.pages.news import News, news
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    title: str  # the library's title
    purpose: str  # what the programme does; else what the library is
    standing: str  # whether the library is official, in a sentence
    statement: str  # what it holds and up to when
    map: MapView | None  # the map of authorities, or None where it cannot be drawn
    matrix: MatrixView | None  # themes by programme year, or None where no review has a theme
    read_heading: str  # the heading of the next
    # the latest reviews with findings here; where there is none, with a report
    to_read: tuple[Card, ...]
    news: tuple[News, ...]  # the latest changes
    coming: tuple[Card, ...]  # what is planned for today or later; empty where nothing is
    later: str  # a sentence that says so where nothing is
    years: tuple[LinkView, ...]  # the programme years


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What to do when an address leads nowhere."""

    doors: tuple[LinkView, ...]  # the main pages


_DOORS = (
    LinkView("Reviews", urls.REVIEWS, note="Every review, by year"),
    LinkView("Themes", urls.THEMES, note="What authorities asked and learned, theme by theme"),
    LinkView("Authorities", urls.AUTHORITIES, note="Who hosted, and when"),
    LinkView("Hosting a review", urls.HOSTING, note="The steps, and how others ran theirs"),
    LinkView("About the programme", "about/", note="Its aims, its principles, how it went"),
)
_CARDS = 4
_NEWS = 3


def _entry_links(context: Context) -> tuple[LinkView, ...]:
    fit, known = context.library.programme.fit, context.library.addresses
    return tuple(
        LinkView(fit(door.label), door.address, note=fit(door.note))
        for door in _DOORS
        if door.address in known
    )


def _to_read(context: Context) -> tuple[str, tuple[Card, ...]]:
    """A heading and the latest reviews to read; one of unknown date is never called new."""
    dated = [review for review in context.library.reviews if review.when.ranges]
    found = [review for review in dated if has_findings(review)]
    heading = "Findings to read" if found else "Latest reviews with a report"
    chosen = found or [review for review in dated if review.reports]
    return heading, components.cards(context, reversed(chosen[-_CARDS:]))


def home_page(context: Context) -> OutputPage:
    """The front page."""
    library, today = context.library, context.site.today
    programme = library.programme
    coming = [one for one in library.reviews if wording.is_coming(one, today)]
    heading, to_read = _to_read(context)
    view = HomeView(
        title=programme.title,
        purpose=programme.purpose or programme.summary,
        standing=wording.standing(programme),
        statement=wording.collection(library, today),
        map=map_view(context),
        matrix=matrix_view(context),
        read_heading=heading,
        to_read=to_read,
        news=news(library)[:_NEWS],
        coming=components.cards(context, coming),
        later="" if coming else wording.nothing_after(library),
        years=tuple(map(wording.year_link, library.vocabulary.years)),
    )
    return made_page(urls.HOME, view, wording.shortened(programme.summary))


def not_found_page(context: Context) -> OutputPage:
    """The page for a wrong address."""
    return made_page(urls.NOT_FOUND, NotFoundView(_entry_links(context)), "")
