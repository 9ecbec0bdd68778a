"""The Jinja environment of the theme, and the icons and assets that its templates name."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import jinja2
from markupsafe import Markup

from reviewlib.diagnostics import BuildError

_ICONS = "icons/"  # the prefix of Material's icons among the templates
_SVG = "{http://www.w3.org/2000/svg}"
_ICON_SIZE = "0 0 24 24"
_ICON = Markup(
    '<svg class="icon{}" viewBox="{}" width="20" height="20" fill="currentColor" '
    'aria-hidden="true" focusable="false"><path d="{}"/></svg>'
)
# What a page loads, and so must be of the same build as the page: these folders of theme/assets
# stand in one folder that is named by their content.
_STAMPED = ("css", "fonts", "js")


Templates = tuple[tuple[str, str], ...]
"""Every template of the theme in order, each with its text."""


@functools.lru_cache(maxsize=1)  # a server of changes renders with the same ones again and again
def environment(texts: Templates) -> jinja2.Environment:
    """The one environment in which pages are rendered: escaping on, nothing undefined.

    Templates may call `icon(name)`, an icon of Material's set as inline SVG: before the words that
    it stands beside, or smaller `after=true` them.

    Args:
        texts: the templates (`template_files`).
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
    shape = functools.cache(functools.partial(_icon_shape, templates))
    templates.globals["icon"] = lambda name, after=False: _ICON.format(
        " icon-after" if after else "", _ICON_SIZE, shape(name)
    )
    return templates


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


def _icon_shape(templates: jinja2.Environment, name: str) -> str:
    """The shape of an icon's path: all that is taken from Material's file."""
    try:
        assert templates.loader is not None
        source = templates.loader.get_source(templates, f"{_ICONS}{name}.svg")[0]
    except jinja2.TemplateNotFound:
        message = f'the theme names the icon "{name}", which Material does not have.'
        raise BuildError(message) from None
    svg = ET.fromstring(source)
    if svg.get("viewBox") != _ICON_SIZE or [one.tag for one in svg] != [f"{_SVG}path"]:
        raise BuildError(f'the icon "{name}" is not drawn as one path on a square of 24.')
    return svg[0].get("d", "")


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
