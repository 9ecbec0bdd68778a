"""A page made such that it can stand in one file with others, and with all that it needs."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import Markup

from reviewlib.problems import BuildError
from reviewlib.render import environment

__all__ = ["Inliner", "style"]

_OWN_CSS = "preview/preview.css"
_STYLES = "components/styles.html"
_HERE = "https://this-site.invalid/"  # RFC 2606: nobody's; only to work links out
_TYPES = {".woff2": "font/woff2", ".webp": "image/webp", ".svg": "image/svg+xml"}
# Attributes that name another element of the page by its id; some name several.
_NAMING = frozenset(
    {"for", "form", "headers", "list", "commandfor", "popovertarget"}
    | {f"aria-{one}" for one in ("controls", "describedby", "details", "flowto", "labelledby")}
    | {"aria-activedescendant", "aria-errormessage", "aria-owns"}
)
_FETCHING = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "ping"})
_WITHOUT = frozenset({"script", "template", "iframe", "object", "embed", "link", "meta", "base"})
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_ID_IN_CSS = re.compile(r"#([a-z][a-z0-9-]*)(?=[\s,.:>+~\[{)])(?=[^{}]*\{)")


def _as_data(file: Path) -> str:
    """A file as an address that holds it whole (RFC 2397)."""
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    try:
        whole = base64.b64encode(file.read_bytes()).decode()
    except OSError as error:
        raise BuildError(f"the theme lacks {file.name}: {error.strerror}") from error
    return f"data:{kind or 'application/octet-stream'};base64,{whole}"


class _Sheets(HTMLParser):
    """The style sheets that a head names, in order, each with the media it is for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more sheet, perhaps."""
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "stylesheet":
            self.found.append((given.get("href") or "", given.get("media") or ""))


def _css(file: Path) -> str:
    text = file.read_text("utf-8")

    def inlined(found: re.Match[str]) -> str:
        address = found[2]
        return found[0] if address.startswith(("data:", "#")) else (
            f'url("{_as_data(file.parent / address.partition("?")[0])}")'
        )  # fmt: skip

    # The ids of a page get its key before them here. An id has the same weight in `:is()`.
    text = _ID_IN_CSS.sub(r':is(#\1, [data-id="\1"])', text)
    return _URL.sub(inlined, text)


def style(theme: Path) -> str:
    """All style sheets of the site and that of the preview, with their fonts and pictures.

    Raises:
        BuildError: a sheet, or something it names, is not there.
    """
    sheets = _Sheets()
    styles = environment(theme).get_template(_STYLES)
    sheets.feed(styles.render(asset=lambda name: f"assets/{name}"))
    parts = []
    try:
        for address, media in (*sheets.found, (_OWN_CSS, "")):
            css = _css(theme / address)
            parts.append(f"@media {media} {{\n{css}\n}}" if media else css)
    except OSError as error:
        raise BuildError(f"the theme lacks {error.filename}") from error
    whole = "\n".join(parts)
    if "</" in whole or "@import" in whole:
        raise BuildError("a style sheet of the theme cannot stand within a page")
    return whole


class Inliner(HTMLParser):
    """Rewrites the mark-up of one page.

    Args:
        address: the page's.
        keys: the address of each page in the file, with its key.
        theme: the folder that pictures are in.
        url: where the site is published, or "".
        known: the addresses that are published already.
    """

    def __init__(
        self,
        address: str,
        keys: Mapping[str, str],
        theme: Path,
        url: str,
        known: frozenset[str],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.address = address
        self.keys = keys
        self.key = keys[address]
        self.theme = theme
        self.url = url
        self.known = known
        self.parts: list[Markup] = []
        self.leaving_out = ""

    def inline(self, html: Markup) -> Markup:
        """A piece of the page, fit to stand in the file."""
        self.reset()
        self.parts, self.leaving_out = [], ""
        self.feed(str(html))
        self.close()
        return Markup("").join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes, some of them rewritten."""
        if self.leaving_out:
            return
        if tag in _WITHOUT:
            self.leaving_out = "" if tag in _VOID else tag
            return
        rows = [Markup("<") + Markup(tag)]
        for name, value in attrs:
            for new, given in self._attribute(tag, name, value):
                # A name comes from the parser, so it holds no sign that would end it.
                rows.append(Markup(' {}="{}"').format(new, given) if given is not None else
                            Markup(" {}").format(new))  # fmt: skip
        self.parts.append(Markup("").join(rows) + Markup(">"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself, as in drawings."""
        self.handle_starttag(tag, attrs)
        if tag not in _WITHOUT and tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """The end of an element."""
        if self.leaving_out:
            self.leaving_out = "" if tag == self.leaving_out else self.leaving_out
        elif tag not in _WITHOUT:
            self.parts.append(Markup("</{}>").format(tag))

    def handle_data(self, data: str) -> None:
        """Words."""
        self._as_it_is(data)

    def handle_entityref(self, name: str) -> None:
        """A sign by its name."""
        self._as_it_is(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A sign by its number."""
        self._as_it_is(f"&#{name};")

    def _as_it_is(self, data: str) -> None:
        """What our own templates escaped, and the parser left as it was."""
        if not self.leaving_out:
            self.parts.append(Markup(data))

    def _attribute(self, tag: str, name: str, value: str | None) -> list[tuple[str, str | None]]:
        if value is None:
            return [(name, None)]
        if name == "id":
            return [("id", f"{self.key}-{value}"), ("data-id", value)]
        if name in _NAMING:
            return [(name, " ".join(f"{self.key}-{one}" for one in value.split()))]
        if name in {"href", "xlink:href"}:
            found = self._link(tag, value)
            return [(name, found)] if found else []
        if tag == "img" and name == "src":
            return [(name, self._picture(value))]
        if name in _FETCHING:
            return []
        return [(name, value)]

    def _link(self, tag: str, href: str) -> str:
        """Where a link leads from within the file; "" for nowhere."""
        if href.startswith("#"):
            return f"#{self.key}-{href[1:]}" if href != "#" else f"#{self.key}"
        whole = urljoin(_HERE + self.address, href)
        if not whole.startswith(_HERE):
            return href if tag == "a" else ""
        path, _, anchor = whole.removeprefix(_HERE).partition("#")
        page = path.partition("?")[0]
        if page in self.keys:
            key = self.keys[page]
            return f"#{key}-{anchor}" if anchor else f"#{key}"
        return self.url + path if self.url and page in self.known else ""

    def _picture(self, src: str) -> str:
        if src.startswith("data:"):
            return src
        address = urljoin(_HERE + self.address, src).removeprefix(_HERE)
        file = (self.theme / address.partition("?")[0]).resolve()
        inside = file.is_relative_to(self.theme.resolve()) and file.is_file()
        return _as_data(file) if inside else "data:,"
