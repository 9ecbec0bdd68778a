"""The page on which every message of the checks is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewlib.diagnostics import Example, Part, Rule, Severity, areas, rules
from reviewlib.library import urls
from reviewlib.markdown import parse
from reviewlib.models import Node
from reviewlib.pages.components import Group, contents_of
from reviewlib.pages.page import Context, OutputPage, made_page, written_pages
from reviewlib.presentation.wording import LinkView

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
    is_warning: bool  # whether it stops nothing
    meaning: tuple[Node, ...]  # when it is said and what to do
    why: tuple[Node, ...]  # why it matters
    where: str  # what of which file the example shows, or "" where the example is prose
    wrong: str  # the example with the mistake
    right: str  # the same without it


@dataclass(frozen=True, slots=True)
class MessagesView:
    """Every message of the checks."""

    contents: tuple[LinkView, ...]  # the areas, for a list at the top
    codes: tuple[LinkView, ...]  # every message by its name, in the order of the alphabet
    # the messages, area by area; each area's note is what they have in common
    areas: tuple[Group[MessageView], ...]


def _where(example: Example) -> str:
    if example.part is Part.HEADER and example.path.endswith(".yml"):
        return f"in {example.path}"  # a list has no header: it is one throughout
    return _WHERE[example.part].format(example.path)


def _message(rule: Rule, fit: Callable[[str], str]) -> MessageView:
    return MessageView(
        code=rule.code,
        title=fit(rule.summary),
        is_warning=rule.severity is Severity.WARNING,
        meaning=parse(fit(rule.explanation), 1),
        why=parse(fit(rule.why), 1),
        where=_where(rule.example),
        wrong=rule.example.wrong.rstrip(),
        right=rule.example.right.rstrip(),
    )


def messages_page(context: Context) -> OutputPage:
    """Every message of the checks, explained."""
    fit = context.library.programme.fit
    groups = tuple(
        Group(
            heading=area.title,
            anchor=area.anchor,
            items=tuple(_message(rule, fit) for rule in area.rules),
            note=fit(area.opening),
        )
        for area in areas()
    )
    codes = tuple(LinkView(code, f"#{code}") for code in sorted(rules()))
    view = MessagesView(tuple(contents_of(groups)), codes, groups)
    lede = "What each message of the checks means, why it is said, and what to write instead."
    return made_page(urls.MESSAGES, view, lede, crumbs=written_pages(context, urls.CONTRIBUTE))
