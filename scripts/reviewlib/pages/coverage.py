"""The authorities in alphabetical order, with what is recorded of the reviews of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority, ReportState, Review, SectionKind
from reviewlib.pages.charts import MapView, map_view
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A review in the row of one of its hosts; empty but for the name where there is none."""

    authority: LinkView  # the authority
    # the review's page by its date, or None where there is no review
    review: LinkView | None = None
    status: str = ""  # a word where it is not recorded as held, else ""
    themes: tuple[LinkView, ...] = ()  # its themes
    report: str = ""  # where its report is, in words, or ""
    entered: str = ""  # the kinds of findings in its record, in words, or ""
    follow_up: str = ""  # when its host last reported on what it planned, or ""


@dataclass(frozen=True, slots=True)
class CoveragePageView:
    """What is recorded of each authority's reviews."""

    statement: str  # what is held and up to when
    map: MapView | None  # the map of authorities, or None where it cannot be drawn
    # a row for each review of each authority; authorities in alphabetical order
    rows: tuple[CoverageRow, ...]


ENTERED = (
    SectionKind.STRENGTHS,
    SectionKind.AREAS,
    SectionKind.LEARNING,
    SectionKind.PLANS,
    SectionKind.NEXT_STEPS,
)
"""The kinds of findings, without what was asked."""


def has_findings(review: Review) -> bool:
    """Whether its record has anything of what was found or planned."""
    return any(finding.kind in ENTERED for finding in review.findings)


_REPORT = {
    ReportState.HERE: "In this library",
    ReportState.LISTED_ELSEWHERE: "On another site",
    ReportState.NONE_RECORDED: "",
}


def _row(context: Context, authority: LinkView, review: Review) -> CoverageRow:
    library = context.library
    kinds = (kind for kind in ENTERED if review.of_kind(kind))
    updates = [one.date for finding in review.findings for one in finding.updates]
    last = max(updates, key=lambda date: date.last, default=None)
    when = wording.capitalised(wording.when_short(library, review))
    return CoverageRow(
        authority=authority,
        review=LinkView(when + wording.as_planned(review), urls.review_address(review)),
        status=wording.status_word(review, context.site.today),
        themes=wording.themes_of(library, review),
        report=_REPORT[review.report_state],
        entered=wording.join_and(wording.kind_label(library, kind).casefold() for kind in kinds),
        follow_up=last.words if last else "",
    )


def _rows(context: Context, authorities: list[Authority]) -> Iterator[CoverageRow]:
    for authority in authorities:
        link = wording.authority_link(authority)
        hosted = context.library.hosted.get(authority.id, ())
        if not hosted:
            yield CoverageRow(link)
        for review in hosted:
            yield _row(context, link, review)


def coverage_page(context: Context) -> OutputPage:
    """What is recorded of each authority's reviews, as a map and a table."""
    library = context.library
    by_label = library.vocabulary.authorities_by_label
    view = CoveragePageView(
        statement=wording.collection(library, context.site.today),
        map=map_view(context),
        rows=tuple(_rows(context, by_label)),
    )
    description = "What is recorded of each authority’s reviews: when, on what, and what there is."
    return made_page(urls.COVERAGE, view, description)
