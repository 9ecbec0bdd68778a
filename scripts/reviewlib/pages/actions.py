"""What authorities planned, by theme and by authority, with dated updates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority, SectionKind
from reviewlib.pages.components import Group, contents_of
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import Strand, by_theme, gathered
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What authorities planned."""

    drawn_from: str  # from how many reviews it is
    # by theme, in the order of the vocabulary; the note says how many actions there are
    themes: tuple[Group[Strand], ...]
    hosts: tuple[Group[Strand], ...]  # by authority, in alphabetical order
    contents: tuple[LinkView, ...]  # the parts of the page


_KINDS = (SectionKind.PLANS, SectionKind.NEXT_STEPS)


def actions_of(context: Context, authority: Authority) -> tuple[Strand, ...]:
    """What an authority planned, by review."""
    hosted = context.library.hosted.get(authority.id, ())
    pairs = [(one, finding) for one in hosted for kind in _KINDS for finding in one.of_kind(kind)]
    return gathered(context, pairs)


def _by_theme(context: Context) -> Iterator[Group[Strand]]:
    found = by_theme(context.library, *_KINDS)
    for theme in context.library.vocabulary.themes:
        if pairs := found.get(theme.id):
            note = wording.count(len(pairs), "action")
            yield Group(theme.label, f"theme-{theme.id}", gathered(context, pairs), note)


def actions_page(context: Context) -> OutputPage:
    """The page of what authorities planned."""
    library = context.library
    by_label = library.vocabulary.authorities_by_label
    hosts = tuple(
        Group(one.label, f"host-{one.id}", found, more=wording.authority_link(one))
        for one in by_label
        if (found := actions_of(context, one))
    )
    reviews = sum(any(map(review.of_kind, _KINDS)) for review in library.reviews)
    fit = library.programme.fit
    parts = (LinkView("By theme", "#by-theme"), LinkView(fit("By authority"), "#by-authority"))
    view = ActionsView(
        drawn_from=f"Drawn from {wording.count(reviews, 'record')} with plans or next steps."
        if reviews
        else "No record has plans or next steps yet.",
        themes=tuple(_by_theme(context)),
        hosts=hosts,
        contents=(*parts, *contents_of(hosts)),
    )
    description = "Planned improvements and next steps, by theme and authority, with later updates."
    return made_page(urls.ACTIONS, view, description)
