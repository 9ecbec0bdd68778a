"""Pages rendered: the Jinja environment, icons, assets, the content security policy."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.util
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup, escape

from reviewlib.cache import code_hash, key_of
from reviewlib.diagnostics import BuildError
from reviewlib.exports import head
from reviewlib.library import Library, urls
from reviewlib.library.model import Part
from reviewlib.library.page_registry import MADE
from reviewlib.library.urls import OutputFile as OutputFile
from reviewlib.markdown import to_html
from reviewlib.models import Node
from reviewlib.pages import (
    Context,
    DerivedPage,
    OutputPage,
    Redirect,
    Site,
    downloads,
    edit_links,
    problem_links,
    shell,
)
from reviewlib.presentation.facts import Source
from reviewlib.presentation.wording import LinkView
from reviewlib.text import join_and

# Content Security Policy level 3. All that is not named falls under default-src, and is refused:
# frames, plug-ins, pictures and fonts inside of addresses (data:), style attributes, handlers.
_DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("form-action", "'self'"),  # default-src does not cover these two
    ("base-uri", "'none'"),
)
_WASM = " 'wasm-unsafe-eval'"


@functools.cache
def csp(*, wasm: bool = False) -> Markup:
    """The content security policy of a page, for its meta element.

    Args:
        wasm: whether the page runs WebAssembly, as the search of a large library does.

    >>> print(csp())  # doctest: +ELLIPSIS
    default-src 'none'; script-src 'self'; style-src 'self'; ...; base-uri 'none'
    """
    more = {"script-src": _WASM} if wasm else {}
    # Our own words, with no sign in them that would end an attribute in double quotation marks.
    return Markup("; ".join(f"{name} {value}{more.get(name, '')}" for name, value in _DIRECTIVES))


# ---------- the Jinja environment, icons and assets

_ICONS = "icons/"  # the prefix of Material's icons among the templates
_SVG = "{http://www.w3.org/2000/svg}"
_ICON_SIZE = "0 0 24 24"
_ICON = Markup(
    '<svg class="icon{}" viewBox="{}" width="20" height="20" fill="currentColor" '
    'aria-hidden="true" focusable="false"><path d="{}"/></svg>'
)
_FILE_ICONS = {
    "bib": "format-quote-close",
    "csv": "file-delimited-outline",
    "docx": "file-word-box",
    "ics": "calendar-month",
    "json": "code-json",
    "jsonl": "code-json",
    "pdf": "file-pdf-box",
    "ris": "format-quote-close",
    "ttl": "code-json",
    "xml": "rss",
    "zip": "folder-zip-outline",
}
# What a page loads, and so must be of the same build as the page: these folders of theme/assets
# are in one folder that is named by their content.
_STAMPED = ("css", "fonts", "js")


Templates = tuple[tuple[str, str], ...]
"""Every template of the theme in order, each with its text."""


@functools.lru_cache(maxsize=1)  # a live server renders with the same templates again and again
def environment(texts: Templates, gaelic: re.Pattern[str] | None = None) -> jinja2.Environment:
    """The one environment in which pages are rendered: escaping on, nothing undefined.

    Its filters, of which `up` is the way from the page to the top of the site:

    - `address|link(up)`: an address of the site as the page writes it;
    - `nodes|markdown(up)`: a text as safe HTML;
    - `link|words`, `links|names`: their words alone, each in its language: "A, B and C";
    - `name|icon`: an icon of Material's set as inline SVG, before the words beside it or, smaller,
      `icon(after=true)` them. Where the name is given, Jinja draws it once, as it compiles;
    - `address|file_icon`: the icon of the kind of file it is; nothing for a page.

    Of an address can be asked whether it `is outside`: on another site.

    Args:
        texts: every template.
        gaelic: names in texts that are Gaelic.
    """
    icons = jinja2.FileSystemLoader(_material_icons())
    templates = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.DictLoader(dict(texts)), jinja2.PrefixLoader({_ICONS.rstrip("/"): icons})]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a template is read once for all pages of a build
    )
    icon = functools.cache(functools.partial(_icon, templates))
    templates.filters["file_icon"] = lambda address: _file_icon(icon, address)
    templates.filters["icon"] = icon
    templates.filters["link"] = _link
    templates.filters["markdown"] = functools.partial(_markdown, gaelic)
    templates.filters["names"] = _names
    templates.filters["words"] = _words
    templates.tests["outside"] = _is_outside
    return templates


_OURS = ("theme", "authority", "year")  # beside the made pages: those that we give titles
_CODE = re.compile(r"(\{\{.*?\}\}|\{[%#].*?[%#]\}|<(?:\{\{.*?\}\}|\{%.*?%\}|[^>{])*>)", re.DOTALL)


def _fitted(text: str, fit: Callable[[str], str]) -> str:
    """A template with the programme's own words, in its words and not in its code."""
    parts = _CODE.split(text)
    return "".join(part if at % 2 else fit(part) for at, part in enumerate(parts))


