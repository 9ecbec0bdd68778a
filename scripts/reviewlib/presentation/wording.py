"""Names, dates, counts and statuses in words; every page, sheet and file says them as here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.diagnostics import count as count
from reviewlib.library import Library, urls
from reviewlib.models import (
    Authority,
    Document,
    Finding,
    Programme,
    Report,
    Review,
    SectionKind,
    Status,
    Theme,
    Year,
)
from reviewlib.schema import DateRange, DateValue, Precision, SizeValue
from reviewlib.text import join_and as join_and, site_of

SOME_OF_THESE_DAYS = "The visit took some of these days, not all of them."
PRECISION_NOTES = {
    Precision.MONTHS: "The sources give the month, not the days.",
    Precision.BETWEEN: SOME_OF_THESE_DAYS,
}
"""What to say beside a date that is not known to the day, where it stands alone."""

NO_DATE = "The sources place it in this programme year and give no date."


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link to a page of the site, or to the web."""

    label: str  # its words
    # relative to the site's root, such as "themes/"; or a whole web address; "" for words without a
    # link
    address: str = ""
    lang: str = ""  # the language of the label as an IETF tag, where it is not the page's; else ""
    note: str = ""  # a word or two after it, such as a count; "" for none


def shortened(text: str, most: int = 300) -> str:
    """A text of at most so many characters, cut between words.

    >>> shortened("How well do our schools listen to learners?", 24)
    'How well do our schools…'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    whole_words = text[:most].rpartition(" ")[0]
    return f"{(whole_words or text[: most - 1]).rstrip(' ,;:–')}…"


def capitalised(text: str) -> str:
    """A text with its first letter in upper case and all others as they are.

    >>> capitalised("some time in May 2023")
    'Some time in May 2023'
    """
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------- names


def authority_link(authority: Authority) -> LinkView:
    """A link to an authority's page, its name in its language."""
    return LinkView(authority.label, urls.authority_address(authority), authority.lang)


def council_link(authority: Authority) -> LinkView:
    """The same by the council's name."""
    return LinkView(authority.council, urls.authority_address(authority), authority.council_lang)


def theme_link(theme: Theme) -> LinkView:
    """A link to a theme's page."""
    return LinkView(theme.label, urls.theme_address(theme))


def themes_of(library: Library, review: Review) -> tuple[LinkView, ...]:
    """Links to a review's own themes."""
    return tuple(theme_link(library.theme[name]) for name in review.themes)


def year_link(year: Year) -> LinkView:
    """A link to a programme year's page."""
    return LinkView(year.label, urls.year_address(year))


def same_label(printed: str, themes: Iterable[LinkView]) -> bool:
    """Whether a theme as printed is, letter for letter, the one theme's own name."""
    return [theme.label for theme in themes] == [printed]


def document_title(library: Library, document: Document) -> str:
    """A document's title; with its edition or date where another has the same title."""
    same = [one for one in library.documents if one.title == document.title]
    apart = document.edition or (document.date.words if document.date else "")
    return f"{document.title} ({apart})" if len(same) > 1 and apart else document.title


def document_link(library: Library, name: str) -> LinkView:
    """A link to a document's page."""
    document = library.document[name]
    return LinkView(document_title(library, document), urls.document_address(document))


def find_label(title: str, details: str, address: str) -> str:
    """Where a link to something on another site goes, and what is there.

    >>> find_label("Glenmore Summary", "PDF, 162 KB", "https://example.org/reports/")
    'Find “Glenmore Summary” (PDF, 162 KB) on example.org'
    """
    what = f" ({details})" if details else ""
    host = site_of(address)
    return f"Find “{title}”{what}{f' on {host}' if host else ''}"


def find_document(library: Library, document: Document) -> LinkView | None:
    """A link to where a document is: its own address, or the page that lists it; else None."""
    if document.file:
        held = library.pdfs.get(document.file)
        size = SizeValue.of(held.size).text if held else ""
        pages = count(len(held.pages), "page") if held and held.pages else ""
        details = ", ".join(filter(None, ["PDF", size, pages]))
        here = urls.report_address(document, document.file)
        return LinkView(f"{document.name} ({details})", here)
    listed_on = library.document.get(document.listed_on or "")
    address = document.link or (listed_on.link if listed_on else None)
    if not address:
        return None
    size = document.size.text if document.size else ""
    details = ", ".join(filter(None, [document.format or "", size]))
    return LinkView(find_label(document.name, details, address), address)


