"""The programme years, and the table of one."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.models import Review, Status, Year
from reviewlib.pages.components import Group
from reviewlib.pages.page import Context, DerivedPage, OutputPage, made_page
from reviewlib.pages.timeline import TimelineView, whole_timeline
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of a year's table."""

    title_parts: tuple[LinkView, ...]  # the hosts, each in its language
    address: str  # the review's page
    when: str  # when it was
    status: str  # a word where it did not simply take place, or ""
    recorded: Status  # the status as the record has it, by which its icon is chosen
    questions: tuple[str, ...]  # what it asked, as plain text; else its topics, said to be such
    # the theme as the programme printed it, where that is not the theme's own name; else ""
    theme_printed: str
    themes: tuple[LinkView, ...]  # its themes
    assigned: bool  # whether the library assigned them
    leads: str  # who led it, as printed


@dataclass(frozen=True, slots=True)
class YearsView:
    """All programme years."""

    statement: str  # what is held and up to when
    years: tuple[Group[LinkView], ...]  # each year with its span and the link to its table
    timeline: TimelineView | None  # the reviews by month, or None where there is nothing to draw


@dataclass(frozen=True, slots=True)
class YearView:
    """One programme year, as the programme's progress reports print it."""

    title: str  # the year
    span: str  # what the programme calls it, and its months, in a sentence
    note: str  # what readers should know of it, or ""
    statement: str  # what is held of it and up to when
    reported_in: LinkView | None  # the document that reports on it, or None
    caption: str  # what the table is, and in which order
    rows: tuple[YearRow, ...]  # the table
    has_leads: bool  # whether any row says who led
    has_questions: bool  # whether any row has a question


_CRUMB = LinkView("Years", urls.YEARS)


def _title(year: Year) -> str:
    return f"Programme year {year.label}"


def _span(year: Year) -> str:
    """What the programme calls it and its months: "Second phase, August 2022 to June 2023"."""
    return f"{wording.capitalised(year.name)}, {year.span}" if year.name else year.span


def years_page(context: Context) -> OutputPage:
    """The list of programme years."""
    library = context.library
    groups: tuple[Group[LinkView], ...] = tuple(
        Group(
            heading=year.label,
            anchor=f"year-{year.id}",
            note=_span(year),
            more=LinkView(
                f"{year.label}: {wording.tally(library.in_year.get(year.id, ()))}",
                urls.year_address(year),
            ),
        )
        for year in library.vocabulary.years
    )
    view = YearsView(
        wording.collection(library, context.site.today),
        groups,
        whole_timeline(context),
    )
    description = f"The reviews of {library.programme.name} by programme year."
    return made_page(urls.YEARS, view, description)


def _row(context: Context, review: Review) -> YearRow:
    library = context.library
    when = review.when.words or "date not recorded"
    themes = wording.themes_of(library, review)
    printed = review.theme_printed or ""
    return YearRow(
        title_parts=wording.hosts(library, review),
        address=urls.review_address(review),
        when=wording.capitalised(when),
        status=wording.status_word(review, context.site.today),
        recorded=review.status,
        questions=wording.asked(review),
        theme_printed="" if wording.same_label(printed, themes) else printed,
        themes=themes,
        assigned=bool(themes) and not printed,
        leads=wording.join_and(review.leads),
    )


def _caption(year: Year, reviews: tuple[Review, ...]) -> str:
    undated = any(not review.when.ranges for review in reviews)
    order = "in date order, those without a date first" if undated else "in date order"
    return f"Reviews listed under programme year {year.label}, {order}"


def year_pages(library: Library) -> Iterator[DerivedPage]:
    """The page of each programme year."""
    for year in library.vocabulary.years:
        of, make = library.in_year.get(year.id, ()), functools.partial(_page, year=year)
        yield DerivedPage(urls.year_address(year), year.place.path, of, make)


def _page(context: Context, year: Year) -> OutputPage:
    library = context.library
    reviews = library.in_year.get(year.id, ())
    rows = tuple(_row(context, review) for review in reviews)
    view = YearView(
        title=_title(year),
        span=_span(year),
        note=year.note or "",
        statement=wording.collection(library, context.site.today, reviews),
        reported_in=wording.document_link(library, year.reported_in) if year.reported_in else None,
        caption=_caption(year, reviews),
        rows=rows,
        has_leads=any(row.leads for row in rows),
        has_questions=any(row.questions for row in rows),
    )
    return OutputPage(
        urls.year_address(year),
        "year",
        view,
        _title(year),
        f"The reviews of {library.programme.name} listed for {year.span}.",
        urls.CALENDAR,
        (_CRUMB,),
        year.place.path,
    )
