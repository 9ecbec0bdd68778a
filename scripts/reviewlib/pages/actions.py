"""What authorities planned, by theme and by authority, with dated updates."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority, Finding, Review, SectionKind
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import Gathered, gathered
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class Actions:
    """What one authority planned, or several on one theme."""

    head: LinkView  # the authority or the theme; of a theme, its note says how many actions
    anchor: str  # its address on the page
    reviews: tuple[Gathered, ...]  # its plans and next steps by review


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What authorities planned."""

    drawn_from: str  # from how many reviews it is
    themes: tuple[Actions, ...]  # by theme, in the order of the vocabulary
    hosts: tuple[Actions, ...]  # by authority, in alphabetical order
    contents: tuple[LinkView, ...]  # the parts of the page


_KINDS = (SectionKind.PLANS, SectionKind.NEXT_STEPS)


def actions_of(context: Context, authority: Authority) -> tuple[Gathered, ...]:
    """What an authority planned, by review."""
    hosted = context.library.hosted.get(authority.id, ())
    pairs = [(one, finding) for one in hosted for kind in _KINDS for finding in one.of_kind(kind)]
    return tuple(gathered(context, pairs))


def _by_theme(context: Context) -> Iterator[Actions]:
    """By theme: those that actions name, else those of their reviews, without the wider ones."""
    found: defaultdict[str, list[tuple[Review, Finding]]] = defaultdict(list)
    for review in context.library.reviews:
        for finding in (one for kind in _KINDS for one in review.of_kind(kind)):
            for name in finding.themes or review.themes:
                found[name].append((review, finding))
    for theme in context.library.vocabulary.themes:
        if pairs := found.get(theme.id):
            note = wording.count(len(pairs), "action")
            head = dataclasses.replace(wording.theme_link(theme), note=note)
            yield Actions(head, f"theme-{theme.id}", tuple(gathered(context, pairs)))


def actions_page(context: Context) -> OutputPage:
    """The page of what authorities planned."""
    library = context.library
    by_label = library.vocabulary.authorities_by_label
    hosts = tuple(
        Actions(wording.authority_link(one), f"host-{one.id}", found)
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
        contents=(
            *parts,
            *(dataclasses.replace(one.head, address=f"#{one.anchor}") for one in hosts),
        ),
    )
    description = "Planned improvements and next steps, by theme and authority, with later updates."
    return made_page(urls.ACTIONS, view, description)
