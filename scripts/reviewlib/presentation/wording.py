"""Names, dates, counts and statuses in words; every page, sheet and file says them as here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import Library, urls
from reviewlib.models import (
    Authority,
    Document,
    Finding,
    Report,
    Review,
    SectionKind,
    Status,
    Theme,
    Year,
)
from reviewlib.schema import DateRange, DateValue, Precision

PRECISION_NOTES = {
    Precision.MONTHS: "The sources give the month, not the days.",
    Precision.BETWEEN: "The visit took some of these days, not all of them.",
}
"""What to say beside a date that is not known to the day."""

NO_DATE = "The sources place it in this programme year and give no date."


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link to a page of the site, or to the web.

    Args:
        label: its words.
        address: relative to the site's root, such as "themes/"; or a whole web address; "" for
            words without a link.
        lang: the language of the label as an IETF tag, where it is not the page's; else "".
        note: a word or two after it, such as a count; "" for none.
    """

    label: str
    address: str = ""
    lang: str = ""
    note: str = ""


def join_and(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> join_and(["Orkney", "Shetland", "Fife"])
    'Orkney, Shetland and Fife'
    """
    all_words = list(words)
    return " and ".join(filter(None, [", ".join(all_words[:-1]), *all_words[-1:]]))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "review"), count(33, "review"), count(2, "authority", "authorities")
    ('1 review', '33 reviews', '2 authorities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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


def documents_of(library: Library, names: Iterable[str]) -> tuple[LinkView, ...]:
    """Links to documents, such as a record's sources."""
    return tuple(document_link(library, name) for name in names)


def hosts(library: Library, review: Review) -> tuple[LinkView, ...]:
    """The hosts of a review."""
    return tuple(authority_link(library.authority[name]) for name in review.authorities)


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


def wording_of(finding: Finding, *, checked: bool) -> str:
    """Whose words a finding is in, and where they stand: "Quoted, checked, p. 4"."""
    words = ("Quoted" if finding.quoted else "", "checked" if checked else "", finding.pages)
    return ", ".join(filter(None, words))


# --------------------------------------------------------------------- dates and statuses


def when_words(library: Library, review: Review) -> str:
    """When a review was, in words; the programme year where no more is known."""
    return review.when.words or f"{library.year[review.year].label}, date not recorded"


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


def status_word(review: Review) -> str:
    """The status of a visit that did not simply take place; else ""."""
    return "" if review.status == Status.TOOK_PLACE else str(review.status)


def status_words(review: Review, today: datetime.date) -> str:
    """A sentence on a visit that did not simply take place; else ""."""
    when = review.when.words
    if review.status == Status.CALLED_OFF:
        return f"Called off. It was planned for {when}." if when else "Called off."
    if review.status != Status.PLANNED:
        return ""
    if not when:
        return "Planned; no date is recorded."
    return f"Planned for {when}{'' if is_coming(review, today) else '; nothing later is recorded'}."


def is_coming(review: Review, today: datetime.date) -> bool:
    """Whether a visit is planned and not yet over."""
    last = review.when.last
    return review.status == Status.PLANNED and last is not None and last >= today


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


def _how_many(library: Library, reviews: tuple[Review, ...]) -> str:
    """How many reviews, and from when to when: never a span that some may lie outside."""
    words = count(len(reviews), "review")
    dated = [review.when for review in reviews if review.when.ranges]
    firsts = [when.first for when in dated if when.first]
    lasts = [when.last for when in dated if when.last]
    if not firsts or not lasts:
        return words
    first, last = min(firsts), max(lasts)
    undated = [review for review in reviews if not review.when.ranges]
    whole = DateValue(first.year, first.month), DateValue(last.year, last.month)
    if _within(library, undated, *whole):
        return f"{words}, {months(first, last)}"
    return f"{words}, {len(dated)} of them dated {months(first, last)}"


def _held(reviews: tuple[Review, ...]) -> Iterator[str]:
    """What is held of reviews, clause by clause."""
    reported = [review for review in reviews if review.reports]
    if len(reviews) == len(reported) == 1:
        yield "it has a published report"
    elif reported:
        number = "all" if len(reported) == len(reviews) else str(len(reported))
        verb = "has" if number == "1" else "have"
        yield f"{number} {verb} a published report"
    files = [report for review in reviews for report in review.reports if report.file]
    if files:
        yield f"{count(len(files), 'report')} can be read here"
    for status, words in (
        (Status.PLANNED, "recorded as planned"),
        (Status.CALLED_OFF, "called off"),
    ):
        found = [review for review in reviews if review.status == status]
        if found:
            verb = "is" if len(found) == 1 else "are"
            yield f"it is {words}" if len(reviews) == 1 else f"{len(found)} {verb} {words}"


def collection(library: Library, reviews: tuple[Review, ...]) -> str:
    """What a page is drawn from, such as "33 reviews, June 2021 to October 2024; …"."""
    if not reviews:
        return ""
    clauses = [_how_many(library, reviews), *_held(reviews)]
    return f"{'; '.join(clauses)}. Recorded up to {up_to(library)}."


def year_note(library: Library, year: Year) -> str:
    """How many reviews a programme year has, and when it was."""
    return f"{count(len(library.in_year.get(year.id, ())), 'review')}, listed for {year.span}"
