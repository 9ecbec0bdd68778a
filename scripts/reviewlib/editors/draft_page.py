"""A draft as a page beside pictures of the report, for a browser and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from reviewlib.editors.outline import Outline, Passage
from reviewlib.library.vocabulary import Vocabulary

_STYLE = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 1rem auto; max-width: 90rem; padding: 0 1rem }
article { display: grid; gap: 1.5rem; border-top: 1px solid; padding: 1rem 0 }
img { max-width: 100%; height: auto; border: 1px solid #767676; background: #fff }
li.point { font-weight: 600 }
@media (min-width: 60rem) { article { grid-template-columns: 1fr 1fr } }
"""


def _passages(found: Outline, vocabulary: Vocabulary) -> dict[int, list[tuple[str, Passage]]]:
    """What is on each page, and the section it was taken for."""
    labels: dict[str, str] = {one.id: one.label for one in vocabulary.headings}
    pages: dict[int, list[tuple[str, Passage]]] = {}
    for part in found.parts:
        for one in [*filter(None, [part.heading]), *part.passages]:
            pages.setdefault(one.number, []).append((labels.get(part.kind, ""), one))
    return pages


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def _page(main: Element, number: int, picture: str, found: Sequence[tuple[str, Passage]]) -> None:
    article = _add(main, "article", id=f"page-{number}")
    side = _add(article, "div")
    _add(side, "h2", f"Page {number}")
    if picture:
        source = f"data:image/png;base64,{picture}"
        _add(side, "img", src=source, alt=f"Page {number} of the report")
    words, items, last = _add(article, "div"), None, None
    for label, one in found:
        if label != last or items is None:
            _add(words, "h3", label or "Not understood")
            items, last = _add(words, "ul"), label
        named = {"class": "point"} if one.kind == "point" and label else {}
        _add(items, "li", f"{one.text} (p. {one.page})", **named)


def draft_page(
    title: str,
    reports: Mapping[str, tuple[Outline, Sequence[str]]],
    vocabulary: Vocabulary,
) -> bytes:
    """The page.

    Args:
        reports: each report by its name: what was read in it, and its pages as PNG in Base64.
    """
    root = Element("html", lang="en-GB")
    head, main = _add(root, "head"), _add(_add(root, "body"), "main")
    SubElement(head, "meta", charset="utf-8")
    _add(head, "title", f"Draft: {title}")
    _add(head, "style", _STYLE)
    _add(main, "h1", f"Draft: {title}")
    _add(main, "p", "For editors, beside the report. What is in bold was read as a point.")
    for name, (found, pictures) in reports.items():
        _add(main, "h2", name)
        passages = _passages(found, vocabulary)
        for number in range(1, max([len(pictures), *passages]) + 1):
            picture = pictures[number - 1] if number <= len(pictures) else ""
            _page(main, number, picture, passages.get(number, ()))
    written: bytes = tostring(root, encoding="utf-8", method="html")
    return b"<!doctype html>" + written
