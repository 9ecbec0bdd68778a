"""One page without what stands around it, and the frame that puts it into a whole page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from reviewlib.exports import Heads
from reviewlib.library import Library
from reviewlib.markdown import to_html
from reviewlib.models import Node
from reviewlib.pages import Context, LinkView, PageOut, Redirect, Shell, Site, Takeaways, shell

__all__ = [
    "Artefact",
    "Article",
    "Frame",
    "Renderer",
    "bare_frame",
    "environment",
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
    if _stands_alone(address):
        return address
    up = "../" * page.count("/")
    # What stands before a colon would be taken for a scheme (RFC 3986, 4.2).
    return f"{up or './'}{address}" if up or not address or ":" in address else address


def environment(theme: Path, cache: Path | None = None) -> jinja2.Environment:
    """The one environment in which pages are rendered: escaping on, nothing undefined.

    Args:
        theme: the folder of templates.
        cache: where templates that were compiled are kept between runs, or None. Each is kept
            under a checksum of its text, so a changed one is compiled anew.
    """
    kept = None
    if cache is not None:
        folder = cache / "templates"
        with contextlib.suppress(OSError):  # a cache is a help, never a need
            folder.mkdir(parents=True, exist_ok=True)
            kept = jinja2.FileSystemBytecodeCache(str(folder))
    return jinja2.Environment(
        bytecode_cache=kept,
        loader=jinja2.FileSystemLoader(theme),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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
        self.takeaways = Takeaways(Context(library, site))
        self.around: dict[tuple[str, str], tuple[Markup, Markup]] = {}

    def link_from(self, page: str) -> Callable[[str], str]:
        """How an address is written on one page.

        A wrong address can be asked for at any depth, so the page that answers it alone links
        from the top of the server.
        """
        if page != "404.html":
            return lambda address: relative(address, page)
        top = "/" + "/".join(self.site.url.split("/")[3:]) if self.site.url else "/"
        return lambda address: address if _stands_alone(address) else top + address

    def article(self, page: PageOut) -> Article:
        """One page without its frame."""
        link = self.link_from(page.address)

        def markdown(nodes: Node | Iterable[Node]) -> Markup:
            return to_html((nodes,) if isinstance(nodes, Node) else nodes, link)

        around: dict[str, Any] = {"site": self.shell, "link": link}
        header, footer = self._above_and_below(page, around)
        main = self.environment.get_template(f"pages/{page.template}.html").render(
            view=page.view, page=page, markdown=markdown, **around
        )
        takeaway = self.takeaways.of(page.address)
        if takeaway:
            main += self.takeaway.render(takeaway=takeaway, **around)
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
        )

    def _above_and_below(self, page: PageOut, around: dict[str, Any]) -> tuple[Markup, Markup]:
        """Header and footer: the same on every page as deep, in the same part of the site."""
        key = (around["link"](""), page.section)
        if key not in self.around:
            nav = tuple(_current(entry, page) for entry in self.shell.nav)
            header = Markup(self.header.render(nav=nav, **around))
            self.around[key] = (header, Markup(self.footer.render(foot=self.shell.foot, **around)))
        return self.around[key]

    def _head(self, page: PageOut, link: Callable[[str], str]) -> Markup:
        crumbs = tuple((crumb.label, crumb.address) for crumb in page.crumbs)
        head = self.heads.of(page.address, page.title or self.shell.title, crumbs)
        return Markup(self.head.render(head=head, link=link))

    def redirect(self, redirect: Redirect) -> bytes:
        """The page at a former address."""
        html = self.environment.get_template("redirect.html").render(
            target=relative(redirect.target, redirect.address),
            canonical=self.site.url + redirect.target if self.site.url else "",
            site=self.shell,
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


def bare_frame(theme: Path) -> Frame:
    """The frame that needs no host: theme/bare.html."""
    templates = environment(theme)
    return lambda article: templates.get_template("bare.html").render(page=article)
