"""The list of authorities, and what one hosted and took part in."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.models import Authority, Review, SectionKind
from reviewlib.pages import components
from reviewlib.pages.actions import actions_of
from reviewlib.pages.charts import MapView, MatrixView, learning_view, map_view
from reviewlib.pages.components import Card, Group
from reviewlib.pages.coverage import has_findings
from reviewlib.pages.page import Context, DerivedPage, OutputPage, made_page
from reviewlib.pages.reviews import ReviewView, review_view, told_of
from reviewlib.pages.themes import Strand
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow, filled, said
from reviewlib.presentation.wording import LinkView


@dataclass(frozen=True, slots=True)
class AuthoritiesView:
    """All authorities, by region."""

    statement: str  # how many there are, and how many hosted
    map: MapView | None  # the authorities on a map
    regions: tuple[Group[LinkView], ...]  # the authorities of each region
    learning: MatrixView | None  # which of them took part in whose reviews


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """One authority."""

    title: str  # the area's name
    lang: str  # the language of that name as an IETF tag, or ""
    council: str  # the council's name
    council_lang: str  # the language of that name, or ""
    statement: str  # what is held of the reviews it hosted
    facts: tuple[FactRow, ...]  # names and codes
    # the review it hosted, where it is one and its record has little; else None
    whole: ReviewView | None
    review: LinkView | None  # the page of that review
    hosted: tuple[Card, ...]  # the reviews it hosted
    # the reviews it was to host, those not confirmed, planned and called off apart
    listed: tuple[Group[Card], ...]
    took_part: tuple[Card, ...]  # the reviews of others in which it took part
    probable: tuple[Card, ...]  # the reviews in which it probably took part
    # from whom it learned, and with whom it shared, as records have it
    learned: tuple[FactRow, ...]
    planned: tuple[Strand, ...]  # what it planned, by review
    documents: tuple[LinkView, ...]  # the documents about it


_CRUMB = LinkView("Authorities", urls.AUTHORITIES)


def authority_with_years(context: Context, authority: Authority) -> LinkView:
    """An authority with the programme years in which it hosted, or was to host."""
    library = context.library
    words = []
    for review in library.hosted.get(authority.id, ()):
        status = wording.status_word(review, context.site.today)
        words.append(library.year[review.year].label + (f" ({status})" if status else ""))
    note = ", ".join(dict.fromkeys(words))
    return dataclasses.replace(wording.authority_link(authority), note=note)


def authorities_page(context: Context) -> OutputPage:
    """The list of authorities by region."""
    library = context.library

    def members(region: str | None) -> tuple[LinkView, ...]:
        every = library.vocabulary.authorities_by_label
        return tuple(authority_with_years(context, one) for one in every if one.region == region)

    groups = [
        Group(one.label, one.id, members(one.id), one.note or "")
        for one in library.vocabulary.regions
    ]
    if others := members(None):
        groups.append(Group("Other authorities" if groups else "All", "other", others))
    view = AuthoritiesView(
        _hosting(library), map_view(context), tuple(groups), learning_view(context)
    )
    description = "Every local authority, and the reviews it hosted and took part in."
    return made_page(urls.AUTHORITIES, view, description)


def _hosting(library: Library) -> str:
    """How many authorities hosted, and how many more were to host."""
    held = {host for one in library.reviews if one.is_held for host in one.authorities}
    listed = {host for one in library.reviews if not one.is_held for host in one.authorities}
    number = wording.count(len(library.vocabulary.authorities), "authority", "authorities")
    said = f"{len(held)} of {number} hosted a review that is recorded as held."
    rest = len(listed - held)
    if rest:
        verb = "was" if rest == 1 else "were"
        said = f"{said[:-1]}; {rest} more {verb} listed to host one, which is not confirmed."
    said += " The years are those under which the programme listed the reviews."
    return library.programme.fit(said)


def _facts(context: Context, authority: Authority) -> tuple[FactRow, ...]:
    library = context.library
    gaelic, contact = authority.gaelic, authority.contact
    region = library.region[authority.region] if authority.region else None
    return filled(
        FactRow(
            "Gaelic name",
            (LinkView(gaelic, authority.gaelic_source or "", "gd"),) if gaelic else (),
        ),
        FactRow(
            library.programme.region or "Region",
            (LinkView(region.label, urls.region_anchor(region)),) if region else (),
        ),
        FactRow("Also written", said(wording.join_and(authority.aliases))),
        FactRow("Statistical code (GSS)", said(authority.gss)),
        FactRow("Contact", (LinkView("The council's contact page", contact),) if contact else ()),
    )


def _learned(context: Context, authority: Authority) -> Iterator[FactRow]:
    """Both ways, only where a review records learning from the authorities that took part."""
    library = context.library
    for review in library.hosted.get(authority.id, ()):
        others = wording.authorities_of(library, review.contributors)
        if review.of_kind(SectionKind.LEARNING) and others:
            note = f"As the review of {wording.when_words(library, review)} records."
            yield FactRow("Learned from", others, note)
    hosts = [
        dataclasses.replace(
            link, address=urls.review_address(review), note=wording.when_short(library, review)
        )
        for review in library.took_part.get(authority.id, ())
        if review.of_kind(SectionKind.LEARNING)
        for link in wording.hosts(library, review)
    ]
    if hosts:
        note = "As their reviews record."
        yield FactRow("Shared its learning with", tuple(dict.fromkeys(hosts)), note)


def _statement(context: Context, authority: Authority) -> str:
    hosted = context.library.hosted.get(authority.id, ())
    if hosted:
        return wording.collection(context.library, context.site.today, hosted)
    up_to = wording.up_to(context.library)
    return f"This library has no record of a review hosted here, up to {up_to}."


def _listed(context: Context, reviews: Iterable[Review]) -> Iterator[Group[Card]]:
    """The reviews an authority was to host, by what is known of them."""
    today = context.site.today
    for word in ("not confirmed", "planned", "called off"):
        some = (review for review in reviews if wording.status_word(review, today) == word)
        if cards := components.cards(context, some):
            heading = "Listed, not confirmed" if word == "not confirmed" else word.capitalize()
            yield Group(heading, word.replace(" ", "-"), cards)


def authority_pages(library: Library) -> Iterator[DerivedPage]:
    """The page of each authority."""
    for authority in library.vocabulary.authorities:
        of = tuple(_told_of(library, authority))
        make = functools.partial(_page, authority=authority)
        yield DerivedPage(urls.authority_address(authority), authority.place.path, of, make)


def _told_of(library: Library, authority: Authority) -> Iterator[Review]:
    """The reviews that the page of an authority may tell of."""
    hosted = library.hosted.get(authority.id, ())
    yield from hosted
    yield from library.took_part.get(authority.id, ())
    yield from library.probably_took_part.get(authority.id, ())
    yield from library.saying_the_same((one, finding) for one in hosted for finding in one.findings)
    if _is_whole(hosted):
        yield from told_of(library, hosted[0])


def _is_whole(hosted: tuple[Review, ...]) -> bool:
    """Whether the page shows the one review that an authority hosted in full."""
    return len(hosted) == 1 and not has_findings(hosted[0])


def _page(context: Context, authority: Authority) -> OutputPage:
    library = context.library
    hosted = library.hosted.get(authority.id, ())
    documents = (one.id for one in library.documents if authority.id in one.authorities)
    whole = review_view(context, hosted[0]) if _is_whole(hosted) else None
    cards = () if whole else hosted
    view = AuthorityView(
        title=authority.label,
        lang=authority.lang,
        council=authority.council,
        council_lang=authority.council_lang,
        statement=_statement(context, authority),
        facts=_facts(context, authority),
        whole=whole,
        review=LinkView("Its review", urls.review_address(hosted[0])) if whole else None,
        hosted=components.cards(context, (review for review in cards if review.is_held)),
        listed=tuple(_listed(context, cards)),
        took_part=components.cards(context, library.took_part.get(authority.id, ())),
        probable=components.cards(context, library.probably_took_part.get(authority.id, ())),
        learned=tuple(_learned(context, authority)),
        planned=actions_of(context, authority),
        documents=wording.documents_of(library, documents),
    )
    return OutputPage(
        urls.authority_address(authority),
        "authority",
        view,
        authority.label,
        f"Reviews that {authority.label} hosted and took part in.",
        urls.AUTHORITIES,
        (_CRUMB,),
        authority.place.path,
    )
