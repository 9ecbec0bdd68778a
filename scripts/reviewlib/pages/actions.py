"""What authorities planned: improvements and next steps by authority, with dated updates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.models import Authority, SectionKind
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.pages.themes import Gathered, gathered
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class ActionsOfHost:
    """What one authority planned."""

    host: LinkView  # the authority
    anchor: str  # its address on the page
    reviews: tuple[Gathered, ...]  # its plans and next steps by review


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What authorities planned."""

    drawn_from: str  # from how many reviews it is
    hosts: tuple[ActionsOfHost, ...]  # the authorities in alphabetical order
    themes: tuple[LinkView, ...]  # the themes with plans, each with its place on the theme's page


_KINDS = (SectionKind.PLANS, SectionKind.NEXT_STEPS)


def actions_of(context: Context, authority: Authority) -> tuple[Gathered, ...]:
    """What an authority planned, by review."""
    hosted = context.library.hosted.get(authority.id, ())
    pairs = [(one, finding) for one in hosted for kind in _KINDS for finding in one.of_kind(kind)]
    return tuple(gathered(context, pairs))


def _themes(context: Context) -> Iterator[LinkView]:
    library = context.library
    for theme in library.vocabulary.themes:
        found = {finding.kind for _, finding in library.findings_on_theme.get(theme.id, ())}
        kind = next((one for one in _KINDS if one in found), None)
        if kind:
            yield LinkView(theme.label, f"{urls.theme_address(theme)}#{kind}")


def actions_page(context: Context) -> OutputPage:
    """The page of what authorities planned."""
    library = context.library
    by_label = library.vocabulary.authorities_by_label
    hosts = tuple(
        ActionsOfHost(wording.authority_link(one), f"host-{one.id}", found)
        for one in by_label
        if (found := actions_of(context, one))
    )
    reviews = sum(any(map(review.of_kind, _KINDS)) for review in library.reviews)
    view = ActionsView(
        drawn_from=f"Drawn from {wording.count(reviews, 'record')} with plans or next steps."
        if reviews
        else "No record has plans or next steps yet.",
        hosts=hosts,
        themes=tuple(_themes(context)),
    )
    description = "Planned improvements and next steps, by authority, with later updates."
    return made_page(urls.ACTIONS, view, description)
