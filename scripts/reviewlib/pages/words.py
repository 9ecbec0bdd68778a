"""The words that every page kind uses: names, dates, counts, and links made of them.

takes: records and the library they stand in
gives: LinkView and words
knows nothing of: HTML, templates, base URLs
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reviewlib.fields import DateValue, Precision, Run
from reviewlib.library import Library, addresses as at
from reviewlib.models import Authority, Document, Review, Status, Theme

__all__ = [
    "Context",
    "LinkView",
    "Site",
    "authority_link",
    "count",
    "document_link",
    "document_title",
    "hosts",
    "listed",
    "months",
    "review_link",
    "same_label",
    "shortened",
    "status_words",
    "theme_link",
    "title",
    "title_parts",
    "when_short",
    "when_words",
]


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need to know of where and when they are published.

    Args:
        url: the site's address ending in "/", or "" where it is not known.
        today: the day on which the pages are made; decides only how planned visits are worded.
        repository: where the library's files are edited, such as https://github.com/OWNER/NAME,
            or "" where no page is to lead there.
    """

    url: str
    today: datetime.date
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The library and the site: what every view is made from.

    Args:
        library: the library.
        site: where and when it is published.
        made: the views of findings and cards made so far; several pages show the same ones.
    """

    library: Library
    site: Site
    made: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)


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
    address: str
    lang: str = ""
    note: str = ""


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["Orkney", "Shetland", "Fife"])
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


def authority_link(authority: Authority) -> LinkView:
    """A link to an authority's page, its name in its language."""
    return LinkView(authority.label, at.authority_address(authority), authority.lang)


def theme_link(theme: Theme) -> LinkView:
    """A link to a theme's page."""
    return LinkView(theme.label, at.theme_address(theme))


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
    return LinkView(document_title(library, document), at.document_address(document))


def hosts(library: Library, review: Review) -> tuple[LinkView, ...]:
    """The hosts of a review."""
    return tuple(authority_link(library.authority[name]) for name in review.authorities)


def title(library: Library, review: Review) -> str:
    """What a review is called: its own title, else its hosts."""
    return review.title or listed(host.label for host in hosts(library, review))


def title_parts(library: Library, review: Review) -> tuple[LinkView, ...]:
    """The same in pieces, so that each host's name can be marked with its language."""
    return (LinkView(review.title, ""),) if review.title else hosts(library, review)


def review_link(library: Library, review: Review) -> LinkView:
    """A link to a review's page by its name, in one piece."""
    names = title_parts(library, review)
    lang = names[0].lang if len(names) == 1 else ""
    return LinkView(title(library, review), at.review_address(review), lang)


def when_words(library: Library, review: Review) -> str:
    """When a review was, in words; the programme year where no more is known."""
    return review.when.words or f"{library.year[review.year].label}, date not recorded"


def months(first: datetime.date, last: datetime.date) -> str:
    """The months from one day to another.

    >>> months(datetime.date(2021, 11, 24), datetime.date(2021, 12, 7))
    'November to December 2021'
    """
    return Run(DateValue(first.year, first.month), DateValue(last.year, last.month)).words


def when_short(library: Library, review: Review) -> str:
    """When a review was, in few words, for titles and lists: months where only some days count."""
    when = review.when
    if when.first is None or when.last is None:
        return library.year[review.year].label
    return months(when.first, when.last) if when.precision is Precision.BETWEEN else when.words


def status_words(context: Context, review: Review) -> str:
    """A sentence on a visit that did not simply take place; else ""."""
    when = review.when.words
    if review.status == Status.CALLED_OFF:
        return f"Called off. It was planned for {when}." if when else "Called off."
    if review.status != Status.PLANNED:
        return ""
    if not when:
        return "Planned; no date is recorded."
    last = review.when.last
    if last is not None and last >= context.site.today:
        return f"Planned for {when}."
    return f"Planned for {when}; nothing later is recorded."
