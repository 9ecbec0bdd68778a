"""What a record sheet shows, as data for its Typst template.

Names of people are on the page of a year and in the calendar only, so no sheet has them.
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from reviewlib.exports.collections import midnight
from reviewlib.library import Library, urls
from reviewlib.markdown import is_allowed_link
from reviewlib.models import (
    Finding,
    Node,
    Programme,
    Review,
    Section,
    SectionKind,
    Status,
    Step,
    Theme,
    Year,
)
from reviewlib.presentation.charts import Coverage, coverage
from reviewlib.presentation.facts import FactRow, sheet_rows
from reviewlib.presentation.wording import (
    FOCUS_LABEL,
    LinkView,
    asked,
    capitalised,
    changed_on,
    cited,
    councils,
    count,
    find_document,
    focus_label,
    join_and,
    kind_label,
    shortened,
    tally,
    themes_of,
    title,
    title_parts,
    when_short,
    when_words,
    wording_of,
    year_note,
)
from reviewlib.schema import DateValue

# Everything an editor wrote goes to the typesetter as data, never as its language: a record full
# of its commands comes out as those characters.


Row = dict[str, Any]

_INLINE = {"emphasis", "strong", "link"}


def _link(node: Node, url: str) -> str:
    """The whole address of a link; "" where it cannot be followed from paper or a file."""
    if not is_allowed_link(node.href) or node.href.startswith("#"):
        return ""
    if node.href.startswith("/"):
        return url + node.href[1:] if url else ""
    return node.href


def words(nodes: Iterable[Node], url: str) -> list[Row]:
    """Inline nodes."""
    found: list[Row] = []
    for node in nodes:
        if node.kind in {"text", "html"}:
            found.append({"kind": "text", "text": node.text})
        elif node.kind == "code":
            found.append({"kind": "code", "text": node.text})
        elif node.kind == "soft_break":
            found.append({"kind": "text", "text": " "})
        elif node.kind == "line_break":
            found.append({"kind": "break"})
        elif node.kind == "link":
            found.append(
                {"kind": "link", "to": _link(node, url), "inside": words(node.children, url)}
            )
        elif node.kind in _INLINE:
            found.append({"kind": node.kind, "inside": words(node.children, url)})
        else:
            found.extend(words(node.children, url))
    return found


def _rows(node: Node, url: str) -> Row:
    rows = [[words(cell.children, url) for cell in row.children] for row in node.children]
    heads = sum(row.header for row in node.children)
    width = max(map(len, rows), default=1)
    padded = [[*row, *[[] for _ in range(width - len(row))]] for row in rows]
    return {"kind": "table", "columns": width, "head": padded[:heads], "rows": padded[heads:]}


def blocks(nodes: Iterable[Node], url: str) -> list[Row]:
    """Block nodes."""
    found: list[Row] = []
    for node in nodes:
        if node.kind == "list":
            items = [blocks(item.children, url) for item in node.children]
            start = node.level if node.ordered else 0
            found.append({"kind": "list", "ordered": node.ordered, "start": start, "items": items})
        elif node.kind == "quote":
            found.append({"kind": "quote", "inside": blocks(node.children, url)})
        elif node.kind == "code_block":
            found.append({"kind": "code_block", "text": node.text})
        elif node.kind == "table":
            found.append(_rows(node, url))
        elif node.kind == "rule":
            found.append({"kind": "rule"})
        else:
            found.append({"kind": "paragraph", "inside": words(node.children, url)})
    return found


# ---------- a record sheet of a review, a year or a theme

_PROGRESS = (
    "Councils report progress on these in their own improvement plans. Where this library knows "
    "of a later report, it is beside the action."
)
_SUMMARIES = (
    "Questions and findings are the library’s summary, in its own words, unless they are in "
    "quotation marks."
)
_NOTES = {SectionKind.PLANS: _PROGRESS, SectionKind.FOCUS: f"{FOCUS_LABEL}, unless quoted."}
_NOTICE = "This sheet was made by the library from its records, not by the councils. "


def _notice(library: Library, then: str) -> list[Row]:
    return [_text(library.programme.fit(_NOTICE + then))]


@dataclass(frozen=True, slots=True)
class SheetData:
    """All that one sheet holds."""

    values: Row  # what the template shows, in words, numbers and lists of them
    timestamp: int  # seconds since 1970 of the last change to what it is made from


def _text(words: str, lang: str = "") -> Row:
    """Words, with their language where it is not the sheet's."""
    return {"text": words, "lang": lang}


