"""The one page template: theme/page.html, filled for each page of a library."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from reviewlib.cache import TEXT, Cache, code_hash, key_of
from reviewlib.exports import Heads
from reviewlib.library import Library
from reviewlib.markdown import to_html
from reviewlib.models import Node
from reviewlib.pages import (
    Context,
    Downloads,
    OutputPage,
    Redirect,
    Site,
    edit_links,
    problem_links,
    shell,
)
from reviewlib.site.csp import csp
from reviewlib.site.templates import asset_address, asset_stamp, environment, template_files

_IN_OTHERS = {"view", "site"}  # part of `page`, and of `_look`
_PACKAGES = ("jinja2", "markupsafe", "mkdocs-material", "nh3", "pyromark")


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site.

    Args:
        address: its path in the site: "reviews/2022-23/fife/index.html".
        data: its bytes, or the file that has them.
        source: the file of the library it is made from, or "" for many.
    """

    address: str
    data: bytes | Path
    source: str


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


class PageTemplate:
    """Renders the pages of one library: each by its own template within theme/page.html.

    Args:
        library: a library without errors.
        site: where and when it is published.
        theme: the folder of templates.
    """

    def __init__(self, library: Library, site: Site, theme: Path) -> None:
        self._site = site
        self._shell = shell(library)
        self._theme = theme
        self._cache = library.cache or Cache()
        self._stamp = asset_stamp(theme)
        self._heads = Heads(library, site.url)
        self._context = Context(library, site)
        self._downloads = Downloads(self._context)
        self._gaelic = _whole_words(
            name for one in library.vocabulary.authorities for name in one.in_gaelic
        )

    @functools.cached_property
    def _environment(self) -> jinja2.Environment:
        return environment(self._theme)

    @functools.cached_property
    def _page(self) -> jinja2.Template:
        return self._environment.get_template("page.html")

    @functools.cached_property
    def _look(self) -> bytes:
        """A hash of all that every page is made with, beside its own view."""
        parts = [part for name, text in template_files(self._theme) for part in (name, text)]
        names = self._gaelic.pattern if self._gaelic else ""
        code = code_hash(packages=_PACKAGES)
        return key_of(code, self._stamp, names, repr(self._shell), *parts)

    def render(self, page: OutputPage) -> str:
        """The whole page; from the cache where nothing that a template may name has changed."""
        variables = self._variables(page)
        # Views are data through and through, so that their repr tells all they hold. The functions
        # depend on the address and on what `_look` has.
        named = (value for name, value in variables.items() if name not in _IN_OTHERS)
        said = repr([value for value in named if not callable(value)])
        if " object at 0x" in said:
            return self._page.render(variables)
        key = key_of(self._look, page.address, said)
        return self._cache.cached("page", key, lambda: self._page.render(variables), TEXT)

    def block(self, name: str, page: OutputPage) -> Markup:
        """One block of theme/page.html alone: "header", "main" or "footer"."""
        context = self._page.new_context(self._variables(page))
        return Markup("".join(self._page.blocks[name](context)))

    def redirect(self, redirect: Redirect) -> bytes:
        """The page at a former address."""
        html = self._environment.get_template("redirect.html").render(
            target=relative(redirect.target, redirect.address),
            canonical=self._site.url + redirect.target if self._site.url else "",
            site=self._shell,
            policy=csp(),
        )
        return html.encode()

    def _variables(self, page: OutputPage) -> dict[str, Any]:
        """All that a template may name."""
        link, url = self._link_from(page.address), self._site.url
        crumbs = tuple((crumb.label, crumb.address) for crumb in page.crumbs)

        def markdown(nodes: Node | Iterable[Node]) -> Markup:
            return to_html((nodes,) if isinstance(nodes, Node) else nodes, link, self._gaelic)

        return {
            "page": page,
            "view": page.view,
            "site": self._shell,
            "url": url,
            "canonical": url + (page.canonical or page.address) if url else "",
            "policy": csp(wasm=page.wasm),
            "head": self._heads.of(page.address, page.title or self._shell.title, crumbs),
            "takeaway": self._downloads.of(page.address),
            "editing": edit_links(self._context, page),
            "problem": tuple(problem_links(self._context, page)),
            "link": link,
            "asset": lambda name: link(asset_address(name, self._stamp)),
            "markdown": markdown,
        }

    def _link_from(self, page: str) -> Callable[[str], str]:
        """How an address is written on one page.

        A wrong address can be asked for at any depth, so the page that answers it alone links
        from the top of the server.
        """
        if page != "404.html":
            depth = page.count("/")
            return lambda address: _from(address, depth)
        top = "/" + "/".join(self._site.url.split("/")[3:]) if self._site.url else "/"
        return lambda address: address if _stands_alone(address) else top + address


def file_of(address: str) -> str:
    """The file that a server gives for an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address
