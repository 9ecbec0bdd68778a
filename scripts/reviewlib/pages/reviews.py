"""The list of reviews, the page of one, and the notice where one was withdrawn."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.library.facets import Facet, facets, facets_of
from reviewlib.models import Change, ChangeKind, Language, Node, Report, Review, SectionKind, Status
from reviewlib.pages import components
from reviewlib.pages.charts import MapView, region_map
from reviewlib.pages.components import Card, Group, SectionView
from reviewlib.pages.coverage import has_findings
from reviewlib.pages.page import Context, DerivedPage, OutputPage, made_page
from reviewlib.pages.report_texts import FileFacts, file_facts
from reviewlib.pages.timeline import TimelineView, timeline_view
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow, page_rows
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import DateValue, SizeValue
from reviewlib.text import site_of


@dataclass(frozen=True, slots=True)
class ListedReview:
    """A review in the list of all."""

    id: str  # its permanent name, as it stands in tables
    place: int  # its place in date order, the latest first
    card: Card  # what is shown of it
    # by what it can be chosen: each facet, with the ids of its values and spaces between them
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """Every review, by what can be read of it."""

    statement: str  # what is held and up to when
    # those of which most can be read, then those not recorded as held, by year: these folded under
    # their note; each group has the latest first
    groups: tuple[Group[ListedReview], ...]
    years: tuple[LinkView, ...]  # the table of each programme year
    themes: tuple[LinkView, ...]  # the themes that reviews have
    facets: tuple[Facet, ...]  # the ways in which to choose among the reviews


@dataclass(frozen=True, slots=True)
class Download:
    """A report to take away or to go to."""

    title: str  # its title
    address: str  # a file of this site, or the page elsewhere that lists it
    here: bool  # whether it is a file of this site
    details: str  # its kind, language, size and pages, in words
    by: LinkView | None  # who wrote it, where one of several hosts did; else None
    where: str  # the host name of the page that lists it, or ""
    rights: str  # what the record says of rights, or ""
    licence: str  # the licence's address, or ""
    lang: str  # the report's language as an IETF tag
    # what is known of the file, where the library holds it; else None
    file: FileFacts | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review."""

    # the hosts, each with its language; one without an address for a given title
    title_parts: tuple[LinkView, ...]
    lede: str  # what kind of review on what, and when, in a sentence
    status: str  # a sentence where it did not simply take place, else ""
    recorded: Status  # the status as the record has it, by which its icon is chosen
    facts: tuple[FactRow, ...]  # the table of facts
    downloads: tuple[Download, ...]  # its reports
    opening: tuple[Node, ...]  # the text before the first heading
    sections: tuple[SectionView, ...]  # the rest of the text
    contents: tuple[LinkView, ...]  # the headings, for a list at the top
    has_summaries: bool  # whether any finding is in our words
    terms: str  # phrases of its sources, in a list, or ""
    sources: tuple[LinkView, ...]  # the documents it is written from
    changes: tuple[str, ...]  # its history: when and what each change was, in sentences
    written_by: str  # whose words the page is in
    related: tuple[Card, ...]  # reviews that share a theme or a host; else those of its year
    related_why: str  # what the related reviews have in common
    # what stands beside a record without findings, to place it among the others:
    ask: str  # what readers can do about its report, or ""
    map: MapView | None  # the map of its region, or None
    timeline: TimelineView | None  # the reviews of its programme year by month, or None


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """The notice that stays where a review was withdrawn."""

    title_parts: tuple[LinkView, ...]  # the hosts, each with its language
    when: str  # when the review was
    date: str  # the day of the withdrawal, in words
    why: str  # its reason, or ""


_CHANGES = {
    ChangeKind.ADDED: "Added to the library",
    ChangeKind.DATE_CHANGED: "Date changed",
    ChangeKind.REPORT_PUBLISHED: "Report published",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.WITHDRAWN: "Withdrawn",
}
_CRUMB = LinkView("Reviews", urls.REVIEWS)