def _texts(links: Iterable[LinkView]) -> list[Row]:
    return [_text(link.label, link.lang) for link in links]


def _grid(library: Library, reviews: Iterable[Review]) -> Row | None:
    """The grid of authorities with the hosts of some reviews picked out."""
    drawn = coverage(library)
    if drawn is None:
        return None
    picked = {host for review in reviews for host in review.authorities}
    tiles = [
        {"x": tile.x, "y": tile.y, "size": tile.size, "code": tile.code,
         "picked": tile.authority in picked}
        for tile in drawn.tiles
    ]  # fmt: skip
    return {"width": drawn.width, "height": drawn.height, "tiles": tiles}


def _sheet(
    library: Library, reviews: Iterable[Review], address: str, url: str, **values: object
) -> SheetData:
    """A sheet on some reviews: what all sheets have, and what this one has beside it."""
    programme, found = library.programme, tuple(reviews)
    changed = max(
        (changed_on(library, review) for review in found), default=programme.recorded_up_to
    )
    whole = {
        "publisher": programme.publisher,
        "programme": programme.name,
        "whose": _whose(programme, changed),
        "address": url + address if url else "",
        "qr": "",
        "lead": "",
        "notice": [],
        "facts": [],
        "grid": _grid(library, found),
        "note": "",
        "sections": [],
        **values,
    }
    return SheetData(whole, _timestamp(changed))


def _whose(programme: Programme, changed: datetime.date) -> str:
    official = "The official library" if programme.official else "Not an official site"
    return (
        f"{programme.title}, kept by {programme.publisher}. {official} of {programme.name}. "
        + (f"The library’s own words: {programme.licence}. " if programme.licence else "")
        + f"What it is made from was last changed on {DateValue.of(changed).words}. "
    )


def _timestamp(day: datetime.date) -> int:
    return int(midnight(day).timestamp())


def _section(heading: str, level: int, blocks: list[Row], note: str = "") -> Row:
    return {"heading": [_text(heading)], "level": level, "note": note, "blocks": blocks}


# ------------------------------------------------------------------------------ findings


def _wording(library: Library, review: Review, finding: Finding) -> str:
    quote = library.quotes.get((review.id, finding.anchor))
    said = wording_of(finding, checked=quote is not None and quote.found)
    named = cited(library, finding)
    return ", ".join(filter(None, [said, named.label if named else ""]))


def _lang(library: Library, review: Review, finding: Finding) -> str:
    """The language of a quotation, where its report is in another than the sheet's; else ""."""
    quote = library.quotes.get((review.id, finding.anchor))
    file = quote.file if quote is not None and quote.found else None
    reports = library.holder[file].reports if file else ()
    return next((one.lang for one in reports if one.file == file and one.lang == "gd"), "")


def _finding(library: Library, review: Review, finding: Finding, url: str) -> Row:
    """A finding with all that belongs to it."""
    themes = [library.theme[name].label for name in finding.themes]
    return {
        "inside": words(finding.nodes, url),
        "lang": _lang(library, review, finding),
        "meta": _wording(library, review, finding),
        "themes": f"Theme: {join_and(themes)}" if themes else "",
        "details": blocks(finding.details, url),
        "updates": [
            {"date": one.date.words, "inside": words(one.nodes, url), "source": one.source}
            for one in finding.updates
        ],
    }


# ------------------------------------------------------------------------------ a review


def _review_section(
    library: Library, review: Review, section: Section, level: int, url: str
) -> Row:
    found: list[Row] = []
    for block in section.blocks:
        if block.prose is not None:
            found.extend(blocks([block.prose], url))
        elif block.findings:
            items = [_finding(library, review, one, url) for one in block.findings]
            found.append({"kind": "findings", "items": items})
    label = focus_label(section.findings) if section.kind == SectionKind.FOCUS else ""
    return _section(section.heading, level, found, label)


