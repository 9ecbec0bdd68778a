"""The MkDocs plugin, and one run of MkDocs with it in this process."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import base, config_options as option, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from reviewlib.build_date import today
from reviewlib.cache import cache_of
from reviewlib.diagnostics import (
    BuildError,
    ConfigError,
    ContentError,
    Diagnostic,
    ReviewLibError,
    as_text,
    errors,
    summary_line,
)
from reviewlib.library import LoadResult, load
from reviewlib.pages import Site, repository_address
from reviewlib.site.output import Filled, whole_site, write
from reviewlib.site.render import OutputFile

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


# Checking and rendering are done before MkDocs cleans its site folder (it does so between
# on_pre_build and on_files), so a mistake in a record, or in a template, leaves what is
# published as it is.


_STAGED = ".staged"
_WATCHED = ("content", "reports", "addresses.txt")
_CSP = re.compile(rb'<meta\s[^>]*http-equiv="?content-security-policy[^>]*>', re.IGNORECASE)


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """What may stand under `reviewlib:` in mkdocs.yml."""

    root = option.Optional(option.Type(str))
    """The folder that holds content/ and reports/; that of mkdocs.yml if it is not set."""

    # YAML makes a date of a day that stands without quotation marks.
    today: datetime.date | str | None = option.Optional(  # type: ignore[assignment]
        option.Type((str, datetime.date))
    )
    """The day the pages are made for, such as 2024-03-08; today if it is not set."""

    repository = option.Optional(option.Type(str))
    """Where the library's files are edited, such as https://github.com/OWNER/NAME; pages then
    have links that lead there."""


class ReviewLibPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Checks the library, makes its pages, and hands them to MkDocs to write."""

    def __init__(self) -> None:
        self.given: LoadResult | None = None
        """The library, where whoever runs MkDocs has read it, and speaks of what is wrong."""

        self.is_live = False
        """Whether the pages are only served here. MkDocs then adds a script to each."""

        self.last: Path | None = None
        """The last good site, whose unchanged files are linked instead of written."""

        self._loaded: LoadResult | None = None
        self._staged: Path | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Know whether it is `mkdocs serve`; keep this plugin from one build to the next."""
        self.is_live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check; refuse, in words, what has errors."""
        # The theme's own 404 page and MkDocs' site map would tell of pages that are not ours.
        config.theme.static_templates.clear()
        # MkDocs lists every file of every theme, some 15,000 icons among them; we use none of that.
        config.theme.dirs[:] = [one for one in config.theme.dirs if one == config.theme.custom_dir]
        self._loaded = self.given or _load(self._root(config), self.config.today)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the whole site, while the old one still stands: into a hidden folder of it.

        MkDocs leaves that alone when it cleans the site folder.
        """
        self._staged = Path(config.site_dir) / _STAGED
        shutil.rmtree(self._staged, ignore_errors=True)
        try:
            for file in self._render(config):
                write(self._staged, _without_csp(file) if self.is_live else file, self.last)
        except ContentError as error:
            if not self.given:
                _print(error.problems)
            raise Abort(str(error)) from error
        except ReviewLibError as error:
            raise Abort(str(error)) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave all that MkDocs found, and publish what was made and nothing else."""
        assert self._staged is not None  # on_pre_build comes first
        for path in self._staged.iterdir():
            path.replace(self._staged.parent / path.name)
        self._staged.rmdir()
        return Files([])

    def on_build_error(self, *, error: Exception) -> None:
        """Take away what was written, as far as it is not in its place."""
        if self._staged is not None:
            shutil.rmtree(self._staged, ignore_errors=True)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Build again when something is changed, and go on serving the last good pages."""
        for path in (*(self._root(config) / name for name in _WATCHED), _theme_dir(config)):
            if path.exists():
                server.watch(str(path))
        server.builder = _forgiving(server.builder)
        return server

    def _root(self, config: MkDocsConfig) -> Path:
        home = Path(config.config_file_path or ".").resolve().parent
        return home / (self.config.root or "")

    def _render(self, config: MkDocsConfig) -> Iterator[OutputFile]:
        assert self._loaded is not None  # on_config comes first
        library, theme_dir = self._loaded.checked(), _theme_dir(config)
        site = Site(
            url=config.site_url or "",
            today=today(self.config.today),
            repository=repository_address(self.config.repository),
        )
        root, whole = self._root(config), not self.is_live
        return whole_site(library, site, theme_dir, root=root, whole=whole)


def _without_csp(file: OutputFile) -> OutputFile:
    """A page that lets MkDocs' script for live reload run, which stands in the page itself."""
    if isinstance(file.data, Path) or not file.address.endswith(".html"):
        return file
    return dataclasses.replace(file, data=_CSP.sub(b"", file.data))


def _forgiving(builder: Callable[[], None]) -> Callable[[], None]:
    """A builder that says what is wrong; MkDocs' server stops answering where one raises."""

    def build() -> None:
        try:
            builder()
        except Abort as error:
            print(error, file=sys.stderr)

    return build


def _load(root: Path, day: datetime.date | str | None) -> LoadResult:
    try:
        loaded = load(root, cache=cache_of(root), today=today(day))
    except ReviewLibError as error:
        raise Abort(str(error)) from error
    if loaded.problems:
        _print(loaded.problems)
    if errors(loaded.problems):
        raise Abort(summary_line(loaded.problems))
    return loaded


def _print(problems: Sequence[Diagnostic]) -> None:
    # The last line, which sums up, is left to Abort where there are errors.
    text = as_text(problems)
    if errors(problems):
        text = text.removesuffix(summary_line(problems) + "\n")
    sys.stderr.write(text)


def _theme_dir(config: MkDocsConfig) -> Path:
    if config.theme.custom_dir is None:
        raise Abort('mkdocs.yml does not say where our theme is; write "custom_dir: theme".')
    return Path(config.theme.custom_dir)


# ---------- one run of MkDocs

_PLUGIN = "reviewlib"
# What in the settings brings in the environment, another file, or code.
_FROM_OUTSIDE = ("!ENV", "!!", "!relative", "INHERIT")


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
) -> Filled:
    """Build the site of a library that is read and checked into the folder `out`.

    Args:
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
    return Filled(config.site_url or "", _theme_of(config, settings))


def _theme_of(config: Any, settings: Path) -> Path | None:
    """The folder of our theme, where the settings say nothing of other plugins, hooks or files."""
    text = settings.read_text("utf-8-sig")
    if [*config.plugins] != [_PLUGIN] or config.hooks or any(one in text for one in _FROM_OUTSIDE):
        return None
    return Path(config.theme.custom_dir).resolve()


class _WarningCounter(logging.Handler):
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
    log, said = logging.getLogger("mkdocs"), _WarningCounter()
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