def _groups(context: Context) -> Iterator[Group[ListedReview]]:
    """The reviews, by what can be read of them; those not recorded as held by year, folded."""
    library = context.library
    latest = tuple(reversed(library.reviews))
    places = {review.id: place for place, review in enumerate(latest)}
    held = [review for review in latest if review.is_held]
    entered = [review for review in held if has_findings(review)]
    bare = [review for review in held if not has_findings(review)]
    reported = [review for review in bare if review.reports]
    rest = [review for review in bare if not review.reports]
    others = {
        year: [one for one in latest if one.year == year.id and not one.is_held]
        for year in reversed(library.vocabulary.years)
    }

    def listed(review: Review) -> ListedReview:
        values = ((name, " ".join(ids)) for name, ids in facets_of(library, review).items())
        card = components.card(context, review)
        return ListedReview(review.id, places[review.id], card, tuple(values))

    def group(heading: str, anchor: str, some: list[Review], note: str = "") -> Group[ListedReview]:
        return Group(heading, anchor, tuple(map(listed, some)), note)

    yield group("Findings or plans in the record", "with-findings", entered)
    yield group("Report published", "with-report", reported)
    yield group("Other reviews held" if entered or reported else "Reviews held", "held", rest)
    for year, found in others.items():
        heading = f"Listed for {year.label}, not recorded as held"
        yield group(heading, f"listed-{year.id}", found, wording.tally(found) if found else "")


def reviews_page(context: Context) -> OutputPage:
    """The list of every review."""
    library = context.library
    themes = (one for one in library.vocabulary.themes if one.id in library.on_theme)
    view = ReviewsView(
        statement=wording.collection(library, context.site.today),
        groups=tuple(group for group in _groups(context) if group.items),
        years=tuple(
            wording.year_link(year)
            for year in library.vocabulary.years
            if year.id in library.in_year
        ),
        themes=tuple(map(wording.theme_link, themes)),
        facets=facets(library),
    )
    description = f"Every review of {library.programme.name} that this library records."
    return made_page(urls.REVIEWS, view, description, scripts=("pages/reviews.js",))


def review_pages(library: Library) -> Iterator[DerivedPage]:
    """The page of each review."""
    for review in library.every_review:
        make = functools.partial(page_of_review, review=review)
        of = tuple(told_of(library, review))
        yield DerivedPage(urls.review_address(review), review.place.path, of, make)


def told_of(library: Library, review: Review) -> Iterator[Review]:
    """The reviews that the page of one may tell of."""
    yield review
    if review.is_withdrawn:
        return
    yield from _related(library, review)[0]
    for host in review.authorities:
        yield from library.hosted[host]
    yield from library.saying_the_same((review, finding) for finding in review.findings)
    if not has_findings(review):  # a map of its region, and a timeline of its year
        yield from library.in_year[review.year]
        regions = {library.authority[host].region for host in review.authorities}
        for one in library.vocabulary.authorities:
            if one.region in regions:
                yield from library.hosted.get(one.id, ())
                yield from library.probably_took_part.get(one.id, ())


def page_of_review(context: Context, review: Review) -> OutputPage:
    """The page of a review; a notice for one that was withdrawn."""
    return _withdrawn(context, review) if review.is_withdrawn else review_page(context, review)


def _withdrawn(context: Context, review: Review) -> OutputPage:
    library = context.library
    change = [change for change in review.history if change.change == ChangeKind.WITHDRAWN][-1]
    when = wording.when_short(library, review)
    date = DateValue.of(change.date).words
    name = wording.title(library, review)
    return OutputPage(
        address=urls.review_address(review),
        template="withdrawn",
        view=WithdrawnView(wording.title_parts(library, review), when, date, change.why or ""),
        title=f"{name}, {when}: withdrawn",
        description=f"The record of this review, {name}, {when}, was withdrawn on {date}.",
        section=urls.REVIEWS,
        crumbs=_crumbs(context, review),
        source=review.place.path,
    )


def _crumbs(context: Context, review: Review) -> tuple[LinkView, ...]:
    year = context.library.year[review.year]
    return (_CRUMB, wording.year_link(year))


def review_view(context: Context, review: Review) -> ReviewView:
    """A review as its page shows it."""
    library = context.library
    opening = (section for section in review.sections if not section.heading)
    headed = (section for section in review.sections if section.heading)
    sections = tuple(components.section_views(context, review, headed))
    related, related_why = _related(library, review)
    little = not has_findings(review)
    return ReviewView(
        title_parts=wording.title_parts(library, review),
        lede=_lede(context, review),
        status=wording.status_words(review, context.site.today),
        recorded=review.status,
        facts=tuple(page_rows(library, review)),
        downloads=tuple(_download(context, review, report) for report in review.reports),
        opening=tuple(block.prose for one in opening for block in one.blocks if block.prose),
        sections=sections,
        contents=tuple(
            LinkView(_shown_heading(one), f"#{one.anchor}") for one in sections if one.level == 2
        ),
        has_summaries=any(not finding.quoted for finding in review.findings),
        terms=wording.join_and(f"“{term}”" for term in review.terms),
        sources=wording.documents_of(library, review.sources),
        changes=tuple(map(_change, review.history)),
        written_by=_written_by(context, review),
        related=components.cards(context, related),
        related_why=related_why,
        ask=_ask(review) if little else "",
        map=region_map(context, review.authorities) if little else None,
        timeline=timeline_view(context, library.in_year[review.year], review.id)
        if little and review.when.ranges
        else None,
    )


