"""The programme years, and the table of one.

takes: the library
gives: YearsView, YearView
knows nothing of: HTML
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewlib.library import addresses as at
from reviewlib.models import Review, SectionKind, Status, Year
from reviewlib.pages import parts
from reviewlib.pages.drawings import timeline_view
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.views import Group, PageOut, YearRow, YearsView, YearView

__all__ = ["year_pages", "years_page"]

_CRUMB = LinkView("Years", at.YEARS)


def _title(year: Year) -> str:
    return f"Programme year {year.label}"


def _span(year: Year) -> str:
    """What the programme calls it and its months: "Second phase, August 2022 to June 2023"."""
    return f"{year.name[:1].upper()}{year.name[1:]}, {year.span}" if year.name else year.span


def years_page(context: Context) -> PageOut:
    """The list of programme years."""
    library = context.library
    groups = tuple(
        Group(
            heading=year.label,
            anchor=f"year-{year.id}",
            note=_span(year),
            more=LinkView(
                f"{parts.count(len(library.in_year.get(year.id, ())), 'review')} of {year.label}",
                at.year_address(year),
            ),
        )
        for year in library.vocabulary.years
    )
    view = YearsView(parts.collection(context, library.reviews), groups, timeline_view(context))
    description = f"The reviews of {library.programme.name} by programme year."
    return PageOut(at.YEARS, "years", view, "Years", description, at.REVIEWS)


def year_pages(context: Context) -> Iterator[PageOut]:
    """The page of each programme year."""
    for year in context.library.vocabulary.years:
        yield _page(context, year)


def _row(context: Context, review: Review) -> YearRow:
    library = context.library
    when = review.when.words or "date not recorded"
    themes = tuple(parts.theme_link(library.theme[name]) for name in review.themes)
    printed = review.theme_printed or ""
    return YearRow(
        title_parts=parts.hosts(library, review),
        address=at.review_address(review),
        when=when[:1].upper() + when[1:],
        status={Status.PLANNED: "planned", Status.CALLED_OFF: "called off"}.get(review.status, ""),
        questions=tuple(finding.text for finding in review.of_kind(SectionKind.FOCUS)),
        theme_printed="" if parts.same_label(printed, themes) else printed,
        themes=themes,
        assigned=bool(themes) and not printed,
        leads=parts.listed(review.leads),
    )


def _caption(year: Year, reviews: tuple[Review, ...]) -> str:
    undated = any(not review.when.runs for review in reviews)
    order = "in date order, those without a date first" if undated else "in date order"
    return f"Reviews listed under programme year {year.label}, {order}"


def _page(context: Context, year: Year) -> PageOut:
    library = context.library
    reviews = library.in_year.get(year.id, ())
    rows = tuple(_row(context, review) for review in reviews)
    view = YearView(
        title=_title(year),
        span=_span(year),
        note=year.note or "",
        statement=parts.collection(context, reviews),
        reported_in=parts.document_link(library, year.reported_in) if year.reported_in else None,
        caption=_caption(year, reviews),
        rows=rows,
        has_leads=any(row.leads for row in rows),
        has_questions=any(row.questions for row in rows),
    )
    description = f"The reviews of {library.programme.name} listed for {year.span}."
    return PageOut(
        at.year_address(year),
        "year",
        view,
        _title(year),
        description,
        at.REVIEWS,
        (_CRUMB,),
        year.place.path,
    )
