"""The page on which every message of the checks is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewlib.diagnostics import Area, Example, Part, Rule, Severity, areas, rules
from reviewlib.library import urls
from reviewlib.markdown import parse
from reviewlib.models import Node
from reviewlib.pages.page import Context, OutputPage, made_page
from reviewlib.presentation.wording import LinkView

_EFFECT = {
    Severity.ERROR: "",
    Severity.WARNING: "A warning: look at it and decide. It stops nothing.",
}
_WHERE = {
    Part.HEADER: "in the header of {}",
    Part.TEXT: "in the text of {}",
    Part.WHOLE: "the whole of {}",
    Part.NAME: "the file’s folder and name",
    Part.WORDS: "",
}


@dataclass(frozen=True, slots=True)
class MessageView:
    """One kind of message."""

    code: str  # its name, which is its place on the page
    title: str  # what is wrong
    effect: str  # a sentence on what it does where it does not stop publishing, else ""
    meaning: tuple[Node, ...]  # when it is said and what to do
    why: tuple[Node, ...]  # why it matters
    where: str  # what of which file the example shows, or "" where the example is prose
    wrong: str  # the example with the mistake
    right: str  # the same without it


@dataclass(frozen=True, slots=True)
class AreaView:
    """The messages of one part of the work."""

    anchor: str  # its place on the page
    title: str  # its heading
    opening: str  # what they have in common
    messages: tuple[MessageView, ...]  # the messages


@dataclass(frozen=True, slots=True)
class MessagesView:
    """Every message of the checks."""

    lede: str  # what the page is for
    how_to: str  # how a message and its explanation are brought together
    contents: tuple[LinkView, ...]  # the areas, for a list at the top
    codes: tuple[LinkView, ...]  # every message by its name, in the order of the alphabet
    areas: tuple[AreaView, ...]  # the messages, area by area


def _where(example: Example) -> str:
    if example.part is Part.HEADER and example.path.endswith(".yml"):
        return f"in {example.path}"  # a list has no header: it is one throughout
    return _WHERE[example.part].format(example.path)


def _message(rule: Rule, fit: Callable[[str], str]) -> MessageView:
    return MessageView(
        code=rule.code,
        title=fit(rule.summary),
        effect=_EFFECT[rule.severity],
        meaning=parse(fit(rule.explanation), 1),
        why=parse(fit(rule.why), 1),
        where=_where(rule.example),
        wrong=rule.example.wrong.rstrip(),
        right=rule.example.right.rstrip(),
    )


def _area(area: Area, fit: Callable[[str], str]) -> AreaView:
    messages = tuple(_message(rule, fit) for rule in area.rules)
    return AreaView(area.anchor, area.title, fit(area.opening), messages)


def contribute_crumb(context: Context) -> tuple[LinkView, ...]:
    """The page on contributing, where there is one."""
    pages = (page for page in context.library.pages if page.address == urls.CONTRIBUTE)
    return tuple(LinkView(page.title, page.address) for page in pages)


def messages_page(context: Context) -> OutputPage:
    """Every message of the checks, explained."""
    lede = "What each message of the checks means, why it is said, and what to write instead."
    view = MessagesView(
        lede=lede,
        how_to=(
            "The name in square brackets at the end of a message is the one given here. Until a "
            "problem is mended, nothing is published and the site stays as it is. Only a warning, "
            "marked as such here and in the message, stops nothing."
        ),
        contents=tuple(LinkView(area.title, f"#{area.anchor}") for area in areas()),
        codes=tuple(LinkView(code, f"#{code}") for code in sorted(rules())),
        areas=tuple(_area(area, context.library.programme.fit) for area in areas()),
    )
    return made_page(urls.MESSAGES, view, lede, crumbs=contribute_crumb(context))
