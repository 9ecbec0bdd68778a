"""The list of authorities, and what one hosted and took part in.

takes: the library
gives: AuthoritiesView, AuthorityView
knows nothing of: HTML
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewlib.library import addresses as at
from reviewlib.models import Authority, Review, SectionKind, Status
from reviewlib.pages import parts
from reviewlib.pages.parts import Context, LinkView
from reviewlib.pages.views import AuthoritiesView, AuthorityView, Fact, Group, PageOut
from reviewlib.problems import fold

__all__ = ["authorities_page", "authority_pages", "authority_with_years"]

_CRUMB = LinkView("Authorities", at.AUTHORITIES)


def authority_with_years(context: Context, authority: Authority) -> LinkView:
    """An authority with the programme years in which it hosted, or was to host."""
    library = context.library
    words = []
    for review in library.hosted.get(authority.id, ()):
        status = "" if review.status == Status.TOOK_PLACE else f" ({review.status})"
        words.append(library.year[review.year].label + status)
    link = parts.authority_link(authority)
    return LinkView(link.label, link.address, link.lang, ", ".join(dict.fromkeys(words)))


def authorities_page(context: Context) -> PageOut:
    """The list of authorities by region."""
    library = context.library
    by_label = sorted(library.vocabulary.authorities, key=lambda one: fold(one.label))
    groups = []
    for region in library.vocabulary.regions:
        members = tuple(
            authority_with_years(context, one) for one in by_label if one.region == region.id
        )
        groups.append(Group(region.label, region.id, links=members, note=region.note or ""))
    others = tuple(authority_with_years(context, one) for one in by_label if one.region is None)
    if others:
        groups.append(Group("Other authorities" if groups else "All", "other", links=others))
    hosts = {name for review in library.reviews for name in review.authorities}
    number = parts.count(len(by_label), "authority", "authorities")
    some = "all" if len(hosts) == len(by_label) else len(hosts)
    statement = (
        f"{number}; {some} hosted a review or were listed to host one. "
        "The years are those under which the programme listed it."
    )
    view = AuthoritiesView(statement, tuple(groups))
    description = "Scotland's local authorities, and the reviews each hosted and took part in."
    return PageOut(at.AUTHORITIES, "authorities", view, "Authorities", description, at.AUTHORITIES)


def authority_pages(context: Context) -> Iterator[PageOut]:
    """The page of each authority."""
    for authority in context.library.vocabulary.authorities:
        yield _page(context, authority)


def _facts(context: Context, authority: Authority) -> Iterator[Fact]:
    library = context.library
    if authority.gaelic:
        source = LinkView(authority.gaelic, authority.gaelic_source or "", "gd")
        yield Fact("Gaelic name", (source,))
    if authority.region:
        region = library.region[authority.region]
        yield Fact(
            "Regional collaborative",
            (LinkView(region.label, at.region_anchor(region)),),
            "As formed in 2017–18.",
        )
    if authority.aliases:
        yield Fact("Also written", (LinkView(parts.listed(authority.aliases), ""),))
    if authority.gss:
        yield Fact("Statistical code (GSS)", (LinkView(authority.gss, ""),))
    if authority.contact:
        yield Fact("Contact", (LinkView("The council's contact page", authority.contact),))


def _reviews_of_learning(reviews: Iterable[Review]) -> Iterator[Review]:
    return (review for review in reviews if review.of_kind(SectionKind.LEARNING))


def _learned(context: Context, authority: Authority) -> Iterator[Fact]:
    """Both ways, only where a review records learning from the authorities that took part."""
    library = context.library
    for review in _reviews_of_learning(library.hosted.get(authority.id, ())):
        others = tuple(
            parts.authority_link(library.authority[name]) for name in review.contributors
        )
        if others:
            yield Fact(
                "Learned from",
                others,
                f"As the review of {parts.when_words(library, review)} records.",
            )
    hosts = [
        link
        for review in _reviews_of_learning(library.took_part.get(authority.id, ()))
        for link in parts.hosts(library, review)
    ]
    if hosts:
        yield Fact(
            "Shared its learning with", tuple(dict.fromkeys(hosts)), "As their reviews record."
        )


def _statement(context: Context, authority: Authority) -> str:
    hosted = context.library.hosted.get(authority.id, ())
    if hosted:
        return parts.collection(context, hosted)
    return f"This library has no record of a review hosted here, up to {parts.up_to(context)}."


def _page(context: Context, authority: Authority) -> PageOut:
    library = context.library
    hosted = library.hosted.get(authority.id, ())
    took_part = library.took_part.get(authority.id, ())
    documents = tuple(
        parts.document_link(library, document.id)
        for document in library.documents
        if authority.id in document.authorities
    )
    view = AuthorityView(
        title=authority.label,
        lang=authority.lang,
        council=authority.council,
        council_lang=authority.council_lang,
        statement=_statement(context, authority),
        facts=tuple(_facts(context, authority)),
        hosted=tuple(parts.card(context, review) for review in hosted),
        took_part=tuple(parts.card(context, review) for review in took_part),
        learned=tuple(_learned(context, authority)),
        documents=documents,
    )
    description = f"Reviews that {authority.label} hosted and took part in."
    return PageOut(
        at.authority_address(authority),
        "authority",
        view,
        authority.label,
        description,
        at.AUTHORITIES,
        (_CRUMB,),
        authority.place.path,
    )
