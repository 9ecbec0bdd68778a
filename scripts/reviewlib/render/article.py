"""One page without what stands around it, and the frame that puts it into a whole page."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reviewlib.exports import Heads
from reviewlib.library import Library, addresses as at
from reviewlib.markdown import to_html
from reviewlib.models import Node
from reviewlib.pages import (
    Context,
    LinkView,
    PageOut,
    Redirect,
    Shell,
    Site,
    Takeaways,
    edit_links,
    shell,
)
from reviewlib.render.engine import environment
from reviewlib.render.policy import policy

__all__ = [
    "Artefact",
    "Article",
    "Frame",
    "Renderer",
    "bare_frame",
    "file_of",
    "relative",
]

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Article:
    """A page without its frame.

    Args:
        address: relative to the site's root: "reviews/2022-23/fife/" or "404.html".
        title: the document's title, the site's name in it.
        description: a sentence for search engines, or "".
        lang: the page's language as an IETF tag (BCP 47).
        header: what stands above, with the menu.
        main: the article.
        footer: what stands below.
        root: the way to the site's root: "../../../", or "" on the front page.
        canonical: the page's whole address, or "" where the site's is not known.
        section: the address of the entry of the menu under which it stands, or "".
        head: what the page says of itself to programs.
        policy: what the page may fetch and run, as it stands in its head.
    """

    address: str
    title: str
    description: str
    lang: str
    header: Markup
    main: Markup
    footer: Markup
    root: str
    canonical: str
    section: str
    head: Markup = _NOTHING
    policy: Markup = field(default_factory=policy)


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file of the site.

    Args:
        address: its path in the site: "reviews/2022-23/fife/index.html".
        data: its bytes, or the file that has them.
        source: the file of the library it is made from, or "" for many.
    """

    address: str
    data: bytes | Path
    source: str


Frame = Callable[[Article], str]
"""Puts an article into a whole HTML page."""


def _stands_alone(address: str) -> bool:
    """Whether an address means the same on every page: elsewhere, or on the page itself."""
    return address.startswith(("#", "http://", "https://", "mailto:"))


def relative(address: str, page: str) -> str:
    """The link from one page of the site to an address on it.

    >>> relative("themes/inclusion/", "reviews/2022-23/fife/")
    '../../../themes/inclusion/'
    >>> relative("", "reviews/"), relative("", ""), relative("#strengths", "reviews/")
    ('../', './', '#strengths')
    """
    return _from(address, page.count("/"))


@functools.lru_cache(maxsize=10_000)  # most are wanted on many pages
def _from(address: str, depth: int) -> str:
    if _stands_alone(address):
        return address
    # What stands before a colon would be taken for a scheme (RFC 3986, 4.2).
    up = "../" * depth
    return f"{up or './'}{address}" if up or not address or ":" in address else address


def _whole_words(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the names, the longest that fits, or None where there are none."""
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    any_of = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)") if longest else None


class Renderer:
    """Renders the pages of one library.

    Args:
        library: a library without errors.
        site: where and when it is published.
        theme: the folder of templates.
    """

    def __init__(self, library: Library, site: Site, theme: Path) -> None:
        self.library = library
        self.site = site
        self.theme = theme
        self.shell: Shell = shell(library)
        self.environment = environment(theme, library.cache)
        self.header = self.environment.get_template("components/site-header.html")
        self.footer = self.environment.get_template("components/site-footer.html")
        self.head = self.environment.get_template("components/head.html")
        self.takeaway = self.environment.get_template("components/takeaway.html")
        self.heads = Heads(library, site.url)
        self.editing = self.environment.get_template("components/editing.html")
        self.context = Context(library, site)
        self.takeaways = Takeaways(self.context)
        self.around: dict[tuple[str, str], tuple[Markup, Markup]] = {}
        self.gaelic = _whole_words(
            name for one in library.vocabulary.authorities for name in one.in_gaelic
        )

    def link_from(self, page: str) -> Callable[[str], str]:
        """How an address is written on one page.

        A wrong address can be asked for at any depth, so the page that answers it alone links
        from the top of the server.
        """
        if page != "404.html":
            depth = page.count("/")
            return lambda address: _from(address, depth)
        top = "/" + "/".join(self.site.url.split("/")[3:]) if self.site.url else "/"
        return lambda address: address if _stands_alone(address) else top + address

    def article(self, page: PageOut) -> Article:
        """One page without its frame."""
        link = self.link_from(page.address)

        def markdown(nodes: Node | Iterable[Node]) -> Markup:
            return to_html((nodes,) if isinstance(nodes, Node) else nodes, link, self.gaelic)

        around: dict[str, Any] = {"site": self.shell, "link": link}
        header, footer = self._above_and_below(page, around)
        main = self.environment.get_template(f"pages/{page.template}.html").render(
            view=page.view, page=page, markdown=markdown, **around
        )
        takeaway = self.takeaways.of(page.address)
        if takeaway:
            main += self.takeaway.render(takeaway=takeaway, **around)
        editing = edit_links(self.context, page)
        if editing:
            main += self.editing.render(editing=editing, **around)
        return Article(
            address=page.address,
            title=f"{page.title} – {self.shell.title}" if page.title else self.shell.title,
            description=page.description,
            lang="en-GB",
            header=header,
            main=Markup(main),
            footer=footer,
            root=link("") if page.address else "",
            canonical=self.site.url + (page.canonical or page.address) if self.site.url else "",
            section=page.section,
            head=self._head(page, link),
            policy=policy(wasm=page.wasm),
        )

    def _above_and_below(self, page: PageOut, around: dict[str, Any]) -> tuple[Markup, Markup]:
        """Header and footer: the same on every page as deep, in the same part of the site."""
        key = (around["link"](""), page.section)
        if key not in self.around:
            nav = tuple(_current(entry, page) for entry in self.shell.nav)
            # On the page of the search its own form stands in place of the one in the header.
            header = Markup(
                self.header.render(nav=nav, searches=page.section != at.SEARCH, **around)
            )
            self.around[key] = (header, Markup(self.footer.render(foot=self.shell.foot, **around)))
        return self.around[key]

    def _head(self, page: PageOut, link: Callable[[str], str]) -> Markup:
        crumbs = tuple((crumb.label, crumb.address) for crumb in page.crumbs)
        head = self.heads.of(page.address, page.title or self.shell.title, crumbs)
        around = {"page": page, "site": self.shell, "url": self.site.url, "link": link}
        return Markup(self.head.render(head=head, scripts=page.scripts, **around))

    def redirect(self, redirect: Redirect) -> bytes:
        """The page at a former address."""
        html = self.environment.get_template("redirect.html").render(
            target=relative(redirect.target, redirect.address),
            canonical=self.site.url + redirect.target if self.site.url else "",
            site=self.shell,
            policy=policy(),
        )
        return html.encode()


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the menu on one page."""

    label: str
    address: str
    current: bool


def _current(entry: LinkView, page: PageOut) -> _Entry:
    return _Entry(entry.label, entry.address, entry.address == page.section)


def file_of(address: str) -> str:
    """The file that a server gives for an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def bare_frame(theme: Path, cache: object = None) -> Frame:
    """The frame that needs no host: theme/bare.html.

    Args:
        theme: the folder of templates.
        cache: as `environment` takes it.
    """
    templates = environment(theme, cache)
    return lambda article: templates.get_template("bare.html").render(page=article)
