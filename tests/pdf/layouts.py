"""Reports that say what a test wants, in the six layouts that real ones have.

takes: a layout, what a report says
gives: the bytes of a PDF
knows nothing of: how a PDF is read
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.pdf.reports import Item, Look, Setting, drawn, typeset

_FILLING = (
    "Officers visit each school once a term. ",
    "Families are asked before plans are made. ",
    "Two clusters share a teacher of music. ",
    "The library is open to learners in the evening. ",
)


@dataclass(frozen=True)
class Told:
    """What a report says."""

    title: str  # its title, on its first page
    visit: str  # the sentence that tells when the visit was
    # each heading with its points
    sections: Sequence[tuple[str, Sequence[str]]] = field(
        default=(
            ("Strengths", ("Learners chair the improvement group.", "Staff plan together.")),
            ("Areas for further focus", ("What learners say is not yet answered.",)),
            ("Next steps", ("Publish the plan in June.",)),
        )
    )
    # what stands before the sentence of the visit
    opening: str = "The review follows the Joint Agreement Act of June 2018."
    pages: int = 3  # how many pages it has at least; those at the end are filled with sentences


def _pages(told: Told) -> list[list[Item]]:
    first = [Item("title", told.title), Item("para", told.opening), Item("para", told.visit)]
    pages = [first]
    for heading, points in told.sections:
        pages.append([Item("heading", heading, 1), *(Item("bullet", point) for point in points)])
    for number in range(len(pages) + 1, told.pages + 1):
        filling = (_FILLING[(number + at) % 4] * 5 for at in range(4))
        pages.append([Item("para", f"Part {number}.{at} goes on. {text}")
                      for at, text in enumerate(filling)])  # fmt: skip
    return pages


_LARGE, _PLAIN = (22.0, 16.0, 13.0), (17.0, 11.0, 11.0)
_DRAWN = {  # the sizes of headings, the sign of bullets, and what the file says of itself
    "word tagged": (_LARGE, "•", ""),
    "word": (_LARGE, "•", "/Title(Microsoft Word - final v3.docx)/Producer(Word)"),
    "bold only": (_PLAIN, "o", ""),
    "browser": (_LARGE, "•", "/Title({})/Producer(Skia/PDF m120)"),
}
_TYPESET = {"two columns": 9, "slides": 20}
LAYOUTS = ("word tagged", "word", "bold only", "two columns", "slides", "browser")


def make(layout: str, told: Told) -> bytes:
    """A report in a layout."""
    items: list[Item] = []
    for page in _pages(told):
        # A heading begins a slide by itself.
        if items and not (layout == "slides" and page[0].kind == "heading"):
            items.append(Item("break", ""))
        items += page
    if layout in _TYPESET:
        slides = layout == "slides"
        return typeset(items, Setting(size=_TYPESET[layout], host=told.title, slides=slides))
    sizes, sign, info = _DRAWN[layout]
    running = "file:///C:/Users/someone/Report.html" if layout == "browser" else ""
    look = Look(11, 1.27, 8, sizes, bold=True, sign=sign)
    tagged = layout == "word tagged"
    return drawn(items, look, tagged=tagged, running=running, info=info.format(told.title))