def _sections(library: Library, review: Review, url: str) -> Iterator[Row]:
    above, progress = 0, False
    for section in review.sections:
        level = min(section.level - 1, above + 1) if section.heading else 0
        above = level if section.heading else above
        row = _review_section(library, review, section, level, url)
        if section.kind == SectionKind.PLANS and not progress:
            progress, row["note"] = True, library.programme.fit(_PROGRESS)
        yield row
    if review.terms:
        said = f"{join_and(f'“{term}”' for term in review.terms)}."
        inside = [{"kind": "text", "text": said}]
        yield _section("Also called in the sources", 1, [{"kind": "paragraph", "inside": inside}])
    if review.sources:
        titles = (library.document[name].title for name in review.sources)
        items = [[{"kind": "paragraph", "inside": [{"kind": "text", "text": one}]}]
                 for one in titles]  # fmt: skip
        listed = {"kind": "list", "ordered": False, "start": 0, "items": items}
        yield _section("Sources of this record", 1, [listed])


def _review_notice(library: Library, review: Review, url: str) -> list[Row]:
    name = join_and(councils(library, review))
    sentence = f"This sheet was made by the library from its record. It is not the report of {name}"
    for report in review.reports:
        where = url + urls.report_address(review, report.file) if report.file and url else ""
        where = where or report.listed or ""
        if where or report.file:
            opening = f"{sentence}, which is “{report.title}”"
            shown = where or f"{report.file}, in the library"
            return [_text(opening + ", at "), {"text": shown, "lang": "", "to": where}, _text(".")]
    return [_text(f"{sentence}; the library knows of no published report.")]


def _fact(row: FactRow) -> Row:
    first, *others = _texts(row.values)
    return {"term": row.term, "values": [{**first, "text": capitalised(first["text"])}, *others]}


def _lead(review: Review, when: str) -> str:
    kind = "Pilot review" if review.pilot else "Review"
    return {
        Status.PLANNED: f"{kind} listed for {when}, not confirmed",
        Status.CALLED_OFF: f"{kind} planned for {when}, called off",
    }.get(review.status, f"{kind}, {when}")


def review_sheet(library: Library, review: Review, url: str) -> SheetData:
    """The sheet of a review."""
    return _sheet(
        library,
        (review,),
        urls.review_address(review),
        url,
        kind="Record of a review",
        title=title(library, review),
        names=_texts(title_parts(library, review)),
        lead=_lead(review, when_words(library, review)),
        notice=_review_notice(library, review, url),
        facts=[_fact(row) for row in sheet_rows(library, review)],
        note=_SUMMARIES if any(not one.quoted for one in review.findings) else "",
        sections=list(_sections(library, review, url)),
    )


# ------------------------------------------------------------------------ themes and years


def _gathered(library: Library, pairs: Iterable[tuple[Review, Finding]], url: str) -> Iterator[Row]:
    """Findings under the review they are from."""
    for _, group in itertools.groupby(pairs, key=lambda pair: pair[0].id):
        own = list(group)
        review = own[0][0]
        yield {
            "kind": "gathered",
            "names": _texts(title_parts(library, review)),
            "when": when_words(library, review),
            "to": url + urls.review_address(review) if url else "",
            "items": [_finding(library, review, finding, url) for _, finding in own],
        }


def theme_sheet(library: Library, theme: Theme, url: str) -> SheetData:
    """The sheet of a theme: what was asked and learned, by kind."""
    found = library.findings_on_theme.get(theme.id, ())
    sections = []
    for kind in SectionKind:
        rows = list(_gathered(library, (pair for pair in found if pair[1].kind == kind), url))
        if rows:
            note = library.programme.fit(_NOTES.get(kind, ""))
            sections.append(_section(kind_label(library, kind), 1, rows, note))
    reviews = {review.id: review for review, _ in found}.values()
    return _sheet(
        library,
        reviews,
        urls.theme_address(theme),
        url,
        kind=library.programme.fit("What authorities asked and learned"),
        title=theme.label,
        names=[_text(theme.label)],
        lead=theme.scope or "",
        notice=_notice(library, f"It is drawn from {count(len(reviews), 'review')}."),
        note=_SUMMARIES,
        sections=sections,
    )


def _when(library: Library, review: Review) -> str:
    when = review.when.words and when_words(library, review)
    said = {Status.PLANNED: f"{when}, not confirmed", Status.CALLED_OFF: f"Called off ({when})"}
    return when and said.get(review.status, when)


def _year_row(library: Library, review: Review) -> Row:
    themes = review.theme_printed or join_and(link.label for link in themes_of(library, review))
    return {
        "names": _texts(title_parts(library, review)),
        "cells": [_when(library, review), themes],
        "asked": list(asked(review)),
    }


