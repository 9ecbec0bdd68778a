"""One frozen view for each kind of page: all that its template may show.

takes: nothing
gives: the view classes; PageOut
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.models import Node
from reviewlib.pages.choosing_views import ReviewsView, SearchView
from reviewlib.pages.drawing_views import CoverageView, TileView, TimelineView
from reviewlib.pages.parts import Card, LinkView, SectionView
from reviewlib.pages.pieces import (
    ChangeView,
    Download,
    Entry,
    Fact,
    Gathered,
    Group,
    KindView,
    YearRow,
)
from reviewlib.pages.text_views import (
    DocumentsView,
    DocumentView,
    HandView,
    HomeView,
    NotFoundView,
)

__all__ = [
    "AuthoritiesView",
    "AuthorityView",
    "ChangeView",
    "CoverageView",
    "DocumentView",
    "DocumentsView",
    "Download",
    "Entry",
    "Fact",
    "Gathered",
    "Group",
    "HandView",
    "HomeView",
    "KindView",
    "NotFoundView",
    "PageOut",
    "ReviewView",
    "ReviewsView",
    "SearchView",
    "ThemeView",
    "ThemesView",
    "TileView",
    "TimelineView",
    "WithdrawnView",
    "YearRow",
    "YearView",
    "YearsView",
]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review.

    Args:
        title_parts: the hosts, each with its language; one without an address for a given title.
        lede: what kind of review on what, and when, in a sentence.
        status: a sentence where it did not simply take place, else "".
        facts: the table of facts.
        downloads: its reports.
        opening: the text before the first heading.
        sections: the rest of the text.
        contents: the headings, for a list at the top.
        has_summaries: whether any finding is in our words.
        sources: the documents it is written from.
        changes: its history.
        written_by: whose words the page is in.
        help: how to report a problem with the record, or None where there is no way.
        related: reviews that share a theme or a host; else those of its year.
        related_why: what the related reviews have in common.
    """

    title_parts: tuple[LinkView, ...]
    lede: str
    status: str
    facts: tuple[Fact, ...]
    downloads: tuple[Download, ...]
    opening: tuple[Node, ...]
    sections: tuple[SectionView, ...]
    contents: tuple[LinkView, ...]
    has_summaries: bool
    sources: tuple[LinkView, ...]
    changes: tuple[ChangeView, ...]
    written_by: str
    help: LinkView | None
    related: tuple[Card, ...]
    related_why: str


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """The notice that stays where a review was withdrawn.

    Args:
        title_parts: the hosts, each with its language.
        when: when the review was.
        date: the day of the withdrawal, in words.
        why: its reason, or "".
    """

    title_parts: tuple[LinkView, ...]
    when: str
    date: str
    why: str


@dataclass(frozen=True, slots=True)
class ThemesView:
    """All themes, the wider ones with those under them.

    Args:
        statement: how many reviews have a theme.
        groups: each wider theme with its narrower ones, and the rest.
    """

    statement: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What authorities asked and learned about one theme.

    Args:
        title: the theme.
        lede: what the page has of it: what was asked, what was learned.
        scope: what the theme covers, or "".
        statement: which reviews are held and up to when.
        drawn_from: from how many of them the findings are.
        intro: the introduction.
        intro_sources: the documents it is written from.
        aliases: other names of the theme, in words.
        wider: the themes it belongs to.
        narrower: the themes under it, with how many reviews each has.
        indicators: related quality indicators.
        kinds: the findings by kind, then by review.
        contents: the kinds, and the list of reviews, for a list at the top.
        reviews: the reviews on it.
    """

    title: str
    lede: str
    scope: str
    statement: str
    drawn_from: str
    intro: tuple[Node, ...]
    intro_sources: tuple[LinkView, ...]
    aliases: str
    wider: tuple[LinkView, ...]
    narrower: tuple[LinkView, ...]
    indicators: tuple[str, ...]
    kinds: tuple[KindView, ...]
    contents: tuple[LinkView, ...]
    reviews: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AuthoritiesView:
    """All authorities, by region.

    Args:
        statement: how many there are, and how many hosted.
        regions: the authorities of each region.
    """

    statement: str
    regions: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """One authority.

    Args:
        title: the area's name.
        lang: the language of that name as an IETF tag, or "".
        council: the council's name.
        council_lang: the language of that name, or "".
        statement: what is held of the reviews it hosted.
        facts: names and codes.
        hosted: the reviews it hosted.
        took_part: the reviews of others in which it took part.
        learned: from whom it learned, and with whom it shared, as records have it.
        documents: the documents about it.
    """

    title: str
    lang: str
    council: str
    council_lang: str
    statement: str
    facts: tuple[Fact, ...]
    hosted: tuple[Card, ...]
    took_part: tuple[Card, ...]
    learned: tuple[Fact, ...]
    documents: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class YearsView:
    """All programme years.

    Args:
        statement: what is held and up to when.
        years: each year with its span and the link to its table.
        timeline: the reviews by month, or None where there is nothing to draw.
    """

    statement: str
    years: tuple[Group, ...]
    timeline: TimelineView | None


@dataclass(frozen=True, slots=True)
class YearView:
    """One programme year, as the programme's progress reports print it.

    Args:
        title: the year.
        span: what the programme calls it, and its months, in a sentence.
        note: what readers should know of it, or "".
        statement: what is held of it and up to when.
        reported_in: the document that reports on it, or None.
        caption: what the table is, and in which order.
        rows: the table.
        has_leads: whether any row says who led.
        has_questions: whether any row has a question.
    """

    title: str
    span: str
    note: str
    statement: str
    reported_in: LinkView | None
    caption: str
    rows: tuple[YearRow, ...]
    has_leads: bool
    has_questions: bool


@dataclass(frozen=True, slots=True)
class PageOut:
    """A page to be made.

    Args:
        address: relative to the site's root: "reviews/2022-23/fife/" or "404.html".
        template: the name of its template in theme/pages/, without ".html".
        view: what the template shows: one of the classes named …View, here or in programme_views.
        title: the page's own name; the document's title is this and the site's.
        description: a sentence for search engines; "" for none.
        section: the address of the entry of the menu under which it stands, or "".
        crumbs: the way to it from the front page.
        source: the file it is made from, relative to the library's root; "" for many.
        canonical: the page that search engines are to show in its place, or "".
        wasm: whether it runs WebAssembly, which its content security policy must allow.
        scripts: the modules it runs, by their names in theme/assets/js/; it is of use without.
    """

    address: str
    template: str
    view: object
    title: str
    description: str
    section: str
    crumbs: tuple[LinkView, ...] = ()
    source: str = ""
    canonical: str = ""
    wasm: bool = False
    scripts: tuple[str, ...] = ()