def documents_of(library: Library, names: Iterable[str]) -> tuple[LinkView, ...]:
    """Links to documents, such as a record's sources."""
    return tuple(document_link(library, name) for name in names)


def authorities_of(library: Library, names: Iterable[str]) -> tuple[LinkView, ...]:
    """Links to authorities, such as those that took part in a review."""
    return tuple(authority_link(library.authority[name]) for name in names)


def hosts(library: Library, review: Review) -> tuple[LinkView, ...]:
    """The hosts of a review."""
    return authorities_of(library, review.authorities)


def councils(library: Library, review: Review, report: Report | None = None) -> tuple[str, ...]:
    """The councils that hosted a review; of a report, the one that wrote it where that is said."""
    by = (report.by,) if report and report.by else review.authorities
    return tuple(library.authority[name].council for name in by)


def title(library: Library, review: Review) -> str:
    """What a review is called: its own title, else its hosts."""
    return review.title or join_and(library.authority[name].label for name in review.authorities)


def title_parts(library: Library, review: Review) -> tuple[LinkView, ...]:
    """The same in pieces, so that each host's name can be marked with its language."""
    return (LinkView(review.title),) if review.title else hosts(library, review)


def review_link(library: Library, review: Review) -> LinkView:
    """A link to a review's page by its name, in one piece."""
    names = title_parts(library, review)
    lang = names[0].lang if len(names) == 1 else ""
    return LinkView(title(library, review), urls.review_address(review), lang)


def kind_label(library: Library, kind: str) -> str:
    """The heading for a kind of section, as the vocabulary has it."""
    return next(heading.label for heading in library.vocabulary.headings if heading.id == kind)


def questions(review: Review) -> tuple[str, ...]:
    """The focus questions of a review as plain text."""
    return tuple(finding.text for finding in review.of_kind(SectionKind.FOCUS))


def topics(review: Review) -> str:
    """The topics of a review as plain text, in a line: "Equity; Self-improving systems"."""
    found = (finding.text.rstrip(" .;") for finding in review.of_kind(SectionKind.TOPICS))
    return "; ".join(found)


FOCUS_LABEL = "Focus, in the library’s words"


def focus_label(findings: Iterable[Finding]) -> str:
    """Whose words focus questions are in."""
    return "Focus, quoted" if all(one.quoted for one in findings) else FOCUS_LABEL


@dataclass(frozen=True, slots=True)
class Focus:
    """What a review looked at, as lists show it."""

    label: str  # whether these are topics, and else whose words they are in
    texts: tuple[str, ...]  # the focus questions, or the topics in one line

    @property
    def line(self) -> str:
        """All of it in one line, or ""."""
        return f"{self.label}: {' '.join(self.texts)}" if self.texts else ""


def focus(review: Review) -> Focus:
    """The focus questions of a review; its topics where the sources name no more."""
    asked = review.of_kind(SectionKind.FOCUS)
    if asked:
        return Focus(focus_label(asked), questions(review))
    named = topics(review)
    return Focus("Topics", (named,)) if named else Focus("", ())


def asked(review: Review) -> tuple[str, ...]:
    """The focus questions; where the sources name topics, a line that says so."""
    return questions(review) or tuple(filter(None, [focus(review).line]))


def cited(library: Library, finding: Finding) -> LinkView | None:
    """The document a finding is taken from, and where in it; None where it names none."""
    if not finding.document:
        return None
    document = library.document[finding.document]
    words = ", ".join(filter(None, [document.name, finding.document_place]))
    return LinkView(words, urls.document_address(document))


def wording_of(finding: Finding, *, checked: bool) -> str:
    """Whose words a finding is in, and where they stand: "Quoted, checked, p. 4"."""
    unchecked = finding.quoted and finding.document and not checked
    state = "checked" if checked else "not checked here" if unchecked else ""
    words = ("Quoted" if finding.quoted else "", state, finding.pages)
    return ", ".join(filter(None, words))


