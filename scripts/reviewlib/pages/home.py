"""The front page, and the page for a wrong address.

takes: the library
gives: HomeView, NotFoundView
knows nothing of: HTML
"""

from __future__ import annotations

import functools

from reviewlib.figures import code_of
from reviewlib.library import addresses as at
from reviewlib.models import Authority, Review, Status
from reviewlib.pages import parts
from reviewlib.pages.authorities import authority_with_years
from reviewlib.pages.drawings import coverage_view
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.themes import theme_count
from reviewlib.pages.views import HomeView, NotFoundView, PageOut
from reviewlib.problems import fold

__all__ = ["home_page", "not_found_page"]

_DOORS = (
    LinkView("Reviews", at.REVIEWS, note="Every review, by year"),
    LinkView("Themes", at.THEMES, note="What authorities asked and learned, theme by theme"),
    LinkView("Authorities", at.AUTHORITIES, note="Who hosted, and when"),
    LinkView("Hosting a review", at.HOSTING, note="The steps, and how others ran theirs"),
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


def _coming(context: Context) -> tuple[Review, ...]:
    """What is planned and not yet over."""
    today = context.site.today
    return tuple(
        review
        for review in context.library.reviews
        if review.status == Status.PLANNED and review.when.last and review.when.last >= today
    )


def _later(context: Context) -> str:
    """What to say where nothing is coming."""
    dated = [(review.when.last, review) for review in context.library.reviews if review.when.last]
    if not dated:
        return ""
    last, review = max(dated, key=lambda pair: pair[0])
    words = {Status.TOOK_PLACE: "took place in", Status.PLANNED: "was planned for"}
    said = words.get(review.status, "was to be in")
    return f"The last review recorded {said} {parts.months(last, last)}; nothing later is recorded."


def home_page(context: Context) -> PageOut:
    """The front page."""
    library = context.library
    programme = library.programme
    # Newest first; a review of unknown date is never called new.
    reported = [review for review in library.reviews if review.reports and review.when.runs]
    themed = [theme for theme in library.vocabulary.themes if theme.id in library.on_theme]
    by_label = sorted(library.vocabulary.authorities, key=lambda one: fold(one.label))
    coming = _coming(context)
    drawn = coverage_view(context)
    named = functools.partial(_with_code if drawn else authority_with_years, context)
    view = HomeView(
        title=programme.title,
        summary=programme.summary,
        statement=parts.collection(context, library.reviews),
        doors=_doors(context),
        themes=tuple(theme_count(context, theme) for theme in themed),
        reported=tuple(parts.card(context, one) for one in reversed(reported[-_NEWEST:])),
        coming=tuple(parts.card(context, one) for one in coming),
        later="" if coming else _later(context),
        years=tuple(
            LinkView(year.label, at.year_address(year)) for year in library.vocabulary.years
        ),
        coverage=drawn,
        authorities=tuple(map(named, by_label)),
    )
    return PageOut(at.HOME, "home", view, "", parts.shortened(programme.summary), "")


def not_found_page(context: Context) -> PageOut:
    """The page for a wrong address."""
    view = NotFoundView(_doors(context))
    return PageOut(at.NOT_FOUND, "not-found", view, "Page not found", "", "")
