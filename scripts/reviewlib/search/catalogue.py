"""What can be found: one entry for each record, finding and page of a report, with its passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reviewlib.library import Library, urls
from reviewlib.library.facets import facets_of
from reviewlib.library.page_registry import PAGE, PAGES, PageKind
from reviewlib.markdown import plain
from reviewlib.models import (
    Assessment,
    Authority,
    Development,
    Document,
    Finding,
    Page,
    Practicum,
    Review,
    Section,
    SectionKind,
    Statement,
    Status,
    Step,
    Synonym,
    Theme,
    Year,
)
from reviewlib.presentation.facts import search_words
from reviewlib.presentation.wording import focus_label, questions, title, topics
from reviewlib.schema import DateValue, fields_of, slugify


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a record that a reader is led to."""

    kind: str  # the kind of section, "update", "text", "pdf" …
    label: str  # what it is, for readers: "Strengths", "Page 7 of Glenmore Summary"
    at: str  # where it is from the record's address on: "#strength-x", "text/#page-7"
    text: str  # its words
    lang: str = ""  # the language of its words as an IETF tag where it is not English, else ""
    pdf: str = ""  # the same place in a PDF, from the record's address on; else ""
    head: str = ""  # words over it that help to find it


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A page of the site as search knows it."""

    kind: str  # "review", "theme", "authority", "document", "year" or "page"
    title: str  # what it is called
    address: str  # its page
    lang: str = ""  # the language of the title as an IETF tag where it is not English, else ""
    note: str = ""  # a few words beside the title
    date: str = ""  # for sorting, or ""
    names: tuple[str, ...] = ()  # other names by which it is known
    themes: tuple[str, ...] = ()  # the themes of a review, wider ones too
    about: tuple[str, ...] = ()  # other words that tell what it is about and are not its name
    text: str = ""  # its opening words
    # the values it has, by the facet's id
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()  # the places in it


_BETWEEN = " · "


def _joined(*texts: str | None) -> str:
    return " ".join(filter(None, texts))


def _finding(finding: Finding, label: str) -> Iterator[Passage]:
    text = _joined(finding.text, plain(finding.details))
    here = f"#{finding.anchor}"
    yield Passage(finding.kind, label, here, text, head=finding.area)
    for update in finding.updates:
        words = _joined(update.text, update.source)
        yield Passage("update", f"Update, {update.date.words}", here, words, head=finding.text)


def section_passages(sections: Iterable[Section], at_first: str = "") -> Iterator[Passage]:
    """Each finding and update, and the prose of each section in one piece.

    Args:
        at_first: the place that all of it is led to, where its sections have no own ones.
    """
    for section in sections:
        is_focus = section.kind == SectionKind.FOCUS
        label = focus_label(section.findings) if is_focus else section.heading
        here = at_first or (f"#{section.anchor}" if section.heading else "")
        text = plain(block.prose for block in section.blocks if block.prose)
        if text:
            kind = section.kind or "text"
            yield Passage(kind, section.heading, here, text, head=section.area)
        for finding in section.findings:
            yield from _finding(finding, label)


def report_passages(library: Library, record: Review | Document) -> Iterator[Passage]:
    """Each page of the reports whose text we may publish."""
    page = urls.record_address(record)
    for address, report in library.texts(record).items():
        file = report.file or ""
        folder = address.removeprefix(page)
        for one in library.pdfs[file].pages:
            # What stands apart on the page is not to run together, as a heading into its text.
            text = _BETWEEN.join(" ".join(block.text.split()) for block in one.blocks)
            if text and one.is_readable:
                yield Passage(
                    kind="pdf",
                    label=f"Page {one.number} of {report.title}",
                    at=f"{folder}#page-{one.number}",
                    text=text,
                    lang="" if report.lang.startswith("en") else report.lang,
                    pdf=f"{file}#page={one.number}",
                )


def _steps(library: Library) -> Iterator[Passage]:
    for number, step in enumerate(library.steps, 1):
        text = _joined(f"{step.name}. {step.what}", step.note)
        yield Passage("step", f"Step {number}", "#page-steps", text)


def _progress(library: Library) -> Iterator[Passage]:
    for one in library.developments:
        text = _joined(one.asked, one.done, one.next)
        yield Passage("progress", one.area, f"#{one.id}", text)


def _statements(library: Library) -> Iterator[Passage]:
    for one in library.statements:
        yield Passage("statement", one.role, f"#{slugify(one.strand)}", one.says, head=one.strand)


def _practicums(library: Library) -> Iterator[Passage]:
    for one in library.practicums:
        here = f"#{one.id}"
        aims = " ".join(aim.what for aim in one.aims)
        teams = " ".join(team.name for team in one.teams)
        hosts = " ".join(library.authority[name].label for name in one.authorities)
        yield Passage("practicum", one.title, here, f"{aims} {teams}".strip(), head=hosts)
        for passage in section_passages(one.sections, here):
            yield Passage("practicum", passage.label or one.title, here, passage.text)


def _glossary(library: Library) -> Iterator[Passage]:
    for one in library.vocabulary.synonyms:
        text = _joined(f"{one.term}: {one.means}.", one.note)
        yield Passage("term", "Abbreviation", "", text)


def _plain(library: Library, kind: PageKind) -> Iterator[Passage]:
    """Records that need no words of their own: what each says, field after field."""
    for record in library.shown_on(kind):
        model: type = type(record)
        values = (getattr(record, attribute) for attribute, _ in fields_of(model).values())
        text = " ".join(value for value in values if isinstance(value, str))
        yield Passage("record", kind.title, "", text)


_WORDED = {
    Step: _steps,
    Development: _progress,
    Statement: _statements,
    Practicum: _practicums,
    Synonym: _glossary,
}
_NOT_FOUND_BY = (Assessment,)  # it tells of the site, not of what the library is about


def record_list_passages(library: Library, address: str) -> Iterator[Passage]:
    """What records put on a page written by hand."""
    kind = PAGE.get(address)
    if kind is None or kind.records is None or kind.records in _NOT_FOUND_BY:
        return iter(())
    worded = _WORDED.get(kind.records)
    return worded(library) if worded else _plain(library, kind)


def names_of_authority(authority: Authority) -> tuple[str, ...]:
    """By which names an authority is known beside its label: in use, Gaelic, its council's."""
    return tuple(filter(None, (*authority.aliases, authority.gaelic, authority.council)))


