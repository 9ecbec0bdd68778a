"""The pieces that several page kinds show, under one name: words, links, findings, cards.

takes: records and the library they stand in
gives: frozen views of links, cards, findings, sections; statements on what is held
knows nothing of: HTML, templates, base URLs
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.fields import DateValue
from reviewlib.library import addresses as at
from reviewlib.models import ReportState, Review, SectionKind, Status
from reviewlib.pages.findings import (
    FindingView,
    SectionView,
    UpdateView,
    finding_view,
    kind_label,
    section_views,
)
from reviewlib.pages.words import (
    Context,
    LinkView,
    Site,
    authority_link,
    count,
    document_link,
    document_title,
    hosts,
    listed,
    months,
    review_link,
    same_label,
    shortened,
    status_words,
    theme_link,
    title,
    title_parts,
    when_short,
    when_words,
)

__all__ = [
    "Card",
    "Context",
    "FindingView",
    "LinkView",
    "SectionView",
    "Site",
    "UpdateView",
    "authority_link",
    "card",
    "collection",
    "count",
    "document_link",
    "document_title",
    "finding_view",
    "hosts",
    "kind_label",
    "listed",
    "months",
    "review_link",
    "same_label",
    "section_views",
    "shortened",
    "status_words",
    "theme_link",
    "title",
    "title_parts",
    "up_to",
    "when_short",
    "when_words",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A review in a list.

    Args:
        title_parts: its title, or its hosts, each with its language.
        address: its page.
        when: when it was, in words.
        status: a word where it did not simply take place, else "".
        themes: its themes.
        report: where its report is, in words, or "".
        question: its first focus question as plain text, or "".
    """

    title_parts: tuple[LinkView, ...]
    address: str
    when: str
    status: str
    themes: tuple[LinkView, ...]
    report: str
    question: str


def _report_words(review: Review) -> str:
    if review.report_state == ReportState.HERE:
        return "Report to read here"
    return "Report listed elsewhere" if review.reports else ""


def card(context: Context, review: Review) -> Card:
    """A review as lists show it; made once, shown on several."""
    key = ("card", review.id)
    if key not in context.made:
        context.made[key] = _card(context, review)
    made: Card = context.made[key]
    return made


def _card(context: Context, review: Review) -> Card:
    library = context.library
    questions = review.of_kind(SectionKind.FOCUS)
    # A date that cannot be told has to be said in a list, where it would look forgotten.
    when = when_short(library, review) if review.when.runs else when_words(library, review)
    return Card(
        title_parts=title_parts(library, review),
        address=at.review_address(review),
        when=when,
        status={Status.PLANNED: "Planned", Status.CALLED_OFF: "Called off"}.get(review.status, ""),
        themes=tuple(theme_link(library.theme[name]) for name in review.themes),
        report=_report_words(review),
        question=questions[0].text if questions else "",
    )


def up_to(context: Context) -> str:
    """The day up to which the sources tell of the programme, in words."""
    return DateValue.of(context.library.programme.recorded_up_to).words


def _within(context: Context, reviews: Iterable[Review], first: DateValue, last: DateValue) -> bool:
    """Whether reviews of unknown date must fall in a span, going by their programme years."""
    years = {context.library.year[review.year] for review in reviews}
    return all(first.first <= year.first.first and year.last.last <= last.last for year in years)


def _how_many(context: Context, reviews: tuple[Review, ...]) -> str:
    """How many reviews, and from when to when: never a span that some may lie outside."""
    words = count(len(reviews), "review")
    dated = [review.when for review in reviews if review.when.runs]
    firsts = [when.first for when in dated if when.first]
    lasts = [when.last for when in dated if when.last]
    if not firsts or not lasts:
        return words
    first, last = min(firsts), max(lasts)
    undated = [review for review in reviews if not review.when.runs]
    whole = DateValue(first.year, first.month), DateValue(last.year, last.month)
    if _within(context, undated, *whole):
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


def collection(context: Context, reviews: tuple[Review, ...]) -> str:
    """What a page is drawn from, such as "33 reviews, June 2021 to October 2024; …"."""
    if not reviews:
        return ""
    clauses = [_how_many(context, reviews), *_held(reviews)]
    return f"{'; '.join(clauses)}. Recorded up to {up_to(context)}."
