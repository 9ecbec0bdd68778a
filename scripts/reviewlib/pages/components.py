"""View parts that several pages share: cards, findings, groups, downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reviewlib.exports import as_text, citations, collection_names
from reviewlib.library import Library, urls
from reviewlib.models import Block, Finding, Node, ReportState, Review, Section, SectionKind, Status
from reviewlib.pages.page import Context
from reviewlib.pdf import Quote
from reviewlib.presentation import wording
from reviewlib.presentation.facts import FactRow
from reviewlib.presentation.wording import LinkView
from reviewlib.sheets import has_sheet

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Card:
    """A review in a list."""

    title_parts: tuple[LinkView, ...]  # its title, or its hosts, each with its language
    address: str  # its page
    when: str  # when it was, in words
    status: str  # a word where it did not simply take place, else ""
    recorded: Status  # the status as the record has it, by which its icon is chosen
    themes: tuple[LinkView, ...]  # its themes
    report: str  # where its report is, in words, or ""
    focus_label: str  # whose words its focus is in, or that these are topics; or ""
    focus: str  # its first focus question, or its topics, as plain text; or ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding where it is shown."""

    anchor: str  # its address on its review's page, without "#"
    address: str  # the same with the page, relative to the site's root
    nodes: tuple[Node, ...]  # its words
    details: tuple[Node, ...]  # what stands under it
    # what was later reported: when, the words, and where it was reported, or ""
    updates: tuple[tuple[str, tuple[Node, ...], str], ...]
    wording: str  # "Quoted, checked, p. 4", "Quoted, p. 4", "p. 4" or ""
    cited: LinkView | None  # the document it is taken from, with the place in it, or None
    proof: str  # where the words of a checked quotation can be read on the site, or ""
    quoted: bool  # whether it is in the report's words
    themes: tuple[LinkView, ...]  # the themes of its own
    area: str  # the heading of the focus area it stands in, or ""
    alike: tuple[LinkView, ...]  # findings of other reviews that say the same
    where_parts: tuple[LinkView, ...]  # the review it is from: its title or its hosts
    when: str  # when that was


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with its prose and findings, in the author's order."""

    kind: str  # the kind of section, or "" for the author's own
    heading: str  # the author's words, or "" for the opening text
    level: int  # 2 to 6, and never more than one below the heading before it
    anchor: str  # its address on the page
    # each either (node, ()) for prose or (None, findings)
    blocks: tuple[tuple[Node | None, tuple[FindingView, ...]], ...]
    label: str = ""  # whose words focus questions are in, or ""
    says_progress: bool = False  # whether to say here, once, where councils report progress


@dataclass(frozen=True, slots=True)
class Group(Generic[_T]):
    """Things under a heading."""

    heading: str  # its words
    anchor: str  # its address on the page
    items: tuple[_T, ...] = ()  # the things
    note: str = ""  # a sentence under the heading, or ""
    more: LinkView | None = None  # a page of its own that the heading leads to, or None


def contents_of(groups: Iterable[Group[Any]]) -> list[LinkView]:
    """The headings of a page, for a list at its top."""
    return [
        LinkView(one.heading, f"#{one.anchor}", one.more.lang if one.more else "") for one in groups
    ]


def _report_words(review: Review) -> str:
    if review.report_state == ReportState.HERE:
        return "Report to read here"
    return "Report listed elsewhere" if review.reports else ""