def standing(programme: Programme) -> str:
    """Whether the library is the programme's own, in a sentence."""
    if programme.official:
        return f"This is the official library of {programme.name}."
    return f"This is not an official site of {programme.name}."


# --------------------------------------------------------------------- dates and statuses


def as_planned(review: Review) -> str:
    """What follows a date that is the planned one of a review that was held; else ""."""
    return ", as planned" if review.is_dated_as_planned else ""


def when_words(library: Library, review: Review) -> str:
    """When a review was, in words; the programme year where no more is known."""
    if not review.when.words:
        return f"{library.year[review.year].label}, date not recorded"
    return review.when.words + as_planned(review)


def months(first: datetime.date, last: datetime.date) -> str:
    """The months from one day to another.

    >>> months(datetime.date(2021, 11, 24), datetime.date(2021, 12, 7))
    'November to December 2021'
    """
    return DateRange(DateValue(first.year, first.month), DateValue(last.year, last.month)).words


def when_short(library: Library, review: Review) -> str:
    """When a review was, in few words, for titles and lists: months where only some days count."""
    when = review.when
    if when.first is None or when.last is None:
        return library.year[review.year].label
    return months(when.first, when.last) if when.precision is Precision.BETWEEN else when.words


def status_word(review: Review, today: datetime.date) -> str:
    """The status of a visit that is not recorded as held; else "". A plan is one until its day."""
    if review.status == Status.PLANNED and not is_coming(review, today):
        return "not confirmed"
    return "" if review.is_held else str(review.status)


def status_words(review: Review, today: datetime.date) -> str:
    """A sentence on a visit that is not recorded as held; else ""."""
    when = review.when.words
    if review.status == Status.CALLED_OFF:
        return f"Called off. It was planned for {when}." if when else "Called off."
    if review.status != Status.PLANNED:
        return ""
    if is_coming(review, today):
        return f"Planned for {when}."
    listed = f"listed for {when}" if when else "listed without a date"
    return f"Not confirmed: it was {listed}, and no source we have read says that it took place."


def is_coming(review: Review, today: datetime.date) -> bool:
    """Whether a visit is planned and not yet over."""
    last = review.when.last
    return review.status == Status.PLANNED and last is not None and last >= today


def nothing_after(library: Library) -> str:
    """That no later dates are known, or "" where none is known at all."""
    lasts = [review.when.last for review in library.reviews if review.when.last]
    if not lasts:
        return ""
    last = max(lasts)
    return f"No dates after {months(last, last)} are in the sources we have read."


def changed_on(library: Library, review: Review) -> datetime.date:
    """The day of the last change that a record's history tells of."""
    dates = [change.date for change in review.history]
    return max(dates, default=library.programme.recorded_up_to)


def up_to(library: Library) -> str:
    """The day up to which the sources tell of the programme, in words."""
    return DateValue.of(library.programme.recorded_up_to).words


# ------------------------------------------------------------------------- what is held


def _within(library: Library, reviews: Iterable[Review], first: DateValue, last: DateValue) -> bool:
    """Whether reviews of unknown date must fall in a span, going by their programme years."""
    years = {library.year[review.year] for review in reviews}
    return all(first.first <= year.first.first and year.last.last <= last.last for year in years)


def _span(library: Library, reviews: Iterable[Review]) -> tuple[str, int]:
    """From which month to which reviews are dated, and how many of them that is said of.

    It is said of all where none can lie outside the span. ("", 0) where none has a date.
    """
    whole = tuple(reviews)
    dated = [review.when for review in whole if review.when.ranges]
    firsts = [when.first for when in dated if when.first]
    lasts = [when.last for when in dated if when.last]
    if not firsts or not lasts:
        return "", 0
    first, last = min(firsts), max(lasts)
    undated = [review for review in whole if not review.when.ranges]
    months_of = DateValue(first.year, first.month), DateValue(last.year, last.month)
    every = _within(library, undated, *months_of)
    return months(first, last), len(whole) if every else len(dated)