def year_sheet(library: Library, year: Year, url: str) -> SheetData:
    """The sheet of a programme year: its table."""
    reviews = library.in_year.get(year.id, ())
    table = {
        "kind": "reviews",
        "head": ["Host", "When", "Theme", "Focus, in the library’s words unless quoted"],
        "rows": [_year_row(library, review) for review in reviews],
    }
    return _sheet(
        library,
        reviews,
        urls.year_address(year),
        url,
        kind="A year of reviews",
        title=f"Reviews of {year.label}",
        names=[_text(f"Reviews of {year.label}")],
        lead=year_note(library, year),
        notice=_notice(library, "Each review has a page and a sheet of its own."),
        sections=[_section("The reviews", 1, [table])],
    )


# ------------------------------------------------- a page for a staff meeting, the host's pack

_MOST_FINDINGS, _MOST_QUESTIONS = 5, 3
_FINDINGS_LINES, _QUESTIONS_LINES, _LINE = 10, 8, 85  # an A4 page has room for, of so many letters
_LONGEST_SCOPE = 220  # characters
_ASKED = (SectionKind.FOCUS, SectionKind.TOPICS)
_RULE = (
    "Findings are taken in turn: one from each review, the latest review first, then another of a "
    "different kind from each; five, or as many as fit here. This is no ranking. "
)
_TO_DISCUSS = "What reviews on this theme asked; in the library’s words, unless quoted."

Pairs = list[tuple[Review, Finding]]


def _in_turn(pairs: Pairs, key: Callable[[Review, Finding], object]) -> Pairs:
    """The first of each key, then the second of each, and so on."""
    seen: Counter[object] = Counter()

    def turn(pair: tuple[Review, Finding]) -> int:
        seen[key(*pair)] += 1
        return seen[key(*pair)]

    return sorted(pairs, key=turn)


