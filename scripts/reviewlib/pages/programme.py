"""The pages of the programme's own records, each around a page written by hand; the questions."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.library.page_registry import PAGE
from reviewlib.models import (
    Aim,
    Assessment,
    Development,
    Practicum,
    Review,
    SectionKind,
    Statement,
    Status,
    Step,
    Synonym,
)
from reviewlib.pages import components
from reviewlib.pages.accessibility import access_page
from reviewlib.pages.charts import LanesView, lanes_view
from reviewlib.pages.components import FindingView, Group, SectionView, contents_of
from reviewlib.pages.content_page import ContentPageView, content_page, with_contents, with_records
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import by_theme, theme_count
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow, filled, said
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import Precision, slugify


@dataclass(frozen=True, slots=True)
class HostingView:
    """Hosting a review: the steps, how others ran theirs, who looked at what before."""

    page: ContentPageView  # the words written by hand
    lanes: LanesView | None  # the steps in lanes
    steps: tuple[tuple[Step, tuple[LinkView, ...]], ...]  # the steps, each with its documents
    runs: tuple[FactRow, ...]  # how long visits were, where they took place, accounts of them
    themes: tuple[LinkView, ...]  # each theme with the number of its reviews


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What the programme was asked, did and planned next, by year and area."""

    page: ContentPageView
    years: tuple[Group[Development], ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """What people said of the programme, by strand and role; `roles` counts them by role."""

    page: ContentPageView
    total: str
    strands: tuple[Group[Statement], ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticumView:
    """A local improvement project."""

    title: str  # its title
    anchor: str  # its address on the page
    facts: tuple[FactRow, ...]  # where, when, how many teams
    # its aims: what each team is to reach; the share, as in "66% of 6 teams: 4 needed"; by when,
    # or ""; how many got there, or "" where no results are published
    aims: tuple[tuple[str, str, str, str], ...]
    teams: tuple[FactRow, ...]  # its teams; none where no results are published
    sections: tuple[SectionView, ...]  # its text
    sources: tuple[LinkView, ...]  # the documents it is written from


@dataclass(frozen=True, slots=True)
class PracticumsView:
    """Work that is near to the programme and not part of it."""

    page: ContentPageView
    practicums: tuple[PracticumView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Abbreviations and what they stand for."""

    page: ContentPageView
    terms: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """Every focus question, by theme; and by authority as a list of links."""

    statement: str
    groups: tuple[Group[FindingView], ...]
    hosts: tuple[LinkView, ...]
    contents: tuple[LinkView, ...]


def record_list_pages(context: Context) -> Iterator[OutputPage]:
    """Every page written by hand; those that records feed, with the records."""
    for page in context.library.pages:
        plain = content_page(context, page)
        kind = PAGE.get(page.address)
        records = kind.records if kind else None
        yield _WITH_RECORDS[records](context, plain) if records else plain


def _hosting(context: Context, plain: OutputPage) -> OutputPage:
    library = context.library
    steps = tuple((one, wording.documents_of(library, one.documents)) for one in library.steps)
    runs = tuple(_runs(context))
    themes = tuple(
        theme_count(context, one) for one in library.vocabulary.themes if one.id in library.on_theme
    )
    later = (
        LinkView("How reviews were run", "#page-runs") if runs else None,
        LinkView("Who looked at this before", "#page-before") if themes else None,
    )
    first = [LinkView("The steps", "#page-steps")] if steps else []
    hand = with_contents(plain, first, filter(None, later))
    return with_records(plain, HostingView(hand, lanes_view(library.steps), steps, runs, themes))


def _days(review: Review) -> str:
    """How many days a visit took, where each is known: "3 days, over 9"."""
    if review.when.precision is not Precision.DAYS:
        return ""
    days = sum((run.last.first - run.first.first).days + 1 for run in review.when.ranges)
    first, last = review.when.first, review.when.last
    assert first is not None  # days are dates
    assert last is not None
    spread = (last - first).days + 1
    return wording.count(days, "day") + (f", over {spread}" if spread > days else "")


def _runs(context: Context) -> Iterator[FactRow]:
    """How reviews that are held were run, where it is recorded."""
    held = [one for one in context.library.reviews if one.status == Status.TOOK_PLACE]
    lengths = Counter(filter(None, map(_days, held)))
    modes = Counter(one.mode for one in held if one.mode)
    for term, found in (("How long", lengths), ("Where", modes)):
        words = (f"{what}: {wording.count(number, 'review')}" for what, number in found.items())
        if found:
            yield FactRow(term, (LinkView("; ".join(sorted(words))),))
    told = [(one, section) for one in held for section in one.sections_of(SectionKind.HOW)]
    links = {
        one.id: LinkView(
            wording.title(context.library, one),
            f"{urls.review_address(one)}#{section.anchor}",
            note=wording.when_short(context.library, one),
        )
        for one, section in reversed(told)  # the first account of each
    }
    if links:
        yield FactRow("Accounts of a visit", tuple(reversed(links.values())))


def _questions(context: Context) -> Iterator[Group[FindingView]]:
    """The focus questions by theme, in the order of the vocabulary; the rest at the end."""
    asked = by_theme(context.library, SectionKind.FOCUS)

    def views(theme: str) -> tuple[FindingView, ...]:
        pairs = asked.get(theme, ())
        return tuple(components.finding_view(context, review, one) for review, one in pairs)

    for theme in context.library.vocabulary.themes:
        if found := views(theme.id):
            yield Group(theme.label, f"questions-{theme.id}", found, more=wording.theme_link(theme))
    if rest := views(""):
        yield Group("Other questions", "questions-other", rest)


def _progress(context: Context, plain: OutputPage) -> OutputPage:
    library = context.library
    years = tuple(
        Group(
            f"Asked in {year.label}",
            f"asked-in-{year.id}",
            tuple(one for one in library.developments if one.year == year.id),
        )
        for year in library.vocabulary.years
        if any(one.year == year.id for one in library.developments)
    )
    return with_records(plain, ProgressView(with_contents(plain, contents_of(years)), years))


def _statements(context: Context, plain: OutputPage) -> OutputPage:
    said = context.library.statements
    strands = tuple(
        Group(heading, slugify(heading), tuple(one for one in said if one.strand == heading))
        for heading in dict.fromkeys(one.strand for one in said)
    )
    roles = Counter(one.role for one in said)
    view = StatementsView(
        page=with_contents(plain, contents_of(strands)),
        total=wording.count(len(said), "statement"),
        strands=strands,
        roles=tuple(f"{role}: {number}" for role, number in sorted(roles.items())),
    )
    return with_records(plain, view)


def _aim(practicum: Practicum, aim: Aim) -> tuple[str, str, str, str]:
    teams = wording.count(practicum.teams_count, "team")
    share = f"{aim.share}% of {teams}: {aim.needed(practicum.teams_count)} needed"
    met = practicum.met(aim)
    result = "" if met is None else f"{met} of {practicum.teams_count}"
    return aim.what, share, aim.by or "", result


def _practicum(context: Context, practicum: Practicum) -> PracticumView:
    library = context.library
    span = [date.words for date in (practicum.start, practicum.end) if date]
    teams = []
    for team in practicum.teams:
        words = [f"score {team.score}"] if team.score is not None else []
        if team.reached is not None:
            words.append("reached its own aim" if team.reached else "had not reached its own aim")
        teams.append(FactRow(team.name, (LinkView(", ".join(words)),)))
    return PracticumView(
        title=practicum.title,
        anchor=practicum.id,
        facts=filled(
            FactRow("Where", wording.authorities_of(library, practicum.authorities)),
            FactRow("When", said(" to ".join(span))),
            FactRow("Teams", said(str(practicum.teams_count))),
        ),
        aims=tuple(_aim(practicum, aim) for aim in practicum.aims),
        teams=tuple(teams),
        sections=tuple(
            _deeper(components.section_views(context, None, practicum.sections), practicum.id)
        ),
        sources=wording.documents_of(library, practicum.sources),
    )


def _deeper(sections: Iterable[SectionView], prefix: str) -> Iterator[SectionView]:
    """Sections that stand under a heading: one level down, with addresses of their own."""
    for one in sections:
        anchor = f"{prefix}-{one.anchor}"
        yield dataclasses.replace(one, level=min(one.level + 1, 6), anchor=anchor)


def _practicums(context: Context, plain: OutputPage) -> OutputPage:
    views = tuple(_practicum(context, one) for one in context.library.practicums)
    headings = [LinkView(one.title, f"#{one.anchor}") for one in views]
    return with_records(plain, PracticumsView(with_contents(plain, headings), views))


def _glossary(context: Context, plain: OutputPage) -> OutputPage:
    words = sorted(context.library.vocabulary.synonyms, key=lambda one: one.term.casefold())
    terms = tuple(FactRow(one.term, said(one.means), one.note or "") for one in words)
    return with_records(plain, GlossaryView(with_contents(plain), terms))


_WITH_RECORDS: dict[type, Callable[[Context, OutputPage], OutputPage]] = {
    Step: _hosting,
    Development: _progress,
    Statement: _statements,
    Practicum: _practicums,
    Synonym: _glossary,
    Assessment: access_page,
}
"""What puts records on a page written by hand, by their model."""


def questions_page(context: Context) -> OutputPage:
    """The bank of focus questions."""
    library = context.library
    asking = [review for review in library.reviews if review.of_kind(SectionKind.FOCUS)]
    total = sum(len(review.of_kind(SectionKind.FOCUS)) for review in asking)
    statement = ""
    if asking:
        of_all = wording.count(len(library.reviews), "record")
        statement = (
            f"{wording.count(total, 'question')} from {len(asking)} of {of_all}; "
            "for the others no question is recorded."
        )
        if len(asking) == len(library.reviews):
            statement = f"{wording.count(total, 'question')} from {wording.count(total, 'review')}."
    by_title = sorted(asking, key=lambda review: (wording.title(library, review), review.sort_key))
    hosts = tuple(
        LinkView(
            wording.title(library, review),
            f"{urls.review_address(review)}#{next(review.sections_of('focus')).anchor}",
            note=wording.when_words(library, review),
        )
        for review in by_title
    )
    groups = tuple(_questions(context))
    contents = contents_of(groups)
    if hosts:
        contents.append(LinkView("By authority", "#by-authority"))
    view = QuestionsView(statement, groups, hosts, tuple(contents))
    description = "The questions that authorities asked of themselves, theme by theme."
    return made_page(urls.QUESTIONS, view, description)