def template_files(theme: Path) -> Templates:
    """Every template of the theme in order, each with its text."""
    return tuple(
        (path.relative_to(theme).as_posix(), path.read_text("utf-8"))
        for path in sorted(theme.rglob("*.html"))
    )


def _material_icons() -> Path:
    """The folder of Material Design Icons that mkdocs-material brings; nothing is imported."""
    spec = importlib.util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise BuildError("mkdocs-material, whose icons the pages show, is not installed.")
    return Path(spec.submodule_search_locations[0]) / "templates" / ".icons" / "material"


def _icon(templates: jinja2.Environment, name: str, after: bool = False) -> Markup:
    """An icon as inline SVG, of which the shape of its path is taken from Material's file."""
    try:
        assert templates.loader is not None
        source = templates.loader.get_source(templates, f"{_ICONS}{name}.svg")[0]
    except jinja2.TemplateNotFound:
        message = f'the theme names the icon "{name}", which Material does not have.'
        raise BuildError(message) from None
    svg = ET.fromstring(source)
    if svg.get("viewBox") != _ICON_SIZE or [one.tag for one in svg] != [f"{_SVG}path"]:
        raise BuildError(f'the icon "{name}" is not drawn as one path on a square of 24.')
    return _ICON.format(" icon-after" if after else "", _ICON_SIZE, svg[0].get("d", ""))


def _file_icon(icon: Callable[[str], Markup], address: str) -> Markup:
    name = _FILE_ICONS.get(address.rpartition(".")[2])
    return icon(name) if name else Markup()


def _asset_files(theme: Path) -> Iterator[tuple[str, Path]]:
    """The published files of theme/assets, in order, each with its path below that folder."""
    folder = theme / "assets"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, path


def _is_stamped(name: str) -> bool:
    return name.partition("/")[0] in _STAMPED


def asset_stamp(theme: Path) -> str:
    """What names the folder of styles, scripts and fonts: a checksum of all their content.

    One stamp for all of them, since they name each other by relative addresses: a cached old
    script never meets a new page, style sheet or module.
    """
    whole = hashlib.sha256()
    for name, path in _asset_files(theme):
        if _is_stamped(name):
            data = path.read_bytes()
            whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()[:10]


def asset_address(name: str, stamp: str) -> str:
    """Where a file of theme/assets is published.

    >>> asset_address("css/site.css", "0a1b2c3d4e"), asset_address("favicon.svg", "0a1b2c3d4e")
    ('assets/0a1b2c3d4e/css/site.css', 'assets/favicon.svg')
    """
    return f"assets/{stamp}/{name}" if _is_stamped(name) else f"assets/{name}"


def assets(theme: Path) -> Iterator[tuple[str, Path]]:
    """Every published file of theme/assets, with its address in the site."""
    stamp = asset_stamp(theme)
    for name, path in _asset_files(theme):
        yield asset_address(name, stamp), path


# ---------- the page template

_IN_OTHERS = {"view", "site"}  # part of `page`, and of `_look`
_IN_LANGUAGE = Markup('<span lang="{}">{}</span>')
_PICTURE = "assets/share.png"
_PICTURED = {"review", "theme"}  # templates of pages that have one of their own
_PACKAGES = ("jinja2", "markupsafe", "mkdocs-material", "nh3", "pyromark")


def _marked(value: object) -> object:
    if isinstance(value, Markup):  # another thing than the same words as text, which are escaped
        return {"html": str(value)}
    raise TypeError(f"{type(value)}")


# Views are data through and through, so that these bytes tell all that they hold.
_AS_DATA = msgspec.msgpack.Encoder(enc_hook=_marked)


