"""The list of themes, and what authorities learned about one."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.models import Finding, Node, Review, SectionKind, Theme
from reviewlib.pages import components
from reviewlib.pages.charts import MatrixView, matrix_view
from reviewlib.pages.components import Card, FindingView, Group
from reviewlib.pages.page import Context, DerivedPage, OutputPage, made_page
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.sheets import meeting_points

Strand = tuple[FindingView, ...]
"""Findings of one review, on a page that gathers those of many."""


@dataclass(frozen=True, slots=True)
class ThemesView:
    """All themes, the wider ones with those under them."""

    statement: str  # how many reviews have a theme
    matrix: MatrixView | None  # the themes by programme year
    # each wider theme with its narrower ones, and the rest: links with what each theme covers
    groups: tuple[Group[tuple[LinkView, str]], ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What authorities asked and learned about one theme."""

    title: str  # the theme
    lede: str  # what the page has of it: what was asked, what was learned
    scope: str  # what the theme covers, or ""
    statement: str  # which reviews are held and up to when
    drawn_from: str  # from how many of them the findings are
    intro: tuple[Node, ...]  # the introduction
    intro_sources: tuple[LinkView, ...]  # the documents it is written from
    aliases: str  # other names of the theme, in words
    wider: tuple[LinkView, ...]  # the themes it belongs to
    narrower: tuple[LinkView, ...]  # the themes under it, with how many reviews each has
    indicators: tuple[str, ...]  # related quality indicators
    indicators_of: str  # what they are from, or ""
    # what several authorities said, as editors marked it: the authorities, and the findings
    alike: tuple[tuple[tuple[LinkView, ...], tuple[FindingView, ...]], ...]
    found: tuple[Group[Strand], ...]  # the findings by kind, then by review
    # questions and topics in the same way; folded where there are findings
    asked: tuple[Group[Strand], ...]
    summary_kinds: tuple[str, ...]  # the kinds in the figure at the top
    # which reviews have which kinds: the page of each, a finding of it, and each kind
    summary: tuple[tuple[str, FindingView, tuple[tuple[str, bool], ...]], ...]
    contents: tuple[LinkView, ...]  # the parts of the page
    # a page for a staff meeting, to print and to edit; none where there is nothing to put on it
    meeting: tuple[LinkView, ...]
    reviews: tuple[Card, ...]  # the reviews on it


_CRUMB = LinkView("Themes", urls.THEMES)


def theme_count(context: Context, theme: Theme) -> LinkView:
    """A theme with the number of its reviews."""
    reviews = context.library.on_theme.get(theme.id, ())
    note = wording.tally(reviews) if reviews else ""
    return dataclasses.replace(wording.theme_link(theme), note=note)


def _entry(context: Context, theme: Theme) -> tuple[LinkView, str]:
    return theme_count(context, theme), theme.scope or ""


def themes_page(context: Context) -> OutputPage:
    """The list of themes: those with narrower ones as groups, the rest together."""
    library = context.library
    tops = [theme for theme in library.vocabulary.themes if not theme.parents]
    groups = [
        Group(
            heading=theme.label,
            anchor=theme.id,
            note=theme.scope or "",
            items=tuple(_entry(context, one) for one in library.narrower[theme.id]),
            more=theme_count(context, theme),
        )
        for theme in tops
        if theme.id in library.narrower
    ]
    rest = tuple(_entry(context, one) for one in tops if one.id not in library.narrower)
    if rest:
        groups.append(Group("Other themes" if groups else "All themes", "other-themes", rest))
    themed = tuple(review for review in library.reviews if review.themes)
    view = ThemesView(
        _drawn(len(themed), len(library.reviews)), matrix_view(context), tuple(groups)
    )
    description = "The themes of the reviews, and what authorities learned about each."
    return made_page(urls.THEMES, view, description)


def _drawn(some: int, whole: int) -> str:
    if not whole:
        return ""
    if some == whole:
        return f"All {wording.count(whole, 'record')} have a theme." if whole > 1 else ""
    verb = "has" if some == 1 else "have"
    records = wording.count(whole, "record")
    return f"{some} of {records} {verb} a theme; for the others none is recorded."


def by_theme(library: Library, *kinds: SectionKind) -> dict[str, list[tuple[Review, Finding]]]:
    """Findings by the themes that they name, else those of their reviews; "" where there are none.

    Those of wider themes are not among them.
    """
    found: defaultdict[str, list[tuple[Review, Finding]]] = defaultdict(list)
    for review in library.reviews:
        for finding in (one for kind in kinds for one in review.of_kind(kind)):
            for name in finding.themes or review.themes or ("",):
                found[name].append((review, finding))
    return found


def gathered(context: Context, found: Iterable[tuple[Review, Finding]]) -> tuple[Strand, ...]:
    """Findings, review by review."""
    return tuple(
        tuple(components.finding_view(context, review, finding) for review, finding in pairs)
        for _, pairs in itertools.groupby(found, key=lambda pair: pair[0].id)
    )


def _kinds(context: Context, theme: Theme) -> Iterator[Group[Strand]]:
    found = context.library.findings_on_theme.get(theme.id, ())
    for kind in SectionKind:
        own = gathered(context, (pair for pair in found if pair[1].kind == kind))
        if own:
            yield Group(wording.kind_label(context.library, kind), kind, own)


def _alike(
    context: Context, theme: Theme
) -> Iterator[tuple[tuple[LinkView, ...], tuple[FindingView, ...]]]:
    """Findings on a theme that are marked as the same, of two reviews or more."""
    library = context.library
    found = library.findings_on_theme.get(theme.id, ()) if library.alike else ()
    on_theme = {
        f"/{urls.review_address(one)}#{finding.anchor}": (one, finding) for one, finding in found
    }
    for group in dict.fromkeys(library.alike[one] for one in on_theme if one in library.alike):
        own = [on_theme[one] for one in on_theme if one in group]
        hosts = dict.fromkeys(host for one, _ in own for host in wording.hosts(library, one))
        if len({one.id for one, _ in own}) > 1:
            views = (components.finding_view(context, one, finding) for one, finding in own)
            yield tuple(hosts), tuple(views)


