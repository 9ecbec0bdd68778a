"""Every file of the site: the pages, and what is published beside them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2

from reviewlib.cache import FILES, key_of
from reviewlib.diagnostics import BuildError
from reviewlib.exports import Bundle, Export, all_exports
from reviewlib.library import Library, urls
from reviewlib.pages import Redirect, Site, all_files, all_pages, all_redirects
from reviewlib.schema import slugify
from reviewlib.search import SearchFile, engine_of, search_files
from reviewlib.sheets import Sheets
from reviewlib.site.render import OutputFile, PageTemplate, file_of
from reviewlib.site.templates import assets


def render_site(library: Library, site: Site, theme: Path) -> Iterator[OutputFile]:
    """Every file of the site.

    Args:
        library: a library without errors.
        site: where and when it is published.
        theme: the folder of templates.

    Raises:
        BuildError: a template is missing or wrong.
    """
    title = library.programme.title
    bundle = Bundle(slugify(title), title, site.url, library.cache)
    with bundle:
        yield from render_pages(library, site, theme, bundle)
        for artefact in _files(library, site, theme):
            yield artefact
            bundle.add(artefact.address, artefact.data)
        for artefact in theme_files(theme):
            bundle.add(artefact.address, artefact.data)
        yield OutputFile(urls.DATA + urls.WHOLE_FILE, bundle.whole(), "")
    # Not for reading offline, where no script may fetch them.
    yield from _kept("search", library, engine_of(library), lambda: search_files(library))


def render_pages(
    library: Library, site: Site, theme: Path, bundle: Bundle | None = None
) -> Iterator[OutputFile]:
    """The pages alone, without the feeds, data, sheets and reports beside them.

    Args:
        library: a library without errors.
        site: where and when it is published.
        theme: the folder of templates.
        bundle: takes a copy of each page, for reading offline.

    Raises:
        BuildError: a template is missing or wrong.
    """
    try:
        template = PageTemplate(library, site, theme)
        for page in all_pages(library, site):
            html = template.render(page)
            yield OutputFile(file_of(page.address), html.encode(), page.source)
            if (
                bundle and page.address != urls.NOT_FOUND
            ):  # it answers for addresses; files have none
                bundle.add_page(file_of(page.address), html)
        for redirect in all_redirects(library):
            yield OutputFile(file_of(redirect.address), template.redirect(redirect), "")
    except jinja2.TemplateError as error:
        raise BuildError(f"a template of the theme is wrong: {error}") from error


def redirect_pages(library: Library, site: Site, theme: Path) -> Callable[[Redirect], OutputFile]:
    """What makes the page at a former address."""
    # Not before it is wanted: by then the templates are known to be right.
    template = functools.cache(lambda: PageTemplate(library, site, theme))
    return lambda one: OutputFile(file_of(one.address), template().redirect(one), "")


def _kept(
    kind: str, library: Library, part: str, make: Callable[[], Iterable[Export | SearchFile]]
) -> Iterator[OutputFile]:
    """Files that depend on the whole library: from the cache where no file of it has changed."""

    def made() -> list[tuple[str, bytes]]:
        return [(file.address, file.data) for file in make()]

    # Pagefind is a program of its own, of which we do not know all that it depends on.
    if library.cache and library.fingerprint and part != "pagefind":
        files = library.cache.cached(kind, key_of(library.fingerprint, part), made, FILES)
    else:
        files = made()
    return (OutputFile(address, data, "") for address, data in files)


def _files(library: Library, site: Site, theme: Path) -> Iterator[OutputFile]:
    """What is published beside the pages."""
    for file in all_files(library):
        yield OutputFile(file.address, file.file, f"reports/{file.file.name}")
    yield from _kept("exports", library, site.url, lambda: all_exports(library, site.url))
    for sheet in Sheets(library, site.url).all(theme):
        yield OutputFile(sheet.address, sheet.data, sheet.source)


def theme_files(theme: Path) -> Iterator[OutputFile]:
    """What the pages need of the theme: style sheets, fonts, scripts, pictures."""
    for address, path in assets(theme):
        yield OutputFile(address, path, f"theme/{path.relative_to(theme).as_posix()}")