def _opening(sections: Iterable[Section]) -> str:
    """The words before the first heading."""
    first = next((section for section in sections if not section.heading), None)
    return plain(block.prose for block in first.blocks if block.prose) if first else ""


def _month(library: Library, review: Review) -> str:
    first = review.when.first
    if first is None:
        return library.year[review.year].label
    return DateValue(first.year, first.month).words


def _not_held(review: Review) -> tuple[str, ...]:
    """A word where a review is not recorded as held; no day is known here, so none is passed."""
    words = {Status.PLANNED: "not confirmed", Status.CALLED_OFF: "called off"}
    return (words[review.status],) if review.status in words else ()


def _review(library: Library, review: Review) -> SearchEntry:
    hosts = [library.authority[name] for name in review.authorities]
    themes = [library.theme[name].label for name in review.themes]
    wider = dict.fromkeys(one for name in review.themes for one in library.with_wider(name))
    first = review.when.first
    return SearchEntry(
        kind="review",
        title=title(library, review),
        address=urls.review_address(review),
        lang=hosts[0].lang if len(hosts) == 1 and not review.title else "",
        note=_BETWEEN.join([_month(library, review), *_not_held(review), *themes]),
        date=first.isoformat() if first else "",
        names=(
            *(name for host in hosts for name in (host.label, *names_of_authority(host))),
            *review.terms,
        ),
        # Not their other names: what means the same is looked for when somebody asks.
        themes=tuple(library.theme[one].label for one in wider),
        about=(
            *search_words(library, review),
            *(report.title for report in review.reports),
        ),
        text=" ".join([_opening(review.sections), *questions(review), topics(review)]).strip(),
        facets=facets_of(library, review),
        passages=(*section_passages(review.sections), *report_passages(library, review)),
    )


def _theme(library: Library, theme: Theme) -> SearchEntry:
    intro = library.intro.get(theme.id)
    words = plain(intro.nodes) if intro else ""
    return SearchEntry(
        kind="theme",
        title=theme.label,
        address=urls.theme_address(theme),
        note="Theme",
        names=theme.aliases,
        about=(*theme.indicators, *(library.theme[name].label for name in theme.parents)),
        text=theme.scope or "",
        facets={"theme": library.with_wider(theme.id)},
        passages=(Passage("text", "", "", words),) if words else (),
    )


def _authority(library: Library, authority: Authority) -> SearchEntry:
    region = library.region.get(authority.region or "")
    return SearchEntry(
        kind="authority",
        title=authority.label,
        address=urls.authority_address(authority),
        lang=authority.lang,
        note=library.programme.fit("Authority"),
        names=names_of_authority(authority),
        about=(*((region.short or region.label, *region.aliases) if region else ()), "reviews"),
        facets={"authority": (authority.id,), **({"region": (region.id,)} if region else {})},
    )


def _year(library: Library, year: Year) -> SearchEntry:
    return SearchEntry(
        kind="year",
        title=year.label,
        address=urls.year_address(year),
        note=_BETWEEN.join(["Programme year", year.span]),
        names=(year.name or "", year.id),
        about=("programme year phase",),
        facets={"year": (year.id,)},
    )


def _document(library: Library, document: Document) -> SearchEntry:
    date = document.date.words if document.date else ""
    return SearchEntry(
        kind="document",
        title=document.title,
        address=urls.document_address(document),
        note=_BETWEEN.join(filter(None, ["Document", document.publisher, date])),
        date=document.date.first.isoformat() if document.date else "",
        names=(document.short or "",),
        about=(document.kind, document.publisher, date, document.edition or ""),
        text=_opening(document.sections),
        facets={"authority": document.authorities} if document.authorities else {},
        passages=(*section_passages(document.sections), *report_passages(library, document)),
    )


def _page(library: Library, page: Page) -> SearchEntry:
    return SearchEntry(
        kind="page",
        title=page.title,
        address=page.address,
        note="Page",
        text=page.summary or _opening(page.sections),
        passages=(*section_passages(page.sections), *record_list_passages(library, page.address)),
    )


def all_entries(library: Library) -> Iterator[SearchEntry]:
    """Every page that search finds; nothing that was withdrawn."""
    made = library.derived_of_reviews("search", library.reviews, _review, SearchEntry)
    yield from made.values()
    yield from (_theme(library, theme) for theme in library.vocabulary.themes)
    yield from (_authority(library, one) for one in library.vocabulary.authorities)
    yield from (_year(library, year) for year in library.vocabulary.years)
    yield from (_document(library, document) for document in library.documents)
    yield from (_page(library, page) for page in library.pages)
    for kind in PAGES:
        if kind.search_terms:
            terms = (library.programme.fit(kind.search_terms),)
            title = library.programme.fit(kind.title)
            yield SearchEntry("page", title, kind.address, note="Page", about=terms)