def review_page(context: Context, review: Review) -> OutputPage:
    """The page of one review."""
    library = context.library
    view = review_view(context, review)
    question = next((f" {text}" for text in wording.questions(review)), "")
    return OutputPage(
        address=urls.review_address(review),
        template="review",
        view=view,
        title=f"{wording.title(library, review)}, {wording.when_short(library, review)}",
        description=wording.shortened(f"{wording.title(library, review)}: {view.lede}{question}"),
        section=urls.REVIEWS,
        crumbs=_crumbs(context, review),
        source=review.place.path,
    )


def _ask(review: Review) -> str:
    """What readers can do for a record that has nothing of what was found."""
    listed = [one.listed for one in review.reports if one.listed and not one.file]
    if listed:
        where = site_of(listed[0])
        return f"The report is listed on {where}. If you have it, send it to be read here."
    if review.reports:
        return ""
    return "No report is known to this library. If you have one, or know where it is, send it."


def _shown_heading(section: SectionView) -> str:
    """The notes are folded, under words that say what they are for."""
    return "How we know this" if section.kind == SectionKind.NOTES else section.heading


def _change(change: Change) -> str:
    words = f"{DateValue.of(change.date).words}: {_CHANGES[change.change]}."
    said = f"It said: {change.was}." if change.was else ""
    return " ".join(filter(None, [words, said, change.why]))


def _written_by(context: Context, review: Review) -> str:
    councils = "councils’" if len(review.authorities) > 1 else "council’s"
    return context.library.programme.fit(f"This page is our summary, not the {councils} report.")


def _related(library: Library, review: Review) -> tuple[tuple[Review, ...], str]:
    """Where to read on: reviews near in theme or host; else the others of the year."""
    near = library.related(review)
    if near:
        return near, "Reviews of the same theme or the same host."
    others = tuple(one for one in library.in_year[review.year] if one is not review)
    return others, f"The other reviews listed under {library.year[review.year].label}."


def _lede(context: Context, review: Review) -> str:
    """What kind of review on what, and when: all that tells it from the others in one sentence."""
    library = context.library
    kind = "pilot review" if review.pilot else "review"
    if len(review.authorities) > 1:
        kind = f"joint {kind}"
    themes = wording.join_and(theme.label for theme in wording.themes_of(library, review))
    topic = f" on {themes}" if themes else ""
    dated = review.when.ranges and review.status == Status.TOOK_PLACE
    year = f"programme year {library.year[review.year].label}"
    time = wording.when_short(library, review) if dated else year
    listed = "" if review.is_held else " (not recorded as held)"
    return f"{library.programme.name} {kind}{topic}, {time}{wording.as_planned(review)}{listed}."


def _download(context: Context, review: Review, report: Report) -> Download:
    here = bool(report.file)
    # "Glenmore Summary (Summary, 162 KB)" would say it twice.
    named = report.kind.casefold() in report.title.casefold()
    details = [] if named else [report.kind.capitalize()]
    if report.language != Language.ENGLISH:
        details.append(f"in {report.language}")
    if report.version:
        details.append(report.version)
    if report.published:
        details.append(f"published {report.published.words}")
    details.append("PDF")
    file = file_facts(context, review, report)
    held = context.library.pdfs.get(report.file or "")  # the printed size may be another's
    size = SizeValue.of(held.size) if held else report.size
    if size:
        details.append(size.text)
    pages = file.pages if file else report.pages
    if pages:
        details.append(wording.count(pages, "page"))
    rights = report.rights
    return Download(
        title=report.title,
        address=urls.report_address(review, report.file) if report.file else report.listed or "",
        here=here,
        details=", ".join(details),
        by=wording.council_link(context.library.authority[report.by]) if report.by else None,
        where="" if here else site_of(report.listed or ""),
        rights=rights.text if rights and rights.text != "linked only" else "",
        licence=rights.licence if rights else "",
        lang=report.lang,
        file=file,
    )
