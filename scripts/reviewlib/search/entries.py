"""Every page that search finds: each record's, in order, and those that are there once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewlib.fields import DateValue
from reviewlib.library import Library, addresses as at
from reviewlib.library.facets import facets_of
from reviewlib.library.page_registry import PAGES
from reviewlib.markdown import plain
from reviewlib.models import Authority, Document, Page, Review, Section, Theme, Year
from reviewlib.presentation.facts import search_words
from reviewlib.presentation.wording import questions, title
from reviewlib.search.model import Entry, Passage
from reviewlib.search.passages import fed_passages, report_passages, section_passages

_BETWEEN = " · "


def names_of_authority(authority: Authority) -> tuple[str, ...]:
    """By which names an authority is known beside its label: in use, Gaelic, its council's."""
    return tuple(filter(None, (*authority.aliases, authority.gaelic, authority.council)))


def names_of_theme(theme: Theme) -> tuple[str, ...]:
    """By which names a theme is known beside its label."""
    return theme.aliases


def _opening(sections: Iterable[Section]) -> str:
    """The words before the first heading."""
    first = next((section for section in sections if not section.heading), None)
    prose = (block.prose for block in first.blocks if block.prose) if first else ()
    return " ".join(plain(tuple(prose)).split())


def _month(library: Library, review: Review) -> str:
    first = review.when.first
    if first is None:
        return library.year[review.year].label
    return DateValue(first.year, first.month).words


def _review(library: Library, review: Review) -> Entry:
    hosts = [library.authority[name] for name in review.authorities]
    themes = [library.theme[name].label for name in review.themes]
    wider = dict.fromkeys(one for name in review.themes for one in library.with_wider(name))
    first = review.when.first
    return Entry(
        kind="review",
        title=title(library, review),
        address=at.review_address(review),
        lang=hosts[0].lang if len(hosts) == 1 and not review.title else "",
        note=_BETWEEN.join([_month(library, review), *themes]),
        date=first.isoformat() if first else "",
        names=tuple(name for host in hosts for name in (host.label, *names_of_authority(host))),
        # Not their other names: what means the same is looked for when somebody asks.
        themes=tuple(library.theme[one].label for one in wider),
        about=(
            *search_words(library, review),
            *(report.title for report in review.reports),
        ),
        text=" ".join([_opening(review.sections), *questions(review)]),
        facets=facets_of(library, review),
        passages=(*section_passages(review.sections), *report_passages(library, review)),
    )


def _theme(library: Library, theme: Theme) -> Entry:
    intro = library.intro.get(theme.id)
    words = " ".join(plain(intro.nodes).split()) if intro else ""
    return Entry(
        kind="theme",
        title=theme.label,
        address=at.theme_address(theme),
        note="Theme",
        names=names_of_theme(theme),
        about=(*theme.indicators, *(library.theme[name].label for name in theme.parents)),
        text=theme.scope or "",
        facets={"theme": library.with_wider(theme.id)},
        passages=(Passage("text", "", "", words),) if words else (),
    )


def _authority(library: Library, authority: Authority) -> Entry:
    region = library.region.get(authority.region or "")
    return Entry(
        kind="authority",
        title=authority.label,
        address=at.authority_address(authority),
        lang=authority.lang,
        note="Authority",
        names=names_of_authority(authority),
        about=(region.short or region.label, *region.aliases) if region else (),
        facets={"authority": (authority.id,), **({"region": (region.id,)} if region else {})},
    )


def _year(library: Library, year: Year) -> Entry:
    return Entry(
        kind="year",
        title=year.label,
        address=at.year_address(year),
        note=_BETWEEN.join(["Programme year", year.span]),
        names=(year.name or "", year.id),
        about=("programme year phase",),
        facets={"year": (year.id,)},
    )


def _document(document: Document) -> Entry:
    date = document.date.words if document.date else ""
    return Entry(
        kind="document",
        title=document.title,
        address=at.document_address(document),
        note=_BETWEEN.join(filter(None, ["Document", document.publisher, date])),
        date=document.date.first.isoformat() if document.date else "",
        names=(document.short or "",),
        about=(document.kind, document.publisher, date, document.edition or ""),
        text=_opening(document.sections),
        facets={"authority": document.authorities} if document.authorities else {},
        passages=tuple(section_passages(document.sections)),
    )


def _page(library: Library, page: Page) -> Entry:
    return Entry(
        kind="page",
        title=page.title,
        address=page.address,
        note="Page",
        text=page.summary or _opening(page.sections),
        passages=(*section_passages(page.sections), *fed_passages(library, page.address)),
    )


def all_entries(library: Library) -> Iterator[Entry]:
    """Every page that search finds; nothing that was withdrawn."""
    yield from (_review(library, review) for review in library.reviews)
    yield from (_theme(library, theme) for theme in library.vocabulary.themes)
    yield from (_authority(library, one) for one in library.vocabulary.authorities)
    yield from (_year(library, year) for year in library.vocabulary.years)
    yield from (_document(document) for document in library.documents)
    yield from (_page(library, page) for page in library.pages)
    for kind in PAGES:
        if kind.search_terms:
            terms = (kind.search_terms,)
            yield Entry("page", kind.title, kind.address, note="Page", about=terms)
