"""The programme years, and the table of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Review, Year
from reviewlib.pages.charts import TimelineView, timeline_view
from reviewlib.pages.components import ListGroup
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of a year's table.

    Args:
        title_parts: the hosts, each in its language.
        address: the review's page.
        when: when it was.
        status: a word where it did not simply take place, or "".
        questions: what it asked, as plain text; else its topics, said to be such.
        theme_printed: the theme as the programme printed it, where that is not the theme's
            own name; else "".
        themes: its themes.
        assigned: whether the library assigned them.
        leads: who led it, as printed.
    """

    title_parts: tuple[LinkView, ...]
    address: str
    when: str
    status: str
    questions: tuple[str, ...]
    theme_printed: str
    themes: tuple[LinkView, ...]
    assigned: bool
    leads: str


@dataclass(frozen=True, slots=True)
class YearsView:
    """All programme years.

    Args:
        statement: what is held and up to when.
        years: each year with its span and the link to its table.
        timeline: the reviews by month, or None where there is nothing to draw.
    """

    statement: str
    years: tuple[ListGroup, ...]
    timeline: TimelineView | None


@dataclass(frozen=True, slots=True)
class YearView:
    """One programme year, as the programme's progress reports print it.

    Args:
        title: the year.
        span: what the programme calls it, and its months, in a sentence.
        note: what readers should know of it, or "".
        statement: what is held of it and up to when.
        reported_in: the document that reports on it, or None.
        caption: what the table is, and in which order.
        rows: the table.
        has_leads: whether any row says who led.
        has_questions: whether any row has a question.
    """

    title: str
    span: str
    note: str
    statement: str
    reported_in: LinkView | None
    caption: str
    rows: tuple[YearRow, ...]
    has_leads: bool
    has_questions: bool


_CRUMB = LinkView("Years", urls.YEARS)


def _title(year: Year) -> str:
    return f"Programme year {year.label}"


def _span(year: Year) -> str:
    """What the programme calls it and its months: "Second phase, August 2022 to June 2023"."""
    return f"{wording.capitalised(year.name)}, {year.span}" if year.name else year.span


def years_page(context: Context) -> OutputPage:
    """The list of programme years."""
    library = context.library
    groups = tuple(
        ListGroup(
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
        wording.collection(context.library, library.reviews, context.site.today),
        groups,
        timeline_view(context),
    )
    description = f"The reviews of {library.programme.name} by programme year."
    return made_page(urls.YEARS, view, description)


def year_pages(context: Context) -> Iterator[OutputPage]:
    """The page of each programme year."""
    for year in context.library.vocabulary.years:
        yield _page(context, year)


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
        questions=_focus(review),
        theme_printed="" if wording.same_label(printed, themes) else printed,
        themes=themes,
        assigned=bool(themes) and not printed,
        leads=wording.join_and(review.leads),
    )


def _focus(review: Review) -> tuple[str, ...]:
    """The focus questions; where the sources name topics, a line that says so."""
    return wording.questions(review) or tuple(filter(None, [wording.focus(review).line]))


def _caption(year: Year, reviews: tuple[Review, ...]) -> str:
    undated = any(not review.when.ranges for review in reviews)
    order = "in date order, those without a date first" if undated else "in date order"
    return f"Reviews listed under programme year {year.label}, {order}"


def _page(context: Context, year: Year) -> OutputPage:
    library = context.library
    reviews = library.in_year.get(year.id, ())
    rows = tuple(_row(context, review) for review in reviews)
    view = YearView(
        title=_title(year),
        span=_span(year),
        note=year.note or "",
        statement=wording.collection(context.library, reviews, context.site.today),
        reported_in=wording.document_link(library, year.reported_in) if year.reported_in else None,
        caption=_caption(year, reviews),
        rows=rows,
        has_leads=any(row.leads for row in rows),
        has_questions=any(row.questions for row in rows),
    )
    description = f"The reviews of {library.programme.name} listed for {year.span}."
    return OutputPage(
        urls.year_address(year),
        "year",
        view,
        _title(year),
        description,
        urls.REVIEWS,
        (_CRUMB,),
        year.place.path,
    )
