"""The list of reviews, and the page of one.

takes: the library
gives: ReviewsView, ReviewView, WithdrawnView
knows nothing of: HTML
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from reviewlib.fields import DateValue, Precision
from reviewlib.library import addresses as at
from reviewlib.models import Authority, Change, Report, Review
from reviewlib.pages import parts
from reviewlib.pages.choosing_views import ListedReview, ListedYear
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.search import facet_views, values_of
from reviewlib.pages.texts_of_reports import file_facts
from reviewlib.pages.views import (
    ChangeView,
    Download,
    Fact,
    PageOut,
    ReviewsView,
    ReviewView,
    WithdrawnView,
)

__all__ = ["review_page", "review_pages", "reviews_page"]

_PRECISION = {
    Precision.MONTHS: "The sources give the month, not the days.",
    Precision.BETWEEN: "The visit took some of these days, not all of them.",
    Precision.UNKNOWN: "The sources place it in this programme year and give no date.",
}
_CHANGES = {
    "added": "Added to the library",
    "date changed": "Date changed",
    "report published": "Report published",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
}
_CRUMB = LinkView("Reviews", at.REVIEWS)
_CONTRIBUTE = "contribute/"


def reviews_page(context: Context) -> PageOut:
    """The list of every review."""
    library = context.library
    years = []
    for year in reversed(library.vocabulary.years):
        reviews = library.in_year.get(year.id, ())
        if not reviews:
            continue
        years.append(
            ListedYear(
                heading=year.label,
                anchor=f"year-{year.id}",
                note=f"{parts.count(len(reviews), 'review')}, listed for {year.span}",
                table=LinkView(f"The table of {year.label}", at.year_address(year)),
                reviews=tuple(_listed(context, review) for review in reversed(reviews)),
            )
        )
    themes = tuple(
        parts.theme_link(theme)
        for theme in library.vocabulary.themes
        if theme.id in library.on_theme
    )
    view = ReviewsView(
        statement=parts.collection(context, library.reviews),
        years=tuple(years),
        themes=themes,
        facets=facet_views(context),
    )
    description = f"Every review of {library.programme.name} that this library records, by year."
    return PageOut(
        at.REVIEWS,
        "reviews",
        view,
        "Reviews",
        description,
        at.REVIEWS,
        scripts=("pages/reviews.js",),
    )


def _listed(context: Context, review: Review) -> ListedReview:
    return ListedReview(review.id, parts.card(context, review), values_of(context, review))


def review_pages(context: Context) -> Iterator[PageOut]:
    """The page of each review; a notice for one that was withdrawn."""
    for review in context.library.every_review:
        yield _withdrawn(context, review) if review.is_withdrawn else review_page(context, review)


def _withdrawn(context: Context, review: Review) -> PageOut:
    library = context.library
    change = [change for change in review.history if change.change == "withdrawn"][-1]
    when = parts.when_short(library, review)
    date = DateValue.of(change.date).words
    name = parts.title(library, review)
    return PageOut(
        address=at.review_address(review),
        template="withdrawn",
        view=WithdrawnView(parts.title_parts(library, review), when, date, change.why or ""),
        title=f"{name}, {when}: withdrawn",
        description=f"The record of this review was withdrawn on {date}.",
        section=at.REVIEWS,
        crumbs=_crumbs(context, review),
        source=review.place.path,
    )


def _crumbs(context: Context, review: Review) -> tuple[LinkView, ...]:
    year = context.library.year[review.year]
    return (_CRUMB, LinkView(year.label, at.year_address(year)))


def review_page(context: Context, review: Review) -> PageOut:
    """The page of one review."""
    library = context.library
    opening = (section for section in review.sections if not section.heading)
    headed = (section for section in review.sections if section.heading)
    sections = tuple(parts.section_views(context, review, headed))
    related, related_why = _related(context, review)
    view = ReviewView(
        title_parts=parts.title_parts(library, review),
        lede=_lede(context, review),
        status=parts.status_words(context, review),
        facts=tuple(_facts(context, review)),
        downloads=tuple(_download(context, review, report) for report in review.reports),
        opening=tuple(block.prose for one in opening for block in one.blocks if block.prose),
        sections=sections,
        contents=tuple(
            LinkView(one.heading, f"#{one.anchor}") for one in sections if one.level == 2
        ),
        has_summaries=any(not finding.quoted for finding in review.findings),
        sources=tuple(parts.document_link(library, source) for source in review.sources),
        changes=tuple(map(_change, review.history)),
        written_by=_written_by(review),
        help=_help(context, review),
        related=tuple(parts.card(context, other) for other in related),
        related_why=related_why,
    )
    question = next((f" {finding.text}" for finding in review.of_kind("focus")), "")
    return PageOut(
        address=at.review_address(review),
        template="review",
        view=view,
        title=f"{parts.title(library, review)}, {parts.when_short(library, review)}",
        description=parts.shortened(f"{parts.title(library, review)}: {view.lede}{question}"),
        section=at.REVIEWS,
        crumbs=_crumbs(context, review),
        source=review.place.path,
    )


def _change(change: Change) -> ChangeView:
    date = DateValue.of(change.date).words
    return ChangeView(date, _CHANGES[change.change], change.was or "", change.why or "")


def _written_by(review: Review) -> str:
    councils = "councils" if len(review.authorities) > 1 else "council"
    return f"Written for this library, not by the {councils}."


def _related(context: Context, review: Review) -> tuple[tuple[Review, ...], str]:
    """Where to read on: reviews near in theme or host; else the others of the year."""
    library = context.library
    near = library.related(review)
    if near:
        return near, "Reviews of the same theme or the same host."
    year = library.year[review.year]
    others = tuple(one for one in library.in_year[year.id] if one is not review)
    return others, f"The other reviews listed under {year.label}."


def _lede(context: Context, review: Review) -> str:
    """What kind of review on what, and when: all that tells it from the others in one sentence."""
    library = context.library
    kind = "pilot review" if review.pilot else "review"
    if len(review.authorities) > 1:
        kind = f"joint {kind}"
    themes = parts.listed(library.theme[name].label for name in review.themes)
    topic = f" on {themes}" if themes else ""
    dated = review.when.runs and review.status == "took place"
    year = f"programme year {library.year[review.year].label}"
    time = parts.when_short(library, review) if dated else year
    return f"{library.programme.name} {kind}{topic}, {time}."


def _facts(context: Context, review: Review) -> Iterator[Fact]:
    library = context.library
    yield Fact("Hosts" if len(review.authorities) > 1 else "Host", parts.hosts(library, review))
    if review.status == "took place" and review.when.runs:
        words = review.when.words[:1].upper() + review.when.words[1:]
        yield Fact("When", (LinkView(words, ""),), _PRECISION.get(review.when.precision, ""))
    year = library.year[review.year]
    unknown = _PRECISION[Precision.UNKNOWN] if not review.when.runs else ""
    yield Fact("Programme year", (LinkView(year.label, at.year_address(year)),), unknown)
    yield from _theme(context, review)
    stages = {stage.id: stage.label for stage in library.vocabulary.stages}
    if review.stages:
        yield Fact("Stages", tuple(LinkView(stages[name], "") for name in review.stages))
    if review.mode:
        yield Fact("How it was held", (LinkView(review.mode.capitalize(), ""),))
    if review.contributors:
        others = (parts.authority_link(library.authority[name]) for name in review.contributors)
        yield Fact("Also took part", tuple(others))
    again = tuple(_hosted_too(context, review))
    if again:
        yield Fact("Also hosted", again)


def _theme(context: Context, review: Review) -> Iterator[Fact]:
    """The themes, and whether they are the programme's or ours."""
    themes = tuple(parts.theme_link(context.library.theme[name]) for name in review.themes)
    printed = review.theme_printed
    if not themes:
        if printed:
            yield Fact("Theme", (LinkView(printed, ""),), "As the programme printed it.")
        return
    note = "Assigned by the library from what the review looked at."
    if printed:
        note = f"The programme printed “{printed}”."
        if parts.same_label(printed, themes):
            note = "As the programme printed it."
    yield Fact("Themes" if len(themes) > 1 else "Theme", themes, note)


