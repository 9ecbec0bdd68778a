"""Every file of the site, and what answers at the former URLs of each."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2

from reviewlib.diagnostics import BuildError
from reviewlib.exports import Bundle, all_exports
from reviewlib.library import Library, urls
from reviewlib.pages import (
    Context,
    DerivedPage,
    OutputPage,
    Redirect,
    Site,
    all_files,
    all_redirects,
    pages_or_derived,
)
from reviewlib.schema import slugify
from reviewlib.search import search_files
from reviewlib.sheets import begun_sheets
from reviewlib.site.render import OutputFile, PageTemplate, assets, file_of


def render_site(
    library: Library, site: Site, theme: Path, *, whole: bool = True
) -> Iterator[OutputFile]:
    """Every file of the site.

    Args:
        whole: whether the ZIP of the library and the workbook, which nobody looks at while
            editing, have more than what says what they are.

    Raises:
        BuildError: a template is missing or wrong.
    """
    title = library.programme.title
    bundle = Bundle(slugify(title), title, site.url, library.cache)

    def bundled(files: Iterable[OutputFile]) -> Iterator[OutputFile]:
        for file in files:
            yield file
            # Nobody shares pages read offline.
            if whole and not file.address.startswith(urls.SHARED):
                bundle.add(file)

    with bundle, begun_sheets(library, theme, site.url) as sheets:
        yield from render_pages(library, site, theme, bundle if whole else None)
        yield from bundled(_files(library, site, whole))
        # Not for reading offline, where no script may fetch them.
        yield from search_files(library)
        yield from bundled(sheets)
        for artefact in theme_files(theme) if whole else ():
            bundle.add(artefact)
        yield OutputFile(urls.DATA + urls.WHOLE_FILE, bundle.whole())


def render_pages(
    library: Library, site: Site, theme: Path, bundle: Bundle | None = None
) -> Iterator[OutputFile]:
    """The pages alone, without the feeds, data, sheets and reports beside them.

    Args:
        bundle: takes a copy of each page, for reading offline.

    Raises:
        BuildError: a template is missing or wrong.
    """
    try:
        template = PageTemplate(library, site, theme)
        for _, run in itertools.groupby(pages_or_derived(Context(library, site)), _kind):
            pages = list(run)  # so that views of one kind only are held at a time
            for page, html in zip(pages, template.render_each(pages), strict=True):
                file = OutputFile(file_of(page.address), html.encode(), page.source)
                yield file
                # The page of errors answers for addresses; files have none.
                if bundle and page.address != urls.NOT_FOUND:
                    bundle.add(file)
        for redirect in all_redirects(library):
            yield OutputFile(file_of(redirect.address), template.redirect(redirect))
    except jinja2.TemplateError as error:
        raise BuildError(f"a template of the theme is wrong: {error}") from error


def _kind(page: OutputPage | DerivedPage) -> str:
    """The template of a page; "" for those whose views are made one by one."""
    return page.template if isinstance(page, OutputPage) else ""


def redirect_pages(library: Library, site: Site, theme: Path) -> Callable[[Redirect], OutputFile]:
    """What makes the page at a former address."""
    # Not before it is wanted: by then the templates are known to be right.
    template = functools.cache(lambda: PageTemplate(library, site, theme))
    return lambda one: OutputFile(file_of(one.address), template().redirect(one))


def _files(library: Library, site: Site, whole: bool) -> Iterator[OutputFile]:
    """What is published beside the pages."""
    yield from all_files(library)
    named = (one.file for record in library.serving for one in record.reports if one.file)
    for name, picture in library.first_pages(named).items():
        yield OutputFile(urls.picture_address(name, picture), picture, f"reports/{name}")
    yield from all_exports(library, site.url, whole=whole)


def theme_files(theme: Path) -> Iterator[OutputFile]:
    """What the pages need of the theme: style sheets, fonts, scripts, pictures."""
    for address, path in assets(theme):
        yield OutputFile(address, path, f"theme/{path.relative_to(theme).as_posix()}")


# ---------- aliases: what answers at former URLs

# A page can redirect. A PDF or a feed cannot: its former URL serves the same bytes as the present
# one, so that feed readers and calendars go on without noticing.


_INDEX = "index.html"


def _folders(library: Library) -> dict[str, list[str]]:
    """The present folder of each renamed record, with those it had."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    years = {urls.year_address(year) for year in library.vocabulary.years}
    for old, new in library.redirects.items():
        # Addresses of years below reviews/ are redirects only: nothing was ever published there.
        if new in library.record_addresses and new not in years:
            found[new].append(old)
    return found


def _renamed_reports(library: Library) -> dict[str, list[str]]:
    """The address of each report that was renamed, with those it had."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for review in library.reviews:
        for report in review.reports:
            if report.file:
                now = urls.report_address(review, report.file)
                found[now].extend(urls.report_address(review, old) for old in report.formerly)
    return found


def _folders_of(address: str) -> Iterator[str]:
    """Every parent folder of an address: "a/", "a/b/" of "a/b/c.pdf"."""
    parts = address.split("/")[:-1]
    return ("/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1))


def with_aliases(
    artefacts: Iterable[OutputFile], library: Library, redirect: Callable[[Redirect], OutputFile]
) -> Iterator[OutputFile]:
    """The artefacts, and after them what answers at former addresses.

    Args:
        redirect: makes such a page.
    """
    folders, files = _folders(library), _renamed_reports(library)
    taken: set[str] = set()
    former: list[OutputFile] = []
    for artefact in artefacts:
        yield artefact
        taken.add(artefact.address)
        renamed = [
            dataclasses.replace(artefact, address=old) for old in files.get(artefact.address, ())
        ]
        former += renamed
        for one in (artefact, *renamed):
            former += _beside(one, folders, redirect)
    for one in former:
        if one.address not in taken:
            taken.add(one.address)
            yield one


def _beside(
    artefact: OutputFile, folders: dict[str, list[str]], redirect: Callable[[Redirect], OutputFile]
) -> Iterator[OutputFile]:
    for folder in _folders_of(artefact.address):
        rest = artefact.address.removeprefix(folder)
        if rest == _INDEX:
            continue
        for old in folders.get(folder, ()):
            if rest.endswith(f"/{_INDEX}"):
                below = rest.removesuffix(_INDEX)
                yield redirect(Redirect(old + below, folder + below))
            else:
                yield dataclasses.replace(artefact, address=old + rest)
