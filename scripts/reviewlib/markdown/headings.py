"""Which headings mean something, and which were probably meant to.

takes: a heading, or a line that may be meant as one; the headings that records may use
gives: the kind of section it begins, or None and perhaps a problem
knows nothing of: findings, what stands under a heading
"""

from __future__ import annotations

import difflib
import re

from reviewlib.fields import Choices, Here
from reviewlib.markdown.convert import plain
from reviewlib.models import SECTION_KINDS, Node, SectionKind
from reviewlib.problems import Applicability, Edit, fold, shown, suggest

__all__ = ["check_meant_as_heading", "kind_of"]

_KINDS = {kind.id: kind for kind in SECTION_KINDS}
_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[.):])\s+"
)
_NUMBER_AT_THE_END = re.compile(r"\s+\(?(?:\d{1,2}|[A-Z])\)?$")
_ENDS = ".:–—- "
_LOWEST = 3  # below ###, a heading is one of the author's own
_LONGEST = 60  # a longer heading was not meant as one of ours

# Below these, an author's own headings ("Next stages") would be called mistakes. Variants are
# many and short, so a heading must be nearer to one of them.
_NEAR_LABEL, _NEAR_VARIANT = 0.82, 0.88


def _bare(text: str) -> str:
    return _NUMBERING.sub("", text, count=1).rstrip(_ENDS)


def _found(text: str, headings: Choices) -> SectionKind | None:
    found = headings.find(text.rstrip(_ENDS)) or headings.find(_bare(text))
    return _KINDS[found] if found else None


def _near(text: str, headings: Choices) -> str | None:
    """The heading that was probably meant, as it should be written."""
    for words, least in ((headings.labels, _NEAR_LABEL), (tuple(headings.ids), _NEAR_VARIANT)):
        near = suggest(text, words)
        if near and difflib.SequenceMatcher(None, fold(near), fold(text)).ratio() >= least:
            return near if near in headings.labels else near.capitalize()
    return None


def kind_of(node: Node, here: Here, *, guess: bool = True) -> tuple[SectionKind | None, bool]:
    """What a heading stands for.

    Args:
        node: the heading.
        here: the file being read.
        guess: whether to say which heading may have been meant, which takes time.

    Returns:
        The kind of section, or None for the author's own; and whether one of ours was
        probably meant all the same, which was then said.
    """
    headings = here.choices.get("headings")
    if headings is None:
        return None, False
    written = plain(node.children)
    found = _found(written, headings)
    if found and node.level <= _LOWEST:
        return found, False
    if found:
        here.say(
            "near-miss-heading",
            f"the heading {shown(written)} is recognised with ## or ### before it, not with "
            f"{'#' * node.level}.",
            at=node.line,
            fix=Edit.lines(node.line, [f"{'#' * _LOWEST} {written}"]),
            warning=True,
        )
        return None, True
    text = _bare(written)
    counted = _NUMBER_AT_THE_END.search(text)
    near = None if counted or not guess or len(text) > _LONGEST else _near(text, headings)
    if near:
        _say_near(node, text, near, here)
    return None, near is not None


def _say_near(node: Node, text: str, near: str, here: Here) -> None:
    level = min(max(node.level, 2), _LOWEST)
    here.say(
        "near-miss-heading",
        f"the heading {shown(text)} is not one we recognise. Did you mean {shown(near)}?",
        at=node.line,
        hint="Or leave it, if it is a heading of your own.",
        fix=Edit.lines(node.line, [f"{'#' * level} {near}"], applicability=Applicability.UNSAFE),
        warning=True,
    )


def check_meant_as_heading(node: Node, under: str, here: Here) -> None:
    """Say so where a recognised heading was typed as a line of the text.

    Args:
        node: a paragraph.
        under: the id of the kind of section it stands in, or "".
        here: the file being read.
    """
    headings = here.choices.get("headings")
    if headings is None or node.kind != "paragraph" or not node.children:
        return
    first, after = node.children[0], node.children[1:]
    alone = not after or after[0].kind == "soft_break"
    if (
        first.kind == "strong" and (alone or after[0].text.lstrip().startswith((":", "–", "-")))
    ) or (first.kind == "strong" and plain([first]).endswith(":")):
        _say_typed(plain([first]), "bold text", node.line, headings, here)
    elif first.kind == "text" and alone:
        kind = _found(first.text, headings)
        if kind and kind.id != under and not first.text.endswith("."):
            _say_typed(first.text, "a line of text", node.line, headings, here)


def _say_typed(text: str, what: str, line: int, headings: Choices, here: Here) -> None:
    kind = _found(text, headings)
    if kind is None:
        return
    because = ", so what follows is not read as its findings" if kind.has_findings else ""
    here.say(
        "bold-heading",
        f"{shown(text.rstrip(_ENDS))} is {what}, not a heading{because}.",
        at=line,
        fix=Edit.lines(
            line, [f"## {text.strip().rstrip(_ENDS)}"], applicability=Applicability.UNSAFE
        ),
        warning=True,
    )
