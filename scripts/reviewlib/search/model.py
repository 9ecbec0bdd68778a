"""What is found, and the places in it that are shown.

takes: nothing
gives: Entry, Passage
knows nothing of: indexes, files
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Entry", "Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a record that a reader is led to.

    Args:
        kind: the kind of section, "update", "text", "pdf" …
        label: what it is, for readers: "Strengths", "Page 7 of Glenmore Summary".
        at: where it is from the record's address on: "#strength-x", "text/#page-7".
        text: its words.
        lang: the language of its words as an IETF tag where it is not English, else "".
        pdf: the same place in a PDF, from the record's address on; else "".
        head: words over it that help to find it.
    """

    kind: str
    label: str
    at: str
    text: str
    lang: str = ""
    pdf: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the site as search knows it.

    Args:
        kind: "review", "theme", "authority", "document", "year" or "page".
        title: what it is called.
        address: its page.
        lang: the language of the title as an IETF tag where it is not English, else "".
        note: a few words beside the title.
        date: for sorting, or "".
        names: other names by which it is known.
        themes: the themes of a review, wider ones too.
        about: other words that tell what it is about and are not its name.
        text: its opening words.
        facets: the values it has, by the facet's id.
        passages: the places in it.
    """

    kind: str
    title: str
    address: str
    lang: str = ""
    note: str = ""
    date: str = ""
    names: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