def _chosen(library: Library, pairs: Pairs, most: int, room: int) -> Pairs:
    """One of each review, the latest first, then another of a different kind; as many as fit."""
    of_reviews = itertools.groupby(reversed(pairs), key=lambda pair: pair[0].id)
    # Each of the latest reviews comes once before any comes again.
    latest = itertools.islice(of_reviews, most)
    latest_first = [pair for _, own in latest for pair in reversed(list(own))]
    by_kind = _in_turn(latest_first, lambda review, one: (review.id, one.kind))
    shown = _in_turn(by_kind, lambda review, _: review.id)[:most]
    lines = ((len(one.text) + len(_of(library, review, one))) // _LINE + 1 for review, one in shown)
    used = itertools.accumulate(lines)
    return [pair for pair, sum_of_lines in zip(shown, used, strict=True) if sum_of_lines <= room]


def meeting_points(library: Library, theme: Theme) -> tuple[Pairs, Pairs]:
    """The findings and the questions for a staff meeting; topics where no question is recorded."""
    whole = library.findings_on_theme.get(theme.id, ())
    found = [pair for pair in whole if pair[1].kind not in _ASKED]
    asked = next(filter(None, ([p for p in whole if p[1].kind == kind] for kind in _ASKED)), [])
    return (
        _chosen(library, found, _MOST_FINDINGS, _FINDINGS_LINES),
        _chosen(library, asked, _MOST_QUESTIONS, _QUESTIONS_LINES),
    )


def _of(library: Library, review: Review, finding: Finding) -> str:
    """What kind of finding it is, its review and its page."""
    kind = "" if finding.kind == SectionKind.FOCUS else kind_label(library, finding.kind)
    of = f"{title(library, review)}, {when_short(library, review)}"
    return " · ".join(filter(None, (kind, of, _wording(library, review, finding))))


def _point(library: Library, review: Review, finding: Finding, url: str) -> Row:
    alone = structs.replace(finding, themes=(), details=(), updates=())
    to = f"{url}{urls.review_address(review)}#{finding.anchor}" if url else ""
    return {
        **_finding(library, review, alone, url), "meta": _of(library, review, finding), "to": to
    }  # fmt: skip


def meeting_sheet(library: Library, theme: Theme, url: str) -> SheetData:
    """The page for a staff meeting on a theme: some findings, questions, room for what to do."""
    found, asked = meeting_points(library, theme)
    whole = library.findings_on_theme.get(theme.id, ())
    number = sum(one.kind not in _ASKED for _, one in whole)
    sections = []
    for heading, pairs, note in (
        ("What reviews found", found, ""),
        ("Questions to discuss", asked, _TO_DISCUSS),
    ):
        if pairs:
            items = [_point(library, review, one, url) for review, one in pairs]
            rows: list[Row] = [{"kind": "findings", "items": items}]
            sections.append(_section(heading, 1, rows, note))
    sections.append(_section("What will we do on Monday?", 1, [{"kind": "space"}]))
    shown = f"{_RULE}{len(found)} of {count(number, 'finding')} on this theme." if found else ""
    address = urls.theme_address(theme)
    return _sheet(
        library,
        {review.id: review for review, _ in whole}.values(),
        address,
        url,
        kind="A page for a staff meeting",
        title=theme.label,
        names=[_text(theme.label)],
        lead=shortened(theme.scope or "", _LONGEST_SCOPE),
        notice=_notice(library, shown),
        grid=None,
        note=_SUMMARIES,
        sections=sections,
        qr=url + address if url else "",
    )


def _plain(words: str) -> Row:
    return {"kind": "text", "text": words}


def _step(library: Library, step: Step) -> list[Row]:
    """A step of hosting a review: what, who acts, the documents and where each is."""
    inside: list[list[Row]] = [
        [{"kind": "strong", "inside": [_plain(f"{step.name}.")]}, _plain(f" {step.what}")],
        [_plain(f"Who acts: {step.who}. {step.note or ''}")],
    ]
    for document in (library.document[name] for name in step.documents):
        found = find_document(library, document) or LinkView(document.title)
        inside.append([{"kind": "link", "to": found.address, "inside": [_plain(found.label)]}])
    return [{"kind": "paragraph", "inside": one} for one in inside]


def _before(library: Library, theme: Theme, url: str) -> Iterator[Row]:
    """The reviews on a theme, each with the questions it asked about that."""
    for review in library.reviews:
        asked = review.of_kind(SectionKind.FOCUS)
        on_it = [one for one in asked if theme.id in (one.themes or review.themes)]
        if on_it or theme.id in review.themes:
            yield {
                "kind": "gathered",
                "names": _texts(title_parts(library, review)),
                "when": _when(library, review) or library.year[review.year].label,
                "to": url + urls.review_address(review) if url else "",
                "items": [_finding(library, review, one, url) for one in on_it],
            }


def host_pack(library: Library, url: str) -> SheetData:
    """All for a host in one file: the steps with documents; by theme who asked what before."""
    steps = [_step(library, step) for step in library.steps]
    numbered = {"kind": "list", "ordered": True, "start": 1, "loose": True, "items": steps}
    themes = [
        _section(theme.label, 2, rows)
        for theme in library.vocabulary.themes
        if (rows := list(_before(library, theme, url)))
    ]
    before = _section(
        "Who looked at this before, and what they asked", 1, [], _NOTES[SectionKind.FOCUS]
    )
    return _sheet(
        library,
        library.reviews,
        urls.HOSTING,
        url,
        kind="A pack for hosts",
        title="Hosting a review",
        names=[_text("Hosting a review")],
        notice=_notice(library, "To find out more than a record says, ask the council."),
        grid=None,
        sections=[_section("The steps", 1, [numbered]), *([before] if themes else []), *themes],
    )


# ------------------------------------------------- pictures of pages that are shared


def picture(
    names: list[Row], lead: str, drawn: Coverage | None, hosts: Iterable[str] = ()
) -> SheetData:
    """Words, and the grid of authorities with some hosts picked out."""
    tiles, picked = drawn.tiles if drawn else (), set(hosts)
    cells = [[tile.column - 1, tile.row - 1, tile.authority in picked] for tile in tiles]
    return SheetData({"names": names, "lead": lead, "tiles": cells}, 0)


def page_picture(library: Library, of: Review | Theme, drawn: Coverage | None) -> SheetData:
    """The picture of a review: who and when; of a theme: its name, and how many reviews."""
    if isinstance(of, Review):
        when = _lead(of, when_short(library, of))
        return picture(_texts(title_parts(library, of)), when, drawn, of.authorities)
    reviews = library.on_theme.get(of.id, ())
    hosts = (host for review in reviews for host in review.authorities)
    return picture([_text(of.label)], tally(reviews) if reviews else "", drawn, hosts)


def library_picture(library: Library) -> SheetData:
    """The picture of every other page."""
    programme = library.programme
    return picture([_text(programme.title)], programme.summary, coverage(library))