def _hosted_too(context: Context, review: Review) -> Iterator[LinkView]:
    """The other reviews of the same hosts, so that one is not taken for another."""
    library = context.library
    own = {one.id: one for name in review.authorities for one in library.hosted[name]}
    for other in sorted(own.values(), key=lambda one: one.sort_key):
        if other.id != review.id:
            host = parts.hosts(library, other)
            label = "Joint review" if len(host) > 1 else host[0].label
            lang = "" if len(host) > 1 else host[0].lang
            when = parts.when_short(library, other)
            yield LinkView(label, at.review_address(other), lang, when)


def _council(authority: Authority) -> LinkView:
    return LinkView(authority.council, at.authority_address(authority), authority.council_lang)


def _download(context: Context, review: Review, report: Report) -> Download:
    here = bool(report.file)
    # "Glenmore Summary (Summary, 162 KB)" would say it twice.
    named = report.kind.casefold() in report.title.casefold()
    details = [] if named else [report.kind.capitalize()]
    if report.language != "English":
        details.append(f"in {report.language}")
    if report.version:
        details.append(report.version)
    if report.published:
        details.append(f"published {report.published.words}")
    if here:
        details.append("PDF")
    file = file_facts(context, review, report)
    if report.size:
        details.append(report.size.text)
    pages = file.pages if file else report.pages
    if pages:
        details.append(parts.count(pages, "page"))
    rights = report.rights
    return Download(
        title=report.title,
        address=at.report_address(review, report.file) if report.file else report.listed or "",
        here=here,
        details=", ".join(details),
        by=_council(context.library.authority[report.by]) if report.by else None,
        where="" if here else (urlsplit(report.listed or "").hostname or ""),
        rights=rights.text if rights and rights.text != "linked only" else "",
        licence=rights.licence if rights else "",
        lang=report.lang,
        file=file,
    )


def _help(context: Context, review: Review) -> LinkView | None:
    """How to report a problem: an e-mail that names the record, else the page that says how."""
    contact = context.library.programme.contact
    if contact:
        name = parts.title(context.library, review)
        subject = quote(f"{name} ({review.id}): a problem with this record")
        return LinkView("Report a problem with this record", f"mailto:{contact}?subject={subject}")
    if _CONTRIBUTE in context.library.addresses:
        return LinkView("Correct this record or add to it", _CONTRIBUTE)
    return None