_ASKED = (SectionKind.FOCUS, SectionKind.TOPICS)


def _summary(
    kinds: tuple[Group[Strand], ...],
) -> Iterator[tuple[str, FindingView, tuple[tuple[str, bool], ...]]]:
    """Which reviews have which kinds of finding, in the order in which they are first met."""
    pages = {kind.heading: {one[0].address.partition("#")[0]: one[0] for one in kind.items}
             for kind in kinds}  # fmt: skip
    for page, one in {page: one for own in pages.values() for page, one in own.items()}.items():
        yield page, one, tuple((heading, page in own) for heading, own in pages.items())


def _lede(kinds: Iterable[Group[Strand]]) -> str:
    """What the page has: never more than the records give."""
    have = {kind.anchor for kind in kinds}
    if have == {"topics"}:
        return "What reviews were about."
    if have - {"focus", "topics"}:
        return (
            "What authorities asked and learned."
            if "focus" in have
            else "What authorities learned."
        )
    return "What authorities asked." if have else ""


def _drawn_from(context: Context, theme: Theme, reviews: tuple[Review, ...]) -> str:
    """From how many of its reviews the findings are, and how many others touched on it."""
    with_findings = {review.id for review, _ in context.library.findings_on_theme.get(theme.id, ())}
    own = {review.id for review in reviews}
    if not own and not with_findings:
        return "No review in the library has this theme yet."
    some, rest = len(own & with_findings), len(own - with_findings)
    others = len(with_findings - own)
    words = []
    if some:
        listed = "the other is" if rest == 1 else "the others are"
        words.append(
            f"Drawn from {some} of {len(own)} reviews; {listed} listed below."
            if rest
            else f"Drawn from {wording.count(some, 'review')} on this theme."
        )
    elif own:
        records = "record of this review holds" if rest == 1 else "records of these reviews hold"
        words.append(f"The {records} no question or finding yet.")
    if others:
        kind = "review of another theme" if others == 1 else "reviews of other themes"
        words.append(f"{others} {kind} touched on it{' too' if own else ''}.")
    return " ".join(words)


_PARTS = (
    LinkView("What several authorities said", "#alike"),
    LinkView("What was found", "#found"),
    LinkView("What was asked", "#asked"),
    LinkView("About these reviews", "#about-theme"),
    LinkView("Reviews on this theme", "#reviews"),
)


def _view(context: Context, theme: Theme) -> ThemeView:
    library = context.library
    reviews = library.on_theme.get(theme.id, ())
    intro = library.intro.get(theme.id)
    kinds = tuple(sorted(_kinds(context, theme), key=lambda kind: kind.anchor in _ASKED))
    found = tuple(kind for kind in kinds if kind.anchor not in _ASKED)
    asked = tuple(kind for kind in kinds if kind.anchor in _ASKED)
    alike = tuple(_alike(context, theme))
    return ThemeView(
        title=theme.label,
        lede=library.programme.fit(_lede(kinds)),
        scope=theme.scope or "",
        statement=wording.collection(library, context.site.today, reviews),
        drawn_from=_drawn_from(context, theme, reviews),
        intro=intro.nodes if intro else (),
        intro_sources=wording.documents_of(library, intro.sources) if intro else (),
        aliases=wording.join_and(theme.aliases),
        wider=tuple(wording.theme_link(library.theme[one]) for one in theme.parents),
        narrower=tuple(theme_count(context, one) for one in library.narrower.get(theme.id, ())),
        indicators=theme.indicators,
        indicators_of=library.programme.indicators or "",
        alike=alike,
        found=found,
        asked=asked,
        summary_kinds=tuple(kind.heading for kind in kinds),
        summary=tuple(_summary(kinds)),
        contents=tuple(
            one
            for one, has in zip(_PARTS, (alike, found, asked, intro, reviews), strict=True)
            if has
        ),
        meeting=meeting_links(library, theme),
        reviews=components.cards(context, reviews),
    )


def meeting_links(library: Library, theme: Theme) -> tuple[LinkView, ...]:
    """The page for a staff meeting on a theme, to print and to edit."""
    page = urls.theme_address(theme)
    links = (
        LinkView("One page for a staff meeting (PDF)", page + urls.MEETING_PDF, note="PDF"),
        LinkView("The same page to edit (Word)", page + urls.MEETING_WORD, note="Word"),
    )
    return links if any(meeting_points(library, theme)) else ()


def theme_pages(library: Library) -> Iterator[DerivedPage]:
    """The page of each theme."""
    for theme in library.vocabulary.themes:
        found = library.findings_on_theme.get(theme.id, ())
        of = (*library.reviews_telling_of(theme.id), *library.saying_the_same(found))
        make = functools.partial(_page, theme=theme)
        yield DerivedPage(urls.theme_address(theme), _source(library, theme), of, make)


def _source(library: Library, theme: Theme) -> str:
    return library.intro.get(theme.id, theme).place.path


def _page(context: Context, theme: Theme) -> OutputPage:
    view = _view(context, theme)
    return OutputPage(
        urls.theme_address(theme),
        "theme",
        view,
        f"{theme.label}: what authorities asked and learned",
        wording.shortened(f"{theme.label}. {view.lede} {theme.scope or ''}"),
        urls.THEMES,
        (_CRUMB, *view.wider[:1]),
        _source(context.library, theme),
    )
