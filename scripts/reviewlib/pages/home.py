"""The front page, and the page for a wrong address.

takes: the library
gives: HomeView, NotFoundView
knows nothing of: HTML
"""

from __future__ import annotations

import functools

from reviewlib.figures import code_of, coverage
from reviewlib.library import addresses as at
from reviewlib.models import Authority, Review
from reviewlib.pages import parts
from reviewlib.pages.authorities import authority_with_years
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.themes import theme_count
from reviewlib.pages.views import CoverageView, HomeView, NotFoundView, PageOut, TileView
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


def _years_in_words(context: Context, authority: Authority) -> str:
    """What the marks of a tile say: "2021–22, 2022–23 (jointly), 2023–24 (planned)"."""
    words = []
    for review in context.library.hosted.get(authority.id, ()):
        jointly = "jointly" if len(review.authorities) > 1 else ""
        status = "" if review.status == "took place" else review.status
        more = ", ".join(filter(None, [jointly, status]))
        words.append(context.library.year[review.year].label + (f" ({more})" if more else ""))
    return ", ".join(dict.fromkeys(words)) or "no review recorded"


def _coverage(context: Context) -> CoverageView | None:
    library = context.library
    drawn = coverage(library)
    if drawn is None:
        return None
    years = parts.listed(library.year[year].label for year in drawn.years)
    tiles = []
    for tile in drawn.tiles:
        one = library.authority[tile.authority]
        link = parts.authority_link(one)
        words = _years_in_words(context, one)
        tiles.append(TileView(LinkView(link.label, link.address, link.lang, words), tile))
    number = parts.count(len(tiles), "authority", "authorities")
    return CoverageView(
        title=f"{number}, and the years in which they hosted",
        description="One tile for each authority, roughly where it lies. Every tile is a link, and "
        "the list after the grid says the same in words.",
        legend=f"From left to right, the marks in a tile stand for {years}.",
        width=drawn.width,
        height=drawn.height,
        tiles=tuple(tiles),
    )


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
        if review.status == "planned" and review.when.last and review.when.last >= today
    )


def _later(context: Context) -> str:
    """What to say where nothing is coming."""
    dated = [(review.when.last, review) for review in context.library.reviews if review.when.last]
    if not dated:
        return ""
    last, review = max(dated, key=lambda pair: pair[0])
    words = {"took place": "took place in", "planned": "was planned for"}
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
    drawn = _coverage(context)
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