def once(context: Context, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
    """What is made once and shown on several pages."""
    if key not in context.made:
        context.made[key] = make()
    made: _T = context.made[key]
    return made


def card(context: Context, review: Review) -> Card:
    """A review as lists show it; made once, shown on several."""
    return once(context, ("card", review.id), lambda: _card(context, review))


def cards(context: Context, reviews: Iterable[Review]) -> tuple[Card, ...]:
    """Reviews as lists show them."""
    return tuple(card(context, review) for review in reviews)


def _card(context: Context, review: Review) -> Card:
    library = context.library
    focus = wording.focus(review)
    # A date that cannot be told has to be said in a list, where it would look forgotten.
    said = wording.when_short if review.when.ranges else wording.when_words
    return Card(
        title_parts=wording.title_parts(library, review),
        address=urls.review_address(review),
        when=said(library, review) + (wording.as_planned(review) if review.when.ranges else ""),
        status=wording.status_word(review, context.site.today).capitalize(),
        recorded=review.status,
        themes=wording.themes_of(library, review),
        report=_report_words(review),
        focus_label=focus.label,
        focus=focus.texts[0] if focus.texts else "",
    )


def _quotation_note(library: Library, proof: Quote) -> str:
    """Where a checked quotation can be read: the report's text, which has a page as it was read."""
    texts = library.texts(library.holder[proof.file])
    address = next(address for address, one in texts.items() if one.file == proof.file)
    return f"{address}#page-{proof.page}"


def finding_view(context: Context, review: Review, finding: Finding) -> FindingView:
    """A finding as pages show it."""
    return _finding_views(context, review, finding.kind)[finding.anchor]


def _finding_views(context: Context, review: Review, kind: str) -> dict[str, FindingView]:
    """A review's findings of one kind by their anchors; made once, shown on several pages."""

    def make() -> dict[str, FindingView]:
        library = context.library
        where = wording.title_parts(library, review), wording.when_short(library, review)
        found = review.of_kind(kind)
        return {one.anchor: _finding_view(library, review, one, *where) for one in found}

    return once(context, ("findings", review.id, kind), make)


def _finding_view(
    library: Library,
    review: Review,
    finding: Finding,
    where_parts: tuple[LinkView, ...],
    when: str,
) -> FindingView:
    proof = library.quotes.get((review.id, finding.anchor))
    checked = proof is not None and proof.found
    address = f"{urls.review_address(review)}#{finding.anchor}"
    return FindingView(
        anchor=finding.anchor,
        address=address,
        nodes=finding.nodes,
        details=finding.details,
        updates=tuple((one.date.words, one.nodes, one.source) for one in finding.updates),
        wording=wording.wording_of(finding, checked=checked),
        cited=wording.cited(library, finding),
        proof=_quotation_note(library, proof) if proof is not None and checked else "",
        quoted=finding.quoted,
        themes=_own_themes(library, finding) if finding.themes else (),
        area=finding.area,
        alike=_alike(library, f"/{address}") if library.alike else (),
        where_parts=where_parts,
        when=when,
    )


def _own_themes(library: Library, finding: Finding) -> tuple[LinkView, ...]:
    """The themes of its own, but for one that is all it says."""
    themes = tuple(wording.theme_link(library.theme[name]) for name in finding.themes)
    return () if wording.same_label(finding.text, themes) else themes


def _alike(library: Library, place: str) -> tuple[LinkView, ...]:
    """Findings of other reviews that say the same as the one at a place."""
    found = (one for one in sorted(library.alike.get(place, ())) if one != place)
    return tuple(_place(library, library.finding_at[one][0], one[1:]) for one in found)


def _place(library: Library, review: Review, address: str) -> LinkView:
    note = wording.when_short(library, review)
    return LinkView(wording.title(library, review), address, note=note)


def _block(
    context: Context, review: Review | None, block: Block
) -> tuple[Node | None, tuple[FindingView, ...]]:
    if review is None:
        return block.prose, ()
    return block.prose, tuple(finding_view(context, review, one) for one in block.findings)


def section_views(
    context: Context, review: Review | None, sections: Iterable[Section]
) -> Iterator[SectionView]:
    """Sections as pages show them. Findings need the review they are from."""
    said = False
    above = 1
    for section in sections:
        says = section.kind == SectionKind.PLANS and not said
        said = said or says
        # An author may go from ## to ####; who listens to a page would look for what is missing.
        above = min(section.level, above + 1) if section.heading else above
        yield SectionView(
            section.kind,
            section.heading,
            above,
            section.anchor,
            tuple(_block(context, review, block) for block in section.blocks),
            wording.focus_label(section.findings) if section.kind == SectionKind.FOCUS else "",
            says,
        )


# ---------- downloads: citations, feed, calendar, table, sheet


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """What can be taken away from a page, below it."""

    heading: str  # its words
    citations: tuple[FactRow, ...]  # how to cite what is on the page
    links: tuple[LinkView, ...]  # files, two at most on a page of a collection
    more: LinkView  # where all files are described
    sheet: LinkView | None = None  # the summary sheet, for the top of the page


_ALL = LinkView("All data, feeds and calendars", urls.DATA)


def _feed(page: str) -> LinkView:
    return LinkView("Feed of what is new and corrected", page + urls.FEED_FILE, note="Atom")


def _calendar(page: str) -> LinkView:
    return LinkView("Calendar of these reviews", page + urls.CALENDAR_FILE, note="iCalendar")


def _table(page: str) -> LinkView:
    return LinkView("These reviews as a table", page + urls.REVIEWS_FILE, note="CSV")


def downloads(context: Context, address: str) -> DownloadsView | None:
    """The block below a page, or None."""
    library = context.library
    review = library.review_at.get(address)
    if review:
        return _of_review(context, address, review)
    if address not in collection_names(library):
        return None
    links = (_feed(address), _calendar(address))
    if address == urls.REVIEWS:
        links = (_table(address), _feed(address))
    elif address.startswith(urls.YEARS):
        table = LinkView("This table as a file", address + urls.TABLE_FILE, note="CSV")
        links = (table, _calendar(address))
    return _with_sheet(library, address, "Download or subscribe", (), links)


def _of_review(context: Context, address: str, review: Review) -> DownloadsView:
    library = context.library
    found = tuple(
        FactRow("The report" if one.is_report else "This record", (LinkView(as_text(one)),))
        for one in citations(library, review, context.site.url)
    )
    links = (
        LinkView("Citations for BibTeX", address + urls.CITE_BIB, note="BibTeX"),
        LinkView("Citations for reference managers", address + urls.CITE_RIS, note="RIS"),
        LinkView("This record as data", address + urls.RECORD_FILE, note="JSON"),
    )
    reports = "reports" if len(review.reports) > 1 else "report"
    heading = f"Cite the {reports}, or this record" if review.reports else "Cite this record"
    return _with_sheet(library, address, heading, found, links)


def _with_sheet(
    library: Library,
    address: str,
    heading: str,
    found: tuple[FactRow, ...],
    links: tuple[LinkView, ...],
) -> DownloadsView:
    """The block, with the sheet of the page before the links where it has one."""
    if not has_sheet(library, address):
        return DownloadsView(heading, found, links, _ALL)
    sheet = LinkView("Summary sheet (PDF)", urls.sheet_address(address), note="PDF")
    return DownloadsView(heading, found, (sheet, *links), _ALL, sheet)
