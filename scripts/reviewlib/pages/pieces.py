"""The smaller views that the views of pages are made of.

takes: nothing
gives: the view classes
knows nothing of: where values come from, HTML
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.pages.parts import Card, FindingView, LinkView

__all__ = [
    "ChangeView",
    "Download",
    "Entry",
    "Fact",
    "FileFacts",
    "Gathered",
    "Group",
    "KindView",
    "YearRow",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts.

    Args:
        term: what it is about.
        values: links or words; a value without an address is words.
        note: how it is known, or what to make of it; "" for nothing.
    """

    term: str
    values: tuple[LinkView, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a PDF that the library holds, measured and not as printed.

    Args:
        pages: how many pages it has.
        size: its bytes.
        words: whether it has text, tags and bookmarks, in words.
        sha256: its checksum.
        text: the page with its text, or None.
        other_format: where to ask for it in another format, or None.
        changed: that the library changed it, when, and both checksums; or "".
    """

    pages: int
    size: int
    words: str
    sha256: str
    text: LinkView | None
    other_format: LinkView | None
    changed: str


@dataclass(frozen=True, slots=True)
class Download:
    """A report to take away or to go to.

    Args:
        title: its title.
        address: a file of this site, or the page elsewhere that lists it.
        here: whether it is a file of this site.
        details: its kind, language, size and pages, in words.
        by: who wrote it, where one of several hosts did; else None.
        where: the host name of the page that lists it, or "".
        rights: what the record says of rights, or "".
        licence: the licence's address, or "".
        lang: the report's language as an IETF tag.
        file: what is known of the file, where the library holds it; else None.
    """

    title: str
    address: str
    here: bool
    details: str
    by: LinkView | None
    where: str
    rights: str
    licence: str
    lang: str
    file: FileFacts | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a record that readers should know of.

    Args:
        date: when, in words.
        what: what kind of change it was.
        was: what stood there before, or "".
        why: why it was changed, or "".
    """

    date: str
    what: str
    was: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A link with a sentence or two on what it leads to.

    Args:
        link: the link, with its count as its note.
        text: the sentence, or "".
    """

    link: LinkView
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Reviews or links under a heading.

    Args:
        heading: its words.
        anchor: its address on the page.
        cards: reviews.
        links: links.
        findings: findings.
        note: a sentence under the heading, or "".
        more: a link after the heading to a page of its own, or None.
        entries: links with a sentence each.
    """

    heading: str
    anchor: str
    cards: tuple[Card, ...] = ()
    links: tuple[LinkView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    note: str = ""
    more: LinkView | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The findings of one review on a page that gathers those of many.

    Args:
        title_parts: the review's title or hosts, each in its language.
        when: when it was.
        address: the first of these findings, on the review's page.
        findings: the findings.
    """

    title_parts: tuple[LinkView, ...]
    when: str
    address: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """All findings of one kind, review by review.

    Args:
        heading: what they are.
        anchor: its address on the page.
        reviews: the findings by review, in date order.
    """

    heading: str
    anchor: str
    reviews: tuple[Gathered, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of a year's table.

    Args:
        title_parts: the hosts, each in its language.
        address: the review's page.
        when: when it was.
        status: a word where it did not simply take place, or "".
        questions: what it asked, as plain text.
        theme_printed: the theme as the programme printed it, where that is not the theme's
            own name; else "".
        themes: its themes.
        assigned: whether the library assigned them.
        leads: who led it, as printed.
    """

    title_parts: tuple[LinkView, ...]
    address: str
    when: str
    status: str
    questions: tuple[str, ...]
    theme_printed: str
    themes: tuple[LinkView, ...]
    assigned: bool
    leads: str