def _held(library: Library, held: tuple[Review, ...], *, whole: bool) -> str:
    """How many reviews were held, from when to when, and in how many authorities."""
    words = f"{count(len(held), 'review')} recorded as held"
    span, number = _span(library, held)
    if span:
        words += f", {span}" if number == len(held) else f", {number} of them dated {span}"
        if all(review.is_dated_as_planned for review in held if review.when.ranges):
            words += ", as planned"
    hosts = {host for review in held for host in review.authorities}
    authorities = count(len(library.vocabulary.authorities), "authority", "authorities")
    return f"{words}, in {len(hosts)} of {library.programme.fit(authorities)}" if whole else words


def _reports(reviews: tuple[Review, ...], held: int) -> Iterator[str]:
    """How many reviews have a report, and how many reports can be read here."""
    reported = [review for review in reviews if review.reports]
    if len(reviews) == len(reported) == 1:
        yield "it has a published report"
    elif reported:
        verb = "has" if len(reported) == 1 else "have"
        number = "all" if len(reported) == len(reviews) == held else str(len(reported))
        yield f"{number} {verb} a published report"
    files = [report for review in reviews for report in review.reports if report.file]
    if files:
        yield f"{count(len(files), 'report')} can be read here"


def _not_held(library: Library, reviews: tuple[Review, ...], today: datetime.date) -> Iterator[str]:
    """Plans and cancellations, clause by clause; the first says "reviews" where none was held."""
    more = any(review.is_held for review in reviews)
    for word, one, many, end_one, end_many in (
        ("not confirmed", "was listed", "were listed", " and is not confirmed",
         " and are not confirmed"),
        ("planned", "is planned", "are planned", "", ""),
        ("called off", "was called off", "were called off", "", ""),
    ):  # fmt: skip
        found = tuple(review for review in reviews if status_word(review, today) == word)
        if not found:
            continue
        number = f"{len(found)} more" if more else count(len(found), "review")
        dated = "" if word == "called off" else _for(library, found)
        single = len(found) == 1
        yield f"{number} {one if single else many}{dated}{end_one if single else end_many}"
        more = True


def _for(library: Library, reviews: tuple[Review, ...]) -> str:
    """For which months reviews are planned: " for June 2024", ", 2 of them for June 2024,"."""
    span, number = _span(library, reviews)
    if not span:
        return ""
    return f" for {span}" if number == len(reviews) else f", {number} of them for {span},"


def collection(
    library: Library, today: datetime.date, some: tuple[Review, ...] | None = None
) -> str:
    """What a page is drawn from: reviews held and their reports, then plans and cancellations.

    Args:
        some: the reviews, or None for all, of which it is told how many authorities hosted one.

    "25 reviews recorded as held, June 2021 to May 2024, in 25 of 32 authorities; …; 8 more were
    listed for January to October 2024 and are not confirmed."
    """
    reviews = library.reviews if some is None else some
    if not reviews:
        return ""
    held = tuple(review for review in reviews if review.is_held)
    whole = some is None and len(reviews) > 1
    clauses = [_held(library, held, whole=whole)] if held else []
    others = list(_not_held(library, reviews, today))
    reports = list(_reports(reviews, len(held)))
    clauses += [*reports, *others] if held else [*others, *reports]
    return f"{'; '.join(clauses)}. Recorded up to {up_to(library)}."


def tally(reviews: Iterable[Review]) -> str:
    """How many reviews there are, those held and those not confirmed apart.

    "10 reviews", "5 reviews held, 8 not confirmed", "1 review, not confirmed".
    """
    whole = tuple(reviews)
    held = sum(review.is_held for review in whole)
    listed = sum(review.status == Status.PLANNED for review in whole)
    called_off = len(whole) - held - listed
    if held == len(whole):
        return count(held, "review")
    others = [
        f"{number} {words}"
        for number, words in ((listed, "not confirmed"), (called_off, "called off"))
        if number
    ]
    if held:
        return ", ".join([f"{count(held, 'review')} held", *others])
    if len(others) == 1:
        return f"{count(len(whole), 'review')}, {others[0].partition(' ')[2]}"
    return f"{count(len(whole), 'review')}: {join_and(others)}"


def year_note(library: Library, year: Year) -> str:
    """How many reviews a programme year has, and when it was."""
    return f"{tally(library.in_year.get(year.id, ()))}, {year.span}"
