"""Run MkDocs in this process."""

from __future__ import annotations

import datetime
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from reviewlib.diagnostics import BuildError, ConfigError, ReviewLibError
from reviewlib.library import LoadResult

_PLUGIN = "reviewlib"
# What in the settings brings in the environment, another file, or code.
_FROM_OUTSIDE = ("!ENV", "!!", "!relative", "INHERIT")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What was made, and from what.

    Args:
        url: where the site will be published, ending in "/", or "".
        theme: the folder of its theme, if it depends on that, the settings and the library alone;
            else None.
    """

    url: str
    theme: Path | None


def run(
    settings: Path,
    out: Path,
    *,
    root: Path,
    loaded: LoadResult,
    today: datetime.date | None = None,
    url: str | None = None,
    repository: str | None = None,
    live: bool = False,
    last: Path | None = None,
) -> Hosted:
    """Build the site of a library that is read and checked into the folder `out`.

    Args:
        settings: the mkdocs.yml to build with.
        out: the folder to fill.
        root: the folder that holds content/ and reports/.
        loaded: what was read there.
        today: the day the pages are made for; otherwise what the settings or the clock say.
        url: where the site will be published; otherwise what the settings say.
        repository: where its files are edited; otherwise what the settings say.
        live: whether the pages are only served here, by what adds a script to them.
        last: the last good site, whose unchanged files are linked instead of written.

    Raises:
        ConfigError: the settings cannot be used.
        ContentError: an address that was published would be lost.
        BuildError: the build failed.
        OSError: a file could not be written.
    """
    # Material prints a notice about its own future when it is loaded; this is its switch for it.
    # `mkdocs build` loads the theme before any plugin, so there it must be set outside.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        config = _configured(settings, out, root, url)
        plugin = config.plugins[_PLUGIN]
        plugin.given, plugin.is_live, plugin.last = loaded, live, last
        plugin.config.root = str(root)
        plugin.config.today = today or plugin.config.today
        plugin.config.repository = repository or plugin.config.repository
        build(config)
    except MkDocsException as error:
        # What our plugin said goes on as what it was, without MkDocs' wrapping.
        if isinstance(error.__cause__, ReviewLibError):
            raise error.__cause__ from None
        raise BuildError(str(error)) from error
    return Hosted(config.site_url or "", _theme_of(config, settings))


def _theme_of(config: Any, settings: Path) -> Path | None:
    """The folder of our theme, where the settings say nothing of other plugins, hooks or files."""
    text = settings.read_text("utf-8-sig")
    if [*config.plugins] != [_PLUGIN] or config.hooks or any(one in text for one in _FROM_OUTSIDE):
        return None
    return Path(config.theme.custom_dir).resolve()


class _Said(logging.Handler):
    """What the host says while it reads its settings; the exception says only that it did."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(record.getMessage())


def _configured(settings: Path, out: Path, root: Path, url: str | None) -> Any:
    given = {"docs_dir": str(root / "content"), "site_dir": str(out)}
    if url is not None:
        given["site_url"] = url
    log, said = logging.getLogger("mkdocs"), _Said()
    log.addHandler(said)
    try:
        config = load_config(str(settings), **given)
    except MkDocsException as error:
        raise ConfigError(f"{settings}: {' '.join([*said.words, str(error)])}") from error
    finally:
        log.removeHandler(said)
    if _PLUGIN not in config.plugins:
        raise ConfigError(f'{settings}: write "{_PLUGIN}" under "plugins".')
    return config