def _is_outside(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _stands_alone(address: str) -> bool:
    """Whether an address means the same on every page: elsewhere, or on the page itself."""
    return address.startswith(("#", "mailto:")) or _is_outside(address)


def relative(address: str, page: str) -> str:
    """The link from one page of the site to an address on it.

    >>> relative("themes/inclusion/", "reviews/2022-23/fife/")
    '../../../themes/inclusion/'
    >>> relative("", "reviews/"), relative("", ""), relative("#strengths", "reviews/")
    ('../', './', '#strengths')
    """
    return _link(address, "../" * page.count("/"))


@functools.lru_cache(maxsize=10_000)  # most are wanted on many pages
def _link(address: str, up: str) -> str:
    """An address of the site as a page writes it, from which `up` leads to the site's top."""
    if _stands_alone(address):
        return address
    # What is before a colon would be taken for a scheme (RFC 3986, 4.2).
    return f"{up or './'}{address}" if up or not address or ":" in address else address


def _words(item: LinkView) -> str:
    """Its words, marked with their language where that is not the page's (WCAG 2.2 3.1.2).

    Those without a mark are text, which is escaped where it is shown.
    """
    return _IN_LANGUAGE.format(item.lang, item.label) if item.lang else item.label


def _names(items: Iterable[LinkView]) -> Markup:
    """The words of several in a list: "A, B and C"."""
    return Markup(join_and(escape(_words(one)) for one in items))


def _markdown(gaelic: re.Pattern[str] | None, nodes: Node | Iterable[Node], up: str) -> Markup:
    """A text as safe HTML, its links as on a page from which `up` leads to the site's top."""
    whole = (nodes,) if isinstance(nodes, Node) else nodes
    return to_html(whole, lambda address: _link(address, up), gaelic)


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
        fit = library.programme.fit
        self._templates = tuple((name, _fitted(text, fit)) for name, text in template_files(theme))
        self._stamp = asset_stamp(theme)
        self._context = Context(library, site)
        self._gaelic = _whole_words(
            name for one in library.vocabulary.authorities for name in one.in_gaelic
        )

    @functools.cached_property
    def _environment(self) -> jinja2.Environment:
        return environment(self._templates, self._gaelic)

    @functools.cached_property
    def _page(self) -> jinja2.Template:
        return self._environment.get_template("page.html")

    @functools.cached_property
    def _look(self) -> bytes:
        """A hash of all that every page is made with, beside its own view."""
        parts = [part for name, text in self._templates for part in (name, text)]
        names = self._gaelic.pattern if self._gaelic else ""
        code = code_hash(packages=_PACKAGES)
        return key_of(code, self._stamp, names, repr(self._shell), *parts)

    def render_each(self, pages: Iterable[OutputPage | DerivedPage]) -> Iterator[str]:
        """Each page; from the cache where nothing that it may tell of has changed."""
        parts = [self._part(page) for page in pages]
        return self._context.library.derived_of_each("page", parts, str)

    def _part(self, page: OutputPage | DerivedPage) -> Part[str]:
        # The template is not compiled where every page is kept.
        if isinstance(page, OutputPage):
            variables = self._variables(page, self._context)
            return Part(self._key(variables), (), lambda _: self._page.render(variables))

        def make(alone: Library) -> str:
            context = Context(alone, self._site)
            return self._page.render(self._variables(page.make(context), context))

        return Part(key_of(self._look, repr(self._site), page.address), page.of, make)

    def render(self, page: OutputPage) -> str:
        """The whole page."""
        return self._page.render(self._variables(page, self._context))

    def _key(self, variables: dict[str, Any]) -> bytes:
        address = variables["page"].address
        named = [value for name, value in variables.items() if name not in _IN_OTHERS]
        try:
            said = _AS_DATA.encode(named)
        except TypeError as error:
            what = f"the view of {address!r} has something in it that is not data: {error}."
            raise BuildError(what) from error
        return key_of(self._look, address, said)

    def block(self, name: str, page: OutputPage) -> Markup:
        """One block of theme/page.html alone: "header", "main" or "footer"."""
        context = self._page.new_context(self._variables(page, self._context))
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

    def _variables(self, page: OutputPage, context: Context) -> dict[str, Any]:
        """All that a template may name."""
        if page.address in MADE or page.template in _OURS:
            fit = context.library.programme.fit
            page = dataclasses.replace(
                page,
                title=fit(page.title),
                description=fit(page.description),
                crumbs=tuple(dataclasses.replace(one, label=fit(one.label)) for one in page.crumbs),
            )
        up, url = self._up_from(page.address), self._site.url
        crumbs = tuple((crumb.label, crumb.address) for crumb in page.crumbs)
        source = Source(context.library, url)

        return {
            "page": page,
            "view": page.view,
            "site": self._shell,
            "url": url,
            "picture": url + self._picture(page) if url else "",
            "canonical": url + (page.canonical or page.address) if url else "",
            "policy": csp(wasm=page.wasm),
            "head": head(source, page.address, page.title or self._shell.title, crumbs),
            "takeaway": downloads(context, page.address),
            "editing": edit_links(context, page),
            "problem": tuple(problem_links(context, page)),
            "up": up,
            "assets": f"{up}assets/{self._stamp}/",
        }

    def _picture(self, page: OutputPage) -> str:
        """The picture that is shown where a page is shared."""
        own = page.template in _PICTURED
        return urls.shared_picture(page.address) if own else _PICTURE

    def _up_from(self, page: str) -> str:
        """The way from a page to the top of the site.

        A wrong address can be asked for at any depth, so the page that answers it alone links
        from the top of the server.
        """
        if page == urls.NOT_FOUND:
            return "/" + "/".join(self._site.url.split("/")[3:]) if self._site.url else "/"
        return "../" * page.count("/")


def file_of(address: str) -> str:
    """The file that a server gives for an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address
