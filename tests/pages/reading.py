"""Read a page as a browser does, without the loader and without the templates.

takes: HTML
gives: `read`, a page as a tree of elements, with questions to ask of it
knows nothing of: reviews, themes, how pages are made
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "read"]

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Element:
    """An element with what stands in it: other elements, and text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and every one in it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list[Element]:
        """Every element of these names in it."""
        return [one for one in self.walk() if one.tag in tags]

    def of_class(self, name: str) -> list[Element]:
        """Every element in it that has a class."""
        return [one for one in self.walk() if name in one.attributes.get("class", "").split()]

    def one(self, tag: str) -> Element:
        """The only element of a name."""
        (found,) = self.all(tag)
        return found

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join(self._words().split())

    @property
    def written(self) -> str:
        """Its text to the letter."""
        return "".join(one if isinstance(one, str) else one.written for one in self.children)

    def _words(self) -> str:
        parts = (one if isinstance(one, str) else one._words() for one in self.children)
        return "".join(parts) + ("" if self.tag in {"a", "em", "span", "strong"} else " ")

    def pieces(self, lang: str = "") -> Iterator[tuple[str, str]]:
        """Each piece of text in it with the language it is marked with."""
        own = self.attributes.get("lang", lang)
        for child in self.children:
            if isinstance(child, Element):
                yield from child.pieces(own)
            elif child.strip():
                yield " ".join(child.split()), own


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """A page as a tree. Every element that is opened must be closed, in order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root
